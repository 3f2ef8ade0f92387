"""All answers and pins of a rulebook in one SAT solver: satisfiability, unsatisfiable cores, small witnesses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from pysat.solvers import Solver

from app.domain.model.briefs import Brief
from app.domain.model.decisions import Choice, Decision, decide
from app.domain.model.expressions import FactValue, Test
from app.domain.model.inputs import Answer, Input
from app.domain.model.requests import NONE
from app.domain.reasoning.formulation import Formulation, formulate, literal_of_test
from app.domain.reasoning.reasoner import ENGINE
from app.domain.rulebook import Rulebook


class EvaluatorDisagrees(RuntimeError):
    """The evaluator contradicts a witness of a proof: the clauses are wrong, not the rules."""


@dataclass(frozen=True)
class Replay:
    """A brief decided by the evaluator; `gap` is the decision in which no rule fires, the last one reached."""

    brief: Brief
    facts: Mapping[str, FactValue]
    choices: Mapping[str, Choice]
    gap: str = ""

    def words(self, names: Iterable[str]) -> str:
        """Some facts as `name = value`, values written as in a rule file."""
        return ", ".join(f"{name} = {_written(self.facts[name])}" for name in names)


def replay(rulebook: Rulebook, brief: Brief) -> Replay:
    """Decide a brief in deciding order, up to the first gap."""
    facts = rulebook.facts_of(brief)
    choices: dict[str, Choice] = {}
    for decision in rulebook.decisions.values():
        try:
            choices.update(decide([decision], facts, brief.pins))
        except LookupError:
            return Replay(brief, facts, choices, decision.id)
    return Replay(brief, facts, choices)


class Space:
    """All answers × all pins of a rulebook; a query is a list of literals that must be true together."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.model: Formulation = formulate(rulebook)
        self._solver: Solver | None = None

    @property
    def solver(self) -> Solver:
        """The solver; all clauses must be added to the model before its first use."""
        if self._solver is None:
            self._solver = Solver(name=ENGINE, bootstrap_with=self.model.clauses)
        return self._solver

    def close(self) -> None:
        """Free the memory of the solver."""
        if self._solver is not None:
            self._solver.delete()

    def can_be(self, literals: Iterable[int]) -> bool:
        """Whether the clauses are satisfiable with all these literals true."""
        return bool(self.solver.solve(assumptions=list(literals)))

    def core(self, literals: list[int]) -> list[int]:
        """A minimal unsatisfiable subset of the literals, by deletion; ValueError if they can all be true."""
        if self.can_be(literals):
            raise ValueError("these literals do not contradict each other")
        needed = [literal for literal in literals if literal in set(self.solver.get_core() or [])]
        for literal in list(needed):
            rest = [other for other in needed if other != literal]
            if not self.can_be(rest):
                needed = rest
        return needed

    def reachable(self, wanted: Iterable[int], given: list[int]) -> frozenset[int]:
        """Those of the wanted literals that can each be true together with the given ones."""
        wanted, seen = set(wanted), set[int]()
        for literal in sorted(wanted, key=abs):
            if literal not in seen and self.can_be([*given, literal]):
                seen |= wanted.intersection(self.solver.get_model())
        return frozenset(seen)

    def unpinned(self, free: Iterable[str] = ()) -> list[int]:
        """The literals that every decision follows its table, except those in `free`."""
        return [-selector for name, selector in self.model.pins.items() if name not in set(free)]

    def smallest_brief(self, goal: list[int], free: str = "") -> Brief | None:
        """A brief in which the goal's literals are true, with few pins and few answers other than the usual ones.

        None if there is none. `free` is a decision that ignores its table in the query, but is not pinned in the brief.
        Greedy: soft literals in an unsatisfiable core are given up one by one, then added back where possible.
        """
        # Of a core the last literal is given up: answers before pins, as an unusual answer is easier to understand.
        if not self.can_be(goal):
            return None
        soft = dict.fromkeys([*self.unpinned([free]), *self._usual_literals()])
        given_up: list[int] = []
        while not self.can_be([*goal, *soft]):
            core = set(self.solver.get_core() or [])
            blamed = [literal for literal in soft if literal in core]
            if not blamed:
                return None
            given_up.append(blamed[-1])
            del soft[blamed[-1]]
        for literal in reversed(given_up):
            if self.can_be([*goal, *soft, literal]):
                soft[literal] = None
        self.can_be([*goal, *soft])
        return self._brief({literal for literal in self.solver.get_model() if literal > 0}, free)

    def holding(self, decision: Decision) -> list[int]:
        """For each rule of a table the literal that all its tests hold."""
        return [self.model.holds[decision.id, index] for index in range(len(decision.rules))]

    def tests_of(self, tests: Mapping[str, Test]) -> dict[str, int]:
        """The literal of each test."""
        return {fact: literal_of_test(self.model, fact, test) for fact, test in tests.items()}

    def _usual_literals(self) -> list[int]:
        return [
            literal
            for item in self.rulebook.inputs.values()
            for literal in self.model.input_literals(item, item.usual_value())
        ]

    def _brief(self, true: set[int], free: str) -> Brief:
        answers: dict[str, Answer] = {}
        for item in self.rulebook.inputs.values():
            value = self.model.value_in(item, true)
            if value != item.usual_value():
                answers[item.id] = value
        pins = {}
        for name, selector in self.model.pins.items():
            if selector in true and name != free:
                decision = self.rulebook.decisions[name]
                pins[name] = tuple(item for item in decision.outcomes if self.model.outcome(decision, item) in true)
        return Brief(answers, pins)

    def answer_sets(self) -> int:
        """The number of answer sets that tables and guardrails distinguish: the product of their cells by input."""
        read = [item for item in self.rulebook.inputs.values() if self.rulebook.requirements.successors(item.id)]
        return prod(self._size(item) for item in read)

    def _size(self, item: Input) -> int:
        if item.kind == "choices":
            together, none = len(item.values) - len(item.alone), NONE in item.alone
            return (1 << together) + len(item.alone) - none
        return sum(self.model.has_value(item, cell) for cell in self.model.cells[item.id])


def _written(value: FactValue) -> str:
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(value)) + "}"
    return f"{value:f}" if isinstance(value, Decimal) else value
