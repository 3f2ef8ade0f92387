"""From cells to pixels: how wide columns are, how high rows are, and how much room each gap between them needs."""

from dataclasses import dataclass, field
from typing import Final

from app.diagram.cards import SMALL_SIZE, Shape
from app.diagram.gather import CREWED
from app.diagram.picture import Rect
from app.diagram.place import Block, Grid
from app.diagram.tracks import Axis, Gap, Track, Tracks

PAD: Final = 18
OUTSIDE: Final = 26
TITLE: Final = 36
BASE: Final = 18
COLUMN_GAP: Final = 84
ROW_GAP: Final = 30
ACCOUNT_ROOM: Final = SMALL_SIZE[0] + 2 * PAD
BESIDE: Final = 14.0
"""Room beside the titles of the zones for lines that run down the first column of the VPC."""
FRAME_GAP: Final = 14.0
LINE_PITCH: Final = 12
ROW_PITCH: Final = 18
EDGE: Final = 12
NARROWEST: Final = 1.2
WIDEST: Final = 2.4
FULL_FRAMES: Final = {"cloud", "region"}
SUBNET: Final = 4
DEPTHS: Final = {"cloud": 0, "region": 1, "vpc": 2, "zone": 3, "public": SUBNET, "private": SUBNET, "data": SUBNET}


@dataclass
class Needs:
    """Room in pixels that labels need between two columns or two rows, by gap number.

    In a leaning gap the tracks keep to the left, so that labels find room at their right.
    """

    columns: dict[int, float] = field(default_factory=dict)
    rows: dict[int, float] = field(default_factory=dict)
    leaning: set[int] = field(default_factory=set)


@dataclass
class Gauge:
    """One direction of the grid: the thickness of each cell, and before each cell: frames, free room, frames."""

    cells: list[float]
    ended: list[float]
    free: list[float]
    begun: list[float]

    def starts(self) -> list[float]:
        """Where each cell begins, from 0."""
        result, at = [], 0.0
        for index, cell in enumerate(self.cells):
            at += self.ended[index] + self.free[index] + self.begun[index]
            result.append(at)
            at += cell
        return result

    def total(self) -> float:
        """The length of everything."""
        return sum(self.cells) + sum(self.ended) + sum(self.free) + sum(self.begun)


