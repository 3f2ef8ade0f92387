"""Components into the cells of a grid: columns follow the way of a request, rows keep the lines short.

A column holds one card per row. Beneath the columns lies a strip for security and operations.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from app.diagram.picture import FrameKind
from app.domain.architecture import VPC_PLACES
from app.domain.report import ArchitectureNote, ComponentNote, ConnectionNote

COLUMNS: Final = (
    "clients",
    "edge",
    "regional_entry",
    "public",
    "private",
    "data",
    "regional_compute",
    "services",
    "stores",
    "outside",
)
OUTER: Final = {"clients", "edge", "outside"}
STRIP: Final = ("regional_security", "regional_operations")
STACK: Final = ("regional_data", "regional_compute", "regional_async")
TALLEST_STACK: Final = 4
CROSSING: Final = 1.5
LAST: Final = 0.6
WEIGHTS: Final = {"request": 3.0, "async": 2.0, "data": 2.0}


Span: TypeAlias = tuple[int, int, int, int]


class Cell(NamedTuple):
    """A place in the grid."""

    column: int
    row: int


@dataclass(frozen=True)
class Block:
    """A frame as a range of cells, both ends included."""

    id: str
    kind: FrameKind
    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True)
class Grid:
    """Every card in its cell, the frames around them (outermost first), and the account-wide cards apart."""

    columns: int
    rows: int
    cells: dict[str, Cell]
    blocks: tuple[Block, ...]
    account: tuple[str, ...]

    def occupied(self) -> dict[Cell, str]:
        """Which card stands in a cell."""
        return {cell: role for role, cell in self.cells.items()}


def place(architecture: ArchitectureNote) -> Grid:
    """Give every component a cell and every group its range of cells."""
    shown = [item for item in architecture.components if item.place != "account"]
    account = tuple(item.id for item in architecture.components if item.place == "account")
    stacks, strips = _sorted_out(shown)
    names = [name for name in COLUMNS if stacks[name]]
    upper = Rows(names, stacks, architecture.connections)
    upper.settle()
    strip_size = sum(map(len, strips.values()))
    inner = [name for name in names if name not in OUTER]
    spare = max(0, _strip_columns(len(inner), strip_size) - len(inner))
    if spare:
        at = len(names) - (names[-1:] == ["outside"])
        names[at:at] = ["spare"] * spare
    cells = {role: Cell(names.index(upper.column[role]), row) for role, row in upper.row.items()}
    first = next((at for at, name in enumerate(names) if name not in OUTER), 0)
    lanes = _lay_strip(strips, (first, len(inner) + spare), upper.rows, cells, architecture.connections)
    rows = max((cell.row + 1 for cell in cells.values()), default=0)
    blocks = _blocks(names, rows, upper, lanes)
    return Grid(len(names), rows, cells, blocks, account)


def group_of(component: ComponentNote) -> str:
    """The group that frames a component; a regional one without a lane stands in compute."""
    if component.place != "regional":
        return component.place
    known = component.group in STRIP + STACK or component.group == "regional_entry"
    return component.group if known else "regional_compute"


class Rows:
    """Finds the row of each card in its column by trying swaps until no swap shortens the lines."""

    def __init__(
        self,
        names: list[str],
        stacks: dict[str, list[tuple[str, list[ComponentNote]]]],
        connections: list[ConnectionNote],
    ) -> None:
        self.rows = max((sum(len(items) for _, items in stacks[name]) for name in names), default=0)
        self.column: dict[str, str] = {}
        self.row: dict[str, int] = {}
        self.rank: dict[str, int] = {}
        self.group: dict[str, str] = {}
        self._order: dict[str, int] = {}
        self._slots: dict[str, list[str | None]] = {}
        self._index = {name: at for at, name in enumerate(names)}
        for name in names:
            self._stack(name, stacks[name])
        self._lines: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self._spans: list[Span] = []
        self._ends: list[tuple[str, str]] = []
        self._touching: dict[str, list[int]] = defaultdict(list)
        going_on = {line.source for line in connections}
        for line in connections:
            self._connect(line, WEIGHTS.get(line.kind, 1.0) * (1.0 if line.target in going_on else LAST))

    def _stack(self, name: str, groups: list[tuple[str, list[ComponentNote]]]) -> None:
        size = sum(len(items) for _, items in groups)
        at = (self.rows - size) // 2
        slots: list[str | None] = [None] * self.rows
        for rank, (group, items) in enumerate(groups):
            for item in items:
                slots[at] = item.id
                self.column[item.id], self.row[item.id], self._order[item.id] = name, at, at
                self.rank[item.id], self.group[item.id] = rank, group
                at += 1
        self._slots[name] = slots

    def _connect(self, line: ConnectionNote, weight: float) -> None:
        ends = (line.source, line.target)
        if line.source == line.target or not any(end in self.row for end in ends):
            return
        if all(end in self.row for end in ends):
            self._add_span(*sorted(ends, key=lambda role: self._index[self.column[role]]))
        for one, other in (ends, ends[::-1]):
            if one in self.row:
                self._lines[one].append((other, weight))

    def _add_span(self, left: str, right: str) -> None:
        for role in (left, right):
            self._touching[role].append(len(self._ends))
        self._ends.append((left, right))
        self._spans.append(self._span(left, right))

    def _span(self, left: str, right: str) -> Span:
        return (
            self._index[self.column[left]],
            self.row[left],
            self._index[self.column[right]],
            self.row[right],
        )

    def settle(self) -> None:
        """Swap neighbours in a column as long as that makes the picture better; ends after a few rounds."""
        for _ in range(6):
            better = [self._improve(role, row) for role in list(self.row) for row in range(self.rows)]
            better += [self._shift(columns, by) for columns in self._sides() for by in (-1, 1)]
            if not any(better):
                return

    def _sides(self) -> list[list[str]]:
        """The columns before the first busy one, which move together: the way in keeps straight."""
        names = list(self._index)
        return [names[:count] for count in range(2, min(len(names), 5))]

    def _shift(self, columns: list[str], by: int) -> bool:
        """Move all cards of some columns up or down by one row."""
        roles = [role for role in self.row if self.column[role] in columns]
        if not all(0 <= self.row[role] + by < self.rows for role in roles):
            return False
        old = self._price(roles)
        self._slide(columns, by)
        if self._price(roles) < old - 1e-6:
            return True
        self._slide(columns, -by)
        return False

    def _slide(self, columns: list[str], by: int) -> None:
        for name in columns:
            slots = self._slots[name]
            slots[:] = slots[-by:] + slots[:-by]
            for at, role in enumerate(slots):
                self._put(role, at)

    def _improve(self, role: str, row: int) -> bool:
        slots, before = self._slots[self.column[role]], self.row[role]
        if row == before:
            return False
        other = slots[row]
        moved = [role, other] if other else [role]
        self._swap(slots, before, row)
        fits = self._stacked(slots)
        self._swap(slots, before, row)
        if not fits:
            return False
        old = self._price(moved)
        self._swap(slots, before, row)
        if self._price(moved) < old - 1e-6:
            return True
        self._swap(slots, before, row)
        return False

    def _price(self, roles: list[str]) -> float:
        """What the places of some cards cost: their lines, and where those cross others."""
        mine = sorted({line for role in roles for line in self._touching[role]})
        others = self._spans
        meetings = 0
        for at in mine:
            left, _, right, _ = others[at]
            meetings += sum(_cross(others[at], other) for other in others if other[2] >= left and other[0] <= right)
        return CROSSING * meetings + sum(map(self._cost, roles))

    def _swap(self, slots: list[str | None], one: int, other: int) -> None:
        slots[one], slots[other] = slots[other], slots[one]
        for at in (one, other):
            self._put(slots[at], at)

    def _put(self, role: str | None, row: int) -> None:
        if role is not None and self.row[role] != row:
            self.row[role] = row
            for line in self._touching[role]:
                self._spans[line] = self._span(*self._ends[line])

    def _stacked(self, slots: list[str | None]) -> bool:
        ranks = [self.rank[role] for role in slots if role is not None]
        return all(one <= other for one, other in pairwise(ranks))

    def _cost(self, role: str) -> float:
        row, slots = self.row[role], self._slots[self.column[role]]
        loose = sum(1 for at in (row - 1, row + 1) if not (0 <= at < self.rows and slots[at]))
        middle = abs(row - (self.rows - 1) / 2)
        cost = 0.25 * loose + 0.12 * middle + 0.15 * abs(row - self._order[role])
        return cost + sum(weight * self._length(role, other) for other, weight in self._lines[role])

    def _length(self, role: str, other: str) -> float:
        if other not in self.row:
            return 0.15 * (self.rows - self.row[role])
        rise = abs(self.row[role] - self.row[other])
        start, end = sorted((self._index[self.column[role]], self._index[self.column[other]]))
        if start == end:
            return 0.6 * (rise - 1)
        if rise:
            return 0.6 + 0.4 * rise
        names = list(self._index)[start + 1 : end]
        return 1.2 if any(self._slots[name][self.row[role]] for name in names) else 0.0


def _cross(one: Span, other: Span) -> bool:
    """Whether two straight lines from cell to cell cross."""
    (a, b, c, d), (e, f, g, h) = one, other
    dx, dy, ex, ey = c - a, d - b, g - e, h - f
    return (dx * (f - b) - dy * (e - a)) * (dx * (h - b) - dy * (g - a)) < 0 and (ex * (b - f) - ey * (a - e)) * (
        ex * (d - f) - ey * (c - e)
    ) < 0


def _sorted_out(
    components: list[ComponentNote],
) -> tuple[dict[str, list[tuple[str, list[ComponentNote]]]], dict[str, list[ComponentNote]]]:
    groups: dict[str, list[ComponentNote]] = defaultdict(list)
    for item in sorted(components, key=lambda item: item.tier):
        groups[_side(item)].append(item)
    strips = {name: groups[name] for name in STRIP if groups[name]}
    stacks: dict[str, list[tuple[str, list[ComponentNote]]]] = defaultdict(list)
    for name in ("clients", "edge", "regional_entry", "public", "private", "data", "outside"):
        if groups[name]:
            stacks[name].append((name, groups[name]))
    in_vpc = any(item.place in VPC_PLACES for item in components)
    tall = sum(len(groups[name]) for name in STACK if in_vpc or name != "regional_compute") > TALLEST_STACK
    for name in STACK:
        if groups[name]:
            stacks[_stack_column(name, in_vpc, tall)].append((name, groups[name]))
    return stacks, strips


def _side(item: ComponentNote) -> str:
    group = group_of(item)
    if group != "outside":
        return group
    return "clients" if item.tier < 5 else "outside"


def _stack_column(group: str, in_vpc: bool, tall: bool) -> str:
    if group == "regional_data" and tall:
        return "stores"
    return "regional_compute" if group == "regional_compute" and not in_vpc else "services"


def _strip_columns(inner: int, size: int) -> int:
    if not size:
        return inner
    return max(inner, 1 if size == 1 else 2)


def _lay_strip(
    strips: dict[str, list[ComponentNote]],
    room: tuple[int, int],
    top: int,
    cells: dict[str, Cell],
    connections: list[ConnectionNote],
) -> list[Block]:
    """Place the lanes side by side under the columns, each near what it is connected to."""
    names = list(strips)
    if not names:
        return []
    first, width = room
    sizes = [len(strips[name]) for name in names]
    pulls = [_pull(strips[name], cells, connections, 0.0) for name in names]
    spans = min(_splits(sizes, width), key=lambda spans: _strip_cost(sizes, spans, pulls, first))
    lanes: list[Block] = []
    lane_cells: dict[str, Cell] = {}
    for name, (start, end) in zip(names, spans, strict=True):
        height = -(-len(strips[name]) // (end - start))
        used = -(-len(strips[name]) // height)
        pulled = sorted(strips[name], key=lambda item: _pull([item], cells, connections, len(cells)))
        for at, item in enumerate(pulled):
            lane_cells[item.id] = Cell(first + start + at // height, top + at % height)
        lanes.append(Block(name, "lane", first + start, first + start + used - 1, top, top + height - 1))
    cells.update(lane_cells)
    return lanes


def _splits(sizes: list[int], width: int) -> list[list[tuple[int, int]]]:
    spans = [(start, end) for start in range(width) for end in range(start + 1, width + 1)]
    if len(sizes) == 1:
        return [[span] for span in spans]
    return [[one, other] for one in spans for other in spans if one[1] <= other[0]]


def _strip_cost(sizes: list[int], spans: list[tuple[int, int]], pulls: list[float], first: int) -> tuple[float, ...]:
    heights = [-(-size // (end - start)) for size, (start, end) in zip(sizes, spans, strict=True)]
    waste = sum(max(0, end - start - size) for size, (start, end) in zip(sizes, spans, strict=True))
    away = sum(abs(first + (start + end - 1) / 2 - pull) for pull, (start, end) in zip(pulls, spans, strict=True))
    return (max(heights), waste, round(away, 3), spans[0][0])


def _pull(
    items: list[ComponentNote], cells: dict[str, Cell], connections: list[ConnectionNote], otherwise: float
) -> float:
    """The mean column of what some cards are connected to."""
    roles = {item.id for item in items}
    columns = [
        cells[far].column
        for line in connections
        for near, far in ((line.source, line.target), (line.target, line.source))
        if near in roles and far in cells
    ]
    return sum(columns) / len(columns) if columns else otherwise


def _blocks(names: list[str], rows: int, upper: Rows, lanes: list[Block]) -> tuple[Block, ...]:
    blocks: list[Block] = []

    def span(inside: list[int], role: str, kind: FrameKind, top: int, bottom: int) -> None:
        if inside:
            blocks.append(Block(role, kind, inside[0], inside[-1], top, bottom))

    span([at for at, name in enumerate(names) if name not in {"clients", "outside"}], "cloud", "cloud", 0, rows - 1)
    span([at for at, name in enumerate(names) if name not in OUTER], "region", "region", 0, rows - 1)
    subnets = [at for at, name in enumerate(names) if name in VPC_PLACES]
    inside = [row for role, row in upper.row.items() if upper.column[role] in VPC_PLACES]
    if inside:
        span(subnets, "vpc", "vpc", min(inside), max(inside))
    blocks += [Block(names[at], _subnet(names[at]), at, at, min(inside), max(inside)) for at in subnets]
    for group in ("regional_entry", *STACK):
        members = [role for role, name in upper.group.items() if name == group]
        if members:
            column = names.index(upper.column[members[0]])
            taken = [upper.row[role] for role in members]
            span([column], group, "lane", min(taken), max(taken))
    return (*blocks, *lanes)


def _subnet(name: str) -> FrameKind:
    return "public" if name == "public" else "data" if name == "data" else "private"
