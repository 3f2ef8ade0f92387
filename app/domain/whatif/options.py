"""Which other outcomes are open to the same answers: those that suit them, and what would stop one of them."""

from collections.abc import Iterator

from app.domain.advice import Advice
from app.domain.model.decisions import Choice
from app.domain.model.guardrails import Guardrail
from app.domain.report.explain import Explainer, fault_note
from app.domain.report.report import GuardrailNote

ABSENT = "none"


def compared(advice: Advice) -> Iterator[Choice]:
    """The choices whose other outcomes are worth a run of their own, in deciding order."""
    for choice in advice.choices.values():
        if choice.decision.compared and ABSENT not in choice.outcomes:
            yield choice


def suitable(advice: Advice, choice: Choice) -> Iterator[str]:
    """The other outcomes of a choice that make sense for the answers, whether or not a guardrail stops them."""
    for name, outcome in choice.decision.outcomes.items():
        if name == ABSENT or name in choice.outcomes:
            continue
        if all(test.matches(advice.facts[fact]) for fact, test in outcome.suiting.items()):
            yield name


def pinned(advice: Advice, decision: str, outcome: str) -> Advice:
    """The same answers with one more decision fixed; everything that depends on it is decided again."""
    return advice.with_pins(advice.brief.with_pins({decision: (outcome,)}))


def keeps(advice: Advice, other: Advice) -> bool:
    """Whether another run keeps every answer: nothing stops it that does not stop the advice as well."""
    return not _new_stoppers(advice, other) and set(other.faults) <= set(advice.faults)


def stops(advice: Advice, other: Advice) -> tuple[GuardrailNote, ...]:
    """What stops another run and not the advice, in the words of the guardrails."""
    explainer = Explainer(other.rulebook, other.brief, other.facts)
    faults = [fault for fault in dict.fromkeys(other.faults) if fault not in advice.faults]
    missing = [fault_note(other.rulebook, fault) for fault in faults]
    return (*missing, *(explainer.guardrail_note(guardrail) for guardrail in _new_stoppers(advice, other)))


def cautions(advice: Advice, other: Advice) -> tuple[GuardrailNote, ...]:
    """What another run is warned of and the advice is not."""
    known = {guardrail.id for guardrail in advice.speaking}
    explainer = Explainer(other.rulebook, other.brief, other.facts)
    found = [item for item in other.speaking if item.severity == "caution" and item.id not in known]
    return tuple([explainer.guardrail_note(guardrail) for guardrail in found])


def _new_stoppers(advice: Advice, other: Advice) -> list[Guardrail]:
    known = {guardrail.id for guardrail in advice.speaking}
    stopped = set(advice.stopped(other)) - known
    return [guardrail for guardrail in other.rulebook.stoppers if guardrail.id in stopped]
