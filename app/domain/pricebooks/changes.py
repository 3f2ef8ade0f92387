"""What became of prices between two sets of price books: points added, gone and changed, and by how much."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal, TypeAlias

from app.domain.model.prices import PriceKey, PricePoint, Tier

Shelf: TypeAlias = Mapping[str, Mapping[PriceKey, PricePoint]]
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class PriceChange:
    """One price point that is not the same in both; `old` is missing when it is added, `new` when it is gone."""

    region: str
    service: str
    item: str
    old: PricePoint | None
    new: PricePoint | None

    @property
    def kind(self) -> Literal["added", "gone", "changed"]:
        """What became of it."""
        if self.old is None:
            return "added"
        return "gone" if self.new is None else "changed"

    def steps(self) -> list[tuple[Tier | None, Tier | None]]:
        """The tiers side by side where both cover the same quantities, else the old ones, then the new ones."""
        old, new = (() if point is None else point.tiers for point in (self.old, self.new))
        if old and new and [tier.end for tier in old] == [tier.end for tier in new]:
            return list(zip(old, new, strict=True))
        return [*((tier, None) for tier in old), *((None, tier) for tier in new)]


def percent(old: Decimal, new: Decimal) -> Decimal | None:
    """By how many percent a price rose (or, below 0, fell), to a tenth; None when it was 0."""
    return ((new - old) / old * 100).quantize(TENTH, ROUND_HALF_EVEN) if old else None


def compare(old: Shelf, new: Shelf) -> tuple[PriceChange, ...]:
    """Every price point added, gone or changed, by region, service and item."""
    changes = []
    for region in sorted({*old, *new}):
        before, after = old.get(region, {}), new.get(region, {})
        for service, item in sorted({*before, *after}):
            left, right = before.get((service, item)), after.get((service, item))
            if left is None or right is None or not left.same_prices(right):
                changes.append(PriceChange(region, service, item, left, right))
    return tuple(changes)
