"""A directed graph of names: neighbours, breadth-first distances and a topological order."""

from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush


class Circle(ValueError):
    """The graph has a cycle; `members` are its nodes, each once, in the order of the edges."""

    def __init__(self, members: tuple[str, ...]) -> None:
        super().__init__(" → ".join((*members, members[0])))
        self.members = members


class Graph:
    """Nodes by name and directed edges (source, target), both in the given order; KeyError for an unknown node."""

    def __init__(self, nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> None:
        self._after: dict[str, dict[str, None]] = {name: {} for name in nodes}
        self._before: dict[str, dict[str, None]] = {name: {} for name in self._after}
        for source, target in edges:
            self._after[source][target] = None
            self._before[target][source] = None

    def successors(self, name: str) -> Collection[str]:
        """The targets of the edges from this node."""
        return self._after[name].keys()

    def predecessors(self, name: str) -> Collection[str]:
        """The sources of the edges to this node."""
        return self._before[name].keys()

    def descendants(self, name: str) -> frozenset[str]:
        """Every other node on a path from this one."""
        return frozenset(self.distances([name])) - {name}

    def ancestors(self, name: str) -> frozenset[str]:
        """Every other node on a path to this one."""
        return frozenset(self.distances_to(name)) - {name}

    def distances(self, starts: Iterable[str]) -> dict[str, int]:
        """The number of edges on the shortest path from any start to each reachable node, nearest first."""
        return _distances(self._after, starts)

    def distances_to(self, name: str) -> dict[str, int]:
        """The number of edges on the shortest path to this node from each node that has one, nearest first."""
        return _distances(self._before, [name])

    def in_order(self) -> list[str]:
        """All nodes in topological order, by name where the edges leave it open; Circle if there is a cycle."""
        sorter = TopologicalSorter(self._before)
        try:
            sorter.prepare()
        except CycleError as fault:
            raise Circle(tuple(fault.args[1][:-1])) from None
        ready = list(sorter.get_ready())
        heapify(ready)
        order = []
        while ready:
            order.append(heappop(ready))
            sorter.done(order[-1])
            for name in sorter.get_ready():
                heappush(ready, name)
        return order


def _distances(neighbours: Mapping[str, Iterable[str]], starts: Iterable[str]) -> dict[str, int]:
    found = dict.fromkeys(starts, 0)
    nearest = list(found)
    while nearest:
        farther = dict.fromkeys(after for name in nearest for after in neighbours[name] if after not in found)
        found.update(dict.fromkeys(farther, found[nearest[0]] + 1))
        nearest = list(farther)
    return found
