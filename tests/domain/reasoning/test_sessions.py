"""Seeded sessions through the shipped rulebook: no question is pointless, what is not asked changes nothing."""

import json
import os
import random
import subprocess
import sys
from itertools import pairwise

import pytest

from app.domain.model.briefs import Brief
from app.domain.model.decisions import decide
from app.domain.model.usage import measure
from app.domain.pipeline.compose import compose
from app.domain.reasoning.reasoner import Reasoner
from tests.depth import some
from tests.stories import REAL, ROOT
from tests.walks import at_random, completed, walk, witness

REASONER = Reasoner(REAL)
COMPLETIONS = 50


def outcomes(brief):
    choices = decide(REAL.decisions.values(), REAL.facts_of(brief), brief.pins)
    return {name: choices[name].outcomes for name in REAL.written}


def shape(brief):
    """Roles with their types, and connections; sizes, counts and loads may hang on numbers that move cost alone."""
    facts = REAL.facts_of(brief)
    usage = measure(REAL.measures, brief, facts)
    choices = decide(REAL.decisions.values(), facts, brief.pins)
    architecture, faults = compose(REAL.catalogue, choices, usage, str(facts["region"]))
    assert faults == ()
    return (
        {(component.id, component.type, component.place) for component in architecture.components},
        {(line.source, line.target, line.kind, line.label.en) for line in architecture.connections},
    )


def assert_can_matter(brief, step):
    """Every open input of the question alone changes an outcome between two completions, replayed by the evaluator."""
    hinges = [name for name in step.question.inputs if name in step.open]
    assert hinges, f"{step.question.id} is pointless"
    for name in hinges:
        left, right = witness(REASONER, brief, name)
        moved = {item for item in REAL.inputs if left.answers[item] != right.answers[item]}
        assert moved == {name}
        assert left.answers.items() >= brief.answers.items()
        assert outcomes(left) != outcomes(right), f"{name} changes nothing"


@pytest.mark.some(16)
@pytest.mark.parametrize("seed", range(200))
def test_no_question_of_a_session_is_pointless_and_the_architecture_stays(seed):
    chance = random.Random(seed)
    steps = list(walk(REASONER, Brief(), at_random(REASONER, chance)))
    for brief, step in steps[:-1]:
        assert_can_matter(brief, step)
    counts = [step.remaining for _, step in steps]
    assert all(after < before for before, after in pairwise(counts))
    assert counts[-1] == 0
    brief, last = steps[-1]
    assert last.settled.keys() == set(REAL.written)
    assert last.settled == outcomes(brief)
    reached = shape(brief)
    for _ in range(COMPLETIONS):
        assert shape(completed(REASONER, brief, chance)) == reached


def asked(seeds, reasoner=REASONER):
    """The questions of some sessions, in order."""
    walks = [walk(reasoner, Brief(), at_random(reasoner, random.Random(seed))) for seed in seeds]
    return [[step.question.id for _, step in steps if step.question] for steps in walks]


def test_the_order_of_questions_is_the_same_in_every_process():
    seeds = some(range(3), 1)
    script = (
        "import json; from app.domain.reasoning.reasoner import Reasoner; from tests.stories import REAL\n"
        "from tests.domain.reasoning.test_sessions import asked\n"
        f"print(json.dumps(asked({seeds}, Reasoner(REAL))))"
    )
    env = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, check=True, text=True)
    assert json.loads(done.stdout) == asked(seeds)
