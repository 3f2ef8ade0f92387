"""The steps of a request: which connections get which number in the picture."""

from collections import deque

from app.diagram.gather import crews, strands
from app.domain.report.report import ArchitectureNote

COUNTED = frozenset({"request", "async", "data"})


def number_steps(architecture: ArchitectureNote) -> dict[int, int]:
    """The numbers from 1 on, by the index of the connection; connections that are drawn as one line share a number.

    Counted breadth first: from the users, then from components that nothing calls.
    """
    counted = [(at, connection) for at, connection in enumerate(architecture.connections) if connection.kind in COUNTED]
    first = {at: strand.members[0] for strand in strands(architecture, crews(architecture)) for at in strand.members}
    targets = {connection.target for _, connection in counted if connection.source != connection.target}
    roles = [item.id for item in architecture.components]
    people = [item.id for item in architecture.components if item.place == "outside" and item.tier < 5]
    own = [role for role in roles if role not in targets]
    seen, numbers, known = set[str](), dict[int, int](), dict[int, int]()
    for start in (*people, *own, *roles):
        queue = deque([] if start in seen else [start])
        seen.add(start)
        while queue:
            role = queue.popleft()
            for at, connection in counted:
                if connection.source == role:
                    numbers[at] = known.setdefault(first.get(at, at), len(known) + 1)
                    if connection.target not in seen:
                        seen.add(connection.target)
                        queue.append(connection.target)
    return numbers
