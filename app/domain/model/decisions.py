"""Decisions: decision tables (rules with a hit policy, as in DMN), their outcomes, and how a table is evaluated.

A choice records which rules fired and which tests failed; every explanation of an outcome is derived from that record.
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
    """One rule of a decision table: if all tests of `when` hold, the outcome is `then`, for the reason `because`.

    A rule with `otherwise` has no tests and closes a table; `overrules` cites claims that the rule decides against.
    """

    when: dict[str, str | list[str]] = {}
    then: str | None = None
    otherwise: str | None = None
    because: Text
    sources: tuple[str, ...] = ()
    overrules: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_tests_or_is_otherwise(self) -> "Rule":
        if (self.then is None) == (self.otherwise is None):
            raise ValueError("a rule has either `when` and `then`, or `otherwise`")
        if bool(self.when) == (self.otherwise is not None):
            raise ValueError("a rule with `then` needs tests in `when`; an `otherwise` has none")
        for written in self.when.values():
            parse_test(written)
        return self

    @property
    def outcome(self) -> str:
        """The outcome that the rule gives."""
        return self.then or self.otherwise or ""

    @cached_property
    def tests(self) -> Mapping[str, Test]:
        """The parsed tests of `when`, by fact."""
        return {fact: parse_test(written) for fact, written in self.when.items()}


class TypeBySetting(Frozen):
    """A component type that depends on a setting of the architecture: the type by the value of the setting `by`."""

    by: str
    values: dict[str, str]


class Addition(Entry):
    """A component that an outcome adds: the role that it fills, its type and its purpose."""

    model_config = ConfigDict(populate_by_name=True)

    role: str
    type: str | TypeBySetting
    purpose: Text = Field(alias="for")


class ConnectionSpec(Entry):
    """Connections that an outcome adds from every source to every target (roles or role sets).

    `load`: formulas of what they carry together in a month, by kind; each connection carries an equal share.
    `optional`: no fault if an end is missing. `inside_vpc`, `into_vpc`: only sources, only targets in the VPC count.
    `via`: roles, the first suitable of which the connections pass through.
    """

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
        """The parsed formulas of the load, by kind."""
        return {kind: parse_formula(text) for kind, text in self.load.items()}

    @cached_property
    def names_read(self) -> tuple[str, ...]:
        """Every name that its formulas read; sorted."""
        return tuple(sorted({name for formula in self.formulas.values() for name in formula.names}))


class Outcome(Frozen):
    """One outcome of a decision: its label and what it adds to the architecture.

    `traits` become facts with the value `yes`; `suits` are the tests for offering it as an alternative.
    """

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
        """The parsed tests of `suits`, by fact."""
        return {fact: parse_test(written) for fact, written in self.suits.items()}


class Door(Frozen):
    """Whether a decision is easy ("two"-way door) or hard ("one") to reverse, and what reversing costs."""

    way: Literal["one", "two"]
    going_back: Text


class NamedAlternative(Frozen):
    """An alternative that a decision table names: the pins that lead to it, and what choosing it means."""

    pins: dict[str, str | tuple[str, ...]]
    text: Text

    @cached_property
    def fixed(self) -> Mapping[str, tuple[str, ...]]:
        """The pinned outcomes by decision."""
        return fixed(self.pins)


def fixed(pins: Mapping[str, str | tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The pinned outcomes by decision from pins as written in a rule file: one outcome or several."""
    return {pin: (value,) if isinstance(value, str) else value for pin, value in pins.items()}


class Example(Frozen):
    """A test case of a decision table: facts and the outcome that must come out.

    `shows` names claims whose rules must matter: without them the outcome must be another one.
    """

    given: dict[str, str | tuple[str, ...]]
    then: str | tuple[str, ...]
    shows: tuple[str, ...] = ()


class Decision(Entry):
    """A decision table: question, rules, hit policy, outcomes, test cases.

    Hit policies: `first` (the first rule that holds), `unique` (exactly one can hold), `collect` (a set of outcomes).
    `core`: settled first. `compared`: its other outcomes are offered as alternatives. `instead`: named alternatives.
    """

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
        """The facts that the reasons name but no test reads."""
        named = (name for rule in self.rules for name in sorted(rule.because.names()))
        return tuple(name for name in dict.fromkeys(named) if name not in self.facts)

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Every fact that the tests or the reasons name."""
        return (*self.facts, *self.told)

    @cached_property
    def read(self) -> Callable[[Mapping[str, FactValue]], tuple[FactValue, ...]]:
        """A function that takes facts and returns the values of `named`, in order; KeyError if one is missing."""
        return looked_up(self.named)

    @property
    def pins(self) -> CoreSchema:
        """The schema of a pin: one of its outcomes, or several if it collects."""
        return pinned(tuple(self.outcomes), several=self.collects)

    @property
    def collects(self) -> bool:
        """Whether its result is a set of outcomes."""
        return self.hit_policy == "collect"

    @cached_property
    def compiled_rules(self) -> tuple[tuple[tuple[tuple[str, Callable[[FactValue], bool]], ...], str], ...]:
        """The rules ready to evaluate: for each its tests as (fact, function of the value), and its outcome."""
        return tuple(
            (tuple((fact, test.condition.matches) for fact, test in rule.tests.items()), rule.outcome)
            for rule in self.rules
        )

    def without(self, claim: str) -> "Decision":
        """The same decision without the rules that cite a claim."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        rest = tuple(rule for rule in self.rules if claim not in (*rule.sources, *rule.overrules))
        # Built anew: a copy would keep the cached properties of the old rules.
        return Decision.model_construct(**{**fields, "rules": rest})


