"""Counts how often paths must cross, from their nodes alone: straight through each other, or by changing sides."""

from collections import defaultdict
from itertools import combinations

from app.diagram.route import Path
from app.diagram.streets import Node
from app.diagram.tracks import sides, stretches


def crossings(paths: list[Path]) -> list[tuple[Path, Path]]:
    """Pairs of paths of different bundles that cross, once for each crossing."""
    # A path that joins its trunk may cross others on the edge that leads into it.
    own = {path.index: path.nodes if path.joint is None else path.nodes[: path.joint + 2] for path in paths}
    ordered = {path.index: at for at, path in enumerate(paths)}
    visitors: dict[Node, list[Path]] = defaultdict(list)
    for path in paths:
        for node in own[path.index]:
            visitors[node].append(path)
    meeting = {
        (one.index, other.index)
        for here in visitors.values()
        for one, other in combinations(here, 2)
        if one.bundle != other.bundle
    }
    found = []
    for first, second in sorted(meeting):
        count = _meetings(own[first], own[second])
        found += [(paths[ordered[first]], paths[ordered[second]])] * count
    return found


def _meetings(nodes: list[Node], others: list[Node]) -> int:
    where = {node: at for at, node in enumerate(others)}
    shared = [at for at, node in enumerate(nodes) if node in where]
    count = 0
    for stretch in stretches(nodes, where, shared):
        if len(stretch) == 1:
            count += _through(nodes, stretch[0]) and _through(others, where[nodes[stretch[0]]])
        else:
            start, end = sides(nodes, others, stretch, where)
            count += start * end < 0
    return count


def _through(nodes: list[Node], at: int) -> bool:
    """Whether a path goes straight through one of its nodes."""
    if not 0 < at < len(nodes) - 1:
        return False
    (a, b), (c, d) = nodes[at - 1], nodes[at + 1]
    return a == c or b == d
