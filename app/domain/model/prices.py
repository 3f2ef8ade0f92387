"""Price points and price books: the USD price of one unit in a region, by tier, with source and date.

Prices are exact decimals. A price file (CSV) has one row for each tier.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

GLOBAL = "global"
PriceKey: TypeAlias = tuple[str, str]


class TiersBroken(ValueError):
    """Tiers that leave a gap or overlap; the message says where."""


@dataclass(frozen=True)
class Tier:
    """The price in USD of one unit from `start` up to `end` units a month; `end` None means without limit."""

    start: Decimal
    end: Decimal | None
    usd: Decimal


@dataclass(frozen=True)
class Allowance:
    """The units that an account gets free of charge each month; price points with the same allowance id share it."""

    id: str
    amount: Decimal
    unverified: bool = False


@dataclass(frozen=True)
class PricePoint:
    """The price of one item in one region: tiers in rising order, source and date (`as_of`, ISO 8601).

    The tiers do not include the free allowance: they charge from the first unit.
    """

    service: str
    item: str
    unit: str
    region: str
    tiers: tuple[Tier, ...]
    as_of: str
    source: str
    allowance: Allowance | None = None

    def __hash__(self) -> int:
        return hash((self.service, self.item, self.region))

    def split(self, quantity: Decimal) -> tuple[Decimal, ...]:
        """The units of a monthly quantity in each tier; the lowest tier counts from 0."""
        parts = []
        for index, tier in enumerate(self.tiers):
            start = tier.start if index else Decimal(0)
            end = quantity if tier.end is None else min(quantity, tier.end)
            parts.append(max(Decimal(0), end - start))
        return tuple(parts)

    def cost(self, quantity: Decimal) -> Decimal:
        """The unrounded USD cost of a monthly quantity over all tiers; units beyond the last tier cost 0."""
        return sum((part * tier.usd for part, tier in zip(self.split(quantity), self.tiers, strict=True)), Decimal(0))

    def same_prices(self, other: "PricePoint") -> bool:
        """Whether every quantity costs the same at both; the start of the lowest tier is ignored, as in `split`."""
        mine, theirs = ([(tier.end, tier.usd) for tier in point.tiers] for point in (self, other))
        return self.unit == other.unit and mine == theirs

    def beyond(self, quantity: Decimal) -> Decimal:
        """The units of a quantity above the last tier, whose price is unknown."""
        end = self.tiers[-1].end
        return Decimal(0) if end is None else max(Decimal(0), quantity - end)


@dataclass(frozen=True, eq=False)
class PriceBook:
    """The price points of one region, together with the global ones."""

    region: str
    points: Mapping[PriceKey, PricePoint]

    def find(self, service: str, item: str) -> PricePoint | None:
        """The price point of an item, or None if its price is unknown."""
        return self.points.get((service, item))


def price_points(rows: Iterable[Mapping[str, str]]) -> dict[PriceKey, PricePoint]:
    """The price points of rows of a price file (one for each tier), in order; ValueError names a faulty row."""
    grouped: dict[PriceKey, list[Mapping[str, str]]] = {}
    for row in rows:
        grouped.setdefault((row["service"], row["item"]), []).append(row)
    return {key: _point(group) for key, group in grouped.items()}


def price_rows(point: PricePoint) -> list[dict[str, str]]:
    """A price point as rows of a price file, one for each tier; numbers without exponent."""
    return [
        {
            "service": point.service,
            "item": point.item,
            "unit": point.unit,
            "region": point.region,
            "usd": f"{tier.usd:f}",
            "tier_from": f"{tier.start:f}" if tier.start or tier.end is not None else "",
            "tier_to": "" if tier.end is None else f"{tier.end:f}",
            "as_of": point.as_of,
            "source": point.source,
        }
        for tier in point.tiers
    ]


def in_order(tiers: Iterable[Tier]) -> tuple[Tier, ...]:
    """Tiers sorted by their start; TiersBroken if they leave a gap or overlap."""
    found = sorted(tiers, key=lambda tier: tier.start)
    for lower, upper in pairwise(found):
        if lower.end != upper.start:
            raise TiersBroken(f"the tiers leave a gap or overlap at {upper.start:f}")
    return tuple(found)


def _point(rows: list[Mapping[str, str]]) -> PricePoint:
    first = rows[0]
    try:
        tiers = in_order(_tier(row) for row in rows)
    except TiersBroken as fault:
        raise ValueError(f"{first['service']} {first['item']}: {fault}") from None
    return PricePoint(
        service=first["service"],
        item=first["item"],
        unit=first["unit"],
        region=first["region"],
        tiers=tiers,
        as_of=first["as_of"],
        source=first["source"],
    )


def with_allowance(point: PricePoint) -> PricePoint:
    """The point with its free units (lowest tier at 0 USD, or start above 0) moved from the tiers to `allowance`."""
    tiers = point.tiers
    if len(tiers) > 1 and not tiers[0].usd:
        tiers = tiers[1:]
    free = tiers[0].start
    allowance = Allowance(f"{point.service} {point.item}", free) if free else None
    return replace(point, tiers=tiers, allowance=allowance)


def _tier(row: Mapping[str, str]) -> Tier:
    end = row["tier_to"]
    try:
        tier = Tier(Decimal(row["tier_from"] or 0), Decimal(end) if end else None, Decimal(row["usd"]))
    except (ArithmeticError, TypeError):
        raise ValueError(f"{row['service']} {row['item']}: a number of this row cannot be read: {row}") from None
    if not tier.usd.is_finite() or tier.usd < 0:
        raise ValueError(f"{row['service']} {row['item']}: {row['usd']} is not a price")
    return tier
