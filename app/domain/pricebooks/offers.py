"""How price points are found in AWS's public price list: rows of the mapping, and prices out of the rates that fit."""

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
    """Names, and for each one that ends in `_xl`: the word with `xl` for `xlarge`, as some usage types have it."""
    return {**names, **{f"{name}_xl": word.replace("xlarge", "xl") for name, word in names.items()}}


class NotPriced(Exception):
    """A price point cannot be read from an offer file; the text says why."""


class OfferRow(Frozen):
    """Where the price points of a pattern stand in the price list; a name in braces stands for one word of the item."""

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
        """The item as a pattern; a name in braces stands for one word."""
        parts = _NAME.split(self.item)
        return re.compile(
            "".join(f"(?P<{part}>\\S+)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
        )

    def names_of(self, service: str, item: str) -> dict[str, str] | None:
        """The words in place of the names in braces, or None when the row is not about this price point."""
        found = self.pattern.fullmatch(item) if service == self.service else None
        return with_short_forms(found.groupdict()) if found else None

    def belongs_in(self, region: str) -> bool:
        """Whether the price points of this row exist in a region at all."""
        return not self.regions or region in self.regions


class Unpriced(Frozen):
    """A price that is known not to exist, everywhere or in some regions, and why."""

    service: str
    item: str
    regions: Words = ()
    because: str

    def covers(self, service: str, item: str, region: str) -> bool:
        """Whether it is about a price in a region; an item of `*` is about the whole service."""
        return self.service == service and self.item in ("*", item) and (not self.regions or region in self.regions)


class OfferMapping(Frozen):
    """The whole mapping: how usage types begin in each region, the rows, and prices that do not exist.

    The first row that fits counts.
    """

    prefixes: dict[str, Words]
    rows: tuple[OfferRow, ...]
    unpriced: tuple[Unpriced, ...] = ()

    def exists_in(self, service: str, item: str, region: str) -> bool:
        """Whether a price can be there at all: not declared unpriced, and no row says that it belongs elsewhere."""
        row = self.row_of(service, item)
        declared = any(entry.covers(service, item, region) for entry in self.unpriced)
        return not declared and (row is None or row.belongs_in(region))

    def row_of(self, service: str, item: str) -> OfferRow | None:
        """The row about a price point, or None."""
        return next((row for row in self.rows if row.names_of(service, item) is not None), None)


@dataclass(frozen=True)
class Wanted:
    """A price point to be read: from which offer file, and what a rate must say to be about it."""

    region: str
    service: str
    item: str
    unit: str
    row: OfferRow
    usage: frozenset[str]
    where: Mapping[str, frozenset[str]]

    @property
    def key(self) -> PriceKey:
        """Service and item."""
        return self.service, self.item

    @property
    def file(self) -> tuple[str, str | None]:
        """Offer code and region of the file that holds it; no region means the file of all regions."""
        return self.row.offer, None if self.row.whole or self.region == GLOBAL else self.region


@dataclass(frozen=True)
class Rate:
    """One line of an offer file: the price of a product on demand from `start` to `end` units."""

    sku: str
    term: str
    start: Decimal
    end: Decimal | None
    usd: Decimal


@dataclass(frozen=True)
class Edition:
    """Which offer file a price was read from, and the date AWS published it."""

    offer: str
    version: str
    published: str
    region: str

    @property
    def source(self) -> str:
        """The source of a price point read from it."""
        return f"AWS Price List: {self.offer} {self.version}, {self.region}"


def wanted_points(
    mapping: OfferMapping, region: str, points: Iterable[tuple[str, str, str]]
) -> tuple[list[Wanted], list[PriceKey]]:
    """What to read for price points (service, item, unit) of a region, and the ones that the mapping does not know."""
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
    """The price point that the fitting rates make; NotPriced when none fits, or several with different prices."""
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
    """The same number without zeros at its end and without exponent."""
    return Decimal(f"{number.normalize(_EXACT):f}")


@dataclass(frozen=True)
class Refreshed:
    """What became of one price point in a refresh: the old and the new point, and why where there is no new one."""

    region: str
    service: str
    item: str
    kind: Literal["changed", "same", "new", "gone", "missing", "unclear", "not refreshed"]
    old: PricePoint | None = None
    new: PricePoint | None = None
    note: str = ""


def refreshed(wanted: Wanted, rates: Iterable[Rate], edition: Edition | None, old: PricePoint | None) -> Refreshed:
    """Compare what an offer file says with the price point of now; without edition AWS has no such file."""
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
    """Rows of the mapping, by their number, that are of no use: about no price point, or hidden by rows before them."""
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
