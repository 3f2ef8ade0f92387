from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.advice import run
from app.domain.model.briefs import Brief
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.brief import read_brief
from app.domain.report.interview import progress_of as next_of
from tests.depth import examples

REASONERS: dict[str, Reasoner] = {}


def progress_of(rulebook, brief):
    reasoner = REASONERS.setdefault(rulebook.fingerprint, Reasoner(rulebook))
    return next_of(reasoner, brief)


def progress(rulebook, answers=None, pins=None):
    return progress_of(rulebook, read_brief(rulebook, answers, pins))


def test_a_core_decision_asks_first(small_rulebook):
    assert progress(small_rulebook).question.id == "parts"
    # The API is the core decision: what blocks its function comes before the records of the database.
    assert progress(small_rulebook, {"parts": ["api"]}).question.id == "skills"
    assert progress(small_rulebook, {"parts": ["site"]}).remaining < progress(small_rulebook).remaining


def test_a_question_that_can_no_longer_matter_is_parked(small_rulebook):
    found = progress(small_rulebook, {"parts": ["site"], "records": "none"})
    assert found.settled["database"] == ("none",)
    assert "records" not in found.open
    assert found.parked == ("region",)
    settled = progress(small_rulebook, {"parts": ["site"]})
    assert "records" in settled.parked


def test_a_question_that_moves_cost_alone_is_neither_open_nor_parked(small_rulebook):
    found = progress(small_rulebook)
    for name in ("monthly_requests", "export_gb", "budget_usd"):
        assert name not in (*found.open, *found.parked)


def test_not_sure_takes_the_usual_value(small_rulebook):
    unsure = progress(small_rulebook, {"records": "not_sure"})
    assert unsure.settled["database"] == ("none",)
    assert "records" not in unsure.open


def test_possible_outcomes_are_told_while_answers_are_missing(small_rulebook):
    found = progress(small_rulebook)
    assert set(found.possible["api_code"]) == {"none", "container", "function"}
    assert set(found.possible["blockers"]) == {"long_run", "habit"}
    assert "api_code" not in found.settled
    assert progress(small_rulebook, {"parts": ["job"]}).settled["api_code"] == ("none",)


def test_a_pinned_decision_is_settled_and_asks_nothing(small_rulebook):
    answers = {"parts": ["api"], "records": "none"}
    assert progress(small_rulebook, answers).question.id == "skills"
    found = progress(small_rulebook, answers, {"api_code": "container", "blockers": []})
    assert found.settled["api_code"] == ("container",)
    assert (found.question, found.remaining) == (None, 0)
    assert found.settled["zones"] == ("two",)


def test_numbers_are_cut_at_every_threshold(small_rulebook):
    reasoner = Reasoner(small_rulebook)
    cells = reasoner.model.cells["run_minutes"]
    assert {isinstance(value, Decimal) and value > 15 for value in cells} == {True, False}
    assert Decimal(15) in cells
    item = small_rulebook.inputs["run_minutes"]
    for number in (Decimal(0), Decimal(3), Decimal(15), Decimal("15.5"), item.at_most):
        cell = reasoner.model.cell_of(item, number)
        assert isinstance(cell, Decimal)
        assert (cell > 15) == (number > 15)
    assert reasoner.model.cells["region"] == ("ap-northeast-2", "us-east-1")


SETS = {"parts": ["site", "api", "job"], "skills": ["kubernetes", "servers"]}
ANSWER = {
    "parts": st.frozensets(st.sampled_from(SETS["parts"])),
    "skills": st.frozensets(st.sampled_from(SETS["skills"])),
    "region": st.sampled_from(["ap-northeast-2", "us-east-1"]),
    "records": st.sampled_from(["none", "relational"]),
    "run_minutes": st.sampled_from([Decimal(5), Decimal(15), Decimal(16), Decimal(9000)]),
    "monthly_requests": st.just(Decimal(5)),
    "export_gb": st.just(Decimal(5)),
    "budget_usd": st.just(Decimal(5)),
}
PARTIAL = st.fixed_dictionaries({}, optional=ANSWER)
WHOLE = st.fixed_dictionaries(ANSWER)


def outcomes(rulebook, answers):
    choices = run(rulebook, Brief(answers)).choices
    return {name: choices[name].outcomes for name in rulebook.written}


@examples(60, 20)
@given(PARTIAL, WHOLE)
def test_every_completion_gives_a_possible_outcome_and_every_settled_one(small_rulebook, given_answers, rest):
    found = progress_of(small_rulebook, Brief(given_answers))
    for name, chosen in outcomes(small_rulebook, {**rest, **given_answers}).items():
        assert set(chosen) <= set(found.possible[name])
        if name in found.settled:
            assert chosen == found.settled[name]


@examples(60, 20)
@given(PARTIAL, WHOLE, WHOLE)
def test_what_is_not_open_changes_nothing(small_rulebook, given_answers, rest, other):
    found = progress_of(small_rulebook, Brief(given_answers))
    shared = {name: value for name, value in rest.items() if name in found.open}
    one = outcomes(small_rulebook, {**rest, **given_answers})
    two = outcomes(small_rulebook, {**other, **shared, **given_answers})
    assert one == two


@given(PARTIAL, WHOLE)
def test_the_count_never_rises_while_answers_are_added(small_rulebook, given_answers, rest):
    found = progress_of(small_rulebook, Brief(given_answers))
    assume(found.question is not None)
    answered = {name: rest[name] for name in found.question.inputs}
    after = progress_of(small_rulebook, Brief({**given_answers, **answered}))
    assert after.remaining < found.remaining


@pytest.mark.parametrize("word", ["not_sure", None])
def test_the_walk_ends(small_rulebook, word):
    brief, asked = Brief(), []
    while (question := progress_of(small_rulebook, brief).question) is not None:
        asked.append(question.id)
        assert len(asked) <= len(small_rulebook.questions)
        usual = {name: word or small_rulebook.inputs[name].usual for name in question.inputs}
        more = read_brief(small_rulebook, usual)
        brief = Brief({**brief.answers, **more.answers}, unsure=brief.unsure | more.unsure)
    assert asked[0] == "parts"
    assert len(set(asked)) == len(asked)
