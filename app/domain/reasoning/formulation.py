"""The rulebook as clauses (CNF) over the cells of the inputs: tables, traits, comparisons and guardrails.

A cell is one value of a choice, one threshold of a number, or the open interval between two neighbouring thresholds.
No test distinguishes two numbers in one cell, so the abstraction is exact. A pinned decision ignores its table.
"""

import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Final, Literal, TypeAlias

from app.domain.model.briefs import Brief
from app.domain.model.decisions import Decision
from app.domain.model.expressions import AnyOf, Condition, FactValue, Membership, Not, Test
from app.domain.model.inputs import Answer, Input, whole_above
from app.domain.model.requests import NONE
from app.domain.rulebook import Rulebook

Stretch: TypeAlias = tuple[Decimal, bool, Decimal, bool]
"""A lower and an upper end of numbers, each with whether it belongs to them."""
Ways: TypeAlias = tuple[tuple[int, ...], ...]
"""Conjunctions of literals of which one holds."""
MOST_DISJUNCTIONS: Final = 2000


class Disjunctions:
    """Variables that say that one of several ways holds, defined when they are first asked for.

    `last`: the newest variable. `definitions`: by variable its clauses over one copy of the model, and over two (see
    `twin_clauses`). The oldest are dropped beyond MOST_DISJUNCTIONS, which changes `epoch`; no variable is used twice.
    """

    def __init__(self, top: int, copy: int) -> None:
        """`top`: the largest variable in use. `copy`: by how much the variables of the second copy are larger."""
        self.epoch = self.last = 0
        self.definitions: dict[int, tuple[list[list[int]], list[list[int]]]] = {}
        self._top, self._copy = top, copy
        self._known: dict[Ways, int] = {}
        self._lock = threading.Lock()

    def literals(self, ways: Ways) -> tuple[int, ...]:
        """Literals that are all true only if one of the ways holds, and that can be whenever one does."""
        if len(ways) == 1:
            return ways[0]
        with self._lock:
            name = self._known.pop(ways, 0) or self._defined(ways)
            self._known[ways] = name
            if len(self._known) > MOST_DISJUNCTIONS:
                for old in list(self._known)[: MOST_DISJUNCTIONS // 2]:
                    del self.definitions[self._known.pop(old)]
                self.epoch += 1
        return (name,)

    def since(self, last: int) -> list[tuple[int, tuple[list[list[int]], list[list[int]]]]]:
        """The definitions of the variables after one, in order."""
        with self._lock:
            return [(name, forms) for name, forms in self.definitions.items() if name > last]

    def _defined(self, ways: Ways) -> int:
        name = self._new()
        one = self._clauses(name, ways)
        second = tuple(tuple(item + self._copy if item > 0 else item - self._copy for item in way) for way in ways)
        self.definitions[name] = one, [*one, *self._clauses(name, second)]
        self.last = name
        return name

    def _clauses(self, name: int, ways: Ways) -> list[list[int]]:
        chosen = [self._new() for _ in ways]
        parts = [[-choice, literal] for choice, way in zip(chosen, ways, strict=True) for literal in way]
        return [[-name, *chosen], *parts]

    def _new(self) -> int:
        self._top += 1
        return self._top


@dataclass
class Formulation:
    """Clauses over numbered variables, and the literals of facts, pins, guardrails and rules.

    `cells`: the values of a fact, an interval being represented by its middle; sets have `members` instead.
    `values`, `members`: the literal for (fact, cell) and (fact, member). `pins`, `guardrails`: by id.
    `holds`, `fires`: for (decision, index of a rule), that all its tests hold, and that it also decides.
    """

    cells: dict[str, tuple[FactValue, ...]] = field(default_factory=dict)
    values: dict[tuple[str, FactValue], int] = field(default_factory=dict)
    members: dict[tuple[str, str], int] = field(default_factory=dict)
    pins: dict[str, int] = field(default_factory=dict)
    guardrails: dict[str, int] = field(default_factory=dict)
    holds: dict[tuple[str, int], int] = field(default_factory=dict)
    fires: dict[tuple[str, int], int] = field(default_factory=dict)
    clauses: list[list[int]] = field(default_factory=list)
    top: int = 0
    _named: dict[tuple[int, ...], int] = field(default_factory=dict)

    def new(self) -> int:
        """A new variable."""
        self.top += 1
        return self.top

    def either(self, literals: Iterable[int]) -> int:
        """A literal equivalent to the disjunction of the literals (Tseitin encoding); equal sets share one."""
        parts = tuple(sorted(set(literals)))
        if len(parts) == 1:
            return parts[0]
        if parts not in self._named:
            name = self.new()
            self._named[parts] = name
            self.clauses.append([-name, *parts])
            self.clauses.extend([name, -part] for part in parts)
        return self._named[parts]

    def never(self) -> int:
        """A literal that is always false."""
        return self.either(())

    def all_of(self, literals: Iterable[int]) -> int:
        """A literal equivalent to the conjunction of the literals."""
        return -self.either(-literal for literal in literals)

    def exactly_one(self, literals: list[int]) -> None:
        """Add clauses that make exactly one of the literals true (pairwise encoding)."""
        self.clauses.append(literals)
        self.clauses.extend([-left, -right] for left, right in combinations(literals, 2))

    def answer_ways(self, brief: Brief, rulebook: Rulebook) -> dict[str, Ways]:
        """What the answers of a brief say, by input: literals that are all true, in one of several ways.

        An input answered "not sure" has the value that is assumed for it; only a test can have more than one way.
        """
        assumed = rulebook.assumed(brief)
        known = {name: assumed.get(name, rulebook.inputs[name].usual_value()) for name in brief.unsure}
        tests = {name: test for name, test in brief.within.items() if name not in known}
        found = {
            name: (tuple(self.input_literals(rulebook.inputs[name], value)),)
            for name, value in (known | dict(brief.answers)).items()
        }
        return found | {name: self.test_ways(rulebook.inputs[name], test) for name, test in tests.items()}

    def test_ways(self, item: Input, test: Test) -> Ways:
        """The ways in which an input can have a value in a cell that a test reaches."""
        if item.kind != "choices":
            return (tuple(self.outside(item, test)),)
        return tuple(
            tuple(
                [self.members[item.id, name] for name in sorted(box.present)]
                + [-self.members[item.id, name] for name in sorted(box.absent)]
            )
            for box in item.boxes(test)
        )

    def pin_literals(self, brief: Brief, rulebook: Rulebook) -> list[int]:
        """The literals of the pins of a brief, and for every other decision that it follows its table."""
        fixed = [-selector for name, selector in self.pins.items() if name not in brief.pins]
        for name, outcomes in brief.pins.items():
            fixed.extend(self.pinned_literals(rulebook.decisions[name], outcomes))
        return fixed

    def pinned_literals(self, decision: Decision, outcomes: tuple[str, ...]) -> list[int]:
        """The literals of one pin: the decision ignores its table and has exactly these outcomes."""
        literals = {outcome: self.outcome(decision, outcome) for outcome in decision.outcomes}
        return [self.pins[decision.id], *(lit if name in outcomes else -lit for name, lit in literals.items())]

    def literals_of_inputs(self, rulebook: Rulebook) -> dict[str, list[int]]:
        """For each input the literals of its cells or members."""
        found: dict[str, list[int]] = {name: [] for name in rulebook.inputs}
        for (name, _), literal in [*self.values.items(), *self.members.items()]:
            if name in found:
                found[name].append(literal)
        return found

    def input_literals(self, item: Input, value: FactValue) -> list[int]:
        """The literals that are true together exactly if an input has this value, or one in the same cell."""
        if isinstance(value, frozenset):
            return [
                self.members[item.id, member] if member in value else -self.members[item.id, member]
                for member in item.value_ids
            ]
        return [self.values[item.id, self.cell_of(item, value)]]

    def outside(self, item: Input, test: Test) -> list[int]:
        """Literals that are true together exactly if a number or choice has a value in a cell that the test reaches."""
        return [-self.values[item.id, cell] for cell in self.cells[item.id] if not self.reached(item, cell, test)]

    def reached(self, item: Input, cell: FactValue, test: Test) -> bool:
        """Whether some allowed value of a cell, or the set itself, passes a test."""
        return self.value_given(item, cell, test) is not None

    def cell_of(self, item: Input, value: FactValue) -> FactValue:
        """The cell of a value; for a number the threshold itself, or the middle of its interval."""
        between = self.bounds(item, value)
        return value if between is None else (between[0] + between[1]) / 2

    def bounds(self, item: Input, value: FactValue) -> tuple[Decimal, Decimal] | None:
        """The neighbouring thresholds that a number lies strictly between; None for a threshold or another value."""
        if not isinstance(value, Decimal):
            return None
        cuts = [cell for cell in self.cells[item.id] if isinstance(cell, Decimal)][::2]
        return next(((low, high) for low, high in pairwise(cuts) if low < value < high), None)

    def stretch(self, item: Input, cells: Sequence[FactValue]) -> Stretch:
        """The ends of neighbouring cells of a number."""
        return (*self._end(item, cells[0], 0), *self._end(item, cells[-1], 1))

    def _end(self, item: Input, cell: FactValue, side: Literal[0, 1]) -> tuple[Decimal, bool]:
        """The lower (0) or upper (1) end of a cell, and whether it belongs to the cell."""
        between = self.bounds(item, cell)
        return (between[side], False) if between else (Decimal(str(cell)), True)

    def other_values(self, item: Input, now: FactValue) -> Iterator[Answer]:
        """One value of every cell except that of `now`; for a set, the sets with one member added or removed."""
        if isinstance(now, frozenset):
            yield from dict.fromkeys(item.toggled(now, member) for member in item.value_ids)
        else:
            here = self.cell_of(item, now)
            cells = (cell for cell in self.cells[item.id] if cell != here and self.has_value(item, cell))
            yield from (self.value_given(item, cell) or cell for cell in cells)

    def value_in(self, item: Input, true: Collection[int]) -> Answer:
        """The value of an input in a model whose true literals are given."""
        if item.kind == "choices":
            return frozenset(member for member in item.value_ids if self.members[item.id, member] in true)
        cell = next(cell for cell in self.cells[item.id] if self.values[item.id, cell] in true)
        return self.value_given(item, cell) or cell

    def has_value(self, item: Input, cell: FactValue) -> bool:
        """Whether a cell contains an allowed value: the interval between 1 and 2 has none for a whole number."""
        if not item.whole or not isinstance(cell, Decimal):
            return True
        between = self.bounds(item, cell)
        return cell == cell.to_integral_value() if between is None else whole_above(between[0]) < between[1]

    def value_given(self, item: Input, cell: Answer, test: Test | None = None) -> Answer | None:
        """An allowed value in a cell that passes a test, wherever the borders of the test lie; None if none does.

        The usual value if it can be, or the smallest whole number, or the middle.
        """
        between = self.bounds(item, cell)
        if between is None:
            return cell if test is None or test.matches(cell) else None
        low, high = between
        tried = [number for number in (item.usual_value(), whole_above(low), cell) if isinstance(number, Decimal)]
        inside = (number for number in tried if low < number < high and (test is None or test.matches(number)))
        return next(inside, None if test is None else item.within(test, low, high))

    def outcome(self, decision: Decision, outcome: str) -> int:
        """The literal of an outcome of a decision."""
        return self.members[decision.id, outcome] if decision.collects else self.values[decision.id, outcome]


def formulate(rulebook: Rulebook) -> Formulation:
    """Translate a rulebook into clauses."""
    model = Formulation()
    cuts = rulebook.thresholds
    for item in rulebook.inputs.values():
        _declare_input(model, item, cuts.get(item.id, frozenset()))
    carriers = _carriers(rulebook)
    for trait in rulebook.roles.traits:
        for value in ("yes", "no"):
            model.values[trait, value] = model.new() if value == "yes" else -model.values[trait, "yes"]
        model.cells[trait] = ("yes", "no")
    for decision in rulebook.decisions.values():
        _declare_decision(model, decision)
    for decision in rulebook.decisions.values():
        _write_table(model, decision)
    for trait, pairs in carriers.items():
        literals = [model.outcome(rulebook.decisions[name], outcome) for name, outcome in pairs]
        yes = model.values[trait, "yes"]
        model.clauses.append([-yes, *literals])
        model.clauses.extend([yes, -literal] for literal in literals)
    for guardrail in rulebook.guardrails:
        tests = [literal_of_test(model, fact, test) for fact, test in guardrail.tests.items()]
        model.guardrails[guardrail.id] = model.all_of(tests)
    return model


def _declare_input(model: Formulation, item: Input, cuts: frozenset[Decimal]) -> None:
    if item.kind == "choices":
        _declare_set(model, item)
        return
    cells: tuple[FactValue, ...] = item.value_ids
    if item.kind == "number":
        bounds = sorted({item.at_least, item.at_most, *(cut for cut in cuts if item.at_least <= cut <= item.at_most)})
        middles = [(low + high) / 2 for low, high in pairwise(bounds)]
        cells = tuple(sorted([*bounds, *middles]))
    _declare(model, item.id, cells)
    model.clauses.extend([-model.values[item.id, cell]] for cell in cells if not model.has_value(item, cell))


def _declare_set(model: Formulation, item: Input) -> None:
    literals = {member: model.new() for member in item.value_ids}
    model.members.update({(item.id, member): literal for member, literal in literals.items()})
    model.clauses.extend(
        [-literals[member], -literal] for member in item.alone for other, literal in literals.items() if other != member
    )
    if NONE in item.alone:
        model.clauses.append(list(literals.values()))


def _declare(model: Formulation, name: str, cells: tuple[FactValue, ...]) -> None:
    model.cells[name] = cells
    literals = [model.new() for _ in cells]
    model.values.update({(name, cell): literal for cell, literal in zip(cells, literals, strict=True)})
    model.exactly_one(literals)


def _declare_decision(model: Formulation, decision: Decision) -> None:
    model.pins[decision.id] = model.new()
    if decision.collects:
        model.members.update({(decision.id, outcome): model.new() for outcome in decision.outcomes})
    else:
        _declare(model, decision.id, tuple(decision.outcomes))


def _carriers(rulebook: Rulebook) -> dict[str, list[tuple[str, str]]]:
    carriers: dict[str, list[tuple[str, str]]] = {trait: [] for trait in rulebook.roles.traits}
    for decision in rulebook.decisions.values():
        for name, outcome in decision.outcomes.items():
            for trait in outcome.traits:
                carriers[trait].append((decision.id, name))
    return carriers


def _write_table(model: Formulation, decision: Decision) -> None:
    pin = model.pins[decision.id]
    fired: dict[str, list[int]] = {outcome: [] for outcome in decision.outcomes}
    earlier: list[int] = []
    for index, rule in enumerate(decision.rules):
        holds = model.all_of(literal_of_test(model, fact, test) for fact, test in rule.tests.items())
        fires = holds if decision.hit_policy != "first" else model.all_of([holds, *(-other for other in earlier)])
        model.holds[decision.id, index] = holds
        model.fires[decision.id, index] = fires
        fired[rule.outcome].append(fires)
        earlier.append(holds)
    for outcome, rules in fired.items():
        literal = model.outcome(decision, outcome)
        model.clauses.append([pin, -literal, *rules])
        model.clauses.extend([pin, literal, -fires] for fires in rules)


def literal_of_test(model: Formulation, fact: str, test: Test) -> int:
    """A literal equivalent to "this fact satisfies this test"."""
    if fact in model.cells:
        cells = [cell for cell in model.cells[fact] if test.matches(cell)]
        return model.either(model.values[fact, cell] for cell in cells)
    return _set_literal(model, fact, test.condition)


def _set_literal(model: Formulation, fact: str, condition: Condition) -> int:
    members = {member: literal for (name, member), literal in model.members.items() if name == fact}
    match condition:
        case Membership("has", member):
            return members[member]
        case Membership("lacks", member):
            return -members[member]
        case Membership("only", member):
            return model.all_of(literal if name == member else -literal for name, literal in members.items())
        case Membership():
            return model.all_of(-literal for literal in members.values())
        case Not(inner):
            return -_set_literal(model, fact, inner)
        case AnyOf(parts):
            return model.either(_set_literal(model, fact, part) for part in parts)
    raise ValueError(f"{fact} is a set and cannot be tested this way")
