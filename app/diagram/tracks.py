"""Gives lines that run along the same gap tracks side by side, in the order that avoids crossings.

Where two paths part, the one that turns left must run left of the other along all that they share.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal, NamedTuple, TypeAlias

from app.diagram.route import Path
from app.diagram.streets import Node

Axis: TypeAlias = Literal["h", "v"]
Gap: TypeAlias = tuple[Axis, int]


@dataclass(frozen=True)
class Run:
    """A straight part of a path: its gap, and the indices of its first and last node."""

    gap: Gap
    first: int
    last: int


class Track(NamedTuple):
    """The place of a run in its gap: how many tracks from the middle, and how many there are."""

    offset: float
    of: int


class Tracks:
    """The track of every run of every path."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = {path.index: path for path in paths}
        self.runs = {path.index: _runs(path.nodes) for path in paths}
        self._same: dict[tuple[int, int], tuple[int, int]] = {}
        self._before: dict[Gap, set[tuple[tuple[int, int], tuple[int, int]]]] = defaultdict(set)
        for one, other in combinations(paths, 2):
            if one.bundle == other.bundle:
                self._unite(one, other)
        for one, other in combinations(paths, 2):
            if one.bundle != other.bundle:
                self._compare(one, other)
        self._tracks: dict[tuple[int, int], Track] = {}
        self._assign_all()

    def _assign_all(self) -> None:
        for pairs in self._before.values():
            self._tracks.update(_assign(pairs))

    def separate(self, pairs: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        """Give runs that still lie on each other tracks of their own; each is a path with the number of its run."""
        for one, other in pairs:
            self._precede(one, other, True)
        self._assign_all()

    def track(self, path: int, run: int) -> Track:
        """The track of one run; a run that meets no other has the middle for itself."""
        return self._tracks.get(self._root((path, run)), Track(0.0, 1))

    def widest(self, gap: Gap) -> int:
        """How many tracks a gap needs; 0 when nothing runs there."""
        sizes = [
            self.track(index, at).of
            for index, runs in self.runs.items()
            for at, run in enumerate(runs)
            if run.gap == gap
        ]
        return max(sizes, default=0)

    def _root(self, key: tuple[int, int]) -> tuple[int, int]:
        while key in self._same:
            key = self._same[key]
        return key

    def _unite(self, one: Path, other: Path) -> None:
        for a, run in enumerate(self.runs[one.index]):
            for b, twin in enumerate(self.runs[other.index]):
                if run.gap == twin.gap and _share_edge(one.nodes, run, other.nodes, twin):
                    left, right = sorted((self._root((one.index, a)), self._root((other.index, b))))
                    if left != right:
                        self._same[right] = left

    def _compare(self, one: Path, other: Path) -> None:
        where = {node: at for at, node in enumerate(other.nodes)}
        self._compare_at(one, other, where)
        if other.nodes[0] == other.nodes[-1]:
            self._compare_at(one, other, {**where, other.nodes[0]: 0})

    def _compare_at(self, one: Path, other: Path, where: dict[Node, int]) -> None:
        shared = [at for at, node in enumerate(one.nodes) if node in where]
        if not shared:
            return
        for stretch in stretches(one.nodes, where, shared):
            if len(stretch) == 1:
                self._touch(one, other, stretch[0], where[one.nodes[stretch[0]]])
            else:
                self._order(one, other, stretch, where)

    def _order(self, one: Path, other: Path, stretch: list[int], where: dict[Node, int]) -> None:
        at_start, at_end = sides(one.nodes, other.nodes, stretch, where)
        side = at_end or at_start or 1
        if abs(at_start) == 2 and at_start * side < 0:
            self._keep_apart(one, other, stretch, where)
        for at, after in pairwise(stretch):
            heading = _heading(one.nodes[at], one.nodes[after])
            first = side > 0 if heading in {0, 3} else side < 0
            self._precede(
                (one.index, self._run_at(one.index, at, after)),
                (other.index, self._run_at(other.index, where[one.nodes[at]], where[one.nodes[after]])),
                first,
            )

    def _keep_apart(self, one: Path, other: Path, stretch: list[int], where: dict[Node, int]) -> None:
        """Order the last runs before a shared stretch of two paths that must cross and come from opposite sides."""
        at, there = stretch[0], where[one.nodes[stretch[0]]]
        move = where[one.nodes[stretch[1]]] - there
        self._precede(
            (one.index, self._run_at(one.index, at - 1, at)),
            (other.index, self._run_at(other.index, there - move, there)),
            True,
        )

    def _touch(self, one: Path, other: Path, at: int, there: int) -> None:
        """Order the runs of two paths that bend at one node without sharing an edge, so that corners stay apart."""
        if not (0 < at < len(one.nodes) - 1 and 0 < there < len(other.nodes) - 1):
            return
        mine = {_heading(one.nodes[at], one.nodes[far]): far for far in (at - 1, at + 1)}
        yours = {_heading(other.nodes[there], other.nodes[far]): far for far in (there - 1, there + 1)}
        if len({heading % 2 for heading in mine}) == 1 or len({heading % 2 for heading in yours}) == 1:
            return
        for axis in (0, 1):
            leg, twin = (next(h for h in legs if h % 2 == axis) for legs in (mine, yours))
            turn = next(h for h in mine if h % 2 != axis)
            turned = next(h for h in yours if h % 2 != axis)
            if leg != twin and turn != turned:
                self._precede(
                    (one.index, self._run_at(one.index, at, mine[leg])),
                    (other.index, self._run_at(other.index, there, yours[twin])),
                    turn in {2, 3},
                )

    def _run_at(self, path: int, at: int, after: int) -> int:
        low, high = sorted((at, after))
        return next(n for n, run in enumerate(self.runs[path]) if run.first <= low and high <= run.last)

    def _precede(self, one: tuple[int, int], other: tuple[int, int], first: bool) -> None:
        left, right = self._root(one), self._root(other)
        gap = self.runs[one[0]][one[1]].gap
        pair = (left, right) if first else (right, left)
        if left != right and (pair[1], pair[0]) not in self._before[gap]:
            self._before[gap].add(pair)


def _assign(pairs: set[tuple[tuple[int, int], tuple[int, int]]]) -> dict[tuple[int, int], Track]:
    order = _sorted(pairs)
    place = {key: at for at, key in enumerate(order)}
    edges = [(a, b) if place[a] < place[b] else (b, a) for a, b in pairs]
    edges.sort(key=lambda pair: (place[pair[0]], place[pair[1]]))
    depth, height = dict.fromkeys(order, 0), dict.fromkeys(order, 0)
    for a, b in edges:
        depth[b] = max(depth[b], depth[a] + 1)
    for a, b in reversed(edges):
        height[a] = max(height[a], height[b] + 1)
    size = _component_sizes(order, edges, {key: depth[key] + height[key] + 1 for key in order})
    return {key: Track((depth[key] - height[key]) / 2, size[key]) for key in order}


def _sorted(pairs: set[tuple[tuple[int, int], tuple[int, int]]]) -> list[tuple[int, int]]:
    """The runs in an order that keeps all pairs; a circle is broken at the run with the fewest before it."""
    waiting: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for a, b in pairs:
        waiting[b].add(a)
        waiting.setdefault(a, set())
    order: list[tuple[int, int]] = []
    while waiting:
        chosen = min(waiting, key=lambda key: (len(waiting[key]), key))
        order.append(chosen)
        del waiting[chosen]
        for before in waiting.values():
            before.discard(chosen)
    return order


def _component_sizes(
    order: list[tuple[int, int]],
    edges: list[tuple[tuple[int, int], tuple[int, int]]],
    size: dict[tuple[int, int], int],
) -> dict[tuple[int, int], int]:
    changed = True
    result = {key: size[key] for key in order}
    while changed:
        changed = False
        for a, b in edges:
            most = max(result[a], result[b])
            if result[a] != most or result[b] != most:
                result[a] = result[b] = most
                changed = True
    return result


def _runs(nodes: list[Node]) -> list[Run]:
    runs: list[Run] = []
    start = 0
    for at in range(1, len(nodes)):
        last = at == len(nodes) - 1
        if last or _heading(nodes[at - 1], nodes[at]) != _heading(nodes[at], nodes[at + 1]):
            gap: Gap = ("h", nodes[at][1]) if nodes[start][1] == nodes[at][1] else ("v", nodes[at][0])
            runs.append(Run(gap, start, at))
            start = at
    return runs


def _share_edge(nodes: list[Node], run: Run, others: list[Node], twin: Run) -> bool:
    axis = 0 if run.gap[0] == "h" else 1
    low, high = sorted((nodes[run.first][axis], nodes[run.last][axis]))
    start, end = sorted((others[twin.first][axis], others[twin.last][axis]))
    return low < end and start < high


def stretches(nodes: list[Node], where: dict[Node, int], shared: list[int]) -> list[list[int]]:
    """The stretches of consecutive nodes that two paths share, in either direction, as indices into `nodes`."""
    result = [[shared[0]]]
    direction = 0
    for before, at in pairwise(shared):
        move = where[nodes[at]] - where[nodes[before]]
        if at == before + 1 and abs(move) == 1 and direction in {0, move}:
            result[-1].append(at)
            direction = move
        else:
            result.append([at])
            direction = 0
    return result


def sides(nodes: list[Node], others: list[Node], stretch: list[int], where: dict[Node, int]) -> tuple[int, int]:
    """At the start and the end of a stretch: above 0 where the first path is left of the second, below 0 right."""
    move = where[nodes[stretch[1]]] - where[nodes[stretch[0]]]
    end, start = stretch[-1], stretch[0]
    ahead = _heading(nodes[end - 1], nodes[end])
    back = _heading(nodes[start + 1], nodes[start])
    there, here = where[nodes[end]], where[nodes[start]]
    at_end = _turn(nodes, end, end + 1, ahead) - _turn(others, there, there + move, ahead)
    at_start = _turn(others, here, here - move, back) - _turn(nodes, start, start - 1, back)
    return at_start, at_end


def _turn(nodes: list[Node], at: int, after: int, heading: int) -> int:
    """1 for a turn to the left, 0 straight on or at the end, -1 to the right."""
    if not 0 <= after < len(nodes):
        return 0
    change = (_heading(nodes[at], nodes[after]) - heading) % 4
    return {0: 0, 1: -1, 3: 1}.get(change, 0)


def _heading(one: Node, other: Node) -> int:
    """0 east, 1 south, 2 west, 3 north."""
    if one[1] == other[1]:
        return 0 if other[0] > one[0] else 2
    return 1 if other[1] > one[1] else 3
