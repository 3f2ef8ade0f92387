"""Architectures of the real rulebook that cover it: every outcome, and every pair of outcomes that occurs together.

The pool are briefs drawn with a fixed seed, of one or two parts, with half of everything else answered at random. From
it the brief with most new pairs is taken until no pair is left; outcomes that no brief of the pool reaches are pinned.
Without `--proof` so many of the set are taken that each outcome, component type, place and group still occurs.
"""

import random
from heapq import heapify, heappop, heappush

from app.domain.model.briefs import Brief
from app.domain.model.decisions import decide
from app.domain.model.usage import measure
from app.domain.pipeline.compose import compose
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.brief import read_brief
from app.domain.report.notes import architecture_note
from app.domain.report.report import ArchitectureNote
from tests.depth import DEPTH
from tests.stories import REAL, STORIES, brief_of
from tests.walks import some_value

POOL = 1000
SEED = 20261127
SHAPING = {
    name
    for name, decision in REAL.decisions.items()
    if any(outcome.adds or outcome.connect or outcome.settings for outcome in decision.outcomes.values())
}
OUTCOMES = [(name, outcome) for name, decision in REAL.decisions.items() for outcome in decision.outcomes]
NUMBERS = {pair: at for at, pair in enumerate(OUTCOMES)}


def drawn_briefs() -> list[Brief]:
    reasoner, chance = Reasoner(REAL), random.Random(SEED)
    parts = REAL.inputs["parts"].value_ids
    briefs = []
    for at in range(POOL):
        answers = {
            name: some_value(reasoner, name, chance)
            for name in REAL.inputs
            if name != "parts" and chance.random() < 0.5
        }
        briefs.append(Brief({**answers, "parts": frozenset(chance.sample(parts, 1 + (at % 3 > 0)))}))
    return briefs


def outcomes_of(brief: Brief) -> frozenset[int]:
    choices = decide(REAL.decisions.values(), REAL.facts_of(brief), brief.pins)
    return frozenset(NUMBERS[name, outcome] for name, choice in choices.items() for outcome in choice.outcomes)


class Pairs:
    """Which outcomes of the decisions that shape an architecture have been seen together."""

    def __init__(self) -> None:
        self._shaping = frozenset(at for at, (name, _) in enumerate(OUTCOMES) if name in SHAPING)
        self._seen = [0] * len(OUTCOMES)
        self.outcomes: set[int] = set()

    def new(self, outcomes: frozenset[int]) -> int:
        shaping = outcomes & self._shaping
        mask = sum(1 << at for at in shaping)
        pairs = sum((mask & ~self._seen[at]).bit_count() for at in shaping)
        return pairs + len(outcomes - self.outcomes)

    def add(self, outcomes: frozenset[int]) -> None:
        self.outcomes |= outcomes
        shaping = outcomes & self._shaping
        mask = sum(1 << at for at in shaping)
        for at in shaping:
            self._seen[at] |= mask

    def count(self) -> int:
        own = sum(seen >> at & 1 for at, seen in enumerate(self._seen))
        return (sum(seen.bit_count() for seen in self._seen) - own) // 2


def chosen_briefs() -> tuple[list[Brief], Pairs]:
    pairs, chosen = Pairs(), []
    pool = [(brief, outcomes_of(brief)) for brief in drawn_briefs()]
    for brief in map(brief_of, STORIES.values()):
        chosen.append(brief)
        pairs.add(outcomes_of(brief))
    heap = [(-pairs.new(outcomes), at) for at, (_, outcomes) in enumerate(pool)]
    heapify(heap)
    while heap:
        promised, at = heappop(heap)
        found = pairs.new(pool[at][1])
        if found and -promised > found:
            heappush(heap, (-found, at))
        elif found:
            chosen.append(pool[at][0])
            pairs.add(pool[at][1])
    missing = [pinned(*OUTCOMES[at]) for at in range(len(OUTCOMES)) if at not in pairs.outcomes]
    for brief in missing:
        pairs.add(outcomes_of(brief))
    return chosen + missing, pairs


def pinned(decision: str, outcome: str) -> Brief:
    """The first story that fits together with an outcome pinned, or else just the first."""
    tried = [read_brief(REAL, story.brief.answers, {decision: outcome}) for story in STORIES.values()]
    return next((brief for brief in tried if composed(brief)[1]), tried[0])


def composed(brief: Brief) -> tuple[ArchitectureNote, bool]:
    """The architecture of a brief, and whether it fits together."""
    facts = REAL.facts_of(brief)
    choices = decide(REAL.decisions.values(), facts, brief.pins)
    usage = measure(REAL.measures, brief, facts)
    architecture, faults = compose(REAL.catalogue, choices, usage, str(facts["region"]))
    return architecture_note(REAL, architecture, None), not faults


def kinds_of(brief: Brief, note: ArchitectureNote) -> set[object]:
    """What one example is enough of."""
    parts = {part for item in note.components for part in (item.type, item.place, item.group)}
    return {*outcomes_of(brief), *parts}


def one_of_each_kind(pairs: list[tuple[Brief, ArchitectureNote]]) -> list[ArchitectureNote]:
    """The architectures that show a kind that none before them shows, begun elsewhere with every rotation."""
    start, seen, found = DEPTH.rotation % len(pairs), set[object](), []
    for brief, note in pairs[start:] + pairs[:start]:
        if kinds := kinds_of(brief, note) - seen:
            found.append(note)
            seen |= kinds
    return found


def covering() -> tuple[list[ArchitectureNote], Pairs]:
    """The architectures of the chosen briefs, each once, and what all chosen briefs cover."""
    briefs, pairs = chosen_briefs()
    made = [(brief, composed(brief)[0]) for brief in briefs]
    notes = [note for _, note in made] if DEPTH.proof else one_of_each_kind(made)
    return list({note.model_dump_json(): note for note in notes}.values()), pairs
