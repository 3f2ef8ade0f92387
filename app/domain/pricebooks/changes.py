"""Comparing two sets of price points: points added, gone and changed, and by how many percent."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal, TypeAlias

from app.domain.model.prices import PriceKey, PricePoint, Tier

Shelf: TypeAlias = Mapping[str, Mapping[PriceKey, PricePoint]]
"""Price points by price file (a region, or GLOBAL) and key."""
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class PriceChange:
    """One price point that differs; `old` is None if it is added, `new` if it is gone."""

    region: str
    service: str
    item: str
    old: PricePoint | None
    new: PricePoint | None

    @property
    def kind(self) -> Literal["added", "gone", "changed"]:
        """Whether the point is added, gone or changed."""
        if self.old is None:
            return "added"
        return "gone" if self.new is None else "changed"

    def tiers(self) -> list[tuple[Tier | None, Tier | None]]:
        """Pairs (old, new) of tiers if both points have the same tier bounds; else the old ones, then the new ones."""
        old, new = (() if point is None else point.tiers for point in (self.old, self.new))
        if old and new and [tier.end for tier in old] == [tier.end for tier in new]:
            return list(zip(old, new, strict=True))
        return [*((tier, None) for tier in old), *((None, tier) for tier in new)]


def percent(old: Decimal, new: Decimal) -> Decimal | None:
    """The change of a price in percent, rounded to a tenth; None if the old price is 0."""
    return ((new - old) / old * 100).quantize(TENTH, ROUND_HALF_EVEN) if old else None


def compare(old: Shelf, new: Shelf) -> tuple[PriceChange, ...]:
    """Every price point added, gone or changed, in the order of region, service and item."""
    changes = []
    for region in sorted({*old, *new}):
        before, after = old.get(region, {}), new.get(region, {})
        for service, item in sorted({*before, *after}):
            left, right = before.get((service, item)), after.get((service, item))
            if left is None or right is None or not left.same_prices(right):
                changes.append(PriceChange(region, service, item, left, right))
    return tuple(changes)
