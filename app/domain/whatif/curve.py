"""The curve of cost against size: the advice and its alternatives from small to large, and where the cheapest changes.

Every line is one set of decisions, built once; along it only load, counts and sizes change.
"""

from collections.abc import Iterator
from decimal import Decimal

from pydantic import ConfigDict, Field

from app.domain.advice import Advice
from app.domain.model.architecture import Number
from app.domain.model.growth import Contest, Count, SizeOf
from app.domain.pipeline.kernel import TYPICAL
from app.domain.report.documents import Document
from app.domain.rulebook import Rulebook
from app.domain.whatif.contests import NONE, ContestAlternative, alternatives_of, itself
from app.domain.whatif.crossings import BEYOND, Change, Race, sizes
from app.domain.whatif.scaling import Part, Workload
from app.words.text import Text

RECOMMENDED = "recommended"


class CurveAxis(Document):
    """The input along which the cost is told, from the smallest size to the largest, and what rises with it."""

    input: str
    label: Text
    unit: Text
    smallest: Number
    largest: Number
    rises: tuple[str, ...]
    assumption: Text


class CurvePoint(Document):
    """What a line costs in a typical month at a size: in all, and without the parts that every line shares."""

    x: Number
    typical: Number
    apart: Number


class CurveLine(Document):
    """One set of decisions from small to large; it has no point where a component outgrows its largest size.

    `decision` and `outcome` tell it from the other lines of its contest, `pins` lead there.
    """

    id: str
    decision: str
    outcome: str
    label: Text
    pins: dict[str, tuple[str, ...]]
    recommended: bool
    complete: bool
    points: tuple[CurvePoint, ...]


