"""The space of all answers and pins as clauses with one solver: what can be, which small brief shows it, its replay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from pysat.solvers import Solver

from app.domain.model.decisions import Choice, Decision, decide
from app.domain.model.expressions import FactValue, Test
from app.domain.model.inputs import Answer, Brief, Input
from app.domain.reasoning.formulation import Formulation, formulate, literal_of_test
from app.domain.reasoning.reasoner import ENGINE
from app.domain.rulebook import Rulebook


class EvaluatorDisagrees(RuntimeError):
    """A witness of a proof does not show when it is decided: the prover is wrong, not the rules."""


@dataclass(frozen=True)
class Replay:
    """A brief run through the evaluator; `gap` is the decision whose table fits no row, and the run ends there."""

    brief: Brief
    facts: Mapping[str, FactValue]
    choices: Mapping[str, Choice]
    gap: str = ""

    def words(self, names: Iterable[str]) -> str:
        """The values of some facts, as a rule author writes them."""
        return ", ".join(f"{name} = {_written(self.facts[name])}" for name in names)


def replay(rulebook: Rulebook, brief: Brief) -> Replay:
    """Decide a brief table by table, up to the first gap."""
    facts = rulebook.facts_of(brief)
    choices: dict[str, Choice] = {}
    for decision in rulebook.decisions.values():
        try:
            choices.update(decide([decision], facts, brief.pins))
        except LookupError:
            return Replay(brief, facts, choices, decision.id)
    return Replay(brief, facts, choices)


class Space:
    """All answers × all pins of a rulebook; questions are lists of literals that must be true together."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.model: Formulation = formulate(rulebook)
        self._solver: Solver | None = None

    @property
    def solver(self) -> Solver:
        """The solver; clauses must be complete before it is first asked for."""
        if self._solver is None:
            self._solver = Solver(name=ENGINE, bootstrap_with=self.model.clauses)
        return self._solver

    def close(self) -> None:
        """Give back the solver's memory."""
        if self._solver is not None:
            self._solver.delete()

    def can_be(self, literals: Iterable[int]) -> bool:
        """Whether all literals can be true together."""
        return bool(self.solver.solve(assumptions=list(literals)))

    def core(self, literals: list[int]) -> list[int]:
        """Literals that cannot be true together, none of which can be left out; the whole list must be impossible."""
        if self.can_be(literals):
            raise ValueError("these literals do not contradict each other")
        needed = [literal for literal in literals if literal in set(self.solver.get_core() or [])]
        for literal in list(needed):
            rest = [other for other in needed if other != literal]
            if not self.can_be(rest):
                needed = rest
        return needed

    def reachable(self, wanted: Iterable[int], given: list[int]) -> frozenset[int]:
        """Those of the wanted literals that can be true where the given ones are."""
        wanted, seen = set(wanted), set[int]()
        for literal in sorted(wanted, key=abs):
            if literal not in seen and self.can_be([*given, literal]):
                seen |= wanted.intersection(self.solver.get_model())
        return frozenset(seen)

    def unpinned(self, free: Iterable[str] = ()) -> list[int]:
        """The literals that say that every decision follows its table, but for those that are free."""
        return [-selector for name, selector in self.model.pins.items() if name not in set(free)]

    def smallest_brief(self, goal: list[int], free: str = "") -> Brief | None:
        """A brief that shows the goal with few answers other than the usual ones and fewer pins; None if impossible.

        `free` is a decision that must be free of its table in the clauses, but is not pinned in the brief.
        """
        # The later in the list, the sooner it is given up: an unusual answer is a plainer witness than a pin.
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

    def rows_of(self, decision: Decision) -> list[int]:
        """The literals that say of each row of a table that all its tests hold."""
        return [self.model.rows[decision.id, index] for index in range(len(decision.rules))]

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
        """How many answer sets the tables and guardrails can tell apart: the product of the cells of what they read."""
        read = [item for item in self.rulebook.inputs.values() if self.rulebook.requirements.successors(item.id)]
        return prod(self._size(item) for item in read)

    def _size(self, item: Input) -> int:
        if item.kind == "choices":
            return 1 << len(item.values)
        return sum(self.model.has_value(item, cell) for cell in self.model.cells[item.id])


def _written(value: FactValue) -> str:
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(value)) + "}"
    return f"{value:f}" if isinstance(value, Decimal) else value
