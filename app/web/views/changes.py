"""What would change one decision: the answers that force it, each flip with its cost, the fewest to other outcomes."""

from dataclasses import dataclass

from app.domain.advice import Advice
from app.domain.advisor.guidance import Explanation, explain
from app.domain.model.architecture import Amount
from app.domain.model.briefs import Brief
from app.domain.model.decisions import Decision
from app.domain.model.inputs import Answer
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.brief import query_pairs
from app.domain.report.report import Held
from app.web.deps import Pairs, compared
from app.words.text import Text


@dataclass(frozen=True)
class FlipEntry:
    """One other answer that flips the decision, what the whole advice then costs more, and the brief that has it."""

    name: Text
    words: Text
    outcome: Text
    difference: Amount | None
    complete: bool
    pairs: Pairs


@dataclass(frozen=True)
class WayEntry:
    """The fewest answers to change for another outcome, and the brief with them; without moves nothing reaches it."""

    outcome: Text
    moves: list[tuple[Text, Text]]
    pairs: Pairs


@dataclass(frozen=True)
class ChangesView:
    """What the page of one decision's changes shows; `ways` leaves out what a single flip reaches."""

    decision: Decision
    label: Text
    pinned: bool
    reason: tuple[Held, ...]
    flips: list[FlipEntry]
    ways: list[WayEntry]
    pairs: Pairs

    def beside(self, pairs: Pairs) -> Pairs:
        """The query of the page that compares another brief with this one."""
        return compared(pairs, self.pairs)


def changes_view(reasoner: Reasoner, advice: Advice, decision: Decision) -> ChangesView:
    """What would change one decision of an advice."""
    brief, found = advice.brief, explain(reasoner, advice, decision.id)
    flips = [
        FlipEntry(
            flip.name,
            flip.words,
            flip.outcome,
            flip.difference,
            flip.complete,
            query_pairs(reasoner.rulebook.answered(brief, {flip.input: _answer(reasoner, flip.input, flip.value)})),
        )
        for flip in found.flips
    ]
    return ChangesView(
        decision,
        found.choice.label,
        found.choice.pinned,
        found.reason or (),
        flips,
        _ways(reasoner, brief, decision, found),
        query_pairs(brief),
    )


def _ways(reasoner: Reasoner, brief: Brief, decision: Decision, found: Explanation) -> list[WayEntry]:
    reached = {outcome for flip in found.flips for outcome in flip.outcomes}
    return [
        WayEntry(
            decision.outcomes[outcome].label,
            [(move.name, move.words) for move in moves or ()],
            query_pairs(reasoner.rulebook.answered(brief, {move.input: move.value for move in moves or ()})),
        )
        for outcome, moves in found.fewest.items()
        if outcome not in reached
    ]


def _answer(reasoner: Reasoner, name: str, plain: str | tuple[str, ...]) -> Answer:
    return reasoner.rulebook.inputs[name].value(plain)
