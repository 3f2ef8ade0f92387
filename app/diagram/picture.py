"""The picture as plain numbers: cards, frames and lines with their places in pixels; any drawer can work from it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from app.domain.model.architecture import Kind
from app.domain.report.diff import Mark

FrameKind: TypeAlias = Literal["cloud", "region", "vpc", "zone", "public", "private", "data", "lane", "account"]


class Point(NamedTuple):
    """A place in pixels."""

    x: float
    y: float


class Rect(NamedTuple):
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its bottom side."""
        return self.y + self.height

    def overlaps(self, other: "Rect") -> bool:
        """Whether the two share more than a border."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def grown(self, by: float) -> "Rect":
        """The rectangle with a margin on every side."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True)
class Pill:
    """A small rounded mark on a card: its cost, its zones or how many of it there are."""

    kind: Literal["cost", "zones", "count"]
    text: str
    rect: Rect


@dataclass(frozen=True)
class Card:
    """One component: `name` and `role` are broken into lines; `small` is the flat form of the account strip.

    `mark` tells how it differs from another architecture, here and on frames and lines.
    """

    id: str
    icon: str
    title: str
    name: tuple[str, ...]
    role: tuple[str, ...]
    pills: tuple[Pill, ...]
    rect: Rect
    small: bool = False
    mark: Mark | None = None


@dataclass(frozen=True)
class Frame:
    """A group around cards; `plate` is the place of its title, icon included."""

    id: str
    kind: FrameKind
    title: str
    icon: str
    rect: Rect
    plate: Rect
    mark: Mark | None = None


@dataclass(frozen=True)
class Line:
    """Connections as one orthogonal polyline; one that joins a trunk ends there, without a head.

    `source` and `target` are the cards of the first of them, and `at` is its index in the architecture; a line that
    stands for several starts or ends at the frame that its cards have in common.
    """

    source: str
    target: str
    kind: Kind
    title: str
    points: tuple[Point, ...]
    head: bool
    number: int | None = None
    badge: Point | None = None
    label: tuple[str, ...] = ()
    label_rect: Rect | None = None
    at: int = 0
    mark: Mark | None = None
    starts: str = ""
    ends: str = ""
    stands_for: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn, in pixels; a legend entry is a kind of line, or a mark, with its word and its x."""

    width: float
    height: float
    title: str
    subtitle: str
    description: str
    frames: tuple[Frame, ...]
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    legend: tuple[tuple[Kind, str, float], ...]
    marks: tuple[tuple[Mark, str, float], ...] = ()
