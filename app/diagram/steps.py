"""The way of a request, step by step: which connections get which number."""

from collections import deque

from app.domain.report import ArchitectureNote

COUNTED = frozenset({"request", "async", "data"})


def number_steps(architecture: ArchitectureNote) -> dict[int, int]:
    """Numbers from 1 by the index of the connection, breadth first from those who ask."""
    counted = [(at, line) for at, line in enumerate(architecture.connections) if line.kind in COUNTED]
    targets = {line.target for _, line in counted if line.source != line.target}
    sources = {line.source for _, line in counted}
    outside = [item.id for item in architecture.components if item.place == "outside" and item.tier < 5]
    starts = [role for role in outside if role in sources] or [
        item.id for item in architecture.components if item.id in sources and item.id not in targets
    ]
    queue, seen, numbers = deque(starts), set(starts), dict[int, int]()
    while queue:
        role = queue.popleft()
        for at, line in counted:
            if line.source != role:
                continue
            numbers[at] = len(numbers) + 1
            if line.target not in seen:
                seen.add(line.target)
                queue.append(line.target)
    return numbers
