"""Finding price points in AWS's public price list: the mapping (offers.yaml), and price points from matching rates."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Context, Decimal, Inexact
from functools import cached_property
from itertools import dropwhile
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from app.domain.model.frozen import Frozen
from app.domain.model.prices import GLOBAL, PriceKey, PricePoint, Tier, TiersBroken, in_order

_EXACT = Context(prec=60, traps=[Inexact])
_NAME = re.compile(r"\{(\w+)\}")


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Words: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_listed)]


def with_short_forms(names: dict[str, str]) -> dict[str, str]:
    """The names, and for each name another one with the suffix `_xl`: its word with `xl` for `xlarge`.

    Some usage types of AWS write sizes in this short form.
    """
    return {**names, **{f"{name}_xl": word.replace("xlarge", "xl") for name, word in names.items()}}


class NotPriced(Exception):
    """A price point cannot be read from an offer file; the message says why."""


class OfferRow(Frozen):
    """A row of the mapping: where the price list has the price points whose item fits the pattern `item`.

    A placeholder in braces matches one word and can be used in `usage` and `where`, which a rate must match.
    `scale`: how many of the list's units are one of ours. `whole`: read from the file of all regions.
    `free`: whether leading tiers at 0 USD are kept. `regions`: where the price points exist (empty: everywhere).
    """

    service: str
    item: str
    offer: str
    usage: Words = Field(min_length=1)
    where: dict[str, Words] = {}
    scale: Decimal = Field(default=Decimal(1), gt=0)
    whole: bool = False
    free: Literal["dropped", "kept"] = "dropped"
    regions: Words = ()

    @model_validator(mode="after")
    def _names_are_known(self) -> "OfferRow":
        filled = {
            name for words in (self.usage, *self.where.values()) for word in words for name in _NAME.findall(word)
        }
        unknown = filled - with_short_forms(dict.fromkeys(_NAME.findall(self.item), "")).keys()
        if unknown:
            raise ValueError(f"{{{min(unknown)}}} does not stand in the item")
        return self

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The item as a regular expression with a group for each placeholder."""
        parts = _NAME.split(self.item)
        return re.compile(
            "".join(f"(?P<{part}>\\S+)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
        )

    def names_of(self, service: str, item: str) -> dict[str, str] | None:
        """The words that the placeholders match, or None if the row does not fit this price point."""
        found = self.pattern.fullmatch(item) if service == self.service else None
        return with_short_forms(found.groupdict()) if found else None

    def belongs_in(self, region: str) -> bool:
        """Whether the price points of this row exist in a region."""
        return not self.regions or region in self.regions


class Unpriced(Frozen):
    """A price that does not exist, everywhere or in some regions, and why."""

    service: str
    item: str
    regions: Words = ()
    because: str

    def covers(self, service: str, item: str, region: str) -> bool:
        """Whether it covers a price in a region; the item `*` covers the whole service."""
        return self.service == service and self.item in ("*", item) and (not self.regions or region in self.regions)


class OfferMapping(Frozen):
    """The mapping: prefixes of usage types by region, rows (the first that fits applies), prices that do not exist."""

    prefixes: dict[str, Words]
    rows: tuple[OfferRow, ...]
    unpriced: tuple[Unpriced, ...] = ()

    def exists_in(self, service: str, item: str, region: str) -> bool:
        """Whether a price can exist in a region: not declared unpriced, and not limited to other regions by its row."""
        row = self.row_of(service, item)
        declared = any(entry.covers(service, item, region) for entry in self.unpriced)
        return not declared and (row is None or row.belongs_in(region))

    def row_of(self, service: str, item: str) -> OfferRow | None:
        """The first row that fits a price point, or None."""
        return next((row for row in self.rows if row.names_of(service, item) is not None), None)


@dataclass(frozen=True)
class Wanted:
    """A price point to read: its row of the mapping, and the values of a matching rate.

    `usage`: possible usage types. `where`: possible values by column.
    """

    region: str
    service: str
    item: str
    unit: str
    row: OfferRow
    usage: frozenset[str]
    where: Mapping[str, frozenset[str]]

    @property
    def key(self) -> PriceKey:
        """The key of the price point."""
        return self.service, self.item

    @property
    def file(self) -> tuple[str, str | None]:
        """Offer code and region of the offer file; region None means the file of all regions."""
        return self.row.offer, None if self.row.whole or self.region == GLOBAL else self.region


@dataclass(frozen=True)
class Rate:
    """One rate of an offer file: the on-demand USD price of a unit of a product, from `start` to `end` units."""

    sku: str
    term: str
    start: Decimal
    end: Decimal | None
    usd: Decimal


@dataclass(frozen=True)
class Edition:
    """The version of an offer file, and the date on which AWS published it."""

    offer: str
    version: str
    published: str
    region: str

    @property
    def source(self) -> str:
        """The text for the source of price points read from it."""
        return f"AWS Price List: {self.offer} {self.version}, {self.region}"


def wanted_points(
    mapping: OfferMapping, region: str, points: Iterable[tuple[str, str, str]]
) -> tuple[list[Wanted], list[PriceKey]]:
    """What to read for price points (service, item, unit) of a region, and the keys that no row of the mapping fits."""
    wanted, unknown = [], []
    for service, item, unit in points:
        row = mapping.row_of(service, item)
        if row is None or not row.belongs_in(region):
            unknown.append((service, item))
            continue
        names = row.names_of(service, item) or {}
        regional = not row.whole and region != GLOBAL
        prefixes = mapping.prefixes.get(region, ("",)) if regional else ("",)
        usage = frozenset(f"{prefix}{word.format_map(names)}" for prefix in prefixes for word in row.usage)
        where = {column: frozenset(word.format_map(names) for word in words) for column, words in row.where.items()}
        wanted.append(Wanted(region, service, item, unit, row, usage, where))
    return wanted, unknown


def price(wanted: Wanted, rates: Iterable[Rate], edition: Edition) -> PricePoint:
    """The price point of matching rates; NotPriced if there is none, or products with different prices match."""
    products: dict[tuple[str, str], list[Rate]] = {}
    for rate in rates:
        products.setdefault((rate.sku, rate.term), []).append(rate)
    if not products:
        raise NotPriced("no product on demand fits")
    points = [
        PricePoint(
            service=wanted.service,
            item=wanted.item,
            unit=wanted.unit,
            region=wanted.region,
            tiers=_tiers(wanted.row, lines),
            as_of=edition.published[:10],
            source=f"{edition.source}, SKU {sku}",
        )
        for (sku, _), lines in sorted(products.items())
    ]
    if not all(point.same_prices(points[0]) for point in points):
        raise NotPriced(f"{len(points)} products with different prices fit: {', '.join(sku for sku, _ in products)}")
    return min(points, key=lambda point: point.tiers[0].start)


def _tiers(row: OfferRow, rates: Iterable[Rate]) -> tuple[Tier, ...]:
    try:
        tiers = in_order(_scaled(rate, row.scale) for rate in rates)
    except TiersBroken as fault:
        raise NotPriced(str(fault)) from None
    except Inexact:
        raise NotPriced(f"a price cannot be divided by {row.scale} exactly") from None
    paid = tuple(dropwhile(lambda tier: tier.usd == 0, tiers))
    return tiers if row.free == "kept" or not paid else paid


def _scaled(rate: Rate, scale: Decimal) -> Tier:
    end = None if rate.end is None else _plain(_EXACT.multiply(rate.end, scale))
    return Tier(_plain(_EXACT.multiply(rate.start, scale)), end, _plain(_EXACT.divide(rate.usd, scale)))


def _plain(number: Decimal) -> Decimal:
    """The same number without trailing zeros and exponent."""
    return Decimal(f"{number.normalize(_EXACT):f}")


@dataclass(frozen=True)
class Refreshed:
    """The result of refreshing one price point: the old and the new point, or why there is no new one.

    `gone`: it was known and no rate matches any more. `missing`: it was unknown and stays so. `unclear`: rates match,
    but give no single price.
    """

    region: str
    service: str
    item: str
    kind: Literal["changed", "same", "new", "gone", "missing", "unclear", "not refreshed"]
    old: PricePoint | None = None
    new: PricePoint | None = None
    note: str = ""


def refreshed(wanted: Wanted, rates: Iterable[Rate], edition: Edition | None, old: PricePoint | None) -> Refreshed:
    """The result of refreshing one price point from its matching rates; `edition` None means AWS has no such file."""
    about = (wanted.region, wanted.service, wanted.item)
    found = list(rates)
    if edition is None:
        return Refreshed(*about, "gone" if old else "missing", old, note=f"AWS lists no {wanted.row.offer} here")
    try:
        new = price(wanted, found, edition)
    except NotPriced as fault:
        kind: Literal["unclear", "gone", "missing"] = "unclear" if found else "gone" if old else "missing"
        return Refreshed(*about, kind, old, note=f"{edition.source}: {fault}")
    if old is None:
        return Refreshed(*about, "new", None, new)
    if old.same_prices(new):  # a free allowance, coded by where the lowest tier begins, stays as it was written
        return Refreshed(*about, "same", old, replace(new, tiers=old.tiers))
    return Refreshed(*about, "changed", old, new)


def rows_at_fault(mapping: OfferMapping, points: Iterable[PriceKey]) -> Iterator[tuple[int, str]]:
    """Useless rows of the mapping as (index, sentence): rows that fit no price point, or only ones of earlier rows."""
    known = list(points)
    first: dict[int, int] = {}
    about: dict[int, int] = {}
    for key in known:
        fitting = [index for index, row in enumerate(mapping.rows) if row.names_of(*key) is not None]
        for index in fitting:
            about[index] = about.get(index, 0) + 1
        if fitting:
            first[fitting[0]] = first.get(fitting[0], 0) + 1
    for index, row in enumerate(mapping.rows):
        if index not in about:
            yield index, f"no price point and no line item is named {row.service} {row.item}"
        elif index not in first:
            yield index, "rows before this one take all its price points"
