"""Deciding again after a few facts or pins changed: only what they reach is run, and what stays is the same choice."""

from collections.abc import Iterable, Mapping

from app.domain.decisions import Choice, Decision, decide_table, pinned_choice
from app.domain.expressions import FactValue
from app.domain.rulebook import Rulebook


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
