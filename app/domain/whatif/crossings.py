"""The lower envelope of several cost curves: which is the cheapest at a size, and at which whole size that changes.

A curve is the sum of the prices of a set of parts at every size; to compare two, only parts that they do not share
are priced. The search relies on prices that never fall as the size grows.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Generic, TypeVar

Priced = TypeVar("Priced", bound=Hashable)

BEYOND = Decimal("Infinity")
"""The price of a part at a size that is too large for it."""
ROUND_SIZES = (Decimal(1), Decimal("1.5"), Decimal(2), Decimal(3), Decimal(5), Decimal(7))
"""The round sizes of one decade."""
DECADES = 5
MOST_LOOKS = 1000
"""The most intervals searched for one crossover; beyond that, bisection finds some crossover, not always the last."""


def sizes(smallest: Decimal, own: Decimal) -> tuple[int, ...]:
    """Round whole sizes over DECADES from `smallest` (rounded down to a power of ten), extended to include `own`."""
    start = max(0, smallest.adjusted())
    reach = max(0, own.adjusted())
    first, last = min(start, reach), max(start + DECADES, reach + 1)
    scaled = (size.scaleb(decade) for decade in range(first, last) for size in ROUND_SIZES)
    return (*(int(size) for size in scaled if size == size.to_integral_value()), 10**last)


@dataclass(frozen=True)
class Crossover:
    """From size `x` on the curve `after` is the cheapest, below it `before` (by index); None: no curve goes there."""

    x: int
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Envelope(Generic[Priced]):
    """The lower envelope of curves, each a set of parts, with the price of a part at a size; ties go to the first."""

    curves: Sequence[frozenset[Priced]]
    price: Callable[[Priced, int], Decimal]
    _cheapest: dict[int, int | None] = field(default_factory=dict, repr=False)

    def cheapest(self, x: int) -> int | None:
        """The index of the cheapest curve at a size, or None if every curve is BEYOND there."""
        if x not in self._cheapest:
            totals = [self._sum(curve, x) for curve in self.curves]
            least = min(totals)
            self._cheapest[x] = None if least == BEYOND else totals.index(least)
        return self._cheapest[x]

    def crossovers(self, at: Sequence[int]) -> list[Crossover]:
        """Every crossover between two neighbouring sizes of `at` at which another curve is the cheapest, in order.

        It is the smallest size from which on the new curve is cheaper at every size up to the next one of `at`.
        """
        return [crossover for low, high in pairwise(at) for crossover in self._between(low, high)]

    def _between(self, low: int, high: int) -> Iterator[Crossover]:
        before, after = self.cheapest(low), self.cheapest(high)
        if before == after:
            return
        x = high if high - low == 1 else self._for_good(before, after, (low, high))
        if self.cheapest(x - 1) == before and self.cheapest(x) == after:
            yield Crossover(x, before, after)
            return
        for start, end in pairwise(sorted({low, x - 1, x, high})):  # a third curve is the cheapest in between
            yield from self._between(start, end)

    def _for_good(self, before: int | None, after: int | None, ends: tuple[int, int]) -> int:
        old = self.curves[before] if before is not None else frozenset()
        new = self.curves[after] if after is not None else frozenset()
        first_wins = before is None or (after is not None and after < before)

        def behind(of_old: int, of_new: int) -> bool:
            """Whether the new curve at one size is not cheaper than the old one at another."""
            if after is None:
                return self.cheapest(of_old) is not None
            left, right = self._sum(old - new, of_old), self._sum(new - old, of_new)
            return right > left or (right == left and not first_wins)

        looks = iter(range(MOST_LOOKS))

        def last_behind(low: int, high: int) -> int | None:
            if behind(high, high):
                return high
            if next(looks, None) is None:
                return _bisected(behind, low, high) if behind(low, low) else None
            if not behind(low, high):  # as prices never fall, the new curve is cheaper in the whole interval
                return None
            if high - low == 1:
                return low if behind(low, low) else None
            middle = (low + high) // 2
            found = last_behind(middle, high)
            return last_behind(low, middle) if found is None else found

        found = last_behind(*ends)
        return ends[1] if found is None else found + 1

    def _sum(self, parts: frozenset[Priced], x: int) -> Decimal:
        return sum((self.price(part, x) for part in parts), Decimal(0))


def _bisected(behind: Callable[[int, int], bool], low: int, high: int) -> int:
    """A size at which the new curve is behind and one unit later ahead, given that it is behind at `low` alone."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if behind(middle, middle) else (low, middle)
    return low