class Crossing(Document):
    """From the whole size `x` on the line `to` costs least instead of `from`, and what it costs a month there.

    Where no line goes on, `outgrown` names the services whose largest size no longer suffices.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)

    x: Number
    before: str | None = Field(alias="from")
    after: str | None = Field(alias="to")
    monthly: Number | None
    outgrown: tuple[str, ...]


class CheapestSpan(Document):
    """The line that costs least from one size to another, both included; None where no line can carry the size."""

    from_x: Number
    to_x: Number
    line: str | None


class CountSpan(Document):
    """From one value of a setting to another, both included, this outcome costs least at the own size."""

    first: int
    last: int
    decision: str
    outcome: str
    label: Text


class CountNote(Document):
    """A contest at the own size by the value of a setting (`now`: its own), at one outcome of another decision."""

    setting: str
    label: Text
    now: str
    decision: str
    outcome: str
    at: Text
    own: bool
    cheapest: tuple[CountSpan, ...]


class ContestNote(Document):
    """The lines that compete for one job, where the cheapest changes, and which one costs least where."""

    id: str
    title: Text
    lines: tuple[CurveLine, ...]
    crossings: tuple[Crossing, ...]
    cheapest: tuple[CheapestSpan, ...]
    counts: tuple[CountNote, ...] = ()


class Curve(Document):
    """The cost of a brief and of what competes with it, against the size of the workload; money in USD a month."""

    axis: CurveAxis
    own: Number
    contests: tuple[ContestNote, ...]


def cost_curve(advice: Advice) -> Curve:
    """Tell the cost of an advice, and of every alternative that competes with it, over five decades of size."""
    rulebook = advice.rulebook
    size = _size_of(rulebook, advice)
    workload = Workload(rulebook, advice.brief, advice.usage, size.input)
    item = rulebook.inputs[size.input]
    at = sizes(max(Decimal(1), item.likely[0] if item.likely else Decimal(1)), workload.own)
    contests = [_ContestLines(workload, advice, contest).note(at) for contest in rulebook.growth.contests]
    return Curve(
        axis=CurveAxis(
            input=size.input,
            label=size.label,
            unit=item.unit or size.label,
            smallest=Decimal(at[0]),
            largest=Decimal(at[-1]),
            rises=tuple([name for name in rulebook.growth.rises if name != size.input]),
            assumption=rulebook.growth.assumption,
        ),
        own=workload.own,
        contests=tuple([note for note in contests if note is not None]),
    )


def _size_of(rulebook: Rulebook, advice: Advice) -> SizeOf:
    """The first size that fits the parts of the workload and is at least 1; the first of all when none does."""
    there, numbers = advice.facts["parts"], advice.usage.scopes[TYPICAL]
    parts = there if isinstance(there, frozenset) else frozenset({str(there)})
    fitting = [size for size in rulebook.growth.sizes if not parts.isdisjoint(size.parts)]
    known = (size for size in fitting if numbers[size.input] >= 1)
    return next(known, (fitting or rulebook.growth.sizes)[0])


class _ContestLines:
    """The lines of one contest: the advice first, then every alternative whose parts differ from all before."""

    def __init__(self, workload: Workload, advice: Advice, contest: Contest) -> None:
        self._workload = workload
        self._advice = advice
        self._contest = contest
        self._lines: dict[frozenset[Part], ContestAlternative] = {}
        for found in (itself(advice, contest), *alternatives_of(advice, contest)):
            self._lines.setdefault(workload.parts(found.built), found)
        self._shared = frozenset.intersection(*self._lines)
        self._racing = [parts for parts in self._lines if self._fair(parts)]

    def note(self, at: tuple[int, ...]) -> ContestNote | None:
        """The contest as a document, told at these sizes, the own one and every crossing; None for the advice alone."""
        if len(self._lines) == 1 or not self._racing:
            return None
        race = Race(self._racing, self._workload.price)
        changes = race.changes(at)
        own = [self._workload.own] if self._workload.own >= 1 else []
        told = sorted({*map(Decimal, at), *(Decimal(change.x) for change in changes), *own})
        return ContestNote(
            id=self._contest.id,
            title=self._contest.title,
            lines=tuple([self._line(parts, found, told) for parts, found in self._lines.items()]),
            crossings=tuple([self._crossing(change) for change in changes]),
            cheapest=self._spans(race, changes, at),
            counts=tuple(_counts(self._workload, self._advice, self._contest)),
        )

    def by_count(self, count: Count) -> tuple[CountSpan, ...]:
        """Which line costs least at the own size for every value of a setting."""
        workload = self._workload

        def price(part: Part, value: int) -> Decimal:
            return workload.price(part.with_setting(count.setting, str(value)), workload.own)

        if not self._racing:
            return ()
        race = Race(self._racing, price)
        changes = race.changes(range(1, count.most + 1))
        starts = [1, *(change.x for change in changes)]
        lines = [race.cheapest(start) for start in starts]
        ends = [*(start - 1 for start in starts[1:]), count.most]
        return tuple(
            [
                CountSpan(first=first, last=last, decision=found.decision, outcome=found.outcome, label=found.label)
                for first, last, line in zip(starts, ends, lines, strict=True)
                if line is not None
                for found in (self._lines[self._racing[line]],)
            ]
        )

    def _fair(self, parts: frozenset[Part]) -> bool:
        """Whether every price that this line does not share with all others is known."""
        return all(self._workload.month(part, self._workload.own).complete for part in parts - self._shared)

    def _line(self, parts: frozenset[Part], found: ContestAlternative, told: list[Decimal]) -> CurveLine:
        pins = {**self._advice.brief.pins, **{name: (outcome,) for name, outcome in found.pins.items()}}
        return CurveLine(
            id=_name(found),
            decision=found.decision,
            outcome=found.outcome,
            label=found.label,
            pins=pins,
            recommended=not found.pins,
            complete=all(self._workload.month(part, self._workload.own).complete for part in parts),
            points=tuple([point for x in told if (point := self._point(parts, x))]),
        )

    def _point(self, parts: frozenset[Part], x: Decimal) -> CurvePoint | None:
        apart, shared = (self._cost(some, x) for some in (parts - self._shared, self._shared))
        return CurvePoint(x=x, typical=apart + shared, apart=apart) if apart + shared != BEYOND else None

    def _cost(self, parts: frozenset[Part], x: Decimal) -> Decimal:
        return sum((self._workload.price(part, x) for part in parts), Decimal(0))

    def _crossing(self, change: Change) -> Crossing:
        x, after = Decimal(change.x), change.after
        beyond = {part for parts in self._racing for part in parts if self._workload.price(part, x) == BEYOND}
        return Crossing(
            x=x,
            before=self._named(change.before),
            after=self._named(after),
            monthly=None if after is None else self._cost(self._racing[after], x),
            outgrown=tuple(sorted({part.type.service for part in beyond})) if after is None else (),
        )

    def _spans(self, race: Race[Part], changes: list[Change], at: tuple[int, ...]) -> tuple[CheapestSpan, ...]:
        starts = [(at[0], race.cheapest(at[0])), *((change.x, change.after) for change in changes)]
        ends = [*(change.x - 1 for change in changes), at[-1]]
        return tuple(
            [
                CheapestSpan(from_x=Decimal(start), to_x=Decimal(end), line=self._named(line))
                for (start, line), end in zip(starts, ends, strict=True)
            ]
        )

    def _named(self, line: int | None) -> str | None:
        return None if line is None else _name(self._lines[self._racing[line]])


def _counts(workload: Workload, advice: Advice, contest: Contest) -> Iterator[CountNote]:
    """The contest by the value of a setting, at every outcome of another decision under which the advice would work."""
    count = contest.count
    if count is None or advice.choices[count.each].value == NONE:
        return
    own = advice.choices[count.each].outcomes
    for outcome in advice.choices[count.each].decision.outcomes:
        there = advice.with_pins(advice.brief.with_pins({count.each: (outcome,)})) if (outcome,) != own else advice
        if outcome == NONE or set(advice.stopped(there)) - {guardrail.id for guardrail in advice.speaking}:
            continue
        yield CountNote(
            setting=count.setting,
            label=count.label,
            now=advice.architecture.settings[count.setting],
            decision=count.each,
            outcome=outcome,
            at=there.choices[count.each].label,
            own=there is advice,
            cheapest=_ContestLines(workload, there, contest).by_count(count),
        )


def _name(found: ContestAlternative) -> str:
    return ",".join(f"{name}={outcome}" for name, outcome in found.pins.items()) or RECOMMENDED
