"""Finds the way of each line over the gaps of the grid: A* with a price for bends, crossings and company.

A node (i, j) with odd i is the middle of a column, with even i the gap before it; likewise j for rows.
Lines of the same kind, label and target form a bundle and share the last part of their way.
"""

from collections import Counter
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final, TypeAlias

from app.diagram.place import Grid
from app.domain.report import ArchitectureNote, ConnectionNote

Node: TypeAlias = tuple[int, int]
Edge: TypeAlias = tuple[Node, Node]
Bundle: TypeAlias = tuple[str, str, str, str]

STEPS: Final = ((1, 0), (0, 1), (-1, 0), (0, -1))
LENGTHS: Final = (130.0, 55.0, 130.0, 55.0)
BEND: Final = 70.0
CROSSING: Final = 95.0
COMPANY: Final = 12.0
FULL_SIDE: Final = 160.0
SIDES: Final = (3, 4)
RIM: Final = 45.0
ASTRAY: Final = 25.0
SHARED: Final = 0.1


@dataclass
class Path:
    """The way of one connection; `joint` is the index of the node at which it meets its bundle's trunk."""

    index: int
    bundle: Bundle
    nodes: list[Node]
    joint: int | None = None
    trunk: int | None = None


@dataclass
class Traffic:
    """What runs where already: lines along an edge, and straight through a node by direction."""

    edges: Counter[Edge] = field(default_factory=Counter)
    passing: tuple[Counter[Node], Counter[Node]] = field(default_factory=lambda: (Counter(), Counter()))

    def add(self, nodes: list[Node], sign: int = 1) -> None:
        """Count a way in, or out again with sign -1."""
        for one, other in pairwise(nodes):
            self.edges[_edge(one, other)] += sign
        for before, node, after in zip(nodes, nodes[1:], nodes[2:], strict=False):
            if before[1] == after[1]:
                self.passing[0][node] += sign
            elif before[0] == after[0]:
                self.passing[1][node] += sign


def route(architecture: ArchitectureNote, grid: Grid) -> list[Path]:
    """A way for every connection whose ends are both in the grid, in the order of the connections."""
    router = Router(grid)
    wanted = [
        (index, line)
        for index, line in enumerate(architecture.connections)
        if line.source in grid.cells and line.target in grid.cells
    ]
    wanted.sort(key=lambda pair: (_distance(grid, pair[1]), pair[0]))
    for index, line in wanted:
        router.lay(index, line)
    for index, line in reversed(wanted):
        router.lay_again(index, line)
    return [router.paths[index] for index in sorted(router.paths)]


