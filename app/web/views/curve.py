"""The view of cost against size: for each contest a chart, its crossings in words, and a table."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from app.domain.advice import Advice
from app.domain.model.inputs import Input
from app.domain.report.brief import query_pairs
from app.domain.whatif.curve import ContestNote, Crossing, Curve, CurveLine, cost_curve
from app.web.deps import Pairs
from app.web.views.chart import Chart, Course, chart
from app.words.catalogue import service_name
from app.words.figures import compact
from app.words.text import Text, joined

MOST_DRAWN = 8
"""Most lines of one chart; the table has them all."""
ROW_DIGITS = (1, 3)
"""The leading digits of the sizes that have a row in the table."""


@dataclass(frozen=True)
class SizeRow:
    """One row of the table: a size, the cost of each line there (None: outgrown), the cheapest, own size, crossing."""

    x: Decimal
    costs: list[Decimal | None]
    cheapest: str | None
    own: bool
    crossing: bool


@dataclass(frozen=True)
class Turn:
    """A crossing in words: the size from which on another line is the cheapest, that line and its monthly cost."""

    size: Text
    after: Text | None
    monthly: Decimal | None
    outgrown: Text | None


@dataclass(frozen=True)
class ContestView:
    """One contest: its chart, its crossings, and the rows of its table."""

    note: ContestNote
    own: Decimal
    own_words: Text
    chart: Chart
    turns: list[Turn]

    @cached_property
    def first(self) -> Text | None:
        """The line that is the cheapest at the smallest size; with no crossing, at every size."""
        return _label(self.note, self.note.cheapest[0].line)

    @cached_property
    def here_id(self) -> str | None:
        """The id of the line that is the cheapest at the own size."""
        return _cheapest(self.note, self.own)

    @cached_property
    def here(self) -> Text | None:
        """The line that is the cheapest at the own size."""
        return _label(self.note, self.here_id)

    @cached_property
    def recommended(self) -> CurveLine:
        """The line of the advice itself."""
        return next(line for line in self.note.lines if line.recommended)

    @property
    def own_cost(self) -> Decimal | None:
        """What the advice costs at the own size."""
        return next((point.typical for point in self.recommended.points if point.x == self.own), None)

    @property
    def least(self) -> Decimal | None:
        """What the cheapest line costs at the own size."""
        lines = (line for line in self.note.lines if line.id == self.here_id)
        return next((point.typical for line in lines for point in line.points if point.x == self.own), None)

    @property
    def apart(self) -> Decimal | None:
        """What the advice costs at the own size without the parts that every line shares."""
        return next((point.apart for point in self.recommended.points if point.x == self.own), None)

    @cached_property
    def rows(self) -> list[SizeRow]:
        """The sizes of the table in order."""
        costs = [{point.x: point.typical for point in line.points} for line in self.note.lines]
        crossings = {crossing.x for crossing in self.note.crossings}
        told = sorted({x for by_size in costs for x in by_size} | crossings)
        kept = [x for x in told if x in crossings or x == self.own or _leading(x) in ROW_DIGITS]
        return [
            SizeRow(x, [by_size.get(x) for by_size in costs], _cheapest(self.note, x), x == self.own, x in crossings)
            for x in kept
        ]


@dataclass(frozen=True)
class CurveView:
    """What the page of the curve shows."""

    curve: Curve
    contests: list[ContestView]
    pairs: Pairs


def curve_view(advice: Advice) -> CurveView:
    """The curve of an advice, ready to be drawn."""
    curve = cost_curve(advice)
    contests = [_contest(curve, note, advice.rulebook.inputs[curve.axis.input]) for note in curve.contests]
    return CurveView(curve, contests, query_pairs(advice.brief))


def _contest(curve: Curve, note: ContestNote, axis: Input) -> ContestView:
    drawn = sorted(note.lines, key=lambda line: (not line.recommended, _at(line, curve.own)))[:MOST_DRAWN]
    courses = [
        Course(line.label, style, [(point.x, point.apart) for point in line.points])
        for style, line in enumerate(drawn)
        if line.points
    ]
    marks = [(x, cost, compact(x)) for x, cost in (_meeting(note, crossing) for crossing in note.crossings) if cost]
    picture = chart(courses, (curve.axis.smallest, curve.axis.largest), curve.own, marks)
    turns = [
        Turn(
            axis.words(found.x),
            _label(note, found.after),
            found.monthly,
            joined([service_name(name) for name in found.outgrown]) if found.outgrown else None,
        )
        for found in note.crossings
    ]
    return ContestView(note, curve.own, axis.words(curve.own), picture, turns)


def _meeting(note: ContestNote, crossing: Crossing) -> tuple[Decimal, Decimal | None]:
    line = next((line for line in note.lines if line.id == crossing.after), None)
    costs = {point.x: point.apart for point in line.points} if line else {}
    return crossing.x, costs.get(crossing.x)


def _label(note: ContestNote, name: str | None) -> Text | None:
    return next((line.label for line in note.lines if line.id == name), None)


def _cheapest(note: ContestNote, x: Decimal) -> str | None:
    return next((span.line for span in note.cheapest if span.from_x <= x <= span.to_x), None)


def _at(line: CurveLine, x: Decimal) -> Decimal:
    return next((point.typical for point in line.points if point.x >= x), Decimal("Infinity"))


def _leading(x: Decimal) -> Decimal:
    return x.scaleb(-x.adjusted())
