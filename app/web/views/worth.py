"""What answers still open are worth: how far the monthly cost moves over their other values, what they decide."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.domain.advice import Advice, run
from app.domain.brief import query_pairs
from app.domain.inputs import Answer, Brief, Input
from app.domain.reasoning.changes import single_changes
from app.domain.reasoning.proofs import READ_BY_THE_PROGRAM
from app.domain.reasoning.reasoner import Reasoner
from app.domain.rulebook import Rulebook
from app.domain.texts import Text, joined
from app.web.deps import Pairs

MOST_SHOWN = 12
"""Most lines that stand open."""
MOST_IN_LINE = 4
"""Most decisions that are named in one line."""
THINNEST = 0.8
"""The thinnest bar that can still be seen, in hundredths of the scale."""


@dataclass(frozen=True)
class Bar:
    """A span on a scale from 0 to 100, and where the figure of today stands on it."""

    left: float
    width: float
    now: float


@dataclass(frozen=True)
class Span:
    """The lowest and highest typical cost of a month in USD over some values of one input."""

    input: Input
    tried: tuple[Answer, ...]
    decisions: tuple[str, ...]
    least: Decimal
    most: Decimal

    @property
    def swing(self) -> Decimal:
        """By how much the cost moves."""
        return self.most - self.least


@dataclass(frozen=True)
class Worth:
    """One line of the list: an input, its assumed value, what hangs on it, how far the cost moves, how to answer it."""

    change: Pairs
    question: Text
    assumed: Text
    tried: Text | None
    decisions: list[Text]
    least: Decimal
    most: Decimal
    bar: Bar

    @property
    def many(self) -> bool:
        """Whether the decisions are too many for one line."""
        return len(self.decisions) > MOST_IN_LINE

    @property
    def joined(self) -> Text:
        """The decisions as one text."""
        return joined(self.decisions)


@dataclass(frozen=True)
class WorthView:
    """What the page of the assumptions shows: first lines, further ones, how many change nothing."""

    first: list[Worth]
    further: list[Worth]
    idle: int
    monthly: Decimal
    pairs: Pairs


def worth_view(reasoner: Reasoner, brief: Brief) -> WorthView:
    """Every assumption of a brief by what it is worth, the largest swing first."""
    rulebook = reasoner.rulebook
    advice = run(rulebook, brief)
    now = advice.estimate.monthly.typical
    spans = assumption_spans(reasoner, advice)
    telling = sorted((span for span in spans if span.swing or span.decisions), key=lambda span: -span.swing)
    lines = _lines(rulebook, brief, telling, now)
    return WorthView(
        lines[:MOST_SHOWN], lines[MOST_SHOWN:], idle=len(spans) - len(telling), monthly=now, pairs=query_pairs(brief)
    )


def sharpening(rulebook: Rulebook, brief: Brief) -> list[Worth]:
    """The numbers not yet asked for that move the cost most between their likely ends, the largest swing first."""
    advice = run(rulebook, brief)
    counted = _counted(rulebook)
    numbers = [
        item
        for name, item in rulebook.inputs.items()
        if item.likely and name in counted and name not in brief.answers and name not in brief.unsure
    ]
    spans = sorted((_span(rulebook, advice, item, item.likely or ()) for item in numbers), key=lambda span: -span.swing)
    telling = [span for span in spans if span.swing][:MOST_SHOWN]
    return _lines(rulebook, brief, telling, advice.estimate.monthly.typical)


def assumption_spans(reasoner: Reasoner, advice: Advice) -> list[Span]:
    """For every input without an answer, what it can decide and the span of the cost over its other values."""
    rulebook, brief = reasoner.rulebook, advice.brief
    counted = _counted(rulebook)
    moved: dict[str, dict[Answer, tuple[str, ...]]] = {name: {} for name in rulebook.inputs}
    for change in single_changes(reasoner, brief):
        moved[change.input][change.value] = tuple(change.outcomes)
    spans = []
    for item in rulebook.inputs.values():
        if item.id in brief.answers:
            continue
        found = moved[item.id]
        # Same outcomes, same usage, same prices: a value that no formula reads and that flips nothing costs the same.
        values = [value for value in other_values(item) if item.likely or item.id in counted or value in found]
        decisions = tuple(dict.fromkeys(name for names in found.values() for name in names))
        spans.append(_span(rulebook, advice, item, values, decisions))
    return spans


def other_values(item: Input) -> Iterator[Answer]:
    """The values to hold against the usual one; of a number its likely ends, of a set those one member away."""
    usual = item.usual_value()
    if item.likely:
        yield from item.likely
    elif isinstance(usual, frozenset):
        yield from (usual ^ {member} for member in item.value_ids)
    else:
        yield from (value for value in item.value_ids if value != usual)


def _span(
    rulebook: Rulebook, advice: Advice, item: Input, values: Iterable[Answer], decisions: tuple[str, ...] = ()
) -> Span:
    tried = tuple(values)
    others = [run(rulebook, advice.brief.with_answers({item.id: value})) for value in tried]
    costs = [found.estimate.monthly.typical for found in (advice, *others)]
    return Span(item, tried, decisions, min(costs), max(costs))


def _counted(rulebook: Rulebook) -> frozenset[str]:
    """The inputs that the bill itself reads, in a formula or as its region."""
    return frozenset(name.partition(".")[0] for name in rulebook.formula_names) | READ_BY_THE_PROGRAM


def _lines(rulebook: Rulebook, brief: Brief, spans: list[Span], now: Decimal) -> list[Worth]:
    question_of = {name: question.id for question in rulebook.questions for name in question.inputs}
    pairs = query_pairs(brief)
    floor = min((span.least for span in spans), default=now)
    scale = max((span.most for span in spans), default=now) - floor
    return [
        Worth(
            change=[*pairs, ("at", question_of[span.input.id])],
            question=span.input.question,
            assumed=span.input.words(span.input.usual_value()),
            tried=_ends(span),
            decisions=[rulebook.decisions[name].title for name in span.decisions],
            least=span.least,
            most=span.most,
            bar=bar(span.least, span.most, (floor, scale), now),
        )
        for span in spans
    ]


def _ends(span: Span) -> Text | None:
    """The likely ends of a number in words; None for what is chosen."""
    if not span.input.likely:
        return None
    low, high = (span.input.words(end) for end in span.input.likely)
    return Text(en=f"{low.en} – {high.en}", ko=f"{low.ko} ~ {high.ko}")


def bar(least: Decimal, most: Decimal, scale: tuple[Decimal, Decimal], now: Decimal) -> Bar:
    """A span of costs on a scale, given by where it begins and how long it is; `now` is marked."""
    floor, length = scale

    def place(amount: Decimal) -> float:
        return round(float(100 * (amount - floor) / length), 2) if length else 0.0

    return Bar(
        min(place(least), 100 - THINNEST),
        max(THINNEST, round(place(most) - place(least), 2)),
        place(now),
    )
