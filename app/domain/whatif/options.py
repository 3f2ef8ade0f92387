"""Other outcomes for the same answers: which are suitable, and what guardrails and faults say against one."""

from collections.abc import Iterator

from app.domain.advice import Advice
from app.domain.model.decisions import Choice
from app.domain.model.guardrails import Guardrail
from app.domain.report.explain import Explainer, fault_note
from app.domain.report.report import GuardrailNote

ABSENT = "none"
"""The outcome of a decision that adds nothing for this workload."""


def compared(advice: Advice) -> Iterator[Choice]:
    """The choices of decisions marked `compared` that have an outcome other than none, in deciding order."""
    for choice in advice.choices.values():
        if choice.decision.compared and ABSENT not in choice.outcomes:
            yield choice


def suitable(advice: Advice, choice: Choice) -> Iterator[str]:
    """The other outcomes of a choice whose tests in `suits` all hold; guardrails are not considered."""
    for name, outcome in choice.decision.outcomes.items():
        if name == ABSENT or name in choice.outcomes:
            continue
        if all(test.matches(advice.facts[fact]) for fact, test in outcome.suiting.items()):
            yield name


def pinned(advice: Advice, decision: str, outcome: str) -> Advice:
    """The advice with one more pin: this decision to this outcome."""
    return advice.with_pins(advice.brief.with_pins({decision: (outcome,)}))


def keeps(advice: Advice, other: Advice) -> bool:
    """Whether other advice works wherever this one does: it has no additional stopping guardrail or fault."""
    return not _new_stoppers(advice, other) and set(other.faults) <= set(advice.faults)


def stops(advice: Advice, other: Advice) -> tuple[GuardrailNote, ...]:
    """The faults and stopping guardrails of other advice that this advice does not have, as notes."""
    explainer = Explainer(other.rulebook, other.brief, other.facts)
    faults = [fault for fault in dict.fromkeys(other.faults) if fault not in advice.faults]
    missing = [fault_note(other.rulebook, fault) for fault in faults]
    return (*missing, *(explainer.guardrail_note(guardrail) for guardrail in _new_stoppers(advice, other)))


def cautions(advice: Advice, other: Advice) -> tuple[GuardrailNote, ...]:
    """The guardrails of severity `caution` of other advice that this advice does not have, as notes."""
    known = {guardrail.id for guardrail in advice.speaking}
    explainer = Explainer(other.rulebook, other.brief, other.facts)
    found = [item for item in other.speaking if item.severity == "caution" and item.id not in known]
    return tuple([explainer.guardrail_note(guardrail) for guardrail in found])


def lacks_a_price(advice: Advice, other: Advice) -> bool:
    """Whether other advice has a quantity without a price, unlike this advice: it would only seem cheaper."""
    known = {(item.component, item.name) for item in advice.estimate.unpriced}
    return any((item.component, item.name) not in known for item in other.estimate.unpriced)


def _new_stoppers(advice: Advice, other: Advice) -> list[Guardrail]:
    known = {guardrail.id for guardrail in advice.speaking}
    stopped = set(advice.stopped(other)) - known
    return [guardrail for guardrail in other.rulebook.stoppers if guardrail.id in stopped]
