"""Directed graphs of names: who comes after whom, how far apart two are, and an order that respects every edge."""

from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush


class Circle(ValueError):
    """Nodes that come after each other; `members` names them once each, in the order of the edges."""

    def __init__(self, members: tuple[str, ...]) -> None:
        super().__init__(" → ".join((*members, members[0])))
        self.members = members


class Graph:
    """Nodes by name, with edges from one to the next; both keep the order in which they were given."""

    def __init__(self, nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> None:
        self._after: dict[str, dict[str, None]] = {name: {} for name in nodes}
        self._before: dict[str, dict[str, None]] = {name: {} for name in self._after}
        for source, target in edges:
            self._after[source][target] = None
            self._before[target][source] = None

    def successors(self, name: str) -> Collection[str]:
        """The nodes that an edge from this one leads to."""
        return self._after[name].keys()

    def predecessors(self, name: str) -> Collection[str]:
        """The nodes from which an edge leads to this one."""
        return self._before[name].keys()

    def descendants(self, name: str) -> frozenset[str]:
        """Every other node that can be reached from this one."""
        return frozenset(self.distances([name])) - {name}

    def ancestors(self, name: str) -> frozenset[str]:
        """Every other node from which this one can be reached."""
        return frozenset(self.distances_to(name)) - {name}

    def distances(self, starts: Iterable[str]) -> dict[str, int]:
        """The least number of edges from any start to each node that can be reached, nearest first."""
        return _distances(self._after, starts)

    def distances_to(self, name: str) -> dict[str, int]:
        """The least number of edges from each node that leads to this one, nearest first."""
        return _distances(self._before, [name])

    def in_order(self) -> list[str]:
        """All nodes, each after its predecessors and else by name; Circle when there is no such order."""
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
