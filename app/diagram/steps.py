"""The way of a request, step by step: which connections get which number."""

from collections import deque

from app.diagram.gather import crews, strands
from app.domain.report.report import ArchitectureNote

COUNTED = frozenset({"request", "async", "data"})


def number_steps(architecture: ArchitectureNote) -> dict[int, int]:
    """Numbers from 1 by the index of the connection: breadth first from those who ask, then from what starts itself.

    The connections of one strand are one step.
    """
    counted = [(at, line) for at, line in enumerate(architecture.connections) if line.kind in COUNTED]
    first = {at: strand.members[0] for strand in strands(architecture, crews(architecture)) for at in strand.members}
    targets = {line.target for _, line in counted if line.source != line.target}
    roles = [item.id for item in architecture.components]
    people = [item.id for item in architecture.components if item.place == "outside" and item.tier < 5]
    own = [role for role in roles if role not in targets]
    seen, numbers, known = set[str](), dict[int, int](), dict[int, int]()
    for start in (*people, *own, *roles):
        queue = deque([] if start in seen else [start])
        seen.add(start)
        while queue:
            role = queue.popleft()
            for at, line in counted:
                if line.source == role:
                    numbers[at] = known.setdefault(first.get(at, at), len(known) + 1)
                    if line.target not in seen:
                        seen.add(line.target)
                        queue.append(line.target)
    return numbers
