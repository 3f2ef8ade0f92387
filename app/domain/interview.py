"""Which question comes next, how many can still matter at most, and which no longer can.

Every fact is known, or one of several possible values; a row of a table then fires surely, perhaps or never. That is
sound (nothing that matters is left out) and its counts never rise while answers are added.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from app.domain.decisions import Decision, Rule
from app.domain.expressions import FactValue, Test
from app.domain.inputs import Brief, Input, Question
from app.domain.rulebook import Rulebook

Possible: TypeAlias = Mapping[str, tuple[FactValue, ...]]


@dataclass(frozen=True)
class Step:
    """Where the walk stands: the next question, the most questions that can remain, what is parked and settled."""

    question: Question | None
    remaining: int
    open: tuple[str, ...]
    parked: tuple[str, ...]
    settled: Mapping[str, tuple[str, ...]]
    possible: Mapping[str, tuple[str, ...]]


def next_step(rulebook: Rulebook, brief: Brief) -> Step:
    """Find the next question for a brief; None when nothing that could still be answered changes a decision."""
    candidates = possible_inputs(rulebook, brief)
    outcomes, relevant, core = _walk_tables(rulebook, candidates, brief.pins)
    unanswered = [name for name in rulebook.inputs if name not in brief.answers and name not in brief.unsure]
    open_inputs = [name for name in unanswered if name in relevant]
    questions = [question for question in rulebook.questions if set(question.inputs) & set(open_inputs)]
    first = next((question for question in questions if set(question.inputs) & core), None)
    return Step(
        question=first or next(iter(questions), None),
        remaining=len(questions),
        open=tuple(open_inputs),
        parked=tuple(name for name in unanswered if name not in relevant and rulebook.requirements.out_degree(name)),
        settled={name: found[0] for name, found in outcomes.items() if len(found) == 1},
        possible={
            name: tuple(dict.fromkeys(item for found in sets for item in found)) for name, sets in outcomes.items()
        },
    )


def possible_inputs(rulebook: Rulebook, brief: Brief) -> dict[str, tuple[FactValue, ...]]:
    """The values that each input can still take: one if answered or "not sure", else a value of every cell."""
    cuts = thresholds(rulebook)
    possible: dict[str, tuple[FactValue, ...]] = {}
    for name, item in rulebook.inputs.items():
        if name in brief.answers:
            possible[name] = (brief.answers[name],)
        elif name in brief.unsure:
            possible[name] = (item.usual_value(),)
        else:
            possible[name] = cells(item, cuts.get(name, frozenset()))
    return possible


def thresholds(rulebook: Rulebook) -> dict[str, frozenset[Decimal]]:
    """The numbers at which some test of each input changes its answer."""
    cuts: dict[str, frozenset[Decimal]] = {}
    for decision in rulebook.decisions.values():
        for rule in decision.rules:
            for fact, test in rule.tests.items():
                cuts[fact] = cuts.get(fact, frozenset()) | test.constants()
    return cuts


def cells(item: Input, cuts: frozenset[Decimal]) -> tuple[FactValue, ...]:
    """One value for every way in which tests can see an input; for a set, every single member, none and all."""
    if item.kind == "choice":
        return item.value_ids
    if item.kind == "choices":
        singles = [frozenset({value}) for value in item.value_ids]
        rest = [frozenset(item.value_ids) - single for single in singles]
        return (frozenset(), *singles, *rest, frozenset(item.value_ids))
    bounds = sorted({item.at_least, item.at_most, *(cut for cut in cuts if item.at_least <= cut <= item.at_most)})
    return (*bounds, *((low + high) / 2 for low, high in pairwise(bounds)))


def _walk_tables(
    rulebook: Rulebook, possible: dict[str, tuple[FactValue, ...]], pins: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, tuple[tuple[str, ...], ...]], set[str], set[str]]:
    possible.update(dict.fromkeys(rulebook.roles.traits, ("no",)))
    outcomes: dict[str, tuple[tuple[str, ...], ...]] = {}
    relevant: set[str] = set()
    core: set[str] = set()
    for decision in rulebook.decisions.values():
        reachable, hinges = _reachable(decision, possible, pins.get(decision.id))
        outcomes[decision.id] = reachable
        if len(reachable) > 1:
            inputs = {fact for fact in hinges if fact in rulebook.inputs}
            relevant |= inputs
            core |= inputs if decision.core else set()
        possible[decision.id] = tuple(frozenset(found) if decision.collects else found[0] for found in reachable)
        _spread_traits(decision, reachable, possible)
    return outcomes, relevant, core


def _reachable(
    decision: Decision, possible: Possible, pinned: tuple[str, ...] | None
) -> tuple[tuple[tuple[str, ...], ...], set[str]]:
    if pinned is not None:
        return (pinned,), set()
    return _collected(decision, possible) if decision.collects else _first(decision, possible)


def _first(decision: Decision, possible: Possible) -> tuple[tuple[tuple[str, ...], ...], set[str]]:
    reachable: list[str] = []
    hinges: set[str] = set()
    for rule in decision.rules:
        state, undetermined = _row(rule, possible)
        if state == "never":
            continue
        reachable.append(rule.outcome)
        hinges |= undetermined
        if state == "sure" and decision.hit_policy == "first":
            break
    return tuple((outcome,) for outcome in dict.fromkeys(reachable)), hinges


def _collected(decision: Decision, possible: Possible) -> tuple[tuple[tuple[str, ...], ...], set[str]]:
    sure: list[str] = []
    perhaps: list[str] = []
    hinges: set[str] = set()
    for rule in decision.rules:
        state, undetermined = _row(rule, possible)
        (sure if state == "sure" else perhaps if state == "perhaps" else []).append(rule.outcome)
        hinges |= undetermined if state == "perhaps" else set()
    certain = tuple(dict.fromkeys(sure))
    doubtful = [outcome for outcome in dict.fromkeys(perhaps) if outcome not in certain]
    singles = tuple((*certain, outcome) for outcome in doubtful)
    return (certain, *singles, *(((*certain, *doubtful),) if len(doubtful) > 1 else ())), hinges if doubtful else set()


def _row(rule: Rule, possible: Possible) -> tuple[str, set[str]]:
    undetermined = set()
    for fact, test in rule.tests.items():
        answers = _answers(test, possible[fact])
        if True not in answers:
            return "never", set()
        if False in answers:
            undetermined.add(fact)
    return ("perhaps" if undetermined else "sure"), undetermined


def _answers(test: Test, values: Iterable[FactValue]) -> set[bool]:
    return {test.matches(value) for value in values}


def _spread_traits(
    decision: Decision, reachable: tuple[tuple[str, ...], ...], possible: dict[str, tuple[FactValue, ...]]
) -> None:
    for trait in dict.fromkeys(trait for outcome in decision.outcomes.values() for trait in outcome.traits):
        carried = [any(trait in decision.outcomes[outcome].traits for outcome in found) for found in reachable]
        if all(carried) and carried:
            possible[trait] = ("yes",)
        elif any(carried) and possible[trait] != ("yes",):
            possible[trait] = ("yes", "no")
