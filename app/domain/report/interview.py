"""The interview: which question comes next, how many can remain at most, which inputs need not be asked.

A question is asked only if an answer to it can still change an outcome in some completion of the brief.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.model.briefs import Brief
from app.domain.model.expressions import Both, Bound, Condition, Test, parse_test
from app.domain.model.inputs import Input, Question
from app.domain.reasoning.formulation import Stretch
from app.domain.reasoning.reasoner import Reasoner

CLOSE = 0.8


@dataclass(frozen=True)
class Progress:
    """The state of the interview for a brief.

    `question`: the next one, None at the end. `remaining`: the most left to ask. `open`: inputs that matter.
    `parked`: unanswered inputs that cannot matter. `settled`: outcomes by settled decision. `possible`: outcomes by
    decision that can still come out. `core_settled`: whether no core question can change a core decision any more, as
    long as every other input has the value that is assumed for it.
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
    if core:
        core, first = _core(reasoner, brief, core, relevant)
        questions_now = [question for question in questions if set(question.inputs) & set(first)]
    else:
        questions_now = questions
    return Progress(
        question=_next(reasoner, brief, questions_now or questions, core),
        remaining=len(questions),
        open=relevant,
        parked=tuple(name for name in unanswered if name not in relevant and rulebook.requirements.successors(name)),
        settled=settled,
        possible=possible,
        core_settled=not core,
    )


def _core(
    reasoner: Reasoner, brief: Brief, tables: list[str], relevant: tuple[str, ...]
) -> tuple[list[str], tuple[str, ...]]:
    """The core decisions that core questions can still change, and the inputs of these questions that can.

    Every other input is taken to have the value that is assumed for it.
    """
    rulebook = reasoner.rulebook
    assumed = [name for name, item in rulebook.inputs.items() if not item.core and name not in brief.answers]
    usual = replace(brief, unsure=brief.unsure.union(assumed))
    possible = reasoner.possible(usual)
    settled = reasoner.settled_among(usual, {name: possible[name] for name in tables})
    still_open = [name for name in tables if name not in settled]
    asked = [name for name in relevant if rulebook.inputs[name].core]
    return still_open, reasoner.relevant(usual, asked, core=True) if still_open else ()


def sharper(reasoner: Reasoner, brief: Brief, name: str) -> tuple[Test, ...]:
    """The ranges of a number between which the advice can still differ; inside one of them it is the same.

    Those within what is known already, if that is a test; () for an input that is no number.
    """
    item = reasoner.rulebook.inputs[name]
    if item.kind != "number":
        return ()
    known = brief.within.get(name)
    stretches = (reasoner.model.stretch(item, cells) for cells in reasoner.told_apart(brief, name))
    return tuple(_narrowed(item, known, stretch) for stretch in stretches)


def _narrowed(item: Input, known: Test | None, stretch: Stretch) -> Test:
    """The test of the numbers in a stretch that pass what is known of them."""
    lower, upper = _ends(known.condition) if known else (None, None)
    if known and lower is None and upper is None:  # it has holes
        test = stretch_test(item, stretch)
        return Test(f"{known.text} and {test.text}", Both(known.condition, test.condition))
    low, low_in, high, high_in = stretch
    if lower and (lower.limit, lower.operator == ">") > (low, not low_in):
        low, low_in = lower.limit, lower.operator == ">="
    if upper and (upper.limit, upper.operator == "<=") < (high, high_in):
        high, high_in = upper.limit, upper.operator == "<="
    return stretch_test(item, (low, low_in, high, high_in))


def _ends(condition: Condition) -> tuple[Bound | None, Bound | None]:
    """The lower and the upper limit that a condition on a number is, if it is no more than these."""
    match condition:
        case Bound(">" | ">="):
            return condition, None
        case Bound("<" | "<="):
            return None, condition
        case Both(Bound(">" | ">=") as lower, Bound("<" | "<=") as upper):
            return lower, upper
    return None, None


def stretch_test(item: Input, stretch: Stretch) -> Test:
    """A stretch of a number as a test; an end at its least or most is left open."""
    low, low_in, high, high_in = stretch
    if low == high:
        return parse_test(f"= {low:f}")
    if low <= item.at_least and high >= item.at_most:
        return parse_test(f">= {low:f}")
    if low <= item.at_least:
        return parse_test(f"{'<=' if high_in else '<'} {high:f}")
    if high >= item.at_most:
        return parse_test(f"{'>=' if low_in else '>'} {low:f}")
    return parse_test(f"{'[' if low_in else '('}{low:f}..{high:f}{']' if high_in else ')'}")


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
