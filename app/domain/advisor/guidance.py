"""Guidance for programs: the next question of a brief, and why one decision comes out as it does.

Stateless, and legal with any part of the answers missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.advice import Advice, run
from app.domain.advisor.insight import cell_words, flips_by_decision, held_by
from app.domain.advisor.requests import ExplainRequest
from app.domain.advisor.results import (
    Change,
    ExplainedDecision,
    MoveNote,
    NextQuestion,
    Outcome,
    Parked,
    QuestionNote,
    RangeNote,
    ReasonNote,
)
from app.domain.model.briefs import Brief
from app.domain.model.decisions import Choice
from app.domain.model.inputs import Answer, Question
from app.domain.reasoning.changes import fewest_changes, single_changes, whole
from app.domain.reasoning.reasoner import Reasoner
from app.domain.reasoning.smallest import smallest_reason
from app.domain.report.brief import plain_answer
from app.domain.report.explain import Explainer, test_words
from app.domain.report.interview import progress_of, sharper
from app.domain.report.report import Flip, Held
from app.words.text import Text


def next_question(reasoner: Reasoner, brief: Brief) -> NextQuestion:
    """Where the walk stands after a brief."""
    now = progress_of(reasoner, brief)
    question = now.question
    return NextQuestion(
        question=_question_note(reasoner, brief, question) if question else None,
        remaining=now.remaining,
        core_settled=now.core_settled,
        open=now.open,
        parked=tuple(Parked(input=name, because=tuple(reasoner.parked_because(brief, name))) for name in now.parked),
        settled={name: _plain(reasoner, name, outcomes) for name, outcomes in now.settled.items()},
        possible={name: tuple(sorted(outcomes)) for name, outcomes in now.possible.items() if name not in now.settled},
    )


def _question_note(reasoner: Reasoner, brief: Brief, question: Question) -> QuestionNote:
    ranges = {name: sharper(reasoner, brief, name) for name in question.inputs}
    return QuestionNote(
        id=question.id,
        question=question.question,
        inputs=question.inputs,
        ranges={
            name: tuple(RangeNote(test=test.text, words=test_words(reasoner.rulebook, name, test)) for test in tests)
            for name, tests in ranges.items()
            if tests
        },
    )


@dataclass(frozen=True)
class Move:
    """One answer to change, and the value to give it."""

    input: str
    value: Answer
    name: Text
    words: Text


@dataclass(frozen=True)
class Explanation:
    """Why one decision comes out as it does: the smallest set of answers, every flip, the fewest moves to the rest.

    `fewest` has None for an outcome that no answers reach; flips and fewest are empty for a pinned decision.
    """

    choice: Choice
    settled: bool
    because: list[Text]
    reason: tuple[Held, ...] | None
    flips: tuple[Flip, ...]
    fewest: Mapping[str, list[Move] | None]


def explain(reasoner: Reasoner, advice: Advice, name: str) -> Explanation:
    """Explain one decision of an advice, exactly."""
    brief, choice = advice.brief, advice.choices[name]
    reason = smallest_reason(reasoner, whole(reasoner.rulebook, brief), name, choice.outcomes)
    explainer = Explainer(reasoner.rulebook, brief, advice.facts)
    changes = [change for change in single_changes(reasoner, brief) if name in change.outcomes]
    return Explanation(
        choice=choice,
        settled=reasoner.reason(brief, name, choice.outcomes) is not None,
        because=[explainer.reason(choice, index) for index in choice.fired],
        reason=None if reason is None else held_by(reasoner, explainer, reason),
        flips=() if choice.pinned else flips_by_decision(reasoner, changes, advice).get(name, ()),
        fewest={} if choice.pinned else _fewest(reasoner, brief, choice),
    )


def explain_decision(reasoner: Reasoner, asked: ExplainRequest) -> ExplainedDecision:
    """Explain one decision of a brief as a document."""
    name = asked.decision
    found = explain(reasoner, run(reasoner.rulebook, asked.brief()), name)
    reason = found.reason
    return ExplainedDecision(
        decision=name,
        outcome=_plain(reasoner, name, found.choice.outcomes),
        settled=found.settled,
        because=tuple(found.because),
        reason=None
        if reason is None
        else ReasonNote(
            inputs=tuple(held for held in reason if held.kind == "input"),
            pins=tuple(held.fact for held in reason if held.kind == "decision"),
        ),
        changes=tuple(_change(reasoner, name, flip) for flip in found.flips),
        fewest={
            outcome: None if moves is None else tuple(_move_note(move) for move in moves)
            for outcome, moves in found.fewest.items()
        },
    )


def _move_note(move: Move) -> MoveNote:
    return MoveNote(input=move.input, value=_value(plain_answer(move.value)), words=move.words)


def _change(reasoner: Reasoner, name: str, flip: Flip) -> Change:
    return Change(
        input=flip.input,
        value=_value(flip.value),
        words=flip.words,
        difference=flip.difference,
        complete=flip.complete,
        outcome=_plain(reasoner, name, tuple(flip.outcomes)),
    )


def _value(plain: str | Sequence[str]) -> str | tuple[str, ...]:
    return plain if isinstance(plain, str) else tuple(plain)


def _fewest(reasoner: Reasoner, brief: Brief, choice: Choice) -> dict[str, list[Move] | None]:
    """For each other outcome the fewest answers to change, or None if no answers reach it."""
    reached = {}
    for outcome in choice.decision.outcomes:
        if outcome not in choice.outcomes:
            moves = fewest_changes(reasoner, brief, choice.decision.id, outcome)
            reached[outcome] = None if moves is None else [_move(reasoner, *move) for move in moves.items()]
    return reached


def _move(reasoner: Reasoner, name: str, value: Answer) -> Move:
    return Move(name, value, reasoner.rulebook.inputs[name].question, cell_words(reasoner, name, value))


def _plain(reasoner: Reasoner, name: str, outcomes: tuple[str, ...]) -> Outcome:
    return outcomes if reasoner.rulebook.decisions[name].collects else outcomes[0]
