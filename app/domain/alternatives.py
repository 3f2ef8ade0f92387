"""Roads not taken: other outcomes of some decisions, each a run of its own beside the advice, priced."""

from collections.abc import Callable, Collection, Iterator, Mapping

from app.domain.account import ACCOUNT
from app.domain.advice import Advice
from app.domain.costs import LineItem
from app.domain.decisions import Choice
from app.domain.notes import line_item_note
from app.domain.report import Alternative, DecisionNote, LineItemNote
from app.domain.rulebook import Rulebook
from app.domain.texts import Text

Write = Callable[[LineItem], LineItemNote]


def alternatives(rulebook: Rulebook, advice: Advice, decisions: list[DecisionNote]) -> list[Alternative]:
    """Roads not taken, re-run and priced: those that the rulebook names, and the way back from every pin."""
    reasons = {(note.id, reason.outcome): reason for note in decisions for reason in note.why_not}
    notes: dict[int, LineItemNote] = {}

    def write(line: LineItem) -> LineItemNote:
        """A line as a document; roads share most lines, and a shared line is one object."""
        if id(line) not in notes:
            notes[id(line)] = line_item_note(rulebook, line)
        return notes[id(line)]

    roads: dict[tuple[str, str], Alternative] = {}
    for name, other, text in _others(advice):
        outcome = ", ".join(other.choices[name].outcomes)
        if (name, outcome) not in roads:
            road = _road(advice, other, name, text, write)
            roads[name, outcome] = road.changed(why_not=reasons.get((name, outcome)))
    return list(roads.values())


def _others(advice: Advice) -> Iterator[tuple[str, Advice, Text]]:
    """Every other run: the decision that differs, the run, and what it would mean."""
    for name, choice in advice.choices.items():
        if choice.pinned:
            other = advice.with_pins(advice.brief.without_pin(name))
            if other.choices[name].outcomes != choice.outcomes:
                yield name, other, _back_text(other.choices[name])
        if "none" in choice.outcomes:
            continue
        for outcome, road in choice.decision.instead.items():
            if outcome not in choice.outcomes and _differs(advice, road.fixed):
                yield name, advice.with_pins(advice.brief.with_pins(road.fixed)), road.text


def _differs(advice: Advice, pins: Mapping[str, tuple[str, ...]]) -> bool:
    return any(advice.choices[pin].outcomes != outcomes for pin, outcomes in pins.items())


def _back_text(choice: Choice) -> Text:
    return Text(
        en=f"Without this pin, your answers lead to: {choice.label.en}.",
        ko=f"고정을 해제했을 때 답변에 따른 결과: {choice.label.ko}.",
    )


def _road(advice: Advice, other: Advice, name: str, text: Text, write: Write) -> Alternative:
    """One road as a document; a line that both bills share is one object, so lines are told apart by identity."""
    here = {component.id: component.type for component in advice.architecture.components}
    there = {component.id: component.type for component in other.architecture.components}
    ours = {id(line) for line in advice.estimate.line_items}
    theirs = {id(line) for line in other.estimate.line_items}
    return Alternative(
        decision=name,
        outcome=", ".join(other.choices[name].outcomes),
        title=other.choices[name].decision.title,
        label=other.choices[name].label,
        text=text,
        why_not=None,
        pins={pin: list(outcomes) for pin, outcomes in other.brief.pins.items()},
        monthly=other.estimate.monthly,
        difference=other.estimate.monthly - advice.estimate.monthly,
        complete=other.estimate.complete,
        added=[role for role, found in there.items() if here.get(role) != found],
        removed=[role for role, found in here.items() if there.get(role) != found],
        line_items=[write(line) for line in other.estimate.line_items if _new(line, ours)],
        saved_items=[write(line) for line in advice.estimate.line_items if _new(line, theirs)],
        guardrails=list(advice.stopped(other)),
    )


def _new(line: LineItem, others: Collection[int]) -> bool:
    return id(line) not in others and line.component != ACCOUNT
