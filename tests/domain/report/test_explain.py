import pytest

from app.domain.advice import run
from app.domain.model.expressions import parse_test
from app.domain.report.brief import read_brief
from app.domain.report.explain import Explainer, fact_name, source_notes, value_words
from app.domain.report.explain import test_words as words_of_test

EXPORT = {"parts": ["job"], "run_minutes": "60"}


def notes(rulebook, answers=None, pins=None):
    brief = read_brief(rulebook, answers, pins)
    advice = run(rulebook, brief)
    explainer = Explainer(rulebook, brief, advice.facts)
    return {name: explainer.decision_note(choice, []) for name, choice in advice.choices.items()}


def test_the_reason_names_the_facts_in_both_languages(small_rulebook):
    note = notes(small_rulebook, EXPORT)["blockers"]
    assert (note.outcome, note.outcomes) == (None, ("long_run",))
    assert note.because[0].en == "A run of 60 minutes is longer than 15 minutes."
    assert note.because[0].ko == "60분 실행은 15분을 넘습니다."
    assert [(held.fact, held.words.en, held.kind, held.assumed) for held in note.held] == [
        ("run_minutes", "60 minutes", "input", False)
    ]


def test_why_not_names_what_blocked_each_other_outcome(small_rulebook):
    note = notes(small_rulebook, {"parts": ["api"]})["api_code"]
    assert note.outcome == "function"
    assert [(other.outcome, [blocker.fact for blocker in other.blockers]) for other in note.why_not] == [
        ("none", ["parts"]),
        ("container", ["blockers"]),
    ]
    blocker = note.why_not[0].blockers[0]
    assert (blocker.needed.en, blocker.needed.ko, blocker.actual.en) == ("without an API", "API 제외", "an API")


def test_an_outcome_behind_the_rule_that_fired_has_no_blocker(small_rulebook):
    note = notes(small_rulebook, {"parts": ["api"], "skills": ["kubernetes"]})["api_code"]
    assert (note.outcome, note.why_not[-1].outcome, note.why_not[-1].blockers) == ("container", "function", ())


def test_an_otherwise_is_held_by_what_kept_the_other_rules_from_firing(small_rulebook):
    note = notes(small_rulebook, {"parts": ["api"]})["api_code"]
    assert [held.fact for held in note.held] == ["parts", "blockers"]


def test_an_assumption_carries_through_decisions_until_it_is_answered(small_rulebook):
    assumed = notes(small_rulebook, {"parts": ["job"]})
    assert assumed["job_code"].assumed
    assert assumed["egress"].assumed
    answered = notes(small_rulebook, {**EXPORT, "skills": []})
    assert not answered["job_code"].assumed
    assert not answered["egress"].assumed
    assert assumed["job_code"].held[-1].assumed
    assert notes(small_rulebook, {"parts": ["job"], "run_minutes": "not_sure"})["job_code"].assumed


def test_a_pinned_decision_says_so(small_rulebook):
    note = notes(small_rulebook, EXPORT, {"egress": "nat"})["egress"]
    assert (note.pinned, note.assumed, note.held) == (True, False, ())
    assert note.because[0].ko == "직접 고정한 결정입니다."


def test_a_collecting_table_that_collects_nothing_says_so(small_rulebook):
    note = notes(small_rulebook, {"run_minutes": "5"})["blockers"]
    assert (note.outcomes, [text.en for text in note.because], note.label.en) == ((), ["none of these"], "none")


@pytest.mark.parametrize(
    ("fact", "written", "english", "korean"),
    [
        ("run_minutes", "> 15", "more than 15 minutes", "15분 초과"),
        ("run_minutes", "[5..15)", "at least 5 minutes, less than 15 minutes", "5분 이상, 15분 미만"),
        ("run_minutes", "5", "exactly 5 minutes", "정확히 5분"),
        ("records", "not none", "not no records", "데이터 없음 아님"),
        ("records", ["relational", "none"], "no records / tables that join", "데이터 없음 / 조인하는 테이블"),
        ("parts", "has api", "includes an API", "API 포함"),
        ("parts", ["empty", "only job"], "none of these / only a job", "해당 없음 / 배치 작업만"),
        ("egress", "[nat, none]", "A NAT gateway / No way out", "NAT 게이트웨이 / 없음"),
        ("blockers", "has habit", "includes a habit", "익숙한 도구 포함"),
        ("in_vpc", "yes", "yes", "예"),
        ("in_vpc", "no", "no", "아니요"),
    ],
)
def test_a_test_in_words(small_rulebook, fact, written, english, korean):
    words = words_of_test(small_rulebook, fact, parse_test(written))
    assert (words.en, words.ko) == (english, korean)


def test_facts_have_a_kind_and_a_name(small_rulebook):
    assert fact_name(small_rulebook, "parts")[0] == "input"
    assert fact_name(small_rulebook, "egress") == ("decision", small_rulebook.decisions["egress"].title)
    assert fact_name(small_rulebook, "in_vpc")[1].en == "Something stands inside the VPC."
    assert value_words(small_rulebook, "blockers", frozenset()).ko == "해당 없음"


def test_a_source_is_inlined_with_the_document_behind_a_fact(small_rulebook):
    claim, fact = source_notes(small_rulebook, ["notes:limit", "fact:requests_a_task", "notes:limit"])
    assert (claim.title.ko, claim.verdict) == ("함수는 멈춥니다.", "confirmed")
    assert (fact.publisher, fact.url, fact.checked_on) == ("AWS", "https://docs.aws.amazon.com/", "2026-11-23")
    assert fact.unverified
    (document,) = source_notes(small_rulebook, ["aws:doc"])
    assert (document.title.en, document.title.ko, document.unverified) == ("A guide", "A guide", False)
