"""Decisions: tables of rules with a hit policy, their outcomes, and how one table is decided with its trace.

The reason of an outcome is the row that fired, why not is what blocked the other rows, and nothing else is ever said.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import CoreSchema

from app.domain.model.architecture import Kind
from app.domain.model.expressions import FactValue, Formula, FormulaText, Test, looked_up, parse_formula, parse_test
from app.domain.model.frozen import Entry, Frozen
from app.domain.model.inputs import Axis
from app.domain.model.requests import pinned
from app.memory import remembered
from app.words.catalogue import said
from app.words.text import Text, joined


class Rule(Frozen):
    """One row of a table: all tests of `when` hold → outcome, because."""

    when: dict[str, str | list[str]] = {}
    then: str | None = None
    otherwise: str | None = None
    because: Text
    sources: tuple[str, ...] = ()
    overrules: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_row_or_otherwise(self) -> "Rule":
        if (self.then is None) == (self.otherwise is None):
            raise ValueError("a rule has either `when` and `then`, or `otherwise`")
        if bool(self.when) == (self.otherwise is not None):
            raise ValueError("a rule with `then` needs tests in `when`; an `otherwise` has none")
        for written in self.when.values():
            parse_test(written)
        return self

    @property
    def outcome(self) -> str:
        """The outcome that the row gives."""
        return self.then or self.otherwise or ""

    @cached_property
    def tests(self) -> Mapping[str, Test]:
        """The cells of the row by the fact that they look at."""
        return {fact: parse_test(written) for fact, written in self.when.items()}


class TypeBySetting(Frozen):
    """A component type that follows an architecture-wide setting."""

    by: str
    values: dict[str, str]


class Addition(Entry):
    """A component that an outcome adds: which role it fills, its type and what it is for."""

    model_config = ConfigDict(populate_by_name=True)

    role: str
    type: str | TypeBySetting
    purpose: Text = Field(alias="for")


class ConnectionSpec(Entry):
    """The connections that an outcome adds between roles or role sets, with what they carry together in a month."""

    model_config = ConfigDict(populate_by_name=True)

    source: str | tuple[str, ...] = Field(alias="from")
    target: str | tuple[str, ...] = Field(alias="to")
    label: Text
    kind: Kind
    load: dict[str, FormulaText] = {}
    optional: bool = False
    inside_vpc: bool = False
    into_vpc: bool = False
    via: tuple[str, ...] = ()

    @cached_property
    def formulas(self) -> Mapping[str, Formula]:
        """The load by kind, as formulas over usage figures."""
        return {kind: parse_formula(text) for kind, text in self.load.items()}

    @cached_property
    def names_read(self) -> tuple[str, ...]:
        """Every name that its formulas read."""
        return tuple(sorted({name for formula in self.formulas.values() for name in formula.names}))


class Outcome(Frozen):
    """One possible answer of a decision and the architecture that it brings."""

    label: Text
    note: Text | None = None
    traits: tuple[str, ...] = ()
    settings: dict[str, str] = {}
    adds: tuple[Addition, ...] = ()
    connect: tuple[ConnectionSpec, ...] = ()
    suits: dict[str, str | list[str]] = {}

    @property
    def builds(self) -> bool:
        """Whether it adds anything to the architecture: settings, components or connections."""
        return bool(self.settings or self.adds or self.connect)

    @cached_property
    def suiting(self) -> Mapping[str, Test]:
        """The tests that must all hold for the outcome to be put beside another one as an alternative."""
        return {fact: parse_test(written) for fact, written in self.suits.items()}


class Door(Frozen):
    """Whether a decision can be gone back on, and what that costs."""

    way: Literal["one", "two"]
    going_back: Text


class NamedAlternative(Frozen):
    """An alternative that a decision names: the pins that lead to it, and what it would mean."""

    pins: dict[str, str | tuple[str, ...]]
    text: Text

    @cached_property
    def fixed(self) -> Mapping[str, tuple[str, ...]]:
        """The pins as outcomes by decision."""
        return fixed(self.pins)


def fixed(pins: Mapping[str, str | tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Pins as they are written, as outcomes by decision."""
    return {pin: (value,) if isinstance(value, str) else value for pin, value in pins.items()}


