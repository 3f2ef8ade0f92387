"""The gaps of the grid as streets, what runs along them, and the cheapest way through: A*.

A node (i, j) with odd i is the middle of a column, with even i the gap before it; likewise j for rows.
A way is 0 east, 1 south, 2 west, 3 north. Bends, crossings and company have their price.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from app.diagram.gather import Strand
from app.diagram.place import Grid
from app.domain.report import ConnectionNote

Node: TypeAlias = tuple[int, int]
Gates: TypeAlias = Mapping[Node, frozenset[int]]

ANY_WAY: Final = frozenset({0, 1, 2, 3})
LENGTHS: Final = (130.0, 55.0, 130.0, 55.0)
BEND: Final = 70.0
CROSSING: Final = 240.0
COMPANY: Final = 12.0
FULL_SIDE: Final = 160.0
SIDES: Final = (3, 4)
RIM: Final = 10.0
ASTRAY: Final = 25.0
SHARED: Final = 0.1


@dataclass(frozen=True)
class Task:
    """A strand to lay: where it may start and end, and heading which way."""

    strand: Strand
    line: ConnectionNote
    starts: Gates
    goals: Gates


class Step(NamedTuple):
    """From a node to its neighbour: which way, over which edge, at what price when nothing else is there."""

    way: int
    after: int
    edge: int
    price: float


class Streets:
    """What runs where already: lines along an edge, and straight through a node by direction."""

    def __init__(self, grid: Grid) -> None:
        self._wide, self._high = 2 * grid.columns + 1, 2 * grid.rows + 1
        self._cards = {self._number((2 * cell.column + 1, 2 * cell.row + 1)) for cell in grid.cells.values()}
        self._steps = [self._steps_from(at) for at in range(self._wide * self._high)]
        self._company = [0] * (2 * len(self._steps))
        self._passing = ([0] * len(self._steps), [0] * len(self._steps))

    def add(self, nodes: list[Node], sign: int = 1) -> None:
        """Count a way in, or out again with sign -1."""
        for edge in self.edges(nodes):
            self._company[edge] += sign
        for before, node, after in zip(nodes, nodes[1:], nodes[2:], strict=False):
            if before[1] == after[1]:
                self._passing[0][self._number(node)] += sign
            elif before[0] == after[0]:
                self._passing[1][self._number(node)] += sign

    def edges(self, nodes: list[Node]) -> Iterable[int]:
        """The edges of a way, by number."""
        for one, other in pairwise(nodes):
            yield 2 * self._number(min(one, other)) + (one[0] == other[0])

    def search(self, task: Task, trunk: set[int]) -> list[Node]:
        """The cheapest way from a start to a goal; along the trunk it costs next to nothing."""
        goals = {self._number(node): ways for node, ways in task.goals.items()}
        starts = {self._number(node): ways for node, ways in task.starts.items()}
        columns = {node[0] for node in (*task.starts, *task.goals)}
        stray = [ASTRAY if column % 2 and column not in columns else 0.0 for column in range(self._wide)]
        guess = self._guesses(task.goals, SHARED if trunk else 1.0)
        best: dict[int, float] = {}
        came: dict[int, int] = {}
        heap: list[tuple[float, float, int, int]] = [(0.0, 0.0, start, -1) for start in sorted(starts)]
        while heap:
            _, cost, node, way = heappop(heap)
            if way >= 0 and way in goals.get(node, ()):
                return self._walk_back(came, 4 * node + way)
            if cost > best.get(4 * node + way, cost):
                continue
            for step in self._steps_on(node, way, starts, goals):
                price = SHARED * LENGTHS[step.way] if step.edge in trunk else self._price(node, way, step, goals)
                if step.way % 2 and step.edge not in trunk:
                    price += stray[node % self._wide]
                total = cost + price + (BEND if way not in {-1, step.way} else 0.0)
                state = 4 * step.after + step.way
                if total < best.get(state, 1e18) - 1e-9:
                    best[state] = total
                    came[state] = 4 * node + way if way >= 0 else -node - 1
                    heappush(heap, (total + guess[step.after], total, step.after, step.way))
        raise AssertionError("the outermost gaps join everything")

    def _steps_on(
        self, node: int, way: int, starts: dict[int, frozenset[int]], goals: dict[int, frozenset[int]]
    ) -> list[Step]:
        """Where one can go from a node that was reached heading a way: never back, never through a card."""
        return [
            step
            for step in self._steps[node]
            if (step.way in starts[node] if way < 0 else step.way != way ^ 2)
            and (step.after not in self._cards or step.way in goals.get(step.after, ()))
        ]

    def _price(self, node: int, way: int, step: Step, goals: Mapping[int, frozenset[int]]) -> float:
        company = self._company[step.edge]
        price = step.price + COMPANY * company
        if way == step.way:
            price += CROSSING * self._passing[1 - way % 2][node]
        if company and (way < 0 or step.after in goals):
            price += FULL_SIDE * max(0, company - SIDES[step.way % 2] + 1)
        return price

    def _number(self, node: Node) -> int:
        return node[1] * self._wide + node[0]

    def _steps_from(self, at: int) -> tuple[Step, ...]:
        row, column = divmod(at, self._wide)
        steps = []
        for way, (right, down) in enumerate(((1, 0), (0, 1), (-1, 0), (0, -1))):
            x, y = column + right, row + down
            if 0 <= x < self._wide and 0 <= y < self._high:
                after = self._number((x, y))
                rim = x in (0, self._wide - 1) or y in (0, self._high - 1)
                steps.append(Step(way, after, 2 * min(at, after) + way % 2, LENGTHS[way] + RIM * rim))
        return tuple(steps)

    def _guesses(self, goals: Gates, share: float) -> list[float]:
        """For every node the least that the rest of the way can cost."""
        xs, ys = {node[0] for node in goals}, {node[1] for node in goals}
        across = [LENGTHS[0] * max(min(xs) - x, x - max(xs), 0) for x in range(self._wide)]
        down = [LENGTHS[1] * max(min(ys) - y, y - max(ys), 0) for y in range(self._high)]
        return [share * (right + below) for below in down for right in across]

    def _walk_back(self, came: dict[int, int], state: int) -> list[Node]:
        nodes = [state // 4]
        while state >= 0:
            state = came[state]
            nodes.append(state // 4 if state >= 0 else -state - 1)
        return [(node % self._wide, node // self._wide) for node in reversed(nodes)]
