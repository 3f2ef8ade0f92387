"""Shares of outcomes, against briefs decided one by one."""

from itertools import combinations

import pytest

from app.domain.model.briefs import Brief
from app.domain.model.decisions import decide
from app.domain.reasoning.formulation import formulate
from app.domain.reasoning.reachability import briefs_near, reachability_of
from app.domain.reasoning.sampling import Sample


@pytest.fixture(scope="module")
def report(small_rulebook):
    return reachability_of(small_rulebook)


def outcomes(rulebook, answers):
    choices = decide(rulebook.decisions.values(), rulebook.facts_of(Brief(answers)), {})
    return {name: set(choice.outcomes) for name, choice in choices.items()}


def test_the_shares_are_those_of_briefs_decided_one_by_one(small_rulebook, report):
    sample = Sample(small_rulebook, formulate(small_rulebook), report.sampled)
    counts: dict = {}
    fallen: dict = {}
    for index in range(report.sampled):
        found = outcomes(small_rulebook, {name: drawn.values[index] for name, drawn in sample.drawn.items()})
        for name, chosen in found.items():
            for outcome in chosen:
                counts[name, outcome] = counts.get((name, outcome), 0) + 1
            rules = small_rulebook.decisions[name].rules
            if rules[-1].otherwise in chosen and sum(rule.outcome == rules[-1].otherwise for rule in rules) == 1:
                fallen[name] = fallen.get(name, 0) + 1
    for share in report.outcomes:
        assert share.sampled == counts.get((share.decision, share.outcome), 0) / report.sampled
    assert {name: report.otherwise[name] for name in fallen} == {
        name: count / report.sampled for name, count in fallen.items()
    }
    closing = {"files", "api_code", "job_code", "egress", "level", "visitors", "zones"}
    assert fallen.keys() == report.otherwise.keys() == closing


def test_briefs_near_a_story_are_all_those_with_at_most_two_other_answers(small_rulebook, report):
    model = formulate(small_rulebook)
    story = small_rulebook.examples[0]
    facts = dict(
        small_rulebook.facts_of(Brief({"parts": frozenset({"job"}), "run_minutes": model.cells["run_minutes"][0]}))
    )
    facts["run_minutes"] = small_rulebook.inputs["run_minutes"].value("60")
    names = list(small_rulebook.inputs)
    changes = [
        (name, value) for name in names for value in model.other_values(small_rulebook.inputs[name], facts[name])
    ]
    pairs = [pair for pair in combinations(changes, 2) if pair[0][0] != pair[1][0]]
    wanted = [{}, *({name: value} for name, value in changes), *(dict(pair) for pair in pairs)]
    masks, every = briefs_near(small_rulebook, model, story)
    assert report.near_stories == every.bit_count() == len(wanted)
    found = {
        tuple(next(value for value, mask in masks[name].items() if mask >> bit & 1) for name in names)
        for bit in range(every.bit_length())
        if every >> bit & 1
    }
    assert found == {tuple({**facts, **moved}[name] for name in names) for moved in wanted}
    for share in report.outcomes:
        counted = sum(
            share.outcome
            in outcomes(small_rulebook, {**{name: facts[name] for name in names}, **moved})[share.decision]
            for moved in wanted
        )
        assert share.near_stories == counted / len(wanted)


def test_everything_unsure_gives_the_usual_outcomes(small_rulebook, report):
    usual = outcomes(small_rulebook, {})
    assert {(share.decision, share.outcome) for share in report.outcomes if share.unsure} == {
        (name, outcome) for name, chosen in usual.items() for outcome in chosen
    }


def test_the_input_that_decides_most_comes_first(report):
    assert next(iter(report.deciding)) == "parts"
    assert list(report.deciding.values()) == sorted(report.deciding.values(), reverse=True)
    assert report.deciding["region"] < 0.05 < report.deciding["records"]