class Example(Frozen):
    """Facts and the outcome that a table must give for them; `shows` names the claims that this example proves."""

    given: dict[str, str | tuple[str, ...]]
    then: str | tuple[str, ...]
    shows: tuple[str, ...] = ()


class Decision(Entry):
    """One decision: its question, its table, its outcomes, and the examples that prove it."""

    id: str
    kind: Literal["finding", "part", "shared"]
    title: Text
    question: Text
    core: bool = False
    compared: bool = False
    axis: tuple[Axis, ...] = Field(min_length=1)
    door: Door
    hit_policy: Literal["first", "unique", "collect"]
    rules: tuple[Rule, ...] = Field(min_length=1, max_length=12)
    outcomes: dict[str, Outcome] = Field(min_length=1)
    instead: dict[str, NamedAlternative] = {}
    examples: tuple[Example, ...] = Field(min_length=1)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that the table reads, in the order of first mention."""
        return tuple(dict.fromkeys(fact for rule in self.rules for fact in rule.when))

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The facts that the reasons name besides those that the table reads."""
        named = (name for rule in self.rules for name in sorted(rule.because.names()))
        return tuple(name for name in dict.fromkeys(named) if name not in self.facts)

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Every fact that the table reads or tells."""
        return (*self.facts, *self.told)

    @cached_property
    def read(self) -> Callable[[Mapping[str, FactValue]], tuple[FactValue, ...]]:
        """Look up every fact that the table reads or tells, in order."""
        return looked_up(self.named)

    @property
    def pins(self) -> CoreSchema:
        """What it can be pinned to."""
        return pinned(tuple(self.outcomes), several=self.collects)

    @property
    def collects(self) -> bool:
        """Whether the outcome is a set."""
        return self.hit_policy == "collect"

    @cached_property
    def rows(self) -> tuple[tuple[tuple[tuple[str, Callable[[FactValue], bool]], ...], str], ...]:
        """The table made ready to run: for each row its tests as functions, and its outcome."""
        return tuple(
            (tuple((fact, test.condition.matches) for fact, test in rule.tests.items()), rule.outcome)
            for rule in self.rules
        )

    def without(self, claim: str) -> "Decision":
        """The same decision with every rule that cites the claim taken away."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        rest = tuple(rule for rule in self.rules if claim not in (*rule.sources, *rule.overrules))
        # Built anew: a copy would keep the rows made ready from the old rules.
        return Decision.model_construct(**{**fields, "rules": rest})


