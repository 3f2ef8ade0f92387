"""The view of open answers: how far the monthly cost moves over their other values, and what they decide."""

from dataclasses import dataclass
from decimal import Decimal

from app.domain.advice import Advice
from app.domain.model.briefs import Brief
from app.domain.reasoning.changes import single_changes
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.brief import query_pairs
from app.domain.rulebook import Rulebook
from app.domain.whatif.worth import Span, assumption_spans, number_spans
from app.web.deps import Pairs
from app.words.text import Text, joined
from app.words.units import between

MOST_SHOWN = 12
"""Most entries that stand open."""
MOST_NAMED = 4
"""Most decisions that one entry names; more fold away."""
THINNEST = 0.8
"""The thinnest bar that can still be seen, in hundredths of the scale."""


@dataclass(frozen=True)
class Bar:
    """A span on a scale from 0 to 100; `now` is the place of the present figure."""

    left: float
    width: float
    now: float


@dataclass(frozen=True)
class Worth:
    """One entry of the list: an input, its assumed value, what it changes, and the brief with which to answer it."""

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
        """Whether the decisions are too many to be named at once."""
        return len(self.decisions) > MOST_NAMED

    @property
    def joined(self) -> Text:
        """The decisions as one text."""
        return joined(self.decisions)


@dataclass(frozen=True)
class WorthView:
    """What the page of the assumptions shows: the first entries, further ones, how many change nothing."""

    first: list[Worth]
    further: list[Worth]
    idle: int
    monthly: Decimal
    pairs: Pairs


def worth_view(reasoner: Reasoner, advice: Advice) -> WorthView:
    """Every assumption of an advice by what it is worth, the largest swing first."""
    rulebook, brief = reasoner.rulebook, advice.brief
    now = advice.estimate.monthly.typical
    spans = assumption_spans(advice, single_changes(reasoner, brief))
    telling = sorted((span for span in spans if span.swing or span.decisions), key=lambda span: -span.swing)
    entries = _entries(rulebook, brief, telling, now)
    return WorthView(
        entries[:MOST_SHOWN],
        entries[MOST_SHOWN:],
        idle=len(spans) - len(telling),
        monthly=now,
        pairs=query_pairs(brief),
    )


def sharpening(advice: Advice) -> list[Worth]:
    """The numbers not yet asked for that move the cost most between their likely ends, the largest swing first."""
    spans = sorted(number_spans(advice), key=lambda span: -span.swing)
    telling = [span for span in spans if span.swing][:MOST_SHOWN]
    return _entries(advice.rulebook, advice.brief, telling, advice.estimate.monthly.typical)


def _entries(rulebook: Rulebook, brief: Brief, spans: list[Span], now: Decimal) -> list[Worth]:
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
    if not span.input.likely or not span.input.unit:
        return None
    return between(*span.input.likely, span.input.unit)


def bar(least: Decimal, most: Decimal, scale: tuple[Decimal, Decimal], now: Decimal) -> Bar:
    """The bar of a span of costs; `scale` is the lowest cost and the length of the scale, `now` the present cost."""
    floor, length = scale

    def place(amount: Decimal) -> float:
        return round(float(100 * (amount - floor) / length), 2) if length else 0.0

    return Bar(
        min(place(least), 100 - THINNEST),
        max(THINNEST, round(place(most) - place(least), 2)),
        place(now),
    )
