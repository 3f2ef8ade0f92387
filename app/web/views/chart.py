"""The geometry of a chart of cost against size: both axes logarithmic, every line named at its end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import log10
from statistics import mean

from app.words.figures import compact
from app.words.text import Text

WIDTH, HEIGHT = 760, 350
LEFT, RIGHT, TOP, BOTTOM = 62, 528, 40, 302
LABEL_GAP = 18
SAMPLE = 26
"""The length of the sample of a line before its name, in pixels."""
SAMPLE_AT = RIGHT + 18
SHORT = 100
"""An axis whose end is at most so many times its start has marks between the powers of ten."""
LEAST_USD = Decimal("0.1")
"""Lower costs are drawn at the height of this one."""
CHARACTER = 6.4
"""The approximate width of a character in pixels; it only keeps marks inside the plot."""


@dataclass(frozen=True)
class Tick:
    """A grid line and its label."""

    at: float
    label: Text


@dataclass(frozen=True)
class Stroke:
    """One line of the chart: its corners, its end, the place of its name; `cut` if it ends before the largest size."""

    label: Text
    style: int
    points: str
    end: tuple[float, float]
    label_y: float
    cut: bool

    @property
    def leader(self) -> str:
        """The thin line from the end to the name."""
        x, y = self.end
        return f"{x:g},{y:g} {SAMPLE_AT - 4},{self.label_y:g}"


@dataclass(frozen=True)
class Mark:
    """A point of the plot with a few words."""

    x: float
    y: float
    label: Text
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Course:
    """The data of one line of the chart: its name, its style and its costs in USD by size."""

    label: Text
    style: int
    costs: Sequence[tuple[Decimal, Decimal]]


@dataclass(frozen=True)
class Chart:
    """Everything that a template draws."""

    strokes: list[Stroke]
    crossings: list[Mark]
    own: Mark | None
    across: list[Tick]
    up: list[Tick]
    width = WIDTH
    height = HEIGHT
    left = LEFT
    right = RIGHT
    top = TOP
    bottom = BOTTOM
    sample_at = SAMPLE_AT
    sample = SAMPLE


@dataclass(frozen=True)
class _Scale:
    """A logarithmic axis between two round values, spread over two ends of the picture."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def place(self, value: Decimal) -> float:
        share = log10(value / self.low) / log10(self.high / self.low)
        return round(self.start + min(1.0, max(0.0, share)) * (self.end - self.start), 1)

    def ticks(self) -> list[Decimal]:
        """Powers of ten, with 2 and 5 between them on a short axis."""
        powers = range(self.low.adjusted(), self.high.adjusted() + 1)
        digits = (1, 2, 5) if self.high / self.low <= SHORT else (1,)
        round_values = (Decimal(digit).scaleb(power) for power in powers for digit in digits)
        return [value for value in round_values if self.low <= value <= self.high]


def _around(least: Decimal, most: Decimal) -> tuple[Decimal, Decimal]:
    """The nearest of 1, 2, 5, 10, … at or below the least and above the most."""
    low = max(Decimal(digit) for digit in (1, 2, 5) if Decimal(digit).scaleb(least.adjusted()) <= least)
    high = min(Decimal(digit) for digit in (2, 5, 10) if Decimal(digit).scaleb(most.adjusted()) > most)
    return low.scaleb(least.adjusted()), high.scaleb(most.adjusted())


def chart(
    courses: Sequence[Course],
    ends: tuple[Decimal, Decimal],
    own: Decimal,
    crossings: Iterable[tuple[Decimal, Decimal, Text]],
) -> Chart:
    """The chart of some lines between two sizes, with the own size and the crossings (size, cost, words) marked."""
    costs = [max(cost, LEAST_USD) for course in courses for _, cost in course.costs]
    across = _Scale(*ends, LEFT, RIGHT)
    up = _Scale(*_around(min(costs), max(costs)), BOTTOM, TOP)
    marks = [_crossing(across, up, *crossing) for crossing in crossings]
    return Chart(
        strokes=_strokes(courses, across, up),
        crossings=_apart(marks),
        own=_own(across, own),
        across=[Tick(across.place(size), compact(size)) for size in across.ticks()],
        up=[Tick(up.place(usd), _usd(usd)) for usd in up.ticks()],
    )


def _strokes(courses: Sequence[Course], across: _Scale, up: _Scale) -> list[Stroke]:
    drawn = []
    for course in courses:
        corners = [(across.place(size), up.place(max(cost, LEAST_USD))) for size, cost in course.costs]
        drawn.append((course, corners))
    by_height = sorted(range(len(drawn)), key=lambda index: drawn[index][1][-1][1])
    heights = _spread([drawn[index][1][-1][1] for index in by_height])
    label_y = dict(zip(by_height, heights, strict=True))
    return [
        Stroke(
            label=course.label,
            style=course.style,
            points=" ".join(f"{x:g},{y:g}" for x, y in corners),
            end=corners[-1],
            label_y=label_y[index],
            cut=corners[-1][0] < RIGHT - 1,
        )
        for index, (course, corners) in enumerate(drawn)
    ]


def _spread(heights: Sequence[float]) -> list[float]:
    """Heights in ascending order, moved as little as possible so that labels neither overlap nor leave the picture."""
    blocks: list[list[float]] = []  # heights less their distance in the pile; what would overlap shares its middle
    for index, height in enumerate(heights):
        blocks.append([height - index * LABEL_GAP])
        while len(blocks) > 1 and mean(blocks[-2]) >= mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    middles = [mean(block) for block in blocks for _ in block]
    room = BOTTOM - (len(heights) - 1) * LABEL_GAP
    return [
        round(min(max(middle, TOP - LABEL_GAP), room) + index * LABEL_GAP, 1) for index, middle in enumerate(middles)
    ]


def _crossing(across: _Scale, up: _Scale, size: Decimal, cost: Decimal, label: Text) -> Mark:
    x, y = across.place(size), up.place(max(cost, LEAST_USD))
    half = max(len(label.en), len(label.ko)) * CHARACTER / 2
    return Mark(x, y, label, round(min(max(x, LEFT + half), RIGHT - half), 1), max(y - 14, TOP + 12))


def _apart(marks: list[Mark]) -> list[Mark]:
    """The marks; the words of one that would overlap the one before are put below its point."""
    placed: list[Mark] = marks[:1]
    for before, mark in pairwise(marks):
        width = max(len(mark.label.en), len(before.label.en)) * CHARACTER
        close = mark.label_x - before.label_x < width and abs(mark.label_y - placed[-1].label_y) < LABEL_GAP
        placed.append(Mark(mark.x, mark.y, mark.label, mark.label_x, mark.y + 24) if close else mark)
    return placed


def _own(across: _Scale, own: Decimal) -> Mark | None:
    if own < 1:
        return None
    words, x = compact(own), across.place(own)
    half = (len(words.en) + 6) * CHARACTER / 2
    return Mark(x, TOP, words, round(min(max(x, LEFT + half), RIGHT - half), 1), TOP - 10)


def _usd(usd: Decimal) -> Text:
    words = compact(usd) if usd >= 1 else Text(en=f"{usd:f}", ko=f"{usd:f}")
    return Text(en=f"${words.en}", ko=f"${words.ko}")