@dataclass(frozen=True, eq=False)
class Choice:
    """What one decision came to: its outcomes, the rows that fired, and whether the user fixed it.

    The same facts give the same object, so that what is told of a choice can be kept with it.
    """

    decision: Decision
    outcomes: tuple[str, ...]
    fired: tuple[int, ...] = ()
    pinned: bool = False
    facts: Mapping[str, FactValue] = field(default_factory=dict)

    @cached_property
    def value(self) -> FactValue:
        """The choice as a fact for later decisions: an outcome, or a set of outcomes if the decision collects."""
        return frozenset(self.outcomes) if self.decision.collects else self.outcomes[0]

    @cached_property
    def traits(self) -> tuple[str, ...]:
        """The traits that the chosen outcomes carry."""
        return tuple(trait for outcome in self.outcomes for trait in self.decision.outcomes[outcome].traits)

    @property
    def chosen(self) -> tuple[Outcome, ...]:
        """The outcomes themselves."""
        return tuple([self.decision.outcomes[outcome] for outcome in self.outcomes])

    @cached_property
    def building(self) -> tuple[Decision, tuple[str, ...]] | None:
        """The decision and its outcomes if these add anything to the architecture; None otherwise."""
        return (self.decision, self.outcomes) if any(outcome.builds for outcome in self.chosen) else None

    @cached_property
    def label(self) -> Text:
        """The outcome in words."""
        labels = [self.decision.outcomes[outcome].label for outcome in self.outcomes]
        if not labels:
            return said("value.none")
        return joined(labels)

    @cached_property
    def failing(self) -> tuple[tuple[str, ...], ...]:
        """For each row the facts whose tests do not hold; an empty row holds."""
        facts = self.facts
        return tuple(
            tuple(fact for fact, matches in tests if not matches(facts[fact])) for tests, _ in self.decision.rows
        )

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """The facts of the rows that fired; for an `otherwise`, the facts that kept every other row from firing."""
        facts = [fact for index in self.fired for fact in self.decision.rules[index].when]
        if not facts and self.fired:
            facts = [fact for failing in self.blocked().values() for fact in failing]
        return tuple(dict.fromkeys(facts))

    @cached_property
    def fired_on(self) -> frozenset[str]:
        """The facts that the rows that fired look at."""
        return frozenset(fact for index in self.fired for fact in self.decision.rules[index].when)

    @cached_property
    def kept_out(self) -> tuple[tuple[str, ...], ...]:
        """For each row that could have given another outcome the facts that kept it from firing."""
        rows = self.decision.rows if self.decision.collects else self.decision.rows[: self.fired[0]]
        return tuple(self.failing[index] for index, (_, outcome) in enumerate(rows) if outcome not in self.outcomes)

    def blocked(self) -> dict[str, tuple[str, ...]]:
        """For each other outcome the facts that kept its nearest row from firing; none if an earlier row decided."""
        return {outcome: self.failing[index] for outcome, index in self.nearest_rules.items()}

    @cached_property
    def nearest_rules(self) -> Mapping[str, int]:
        """For each other outcome the rule, by its place, that failed by the fewest tests."""
        nearest: dict[str, int] = {}
        for index, (_, outcome) in enumerate(self.decision.rows):
            if outcome in self.outcomes:
                continue
            if outcome not in nearest or len(self.failing[index]) < len(self.failing[nearest[outcome]]):
                nearest[outcome] = index
        return nearest

    def overtaking(self, index: int) -> tuple[str, ...]:
        """The facts of the earlier rows that hold and give another outcome than the row at this place."""
        if self.decision.hit_policy != "first":
            return ()
        rows = self.decision.rows
        held = [
            tests
            for (tests, outcome), failing in zip(rows[:index], self.failing, strict=False)
            if not failing and outcome != rows[index][1]
        ]
        return tuple(dict.fromkeys(fact for tests in held for fact, _ in tests))


def decide_table(decision: Decision, facts: Mapping[str, FactValue]) -> Choice:
    """Run one table over facts; LookupError when no row fires (a gap that the proofs exclude)."""
    return _choice(decision, None, _values(decision, facts))


def pinned_choice(decision: Decision, outcomes: tuple[str, ...], facts: Mapping[str, FactValue]) -> Choice:
    """The choice that the user fixed, whatever the table says."""
    return _choice(decision, outcomes, _values(decision, facts))


def _values(decision: Decision, facts: Mapping[str, FactValue]) -> tuple[FactValue | None, ...]:
    """The facts that a table reads and tells; those that are missing are None."""
    try:
        return decision.read(facts)
    except KeyError:
        return tuple([facts.get(name) for name in decision.named])


@remembered("choices")
def _choice(decision: Decision, pinned: tuple[str, ...] | None, values: tuple[FactValue | None, ...]) -> Choice:
    """The choice for the values of the facts that a decision reads and tells: the pinned outcomes, or the table's."""
    facts = {name: value for name, value in zip(decision.named, values, strict=True) if value is not None}
    if pinned is not None:
        return Choice(decision, pinned, (), pinned=True, facts=facts)
    fired = []
    for index, (tests, _) in enumerate(decision.rows):
        if all(matches(facts[fact]) for fact, matches in tests):
            fired.append(index)
            if decision.hit_policy != "collect":
                break
    if not fired and not decision.collects:
        raise LookupError(f"no rule of {decision.id} fits these facts")
    outcomes = tuple(dict.fromkeys(decision.rows[index][1] for index in fired))
    return Choice(decision, outcomes, tuple(fired), facts=facts)


def decide(
    decisions: Iterable[Decision],
    facts: dict[str, FactValue],
    pins: Mapping[str, tuple[str, ...]],
) -> dict[str, Choice]:
    """Run every table in order; `facts` gains each decision's outcome and the traits that outcomes carry."""
    choices: dict[str, Choice] = {}
    for decision in decisions:
        pinned = pins.get(decision.id)
        choice = decide_table(decision, facts) if pinned is None else pinned_choice(decision, pinned, facts)
        choices[decision.id] = choice
        facts[decision.id] = choice.value
        for trait in choice.traits:
            facts[trait] = "yes"
    return choices
