"""Puts components into the cells of a grid: columns in the order of a request's steps, rows so that lines are short.

A column holds one card per row. Beneath the columns lies a strip for security and operations.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, TypeAlias

from app.diagram.gather import CREWED, Crews, Strand, group_of
from app.diagram.picture import FrameKind
from app.diagram.rows import Rows
from app.domain.model.architecture import VPC_PLACES
from app.domain.report.report import ArchitectureNote, ComponentNote, ConnectionNote

COLUMNS: Final = (
    "clients",
    "edge",
    "regional_entry",
    "public",
    "private",
    "data",
    "services",
    "stores",
    "other_region",
    "outside",
)
LANES: Final = ("endpoints", "regional_entry", "regional_compute", "regional_async", "regional_data")
OUTER: Final = {"clients", "edge", "other_region", "outside"}
STRIP: Final = ("regional_security", "regional_operations")
STACK: Final = {
    "endpoints": "private",
    "regional_compute": "services",
    "regional_async": "services",
    "regional_data": "stores",
}
CROSSING: Final = 1.5
WEIGHTS: Final = {"request": 3.0, "async": 2.0, "data": 2.0}


Span: TypeAlias = tuple[int, int, int, int]


class Cell(NamedTuple):
    """A place in the grid."""

    column: int
    row: int


@dataclass(frozen=True)
class Block:
    """A frame as a range of columns and rows, both ends included."""

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


class Plan:
    """The columns and groups of an architecture; its rows may be changed until `grid` is called."""

    def __init__(self, architecture: ArchitectureNote, known: Crews, drawn: list[Strand]) -> None:
        shown = [item for item in architecture.components if item.place != "account"]
        self._account = tuple(item.id for item in architecture.components if item.place == "account")
        self._crews, self._connections = known, architecture.connections
        self._zones = max((item.zones for item in shown if item.place in VPC_PLACES), default=1)
        stacks, self._strips = _sorted_out(shown, architecture.connections)
        names = [name for name in COLUMNS if stacks[name]]
        self.rows = Rows(names, stacks, frozenset().union(*known.values()))
        going_on = {connection.source for connection in architecture.connections}
        for strand in drawn:
            members = [architecture.connections[at] for at in strand.members]
            self.rows.connect(strand, members, members[0].target in going_on)
        self.rows.settle()
        inner = [name for name in names if name not in OUTER]
        spare = max(0, _strip_columns(len(inner), sum(map(len, self._strips.values()))) - len(inner))
        at = len(names) - len({"other_region", "outside"} & set(names))
        self._names = [*names[:at], *["spare"] * spare, *names[at:]]
        self._room = (next((at for at, name in enumerate(names) if name not in OUTER), 0), len(inner) + spare)

    def grid(self) -> Grid:
        """Every component in its cell and every group with its range of cells."""
        names, upper = self._names, self.rows
        cells = {role: Cell(names.index(upper.column[role]), row) for role, row in upper.row.items()}
        lanes = _lay_strip(self._strips, self._room, upper.rows, cells, self._connections)
        rows = max((cell.row + 1 for cell in cells.values()), default=0)
        blocks = _blocks(names, rows, upper, (self._crews, lanes, self._zones))
        return Grid(len(names), rows, cells, blocks, self._account)


def _sorted_out(
    components: list[ComponentNote], connections: Sequence[ConnectionNote]
) -> tuple[dict[str, list[tuple[str, list[ComponentNote]]]], dict[str, list[ComponentNote]]]:
    groups: dict[str, list[ComponentNote]] = defaultdict(list)
    public = {item.id for item in components if item.place == "public"}
    reached = {connection.target for connection in connections if connection.source in public}
    for item in sorted(components, key=lambda item: item.tier):
        groups[_side(item, reached)].append(item)
    strips = {name: groups[name] for name in STRIP if groups[name]}
    stacks: dict[str, list[tuple[str, list[ComponentNote]]]] = defaultdict(list)
    for name, column in {**{name: name for name in COLUMNS}, **STACK}.items():
        if groups[name]:
            stacks[column].append((name, groups[name]))
    return stacks, strips


def _side(item: ComponentNote, reached: set[str]) -> str:
    """The group of a component; outside AWS, clients stand at the left and what is only called at the right."""
    group = group_of(item)
    if group != "outside":
        return group
    return "clients" if item.tier < 5 or item.id in reached else "outside"


def _strip_columns(inner: int, size: int) -> int:
    if not size:
        return inner
    return max(inner, 1 if size == 1 else 2)


def _lay_strip(
    strips: dict[str, list[ComponentNote]],
    room: tuple[int, int],
    top: int,
    cells: dict[str, Cell],
    connections: Sequence[ConnectionNote],
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
    items: list[ComponentNote], cells: dict[str, Cell], connections: Sequence[ConnectionNote], otherwise: float
) -> float:
    """The mean column of what some cards are connected to."""
    roles = {item.id for item in items}
    columns = [
        cells[far].column
        for connection in connections
        for near, far in ((connection.source, connection.target), (connection.target, connection.source))
        if near in roles and far in cells
    ]
    return sum(columns) / len(columns) if columns else otherwise


def _blocks(names: list[str], rows: int, upper: Rows, inner: tuple[Crews, list[Block], int]) -> tuple[Block, ...]:
    """The frames from the outermost inwards."""
    known, lanes, zones = inner
    cloud = [at for at, name in enumerate(names) if name not in {"clients", "outside"}]
    region = [at for at, name in enumerate(names) if name not in OUTER]
    blocks = [Block("cloud", "cloud", cloud[0], cloud[-1], 0, rows - 1)] if cloud else []
    blocks += [Block("region", "region", region[0], region[-1], 0, rows - 1)] if region else []
    blocks += _network(names, upper, zones)
    groups = [(group, upper.rows_of(group)) for group in LANES]
    blocks += [_lane(group, names.index(upper.columns[group]), taken) for group, taken in groups if taken]
    if away := upper.rows_of("other_region"):
        blocks.append(replace(_lane("other_region", names.index("other_region"), away), kind="region"))
    crews = [(group, frame) for group, frame in CREWED.items() if frame in known]
    blocks += [
        _lane(frame, names.index(upper.columns[group]), [upper.row[role] for role in known[frame]])
        for group, frame in crews
    ]
    return (*blocks, *lanes)


def _network(names: list[str], upper: Rows, zones: int) -> list[Block]:
    """The VPC, its zones and its subnets, all as high as the VPC; private ones end where endpoints stand below them."""
    inside = [row for role, row in upper.row.items() if upper.column[role] in VPC_PLACES]
    if not inside:
        return []
    subnets = [at for at, name in enumerate(names) if name in VPC_PLACES]
    blocks = [Block("vpc", "vpc", subnets[0], subnets[-1], min(inside), max(inside))]
    if zones > 1:
        blocks.append(replace(blocks[0], id="zones", kind="zone"))
    for at in subnets:
        ends = [row - 1 for row in upper.rows_of("endpoints")] if names[at] == "private" else []
        if upper.rows_of(names[at]):
            blocks.append(Block(names[at], _subnet(names[at]), at, at, min(inside), min([max(inside), *ends])))
    return blocks


def _lane(name: str, column: int, rows: list[int]) -> Block:
    return Block(name, "lane", column, column, min(rows), max(rows))


def _subnet(name: str) -> FrameKind:
    return "public" if name == "public" else "data" if name == "data" else "private"
