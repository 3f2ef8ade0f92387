"""Proofs about composition: one type in each role, connections with both ends, no closed service, no unused type."""

from collections.abc import Iterator
from itertools import combinations, groupby

from app.domain.model.briefs import Brief
from app.domain.model.decisions import Choice
from app.domain.model.usage import measure
from app.domain.pipeline.compose import compose
from app.domain.pipeline.structure import Fault, settings_of, type_of
from app.domain.reasoning.composition import Composition, Filling
from app.domain.reasoning.space import Replay
from app.domain.reasoning.tables import Known, ProofFinding, confirmed
from app.domain.rulebook import DEFAULT_REGION, Rulebook

OPEN = "available"


def role_findings(known: Known, composition: Composition) -> Iterator[ProofFinding]:
    """Roles that two outcomes fill with different types, over all answers and pins."""
    by_role = sorted(composition.fillings, key=lambda filling: filling.role)
    for role, group in groupby(by_role, key=lambda filling: filling.role):
        for left, right in combinations(group, 2):
            if left.type == right.type or not known.space.can_be([left.literal, right.literal]):
                continue
            seen = known.shown([left.literal, right.literal])
            confirmed(seen is not None and any(fault.role == role for fault in _faults(known, seen)), f"{role} twice")
            sentence = f"fills {role} with {right.type}, which {left.decision} ({left.outcome}) fills with {left.type}"
            yield _at(right, sentence, seen)


def end_findings(known: Known, composition: Composition) -> Iterator[ProofFinding]:
    """Required connections with an end that can be empty, over all answers, without pins."""
    for decision in known.space.rulebook.decisions.values():
        for name, outcome in decision.outcomes.items():
            chosen = known.space.model.outcome(decision, name)
            for index, spec in enumerate(outcome.connect):
                if spec.optional:
                    continue
                empty = -composition.connected[decision.id, name, index]
                seen = known.shown([chosen, empty, *known.strictly_alone()])
                if seen is None:
                    continue
                faults = [fault for fault in _faults(known, seen) if fault.decision == decision.id]
                missing = next((fault.role for fault in faults if fault.label == spec.label), "")
                confirmed(missing != "", f"an end of {decision.id} is empty")
                path = ("outcomes", name, "connect", index)
                sentence = f"the connection “{spec.label.en}” needs {missing}, which can be empty"
                yield ProofFinding(f"decision:{decision.id}", path, sentence, seen.brief)


def status_findings(known: Known, composition: Composition) -> Iterator[ProofFinding]:
    """Outcomes that add a component type whose status is not `available`, over all answers and pins."""
    rulebook = known.space.rulebook
    for filling in composition.fillings:
        status = rulebook.components[filling.type].status
        if status == OPEN or rulebook.facts[status].value == OPEN:
            continue
        seen = known.shown([filling.literal])
        if seen is not None:
            confirmed(_adds(rulebook, seen.choices[filling.decision], filling, seen), f"{filling.type} is added")
            yield _at(filling, f"adds {filling.type}, which is {rulebook.facts[status].value}", seen)


def unused_findings(known: Known, composition: Composition) -> Iterator[ProofFinding]:
    """Component types that no outcome ever adds, and types marked `priced_only` that some outcome adds."""
    possible = known.space.reachable((filling.literal for filling in composition.fillings), [])
    added = {filling.type for filling in composition.fillings if filling.literal in possible}
    for name, found in known.space.rulebook.components.items():
        if name not in added and not found.priced_only:
            yield ProofFinding(f"component type:{name}", (), "no outcome ever adds this component type")
        if name in added and found.priced_only:
            yield ProofFinding(f"component type:{name}", ("priced_only",), "is only priced, but an outcome adds it")


def _at(filling: Filling, sentence: str, seen: Replay | None) -> ProofFinding:
    path = ("outcomes", filling.outcome, "adds", filling.index)
    return ProofFinding(f"decision:{filling.decision}", path, sentence, seen.brief if seen else None)


def _faults(known: Known, seen: Replay | None) -> tuple[Fault, ...]:
    """The faults that composing a replayed brief gives."""
    rulebook = known.space.rulebook
    brief = seen.brief if seen else Brief()
    usage = measure(rulebook.measures, brief, rulebook.facts_of(brief))
    return compose(rulebook.catalogue, seen.choices if seen else {}, usage, DEFAULT_REGION)[1]


def _adds(rulebook: Rulebook, choice: Choice, filling: Filling, seen: Replay) -> bool:
    settings = settings_of(rulebook.catalogue, seen.choices.values())
    addition = choice.decision.outcomes[filling.outcome].adds[filling.index]
    return filling.outcome in choice.outcomes and type_of(addition, rulebook.catalogue, settings) == filling.type
