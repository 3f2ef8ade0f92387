"""Roads not taken: other outcomes of some decisions, each a run of its own beside the advice, priced."""

from collections.abc import Iterator, Mapping
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
from app.domain.whatif.options import ABSENT, cautions, compared, pinned, stops, suitable
from app.domain.whatif.standing import Candidate, standings
from app.words.catalogue import said
from app.words.figures import Usd
from app.words.text import Text

PERCENT = Decimal("0.1")


class _Road(NamedTuple):
    """One other run: the decision that differs, what it would mean, and what its bill does not show."""

    decision: str
    run: Advice
    text: Text
    discount: Amount = NOTHING
    at_most: Decimal | None = None
    forgoes: bool = False

    @property
    def differs_in_price(self) -> bool:
        """Whether a commitment, which no line shows, tells it from the advice."""
        return self.at_most is not None or self.forgoes


def alternatives(advice: Advice, decisions: list[DecisionNote]) -> list[Alternative]:
    """Roads not taken, re-run and priced: those that the rulebook names, and the way back from every pin."""
    return _documents(advice, decisions, _distinct(_named(advice)))


def all_alternatives(advice: Advice, decisions: list[DecisionNote]) -> tuple[list[Alternative], Standing]:
    """These and every other outcome of the compared decisions, how each stands among them, and how the advice does."""
    roads = _distinct(_named(advice))
    known = {_shape(advice), *(_shape(road.run) for road in roads)}
    for road in _distinct(_others(advice), roads):
        if road.differs_in_price or _shape(road.run) not in known:
            known.add(_shape(road.run))
            roads.append(road)
    documents = [
        document.changed(stops=stops(advice, road.run), cautions=cautions(advice, road.run))
        for road, document in zip(roads, _documents(advice, decisions, roads), strict=True)
    ]
    candidates = [
        Candidate(road.run, document.monthly.typical if _comparable(advice, road, document) else None)
        for road, document in zip(roads, documents, strict=True)
    ]
    own, *rest = standings([Candidate(advice, advice.estimate.monthly.typical), *candidates])
    return [document.changed(standing=item) for document, item in zip(documents, rest, strict=True)], own


def _comparable(advice: Advice, road: _Road, document: Alternative) -> bool:
    """Whether a road would work without a further warning, which no figure outweighs, and lacks no further price."""
    missing = {(item.component, item.name.en) for item in road.run.estimate.unpriced}
    warned = document.stops or document.cautions
    return not warned and missing <= {(item.component, item.name.en) for item in advice.estimate.unpriced}


def _shape(advice: Advice) -> tuple[object, ...]:
    """What makes two runs the same architecture for the reader."""
    boxes = tuple((item.id, item.type, item.size, item.count, item.zones) for item in advice.architecture.components)
    return boxes, advice.estimate.monthly


def _distinct(roads: Iterator[_Road], before: list[_Road] | None = None) -> list[_Road]:
    """Roads that lead to different outcomes of their decision, the first of each."""
    seen = {(road.decision, road.run.choices[road.decision].outcomes) for road in before or ()}
    found = []
    for road in roads:
        key = (road.decision, road.run.choices[road.decision].outcomes)
        if key not in seen:
            seen.add(key)
            found.append(road)
    return found


def _named(advice: Advice) -> Iterator[_Road]:
    """The way back from every pin, and the roads that the rulebook names."""
    for name, choice in advice.choices.items():
        if choice.pinned:
            other = advice.with_pins(advice.brief.without_pin(name))
            if other.choices[name].outcomes != choice.outcomes:
                yield _Road(name, other, _back_text(other.choices[name]))
        if ABSENT in choice.outcomes:
            continue
        for outcome, road in choice.decision.instead.items():
            if outcome not in choice.outcomes and _differs(advice, road.fixed):
                yield _Road(name, advice.with_pins(advice.brief.with_pins(road.fixed)), road.text)


def _others(advice: Advice) -> Iterator[_Road]:
    """Every other outcome of the compared decisions that suits the answers."""
    for choice in compared(advice):
        name = choice.decision.id
        for outcome in suitable(advice, choice):
            other = pinned(advice, name, outcome)
            _, forgone = _discount(advice, advice, name, ", ".join(choice.outcomes))
            text = _pin_text(other.choices[name]) if forgone is None else _forgone_text(forgone)
            yield _Road(name, other, text, *_discount(advice, other, name, outcome), forgone is not None)


def _discount(advice: Advice, other: Advice, decision: str, outcome: str) -> tuple[Amount, Decimal | None]:
    """What a commitment surely takes off the bill, and the most that it may take off in a typical month."""
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


def _documents(advice: Advice, decisions: list[DecisionNote], roads: list[_Road]) -> list[Alternative]:
    reasons = {note.id: note.why_not for note in decisions}
    return [_document(advice, road, reasons[road.decision]) for road in roads]


def _document(advice: Advice, road: _Road, why_not: list[WhyNot]) -> Alternative:
    """One road as a document."""
    other, name = road.run, road.decision
    here, there = advice.architecture.types, other.architecture.types
    monthly, before = other.estimate.monthly - road.discount, advice.estimate.monthly
    outcome = ", ".join(other.choices[name].outcomes)
    return Alternative(
        decision=name,
        outcome=outcome,
        title=other.choices[name].decision.title,
        label=other.choices[name].label,
        text=road.text,
        why_not=next((reason for reason in why_not if reason.outcome == outcome), None),
        pins={pin: list(outcomes) for pin, outcomes in other.brief.pins.items()},
        monthly=monthly,
        difference=monthly - before,
        percent=_percent(monthly.typical - before.typical, before.typical),
        at_most=road.at_most,
        complete=other.estimate.complete,
        added=[role for role, found in there.items() if here.get(role) != found],
        removed=[role for role, found in here.items() if there.get(role) != found],
        line_items=[line_item_note(advice.rulebook, line) for line in _without(other.estimate, advice.estimate)],
        saved_items=[line_item_note(advice.rulebook, line) for line in _without(advice.estimate, other.estimate)],
        guardrails=list(advice.stopped(other)),
    )


def _without(bill: Estimate, other: Estimate) -> Iterator[LineItem]:
    """The lines of a bill that the other one lacks, component by component; those of the account do not count."""
    for name, lines in bill.by_component.items():
        known = other.by_component.get(name)
        if known is not lines and name != ACCOUNT:
            shared = set(known.line_items) if known else ()
            yield from (line for line in lines.line_items if line not in shared)


def _percent(difference: Decimal, before: Decimal) -> Decimal | None:
    return (100 * difference / before).quantize(PERCENT) + 0 if before else None
