"""The interview: which question comes next, how many can remain at most, which inputs need not be asked.

A question is asked only if an answer to it can still change an outcome in some completion of the brief.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.model.briefs import Brief
from app.domain.model.inputs import Question
from app.domain.reasoning.reasoner import Reasoner

CLOSE = 0.8


@dataclass(frozen=True)
class Progress:
    """The state of the interview for a brief.

    `question`: the next one, None at the end. `remaining`: the most left to ask. `open`: inputs that matter.
    `parked`: unanswered inputs that cannot matter. `settled`: outcomes by settled decision. `possible`: outcomes by
    decision that can still come out. `core_settled`: whether every core decision is settled.
    """

    question: Question | None
    remaining: int
    open: tuple[str, ...]
    parked: tuple[str, ...]
    settled: Mapping[str, tuple[str, ...]]
    possible: Mapping[str, frozenset[str]]
    core_settled: bool


def progress_of(reasoner: Reasoner, brief: Brief) -> Progress:
    """The state of the interview for a brief, with the next question if one can still change the architecture."""
    rulebook = reasoner.rulebook
    unanswered = [name for name in rulebook.inputs if name not in brief.answers and name not in brief.unsure]
    everywhere = reasoner.possible(brief)
    possible = {name: everywhere[name] for name in rulebook.written}
    settled = reasoner.settled_among(brief, possible)
    hinges = reasoner.could_matter(unanswered, settled)
    relevant = reasoner.relevant(brief, hinges)
    questions = [question for question in rulebook.questions if set(question.inputs) & set(relevant)]
    core = [name for name, table in rulebook.decisions.items() if table.core and name not in settled]
    return Progress(
        question=_next(reasoner, brief, questions, core),
        remaining=len(questions),
        open=relevant,
        parked=tuple(name for name in unanswered if name not in relevant and rulebook.requirements.successors(name)),
        settled=settled,
        possible=possible,
        core_settled=not core,
    )


def _next(reasoner: Reasoner, brief: Brief, questions: list[Question], core: list[str]) -> Question | None:
    """The question with the largest information gain for the open core decisions, or for all decisions.

    One of the topic of the last answer is preferred if its gain is at least CLOSE times the largest.
    """
    if not questions:
        return None
    rulebook = reasoner.rulebook
    open_tables = core or list(rulebook.written)
    names = [name for question in questions for name in question.inputs if name not in brief.answers]
    gains = reasoner.sample.gains(brief, names, open_tables)
    worth = {question.id: sum(gains.get(name, 0.0) for name in question.inputs) for question in questions}
    best = max(questions, key=lambda question: worth[question.id])
    topic = _last_topic(reasoner, brief)
    near = [question for question in questions if rulebook.topic_of(question) == topic]
    favourite = max(near, key=lambda question: worth[question.id], default=best)
    return favourite if worth[favourite.id] >= CLOSE * worth[best.id] else best


def _last_topic(reasoner: Reasoner, brief: Brief) -> str:
    """The id of the topic of the last answer, or an empty string."""
    given = [*brief.within, *brief.answers]
    return reasoner.rulebook.topic_by_input.get(given[-1], "") if given else ""
