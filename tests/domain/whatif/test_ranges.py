"""The cost over what an answer leaves open: no value within it costs less than the low or more than the high figure."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.advice import run
from app.domain.advisor.advise import advise
from app.domain.model.briefs import read_test
from app.domain.report.brief import read_brief
from app.domain.whatif.ranges import beyond
from tests.builders import NOON
from tests.depth import DEPTH
from tests.stories import REAL

STORIES = REAL.examples if DEPTH.proof else REAL.examples[:3]
COUNTED = [name for name, item in REAL.inputs.items() if item.kind == "number" and name != "budget_usd"]


def brief_of(story):
    return read_brief(REAL, story.brief.answers, story.brief.pins, story.brief.usage)


def ranges(item, chance):
    """A range around the usual value of a number and one beside it, as people would write them."""
    usual = item.usual_value()
    low = max(item.at_least, usual / 4) if chance.random() < 0.7 else item.at_least
    high = min(item.at_most, max(usual * chance.choice([2, 8, 40]), low + 4))
    if item.whole:
        low, high = Decimal(int(low)), Decimal(int(high))
    return f"{low:f}..{high:f}", low, high


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
def test_every_value_within_an_answer_costs_what_the_range_says(story):
    chance = random.Random(story.id)
    brief = brief_of(story)
    for name in COUNTED if DEPTH.proof else chance.sample(COUNTED, 12):
        item = REAL.inputs[name]
        text, low, high = ranges(item, chance)
        reading = read_test(item, [text])
        assert reading.test is not None
        asked = replace(brief.without_answers([name]), within={name: reading.test})
        estimate = advise(REAL, asked, NOON, with_alternatives=False).estimate
        assert estimate.monthly.low <= estimate.monthly.typical <= estimate.monthly.high
        for _ in range(4):
            value = low + (high - low) * Decimal(str(chance.random()))
            value = Decimal(round(value)) if item.whole else value
            cost = run(REAL, brief.with_answers({name: value})).estimate.monthly.typical
            assert estimate.monthly.low <= cost <= estimate.monthly.high, f"{name} = {value} within {text}"


def test_the_lines_and_what_goes_beyond_them_add_up():
    asked = read_brief(REAL, {"parts": ["job"], "gpu": "[no, yes]"})
    estimate = advise(REAL, asked, NOON, with_alternatives=False).estimate
    assert estimate.beyond is not None
    for end in ("low", "typical", "high"):
        lines = sum((getattr(line.monthly, end) for line in estimate.line_items), Decimal(0))
        assert lines + getattr(estimate.beyond, end) == getattr(estimate.monthly, end)


def test_an_answer_that_is_a_value_leaves_nothing_beyond():
    assert beyond(run(REAL, read_brief(REAL, {"parts": ["job"], "run_minutes": "20"}))) is None
