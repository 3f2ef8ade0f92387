"""What programs are told: every claim about a decision replayed through the evaluator, every parking explained."""

import random
from decimal import Decimal
from functools import cache

import pytest

from app.domain.advice import run
from app.domain.advisor.guidance import explain_decision, next_question
from app.domain.model.briefs import Brief
from app.domain.reasoning.changes import whole
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.brief import read_brief
from app.domain.report.interview import progress_of
from app.errors import InvalidBrief
from tests.builders import requests_of
from tests.stories import REAL, STORIES, brief_of
from tests.walks import at_random, completed, walk

REASONER = Reasoner(REAL)
TOLD = ("orders", "chat_on_gateway")
DECISIONS = [name for name, decision in REAL.decisions.items() if decision.core]


def explained_document(document):
    """What explain gives for a document, as JSON."""
    return explain_decision(REASONER, requests_of(REAL).explain(document)).model_dump(mode="json")


def next_document(brief):
    """What next gives for a brief, as JSON."""
    return next_question(REASONER, brief).model_dump(mode="json")


@cache
def explained(name, decision):
    """What is told of a decision of a story."""
    brief = STORIES[name].brief.model_dump()
    return explained_document({**brief, "decision": decision})


def plain(decision, choice):
    return list(choice.outcomes) if decision.collects else choice.outcomes[0]


def with_told(brief, told):
    """The brief with answers as the API tells them."""
    return brief.with_answers(read_brief(REAL, {item["input"]: item["value"] for item in told}).answers)


@pytest.mark.some(5)
@pytest.mark.parametrize("name", TOLD)
@pytest.mark.parametrize("decision", DECISIONS)
def test_every_change_that_is_told_replays_to_its_outcome_and_cost(name, decision):
    brief = brief_of(STORIES[name])
    told = explained(name, decision)
    now = run(REAL, brief)
    table, choice = REAL.decisions[decision], now.choices[decision]
    assert told["outcome"] == plain(table, choice)
    for change in told["changes"]:
        other = run(REAL, with_told(brief, [change]))
        assert change["outcome"] == plain(table, other.choices[decision]) != told["outcome"]
        difference = other.estimate.monthly.typical - now.estimate.monthly.typical
        assert abs(Decimal(str(change["difference"]["typical"])) - difference) <= Decimal("0.01")
    if choice.pinned:
        assert (told["changes"], told["fewest"]) == ([], {})
        return
    assert told["fewest"].keys() == set(table.outcomes) - set(choice.outcomes)
    flipped = {change["outcome"] for change in told["changes"] if isinstance(change["outcome"], str)}
    for outcome, moves in told["fewest"].items():
        if moves is None:
            assert outcome not in REASONER.possible(Brief(pins=brief.pins))[decision]
            continue
        assert outcome in run(REAL, with_told(brief, moves)).choices[decision].outcomes
        assert len(moves) >= 1
        assert (len(moves) == 1) == (outcome in flipped) or table.collects or set_moved(moves)


def set_moved(moves):
    """Whether a several-choice answer moves: one move may then take in or leave out more than one member."""
    return any(REAL.inputs[move["input"]].kind == "choices" for move in moves)


@pytest.mark.some(5)
@pytest.mark.parametrize("name", TOLD)
@pytest.mark.parametrize("decision", DECISIONS)
def test_the_reason_that_is_told_forces_the_outcome_and_each_answer_of_it_is_needed(name, decision):
    brief = brief_of(STORIES[name])
    told = explained(name, decision)
    complete, now = whole(REAL, brief), run(REAL, brief).choices[decision].outcomes
    names = [held["fact"] for held in told["reason"]["inputs"]]
    pins = {pin: brief.pins[pin] for pin in told["reason"]["pins"]}
    kept = Brief({item: complete.answers[item] for item in names}, pins)
    chance = random.Random(name + decision)
    for _ in range(10):
        assert run(REAL, completed(REASONER, kept, chance)).choices[decision].outcomes == now
    assert REASONER.possible(kept)[decision] == set(now)
    for left_out in names:
        rest = Brief({item: value for item, value in kept.answers.items() if item != left_out}, pins)
        progress = progress_of(REASONER, rest)
        assert decision not in progress.settled, f"{left_out} can be left out"
    said = Brief(brief.answers, brief.pins, {}, brief.unsure)
    assert told["settled"] == (decision in progress_of(REASONER, said).settled)


@pytest.mark.some(1)
@pytest.mark.parametrize("seed", range(3))
def test_a_parked_question_names_the_answers_that_park_it(seed):
    chance = random.Random(seed)
    steps = list(walk(REASONER, Brief(), at_random(REASONER, chance)))
    for brief, progress in steps[3::12]:
        told = next_document(brief)
        assert [item["input"] for item in told["parked"]] == list(progress.parked)
        assert (told["open"], told["remaining"]) == (list(progress.open), progress.remaining)
        for item in told["parked"]:
            name, because = item["input"], item["because"]
            fixed = {**{other: REAL.inputs[other].usual_value() for other in brief.unsure}, **brief.answers}
            kept = {other: fixed[other] for other in because}
            assert REASONER.relevant(Brief(kept), [name]) == ()
            for left_out in because:
                rest = {other: value for other, value in kept.items() if other != left_out}
                assert REASONER.relevant(Brief(rest), [name]) == (name,)


def test_the_next_question_of_an_empty_brief_and_of_a_finished_one():
    told = next_document(Brief())
    assert told["question"]["id"] in {question.id for question in REAL.questions}
    assert (told["core_settled"], told["settled"]) == (False, {})
    assert told["possible"].keys() == set(REAL.written)
    done = next_document(whole(REAL, Brief()))
    assert (done["question"], done["remaining"], done["open"], done["possible"]) == (None, 0, [], {})
    choices = run(REAL, Brief()).choices
    assert done["settled"] == {name: plain(REAL.decisions[name], choices[name]) for name in REAL.written}


@pytest.mark.parametrize("decision", [None, "nobody", 7])
def test_a_decision_that_is_not_known_is_refused_by_name(decision):
    with pytest.raises(InvalidBrief) as fault:
        explained_document({"answers": {}, "decision": decision})
    assert [problem.field for problem in fault.value.problems] == ["decision"]
