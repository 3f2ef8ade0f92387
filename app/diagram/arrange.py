"""Places cards and routes lines together: cards whose lines cross are tried in other rows, the best try is kept."""

from typing import Final

from app.diagram.crossings import crossings
from app.diagram.gather import Strand, crews, strands
from app.diagram.place import Grid, Plan
from app.diagram.route import Path, Router, route
from app.diagram.streets import Map
from app.domain.report.report import ArchitectureNote

EFFORT: Final = 160
"""How many lines are routed again at most while looking for better rows."""
TANGLED: Final = 5
PATIENCE: Final = 1.6
"""How many further times the effort is spent for each crossing above TANGLED."""
MANY: Final = 24
"""With at most so many lines each try routes all of them; with more only those that the try touches."""
MORE_ROUNDS: Final = 3
CROSSING: Final = 5.0
REQUEST: Final = 3.0


def arrange(architecture: ArchitectureNote) -> tuple[Grid, list[Path]]:
    """The grid with a cell for every card, and a path for every line; the same for the same architecture."""
    known = crews(architecture)
    drawn = strands(architecture, known)
    plan = Plan(architecture, known, drawn)
    return Search(architecture, plan, drawn).best()


class Search:
    """Moves one card after another to another row and keeps what has fewer crossings and bends."""

    def __init__(self, architecture: ArchitectureNote, plan: Plan, drawn: list[Strand]) -> None:
        self._architecture, self._plan, self._strands = architecture, plan, drawn
        self._going_on = {connection.source for connection in architecture.connections}
        self._tries = EFFORT // max(1, len(drawn))
        self._effort = self._tries
        self._map: Map | None = None

    def best(self) -> tuple[Grid, list[Path]]:
        """The grid and the paths with the fewest crossings and bends among those that were tried."""
        rows = self._plan.rows
        price, router, crossed = self._laid()
        moves = self._moves(crossed)
        while moves and self._tries > -PATIENCE * self._effort * max(0, len(crossed) - TANGLED):
            role, row = moves.pop(0)
            before = rows.row[role]
            rows.swap(role, row)
            found, other, elsewhere = self._laid(before=router if len(self._strands) > MANY else None)
            if found < price:
                price, router, crossed, moves = found, other, elsewhere, self._moves(elsewhere)
            else:
                rows.swap(role, before)
        found, other, _ = self._laid(MORE_ROUNDS)
        return self._plan.grid(), (other if found < price else router).in_order()

    def _laid(self, rounds: int = 1, before: Router | None = None) -> tuple[float, Router, list[tuple[Path, Path]]]:
        self._tries -= 1
        grid = self._plan.grid()
        if self._map is None or self._map.size != (grid.columns, grid.rows):
            self._map = Map(grid.columns, grid.rows)
        router = route(self._architecture, (grid, self._map), self._strands, rounds, before)
        paths = router.in_order()
        pairs = crossings(paths)
        return CROSSING * len(pairs) + sum(_bends(path) * self._weight(path) for path in paths), router, pairs

    def _weight(self, path: Path) -> float:
        """The price of a bend: higher on the connections of a request that goes on from there."""
        return REQUEST if path.bundle[0] == "request" and path.bundle[2] in self._going_on else 1.0

    def _moves(self, pairs: list[tuple[Path, Path]]) -> list[tuple[str, int]]:
        """Card and row of every move of a card whose line crosses another, the most promising first."""
        rows = self._plan.rows
        found: dict[tuple[str, int], int] = {}
        for path in (path for pair in pairs for path in pair):
            connection = self._architecture.connections[path.index]
            for role in (connection.source, connection.target):
                for row in range(rows.rows) if role in rows.row else ():
                    if rows.may_swap(role, row):
                        found[role, row] = found.get((role, row), 0) + 1
        return sorted(found, key=lambda move: (-round(rows.gain(*move), 6), -found[move], move))


def _bends(path: Path) -> int:
    nodes = path.nodes if path.joint is None else path.nodes[: path.joint + 1]
    return sum(a[0] != c[0] and a[1] != c[1] for a, c in zip(nodes, nodes[2:], strict=False))
