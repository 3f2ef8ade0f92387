"""The row of each card in its column: cards are swapped as long as that shortens lines or avoids crossings.

A column holds one card per row. The cards of a group stay together, and groups keep their order.
"""

from collections import defaultdict
from itertools import pairwise
from typing import Final, TypeAlias

from app.diagram.gather import Strand
from app.domain.report.report import ComponentNote, ConnectionNote

Span: TypeAlias = tuple[int, float, int, float]
Ends: TypeAlias = tuple[str, ...]
Group: TypeAlias = tuple[str, list[ComponentNote]]

CROSSING: Final = 1.5
WEIGHTS: Final = {"request": 3.0, "async": 2.0, "data": 2.0}
LAST: Final = 0.6
LAST_TIER: Final = 8


class Rows:
    """Cards in the slots of their columns, and what their places cost."""

    def __init__(self, names: list[str], stacks: dict[str, list[Group]], first: frozenset[str]) -> None:
        """`first` are the cards that stand before the others of their group; the last tiers stand after them."""
        self.rows = max((sum(len(items) for _, items in stacks[name]) for name in names), default=0)
        self.column: dict[str, str] = {}
        self.columns: dict[str, str] = {}
        self.row: dict[str, int] = {}
        self.rank: dict[str, int] = {}
        self.group: dict[str, str] = {}
        self._first = first
        self._order: dict[str, int] = {}
        self._slots: dict[str, list[str | None]] = {}
        self._index = {name: at for at, name in enumerate(names)}
        self._lines: list[tuple[Ends, Ends, float]] = []
        self._spans: list[Span] = []
        self._touching: dict[str, list[int]] = defaultdict(list)
        for name in names:
            self._stack(name, stacks[name])

    def rows_of(self, group: str) -> list[int]:
        """The rows that a group takes."""
        return [self.row[role] for role, name in self.group.items() if name == group]

    def connect(self, strand: Strand, connections: list[ConnectionNote], goes_on: bool) -> None:
        """Take the line of some connections into account; it weighs less if nothing goes on from its target.

        If one end stands outside the columns, the other end is drawn towards the lowest row.
        """
        sources = tuple(connection.source for connection in connections) if strand.starts else (connections[0].source,)
        targets = tuple(connection.target for connection in connections) if strand.ends else (connections[0].target,)
        if sources == targets:
            return
        left, right = sorted((sources, targets), key=lambda ends: self._index.get(self.column.get(ends[0], ""), -1))
        for role in {*left, *right}:
            if role in self.row:
                self._touching[role].append(len(self._lines))
        self._lines.append((left, right, WEIGHTS.get(connections[0].kind, 1.0) * (1.0 if goes_on else LAST)))
        self._spans.append(self._span(left, right))

    def settle(self) -> None:
        """Swap cards in their columns as long as that lowers the price, for at most six rounds."""
        for _ in range(6):
            better = [self._improve(role, row) for role in list(self.row) for row in range(self.rows)]
            better += [self._shift(columns, by) for columns in self._sides() for by in (-1, 1)]
            if not any(better):
                return

    def may_swap(self, role: str, row: int) -> bool:
        """Whether a card may stand in another row, its present holder in this one."""
        if not 0 <= row < self.rows or row == self.row[role]:
            return False
        slots, before = self._slots[self.column[role]], self.row[role]
        slots[before], slots[row] = slots[row], slots[before]
        ranks = [self.rank[other] for other in slots if other is not None]
        slots[before], slots[row] = slots[row], slots[before]
        return all(one <= other for one, other in pairwise(ranks))

    def gain(self, role: str, row: int) -> float:
        """By how much the price falls if a card is swapped into another row, lines taken as straight."""
        before, other = self.row[role], self._slots[self.column[role]][row]
        moved = [role, other] if other else [role]
        old = self._price(moved)
        self.swap(role, row)
        new = self._price(moved)
        self.swap(role, before)
        return old - new

    def swap(self, role: str, row: int) -> None:
        """Put a card into another row, and what stood there into its own."""
        slots, before = self._slots[self.column[role]], self.row[role]
        slots[before], slots[row] = slots[row], slots[before]
        for at in (before, row):
            self._put(slots[at], at)

    def _stack(self, name: str, groups: list[Group]) -> None:
        size = sum(len(items) for _, items in groups)
        at = (self.rows - size) // 2
        slots: list[str | None] = [None] * self.rows
        for rank, (group, items) in enumerate(groups):
            self.columns[group] = name
            for place, item in sorted(((self._standing(item), item) for item in items), key=lambda pair: pair[0]):
                slots[at] = item.id
                self.column[item.id], self.row[item.id], self._order[item.id] = name, at, at
                self.rank[item.id], self.group[item.id] = 3 * rank + place, group
                at += 1
        self._slots[name] = slots

    def _standing(self, item: ComponentNote) -> int:
        return 0 if item.id in self._first else 2 if item.tier >= LAST_TIER else 1

    def _span(self, left: Ends, right: Ends) -> Span:
        """The straight line between two ends; it meets a frame in the other end's row if the frame has that row."""
        if left[0] not in self.row or right[0] not in self.row:
            return (0, 0.0, 0, 0.0)
        one, other = [self.row[role] for role in left if role in self.row], [self.row[role] for role in right]
        low, high = max(min(one), min(other)), min(max(one), max(other))
        start, end = (low, low) if low <= high else (max(one), min(other)) if max(one) < low else (min(one), max(other))
        return (self._index[self.column[left[0]]], start, self._index[self.column[right[0]]], end)

    def _sides(self) -> list[list[str]]:
        """The first two, three and four columns, each moved as one so that the first connections stay straight."""
        names = list(self._index)
        return [names[:count] for count in range(2, min(len(names), 5))]

    def _shift(self, columns: list[str], by: int) -> bool:
        """Move all cards of some columns up or down by one row."""
        roles = [role for role in self.row if self.column[role] in columns]
        if not all(0 <= self.row[role] + by < self.rows for role in roles):
            return False
        old = self._price(roles)
        self._slide(columns, by)
        if self._price(roles) < old - 1e-6:
            return True
        self._slide(columns, -by)
        return False

    def _slide(self, columns: list[str], by: int) -> None:
        for name in columns:
            slots = self._slots[name]
            slots[:] = slots[-by:] + slots[:-by]
            for at, role in enumerate(slots):
                self._put(role, at)

    def _improve(self, role: str, row: int) -> bool:
        if not self.may_swap(role, row):
            return False
        before, other = self.row[role], self._slots[self.column[role]][row]
        moved = [role, other] if other else [role]
        old = self._price(moved)
        self.swap(role, row)
        if self._price(moved) < old - 1e-6:
            return True
        self.swap(role, before)
        return False

    def _price(self, roles: list[str]) -> float:
        """The price of the places of some cards: lengths and crossings of their lines, and the places themselves."""
        mine = sorted({line for role in roles for line in self._touching[role]})
        spans, meetings = self._spans, 0
        for at in mine:
            span = spans[at]
            left, right = span[0], span[2]
            meetings += sum(_cross(span, other) for other in spans if other[2] >= left and other[0] <= right)
        return CROSSING * meetings + sum(map(self._length, mine)) + sum(map(self._cost, roles))

    def _put(self, role: str | None, row: int) -> None:
        if role is not None and self.row[role] != row:
            self.row[role] = row
            for line in self._touching[role]:
                self._spans[line] = self._span(*self._lines[line][:2])

    def _cost(self, role: str) -> float:
        row, slots = self.row[role], self._slots[self.column[role]]
        loose = sum(1 for at in (row - 1, row + 1) if not (0 <= at < self.rows and slots[at]))
        return 0.25 * loose + 0.12 * abs(row - (self.rows - 1) / 2) + 0.15 * abs(row - self._order[role])

    def _length(self, line: int) -> float:
        left, right, weight = self._lines[line]
        inside = [role for role in (left[0], right[0]) if role in self.row]
        if len(inside) < 2:
            return weight * 0.15 * (self.rows - self.row[inside[0]]) if inside else 0.0
        start, row, end, other = self._spans[line]
        rise = abs(row - other)
        if start == end:
            return weight * 0.6 * (rise - 1)
        if rise:
            return weight * (0.6 + 0.4 * rise)
        names = list(self._index)[start + 1 : end]
        return weight * 1.2 if any(self._slots[name][int(row)] for name in names) else 0.0


def _cross(one: Span, other: Span) -> bool:
    """Whether two straight lines from cell to cell cross."""
    a, b, c, d = one
    e, f, g, h = other
    dx, dy = c - a, d - b
    if (dx * (f - b) - dy * (e - a)) * (dx * (h - b) - dy * (g - a)) >= 0:
        return False
    ex, ey = g - e, h - f
    return (ex * (b - f) - ey * (a - e)) * (ex * (d - f) - ey * (c - e)) < 0
