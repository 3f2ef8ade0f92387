"""Guidance for programs: the next question of a brief, and why one decision comes out as it does.

Stateless, and legal with any part of the answers missing.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from app.domain.advice import Advice, run
from app.domain.architecture import Amount
from app.domain.brief import plain_answer, read_document
from app.domain.decisions import Choice
from app.domain.explain import Explainer
from app.domain.inputs import Answer, Brief
from app.domain.insight import cell_words
from app.domain.interview import next_step
from app.domain.reasoning.changes import fewest_changes, single_changes, whole
from app.domain.reasoning.reasoner import Reasoner
from app.domain.reasoning.smallest import smallest_reason
from app.errors import FieldProblem, InvalidBrief

_AMOUNT = TypeAdapter(Amount)


def next_question(reasoner: Reasoner, brief: Brief) -> dict[str, Any]:
    """Where the walk stands: {question, remaining, open, parked[{input, because}], settled, possible}."""
    step = next_step(reasoner, brief)
    question = step.question
    return {
        "question": None
        if question is None
        else {"id": question.id, "question": question.question.model_dump(), "inputs": list(question.inputs)},
        "remaining": step.remaining,
        "core_settled": step.core_settled,
        "open": list(step.open),
        "parked": [{"input": name, "because": list(reasoner.parked_because(brief, name))} for name in step.parked],
        "settled": {name: _plain(reasoner, name, outcomes) for name, outcomes in step.settled.items()},
        "possible": {name: sorted(outcomes) for name, outcomes in step.possible.items() if name not in step.settled},
    }


def explain_decision(reasoner: Reasoner, document: object) -> dict[str, Any]:
    """Explain one decision of a brief: {answers, pins, usage, decision} → outcome, reason, changes, fewest changes."""
    brief, name = _asked(reasoner, document)
    advice = run(reasoner.rulebook, brief)
    choice = advice.choices[name]
    complete = whole(reasoner.rulebook, brief)
    reason = smallest_reason(reasoner, complete, name, choice.outcomes)
    certain = reasoner.reason(brief, name, choice.outcomes)
    explainer = Explainer(reasoner.rulebook, brief, advice.facts)
    return {
        "decision": name,
        "outcome": _plain(reasoner, name, choice.outcomes),
        "settled": certain is not None,
        "because": [explainer.reason(choice, index).model_dump() for index in choice.fired],
        "reason": None
        if reason is None
        else {"inputs": [explainer.held(item).model_dump() for item in reason.inputs], "pins": list(reason.pins)},
        "changes": [] if choice.pinned else _changes(reasoner, advice, name),
        "fewest": {} if choice.pinned else _fewest(reasoner, brief, choice),
    }


def _asked(reasoner: Reasoner, document: object) -> tuple[Brief, str]:
    fields = dict(document) if isinstance(document, Mapping) else {}
    name = fields.pop("decision", None)
    brief = read_document(reasoner.rulebook, fields if isinstance(document, Mapping) else document)
    if not isinstance(name, str) or name not in reasoner.rulebook.decisions:
        known = ", ".join(reasoner.rulebook.decisions)
        raise InvalidBrief([FieldProblem("decision", f"name a decision: {known}", f"결정 이름을 적습니다: {known}")])
    return brief, name


def _changes(reasoner: Reasoner, advice: Advice, name: str) -> list[dict[str, Any]]:
    """Every single other answer that flips the decision, with the cost of the whole advice then less the cost now."""
    found = []
    for change in single_changes(reasoner, advice.brief):
        if name in change.outcomes:
            other = run(reasoner.rulebook, advice.brief.with_answers({change.input: change.value}))
            found.append(
                {
                    **_answer(reasoner, change.input, change.value),
                    "outcome": _plain(reasoner, name, change.outcomes[name]),
                    "difference": _AMOUNT.dump_python(other.estimate.monthly - advice.estimate.monthly, mode="json"),
                }
            )
    return found


def _fewest(reasoner: Reasoner, brief: Brief, choice: Choice) -> dict[str, Any]:
    """For each other outcome the fewest answers to change, or null if no answers reach it."""
    reached = {}
    for outcome in choice.decision.outcomes:
        if outcome not in choice.outcomes:
            moves = fewest_changes(reasoner, brief, choice.decision.id, outcome)
            reached[outcome] = (
                None if moves is None else [_answer(reasoner, item, value) for item, value in moves.items()]
            )
    return reached


def _answer(reasoner: Reasoner, name: str, value: Answer) -> dict[str, Any]:
    words = cell_words(reasoner, name, value)
    return {"input": name, "value": plain_answer(value), "words": words.model_dump()}


def _plain(reasoner: Reasoner, name: str, outcomes: tuple[str, ...]) -> str | list[str]:
    return list(outcomes) if reasoner.rulebook.decisions[name].collects else outcomes[0]
