"""The gaps between the cells of the grid as a network of streets, and A* search for the cheapest path through it.

A node (i, j) with odd i is the middle of a column, with even i the gap before it; likewise j for rows.
Directions are 0 east, 1 south, 2 west, 3 north. Length, bends, crossings and lines in the same street have a price.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


class Map:
    """The nodes and edges of a grid of one size, worked out where a search asks for them; a drawing needs one.

    States are numbered 5 × node for a start there and 5 × node + 1 + heading for an arrival in that direction.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.size = (columns, rows)
        self.wide, self.high = 2 * columns + 1, 2 * rows + 1
        self.prices = [
            length + RIM * (x in (0, self.wide - 1) or y in (0, self.high - 1))
            for y in range(self.high)
            for x in range(self.wide)
            for length in LENGTHS[:2]
        ]
        """The price of each edge on an empty grid: 2 × node for the one to the east, 2 × node + 1 to the south."""
        self._hops: list[tuple[Hop, ...] | None] = [None] * (5 * self.wide * self.high)
        self._guesses: dict[tuple[tuple[Node, ...], float], tuple[list[float], list[float]]] = {}

    def hops(self, state: int) -> tuple[Hop, ...]:
        """The hops from a state: to every neighbour but, after an arrival, the one that it came from."""
        found = self._hops[state]
        if found is None:
            node, arrival = divmod(state, 5)
            row, column = divmod(node, self.wide)
            found = self._hops[state] = tuple(
                Hop(heading, after, 2 * min(node, after) + heading % 2, LENGTHS[heading])
                for heading, (right, down) in enumerate(((1, 0), (0, 1), (-1, 0), (0, -1)))
                if 0 <= column + right < self.wide and 0 <= row + down < self.high and heading != (arrival - 1) ^ 2
                for after in (node + down * self.wide + right,)
            )
        return found

    def guesses(self, goals: Iterable[Node], share: float) -> tuple[list[float], list[float]]:
        """For every node the least that the rest of a path to the goals costs: arriving across, and up or down."""
        key = (tuple(sorted(goals)), share)
        if key not in self._guesses:
            self._guesses[key] = self._guessed(*key)
        return self._guesses[key]

    def _guessed(self, goals: tuple[Node, ...], share: float) -> tuple[list[float], list[float]]:
        xs, ys = [node[0] for node in goals], [node[1] for node in goals]
        across = [max(min(xs) - x, x - max(xs), 0) for x in range(self.wide)]
        down = [max(min(ys) - y, y - max(ys), 0) for y in range(self.high)]
        straight = [share * (LENGTHS[0] * right + LENGTHS[1] * below) for below in down for right in across]
        turned = [(below > 0, right > 0) for below in down for right in across]
        heading_across = [rest + BEND * turn for rest, (turn, _) in zip(straight, turned, strict=True)]
        heading_down = [rest + BEND * turn for rest, (_, turn) in zip(straight, turned, strict=True)]
        return heading_across, heading_down


class Streets:
    """The prices of edges and nodes, which rise with the paths that run along them already."""

    def __init__(self, grid: Grid, streets: Map) -> None:
        self._map, self._wide, self._high = streets, streets.wide, streets.high
        self._cards = {self._number((2 * cell.column + 1, 2 * cell.row + 1)) for cell in grid.cells.values()}
        nodes = self._wide * self._high
        self._open: list[tuple[Hop, ...] | None] = [None] * (5 * nodes)
        self._company = [0] * len(streets.prices)
        self._price = list(streets.prices)
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
        guess = self._map.guesses(task.goals, SHARED if trunk else 1.0)
        near = {hop.after for goal in goals for hop in self._map.hops(5 * goal)}
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
            found = self._open[state] = tuple(hop for hop in self._map.hops(state) if hop.after not in self._cards)
        return found

    def _hops_beside(
        self, node: int, heading: int, starts: dict[int, frozenset[int]], goals: dict[int, frozenset[int]]
    ) -> list[Hop]:
        """The hops from a node beside a start or a goal, into whose card a path may go."""
        return [
            hop
            for hop in self._map.hops(5 * node + heading + 1)
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