@dataclass(frozen=True, eq=False)
class Choice:
    """The result of one decision: its outcomes, the rules that fired (by index), and whether it was pinned.

    `facts` are the values of the facts that its table names; equal values give the same object.
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
        """The label of the outcomes, joined by commas; "none" if there are none."""
        labels = [self.decision.outcomes[outcome].label for outcome in self.outcomes]
        if not labels:
            return said("value.none")
        return joined(labels)

    @cached_property
    def failing(self) -> tuple[tuple[str, ...], ...]:
        """For each rule the facts whose tests fail; none for a rule that holds."""
        facts = self.facts
        return tuple(
            tuple(fact for fact, matches in tests if not matches(facts[fact]))
            for tests, _ in self.decision.compiled_rules
        )

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """The facts of the rules that fired; for an `otherwise`, the failing facts of the nearest other rules."""
        facts = [fact for index in self.fired for fact in self.decision.rules[index].when]
        if not facts and self.fired:
            facts = [fact for failing in self.blocked().values() for fact in failing]
        return tuple(dict.fromkeys(facts))

    @cached_property
    def fired_on(self) -> frozenset[str]:
        """The facts that the rules that fired test."""
        return frozenset(fact for index in self.fired for fact in self.decision.rules[index].when)

    @cached_property
    def kept_out(self) -> tuple[tuple[str, ...], ...]:
        """The failing facts of each rule that would have given another outcome, as far as it was evaluated."""
        rules = self.decision.compiled_rules
        rules = rules if self.decision.collects else rules[: self.fired[0]]
        return tuple(self.failing[index] for index, (_, outcome) in enumerate(rules) if outcome not in self.outcomes)

    def blocked(self) -> dict[str, tuple[str, ...]]:
        """For each other outcome the failing facts of its nearest rule; none if an earlier rule decided."""
        return {outcome: self.failing[index] for outcome, index in self.nearest_rules.items()}

    @cached_property
    def nearest_rules(self) -> Mapping[str, int]:
        """For each other outcome the index of its rule with the fewest failing tests."""
        nearest: dict[str, int] = {}
        for index, (_, outcome) in enumerate(self.decision.compiled_rules):
            if outcome in self.outcomes:
                continue
            if outcome not in nearest or len(self.failing[index]) < len(self.failing[nearest[outcome]]):
                nearest[outcome] = index
        return nearest

    def overtaking(self, index: int) -> tuple[str, ...]:
        """The facts of the earlier rules that hold and give another outcome than the rule at this index."""
        if self.decision.hit_policy != "first":
            return ()
        rules = self.decision.compiled_rules
        held = [
            tests
            for (tests, outcome), failing in zip(rules[:index], self.failing, strict=False)
            if not failing and outcome != rules[index][1]
        ]
        return tuple(dict.fromkeys(fact for tests in held for fact, _ in tests))


def decide_table(decision: Decision, facts: Mapping[str, FactValue]) -> Choice:
    """Evaluate one table for these facts; LookupError if no rule fires (the proofs exclude such a gap)."""
    return _choice(decision, None, _values(decision, facts))


def pinned_choice(decision: Decision, outcomes: tuple[str, ...], facts: Mapping[str, FactValue]) -> Choice:
    """The choice of a pinned decision: the outcomes that the user fixed; the table is not evaluated."""
    return _choice(decision, outcomes, _values(decision, facts))


def _values(decision: Decision, facts: Mapping[str, FactValue]) -> tuple[FactValue | None, ...]:
    """The values of the facts that a table names; None for a missing one."""
    try:
        return decision.read(facts)
    except KeyError:
        return tuple([facts.get(name) for name in decision.named])


@remembered("choices")
def _choice(decision: Decision, pinned: tuple[str, ...] | None, values: tuple[FactValue | None, ...]) -> Choice:
    """The choice for these values of the named facts: the pinned outcomes, or else the table's."""
    facts = {name: value for name, value in zip(decision.named, values, strict=True) if value is not None}
    if pinned is not None:
        return Choice(decision, pinned, (), pinned=True, facts=facts)
    fired = []
    for index, (tests, _) in enumerate(decision.compiled_rules):
        if all(matches(facts[fact]) for fact, matches in tests):
            fired.append(index)
            if decision.hit_policy != "collect":
                break
    if not fired and not decision.collects:
        raise LookupError(f"no rule of {decision.id} fits these facts")
    outcomes = tuple(dict.fromkeys(decision.compiled_rules[index][1] for index in fired))
    return Choice(decision, outcomes, tuple(fired), facts=facts)


def decide(
    decisions: Iterable[Decision],
    facts: dict[str, FactValue],
    pins: Mapping[str, tuple[str, ...]],
) -> dict[str, Choice]:
    """Evaluate decisions in deciding order; `facts` is extended by each outcome and the traits that it carries."""
    choices: dict[str, Choice] = {}
    for decision in decisions:
        pinned = pins.get(decision.id)
        choice = decide_table(decision, facts) if pinned is None else pinned_choice(decision, pinned, facts)
        choices[decision.id] = choice
        facts[decision.id] = choice.value
        for trait in choice.traits:
            facts[trait] = "yes"
    return choices
