"""The cost kernel: the size and count of a component, and the cost of a quantity over the tiers of a price point.

Every estimate and the curve of cost against size use these functions, so that they agree to the cent.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple, TypeAlias

from app.domain.model.architecture import ComponentType
from app.domain.model.prices import PricePoint

Scenarios: TypeAlias = Mapping[int, dict[str, Decimal]]
"""The numbers that formulas read, by scenario to calculate: 0 low, 1 typical, 2 high."""
TYPICAL = 1
CENT = Decimal("0.01")
ONE = Decimal(1)
_EXACT = Context(prec=60)


class Sized(NamedTuple):
    """The chosen size of a component ("" if it has none), and whether even the largest size is too small."""

    size: str
    outgrown: bool


def size_and_count(found: ComponentType, scenarios: Scenarios, size: str = "") -> Sized:
    """Choose the smallest size for the needs of the typical month, unless `size` is given; then calculate the count.

    `scenarios` must hold the other numbers that the formulas of the type read; `size.…` and `count` are added to them.
    """
    for scope in scenarios.values():
        scope["count"] = ONE
    outgrown, ladder = False, found.size
    if ladder:
        if not size:
            typical = scenarios[TYPICAL]
            needs = {name: formula.value(typical, TYPICAL) for name, formula in ladder.formulas.items()}
            size = ladder.smallest_for(needs)["id"]
            has = ladder.numbers_of(size)
            outgrown = any(has[f"size.{name}"] < need for name, need in needs.items())
        for scope in scenarios.values():
            scope.update(ladder.numbers_of(size))
    for scenario, scope in scenarios.items():
        scope["count"] = found.count_formula.value(scope, scenario)
    return Sized(size, outgrown)


def price_line(point: PricePoint, quantity: Decimal) -> tuple[tuple[Decimal, Decimal], ...]:
    """For each tier, from the lowest: the units of the quantity in it, and their cost in USD, rounded to cents.

    Tiers that the quantity does not reach are left out, except the lowest; units beyond the last tier are left out.
    """
    lowest = point.tiers[0]
    if lowest.end is None or quantity <= lowest.end:
        return ((quantity, cent(quantity * lowest.usd)),)
    parts = zip(point.split(quantity), point.tiers, strict=True)
    return tuple([(part, cent(part * tier.usd)) for part, tier in parts if part or tier is lowest])


def cent(usd: Decimal) -> Decimal:
    """An amount in USD rounded to cents, half up."""
    return usd.quantize(CENT, ROUND_HALF_UP, _EXACT)
