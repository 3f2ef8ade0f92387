"""Which price points line items can ask for: every one that advice asks for, and none that no table leads to."""

import random

import pytest

from app.domain.advice import run
from app.domain.pricebooks.needed import needed_prices
from app.domain.report.brief import read_brief
from tests.stories import STORIES, brief_of
from tests.walks import fitting


@pytest.fixture(scope="module")
def needed(rulebook):
    return needed_prices(rulebook)


def asked(rulebook, brief):
    estimate = run(rulebook, brief).estimate
    priced = {(line.point.service, line.point.item) for line in estimate.line_items}
    return priced | {(item.price.service, item.price.item) for item in estimate.unpriced}


@pytest.mark.parametrize("story", STORIES)
def test_what_a_story_asks_for_is_needed(rulebook, needed, story):
    brief = brief_of(STORIES[story])
    assert asked(rulebook, brief) - needed[rulebook.facts_of(brief)["region"]].keys() == set()


def test_what_briefs_at_random_ask_for_is_needed(rulebook, needed):
    chance = random.Random(20261127)
    for _ in range(40):
        answers = {}
        for item in rulebook.inputs.values():
            if item.kind == "choice" and chance.random() < 0.5:
                answers[item.id] = chance.choice(item.value_ids)
            elif item.kind == "choices" and chance.random() < 0.5:
                answers[item.id] = tuple(fitting(item, (value for value in item.value_ids if chance.random() < 0.4)))
        brief = read_brief(rulebook, answers)
        assert asked(rulebook, brief) - needed[rulebook.facts_of(brief)["region"]].keys() == set(), answers


def test_sizes_and_settings_that_no_table_brings_together_are_not_needed(needed):
    sizes = {item for service, item in needed["ap-northeast-2"] if service == "EC2"}
    assert {"t4g.small linux on-demand", "m7g.xlarge linux on-demand", "g4dn.xlarge linux on-demand"} <= sizes
    assert {"m7g.small linux on-demand", "g4dn.large linux on-demand"}.isdisjoint(sizes)
    out = {item for service, item in needed["eu-west-1"] if service == "CloudFront" and "out-internet" in item}
    assert out == {"data-transfer-out-internet (edge geography: EU)"}


def test_a_need_tells_its_unit_and_who_asks(small_rulebook):
    found = needed_prices(small_rulebook)["us-east-1"]
    assert found["NAT", "hour"].unit == "hour"
    assert found["NAT", "hour"].types == ("nat_gateway", "run_cost")
    assert {item for service, item in found if service == "RDS"} == {
        f"{size} multi-az" for size in ("small", "medium", "large")
    }
