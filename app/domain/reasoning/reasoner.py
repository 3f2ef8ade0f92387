"""What incomplete answers settle, what can still matter, which answers force an outcome: exact, over all completions.

Every thread has two incremental SAT solvers: one over the rulebook's clauses, one over two copies of them.
"""

import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TypeAlias
from weakref import finalize

from pysat.solvers import Solver

from app.domain.model.briefs import Brief
from app.domain.model.expressions import FactValue
from app.domain.model.inputs import Answer
from app.domain.reasoning.formulation import Disjunctions, Formulation, formulate
from app.domain.reasoning.sampling import Sample
from app.domain.rulebook import Rulebook

ENGINE = "cadical153"
PIN = "pin "
Groups: TypeAlias = Mapping[str, tuple[int, ...]]
"""Literals of answers by input, and of pins by `PIN` + decision."""


@dataclass(frozen=True)
class Reason:
    """A set of answers and pins that forces an outcome whatever the other answers are; no part of it alone does."""

    inputs: tuple[str, ...]
    pins: tuple[str, ...]


class Reasoner:
    """Answers queries about incomplete briefs; thread-safe, because every thread has its own solvers."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.model: Formulation = formulate(rulebook)
        self.sample = Sample(rulebook, self.model)
        self._local = threading.local()
        self._orders: dict[str, tuple[str, ...]] = {}
        self._twins = twin_clauses(rulebook, self.model)
        self._selectors = selector_clauses(rulebook, self.model)
        self.disjunctions = Disjunctions(max(self._twins.core, self._selectors.some), self.model.top)

    def possible(self, brief: Brief) -> dict[str, frozenset[str]]:
        """For each decision the outcomes that come out in some completion of the brief."""
        fixed, selectors, decisions = self._fixed(brief), self._selectors, self.rulebook.decisions
        # Sampled completions show most possible outcomes; the solver finds the rest and proves that there are no more.
        seen = {
            self.model.outcome(decisions[name], str(outcome))
            for name, masks in self.sample.decided(brief).outcomes.items()
            for outcome, where in masks.items()
            if where
        }
        while self.solver.solve(assumptions=[*fixed, selectors.some, *(-selectors.each[literal] for literal in seen)]):
            seen.update(selectors.each.keys() & set(self.solver.get_model()))
        return {
            name: frozenset(item for item in decision.outcomes if self.model.outcome(decision, item) in seen)
            for name, decision in self.rulebook.decisions.items()
        }

    def settled_among(self, brief: Brief, possible: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
        """The decisions with the same outcomes in every completion of the brief, with these outcomes.

        `possible` is the result of `possible` for the decisions to look at.
        """
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
        """Those of the inputs that an unsettled decision depends on in the requirements graph: a quick upper bound."""
        graph = self.rulebook.requirements
        still_open = [name for name in self.rulebook.written if name not in settled]
        needed = set().union(*(graph.ancestors(name) for name in still_open))
        return tuple(name for name in among if name in needed)

    def parked_because(self, brief: Brief, name: str) -> tuple[str, ...]:
        """A minimal set of answered inputs that makes an input irrelevant, in asking order; () if it is relevant."""
        agree = [selector for other, selector in self._twins.same.items() if other != name]
        answers = self._answers(brief)
        # The groups are removed in this order, so that inputs asked early are kept.
        groups = {item: self._twice(answers[item]) for item in reversed(list(self.rulebook.inputs)) if item in answers}
        always = [*self.model.pin_literals(brief, self.rulebook), *agree, self._twins.differ]
        needed = _needed(self._double, groups, [always]) or set()
        return tuple(item for item in self.rulebook.inputs if item in needed)

    def relevant(self, brief: Brief, among: Iterable[str], *, core: bool = False) -> tuple[str, ...]:
        """Those of the open inputs that alone can change an outcome of some decision in some completion.

        `core`: of some core decision.
        """
        twins = self._twins
        differ = twins.core if core else twins.differ
        fixed = self._twice(self._fixed(brief))
        same = list(twins.same.items())
        names = tuple(among)
        tables = [name for name in self.rulebook.written if self.rulebook.decisions[name].core or not core]
        moving = self.sample.moving(brief, names, tables)
        found = []
        for name in names:
            agree = [selector for other, selector in same if other != name]
            if name in moving or self._double.solve(assumptions=[*fixed, *agree, differ]):
                found.append(name)
        return tuple(found)

    def told_apart(self, brief: Brief, name: str) -> list[list[FactValue]]:
        """The cells that one input, a number, can still be in, in rising order and joined where no outcome differs.

        Between two cells of one group no decision has another outcome in any completion of the brief.
        """
        item, twins, model = self.rulebook.inputs[name], self._twins, self.model
        agree = [selector for other, selector in twins.same.items() if other != name]
        fixed = [*self._twice(self._fixed(brief.without_answers([name]))), *agree, twins.differ]
        test = brief.within.get(name)
        cells = [cell for cell in model.cells[name] if model.value_given(item, cell, test) is not None]
        groups: list[list[FactValue]] = []
        for cell in (cell for cell in cells if model.has_value(item, cell)):
            last = groups and model.values[name, groups[-1][-1]]
            both = [last, *self._twice([model.values[name, cell]])[1:]]
            if groups and not self._double.solve(assumptions=[*fixed, *both]):
                groups[-1].append(cell)
            else:
                groups.append([cell])
        return groups

    def can_change(self, brief: Brief, name: str, decision: str) -> bool:
        """Whether one open input alone can change the outcome of one decision in some completion."""
        twins = self._twins
        agree = [selector for other, selector in twins.same.items() if other != name]
        return bool(self._double.solve(assumptions=[*self._twice(self._fixed(brief)), *agree, twins.differs[decision]]))

    def reason(self, brief: Brief, decision: str, outcomes: tuple[str, ...]) -> Reason | None:
        """A minimal set of answers and pins that forces these outcomes; None if they are not settled."""
        return self.reason_among(self.bearing(brief, decision), decision, outcomes)

    def reason_among(self, groups: Groups, decision: str, outcomes: tuple[str, ...]) -> Reason | None:
        """The same, given the answers and pins that bear on the decision."""
        needed = _needed(self.solver, groups, self.against(groups, decision, outcomes))
        return None if needed is None else self.reason_of(needed)

    def conflict(self, brief: Brief, guardrail: str) -> Reason:
        """A minimal set of answers and pins that makes a guardrail speak; empty if it is silent."""
        groups = self.bearing(brief, f"guardrail {guardrail}")
        return self.reason_of(_needed(self.solver, groups, [self.against_silence(groups, guardrail)]) or ())

    def reason_of(self, needed: Collection[str]) -> Reason:
        """Names of groups as a Reason: inputs in asking order, pins in deciding order."""
        return Reason(
            tuple(name for name in self.rulebook.inputs if name in needed),
            tuple(name for name in self.rulebook.decisions if PIN + name in needed),
        )

    def against(self, groups: Groups, decision: str, outcomes: tuple[str, ...]) -> list[list[int]]:
        """Assumptions under which a decision has other outcomes: one list for each way to differ.

        The outcomes are forced by a set of groups if it contradicts every list.
        """
        free = self._free_pins(groups, decision)
        return [[literal, *free] for literal in self._not_these(decision, outcomes)]

    def against_silence(self, groups: Groups, guardrail: str) -> list[int]:
        """Assumptions under which a guardrail is silent."""
        return [-self.model.guardrails[guardrail], *self._free_pins(groups, f"guardrail {guardrail}")]

    def silencing(self, brief: Brief, name: str, guardrail: str) -> tuple[Answer, ...]:
        """Other values of one answer, at most one a cell, with which a guardrail is silent, all else unchanged."""
        item = self.rulebook.inputs[name]
        said = Brief(brief.answers, brief.pins, within=brief.within).without_answers([name])
        fixed = [*self._fixed(said), -self.model.guardrails[guardrail]]
        return tuple(
            value
            for value in self.model.other_values(item, self.rulebook.facts_of(brief)[name])
            if self.solver.solve(assumptions=[*fixed, *self.model.input_literals(item, value)])
        )

    def groups(self, brief: Brief) -> Groups:
        """The literals of every answer and pin of a brief."""
        if getattr(self._local, "grouped", (None,))[0] is not brief:  # one brief is asked about many decisions
            self._local.grouped = brief, self._groups(brief)
        found: Groups = self._local.grouped[1]
        return found

    def _groups(self, brief: Brief) -> Groups:
        pinned = {
            PIN + name: self.model.pinned_literals(self.rulebook.decisions[name], brief.pins[name])
            for name in brief.pins
        }
        return {name: tuple(literals) for name, literals in {**self._answers(brief), **pinned}.items()}

    def _answers(self, brief: Brief) -> dict[str, tuple[int, ...]]:
        ways = self.model.answer_ways(brief, self.rulebook)
        return {name: self.disjunctions.literals(found) for name, found in ways.items()}

    def _twice(self, literals: Iterable[int]) -> tuple[int, ...]:
        """The literals and their copies in the second copy of the clauses, where they have one."""
        top = self.model.top
        copies = [literal + top if literal > 0 else literal - top for literal in literals if abs(literal) <= top]
        return (*literals, *copies)

    def bearing(self, brief: Brief, node: str) -> Groups:
        """The answers and pins that a decision or guardrail depends on, the nearest in the requirements graph last.

        Minimizing removes the first ones first, so that the nearest, which explain best, are kept.
        """
        groups = self.groups(brief)
        return {name: groups[name] for name in self._order(node) if name in groups}

    def _order(self, node: str) -> tuple[str, ...]:
        """The inputs and pins that a decision or guardrail can depend on, the farthest first."""
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
        answers = [literal for found in self._answers(brief).values() for literal in found]
        return answers + self.model.pin_literals(brief, self.rulebook)

    def _free_pins(self, groups: Groups, node: str) -> list[int]:
        pins = (name for name in self._order(node) if name.startswith(PIN) and name not in groups)
        return [-self.model.pins[name.removeprefix(PIN)] for name in pins]

    @property
    def solver(self) -> Solver:
        """The solver of this thread over one copy of the clauses."""
        return self._solver("single", self._selectors.clauses, 0)

    @property
    def _double(self) -> Solver:
        return self._solver("double", self._twins.clauses, 1)

    def _solver(self, name: str, clauses: list[list[int]], copies: int) -> Solver:
        """The solver of this thread and name, made on first use and freed when the thread or the program ends.

        It learns the definitions of disjunctions that were added since; `copies`: which form of a definition it takes.
        """
        own = getattr(self._local, name, None)
        if own is None or own.epoch != self.disjunctions.epoch:
            own = _Own(Solver(name=ENGINE, bootstrap_with=clauses), self.disjunctions.epoch)
            finalize(own, own.solver.delete)
            setattr(self._local, name, own)
        if own.last != self.disjunctions.last:
            for variable, forms in self.disjunctions.since(own.last):
                own.solver.append_formula(forms[copies])
                own.last = variable
        return own.solver

    @cached_property
    def size(self) -> tuple[int, int]:
        """The numbers of variables and of clauses of one copy."""
        return self.model.top, len(self.model.clauses)


def _needed(solver: Solver, groups: Groups, against: list[list[int]]) -> set[str] | None:
    """A minimal set of groups that contradicts every list of `against`, by deletion in order; None if all do not.

    The result does not depend on the cores that the solver finds: they only save queries.
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
    """Groups that contradict every list of `against`, from the solver's cores; None if some list can be true."""
    owner = {literal: name for name, literals in groups.items() for literal in literals}
    found = set[str]()
    for always in against:
        if solver.solve(assumptions=[*always, *owner]):
            return None
        found.update(owner[literal] for literal in solver.get_core() or [] if literal in owner)
    return found