class Space:
    """The measures of a grid: gives the rectangles of cards and frames and the coordinates of tracks."""

    def __init__(self, grid: Grid, shapes: dict[str, Shape], titles: dict[str, float], needs: Needs) -> None:
        self.grid = grid
        self._titles = titles
        self._leaning = needs.leaning
        self._levels = _levels(grid)
        self._across = self._columns(shapes, needs)
        self._down = self._rows(shapes, needs)
        self._origin = (0.0, 0.0)
        self._starts = (self._across.starts(), self._down.starts())

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self._across.total(), self._down.total()

    def make_room(self, tracks: Tracks) -> None:
        """Widen the gaps until their tracks fit."""
        self._widen(tracks, self._across, "v", LINE_PITCH)
        self._widen(tracks, self._down, "h", ROW_PITCH)

    @staticmethod
    def _widen(tracks: Tracks, gauge: Gauge, axis: Axis, pitch: float) -> None:
        for at in range(len(gauge.free)):
            count = tracks.widest((axis, 2 * at))
            if count:
                gauge.free[at] = max(gauge.free[at], (count - 1) * pitch + 2 * EDGE)

    def stretch(self, outside: tuple[float, float]) -> None:
        """Widen the gaps until the picture, with `outside` added, is NARROWEST to WIDEST times as wide as high."""
        width, height = self.size[0] + outside[0], self.size[1] + outside[1]
        if width > WIDEST * height:
            extra = width / WIDEST - height
            self._down.free = [free + extra / len(self._down.free) for free in self._down.free]
        elif width < NARROWEST * height:
            self._spread(NARROWEST * height - width)

    def _spread(self, extra: float) -> None:
        """Share out width: most of it between the columns, some at the rim and in the cards."""
        gauge = self._across
        share = extra / (2 * len(gauge.free) - 2 + len(gauge.cells) / 2)
        gauge.cells = [cell + share / 2 for cell in gauge.cells]
        rim = {0, len(gauge.free) - 1}
        gauge.free = [free + share * (1 if at in rim else 2) for at, free in enumerate(gauge.free)]

    def move(self, x: float, y: float) -> None:
        """Put the upper left corner at (x, y); to be called before rectangles are asked for."""
        self._origin = (x, y)
        self._starts = (self._across.starts(), self._down.starts())

    def card(self, role: str) -> Rect:
        """The place of a card: it fills its cell."""
        cell = self.grid.cells[role]
        return Rect(
            self._origin[0] + self._starts[0][cell.column],
            self._origin[1] + self._starts[1][cell.row],
            self._across.cells[cell.column],
            self._down.cells[cell.row],
        )

    def frame(self, block: Block) -> Rect:
        """The place of a frame: around its cells and the frames in them."""
        (xs, ys), levels = self._starts, self._levels
        if block.id in FULL_FRAMES:
            begin = self._free_end(0, block.left) - self._across.free[block.left]
            left = begin - PAD * levels[block.id, "left"]
            right = self._free_end(0, block.right + 1) + PAD * levels[block.id, "right"]
            depth = int(block.kind == "region")
            top, bottom = float(TITLE * depth), self._down.total() - BASE * depth
        else:
            left = xs[block.left] - PAD * levels[block.id, "left"]
            right = xs[block.right] + self._across.cells[block.right] + PAD * levels[block.id, "right"]
            top = ys[block.top] - TITLE * levels[block.id, "top"]
            bottom = ys[block.bottom] + self._down.cells[block.bottom] + BASE * levels[block.id, "bottom"]
        return Rect(self._origin[0] + left, self._origin[1] + top, right - left, bottom - top)

    def room(self, gap: Gap) -> tuple[float, float]:
        """From where to where tracks may run in a gap, or ports may stand on the cards of a column or row."""
        axis, line = gap
        way = 0 if axis == "v" else 1
        gauge, origin, index = (self._across, self._down)[way], self._origin[way], line // 2
        if line % 2:
            start = self._starts[way][index]
            return origin + start + EDGE, origin + start + gauge.cells[index] - EDGE
        end = self._free_end(way, index)
        return origin + end - gauge.free[index], origin + end

    def _free_end(self, way: int, index: int) -> float:
        gauge = (self._across, self._down)[way]
        end = self._starts[way][index] if index < len(gauge.cells) else gauge.total()
        return end - gauge.begun[index]

    def place_of(self, gap: Gap, track: Track) -> float:
        """The coordinate of a track in its gap."""
        low, high = self.room(gap)
        axis: Axis = gap[0]
        wanted = LINE_PITCH if axis == "v" and not gap[1] % 2 else ROW_PITCH
        pitch = min(wanted, (high - low) / max(1, track.of - 1)) if track.of > 1 else 0.0
        middle = (low + high) / 2
        if axis == "v" and gap[1] // 2 in self._leaning and not gap[1] % 2:
            middle = min(middle, low + EDGE + (track.of - 1) * pitch / 2)
        return round(middle + track.offset * pitch, 1)

    def _deepest(self, at: int, side: str) -> int:
        """How many frames lie one in another where a cell's side is; full frames are counted apart."""
        levels = [
            self._levels[block.id, side]
            for block in self.grid.blocks
            if getattr(block, side) == at and block.id not in FULL_FRAMES
        ]
        return max(levels, default=0)

    def _widths(self, shapes: dict[str, Shape]) -> list[float]:
        """How wide each column must be for its cards and for the titles of frames around it alone."""
        grid = self.grid
        cells = [128.0] * grid.columns
        for role, cell in grid.cells.items():
            cells[cell.column] = max(cells[cell.column], shapes[role].width)
        for block in grid.blocks:
            title, alone = self._titles[block.id], block.left == block.right
            needed = title + 40 if alone and block.id not in FULL_FRAMES else 0.0
            if block.kind == "zone":
                needed = title + BESIDE
            elif block.kind == "cloud" and alone and grid.account:
                needed = ACCOUNT_ROOM
            cells[block.left] = max(cells[block.left], needed)
        return cells

    def _columns(self, shapes: dict[str, Shape], needs: Needs) -> Gauge:
        grid, cells = self.grid, self._widths(shapes)
        count = grid.columns
        ended = [float(PAD * self._deepest(at - 1, "right")) for at in range(count + 1)]
        begun = [float(PAD * self._deepest(at, "left")) for at in range(count + 1)]
        for block in grid.blocks:
            if block.id in FULL_FRAMES:
                ended[block.left] += PAD + OUTSIDE * (block.left > 0 and not ended[block.left])
                follows = block.kind == "cloud" or any(other.left == block.right + 1 for other in grid.blocks)
                begun[block.right + 1] += PAD + OUTSIDE * (block.right + 1 < count and follows)
        free = [0.0] * (count + 1)
        for at in range(1, count):
            least = max(float(COLUMN_GAP), needs.columns.get(at, 0.0))
            free[at] = max(least - ended[at] - begun[at], 36.0)
        return Gauge(cells, ended, free, begun)

    def _rows(self, shapes: dict[str, Shape], needs: Needs) -> Gauge:
        grid = self.grid
        cells = [60.0] * grid.rows
        for role, cell in grid.cells.items():
            cells[cell.row] = max(cells[cell.row], shapes[role].height)
        count = grid.rows
        ended = [float(BASE * self._deepest(at - 1, "bottom")) for at in range(count + 1)]
        begun = [float(TITLE * self._deepest(at, "top")) for at in range(count + 1)]
        full = sum(block.id in FULL_FRAMES for block in grid.blocks)
        ended[0], begun[count] = float(TITLE * full), float(BASE * full)
        free = [0.0] * (count + 1)
        for at in range(1, count):
            least = max(float(ROW_GAP), needs.rows.get(at, 0.0))
            between = FRAME_GAP if ended[at] and begun[at] else 0.0
            free[at] = max(least - ended[at] - begun[at], between)
        free[0] = 0.0 if begun[0] else 14.0
        free[count] = 0.0 if ended[count] else 8.0
        return Gauge(cells, ended, free, begun)


def _levels(grid: Grid) -> dict[tuple[str, str], int]:
    """How many frames end at the same place from inside, the frame itself included, by frame and side."""
    levels: dict[tuple[str, str], int] = {}
    for block in reversed(grid.blocks):
        for side in ("left", "right", "top", "bottom"):
            level = [block]
            if _depth(block) == SUBNET and side in {"top", "bottom"}:  # subnets begin and end together
                level = [each for each in grid.blocks if _depth(each) == SUBNET]
            inner = [
                levels[other.id, side]
                for other in grid.blocks
                if (other.id, side) in levels
                and any(_inside(other, each) for each in level)
                and getattr(other, side) == getattr(block, side)
                and (other.id in FULL_FRAMES) == (block.id in FULL_FRAMES)
            ]
            levels[block.id, side] = 1 + max(inner, default=0)
    return levels


def _inside(block: Block, outer: Block) -> bool:
    return (
        _depth(outer) < _depth(block)
        and outer.left <= block.left
        and block.right <= outer.right
        and outer.top <= block.top
        and block.bottom <= outer.bottom
    )


def _depth(block: Block) -> int:
    return 6 if block.id in CREWED.values() else DEPTHS.get(block.kind, 5)
