"""The gaps between the cells of the grid as a network of streets, and A* search for the cheapest path through it.

A node (i, j) with odd i is the middle of a column, with even i the gap before it; likewise j for rows.
Directions are 0 east, 1 south, 2 west, 3 north. Length, bends, crossings and lines in the same street have a price.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from app.diagram.gather import Strand
from app.diagram.place import Grid
from app.domain.report.report import ConnectionNote

Node: TypeAlias = tuple[int, int]
Gates: TypeAlias = Mapping[Node, frozenset[int]]

ANY_HEADING: Final = frozenset({0, 1, 2, 3})
LENGTHS: Final = (130.0, 55.0, 130.0, 55.0)
BEND: Final = 70.0
CROSSING: Final = 240.0
COMPANY: Final = 12.0
FULL_SIDE: Final = 160.0
SIDES: Final = (3, 4)
RIM: Final = 10.0
ASTRAY: Final = 25.0
SHARED: Final = 0.1
MOST_REMEMBERED: Final = 1024
"""Most maps of a grid and guesses for a goal that are remembered: grids of one size have them in common."""


@dataclass(frozen=True)
class Task:
    """A strand to route: the nodes where it may start and end, each with the directions allowed there."""

    strand: Strand
    connection: ConnectionNote
    starts: Gates
    goals: Gates


class Hop(NamedTuple):
    """From a node to its neighbour: the direction, the neighbour, the edge between them and its length."""

    heading: int
    after: int
    edge: int
    length: float


class Streets:
    """The prices of edges and nodes, which rise with the paths that run along them already."""

    def __init__(self, grid: Grid) -> None:
        self._wide, self._high = 2 * grid.columns + 1, 2 * grid.rows + 1
        self._cards = {self._number((2 * cell.column + 1, 2 * cell.row + 1)) for cell in grid.cells.values()}
        self._hops, quiet = _map(self._wide, self._high)
        self._open: list[tuple[Hop, ...] | None] = [None] * len(self._hops)
        self._company = [0] * len(quiet)
        self._price = list(quiet)
        nodes = self._wide * self._high
        self._crossed = ([0.0] * nodes, [0.0] * nodes)

    def add(self, nodes: list[Node], sign: int = 1) -> None:
        """Count a path in, or out again with sign -1."""
        for edge in self.edges(nodes):
            self._company[edge] += sign
            self._price[edge] += sign * COMPANY
        for before, node, after in zip(nodes, nodes[1:], nodes[2:], strict=False):
            # A later path that goes straight through the node across this one crosses it.
            if before[1] == after[1]:
                self._crossed[1][self._number(node)] += sign * CROSSING
            elif before[0] == after[0]:
                self._crossed[0][self._number(node)] += sign * CROSSING

    def blocked(self, nodes: list[Node]) -> bool:
        """Whether a card stands in one of the nodes."""
        return any(self._number(node) in self._cards for node in nodes)

    def edges(self, nodes: list[Node]) -> Iterable[int]:
        """The numbers of the edges of a path."""
        for one, other in pairwise(nodes):
            yield 2 * self._number(min(one, other)) + (one[0] == other[0])

    def search(self, task: Task, trunk: set[int]) -> list[Node]:
        """The cheapest path from a start to a goal as nodes; along the edges of the trunk it costs next to nothing."""
        goals = {self._number(node): headings for node, headings in task.goals.items()}
        starts = {self._number(node): headings for node, headings in task.starts.items()}
        columns = {node[0] for node in (*task.starts, *task.goals)}
        stray = [ASTRAY if column % 2 and column not in columns else 0.0 for column in range(self._wide)]
        guess = _guesses(self._wide, self._high, tuple(sorted(task.goals)), SHARED if trunk else 1.0)
        near = {hop.after for goal in goals for hop in self._hops[5 * goal]}
        best: dict[int, float] = {}
        came: dict[int, int] = {}
        heap: list[tuple[float, float, int, int]] = [(0.0, 0.0, start, -1) for start in sorted(starts)]
        while heap:
            _, cost, node, heading = heappop(heap)
            if heading >= 0 and heading in goals.get(node, ()):
                return self._walk_back(came, 4 * node + heading)
            if cost > best.get(4 * node + heading, cost):
                continue
            crossed, side, beside = self._crossed[heading % 2][node], stray[node % self._wide], heading < 0
            near_end = beside or node in near
            for turn, after, edge, length in (
                self._hops_beside(node, heading, starts, goals) if near_end else self._open_hops(5 * node + heading + 1)
            ):
                total = cost if turn == heading or beside else cost + BEND
                if edge in trunk:
                    total += SHARED * length
                else:
                    total += self._price[edge] + (crossed if turn == heading else 0.0) + (side if turn % 2 else 0.0)
                    total += self._crowded(edge, turn) if beside or after in goals else 0.0
                state = 4 * after + turn
                if total < best.get(state, 1e18) - 1e-9:
                    best[state] = total
                    came[state] = 4 * node + heading if heading >= 0 else -node - 1
                    heappush(heap, (total + guess[turn % 2][after], total, after, turn))
        raise AssertionError("the outermost gaps join everything")

    def _open_hops(self, state: int) -> tuple[Hop, ...]:
        """The hops from a node reached in a direction, without the one back and those into cards."""
        found = self._open[state]
        if found is None:
            found = self._open[state] = tuple(hop for hop in self._hops[state] if hop.after not in self._cards)
        return found

    def _hops_beside(
        self, node: int, heading: int, starts: dict[int, frozenset[int]], goals: dict[int, frozenset[int]]
    ) -> list[Hop]:
        """The hops from a node beside a start or a goal, into whose card a path may go."""
        return [
            hop
            for hop in self._hops[5 * node + heading + 1]
            if (hop.after not in self._cards or hop.heading in goals.get(hop.after, ()))
            and (heading >= 0 or hop.heading in starts[node])
        ]

    def _crowded(self, edge: int, heading: int) -> float:
        """The price of one more line at a side of a card that has many."""
        return FULL_SIDE * max(0, self._company[edge] - SIDES[heading % 2] + 1)

    def _number(self, node: Node) -> int:
        return node[1] * self._wide + node[0]

    def _walk_back(self, came: dict[int, int], state: int) -> list[Node]:
        nodes = [state // 4]
        while state >= 0:
            state = came[state]
            nodes.append(state // 4 if state >= 0 else -state - 1)
        return [(node % self._wide, node // self._wide) for node in reversed(nodes)]


@lru_cache(MOST_REMEMBERED)
def _map(wide: int, high: int) -> tuple[tuple[tuple[Hop, ...], ...], tuple[float, ...]]:
    """For every node five groups of hops: all, and for each direction of arrival those but back; the edges' prices."""
    hops: list[tuple[Hop, ...]] = []
    prices = [0.0] * (2 * wide * high)
    for at in range(wide * high):
        row, column = divmod(at, wide)
        found = []
        for heading, (right, down) in enumerate(((1, 0), (0, 1), (-1, 0), (0, -1))):
            x, y = column + right, row + down
            if 0 <= x < wide and 0 <= y < high:
                after = y * wide + x
                edge = 2 * min(at, after) + heading % 2
                found.append(Hop(heading, after, edge, LENGTHS[heading]))
                rim = any(i in (0, last - 1) for i, last in ((x, wide), (y, high)))
                prices[edge] = LENGTHS[heading] + RIM * rim
        hops += [tuple(found), *(tuple(hop for hop in found if hop.heading != heading ^ 2) for heading in range(4))]
    return tuple(hops), tuple(prices)


@lru_cache(MOST_REMEMBERED)
def _guesses(wide: int, high: int, goals: tuple[Node, ...], share: float) -> tuple[list[float], list[float]]:
    """For every node the least that the rest of a path to the goals can cost: arriving across, and up or down."""
    xs, ys = [node[0] for node in goals], [node[1] for node in goals]
    across = [max(min(xs) - x, x - max(xs), 0) for x in range(wide)]
    down = [max(min(ys) - y, y - max(ys), 0) for y in range(high)]
    straight = [share * (LENGTHS[0] * right + LENGTHS[1] * below) for below in down for right in across]
    turned = [(below > 0, right > 0) for below in down for right in across]
    heading_across = [rest + BEND * turn for rest, (turn, _) in zip(straight, turned, strict=True)]
    heading_down = [rest + BEND * turn for rest, (_, turn) in zip(straight, turned, strict=True)]
    return heading_across, heading_down
