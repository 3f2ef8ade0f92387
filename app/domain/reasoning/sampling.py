"""Many random completions of a brief decided at once: each value of a fact is a bit mask, one bit a completion.

Estimates the information gain of each question, for the order of questions only; relevance is decided by the solver.
"""

import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import cycle
from math import log2
from typing import TypeAlias

from app.domain.model.briefs import Brief
from app.domain.model.decisions import Decision
from app.domain.model.expressions import FactValue, Test
from app.domain.model.inputs import Answer, Input
from app.domain.reasoning.formulation import Formulation
from app.domain.rulebook import Rulebook

Masks: TypeAlias = dict[FactValue, int]

COMPLETIONS = 200


@dataclass(frozen=True)
class Drawn:
    """The value that an input has in each completion, and for each value the mask of the completions that have it."""

    values: tuple[FactValue, ...]
    masks: Mapping[FactValue, int]


@dataclass(frozen=True)
class Decided:
    """Masks of completions: by decision and outcome where it comes out, by decision where its `otherwise` fires."""

    outcomes: Mapping[str, Masks]
    otherwise: Mapping[str, int]


def decide_many(
    rulebook: Rulebook, inputs: Mapping[str, Mapping[FactValue, int]], every: int, pins: Mapping[str, tuple[str, ...]]
) -> Decided:
    """Decide many briefs at once.

    `inputs`: by input and value the mask of the briefs with that value. `every`: the mask of all briefs.
    """
    facts: dict[str, Mapping[FactValue, int]] = dict(inputs)
    for trait in rulebook.roles.traits:
        facts[trait] = {"yes": 0, "no": every}
    found: dict[str, Masks] = {}
    otherwise: dict[str, int] = {}
    for decision in rulebook.decisions.values():
        masks, otherwise[decision.id] = _decide(decision, facts, every, pins.get(decision.id))
        found[decision.id] = masks
        facts[decision.id] = _as_sets(masks, every) if decision.collects else masks
        for name, outcome in decision.outcomes.items():
            for trait in outcome.traits:
                yes = facts[trait]["yes"] | masks[name]
                facts[trait] = {"yes": yes, "no": every & ~yes}
    return Decided(found, otherwise)


