"""Places labels and step numbers on their lines, away from cards, titles, other lines and each other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import Final

from app.diagram import text
from app.diagram.picture import Point, Rect
from app.diagram.route import Bundle

SIZE: Final = 11
LINE_HEIGHT: Final = 14
WIDEST: Final = 92
BADGE: Final = 9
BADGE_AT: Final = 15
BADGE_SHIFT: Final = 11
BESIDE_BADGE: Final = 14
HEAD: Final = 9
SHIFTS: Final = (0.5, 0.3, 0.7, 0.15, 0.85)


@dataclass
class Wish:
    """The label and number of a line, and where they were put; lines of the same `bundle` may lie under them."""

    bundle: Bundle
    points: tuple[Point, ...]
    label: str
    number: int | None
    head: bool
    late: bool = False
    badge: Point | None = None
    lines: tuple[str, ...] = ()
    rect: Rect | None = None


@dataclass
class Board:
    """The room that is taken: `solid` by cards, titles and labels, `strokes` by lines of a bundle."""

    solid: list[Rect]
    strokes: list[tuple[Rect, Bundle]] = field(default_factory=list)

    def free(self, rect: Rect, bundle: Bundle) -> bool:
        """Whether nothing but lines of that bundle lies in a rectangle."""
        left, top, right, bottom = rect.x, rect.y, rect.x + rect.width, rect.y + rect.height
        for x, y, width, height in self.solid:
            if x < right and left < x + width and y < bottom and top < y + height:
                return False
        for (x, y, width, height), owner in self.strokes:
            if x < right and left < x + width and y < bottom and top < y + height and owner != bundle:
                return False
        return True


def size(label: str) -> tuple[tuple[str, ...], float, float]:
    """The lines of a label, its width and height."""
    lines = text.balanced(label, WIDEST, SIZE)
    return lines, max(text.width(line, SIZE) for line in lines) + 8, LINE_HEIGHT * len(lines) + 2.0


def settle(wishes: list[Wish], solid: list[Rect]) -> None:
    """Set `badge`, `lines` and `rect` of every wish: numbers first, then labels, those of the shortest lines first."""
    board = Board(list(solid))
    for wish in wishes:
        board.strokes += [(_stroke(a, b), wish.bundle) for a, b in pairwise(wish.points)]
    board.solid += [_head(wish.points) for wish in wishes if wish.head]
    for wish in wishes:
        _number(wish, board)
    for wish in sorted(wishes, key=lambda wish: sum(_length(a, b) for a, b in pairwise(wish.points))):
        if wish.label:
            _label(wish, board)


def _number(wish: Wish, board: Board) -> None:
    if wish.number is None:
        return
    wish.badge = _badge_place(wish, board)
    if wish.badge is not None:
        board.solid.append(_around(wish.badge, BADGE + 1))


def _label(wish: Wish, board: Board) -> None:
    lines, width, height = size(wish.label)
    for middle in _places(wish, width, height):
        rect = Rect(round(middle.x - width / 2, 1), round(middle.y - height / 2, 1), width, height)
        if board.free(rect, wish.bundle):
            wish.lines, wish.rect = lines, rect
            board.solid.append(rect.grown(1))
            return


def _places(wish: Wish, width: float, height: float) -> Iterator[Point]:
    """The middles that a label of that size may have: on level legs, on upright ones, then beside the line."""
    legs = [*pairwise(wish.points)][::-1]
    if not wish.late:
        legs.sort(key=lambda leg: -_length(*leg))
    level = [leg for leg in legs if leg[0].y == leg[1].y]
    upright = [leg for leg in legs if leg[0].y != leg[1].y]
    for ways, size in ((level, width), (upright, height)):
        for leg in ways:
            if _length(*leg) >= size + 6:
                yield from (_at(leg, shift) for shift in _shifts(_length(*leg), size))
    for leg, side in product(level, (-1, 1)):
        yield from (_at(leg, shift, 0, side * (height / 2 + 4)) for shift in SHIFTS)
    for away, leg, side in product((8, BESIDE_BADGE), upright, (1, -1)):
        yield from (_at(leg, shift, side * (width / 2 + away), 0) for shift in SHIFTS)


def _at(leg: tuple[Point, Point], part: float, right: float = 0.0, down: float = 0.0) -> Point:
    """The point at a part of a leg, moved aside."""
    a, b = leg
    return Point(a.x + (b.x - a.x) * part + right, a.y + (b.y - a.y) * part + down)


def _shifts(length: float, size: float) -> Iterator[float]:
    """Places along a leg at which a label of that size stays inside it, the middle first."""
    play = max(0.0, (length - size) / 2)
    for part in (0.0, -0.4, 0.4, -0.75, 0.75, -1.0, 1.0):
        yield 0.5 + part * play / length


def _badge_place(wish: Wish, board: Board) -> Point | None:
    """The first free point for the number along the line from its source; None when there is none."""
    distance = BADGE_AT
    while (place := _along(wish.points, distance)) is not None:
        if board.free(_around(place, BADGE), wish.bundle):
            return place
        distance += BADGE_SHIFT
    return None


def _along(points: tuple[Point, ...], distance: float) -> Point | None:
    for a, b in pairwise(points):
        length = _length(a, b)
        if distance <= length:
            part = distance / length
            return Point(round(a.x + (b.x - a.x) * part, 1), round(a.y + (b.y - a.y) * part, 1))
        distance -= length
    return None


def _head(points: tuple[Point, ...]) -> Rect:
    (ax, ay), (bx, by) = points[-2], points[-1]
    dx, dy = (ax > bx) - (ax < bx), (ay > by) - (ay < by)
    return _around(Point(bx + dx * HEAD / 2, by + dy * HEAD / 2), HEAD / 2 + 1)


def _around(point: Point, radius: float) -> Rect:
    return Rect(point.x - radius, point.y - radius, 2 * radius, 2 * radius)


def _stroke(a: Point, b: Point) -> Rect:
    return Rect(min(a.x, b.x) - 1, min(a.y, b.y) - 1, abs(a.x - b.x) + 2, abs(a.y - b.y) + 2)


def _length(a: Point, b: Point) -> float:
    return abs(a.x - b.x) + abs(a.y - b.y)