class Router:
    """Lays one line after another and remembers the traffic."""

    def __init__(self, grid: Grid) -> None:
        self.paths: dict[int, Path] = {}
        self._grid = grid
        self._size = (2 * grid.columns, 2 * grid.rows)
        self._cards = {_middle(grid, role) for role in grid.cells}
        self._traffic = Traffic()
        self._owners: dict[Bundle, dict[Node, int]] = {}
        self._trunks: dict[Bundle, set[Edge]] = {}
        self._members: Counter[Bundle] = Counter()

    def lay(self, index: int, line: ConnectionNote, bundle: Bundle | None = None) -> None:
        """Find a way, join the trunk of its bundle if there is one, and count it as traffic."""
        bundle = bundle or self._bundle(line)
        start, end = _middle(self._grid, line.source), _middle(self._grid, line.target)
        nodes = _loop(start) if start == end else self._search(start, end, self._trunks.get(bundle, set()))
        path = self._joined(index, bundle, nodes)
        self.paths[index] = path
        self._members[bundle] += 1
        self._traffic.add(path.nodes if path.joint is None else path.nodes[: path.joint + 1])
        owners = self._owners.setdefault(bundle, {})
        for node in path.nodes[1:]:
            owners.setdefault(node, index)
        edges = self._trunks.setdefault(bundle, set())
        edges.update(_edge(one, other) for one, other in pairwise(path.nodes))

    def lay_again(self, index: int, line: ConnectionNote) -> None:
        """Give a line that runs alone a second chance, now that all others are known."""
        path = self.paths[index]
        if self._members[path.bundle] > 1 or len(path.nodes) < 4:
            return
        self._traffic.add(path.nodes, -1)
        self._members[path.bundle] -= 1
        del self._owners[path.bundle], self._trunks[path.bundle], self.paths[index]
        self.lay(index, line, path.bundle)

    def _bundle(self, line: ConnectionNote) -> Bundle:
        """A second line between the same two cards, or from a card to itself, keeps a way of its own."""
        kind, label, target = line.kind, line.label.en, line.target
        number = sum(
            1
            for path in self.paths.values()
            if path.bundle[:3] == (kind, label, target) and path.nodes[0] == _middle(self._grid, line.source)
        )
        alone = line.source == target or number
        return (kind, label, target, f"{line.source} {number}" if alone else "")

    def _joined(self, index: int, bundle: Bundle, nodes: list[Node]) -> Path:
        owners = self._owners.get(bundle, {})
        joint = next((at for at, node in enumerate(nodes[:-1]) if at and node in owners), None)
        if joint is None:
            return Path(index, bundle, nodes)
        trunk = self.paths[owners[nodes[joint]]]
        rest = trunk.nodes[trunk.nodes.index(nodes[joint]) :]
        return Path(index, bundle, nodes[:joint] + rest, joint, trunk.index)

    def _search(self, start: Node, end: Node, trunk: set[Edge]) -> list[Node]:
        best: dict[tuple[Node, int], float] = {}
        came: dict[tuple[Node, int], tuple[Node, int]] = {}
        heap: list[tuple[float, float, Node, int]] = [(0.0, 0.0, start, -1)]
        while heap:
            _, cost, node, way = heappop(heap)
            if node == end:
                return _walk_back(came, (node, way))
            if cost > best.get((node, way), cost):
                continue
            for turn in range(4):
                step = self._step(node, way, turn, (start, end), trunk)
                if step is None:
                    continue
                after, price = step
                total = cost + price
                if total < best.get((after, turn), 1e18) - 1e-9:
                    best[after, turn] = total
                    came[after, turn] = (node, way)
                    guess = SHARED * (abs(after[0] - end[0]) * 130.0 + abs(after[1] - end[1]) * 55.0)
                    heappush(heap, (total + (guess if trunk else guess / SHARED), total, after, turn))
        raise AssertionError("the outermost gaps join everything")

    def _step(self, node: Node, way: int, turn: int, ends: Edge, trunk: set[Edge]) -> tuple[Node, float] | None:
        """The next node in a direction and the price of going there; None where there is no way."""
        after = (node[0] + STEPS[turn][0], node[1] + STEPS[turn][1])
        if (way >= 0 and (turn - way) % 4 == 2) or not self._open(after, ends[1]):
            return None
        price = BEND if way not in {-1, turn} else 0.0
        edge = (node, after) if turn < 2 else (after, node)
        if edge in trunk:
            return after, price + SHARED * LENGTHS[turn]
        if way == turn:
            price += CROSSING * self._traffic.passing[1 - turn % 2][node]
        if self._on_rim(after):
            price += RIM
        if turn % 2 and node[0] % 2 and node[0] not in {ends[0][0], ends[1][0]}:
            price += ASTRAY
        company = self._traffic.edges[edge]
        at_side = way == -1 or after == ends[1]
        return after, price + LENGTHS[turn] + COMPANY * company + at_side * _crowding(company, turn)

    def _open(self, node: Node, end: Node) -> bool:
        inside = 0 <= node[0] <= self._size[0] and 0 <= node[1] <= self._size[1]
        return inside and (node not in self._cards or node == end)

    def _on_rim(self, node: Node) -> bool:
        return node[0] in (0, self._size[0]) or node[1] in (0, self._size[1])


def _crowding(company: int, turn: int) -> float:
    """The price of one line more at the side of a card."""
    return FULL_SIDE * max(0, company - SIDES[turn % 2] + 1)


def _walk_back(came: dict[tuple[Node, int], tuple[Node, int]], state: tuple[Node, int]) -> list[Node]:
    nodes = [state[0]]
    while state in came:
        state = came[state]
        nodes.append(state[0])
    return nodes[::-1]


def _loop(node: Node) -> list[Node]:
    column, row = node
    return [node, (column + 1, row), (column + 1, row + 1), (column, row + 1), node]


def _middle(grid: Grid, role: str) -> Node:
    cell = grid.cells[role]
    return (2 * cell.column + 1, 2 * cell.row + 1)


def _edge(one: Node, other: Node) -> Edge:
    return (one, other) if one < other else (other, one)


def _distance(grid: Grid, line: ConnectionNote) -> float:
    one, other = grid.cells[line.source], grid.cells[line.target]
    bend = BEND if one.row != other.row and one.column != other.column else 0.0
    return abs(one.column - other.column) * 260.0 + abs(one.row - other.row) * 110.0 + bend
