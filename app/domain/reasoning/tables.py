"""Proofs about tables and guardrails: gaps, overlaps, rules that never fire, outcomes that never come out.

A table found faulty may have any outcome in the later proofs, so that one fault is reported once, where it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from app.domain.model.briefs import Brief
from app.domain.model.decisions import Decision
from app.domain.model.expressions import Test
from app.domain.model.guardrails import Guardrail
from app.domain.reasoning.space import EvaluatorDisagrees, Replay, Space, replay

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class ProofFinding:
    """A violation of a property: the entry (`owner`), its key path, one sentence, and a brief that shows it, if any."""

    owner: str
    path: KeyPath
    sentence: str
    witness: Brief | None = None


@dataclass
class Known:
    """Results of earlier proofs that later ones assume: faulty nodes, and literals of conflicts to exclude."""

    space: Space
    faulty: set[str] = field(default_factory=set)
    conflicts: list[int] = field(default_factory=list)

    def alone(self) -> list[int]:
        """Assumptions: no pins and no contradiction; a faulty table may have any outcome."""
        return [*self.space.unpinned(self.faulty), *(-conflict for conflict in self.conflicts)]

    def strictly_alone(self) -> list[int]:
        """Assumptions: no pins, every table followed."""
        return self.space.unpinned()

    def shown(self, goal: list[int], free: str = "") -> Replay | None:
        """A small brief in which the literals of the goal are true, replayed by the evaluator; None if impossible."""
        brief = self.space.smallest_brief(goal, free)
        return None if brief is None else replay(self.space.rulebook, brief)


def confirmed(holds: bool, what: str) -> None:
    """Raise EvaluatorDisagrees unless `holds`: the evaluator must confirm what a witness is to show."""
    if not holds:
        raise EvaluatorDisagrees(f"the evaluator does not confirm: {what}")


def gap_findings(known: Known) -> Iterator[ProofFinding]:
    """Tables without `otherwise` in which no rule holds, over all answers and pins."""
    for decision in known.space.rulebook.decisions.values():
        if decision.collects or decision.rules[-1].otherwise is not None:
            continue
        none_holds = [-holds for holds in known.space.holding(decision)]
        seen = known.shown([known.space.model.pins[decision.id], *none_holds], decision.id)
        if seen is not None:
            known.faulty.add(decision.id)
            confirmed(seen.gap == decision.id, f"a gap in {decision.id}")
            sentence = f"no row fits {seen.words(decision.facts)}"
            yield ProofFinding(f"decision:{decision.id}", ("rules",), sentence, seen.brief)


def overlap_findings(known: Known) -> Iterator[ProofFinding]:
    """Rules of a `unique` table that hold together, over all answers and pins."""
    for decision in known.space.rulebook.decisions.values():
        if decision.hit_policy == "unique":
            yield from _overlaps(known, decision)


def _overlaps(known: Known, decision: Decision) -> Iterator[ProofFinding]:
    free = known.space.model.pins[decision.id]
    for (first, left), (second, right) in combinations(enumerate(known.space.holding(decision)), 2):
        seen = known.shown([free, left, right], decision.id)
        if seen is None:
            continue
        known.faulty.add(decision.id)
        tests = [*decision.rules[first].tests.items(), *decision.rules[second].tests.items()]
        confirmed(all(test.matches(seen.facts[fact]) for fact, test in tests), f"an overlap in {decision.id}")
        sentence = f"rows {first + 1} and {second + 1} overlap for {seen.words(dict(tests))}"
        yield ProofFinding(f"decision:{decision.id}", ("rules", second), sentence, seen.brief)


def conflict_findings(known: Known) -> Iterator[ProofFinding]:
    """Conflict guardrails that, with those before them, exclude every answer set; the others extend `conflicts`."""
    for guardrail in known.space.rulebook.guardrails:
        if guardrail.severity != "conflict":
            continue
        literal = known.space.model.guardrails[guardrail.id]
        if known.space.can_be([*known.alone(), -literal]):
            known.conflicts.append(literal)
        else:
            known.faulty.add(f"guardrail {guardrail.id}")
            seen = replay(known.space.rulebook, Brief())
            sentence = "with the guardrails before it, every answer set is a contradiction"
            yield ProofFinding(f"guardrail:{guardrail.id}", ("when",), sentence, seen.brief)


def rule_findings(known: Known) -> Iterator[ProofFinding]:
    """Rules that never fire and outcomes that never come out, over all answers without a contradiction."""
    fires = known.space.model.fires
    living = known.space.reachable(fires.values(), known.alone())
    for decision in known.space.rulebook.decisions.values():
        dead = [
            index
            for index in range(len(decision.rules))
            if fires[decision.id, index] not in living
            and not known.space.can_be([*known.alone(), fires[decision.id, index]])
        ]
        yield from [_dead_rule(known, decision, index) for index in dead]
        given = {rule.outcome for index, rule in enumerate(decision.rules) if index not in dead}
        lost = [outcome for outcome in _owed(known, decision) if outcome not in given]
        yield from [_lost_outcome(known, decision, outcome) for outcome in lost]
        if dead or lost:
            known.faulty.add(decision.id)


def _owed(known: Known, decision: Decision) -> list[str]:
    """The outcomes that must be able to come out: all, but for a comparison only those that its rules give."""
    if decision.id in known.space.rulebook.comparisons:
        return list(dict.fromkeys(rule.outcome for rule in decision.rules))
    return list(decision.outcomes)


def _dead_rule(known: Known, decision: Decision, index: int) -> ProofFinding:
    owner, path, name = f"decision:{decision.id}", ("rules", index), f"row {index + 1}"
    holds, fires = known.space.model.holds[decision.id, index], known.space.model.fires[decision.id, index]
    seen = known.shown([holds, *known.strictly_alone(), *(-conflict for conflict in known.conflicts)])
    if seen is not None:
        return ProofFinding(owner, path, f"{name} never fires: {_takers(known, decision, index, seen)}", seen.brief)
    follows = -known.space.model.pins[decision.id]
    seen = known.shown([follows, fires])
    if seen is not None:
        confirmed(index in seen.choices[decision.id].fired, f"row {index + 1} of {decision.id} fires under pins")
        why = "under pins" if seen.brief.pins else "for answers that contradict each other"
        return ProofFinding(owner, path, f"{name} fires only {why}, never otherwise", seen.brief)
    seen = known.shown([follows, holds])
    if seen is not None:
        return ProofFinding(owner, path, f"{name} never fires: {_takers(known, decision, index, seen)}", seen.brief)
    clash, brief = _clash(known, decision.rules[index].tests)
    return ProofFinding(owner, path, f"{name} never fires: {clash}", brief)


def _takers(known: Known, decision: Decision, index: int, seen: Replay) -> str:
    """The earlier rules one of which always fires where this one holds, in words; the replay must show one of them."""
    fired = seen.choices[decision.id].fired
    confirmed(bool(fired) and fired[0] < index, f"an earlier rule fires before rule {index + 1} of {decision.id}")
    holding = known.space.holding(decision)
    earlier = {-holds: number for number, holds in enumerate(holding[:index], 1)}
    core = known.space.core([*known.alone(), holding[index], *earlier])
    return f"{_listed(sorted({earlier[literal] for literal in core if literal in earlier}))} always comes first"


def _clash(known: Known, tests: Mapping[str, Test]) -> tuple[str, Brief | None]:
    """A minimal set of tests that never hold together, in words, and a brief in which all of them but one hold."""
    literals = known.space.tests_of(tests)
    fact_of = {literal: fact for fact, literal in literals.items()}
    core = known.space.core(list(fact_of))
    words = " and ".join(f"{fact_of[literal]}: {tests[fact_of[literal]].text}" for literal in core)
    seen = known.shown([literal for literal in fact_of if literal != core[-1]])
    confirmed(seen is not None and not all(test.matches(seen.facts[fact]) for fact, test in tests.items()), words)
    together = "never hold together" if len(core) > 1 else "never holds"
    return f"{words} {together}", seen.brief if seen else None


def _listed(numbers: list[int]) -> str:
    return ("row " if len(numbers) == 1 else "one of rows ") + ", ".join(map(str, numbers))


def _lost_outcome(known: Known, decision: Decision, outcome: str) -> ProofFinding:
    numbers = [index + 1 for index, rule in enumerate(decision.rules) if rule.outcome == outcome]
    why = f"{_listed(numbers)} never fires" if numbers else "no row gives it"
    seen = replay(known.space.rulebook, Brief(pins={decision.id: (outcome,)}))
    sentence = f"the outcome {outcome} never comes out: {why}; only a pin gives it"
    return ProofFinding(f"decision:{decision.id}", ("outcomes", outcome), sentence, seen.brief)


def guardrail_findings(known: Known) -> Iterator[ProofFinding]:
    """Guardrails that never speak, over all answers and pins."""
    literals = known.space.model.guardrails
    living = known.space.reachable(literals.values(), [])
    for guardrail in known.space.rulebook.guardrails:
        if literals[guardrail.id] not in living:
            yield _silent(known, guardrail)


def _silent(known: Known, guardrail: Guardrail) -> ProofFinding:
    clash, brief = _clash(known, guardrail.tests)
    return ProofFinding(f"guardrail:{guardrail.id}", ("when",), f"never speaks: {clash}", brief)
