"""What the reasoner adds to a report: the answers that force each outcome, answers that change it, confidence.

All of it is exact, over all completions of the brief; a report without it is complete.
"""

from collections.abc import Iterable

from app.domain.advice import Advice
from app.domain.model.briefs import Brief
from app.domain.model.expressions import FactValue
from app.domain.reasoning.changes import Change, single_changes, whole
from app.domain.reasoning.reasoner import Reason, Reasoner
from app.domain.reasoning.smallest import smallest_conflict, smallest_reason
from app.domain.report.brief import plain_answer
from app.domain.report.explain import NONE, Explainer
from app.domain.report.report import Assumption, Confidence, CostSpan, DecisionNote, Flip, Held, Repair, Report
from app.domain.whatif.worth import assumption_spans
from app.words.catalogue import said
from app.words.text import Text, joined


def deepen(reasoner: Reasoner, advice: Advice, report: Report, *, priced: bool = False) -> Report:
    """The report of an advice with forcing answers, flips, effects of assumptions, contradictions and confidence.

    If `priced`, each flip says what it costs and each assumption how far it moves the cost: some hundred runs more.
    """
    rulebook, brief = reasoner.rulebook, advice.brief
    changes = single_changes(reasoner, brief)
    # "Not sure" is no answer: what depends on it depends on an assumption.
    said = Brief(brief.answers, brief.pins, within=brief.within)
    settled = reasoner.settled_among(said, reasoner.possible(said))
    sure = sum(name in settled for name in rulebook.written)
    complete = whole(rulebook, brief)
    explainer = Explainer(rulebook, brief, rulebook.facts_of(complete))
    flips = flips_by_decision(reasoner, changes, advice if priced else None)
    return report.changed(
        decisions=tuple(
            [
                # A decision that the answers settle is explained by answers only, not by assumptions.
                note.changed(
                    forced_by=_forced_by(reasoner, explainer, note, said if note.id in settled else complete),
                    flips=() if note.pinned else flips.get(note.id, ()),
                )
                for note in report.decisions
            ]
        ),
        assumptions=_hanging(report.assumptions, changes, advice if priced else None),
        confidence=Confidence(settled=sure, assumed=len(rulebook.written) - sure),
        repairs=tuple(
            [_repair(reasoner, explainer, note.id) for note in report.guardrails if note.severity == "conflict"]
        ),
    )


def _forced_by(reasoner: Reasoner, explainer: Explainer, note: DecisionNote, brief: Brief) -> tuple[Held, ...]:
    chosen = (note.outcome,) if note.outcome else note.outcomes or ()
    reason = None if note.pinned else smallest_reason(reasoner, brief, note.id, chosen)
    return () if reason is None else held_by(reasoner, explainer, reason)


def held_by(reasoner: Reasoner, explainer: Explainer, reason: Reason) -> tuple[Held, ...]:
    """A reason in words: its answers with their values, and its pins."""
    pins = explainer.brief.pins
    pinned = [_pinned(reasoner, name, pins[name]) for name in reason.pins]
    return (*(explainer.held(name) for name in reason.inputs), *pinned)


def _pinned(reasoner: Reasoner, name: str, outcomes: tuple[str, ...]) -> Held:
    """A pin of a reason in words: the decision and its pinned outcomes."""
    table = reasoner.rulebook.decisions[name]
    words = joined([table.outcomes[outcome].label for outcome in outcomes]) if outcomes else NONE
    return Held(fact=name, name=table.title, words=words, kind="decision", assumed=False)


def flips_by_decision(
    reasoner: Reasoner, changes: Iterable[Change], advice: Advice | None
) -> dict[str, tuple[Flip, ...]]:
    """For each decision every single change of an answer that changes its outcome; with `advice`, priced."""
    found: dict[str, list[Flip]] = {}
    for change in changes:
        other = advice.with_answers({change.input: change.value}) if advice else None
        for name in change.outcomes:
            flip = _flip(reasoner, change, name)
            if advice and other:
                flip = flip.changed(
                    difference=other.estimate.monthly - advice.estimate.monthly,
                    complete=other.estimate.complete and advice.estimate.complete,
                )
            found.setdefault(name, []).append(flip)
    return {name: tuple(flips) for name, flips in found.items()}


def _flip(reasoner: Reasoner, change: Change, decision: str) -> Flip:
    rulebook = reasoner.rulebook
    table = rulebook.decisions[decision]
    labels = [table.outcomes[name].label for name in change.outcomes[decision]]
    return Flip(
        input=change.input,
        name=rulebook.inputs[change.input].question,
        value=plain_answer(change.value),
        words=cell_words(reasoner, change.input, change.value),
        outcome=joined(labels, " + ") if labels else NONE,
        outcomes=change.outcomes[decision],
    )


def cell_words(reasoner: Reasoner, name: str, value: FactValue) -> Text:
    """The cell of a value in words: a number between two thresholds is written as that range."""
    item = reasoner.rulebook.inputs[name]
    bounds = reasoner.model.bounds(item, value)
    if bounds is None:
        return item.words(value)
    low, high = (item.words(bound) for bound in bounds)
    if bounds[1] >= item.at_most:
        return said("test.more_than", value=low)
    if bounds[0] <= item.at_least:
        return said("test.less_than", value=high)
    return said("test.between", low=low, high=high)


def _hanging(notes: Iterable[Assumption], changes: tuple[Change, ...], advice: Advice | None) -> tuple[Assumption, ...]:
    decisions: dict[str, dict[str, None]] = {}
    for change in changes:
        decisions.setdefault(change.input, {}).update(dict.fromkeys(change.outcomes))
    spans = {span.input.id: span for span in assumption_spans(advice, changes)} if advice else {}
    return tuple(
        [
            note.changed(
                decisions=tuple(decisions.get(note.input, ())),
                worth=CostSpan(least=spans[note.input].least, most=spans[note.input].most) if spans else None,
            )
            for note in notes
        ]
    )


def _repair(reasoner: Reasoner, explainer: Explainer, guardrail: str) -> Repair:
    """A smallest set of answers that makes a conflict guardrail speak, and each other answer that alone silences it."""
    rulebook = reasoner.rulebook
    complete = whole(rulebook, explainer.brief)
    between = smallest_conflict(reasoner, complete, guardrail).inputs
    repairs = [
        Flip(
            input=name,
            name=rulebook.inputs[name].question,
            value=plain_answer(value),
            words=cell_words(reasoner, name, value),
            outcome=said("repair.outcome"),
        )
        for name in between
        for value in reasoner.silencing(complete, name, guardrail)
    ]
    held = tuple([explainer.held(name) for name in between])
    return Repair(guardrail=guardrail, between=held, repairs=tuple(repairs))