class Sample:
    """Completions drawn once for a rulebook, seeded by input id; answers of a brief replace drawn values."""

    def __init__(self, rulebook: Rulebook, model: Formulation, size: int = COMPLETIONS) -> None:
        self.rulebook = rulebook
        self.model = model
        self.size = size
        self.every = (1 << size) - 1
        self._log = [log2(count) if count else 0.0 for count in range(size + 1)]
        self._weighted = [count * bits for count, bits in enumerate(self._log)]
        self.drawn = {item.id: _draw(item, model, size) for item in rulebook.inputs.values()}

    def decided(self, brief: Brief) -> Decided:
        """Decide the completions of a brief, pins included."""
        assumed = self.rulebook.assumed(brief)
        masks = {name: self._masks(name, brief, assumed) for name in self.rulebook.inputs}
        return decide_many(self.rulebook, masks, self.every, brief.pins)

    def outcomes(self, brief: Brief) -> Mapping[str, Masks]:
        """By decision and outcome the mask of the completions in which it comes out."""
        return self.decided(brief).outcomes

    def moving(self, brief: Brief, among: Iterable[str], decisions: Collection[str], bases: int = 1) -> set[str]:
        """Inputs of which one drawn value, exchanged alone in a completion of the brief, changes one of the decisions.

        A quick proof that they matter; others may matter as well. `bases`: how many drawn completions are tried.
        """
        assumed, names = self.rulebook.assumed(brief), list(among)
        masks = {name: self._masks(name, brief, assumed) for name in self.rulebook.inputs}
        found: set[str] = set()
        for base in range(bases):
            at = 1 << base
            values = {name: next(value for value, mask in each.items() if mask & at) for name, each in masks.items()}
            flips = [(name, value) for name in names if name not in found for value in masks[name]]
            every = (1 << len(flips) + 1) - 1
            facts: dict[str, Masks] = {name: {value: every} for name, value in values.items()}
            for bit, (name, value) in enumerate(flips, 1):
                if value != values[name]:
                    facts[name][values[name]] ^= 1 << bit
                    facts[name][value] = 1 << bit
            outcomes = decide_many(self.rulebook, facts, every, brief.pins).outcomes
            moved = 0
            for table in decisions:
                for mask in outcomes[table].values():
                    moved |= mask ^ (every if mask & 1 else 0)
            found |= {name for bit, (name, _) in enumerate(flips, 1) if moved >> bit & 1}
        return found

    def gains(self, brief: Brief, inputs: Iterable[str], decisions: Iterable[str]) -> dict[str, float]:
        """The information gain of each input in bits: the expected decrease of entropy, summed over the decisions."""
        outcomes = self.outcomes(brief)
        tables = [[mask for mask in outcomes[name].values() if mask] for name in decisions]
        assumed = self.rulebook.assumed(brief)
        open_tables = [(table, bits) for table in tables if (bits := self._left([self.every], table))]
        return {
            name: sum(
                bits - self._left(self._masks(name, brief, assumed).values(), table) for table, bits in open_tables
            )
            for name in inputs
        }

    def _left(self, values: Iterable[int], table: list[int]) -> float:
        """The conditional entropy in bits of a table, given which of the values (as masks) an input has."""
        bits = 0.0
        for value in values:
            counts = [(mask & value).bit_count() for mask in table]
            bits += sum(counts) * self._log[value.bit_count()] - sum(map(self._weighted.__getitem__, counts))
        return bits / self.size

    def _masks(self, name: str, brief: Brief, assumed: Mapping[str, Answer]) -> Mapping[FactValue, int]:
        if name in brief.answers:
            return {brief.answers[name]: self.every}
        if name in brief.unsure:
            return {assumed.get(name, self.rulebook.inputs[name].usual_value()): self.every}
        if name in brief.within:
            return self._within(self.rulebook.inputs[name], brief.within[name], assumed[name])
        return self.drawn[name].masks

    def _within(self, item: Input, test: Test, assumed: FactValue) -> Mapping[FactValue, int]:
        """The drawn values that pass a test; the completions of all others are shared out among these."""
        drawn = self.drawn[item.id].masks
        passing = {value: mask for value, mask in drawn.items() if self.model.reached(item, value, test)}
        if not passing:
            return {assumed: self.every}
        others, values = (mask for value, mask in drawn.items() if value not in passing), cycle(list(passing))
        for mask, value in zip(others, values, strict=False):
            passing[value] |= mask
        return passing


def _draw(item: Input, model: Formulation, size: int) -> Drawn:
    chance = random.Random(item.id)  # noqa: S311
    if item.kind == "choices":
        pairs = [frozenset(chance.sample(item.value_ids, 2)) for _ in item.value_ids if len(item.value_ids) > 1]
        possible: list[FactValue] = [frozenset({value}) for value in item.value_ids]
        possible += [pair for pair in pairs if item.alone.isdisjoint(pair)]
        possible += [item.value(())]
    else:
        possible = [cell for cell in model.cells[item.id] if model.has_value(item, cell)]
    values = tuple(chance.choice(possible) for _ in range(size))
    masks: Masks = {}
    for index, value in enumerate(values):
        masks[value] = masks.get(value, 0) | (1 << index)
    return Drawn(values, masks)


def _decide(
    decision: Decision, facts: Mapping[str, Mapping[FactValue, int]], every: int, pinned: tuple[str, ...] | None
) -> tuple[Masks, int]:
    if pinned is not None:
        return {outcome: every if outcome in pinned else 0 for outcome in decision.outcomes}, 0
    masks: Masks = dict.fromkeys(decision.outcomes, 0)
    left, otherwise = every, 0
    for rule in decision.rules:
        fires = left
        for fact, test in rule.tests.items():
            fires &= _holds(test, facts[fact])
        masks[rule.outcome] |= fires
        if rule.otherwise is not None:
            otherwise = fires
        if not decision.collects:
            left &= ~fires
    return masks, otherwise


def _holds(test: Test, masks: Mapping[FactValue, int]) -> int:
    holds = 0
    for value, mask in masks.items():
        if mask and test.matches(value):
            holds |= mask
    return holds


def _as_sets(masks: Masks, every: int) -> Masks:
    """The masks of sets of outcomes, which are disjoint, from the masks of outcomes, which can overlap."""
    sets: Masks = {frozenset(): every}
    for outcome, mask in masks.items():
        split: Masks = {}
        for members, where in sets.items():
            if isinstance(members, frozenset) and where & mask:
                split[members | {str(outcome)}] = where & mask
            if where & ~mask:
                split[members] = where & ~mask
        sets = split
    return sets
