"""Price points and price books: what one unit costs in a region, by tier, with source and date; exact decimals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

GLOBAL = "global"
PriceKey: TypeAlias = tuple[str, str]


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

    def split(self, quantity: Decimal) -> tuple[Decimal, ...]:
        """How many of the units fall into each tier; the lowest tier reaches down to 0 (no free allowance)."""
        parts = []
        for index, tier in enumerate(self.tiers):
            start = tier.start if index else Decimal(0)
            end = quantity if tier.end is None else min(quantity, tier.end)
            parts.append(max(Decimal(0), end - start))
        return tuple(parts)

    def beyond(self, quantity: Decimal) -> Decimal:
        """How many of the units lie above the last tier and so have no known price."""
        end = self.tiers[-1].end
        return Decimal(0) if end is None else max(Decimal(0), quantity - end)


@dataclass(frozen=True)
class PriceBook:
    """The price points of one region together with those that have no region."""

    region: str
    points: Mapping[PriceKey, PricePoint]

    def find(self, service: str, item: str) -> PricePoint | None:
        """The price point of an item, or None when no price is known."""
        return self.points.get((service, item))


def price_book(region: str, rows: Iterable[Mapping[str, str]]) -> PriceBook:
    """Build the price book of a region from the catalogue's rows (one row a tier); ValueError names a faulty row."""
    grouped: dict[PriceKey, list[Mapping[str, str]]] = {}
    for row in rows:
        grouped.setdefault((row["service"], row["item"]), []).append(row)
    return PriceBook(region, {key: _point(group) for key, group in grouped.items()})


def _point(rows: list[Mapping[str, str]]) -> PricePoint:
    first = rows[0]
    tiers = sorted((_tier(row) for row in rows), key=lambda tier: tier.start)
    for lower, upper in pairwise(tiers):
        if lower.end != upper.start:
            raise ValueError(f"{first['service']} {first['item']}: the tiers leave a gap or overlap at {upper.start}")
    if len(tiers) > 1 and not tiers[0].usd:  # a lowest tier without a price is a free allowance
        tiers = tiers[1:]
    free = tiers[0].start
    return PricePoint(
        service=first["service"],
        item=first["item"],
        unit=first["unit"],
        region=first["region"],
        tiers=tuple(tiers),
        as_of=first["as_of"],
        source=first["source"],
        allowance=Allowance(f"{first['service']} {first['item']}", free) if free else None,
    )


def _tier(row: Mapping[str, str]) -> Tier:
    end = row["tier_to"]
    try:
        tier = Tier(Decimal(row["tier_from"] or 0), Decimal(end) if end else None, Decimal(row["usd"]))
    except (ArithmeticError, TypeError):
        raise ValueError(f"{row['service']} {row['item']}: a number of this row cannot be read: {row}") from None
    if not tier.usd.is_finite() or tier.usd < 0:
        raise ValueError(f"{row['service']} {row['item']}: {row['usd']} is not a price")
    return tier