class _Own:
    """A solver of one thread, freed when the thread ends; `last`: the last disjunction whose definition it has."""

    def __init__(self, solver: Solver, epoch: int) -> None:
        self.solver = solver
        self.epoch = epoch
        self.last = 0


@dataclass(frozen=True)
class Selectors:
    """The clauses with a selector variable for each outcome.

    Assuming `some` requires an outcome whose selector in `each` (by the literal of the outcome) is not assumed false.
    """

    clauses: list[list[int]]
    each: Mapping[int, int]
    some: int


def selector_clauses(rulebook: Rulebook, model: Formulation) -> Selectors:
    """Extend the clauses: a selector implies its outcome, and `some` implies one of the selectors."""
    tables = rulebook.decisions.values()
    literals = [model.outcome(decision, outcome) for decision in tables for outcome in decision.outcomes]
    each = {literal: model.top + number for number, literal in enumerate(literals, 1)}
    some = model.top + len(each) + 1
    selected = [[-selector, literal] for literal, selector in each.items()]
    return Selectors([*model.clauses, *selected, [-some, *each.values()]], each, some)


@dataclass(frozen=True)
class Twins:
    """Two copies of the clauses with selector variables.

    Assumed true, `same` makes both copies agree on an input, `differs` makes the outcomes of a decision differ,
    `differ` makes those of some decision differ, and `core` those of some core decision.
    """

    clauses: list[list[int]]
    same: Mapping[str, int]
    differs: Mapping[str, int]
    differ: int
    core: int


def twin_clauses(rulebook: Rulebook, model: Formulation) -> Twins:
    """Two copies of the clauses under the same pins: an input matters if they can differ in no other input's value."""

    def other(literal: int) -> int:
        return literal + model.top if literal > 0 else literal - model.top

    top = 2 * model.top
    clauses = [*model.clauses, *([other(literal) for literal in clause] for clause in model.clauses)]
    for decision in rulebook.decisions.values():
        pin = model.pins[decision.id]
        clauses += [[-pin, other(pin)], [pin, -other(pin)]]
        # A pinned decision has the same outcome in both copies, otherwise it would seem to depend on every answer.
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
    core = [differs[name] for name in rulebook.written if rulebook.decisions[name].core]
    clauses.append([-(top + 1), *core])
    return Twins(clauses, same, differs, top, top + 1)
