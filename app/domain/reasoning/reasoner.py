"""What incomplete answers settle, what can still matter, which answers force an outcome: exact, over all completions.

One solver per thread works on the rulebook's clauses; a second one on two copies of them that agree on chosen inputs.
"""

import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from weakref import finalize

from networkx import ancestors
from pysat.solvers import Solver

from app.domain.inputs import Answer, Brief
from app.domain.reasoning.formulation import Formulation, formulate
from app.domain.reasoning.sampling import Sample
from app.domain.rulebook import Rulebook

ENGINE = "cadical153"
PIN = "pin "


@dataclass(frozen=True)
class Reason:
    """A smallest set of answers (and pins) that alone forces an outcome, whatever is said to everything else."""

    inputs: tuple[str, ...]
    pins: tuple[str, ...]


class Reasoner:
    """Asks the rulebook's clauses; safe under many requests at once, since every thread has solvers of its own."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.model: Formulation = formulate(rulebook)
        self.sample = Sample(rulebook, self.model)
        self._local = threading.local()
        self._twins = twin_clauses(rulebook, self.model)

    def possible(self, brief: Brief) -> dict[str, frozenset[str]]:
        """For each decision the outcomes that some completion of the brief gives; one outcome means settled."""
        fixed = self._fixed(brief)
        seen: set[int] = set()
        solver = self.solver
        for decision in self.rulebook.decisions.values():
            for outcome in decision.outcomes:
                literal = self.model.outcome(decision, outcome)
                if literal not in seen and solver.solve(assumptions=[*fixed, literal]):
                    seen.update(solver.get_model())
        return {
            name: frozenset(item for item in decision.outcomes if self.model.outcome(decision, item) in seen)
            for name, decision in self.rulebook.decisions.items()
        }

    def settled_among(self, brief: Brief, possible: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
        """The decisions that come out the same in every completion of the brief, with their outcomes."""
        fixed = self._fixed(brief)
        settled = {}
        for name, outcomes in possible.items():
            decision = self.rulebook.decisions[name]
            if not decision.collects and len(outcomes) == 1:
                settled[name] = tuple(outcomes)
            elif decision.collects and not any(
                self.solver.solve(assumptions=[*fixed, -self.model.outcome(decision, item)]) for item in outcomes
            ):
                settled[name] = tuple(item for item in decision.outcomes if item in outcomes)
        return settled

    def could_matter(self, among: Iterable[str], settled: Collection[str]) -> tuple[str, ...]:
        """Those of the inputs that some decision still open needs, directly or through others; a quick upper bound."""
        graph = self.rulebook.requirements
        still_open = [name for name in self.rulebook.decisions if name not in settled]
        needed = set().union(*(ancestors(graph, name) for name in still_open))
        return tuple(name for name in among if name in needed)

    def parked_because(self, brief: Brief, name: str) -> tuple[str, ...]:
        """The answers that make an input irrelevant: none of them can be left out; () if it is relevant."""
        agree = [selector for other, selector in self._twins.same.items() if other != name]
        groups = self.model.answer_literals(brief, self.rulebook)
        always = [*self.model.pin_literals(brief, self.rulebook), *agree, self._twins.differ]
        needed = self._shrunk(self._double, groups, [always], self._core(self._double, groups, always) or set())
        return tuple(item for item in self.rulebook.inputs if item in needed)

    def relevant(self, brief: Brief, among: Iterable[str]) -> tuple[str, ...]:
        """Those of the open inputs that alone can still change an outcome of some decision in some completion."""
        twins = self._twins
        fixed = self._fixed(brief)
        same = list(twins.same.items())
        found = []
        for name in among:
            agree = [selector for other, selector in same if other != name]
            if self._double.solve(assumptions=[*fixed, *agree, twins.differ]):
                found.append(name)
        return tuple(found)

    def can_change(self, brief: Brief, name: str, decision: str) -> bool:
        """Whether some completion's outcome of one decision hangs on one open input alone."""
        twins = self._twins
        agree = [selector for other, selector in twins.same.items() if other != name]
        return bool(self._double.solve(assumptions=[*self._fixed(brief), *agree, twins.differs[decision]]))

    def reason(self, brief: Brief, decision: str, outcomes: tuple[str, ...]) -> Reason | None:
        """A set of answers and pins, none of which can be left out, that forces the outcomes; None if they are open."""
        groups = self.groups(brief)
        against = self.against(brief, decision, outcomes)
        cores = [self._core(self.solver, groups, always) for always in against]
        if any(core is None for core in cores):
            return None
        needed = self._shrunk(self.solver, groups, against, set().union(*(core or set() for core in cores)))
        return self.reason_of(needed)

    def conflict(self, brief: Brief, guardrail: str) -> Reason:
        """A set of answers and pins, none of which can be left out, that makes a guardrail speak; empty if silent."""
        groups = self.groups(brief)
        always = [-self.model.guardrails[guardrail], *self._free_pins(brief)]
        needed = self._shrunk(self.solver, groups, [always], self._core(self.solver, groups, always) or set())
        return self.reason_of(needed)

    def reason_of(self, needed: Collection[str]) -> Reason:
        """A forcing set as inputs in asking order and pins in deciding order."""
        return Reason(
            tuple(name for name in self.rulebook.inputs if name in needed),
            tuple(name for name in self.rulebook.decisions if PIN + name in needed),
        )

    def against(self, brief: Brief, decision: str, outcomes: tuple[str, ...]) -> list[list[int]]:
        """What must be assumed, one list for each outcome, for a decision to come out otherwise."""
        free = self._free_pins(brief)
        return [[literal, *free] for literal in self._not_these(decision, outcomes)]

    def silencing(self, brief: Brief, name: str, guardrail: str) -> tuple[Answer, ...]:
        """The other values of one answer (one for each cell) with which a guardrail is silent, all else unchanged."""
        item = self.rulebook.inputs[name]
        others = {other: value for other, value in brief.answers.items() if other != name}
        fixed = [*self._fixed(Brief(others, brief.pins)), -self.model.guardrails[guardrail]]
        return tuple(
            value
            for value in self.model.other_values(item, brief.answers[name])
            if self.solver.solve(assumptions=[*fixed, *self.model.input_literals(item, value)])
        )

    def groups(self, brief: Brief) -> dict[str, list[int]]:
        """The literals of every answer by input, and of every pin by decision (with a mark before its name)."""
        pinned = {
            PIN + name: self.model.pinned_literals(self.rulebook.decisions[name], brief.pins[name])
            for name in brief.pins
        }
        return {**self.model.answer_literals(brief, self.rulebook), **pinned}

    def _shrunk(
        self, solver: Solver, groups: Mapping[str, list[int]], against: list[list[int]], needed: set[str]
    ) -> set[str]:
        """Leave out every member of a forcing set that it can do without."""
        for key in sorted(needed):
            rest = {name: groups[name] for name in needed - {key}}
            if all(self._core(solver, rest, always) is not None for always in against):
                needed = needed - {key}
        return needed

    @staticmethod
    def _core(solver: Solver, groups: Mapping[str, list[int]], always: list[int]) -> set[str] | None:
        """The groups that together with `always` contradict the clauses, or None if there is no contradiction."""
        owner = {literal: key for key, literals in groups.items() for literal in literals}
        if solver.solve(assumptions=[*always, *owner]):
            return None
        return {owner[literal] for literal in solver.get_core() or [] if literal in owner}

    def _not_these(self, decision: str, outcomes: tuple[str, ...]) -> list[int]:
        table = self.rulebook.decisions[decision]
        if not table.collects:
            return [-self.model.outcome(table, outcomes[0])]
        return [
            -self.model.outcome(table, item) if item in outcomes else self.model.outcome(table, item)
            for item in table.outcomes
        ]

    def _fixed(self, brief: Brief) -> list[int]:
        answers = self.model.answer_literals(brief, self.rulebook)
        return [literal for found in answers.values() for literal in found] + self.model.pin_literals(
            brief, self.rulebook
        )

    def _free_pins(self, brief: Brief) -> list[int]:
        return [-selector for name, selector in self.model.pins.items() if name not in brief.pins]

    @property
    def solver(self) -> Solver:
        """The thread's own solver over one copy of the clauses."""
        return self._solver("single", self.model.clauses)

    @property
    def _double(self) -> Solver:
        return self._solver("double", self._twins.clauses)

    def _solver(self, name: str, clauses: list[list[int]]) -> Solver:
        """The thread's own solver; it is given back when the thread or the program ends."""
        if not hasattr(self._local, name):
            solver, keeper = Solver(name=ENGINE, bootstrap_with=clauses), _Keeper()
            finalize(keeper, solver.delete)
            setattr(self._local, name, (solver, keeper))
        found: Solver = getattr(self._local, name)[0]
        return found

    @cached_property
    def size(self) -> tuple[int, int]:
        """Variables and clauses of one copy."""
        return self.model.top, len(self.model.clauses)


