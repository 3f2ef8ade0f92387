import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.advisor.advise import advise
from app.domain.report.brief import read_brief, read_document
from app.domain.report.report import SCHEMA_VERSION
from app.domain.report.upgrade import read
from tests.builders import NOON, edited, small_rulebook

EXPORT = {"parts": ["job"], "run_minutes": "60", "export_gb": "5120"}


def report(rulebook, answers=None, pins=None, usage=None):
    return advise(rulebook, read_brief(rulebook, answers, pins, usage), NOON)


def test_the_report_is_a_document_that_comes_back_the_same(small_rulebook):
    made = report(small_rulebook, EXPORT, {"egress": "nat"}, {"kept_gb": "70000"})
    text = json.dumps(made.model_dump(mode="json"))
    assert read(json.loads(text)) == made
    assert (made.schema_version, made.created_at) == (SCHEMA_VERSION, "2026-11-23T12:00:00+00:00")
    assert made.fingerprint == small_rulebook.fingerprint


def test_the_brief_of_a_report_gives_the_same_report_again(small_rulebook):
    made = report(small_rulebook, {**EXPORT, "records": "not_sure"}, {"egress": "nat"}, {"kept_gb": "9"})
    assert advise(small_rulebook, read_document(small_rulebook, made.brief.model_dump(mode="json")), NOON) == made


def test_what_was_not_answered_is_an_assumption_and_what_was_is_given(small_rulebook):
    made = report(small_rulebook, {"parts": ["job"], "records": "not_sure"})
    assert [answer.input for answer in made.given] == ["parts"]
    assumed = {note.input: note.unsure for note in made.assumptions}
    assert assumed.keys() == small_rulebook.inputs.keys() - {"parts"}
    assert [name for name, unsure in assumed.items() if unsure] == ["records"]
    assert next(note for note in made.assumptions if note.input == "run_minutes").words.en == "5 minutes"


def test_the_summary_names_services_region_and_cost(small_rulebook):
    made = report(small_rulebook, {"monthly_requests": "10000000", "region": "us-east-1"})
    assert made.summary.en == "Lambda in N. Virginia (minimal), about $2 a month ($2–$2)."
    assert made.summary.ko == "버지니아 북부의 Lambda(최소), 월 약 $2($2~$2)."
    unpriced = report(small_rulebook, {"records": "relational", "monthly_requests": "9000000"})
    assert "at least about" in unpriced.summary.en
    assert "최소 약" in unpriced.summary.ko


def test_a_alternative_not_taken_is_run_again_and_priced(small_rulebook):
    made = report(small_rulebook, EXPORT)
    (other,) = made.alternatives
    assert (other.decision, other.outcome, other.pins) == ("egress", "nat", {"egress": ("nat",)})
    assert (other.added, other.removed) == (("nat",), ("s3_endpoint",))
    assert [line.component for line in other.line_items] == ["nat", "nat"]
    assert str(other.difference.typical) == "388.22"
    assert other.monthly == report(small_rulebook, EXPORT, {"egress": "nat"}).estimate.monthly


def test_a_decision_that_is_absent_shows_no_alternative(small_rulebook):
    assert "egress" not in [other.decision for other in report(small_rulebook, {"parts": ["job"]}).alternatives]


def test_a_pin_shows_the_way_back(small_rulebook):
    made = report(small_rulebook, EXPORT, {"egress": "nat"})
    (back,) = made.alternatives
    assert (back.decision, back.outcome, back.pins) == ("egress", "endpoint", {})
    assert "A gateway endpoint" in back.text.en
    assert back.monthly == report(small_rulebook, EXPORT).estimate.monthly
    assert back.difference.typical == -report(small_rulebook, EXPORT).alternatives[0].difference.typical


def test_a_pin_that_agrees_with_the_answers_has_no_way_back(small_rulebook):
    assert [other.pins for other in report(small_rulebook, EXPORT, {"egress": "endpoint"}).alternatives] == [
        {"egress": ("nat",)}
    ]


def test_guardrails_speak_worst_first_with_facts_filled_in(small_rulebook):
    made = report(
        small_rulebook,
        {**EXPORT, "parts": ["api", "job"], "budget_usd": "1"},
        {"job_code": "function", "api_code": "container", "egress": "nat"},
    )
    assert [(note.id, note.severity) for note in made.guardrails] == [
        ("run_too_long", "breaks"),
        ("over_budget", "caution"),
        ("cluster_upkeep", "note"),
    ]
    assert made.guardrails[0].message.en == "A function stops before 60 minutes are over."
    assert made.guardrails[0].sources[0].id == "notes:limit"
    assert "$1.00" in made.guardrails[1].message.en


