"""Price points and price books: what one unit costs in a region, by tier, with source and date; exact decimals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

GLOBAL = "global"
PriceKey: TypeAlias = tuple[str, str]


class TiersBroken(ValueError):
    """Tiers that leave a gap or overlap; its text says where."""


@dataclass(frozen=True)
class Tier:
    """The price of one unit from `start` up to `end` units a month; no end means without limit."""

    start: Decimal
    end: Decimal | None
    usd: Decimal


@dataclass(frozen=True)
class Allowance:
    """What an account gets free of charge each month; points that name the same one share it."""

    id: str
    amount: Decimal
    unverified: bool = False


@dataclass(frozen=True)
class PricePoint:
    """The price of one item in one region: its tiers in order, where it comes from and the date it was read.

    `allowance` is what an account gets free of it; the tiers do not take it off.
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
        """How many of the units fall into each tier; the lowest tier reaches down to 0 (no free allowance)."""
        parts = []
        for index, tier in enumerate(self.tiers):
            start = tier.start if index else Decimal(0)
            end = quantity if tier.end is None else min(quantity, tier.end)
            parts.append(max(Decimal(0), end - start))
        return tuple(parts)

    def cost(self, quantity: Decimal) -> Decimal:
        """What a quantity costs, tier by tier, not rounded; units beyond the last tier count nothing."""
        return sum((part * tier.usd for part, tier in zip(self.split(quantity), self.tiers, strict=True)), Decimal(0))

    def same_prices(self, other: "PricePoint") -> bool:
        """Whether every quantity costs the same at both; where the lowest tier begins does not matter."""
        mine, theirs = ([(tier.end, tier.usd) for tier in point.tiers] for point in (self, other))
        return self.unit == other.unit and mine == theirs

    def beyond(self, quantity: Decimal) -> Decimal:
        """How many of the units lie above the last tier and so have no known price."""
        end = self.tiers[-1].end
        return Decimal(0) if end is None else max(Decimal(0), quantity - end)


@dataclass(frozen=True, eq=False)
class PriceBook:
    """The price points of one region together with those that have no region."""

    region: str
    points: Mapping[PriceKey, PricePoint]

    def find(self, service: str, item: str) -> PricePoint | None:
        """The price point of an item, or None when no price is known."""
        return self.points.get((service, item))


def price_book(region: str, rows: Iterable[Mapping[str, str]]) -> PriceBook:
    """Build the price book of a region from the catalogue's rows (one row a tier); ValueError names a faulty row."""
    return PriceBook(region, price_points(rows))


def price_points(rows: Iterable[Mapping[str, str]]) -> dict[PriceKey, PricePoint]:
    """The price points of the catalogue's rows (one row a tier), in order; ValueError names a faulty row."""
    grouped: dict[PriceKey, list[Mapping[str, str]]] = {}
    for row in rows:
        grouped.setdefault((row["service"], row["item"]), []).append(row)
    return {key: _point(group) for key, group in grouped.items()}


def price_rows(point: PricePoint) -> list[dict[str, str]]:
    """A price point as rows of the catalogue, one a tier; numbers in full, without exponent."""
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
    """Tiers sorted by where they begin; TiersBroken when they leave a gap or overlap."""
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
    """The point with what its own tiers give free of charge: a lowest tier without a price, or one that begins late."""
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