class _Keeper:
    """Lives as long as a thread's solver may be used."""


@dataclass(frozen=True)
class Twins:
    """Two copies of the clauses; `same` makes them agree on an input, `differ` demands another outcome somewhere."""

    clauses: list[list[int]]
    same: Mapping[str, int]
    differs: Mapping[str, int]
    differ: int


def twin_clauses(rulebook: Rulebook, model: Formulation) -> Twins:
    """Write the clauses down twice, with both copies under the same pins."""

    def other(literal: int) -> int:
        return literal + model.top if literal > 0 else literal - model.top

    top = 2 * model.top
    clauses = [*model.clauses, *([other(literal) for literal in clause] for clause in model.clauses)]
    for decision in rulebook.decisions.values():
        pin = model.pins[decision.id]
        clauses += [[-pin, other(pin)], [pin, -other(pin)]]
        # What is pinned has the same outcome in both copies, else it would seem to hang on every answer.
        for literal in (model.outcome(decision, outcome) for outcome in decision.outcomes):
            clauses += [[-pin, -literal, other(literal)], [-pin, literal, -other(literal)]]
    same = {}
    for name, literals in model.literals_of_inputs(rulebook).items():
        top += 1
        same[name] = top
        for literal, sign in product(literals, (1, -1)):
            clauses.append([-top, -sign * literal, sign * other(literal)])
    differs = {}
    for decision in rulebook.decisions.values():
        unlike = []
        for outcome in decision.outcomes:
            top += 1
            literal = model.outcome(decision, outcome)
            clauses += [[-top, literal, other(literal)], [-top, -literal, -other(literal)]]
            unlike.append(top)
        top += 1
        clauses.append([-top, *unlike])
        differs[decision.id] = top
    top += 1
    clauses.append([-top, *differs.values()])
    return Twins(clauses, same, differs, top)
