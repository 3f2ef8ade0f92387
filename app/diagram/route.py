"""Routes the lines through the gaps of the grid, one after another; those that share no part are routed again.

Lines of the same kind, label and target form a bundle: they share the last part of their paths, the trunk.
"""

from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias

from app.diagram.gather import Strand
from app.diagram.place import Block, Grid
from app.diagram.streets import ANY_HEADING, BEND, Map, Node, Streets, Task
from app.domain.report.report import ArchitectureNote, ConnectionNote

Bundle: TypeAlias = tuple[str, str, str, str]


@dataclass
class Path:
    """The path of one strand over nodes; `joint` is the index of the node at which it meets the trunk of its bundle.

    `trunk` is the index of the path that it joins. A path from or to a frame starts or ends in a cell at its rim.
    """

    index: int
    strand: Strand
    bundle: Bundle
    nodes: list[Node]
    joint: int | None = None
    trunk: int | None = None


def route(
    architecture: ArchitectureNote,
    streets: tuple[Grid, Map],
    strands: list[Strand],
    rounds: int = 1,
    before: "Router | None" = None,
) -> "Router":
    """A router with a path for every strand; in each further round lines without a bundle are routed again.

    Paths that a router found `before` some cards moved are taken over where the moved cards do not matter.
    """
    grid, _ = streets
    router = Router(*streets)
    tasks = [_task(grid, strand, architecture.connections[strand.members[0]]) for strand in strands]
    tasks.sort(key=lambda task: (_distance(grid, task), task.strand.members))
    bundles = router.take_over(before, tasks) if before else {}
    tasks = [task for task in tasks if task.strand.members[0] not in router.paths]
    for task in tasks:
        router.lay(task, bundles.get(task.strand.members[0]))
    for _ in range(rounds):
        for task in reversed(tasks):
            router.lay_again(task)
    return router


class Router:
    """Routes one line after another, each at the prices that the earlier ones leave."""

    def __init__(self, grid: Grid, streets: Map) -> None:
        self.paths: dict[int, Path] = {}
        self._streets = Streets(grid, streets)
        self.tasks: dict[int, Task] = {}
        self._owners: dict[Bundle, dict[Node, int]] = {}
        self._trunks: dict[Bundle, set[int]] = {}
        self._members: Counter[Bundle] = Counter()

    def in_order(self) -> list[Path]:
        """All paths in the order of the connections."""
        return [self.paths[index] for index in sorted(self.paths)]

    def take_over(self, before: "Router", tasks: list[Task]) -> dict[int, Bundle]:
        """Take over the paths whose ends stayed and that no card blocks; return the bundle of every earlier path."""
        bundles = {index: path.bundle for index, path in before.paths.items()}
        moved = {
            bundles[index]
            for index, task in ((task.strand.members[0], task) for task in tasks)
            if task != before.tasks[index] or self._streets.blocked(before.paths[index].nodes[1:-1])
        }
        for index, path in before.paths.items():
            if path.bundle not in moved:
                self._take(path, before.tasks[index])
        return bundles

    def lay(self, task: Task, bundle: Bundle | None = None) -> None:
        """Find the path of a task, let it join the trunk of its bundle if there is one, raise the prices along it."""
        bundle = bundle or self._bundle(task)
        loop = task.connection.source == task.connection.target
        trunk = self._trunks.get(bundle, set())
        nodes = _loop(min(task.starts)) if loop else self._streets.search(task, trunk)
        self._take(self._joined(task.strand, bundle, nodes), task)

    def _take(self, path: Path, task: Task) -> None:
        self.paths[path.index], self.tasks[path.index] = path, task
        self._members[path.bundle] += 1
        self._streets.add(path.nodes if path.joint is None else path.nodes[: path.joint + 1])
        owners = self._owners.setdefault(path.bundle, {})
        for node in path.nodes[1:]:
            owners.setdefault(node, path.index)
        self._trunks.setdefault(path.bundle, set()).update(self._streets.edges(path.nodes))

    def lay_again(self, task: Task) -> None:
        """Route a line that is alone in its bundle again, now that all others have their paths."""
        path = self.paths[task.strand.members[0]]
        if self._members[path.bundle] > 1 or len(path.nodes) < 4:
            return
        self._streets.add(path.nodes, -1)
        self._members[path.bundle] -= 1
        del self._owners[path.bundle], self._trunks[path.bundle], self.paths[path.index]
        self.lay(task, path.bundle)

    def _bundle(self, task: Task) -> Bundle:
        """The bundle of a task; a second line between the same cards, or from a card to itself, has one of its own."""
        kind, label, target = task.connection.kind, task.connection.label.en, task.strand.ends or task.connection.target
        source = task.strand.starts or task.connection.source
        number = sum(
            1
            for path in self.paths.values()
            if path.bundle[:3] == (kind, label, target) and path.nodes[0] in task.starts and not task.strand.starts
        )
        alone = task.connection.source == task.connection.target or number
        return (kind, label, target, f"{source} {number}" if alone else "")

    def _joined(self, strand: Strand, bundle: Bundle, nodes: list[Node]) -> Path:
        owners = self._owners.get(bundle, {})
        index = strand.members[0]
        joint = next((at for at, node in enumerate(nodes[:-1]) if at and node in owners), None)
        if joint is None:
            return Path(index, strand, bundle, nodes)
        trunk = self.paths[owners[nodes[joint]]]
        rest = trunk.nodes[trunk.nodes.index(nodes[joint]) :]
        return Path(index, strand, bundle, nodes[:joint] + rest, joint, trunk.index)


def _task(grid: Grid, strand: Strand, connection: ConnectionNote) -> Task:
    frames = {block.id: block for block in grid.blocks}
    starts = _gates(frames[strand.starts], 0) if strand.starts else {_middle(grid, connection.source): ANY_HEADING}
    goals = _gates(frames[strand.ends], 2) if strand.ends else {_middle(grid, connection.target): ANY_HEADING}
    return Task(strand, connection, starts, goals)


def _gates(block: Block, turned: int) -> dict[Node, frozenset[int]]:
    """The nodes at the rim of a frame, each with the directions that lead out of it, or into it if turned by 2."""
    gates: dict[Node, set[int]] = {}
    for row in range(2 * block.top + 1, 2 * block.bottom + 2):
        gates.setdefault((2 * block.right + 1, row), set()).add(turned)
        gates.setdefault((2 * block.left + 1, row), set()).add((2 + turned) % 4)
    if block.kind in {"lane", "private"}:
        gates[2 * block.left + 1, 2 * block.bottom + 1].add((1 + turned) % 4)
    return {node: frozenset(headings) for node, headings in gates.items()}


def _loop(node: Node) -> list[Node]:
    column, row = node
    return [node, (column + 1, row), (column + 1, row + 1), (column, row + 1), node]


def _middle(grid: Grid, role: str) -> Node:
    cell = grid.cells[role]
    return (2 * cell.column + 1, 2 * cell.row + 1)


def _distance(grid: Grid, task: Task) -> float:
    one, other = grid.cells[task.connection.source], grid.cells[task.connection.target]
    bend = BEND if one.row != other.row and one.column != other.column else 0.0
    return abs(one.column - other.column) * 260.0 + abs(one.row - other.row) * 110.0 + bend
