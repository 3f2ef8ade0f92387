"""What incomplete answers settle, what can still matter, which answers force an outcome: exact, over all completions.

One solver per thread works on the rulebook's clauses; a second one on two copies of them that agree on chosen inputs.
"""

import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TypeAlias
from weakref import finalize

from pysat.solvers import Solver

from app.domain.model.inputs import Answer, Brief
from app.domain.reasoning.formulation import Formulation, formulate
from app.domain.reasoning.sampling import Sample
from app.domain.rulebook import Rulebook

ENGINE = "cadical153"
PIN = "pin "
Groups: TypeAlias = Mapping[str, tuple[int, ...]]
"""The literals of answers by input, and of pins by decision with a mark before its name."""


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
        self._orders: dict[str, tuple[str, ...]] = {}
        self._twins = twin_clauses(rulebook, self.model)
        self._wishes = wish_clauses(rulebook, self.model)

    def possible(self, brief: Brief) -> dict[str, frozenset[str]]:
        """For each decision the outcomes that some completion of the brief gives; one outcome means settled."""
        fixed, wishes, decisions = self._fixed(brief), self._wishes, self.rulebook.decisions
        # Sampled completions show most of what is possible; the solver finds the rest, and proves that it is all.
        seen = {
            self.model.outcome(decisions[name], str(outcome))
            for name, masks in self.sample.decided(brief).outcomes.items()
            for outcome, where in masks.items()
            if where
        }
        while self.solver.solve(assumptions=[*fixed, wishes.some, *(-wishes.each[literal] for literal in seen)]):
            seen.update(wishes.each.keys() & set(self.solver.get_model()))
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
        still_open = [name for name in self.rulebook.written if name not in settled]
        needed = set().union(*(graph.ancestors(name) for name in still_open))
        return tuple(name for name in among if name in needed)

    def parked_because(self, brief: Brief, name: str) -> tuple[str, ...]:
        """The answers that make an input irrelevant: none of them can be left out; () if it is relevant."""
        agree = [selector for other, selector in self._twins.same.items() if other != name]
        answers = self.model.answer_literals(brief, self.rulebook)
        # What is asked early is kept rather than what is asked late.
        groups = {item: tuple(answers[item]) for item in reversed(list(self.rulebook.inputs)) if item in answers}
        always = [*self.model.pin_literals(brief, self.rulebook), *agree, self._twins.differ]
        needed = _needed(self._double, groups, [always]) or set()
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
        return self.reason_among(self.bearing(brief, decision), decision, outcomes)

    def reason_among(self, groups: Groups, decision: str, outcomes: tuple[str, ...]) -> Reason | None:
        """The same among the answers and pins that bear on a decision."""
        needed = _needed(self.solver, groups, self.against(groups, decision, outcomes))
        return None if needed is None else self.reason_of(needed)

    def conflict(self, brief: Brief, guardrail: str) -> Reason:
        """A set of answers and pins, none of which can be left out, that makes a guardrail speak; empty if silent."""
        groups = self.bearing(brief, f"guardrail {guardrail}")
        return self.reason_of(_needed(self.solver, groups, [self.against_silence(groups, guardrail)]) or ())

    def reason_of(self, needed: Collection[str]) -> Reason:
        """A forcing set as inputs in asking order and pins in deciding order."""
        return Reason(
            tuple(name for name in self.rulebook.inputs if name in needed),
            tuple(name for name in self.rulebook.decisions if PIN + name in needed),
        )

    def against(self, groups: Groups, decision: str, outcomes: tuple[str, ...]) -> list[list[int]]:
        """What must be assumed, one list for each outcome, for a decision to come out otherwise."""
        free = self._free_pins(groups, decision)
        return [[literal, *free] for literal in self._not_these(decision, outcomes)]

    def against_silence(self, groups: Groups, guardrail: str) -> list[int]:
        """What must be assumed for a guardrail to be silent."""
        return [-self.model.guardrails[guardrail], *self._free_pins(groups, f"guardrail {guardrail}")]

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

    def groups(self, brief: Brief) -> Groups:
        """The literals of every answer and every pin of a brief."""
        if getattr(self._local, "grouped", (None,))[0] is not brief:  # one brief is asked about many decisions
            self._local.grouped = brief, self._groups(brief)
        found: Groups = self._local.grouped[1]
        return found

    def _groups(self, brief: Brief) -> Groups:
        pinned = {
            PIN + name: self.model.pinned_literals(self.rulebook.decisions[name], brief.pins[name])
            for name in brief.pins
        }
        answers = self.model.answer_literals(brief, self.rulebook)
        return {name: tuple(literals) for name, literals in {**answers, **pinned}.items()}

    def bearing(self, brief: Brief, node: str) -> Groups:
        """The answers and pins that a decision or a guardrail hangs on, the nearest last: they tell most."""
        groups = self.groups(brief)
        return {name: groups[name] for name in self._order(node) if name in groups}

    def _order(self, node: str) -> tuple[str, ...]:
        """The inputs and pins that a decision or a guardrail can hang on, the farthest first."""
        if node not in self._orders:
            distance = self.rulebook.requirements.distances_to(node)
            names = [*(PIN + name for name in self.rulebook.decisions), *reversed(list(self.rulebook.inputs))]
            near = (name for name in names if name.removeprefix(PIN) in distance)
            self._orders[node] = tuple(sorted(near, key=lambda name: -distance[name.removeprefix(PIN)]))
        return self._orders[node]

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

    def _free_pins(self, groups: Groups, node: str) -> list[int]:
        pins = (name for name in self._order(node) if name.startswith(PIN) and name not in groups)
        return [-self.model.pins[name.removeprefix(PIN)] for name in pins]

    @property
    def solver(self) -> Solver:
        """The thread's own solver over one copy of the clauses."""
        return self._solver("single", self._wishes.clauses)

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


