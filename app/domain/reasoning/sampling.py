"""Two hundred seeded completions decided at once: every fact is a row of bits, one bit a completion.

Tells which open question divides the outcomes most: a guide for the order of questions only; relevance is proven.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2
from typing import TypeAlias

from app.domain.decisions import Decision
from app.domain.expressions import FactValue, Test
from app.domain.inputs import Brief, Input
from app.domain.reasoning.formulation import Formulation
from app.domain.rulebook import Rulebook

Masks: TypeAlias = dict[FactValue, int]

COMPLETIONS = 200
EVERY = (1 << COMPLETIONS) - 1


@dataclass(frozen=True)
class Drawn:
    """The value that an input has in each of the completions."""

    values: tuple[FactValue, ...]
    masks: Mapping[FactValue, int]


class Sample:
    """Completions drawn once for a rulebook; answers of a brief replace what was drawn."""

    def __init__(self, rulebook: Rulebook, model: Formulation) -> None:
        self.rulebook = rulebook
        self.drawn = {item.id: _draw(item, model) for item in rulebook.inputs.values()}

    def outcomes(self, brief: Brief) -> dict[str, Masks]:
        """For each decision and outcome the completions (as bits) in which it comes out."""
        facts: dict[str, Mapping[FactValue, int]] = {name: self._masks(name, brief) for name in self.rulebook.inputs}
        for trait in self.rulebook.roles.traits:
            facts[trait] = {"yes": 0, "no": EVERY}
        found: dict[str, Masks] = {}
        for decision in self.rulebook.decisions.values():
            masks = _decide(decision, facts, brief.pins.get(decision.id))
            found[decision.id] = masks
            facts[decision.id] = _as_sets(masks) if decision.collects else masks
            for name, outcome in decision.outcomes.items():
                for trait in outcome.traits:
                    yes = facts[trait]["yes"] | masks[name]
                    facts[trait] = {"yes": yes, "no": EVERY & ~yes}
        return found

    def gains(self, brief: Brief, inputs: Iterable[str], decisions: Iterable[str]) -> dict[str, float]:
        """How many bits of uncertainty about the decisions an answer to each open input takes away, on average."""
        outcomes = self.outcomes(brief)
        tables = [list(outcomes[name].values()) for name in decisions]
        return {name: sum(_gain(self._masks(name, brief).values(), table) for table in tables) for name in inputs}

    def _masks(self, name: str, brief: Brief) -> Mapping[FactValue, int]:
        if name in brief.answers:
            return {brief.answers[name]: EVERY}
        if name in brief.unsure:
            return {self.rulebook.inputs[name].usual_value(): EVERY}
        return self.drawn[name].masks


def _draw(item: Input, model: Formulation) -> Drawn:
    chance = random.Random(item.id)  # noqa: S311
    if item.kind == "choices":
        cells: list[FactValue] = [frozenset({value}) for value in item.value_ids]
        cells += [frozenset(chance.sample(item.value_ids, 2)) for _ in item.value_ids if len(item.value_ids) > 1]
        cells.append(frozenset())
    else:
        cells = list(model.cells[item.id])
    values = tuple(chance.choice(cells) for _ in range(COMPLETIONS))
    masks: Masks = {}
    for index, value in enumerate(values):
        masks[value] = masks.get(value, 0) | (1 << index)
    return Drawn(values, masks)


def _decide(decision: Decision, facts: Mapping[str, Mapping[FactValue, int]], pinned: tuple[str, ...] | None) -> Masks:
    if pinned is not None:
        return {outcome: EVERY if outcome in pinned else 0 for outcome in decision.outcomes}
    masks: Masks = dict.fromkeys(decision.outcomes, 0)
    left = EVERY
    for rule in decision.rules:
        row = left
        for fact, test in rule.tests.items():
            row &= _holds(test, facts[fact])
        masks[rule.outcome] |= row
        if not decision.collects:
            left &= ~row
    return masks


def _holds(test: Test, masks: Mapping[FactValue, int]) -> int:
    holds = 0
    for value, mask in masks.items():
        if mask and test.matches(value):
            holds |= mask
    return holds


def _as_sets(masks: Masks) -> Masks:
    """Overlapping outcomes as sets of outcomes that exclude each other."""
    sets: Masks = {frozenset(): EVERY}
    for outcome, mask in masks.items():
        split: Masks = {}
        for members, where in sets.items():
            if isinstance(members, frozenset) and where & mask:
                split[members | {str(outcome)}] = where & mask
            if where & ~mask:
                split[members] = where & ~mask
        sets = split
    return sets


def _gain(cells: Iterable[int], table: list[int]) -> float:
    before = _entropy(table, COMPLETIONS)
    if before == 0.0:
        return 0.0
    after = 0.0
    for cell in cells:
        size = cell.bit_count()
        if size:
            after += size / COMPLETIONS * _entropy([mask & cell for mask in table], size)
    return before - after


def _entropy(masks: list[int], size: int) -> float:
    counts = (mask.bit_count() for mask in masks)
    return -sum(count / size * log2(count / size) for count in counts if count)
