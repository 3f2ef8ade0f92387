"""The curve of cost against workload size: the advice and its alternatives, and where the cheapest one changes.

Each curve is one set of decisions; along it only usage, load, sizes and counts change. Costs are USD a typical month.
"""

from collections.abc import Iterator
from decimal import Decimal

from pydantic import ConfigDict, Field

from app.domain.advice import Advice
from app.domain.model.architecture import Number
from app.domain.pipeline.growth import Contest, Count, SizeOf
from app.domain.pipeline.kernel import TYPICAL
from app.domain.report.documents import Document
from app.domain.rulebook import Rulebook
from app.domain.whatif.contests import ContestAlternative, alternatives_of, itself
from app.domain.whatif.crossings import BEYOND, Crossover, Envelope, sizes
from app.domain.whatif.options import ABSENT
from app.domain.whatif.scaling import ScaledComponent, Workload
from app.words.text import Text

RECOMMENDED = "recommended"


class CurveAxis(Document):
    """The number input that is the x axis, its range, and the inputs that grow with it."""

    input: str
    label: Text
    unit: Text
    smallest: Number
    largest: Number
    rises: tuple[str, ...]
    assumption: Text


class CurvePoint(Document):
    """The cost of a curve at a size: of all parts (`typical`), and without those that all curves share (`apart`)."""

    x: Number
    typical: Number
    apart: Number


class CurveLine(Document):
    """The curve of one alternative of a contest; it has no point where a component outgrows its largest size.

    `decision` and `outcome` distinguish it from the others; `pins` lead to it; `complete`: all prices are known.
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
    """From the whole size `x` on, the curve `to` is the cheapest instead of `from`; `monthly` is its cost there.

    If no curve reaches that size, `outgrown` names the services whose largest size is too small.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)

    x: Number
    before: str | None = Field(alias="from")
    after: str | None = Field(alias="to")
    monthly: Number | None
    outgrown: tuple[str, ...]


class CheapestSpan(Document):
    """The cheapest curve between two sizes, both included; None if no curve reaches them."""

    from_x: Number
    to_x: Number
    line: str | None


class CountSpan(Document):
    """The cheapest outcome at the own size between two values of a setting, both included."""

    first: int
    last: int
    decision: str
    outcome: str
    label: Text


class CountNote(Document):
    """A contest at the own size by the value of a setting (`now`: the present one), for one outcome of a decision."""

    setting: str
    label: Text
    now: str
    decision: str
    outcome: str
    at: Text
    own: bool
    cheapest: tuple[CountSpan, ...]


class ContestNote(Document):
    """The curves of one contest, where the cheapest changes, and which one is the cheapest in between."""

    id: str
    title: Text
    lines: tuple[CurveLine, ...]
    crossings: tuple[Crossing, ...]
    cheapest: tuple[CheapestSpan, ...]
    counts: tuple[CountNote, ...] = ()


class Curve(Document):
    """The cost of a brief and its alternatives against the size of the workload, contest by contest."""

    axis: CurveAxis
    own: Number
    contests: tuple[ContestNote, ...]


def cost_curve(advice: Advice) -> Curve:
    """Calculate the cost of an advice and the alternatives of every contest over at least five decades of size."""
    rulebook = advice.rulebook
    size = _size_of(rulebook, advice)
    workload = Workload(rulebook, advice.brief, advice.usage, size.input)
    item = rulebook.inputs[size.input]
    at = sizes(max(Decimal(1), item.likely[0] if item.likely else Decimal(1)), workload.own)
    contests = [_ContestCurves(workload, advice, contest).note(at) for contest in rulebook.growth.contests]
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
    """The first axis that fits the parts of the workload and is at least 1; else the first that fits, or the first."""
    there, numbers = advice.facts["parts"], advice.usage.scopes[TYPICAL]
    parts = there if isinstance(there, frozenset) else frozenset({str(there)})
    fitting = [size for size in rulebook.growth.sizes if not parts.isdisjoint(size.parts)]
    known = (size for size in fitting if numbers[size.input] >= 1)
    return next(known, (fitting or rulebook.growth.sizes)[0])


