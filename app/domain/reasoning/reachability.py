"""How often each outcome comes out: over random briefs, over briefs near a story, and with every input unanswered."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from app.domain.model.briefs import Brief
from app.domain.model.expressions import FactValue
from app.domain.reasoning.formulation import Formulation, formulate
from app.domain.reasoning.sampling import Decided, Masks, Sample, decide_many
from app.domain.rulebook import Rulebook, Story

SAMPLED = 4000


@dataclass(frozen=True)
class OutcomeShare:
    """One outcome: its share (0 to 1) of random briefs and of briefs near a story.

    `unsure`: whether it comes out when every input has its usual value.
    """

    decision: str
    outcome: str
    sampled: float
    near_stories: float
    unsure: bool


@dataclass(frozen=True)
class Reachability:
    """The shares of all outcomes; `sampled` and `near_stories` are the numbers of briefs counted.

    `otherwise`: by decision the share (0 to 1) of random briefs in which its `otherwise` fires.
    `deciding`: by input its information gain in bits, largest first.
    """

    sampled: int
    near_stories: int
    outcomes: tuple[OutcomeShare, ...]
    otherwise: Mapping[str, float]
    deciding: Mapping[str, float]


def reachability_of(rulebook: Rulebook) -> Reachability:
    """Count outcomes over three sets of briefs; deterministic, because the samples are seeded."""
    model = formulate(rulebook)
    sample = Sample(rulebook, model, SAMPLED)
    sampled = sample.decided(Brief())
    near = [briefs_near(rulebook, model, story) for story in rulebook.examples]
    usual = {name: {item.usual_value(): 1} for name, item in rulebook.inputs.items()}
    unsure = decide_many(rulebook, usual, 1, {}).outcomes
    briefs_close = sum(every.bit_count() for _, every in near)
    counts = [decide_many(rulebook, masks, every, {}) for masks, every in near]
    shares = tuple(
        OutcomeShare(
            name,
            outcome,
            sampled.outcomes[name][outcome].bit_count() / SAMPLED,
            _counted(counts, name, outcome) / max(briefs_close, 1),
            bool(unsure[name][outcome]),
        )
        for name, decision in rulebook.decisions.items()
        for outcome in decision.outcomes
    )
    otherwise = {
        name: sampled.otherwise[name].bit_count() / SAMPLED
        for name, decision in rulebook.decisions.items()
        if decision.rules[-1].otherwise is not None
    }
    gains = sample.gains(Brief(), rulebook.inputs, rulebook.written)
    deciding = dict(sorted(gains.items(), key=lambda pair: (-pair[1], pair[0])))
    return Reachability(SAMPLED, briefs_close, shares, otherwise, deciding)


def briefs_near(rulebook: Rulebook, model: Formulation, story: Story) -> tuple[Mapping[str, Masks], int]:
    """All briefs that differ from a story in at most two answers, each once: masks by input and value, and of all.

    With n changes of one answer (change 0 changes nothing), bit i·n + j is the brief with changes i and j.
    """
    facts = _story_facts(rulebook, story)
    changes: list[tuple[str, FactValue]] = [("", "")]
    for item in rulebook.inputs.values():
        changes += [(item.id, value) for value in model.other_values(item, facts[item.id])]
    size = len(changes)
    column = ((1 << size * size) - 1) // ((1 << size) - 1)
    row = (1 << size) - 1
    every, index = row, 1
    for _, group in groupby(changes[1:], key=lambda change: change[0]):
        after = index + len(list(group))
        for first in range(index, after):
            # The second change is always one of a later input, so that no pair is counted twice.
            every |= (row >> after << after) << first * size
        index = after
    masks: dict[str, Masks] = {name: {} for name in rulebook.inputs}
    for number, (name, value) in enumerate(changes[1:], 1):
        masks[name][value] = every & (column << number | row << number * size)
    for name, by_value in masks.items():
        moved = 0
        for mask in by_value.values():
            moved |= mask
        by_value[facts[name]] = every & ~moved
    return masks, every


def _story_facts(rulebook: Rulebook, story: Story) -> dict[str, FactValue]:
    answers: dict[str, FactValue] = {name: item.usual_value() for name, item in rulebook.inputs.items()}
    for name, raw in story.brief.answers.items():
        if raw != "not_sure":
            answers[name] = rulebook.inputs[name].value(raw)
    return answers


def _counted(counts: list[Decided], name: str, outcome: str) -> int:
    return sum(decided.outcomes[name][outcome].bit_count() for decided in counts)
