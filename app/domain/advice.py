"""One run of the stages for one brief, decide → compose → estimate, and runs beside it that differ in a few pins."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from app.domain.model.architecture import Architecture
from app.domain.model.decisions import Choice, Decision, decide, decide_table, pinned_choice
from app.domain.model.expressions import FactValue
from app.domain.model.guardrails import Guardrail
from app.domain.model.inputs import Answer, Brief
from app.domain.model.usage import Usage, measure, remeasure
from app.domain.pipeline.account import with_account
from app.domain.pipeline.compose import architecture_of
from app.domain.pipeline.costs import Estimate, estimate
from app.domain.pipeline.structure import Fault, Structure, structure_of
from app.domain.rulebook import Rulebook

MOST_PRICED = 256
"""Most architectures with their bills that are remembered."""
FREE_ALLOWANCES = "free_allowances"
"""The input that says whether the account's free allowances are taken off."""


@dataclass(frozen=True)
class Advice:
    """What the stages gave for one brief: facts, choices, usage, architecture, faults of composition, estimate."""

    rulebook: Rulebook
    brief: Brief
    facts: Mapping[str, FactValue]
    choices: Mapping[str, Choice]
    usage: Usage
    architecture: Architecture
    faults: tuple[Fault, ...]
    estimate: Estimate
    taken_over: tuple[Mapping[str, FactValue], frozenset[str]] | None = None
    """The facts of the run that this one was taken over from, and which of them are other ones here."""

    def with_pins(self, brief: Brief) -> "Advice":
        """Run the same answers with other pins; whatever these do not change is taken over."""
        before, now, moved = self.brief.pins, brief.pins, set[str]()
        pinned = frozenset(name for name in {**before, **now} if before.get(name) != now.get(name))
        tables = self.rulebook.reached(pinned)
        choices, facts = redecide(self.rulebook, self.choices, self.facts, moved, now, tables)
        road = _build(self.rulebook, brief, choices, facts, self.usage)
        return replace(road, taken_over=(self.facts, frozenset(moved)))

    def with_answers(self, answers: Mapping[str, Answer]) -> "Advice":
        """Run the brief with some other answers; whatever these do not change is taken over."""
        rulebook, brief = self.rulebook, self.brief.with_answers(answers)
        if "region" in answers:  # every price is another one
            return run(rulebook, brief)
        facts = {**self.facts, **answers}
        tables = rulebook.decisions.values()
        choices, facts = redecide(rulebook, self.choices, facts, set(answers), brief.pins, tables)
        usage, moved = remeasure(rulebook.measures, self.usage, brief, facts, answers)
        return _build(rulebook, brief, choices, facts, usage if moved else self.usage)

    def with_usage(self, figures: Mapping[str, Decimal]) -> "Advice":
        """Run the same answers and pins with some figures of the month overwritten."""
        brief = self.brief.with_usage(figures)
        usage = measure(self.rulebook.measures, brief, self.facts)
        return _build(self.rulebook, brief, self.choices, self.facts, usage)

    @cached_property
    def speaking(self) -> tuple[Guardrail, ...]:
        """The guardrails that have something to say about these facts."""
        return tuple(guardrail for guardrail in self.rulebook.guardrails if guardrail.speaks(self.facts))

    def stopped(self, other: "Advice") -> tuple[str, ...]:
        """The guardrails that say of another run of the same answers that it would not work or contradicts itself."""
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
        """The names of facts that are other ones in another run."""
        if other.taken_over and other.taken_over[0] is self.facts:
            return other.taken_over[1]
        return {name for name, value in self.facts.items() if other.facts[name] is not value}


def run(rulebook: Rulebook, brief: Brief) -> Advice:
    """Run decide, compose, usage and estimate for a brief; any pin gives an answer."""
    facts = rulebook.facts_of(brief)
    usage = measure(rulebook.measures, brief, facts)
    choices = decide(rulebook.decisions.values(), facts, brief.pins)
    return _build(rulebook, brief, choices, facts, usage)


def _build(
    rulebook: Rulebook,
    brief: Brief,
    choices: Mapping[str, Choice],
    facts: Mapping[str, FactValue],
    usage: Usage,
) -> Advice:
    built = structure_of(rulebook.catalogue, choices)
    region, free = str(facts["region"]), facts.get(FREE_ALLOWANCES) == "on"
    architecture, bill = _priced(rulebook, built, usage, region, free=free)
    return Advice(rulebook, brief, facts, choices, usage, architecture, built.faults, bill)


def redecide(
    rulebook: Rulebook,
    before: Mapping[str, Choice],
    facts: Mapping[str, FactValue],
    moved: set[str],
    pins: Mapping[str, tuple[str, ...]],
    tables: Iterable[Decision],
) -> tuple[dict[str, Choice], dict[str, FactValue]]:
    """Give the choices and facts after `moved` facts (already changed in `facts`) or other pins; `moved` grows.

    `tables` are those that can be reached, in deciding order.
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


@lru_cache(MOST_PRICED)
def _priced(
    rulebook: Rulebook, built: Structure, usage: Usage, region: str, *, free: bool
) -> tuple[Architecture, Estimate]:
    """The architecture of a structure and its bill: many answers change neither the structure nor the numbers."""
    book, architecture = rulebook.prices[region], architecture_of(built, usage, region)
    bill = estimate(rulebook.catalogue, book, architecture)
    return architecture, with_account(bill, book, architecture, rulebook.account, free=free)
