"""Proofs about tables and guardrails: gaps, overlaps, dead rows, outcomes, guardrails and inputs without effect.

Table by table first. A faulty table is then free to come to any outcome: its fault is told once, where it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from pysat.solvers import Solver

from app.domain.model.decisions import Decision
from app.domain.model.expressions import Test
from app.domain.model.guardrails import Guardrail
from app.domain.model.inputs import Brief
from app.domain.reasoning.reasoner import ENGINE, twin_clauses
from app.domain.reasoning.space import EvaluatorDisagrees, Replay, Space, replay

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class ProofFinding:
    """What does not hold: in which entry and key, in one sentence, and a brief that shows it where there is one."""

    owner: str
    path: KeyPath
    sentence: str
    witness: Brief | None = None


@dataclass
class Known:
    """What the proofs so far found out: the tables at fault and the conflicts whose answers are left out."""

    space: Space
    faulty: set[str] = field(default_factory=set)
    conflicts: list[int] = field(default_factory=list)

    def alone(self) -> list[int]:
        """Answers alone, without contradictions; a faulty table may come to any outcome."""
        return [*self.space.unpinned(self.faulty), *(-conflict for conflict in self.conflicts)]

    def strictly_alone(self) -> list[int]:
        """Answers alone, every table followed."""
        return self.space.unpinned()

    def shown(self, goal: list[int], free: str = "") -> Replay | None:
        """A small brief that shows the goal, decided; None if nothing does."""
        brief = self.space.smallest_brief(goal, free)
        return None if brief is None else replay(self.space.rulebook, brief)


def confirmed(holds: bool, what: str) -> None:
    """Refuse a witness that the evaluator does not confirm."""
    if not holds:
        raise EvaluatorDisagrees(f"the evaluator does not confirm: {what}")


def gap_findings(known: Known) -> Iterator[ProofFinding]:
    """Tables of which no row holds; over all answers and pins."""
    for decision in known.space.rulebook.decisions.values():
        if decision.collects or decision.rules[-1].otherwise is not None:
            continue
        none_holds = [-row for row in known.space.rows_of(decision)]
        seen = known.shown([known.space.model.pins[decision.id], *none_holds], decision.id)
        if seen is not None:
            known.faulty.add(decision.id)
            confirmed(seen.gap == decision.id, f"a gap in {decision.id}")
            sentence = f"no row fits {seen.words(decision.facts)}"
            yield ProofFinding(f"decision:{decision.id}", ("rules",), sentence, seen.brief)


def overlap_findings(known: Known) -> Iterator[ProofFinding]:
    """Rows of a `unique` table that hold together; over all answers and pins."""
    for decision in known.space.rulebook.decisions.values():
        if decision.hit_policy == "unique":
            yield from _overlaps(known, decision)


def _overlaps(known: Known, decision: Decision) -> Iterator[ProofFinding]:
    free = known.space.model.pins[decision.id]
    for (first, left), (second, right) in combinations(enumerate(known.space.rows_of(decision)), 2):
        seen = known.shown([free, left, right], decision.id)
        if seen is None:
            continue
        known.faulty.add(decision.id)
        tests = [*decision.rules[first].tests.items(), *decision.rules[second].tests.items()]
        confirmed(all(test.matches(seen.facts[fact]) for fact, test in tests), f"an overlap in {decision.id}")
        sentence = f"rows {first + 1} and {second + 1} overlap for {seen.words(dict(tests))}"
        yield ProofFinding(f"decision:{decision.id}", ("rules", second), sentence, seen.brief)


def conflict_findings(known: Known) -> Iterator[ProofFinding]:
    """Guardrails of severity conflict that leave no answers at all; the others mark the contradictions to leave out."""
    for guardrail in known.space.rulebook.guardrails:
        if guardrail.severity != "conflict":
            continue
        literal = known.space.model.guardrails[guardrail.id]
        if known.space.can_be([*known.alone(), -literal]):
            known.conflicts.append(literal)
        else:
            seen = replay(known.space.rulebook, Brief())
            sentence = "with the guardrails before it, every answer set is a contradiction"
            yield ProofFinding(f"guardrail:{guardrail.id}", ("when",), sentence, seen.brief)


def row_findings(known: Known) -> Iterator[ProofFinding]:
    """Rows that never fire and outcomes that never come out; over all answers that do not contradict each other."""
    fires = known.space.model.fires
    living = known.space.reachable(fires.values(), known.alone())
    for decision in known.space.rulebook.decisions.values():
        dead = [
            index
            for index in range(len(decision.rules))
            if fires[decision.id, index] not in living
            and not known.space.can_be([*known.alone(), fires[decision.id, index]])
        ]
        yield from [_dead_row(known, decision, index) for index in dead]
        given = {rule.outcome for index, rule in enumerate(decision.rules) if index not in dead}
        lost = [outcome for outcome in _owed(known, decision) if outcome not in given]
        yield from [_lost_outcome(known, decision, outcome) for outcome in lost]
        if dead or lost:
            known.faulty.add(decision.id)


def _owed(known: Known, decision: Decision) -> list[str]:
    """The outcomes that must be able to come out; a comparison has all three, but owes only those of its cells."""
    if decision.id in known.space.rulebook.comparisons:
        return list(dict.fromkeys(rule.outcome for rule in decision.rules))
    return list(decision.outcomes)


def _dead_row(known: Known, decision: Decision, index: int) -> ProofFinding:
    owner, path, name = f"decision:{decision.id}", ("rules", index), f"row {index + 1}"
    row, fires = known.space.model.rows[decision.id, index], known.space.model.fires[decision.id, index]
    seen = known.shown([row, *known.strictly_alone(), *(-conflict for conflict in known.conflicts)])
    if seen is not None:
        return ProofFinding(owner, path, f"{name} never fires: {_takers(known, decision, index, seen)}", seen.brief)
    follows = -known.space.model.pins[decision.id]
    seen = known.shown([follows, fires])
    if seen is not None:
        confirmed(index in seen.choices[decision.id].fired, f"row {index + 1} of {decision.id} fires under pins")
        why = "under pins" if seen.brief.pins else "for answers that contradict each other"
        return ProofFinding(owner, path, f"{name} fires only {why}, never otherwise", seen.brief)
    seen = known.shown([follows, row])
    if seen is not None:
        return ProofFinding(owner, path, f"{name} never fires: {_takers(known, decision, index, seen)}", seen.brief)
    clash, brief = _clash(known, decision.rules[index].tests)
    return ProofFinding(owner, path, f"{name} never fires: {clash}", brief)


def _takers(known: Known, decision: Decision, index: int, seen: Replay) -> str:
    """The earlier rows that take everything from a row; the replayed brief must show one of them."""
    fired = seen.choices[decision.id].fired
    confirmed(bool(fired) and fired[0] < index, f"row {index + 1} of {decision.id} is taken over")
    rows = known.space.rows_of(decision)
    earlier = {-row: number for number, row in enumerate(rows[:index], 1)}
    core = known.space.core([*known.alone(), rows[index], *earlier])
    return f"{_listed(sorted({earlier[literal] for literal in core if literal in earlier}))} always comes first"


def _clash(known: Known, tests: Mapping[str, Test]) -> tuple[str, Brief | None]:
    """Which tests never hold together, in words, and a brief in which all of them hold but one."""
    literals = known.space.tests_of(tests)
    fact_of = {literal: fact for fact, literal in literals.items()}
    core = known.space.core(list(fact_of))
    words = " and ".join(f"{fact_of[literal]}: {tests[fact_of[literal]].text}" for literal in core)
    seen = known.shown([literal for literal in fact_of if literal != core[-1]])
    confirmed(seen is not None and not all(test.matches(seen.facts[fact]) for fact, test in tests.items()), words)
    together = "never hold together" if len(core) > 1 else "never holds"
    return f"{words} {together}", seen.brief if seen else None


def _listed(rows: list[int]) -> str:
    return ("row " if len(rows) == 1 else "one of rows ") + ", ".join(map(str, rows))


def _lost_outcome(known: Known, decision: Decision, outcome: str) -> ProofFinding:
    rows = [index + 1 for index, rule in enumerate(decision.rules) if rule.outcome == outcome]
    why = f"{_listed(rows)} never fires" if rows else "no row gives it"
    seen = replay(known.space.rulebook, Brief(pins={decision.id: (outcome,)}))
    sentence = f"the outcome {outcome} never comes out: {why}; only a pin gives it"
    return ProofFinding(f"decision:{decision.id}", ("outcomes", outcome), sentence, seen.brief)


def guardrail_findings(known: Known) -> Iterator[ProofFinding]:
    """Guardrails that never speak, whatever is answered and pinned."""
    literals = known.space.model.guardrails
    living = known.space.reachable(literals.values(), [])
    for guardrail in known.space.rulebook.guardrails:
        if literals[guardrail.id] not in living:
            yield _silent(known, guardrail)


def _silent(known: Known, guardrail: Guardrail) -> ProofFinding:
    clash, brief = _clash(known, guardrail.tests)
    return ProofFinding(f"guardrail:{guardrail.id}", ("when",), f"never speaks: {clash}", brief)


def input_findings(known: Known, read_elsewhere: Iterable[str]) -> Iterator[ProofFinding]:
    """Inputs that tables read, but no answer to which ever changes an outcome, a guardrail or a formula."""
    rulebook, graph = known.space.rulebook, known.space.rulebook.requirements
    spared = set(read_elsewhere).union(*(graph.ancestors(name) for name in known.faulty))
    for guardrail in rulebook.guardrails:
        spared |= set(guardrail.tests)
    asked = [name for name in rulebook.inputs if name not in spared and graph.successors(name)]
    twins, top = twin_clauses(rulebook, known.space.model), known.space.model.top
    twin_conflicts = [literal + top if literal > 0 else literal - top for literal in known.conflicts]
    given = [*known.alone(), *(-literal for literal in twin_conflicts), twins.differ]
    with Solver(name=ENGINE, bootstrap_with=twins.clauses) as solver:
        for name in asked:
            agree = [selector for other, selector in twins.same.items() if other != name]
            if not solver.solve(assumptions=[*given, *agree]):
                yield _idle(known, name)


def _idle(known: Known, name: str) -> ProofFinding:
    rulebook, model = known.space.rulebook, known.space.model
    item = rulebook.inputs[name]
    usual = -model.input_literals(item, item.usual_value())[0]
    seen = known.shown([usual, *known.strictly_alone(), *(-conflict for conflict in known.conflicts)])
    if seen is not None:
        others = {key: answer for key, answer in seen.brief.answers.items() if key != name}
        without = replay(rulebook, Brief(others))
        same = [without.choices[key].outcomes == choice.outcomes for key, choice in seen.choices.items()]
        conflicts = [guardrail for guardrail in rulebook.guardrails if guardrail.severity == "conflict"]
        contradicts = any(guardrail.speaks(without.facts) for guardrail in conflicts)
        confirmed(contradicts or all(same), f"{name} changes nothing")
    readers = ", ".join(sorted(key for key in rulebook.requirements.successors(name) if key in rulebook.decisions))
    sentence = f"read by {readers}, but no answer to it ever changes an outcome"
    return ProofFinding(f"input:{name}", (), sentence, seen.brief if seen else None)