def _needed(solver: Solver, groups: Groups, against: list[list[int]]) -> set[str] | None:
    """Go through the groups in order and leave out each that the rest can do without; None if they force nothing.

    What comes out does not hang on the cores that the solver happens to find: they only spare it steps.
    """
    core = _core(solver, groups, against)
    if core is None:
        return None
    names, needed = list(groups), set[str]()
    for place, name in enumerate(names):
        if name in core:
            found = _core(solver, {other: groups[other] for other in [*needed, *names[place + 1 :]]}, against)
            if found is None:
                needed.add(name)
            else:
                core = found
    return needed


def _core(solver: Solver, groups: Groups, against: list[list[int]]) -> set[str] | None:
    """Groups that contradict the clauses together with each of `against`, or None if some of these can be."""
    owner = {literal: name for name, literals in groups.items() for literal in literals}
    found = set[str]()
    for always in against:
        if solver.solve(assumptions=[*always, *owner]):
            return None
        found.update(owner[literal] for literal in solver.get_core() or [] if literal in owner)
    return found


class _Keeper:
    """Lives as long as a thread's solver may be used."""


@dataclass(frozen=True)
class Wishes:
    """The clauses with wishes: `some` demands one of the outcomes whose wish in `each` is not denied."""

    clauses: list[list[int]]
    each: Mapping[int, int]
    some: int


def wish_clauses(rulebook: Rulebook, model: Formulation) -> Wishes:
    """Add to the clauses a wish for every outcome, and the demand that some wish comes true."""
    tables = rulebook.decisions.values()
    literals = [model.outcome(decision, outcome) for decision in tables for outcome in decision.outcomes]
    each = {literal: model.top + number for number, literal in enumerate(literals, 1)}
    some = model.top + len(each) + 1
    granted = [[-wish, literal] for literal, wish in each.items()]
    return Wishes([*model.clauses, *granted, [-some, *each.values()]], each, some)


@dataclass(frozen=True)
class Twins:
    """Two copies of the clauses; `same` makes them agree on an input, `differ` demands that some outcome differs."""

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
    clauses.append([-top, *(differs[name] for name in rulebook.written)])
    return Twins(clauses, same, differs, top)