class _ContestCurves:
    """The curves of one contest: the advice first, then every alternative whose parts differ from all before."""

    def __init__(self, workload: Workload, advice: Advice, contest: Contest) -> None:
        self._workload = workload
        self._advice = advice
        self._contest = contest
        self._curves: dict[frozenset[ScaledComponent], ContestAlternative] = {}
        for found in (itself(advice, contest), *alternatives_of(advice, contest)):
            self._curves.setdefault(workload.parts(found.built), found)
        self._shared = frozenset.intersection(*self._curves)
        self._complete = [parts for parts in self._curves if self._has_all_prices(parts)]

    def note(self, at: tuple[int, ...]) -> ContestNote | None:
        """The contest as a document, with points at these sizes, the own size and every crossing.

        None if there is no alternative, or if no curve has all prices known.
        """
        if len(self._curves) == 1 or not self._complete:
            return None
        envelope = Envelope(self._complete, self._workload.price)
        crossovers = envelope.crossovers(at)
        own = [self._workload.own] if self._workload.own >= 1 else []
        told = sorted({*map(Decimal, at), *(Decimal(item.x) for item in crossovers), *own})
        return ContestNote(
            id=self._contest.id,
            title=self._contest.title,
            lines=tuple([self._curve(parts, found, told) for parts, found in self._curves.items()]),
            crossings=tuple([self._crossing(item) for item in crossovers]),
            cheapest=self._spans(envelope, crossovers, at),
            counts=tuple(_counts(self._workload, self._advice, self._contest)),
        )

    def by_count(self, count: Count) -> tuple[CountSpan, ...]:
        """The cheapest alternative at the own size for every value of a setting."""
        workload = self._workload

        def price(part: ScaledComponent, value: int) -> Decimal:
            return workload.price(part.with_setting(count.setting, str(value)), workload.own)

        if not self._complete:
            return ()
        envelope = Envelope(self._complete, price)
        crossovers = envelope.crossovers(range(1, count.most + 1))
        starts = [1, *(item.x for item in crossovers)]
        cheapest = [envelope.cheapest(start) for start in starts]
        ends = [*(start - 1 for start in starts[1:]), count.most]
        return tuple(
            [
                CountSpan(first=first, last=last, decision=found.decision, outcome=found.outcome, label=found.label)
                for first, last, curve in zip(starts, ends, cheapest, strict=True)
                if curve is not None
                for found in (self._curves[self._complete[curve]],)
            ]
        )

    def _has_all_prices(self, parts: frozenset[ScaledComponent]) -> bool:
        """Whether every price is known of the parts that this curve does not share with all others."""
        return all(self._workload.month(part, self._workload.own).complete for part in parts - self._shared)

    def _curve(self, parts: frozenset[ScaledComponent], found: ContestAlternative, told: list[Decimal]) -> CurveLine:
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

    def _point(self, parts: frozenset[ScaledComponent], x: Decimal) -> CurvePoint | None:
        apart, shared = (self._cost(some, x) for some in (parts - self._shared, self._shared))
        return CurvePoint(x=x, typical=apart + shared, apart=apart) if apart + shared != BEYOND else None

    def _cost(self, parts: frozenset[ScaledComponent], x: Decimal) -> Decimal:
        return sum((self._workload.price(part, x) for part in parts), Decimal(0))

    def _crossing(self, crossover: Crossover) -> Crossing:
        x, after = Decimal(crossover.x), crossover.after
        beyond = {part for parts in self._complete for part in parts if self._workload.price(part, x) == BEYOND}
        return Crossing(
            x=x,
            before=self._named(crossover.before),
            after=self._named(after),
            monthly=None if after is None else self._cost(self._complete[after], x),
            outgrown=tuple(sorted({part.type.service for part in beyond})) if after is None else (),
        )

    def _spans(
        self, envelope: Envelope[ScaledComponent], crossovers: list[Crossover], at: tuple[int, ...]
    ) -> tuple[CheapestSpan, ...]:
        starts = [(at[0], envelope.cheapest(at[0])), *((item.x, item.after) for item in crossovers)]
        ends = [*(item.x - 1 for item in crossovers), at[-1]]
        return tuple(
            [
                CheapestSpan(from_x=Decimal(start), to_x=Decimal(end), line=self._named(curve))
                for (start, curve), end in zip(starts, ends, strict=True)
            ]
        )

    def _named(self, curve: int | None) -> str | None:
        return None if curve is None else _name(self._curves[self._complete[curve]])


def _counts(workload: Workload, advice: Advice, contest: Contest) -> Iterator[CountNote]:
    """The contest by the value of a setting, for every outcome of the decision `each` under which the advice works."""
    count = contest.count
    if count is None or advice.choices[count.each].value == ABSENT:
        return
    own = advice.choices[count.each].outcomes
    for outcome in advice.choices[count.each].decision.outcomes:
        there = advice.with_pins(advice.brief.with_pins({count.each: (outcome,)})) if (outcome,) != own else advice
        if outcome == ABSENT or set(advice.stopped(there)) - {guardrail.id for guardrail in advice.speaking}:
            continue
        yield CountNote(
            setting=count.setting,
            label=count.label,
            now=advice.architecture.settings[count.setting],
            decision=count.each,
            outcome=outcome,
            at=there.choices[count.each].label,
            own=there is advice,
            cheapest=_ContestCurves(workload, there, contest).by_count(count),
        )


def _name(found: ContestAlternative) -> str:
    return ",".join(f"{name}={outcome}" for name, outcome in found.pins.items()) or RECOMMENDED
