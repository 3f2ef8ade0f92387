"""Alternatives: other outcomes of decisions, each with the whole advice that follows from it, priced and compared."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from app.domain.advice import Advice
from app.domain.model.architecture import NOTHING, Amount
from app.domain.model.decisions import Choice
from app.domain.pipeline.account import ACCOUNT
from app.domain.pipeline.costs import Estimate, LineItem
from app.domain.report.documents import Standing
from app.domain.report.notes import line_item_note
from app.domain.report.report import Alternative, DecisionNote, WhyNot
from app.domain.whatif.options import ABSENT, cautions, compared, lacks_a_price, pinned, stops, suitable
from app.domain.whatif.standing import Weighed, standings
from app.words.catalogue import said
from app.words.figures import Usd
from app.words.text import Text

PERCENT = Decimal("0.1")


class _Other(NamedTuple):
    """Advice with another outcome of one decision, with a text, and discounts that no line item shows.

    `discount`: the certain saving of a commitment in USD a month. `at_most`: the most it may save in a typical month.
    `forgoes`: whether the advice has such a discount, which the alternative would lose.
    """

    decision: str
    advice: Advice
    text: Text
    discount: Amount = NOTHING
    at_most: Decimal | None = None
    forgoes: bool = False

    @property
    def differs_in_price(self) -> bool:
        """Whether it differs from the advice by a commitment, which no line item shows."""
        return self.at_most is not None or self.forgoes


def alternatives(advice: Advice, decisions: Iterable[DecisionNote]) -> tuple[Alternative, ...]:
    """The alternatives that the rulebook names, and for every pin the advice without it."""
    return tuple(_documents(advice, decisions, _distinct(_named(advice))))


def all_alternatives(advice: Advice, decisions: Iterable[DecisionNote]) -> tuple[tuple[Alternative, ...], Standing]:
    """All alternatives, compared with one another: (alternatives with their standing, standing of the advice).

    These are the ones of `alternatives` and every suitable outcome of the compared decisions that differs from them.
    """
    others = _distinct(_named(advice))
    known = {_shape(advice), *(_shape(other.advice) for other in others)}
    for other in _distinct(_others(advice), others):
        if other.differs_in_price or _shape(other.advice) not in known:
            known.add(_shape(other.advice))
            others.append(other)
    documents = [
        document.changed(stops=stops(advice, other.advice), cautions=cautions(advice, other.advice))
        for other, document in zip(others, _documents(advice, decisions, others), strict=True)
    ]
    weighed = [
        Weighed(other.advice, document.monthly.typical if _comparable(advice, other, document) else None)
        for other, document in zip(others, documents, strict=True)
    ]
    own, *rest = standings([Weighed(advice, advice.estimate.monthly.typical), *weighed])
    return tuple([document.changed(standing=item) for document, item in zip(documents, rest, strict=True)]), own


def _comparable(advice: Advice, other: _Other, document: Alternative) -> bool:
    """Whether an alternative takes part in the comparison: no additional warning, and no additional unknown price."""
    return not (document.stops or document.cautions or lacks_a_price(advice, other.advice))


def _shape(advice: Advice) -> tuple[object, ...]:
    """A key for the components and cost of an advice; equal keys look the same to a reader."""
    components = tuple(
        (item.id, item.type, item.size, item.count, item.zones) for item in advice.architecture.components
    )
    return components, advice.estimate.monthly


def _distinct(others: Iterator[_Other], before: list[_Other] | None = None) -> list[_Other]:
    """The first of `others` for each decision and its outcomes that `before` does not have."""
    seen = {(other.decision, other.advice.choices[other.decision].outcomes) for other in before or ()}
    found = []
    for other in others:
        key = (other.decision, other.advice.choices[other.decision].outcomes)
        if key not in seen:
            seen.add(key)
            found.append(other)
    return found


def _named(advice: Advice) -> Iterator[_Other]:
    """The advice without each pin, and the alternatives that decisions name."""
    for name, choice in advice.choices.items():
        if choice.pinned:
            other = advice.with_pins(advice.brief.without_pin(name))
            if other.choices[name].outcomes != choice.outcomes:
                yield _Other(name, other, _back_text(other.choices[name]))
        if ABSENT in choice.outcomes:
            continue
        for outcome, named in choice.decision.instead.items():
            if outcome not in choice.outcomes and _differs(advice, named.fixed):
                yield _Other(name, advice.with_pins(advice.brief.with_pins(named.fixed)), named.text)


def _others(advice: Advice) -> Iterator[_Other]:
    """Every suitable other outcome of the compared decisions."""
    for choice in compared(advice):
        name = choice.decision.id
        for outcome in suitable(advice, choice):
            other = pinned(advice, name, outcome)
            _, forgone = _discount(advice, advice, name, ", ".join(choice.outcomes))
            text = _pin_text(other.choices[name]) if forgone is None else _forgone_text(forgone)
            yield _Other(name, other, text, *_discount(advice, other, name, outcome), forgone is not None)


def _discount(advice: Advice, other: Advice, decision: str, outcome: str) -> tuple[Amount, Decimal | None]:
    """The certain discount of a commitment, and the most in a typical month (None without one), in USD a month."""
    lines = other.estimate.line_items
    shares = [
        saving.share
        for saving in advice.rulebook.savings
        if saving.share and saving.fixed == {decision: (outcome,)} and saving.applies(advice.facts)
    ]
    if not shares:
        return NOTHING, None
    at_most = sum((share.spans(lines)[1] for share in shares), Decimal(0))
    return sum((share.off(lines) for share in shares), NOTHING), at_most


def _differs(advice: Advice, pins: Mapping[str, tuple[str, ...]]) -> bool:
    return any(advice.choices[pin].outcomes != outcomes for pin, outcomes in pins.items())


def _back_text(choice: Choice) -> Text:
    return said("other.without_pin", outcome=choice.label)


def _pin_text(choice: Choice) -> Text:
    return said("other.pinned", outcome=choice.label)


def _forgone_text(at_most: Decimal) -> Text:
    return said("other.forgone", amount=Usd(at_most, 2))


def _documents(advice: Advice, decisions: Iterable[DecisionNote], others: Iterable[_Other]) -> list[Alternative]:
    reasons = {note.id: note.why_not for note in decisions}
    return [_document(advice, other, reasons[other.decision]) for other in others]


def _document(advice: Advice, found: _Other, why_not: Iterable[WhyNot]) -> Alternative:
    """One alternative as a document of the report."""
    rulebook, other, name = advice.rulebook, found.advice, found.decision
    here, there = advice.architecture.types, other.architecture.types
    monthly, before = other.estimate.monthly - found.discount, advice.estimate.monthly
    outcome = ", ".join(other.choices[name].outcomes)
    return Alternative(
        decision=name,
        outcome=outcome,
        title=other.choices[name].decision.title,
        label=other.choices[name].label,
        text=found.text,
        why_not=next((reason for reason in why_not if reason.outcome == outcome), None),
        pins=dict(other.brief.pins),
        monthly=monthly,
        difference=monthly - before,
        percent=_percent(monthly.typical - before.typical, before.typical),
        at_most=found.at_most,
        complete=other.estimate.complete,
        added=tuple([role for role, type_ in there.items() if here.get(role) != type_]),
        removed=tuple([role for role, type_ in here.items() if there.get(role) != type_]),
        line_items=tuple([line_item_note(rulebook, line) for line in _without(other.estimate, advice.estimate)]),
        saved_items=tuple([line_item_note(rulebook, line) for line in _without(advice.estimate, other.estimate)]),
        guardrails=advice.stopped(other),
    )


def _without(estimate: Estimate, other: Estimate) -> Iterator[LineItem]:
    """The line items of an estimate that the other one lacks, bill by bill, without those of the account."""
    for name, bill in estimate.by_component.items():
        known = other.by_component.get(name)
        if known is not bill and name != ACCOUNT:
            shared = set(known.line_items) if known else ()
            yield from (line for line in bill.line_items if line not in shared)


def _percent(difference: Decimal, before: Decimal) -> Decimal | None:
    return (100 * difference / before).quantize(PERCENT) + 0 if before else None
