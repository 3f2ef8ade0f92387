"""The cost kernel: how large a component is, how many of it there are, and what a quantity costs, tier by tier.

The bill of an advice, its alternatives and the curve of cost against size all count and price with these functions.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple, TypeAlias

from app.domain.model.architecture import ComponentType
from app.domain.model.prices import PricePoint

Scenarios: TypeAlias = Mapping[int, dict[str, Decimal]]
"""The named numbers of each scenario that is worked out: 0 low, 1 typical, 2 high."""
TYPICAL = 1
CENT = Decimal("0.01")
ONE = Decimal(1)
_EXACT = Context(prec=60)


class Sized(NamedTuple):
    """The size of a component, and whether even the largest one is too small for what is needed."""

    size: str
    outgrown: bool


def size_and_count(found: ComponentType, scenarios: Scenarios, size: str = "") -> Sized:
    """Choose the size that covers the needs of the typical month unless one is given, then count for each scenario.

    `scenarios` hold all other numbers that the formulas of the type read; they gain `size.…` and `count`.
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
    """For each tier, from the lowest, the units that fall into it and what they cost in USD, rounded to cents once.

    Tiers that the quantity does not reach are left out, except the lowest; units beyond the last tier cost nothing.
    """
    lowest = point.tiers[0]
    if lowest.end is None or quantity <= lowest.end:
        return ((quantity, cent(quantity * lowest.usd)),)
    parts = zip(point.split(quantity), point.tiers, strict=True)
    return tuple([(part, cent(part * tier.usd)) for part, tier in parts if part or tier is lowest])


def cent(usd: Decimal) -> Decimal:
    """An amount of USD rounded to cents, half a cent upwards."""
    return usd.quantize(CENT, ROUND_HALF_UP, _EXACT)
