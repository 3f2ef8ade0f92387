"""Where the cheapest of several lines changes, exact to a whole unit.

A line is a set of parts, each with a price at every size. Lines that share parts differ in the others alone, and only
those are priced to compare two of them. Prices are taken never to fall as the size grows.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Generic, TypeVar

Part = TypeVar("Part", bound=Hashable)

BEYOND = Decimal("Infinity")
"""The price of a part at a size that it cannot carry."""
STEPS = (Decimal(1), Decimal("1.5"), Decimal(2), Decimal(3), Decimal(5), Decimal(7))
"""The round sizes of one decade."""
DECADES = 5
MOST_LOOKS = 1000
"""Most intervals that are looked into for one change; of lines that run closer than that, some change is told."""


def sizes(smallest: Decimal, own: Decimal) -> tuple[int, ...]:
    """Round whole sizes over five decades from `smallest` (a power of ten is taken), and further to reach `own`."""
    start = max(0, smallest.adjusted())
    reach = max(0, own.adjusted())
    first, last = min(start, reach), max(start + DECADES, reach + 1)
    steps = (step.scaleb(decade) for decade in range(first, last) for step in STEPS)
    return (*(int(size) for size in steps if size == size.to_integral_value()), 10**last)


@dataclass(frozen=True)
class Change:
    """From this size on the line `after` is the cheapest, before it was the line `before`; None where none goes on."""

    x: int
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Race(Generic[Part]):
    """Lines that compete, each a set of parts, and what a part costs at a size; of equal lines the first wins."""

    lines: Sequence[frozenset[Part]]
    price: Callable[[Part, int], Decimal]
    _cheapest: dict[int, int | None] = field(default_factory=dict, repr=False)

    def cheapest(self, x: int) -> int | None:
        """The cheapest line at a size, or None when none can carry it."""
        if x not in self._cheapest:
            totals = [self._sum(line, x) for line in self.lines]
            least = min(totals)
            self._cheapest[x] = None if least == BEYOND else totals.index(least)
        return self._cheapest[x]

    def changes(self, at: Sequence[int]) -> list[Change]:
        """Every change of the cheapest line between neighbouring sizes where it differs, in order.

        A change stands at the smallest size from which on, up to the next of the given sizes, the new line is cheaper.
        """
        return [change for low, high in pairwise(at) for change in self._between(low, high)]

    def _between(self, low: int, high: int) -> Iterator[Change]:
        before, after = self.cheapest(low), self.cheapest(high)
        if before == after:
            return
        x = high if high - low == 1 else self._for_good(before, after, (low, high))
        if self.cheapest(x - 1) == before and self.cheapest(x) == after:
            yield Change(x, before, after)
            return
        for start, end in pairwise(sorted({low, x - 1, x, high})):  # a third line is the cheapest in between
            yield from self._between(start, end)

    def _for_good(self, before: int | None, after: int | None, ends: tuple[int, int]) -> int:
        old = self.lines[before] if before is not None else frozenset()
        new = self.lines[after] if after is not None else frozenset()
        first_wins = before is None or (after is not None and after < before)

        def behind(of_old: int, of_new: int) -> bool:
            """Whether the new line at one size does not beat the old one at another."""
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
            if not behind(low, high):  # at its dearest still cheaper than the old one at its cheapest
                return None
            if high - low == 1:
                return low if behind(low, low) else None
            middle = (low + high) // 2
            found = last_behind(middle, high)
            return last_behind(low, middle) if found is None else found

        found = last_behind(*ends)
        return ends[1] if found is None else found + 1

    def _sum(self, parts: frozenset[Part], x: int) -> Decimal:
        return sum((self.price(part, x) for part in parts), Decimal(0))


def _bisected(behind: Callable[[int, int], bool], low: int, high: int) -> int:
    """Some size at which the new line is behind and one unit later ahead; it is behind at `low` and ahead at `high`."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if behind(middle, middle) else (low, middle)
    return low