@pytest.mark.parametrize(("budget", "spoken"), [("1.99", ["over_budget"]), ("2", []), ("900", [])])
def test_the_budget_is_held_against_the_typical_month(small_rulebook, budget, spoken):
    made = report(small_rulebook, {"monthly_requests": "10000000", "budget_usd": budget})
    assert str(made.estimate.monthly.typical) == "2.00"
    assert [note.id for note in made.guardrails] == spoken


def test_a_pin_that_leaves_an_end_open_breaks_and_is_told(small_rulebook):
    made = report(small_rulebook, EXPORT, {"files": "none"})
    assert [(note.id, note.severity) for note in made.guardrails] == [("missing_files", "breaks")]
    assert made.guardrails[0].instead is not None


def test_a_alternative_tells_which_guardrails_would_break(tmp_path):
    text = edited(
        "decisions/job_code.yaml",
        ("examples:", "instead:\n  function: {pins: {job_code: function}, text: {en: A., ko: 가.}}\nexamples:"),
    )
    rulebook = small_rulebook(tmp_path, {"decisions/job_code.yaml": text})
    others = {other.decision: other for other in report(rulebook, EXPORT).alternatives}
    assert others["job_code"].guardrails == ("run_too_long",)
    assert others["egress"].guardrails == ()


@pytest.mark.parametrize(
    ("answers", "level", "number", "next_words"),
    [({}, "minimal", 1, "Add a database."), ({"records": "relational"}, "growth", 2, None)],
)
def test_the_level_is_told_with_what_lifts_it(small_rulebook, answers, level, number, next_words):
    found = report(small_rulebook, answers).level
    assert (found.id, found.number) == (level, number)
    assert (found.next and found.next.en) == next_words


def test_each_decision_lists_the_components_it_brought(small_rulebook):
    made = report(small_rulebook, EXPORT)
    brought = {note.id: note.components for note in made.decisions if note.components}
    assert brought == {"files": ("files",), "job_code": ("job",), "egress": ("s3_endpoint",)}


SETS = {"parts": ["site", "api", "job"], "skills": ["kubernetes", "servers"]}
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.lists(st.sampled_from(values), unique=True) for name, values in SETS.items()},
        "records": st.sampled_from(["none", "relational", "not_sure"]),
        "run_minutes": st.integers(0, 10000),
        "monthly_requests": st.integers(0, 10**12),
        "export_gb": st.decimals(0, 10**12, places=2),
        "budget_usd": st.integers(0, 1000),
    },
)
PINS = st.fixed_dictionaries(
    {},
    optional={
        "api_code": st.sampled_from(["none", "container", "function"]),
        "job_code": st.sampled_from(["none", "task", "function"]),
        "egress": st.sampled_from(["none", "endpoint", "nat"]),
        "database": st.sampled_from(["none", "rds"]),
        "files": st.sampled_from(["none", "s3"]),
        "visitors": st.sampled_from(["none", "people"]),
        "level": st.sampled_from(["minimal", "growth", "robust"]),
        "blockers": st.lists(st.sampled_from(["long_run", "habit"]), unique=True),
    },
)


@given(ANSWERS, PINS)
def test_any_answers_and_pins_give_a_report(small_rulebook, answers, pins):
    made = report(small_rulebook, answers, pins)
    roles = {component.id for component in made.architecture.components}
    assert all({line.source, line.target} <= roles for line in made.architecture.connections)
    assert made.estimate.monthly.low <= made.estimate.monthly.typical <= made.estimate.monthly.high
    assert {note.id for note in made.decisions if note.pinned} == pins.keys()
    assert read(json.loads(json.dumps(made.model_dump(mode="json")))) == made


def test_what_was_asked_before_is_dated_anew_and_otherwise_the_same(small_rulebook):
    brief = read_brief(small_rulebook, EXPORT)
    first = advise(small_rulebook, brief, NOON)
    later = advise(small_rulebook, read_brief(small_rulebook, EXPORT), NOON + timedelta(days=1))
    assert later.created_at != first.created_at
    assert later.changed(created_at=first.created_at) == first
    other = advise(small_rulebook, read_brief(small_rulebook, {**EXPORT, "export_gb": "1"}), NOON)
    assert other.estimate.monthly != first.estimate.monthly
    turned = advise(small_rulebook, read_brief(small_rulebook, dict(reversed(EXPORT.items()))), NOON)
    assert [note.input for note in turned.given] == [note.input for note in reversed(first.given)]
