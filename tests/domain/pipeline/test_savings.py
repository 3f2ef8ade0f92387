"""What would make a month cheaper: when it applies, what it saves, and where the figure comes from."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from app.domain.advice import run
from app.domain.advisor.economy import LEAST_SAVED, saving_note, saving_notes
from app.domain.pipeline.savings import Saving, Share
from app.domain.report.brief import read_brief
from tests.builders import present
from tests.stories import REAL, STORIES, brief_of

SAVINGS = {saving.id: saving for saving in REAL.savings}


def given(saying):
    pins = {name: value for name, value in saying.given.items() if name in REAL.decisions}
    answers = {name: value for name, value in saying.given.items() if name not in pins}
    return run(REAL, read_brief(REAL, answers, pins))


@pytest.mark.parametrize("saving", SAVINGS.values(), ids=SAVINGS)
def test_each_saving_can_apply_and_saves_something_then(saving):
    notes = [present(saving_note(given(saying), saving)) for saying in saving.examples if saying.speaks == "true"]
    assert notes
    for note in notes:
        assert note.most >= LEAST_SAVED
        assert note.least <= note.most
        assert note.sources


@pytest.mark.parametrize("saving", [item for item in SAVINGS.values() if not item.share], ids=lambda item: item.id)
def test_a_figure_without_a_share_is_a_run_of_its_own(saving):
    advice = given(saving.examples[0])
    note = present(saving_note(advice, saving))
    pins = {**{name: list(outcomes) for name, outcomes in advice.brief.pins.items()}, **note.pins}
    answers = {
        name: sorted(value) if isinstance(value, frozenset) else f"{value}"
        for name, value in advice.brief.answers.items()
    }
    other = run(REAL, read_brief(REAL, answers, pins, note.usage))
    assert note.least == note.most == advice.estimate.monthly.typical - other.estimate.monthly.typical


def test_a_share_is_a_percentage_of_its_own_lines():
    advice = run(REAL, brief_of(STORIES["small_team_fleet"]))
    note = present(saving_note(advice, SAVINGS["savings_plan_fargate"]))
    lines = [
        line for line in advice.estimate.line_items if line.point.service == "Fargate" and line.component != "staging"
    ]
    base = sum((line.monthly.typical for line in lines), Decimal(0))
    assert (note.least, note.most) == (0, (base / 2).quantize(Decimal("0.01")))
    assert (note.percent_most, note.unverified) == (50, True)


def test_the_largest_saving_comes_first_and_what_saves_next_to_nothing_is_left_out():
    for story in STORIES.values():
        notes = saving_notes(run(REAL, brief_of(story)))
        assert [note.most for note in notes] == sorted((note.most for note in notes), reverse=True)
        assert all(note.most >= LEAST_SAVED for note in notes)


def test_what_a_guardrail_stops_is_no_saving():
    answers = {"parts": ["job"], "run_minutes": "60", "internet_out": "none"}
    saving = SAVINGS["endpoints_for_nat"]
    working = run(REAL, read_brief(REAL, answers, {"egress": "nat"}))
    stopped = run(REAL, read_brief(REAL, answers, {"egress": "nat", "s3_path": "none"}))
    assert saving.applies(working.facts)
    assert saving.applies(stopped.facts)
    assert saving_note(working, saving)
    assert saving_note(stopped, saving) is None


def test_what_only_seems_cheaper_for_want_of_a_price_is_no_saving():
    answers = {"parts": ["api"], "records": "key_lookup", "transactions": "no", "monthly_requests": "3000000000"}
    advice = run(REAL, read_brief(REAL, answers))
    changed = {"when": {"database": "dynamodb"}, "pins": {"database": "documentdb"}}
    saving = Saving.model_validate(SAVINGS["dynamodb_provisioned"].model_dump() | changed)
    other = advice.with_pins(advice.brief.with_pins(saving.fixed))
    assert other.estimate.unpriced
    assert other.estimate.monthly.typical < advice.estimate.monthly.typical
    assert saving_note(advice, saving) is None


def test_dynamodb_traffic_through_a_nat_gateway_is_billed_and_saved_by_an_endpoint():
    answers = {"parts": ["api"], "team_runs": ["containers"], "records": "key_lookup", "internet_out": "some",
               "dynamodb_gb": "500"}  # fmt: skip
    advice = run(REAL, read_brief(REAL, answers, {"dynamodb_path": "none"}))
    line = next(line for line in advice.estimate.line_items if line.name.en == "DynamoDB traffic processed")
    assert (line.component, line.monthly.typical) == ("nat", Decimal("29.50"))  # 500 GB × 0.059 USD
    note = present(saving_note(advice, SAVINGS["dynamodb_gateway_endpoint"]))
    assert (note.least, note.most) == (Decimal("29.50"), Decimal("29.50"))
    advised = run(REAL, read_brief(REAL, answers))
    assert not [line for line in advised.estimate.line_items if line.name.en == "DynamoDB traffic processed"]


def test_files_of_a_year_cost_less_in_standard_ia():
    answers = {"parts": ["api"], "uploads": "yes", "files_gb": "600", "retention": "year", "data_growth_gb": "0",
               "monthly_requests": "0"}  # fmt: skip
    note = present(saving_note(run(REAL, read_brief(REAL, answers)), SAVINGS["s3_standard_ia"]))
    # 480 of 600 GB at 0.0138 instead of 0.025 USD, 24 GB read back at 0.01 USD: 480 × 0.0112 - 0.24.
    assert note.most == Decimal("5.14")


def test_a_figure_that_the_user_gave_is_not_put_in_question():
    answers = {"parts": ["api"], "monthly_requests": "300000000"}
    assert saving_note(run(REAL, read_brief(REAL, answers)), SAVINGS["log_retention"])
    measured = run(REAL, read_brief(REAL, answers, None, {"logs_stored_gb": "900"}))
    assert saving_note(measured, SAVINGS["log_retention"]) is None


def test_the_text_names_figures_as_they_are():
    saving = SAVINGS["test_environments_off"]
    note = present(saving_note(given(saving.examples[0]), saving))
    assert "assumed 250 hours" in note.text.en
    assert "250시간" in note.text.ko


@pytest.mark.parametrize(
    ("role", "service", "item", "covered"),
    [
        ("api", "Lambda", "duration-arm", True),
        ("api", "Lambda", "request", False),
        ("api", "EC2", "m7g.large linux on-demand", True),
        ("staging", "EC2", "m7g.large linux on-demand", False),
        ("api", "S3", "standard-storage", False),
    ],
)
def test_a_share_covers_services_and_how_their_items_begin(role, service, item, covered):
    share = Share(prices={"Lambda": ("duration",), "EC2": ()}, without_roles=("staging",), most=Decimal(10))
    assert share.covers(role, service, item) is covered


FIELDS = {
    "id": "x", "title": {"en": "a", "ko": "가"}, "text": {"en": "a", "ko": "가"}, "effort": {"en": "a", "ko": "가"},
    "when": {"egress": "nat"}, "sources": ["aws:doc"], "examples": [{"given": {}}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "pins, usage or a share"),
        ({"usage": {"log_gb": "1"}, "share": {"prices": {"S3": []}, "most": "5"}}, "either usage or a share"),
        ({"share": {"most": "5"}}, "names prices or roles"),
        ({"share": {"prices": {"S3": []}, "least": "6", "most": "5"}}, "least is more than most"),
        ({"share": {"prices": {"S3": []}, "most": "101"}}, "less than or equal to 100"),
        ({"pins": {"egress": "nat"}, "examples": [{"given": {}, "speaks": "false"}]}, "can apply"),
        ({"pins": {"egress": "nat"}, "usage": {"log_gb": "1 +"}}, "usage"),
    ],
)
def test_a_saving_without_a_sound_figure_is_refused(changed, told):
    with pytest.raises(ValidationError, match=told):
        Saving.model_validate({**FIELDS, **changed})
