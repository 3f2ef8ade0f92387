"""A brief run through the stages decide → compose → estimate, and variants of it: other pins, answers, usage."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from app.domain.model.architecture import Architecture
from app.domain.model.briefs import Brief
from app.domain.model.decisions import Choice, Decision, decide, decide_table, pinned_choice
from app.domain.model.expressions import FactValue
from app.domain.model.guardrails import Guardrail
from app.domain.model.inputs import Answer
from app.domain.model.usage import Usage, measure, remeasure
from app.domain.pipeline.account import with_account
from app.domain.pipeline.costs import Estimate
from app.domain.pipeline.month import Month
from app.domain.pipeline.structure import Fault, structure_of
from app.domain.rulebook import Rulebook

FREE_ALLOWANCES = "free_allowances"
"""The input that says whether the account's free allowances are taken off."""


@dataclass(frozen=True)
class Advice:
    """The results of all stages for one brief: facts, choices, usage, architecture, faults of composition, estimate.

    The `with_…` methods derive variants and reuse every result that the change does not affect.
    """

    rulebook: Rulebook
    brief: Brief
    facts: Mapping[str, FactValue]
    choices: Mapping[str, Choice]
    month: Month
    architecture: Architecture
    faults: tuple[Fault, ...]
    estimate: Estimate
    derived: tuple[Mapping[str, FactValue], frozenset[str]] | None = None
    """The facts of the advice that this one was derived from, and the names of those that differ."""

    @property
    def usage(self) -> Usage:
        """The usage of the brief."""
        return self.month.usage

    def with_pins(self, brief: Brief) -> "Advice":
        """The advice for a brief with the same answers and usage and other pins."""
        rulebook, moved = self.rulebook, set[str]()
        tables = rulebook.decisions.values()
        choices, facts = redecide(rulebook, self.choices, self.facts, moved, brief.pins, tables)
        other = _build(rulebook, brief, choices, facts, self.month)
        return replace(other, derived=(self.facts, frozenset(moved)))

    def with_answers(self, answers: Mapping[str, Answer]) -> "Advice":
        """The advice for the brief with these answers added or replaced."""
        rulebook, brief = self.rulebook, self.rulebook.answered(self.brief, answers)
        if "region" in answers:  # every price changes
            return run(rulebook, brief)
        facts = {**self.facts, **answers}
        tables = rulebook.decisions.values()
        choices, facts = redecide(rulebook, self.choices, facts, set(answers), brief.pins, tables)
        usage, moved = remeasure(rulebook.measures, self.usage, brief, facts, answers)
        return _build(rulebook, brief, choices, facts, _month(rulebook, facts, usage) if moved else self.month)

    def with_usage(self, figures: Mapping[str, Decimal]) -> "Advice":
        """The advice for the brief with these figures of the month overwritten."""
        brief = self.brief.with_usage(figures)
        month = _month(self.rulebook, self.facts, measure(self.rulebook.measures, brief, self.facts))
        return _build(self.rulebook, brief, self.choices, self.facts, month)

    @cached_property
    def speaking(self) -> tuple[Guardrail, ...]:
        """The guardrails that speak for these facts."""
        return tuple(guardrail for guardrail in self.rulebook.guardrails if guardrail.speaks(self.facts))

    def stopped(self, other: "Advice") -> tuple[str, ...]:
        """The ids of the guardrails of severity `breaks` or `conflict` that speak for other advice."""
        speaking, moved = self._speaking_ids, self._moved_in(other)
        return tuple(
            [
                guardrail.id
                for guardrail in self.rulebook.stoppers
                if (guardrail.id in speaking if moved.isdisjoint(guardrail.when) else guardrail.speaks(other.facts))
            ]
        )

    @cached_property
    def _speaking_ids(self) -> frozenset[str]:
        return frozenset(guardrail.id for guardrail in self.speaking)

    def _moved_in(self, other: "Advice") -> AbstractSet[str]:
        """The names of the facts that differ in other advice."""
        if other.derived and other.derived[0] is self.facts:
            return other.derived[1]
        return {name for name, value in self.facts.items() if other.facts[name] is not value}


def run(rulebook: Rulebook, brief: Brief) -> Advice:
    """Run every stage for a brief."""
    facts = rulebook.facts_of(brief)
    month = _month(rulebook, facts, measure(rulebook.measures, brief, facts))
    choices = decide(rulebook.decisions.values(), facts, brief.pins)
    return _build(rulebook, brief, choices, facts, month)


def _month(rulebook: Rulebook, facts: Mapping[str, FactValue], usage: Usage) -> Month:
    return Month(rulebook.catalogue, rulebook.prices[str(facts["region"])], usage)


def _build(
    rulebook: Rulebook, brief: Brief, choices: Mapping[str, Choice], facts: Mapping[str, FactValue], month: Month
) -> Advice:
    built = structure_of(rulebook.catalogue, choices)
    architecture, estimate = month.build(built)
    book, free = rulebook.prices[architecture.region], facts.get(FREE_ALLOWANCES) == "on"
    estimate = with_account(estimate, book, architecture, rulebook.forgotten, free=free)
    return Advice(rulebook, brief, facts, choices, month, architecture, built.faults, estimate)


def redecide(
    rulebook: Rulebook,
    before: Mapping[str, Choice],
    facts: Mapping[str, FactValue],
    moved: set[str],
    pins: Mapping[str, tuple[str, ...]],
    tables: Iterable[Decision],
) -> tuple[dict[str, Choice], dict[str, FactValue]]:
    """Decide again what changes with some facts or pins; return all choices and facts.

    `moved`: the names of the facts that were changed in `facts`; the names of changed outcomes and traits are added.
    `tables`: the decisions that the change can reach, in deciding order.
    """
    choices, now = dict(before), dict(facts)
    for decision in tables:
        name = decision.id
        was, pinned = before[name], pins.get(name)
        if pinned is not None:
            choice = pinned_choice(decision, pinned, now)
        elif not was.pinned and moved.isdisjoint(decision.named):
            continue
        else:
            choice = decide_table(decision, now)
        choices[name] = choice
        if choice.outcomes != was.outcomes:
            moved.add(name)
            now[name] = choice.value
            _carry(rulebook, name, now, moved)
    return choices, now


def _carry(rulebook: Rulebook, name: str, facts: dict[str, FactValue], moved: set[str]) -> None:
    for trait in rulebook.traits_of[name]:
        value = "yes" if any(_chosen(facts[item], outcomes) for item, outcomes in rulebook.carriers[trait]) else "no"
        if facts[trait] != value:
            facts[trait] = value
            moved.add(trait)


def _chosen(value: FactValue, outcomes: frozenset[str]) -> bool:
    return not outcomes.isdisjoint(value) if isinstance(value, frozenset) else value in outcomes
