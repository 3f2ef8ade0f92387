import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.advisor.advise import advise
from app.domain.advisor.stages import badge, badges
from app.domain.report.brief import read_document
from app.domain.report.report import ArchitectureNote
from app.errors import InvalidBrief
from tests.builders import NOON, compose_document, decide_document, estimate_document
from tests.stories import REAL

BRIEFS = {
    "nothing": {},
    "export": {"answers": {"parts": ["job"], "run_minutes": "60", "export_gb": "5120"}},
    "shop": {
        "answers": {"parts": ["api", "job"], "records": "relational", "skills": ["kubernetes"]},
        "usage": {"kept_gb": "70000"},
    },
    "pinned": {"answers": {"parts": ["job"], "run_minutes": "60"}, "pins": {"egress": "nat", "blockers": []}},
}
NAT = {"type": "nat_gateway", "load": {"gb": "5120"}}


def as_json(document):
    """The document as it travels: through JSON text."""
    return json.loads(json.dumps(document))


def pipe(rulebook, document):
    for stage in (decide_document, compose_document, estimate_document):
        document = as_json(stage(rulebook, document))
    return document


def faults(stage, rulebook, document):
    with pytest.raises(InvalidBrief) as refused:
        stage(rulebook, document)
    assert all(problem.told.ko for problem in refused.value.problems)
    return {problem.field for problem in refused.value.problems}


@pytest.mark.parametrize("document", BRIEFS.values(), ids=BRIEFS)
def test_the_stages_in_a_row_come_to_what_advise_says(small_rulebook, document):
    report = advise(small_rulebook, read_document(small_rulebook, document), NOON).model_dump(mode="json")
    piped = pipe(small_rulebook, document)
    assert piped["estimate"] == report["estimate"]
    assert piped["architecture"]["connections"] == report["architecture"]["connections"]
    assert piped["region"] == report["region"]
    for mine, wanted in zip(piped["architecture"]["components"], report["architecture"]["components"], strict=True):
        left_out = {"label", "decisions"}
        assert {k: v for k, v in mine.items() if k not in left_out} == {
            k: v for k, v in wanted.items() if k not in left_out
        }


def test_decide_tells_outcomes_reasons_and_guardrails(small_rulebook):
    document = decide_document(small_rulebook, {"answers": {"run_minutes": "60"}, "pins": {"job_code": "function"}})
    assert document.keys() == {"brief", "decisions", "guardrails"}
    outcome = {note["id"]: note["outcome"] or note["outcomes"] for note in document["decisions"]}
    assert (outcome["blockers"], outcome["job_code"], outcome["api_code"]) == (["long_run"], "function", "function")
    assert "run_too_long" in [note["id"] for note in document["guardrails"]]


def test_compose_follows_decisions_that_were_changed_on_the_way(small_rulebook):
    decided = decide_document(small_rulebook, BRIEFS["export"])
    for note in decided["decisions"]:
        if note["id"] == "egress":
            note["outcome"] = "nat"
    composed = compose_document(small_rulebook, decided)
    assert "nat" in [component["id"] for component in composed["architecture"]["components"]]


def test_an_emptied_set_stays_empty(small_rulebook):
    decided = decide_document(small_rulebook, {"answers": {"skills": ["kubernetes"]}})
    chosen = [{"id": "blockers", "outcomes": []}]
    assert [note["outcomes"] for note in decided["decisions"] if note["id"] == "blockers"] == [["habit"]]
    composed = compose_document(small_rulebook, {"brief": decided["brief"], "decisions": chosen})
    types = {component["id"]: component["type"] for component in composed["architecture"]["components"]}
    assert types["api"] == "lambda"


@pytest.mark.parametrize(
    ("document", "fields"),
    [
        ([], {""}),
        ({}, {"decisions"}),
        ({"decisions": [{"id": "egress"}]}, {"decisions.0"}),
        ({"decisions": [{"outcomes": []}]}, {"decisions.0.id"}),
        ({"decisions": ["egress"]}, {"decisions.0"}),
        ({"decisions": [{"id": "egress", "outcome": "tunnel"}]}, {"decisions.0.outcome"}),
        ({"decisions": [{"id": "egres", "outcome": "nat"}]}, {"decisions.0.id"}),
        ({"decisions": [{"id": "egress", "outcome": "nat", "colour": 1}], "sky": 1}, {"decisions.0.colour", "sky"}),
        ({"brief": {"answers": {"colour": "red"}}, "decisions": []}, {"brief.answers.colour", "decisions"}),
    ],
)
def test_decisions_that_cannot_be_composed_are_refused(small_rulebook, document, fields):
    assert faults(compose_document, small_rulebook, document) == fields


def test_one_component_alone_is_priced(small_rulebook):
    bill = estimate_document(small_rulebook, {"components": [NAT]})["estimate"]
    assert [(line["monthly"]["typical"], line["unit_price"]) for line in bill["line_items"]] == [
        ("43.07", "0.059"),
        ("302.08", "0.059"),
    ]
    assert bill["monthly"]["typical"] == "345.15"


def test_a_bare_list_takes_region_settings_zones_size_count_and_usage(small_rulebook):
    document = {
        "region": "us-east-1",
        "settings": {"deployment": "multi-az"},
        "components": [
            {**NAT, "zones": 3, "load": {"gb": {"low": 0, "typical": 10, "high": 20}}},
            {"type": "rds", "size": "medium"},
            {"type": "fargate_service", "count": 4},
            {"type": "s3", "id": "pages"},
        ],
        "usage": {"kept_gb": 1000},
    }
    bill = estimate_document(small_rulebook, document)["estimate"]
    monthly = {(line["component"], line["name"]["en"]): line["monthly"] for line in bill["line_items"]}
    assert monthly["nat_gateway_1", "Hours"]["typical"] == "98.55"
    assert monthly["nat_gateway_1", "Data"] == {"low": "0.00", "typical": "0.45", "high": "0.90"}
    assert monthly["rds_2", "Instance"]["typical"] == "99.28"
    assert monthly["fargate_service_3", "Task hours"]["typical"] == "146.00"
    assert monthly["pages", "Storage, first 51,200 GB"]["typical"] == "25.00"


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"components": []}, {"components"}),
        ({"components": [NAT] * 201}, {"components"}),
        ({"components": "nat"}, {"components"}),
        ({"components": [{"type": "boat"}, "x"]}, {"components.0.type", "components.1"}),
        ({"components": [{**NAT, "load": {"tons": 1}}]}, {"components.0.load.tons"}),
        ({"components": [{**NAT, "colour": "red"}]}, {"components.0.colour"}),
        ({"components": [{**NAT, "load": {"gb": -1}}]}, {"components.0.load.gb"}),
        ({"components": [{**NAT, "load": {"gb": {"low": 1}}}]}, {"components.0.load.gb"}),
        ({"components": [{**NAT, "zones": -1}]}, {"components.0.zones"}),
        ({"components": [{**NAT, "zones": "many"}]}, {"components.0.zones"}),
        ({"components": [{**NAT, "zones": 1.5}]}, {"components.0.zones"}),
        ({"components": [{**NAT, "count": "1e29"}]}, {"components.0.count"}),
        ({"components": [{"type": "rds", "size": "giant"}]}, {"components.0.size"}),
        ({"region": "moon-1", "usage": {"boats": 1}}, {"region", "usage.boats"}),
        ({"settings": {"colour": "red"}}, {"settings.colour"}),
        ({"settings": {"zones": "²"}}, {"settings.zones"}),
        ({"brief": {"answers": {"colour": "red"}}}, {"brief.answers.colour"}),
        ({"usage": [{"id": "kept_gb", "low": 1, "typical": "x", "high": 1}]}, {"usage.kept_gb"}),
        ({"usage": [1]}, {"usage"}),
        ({"sky": "blue"}, {"sky"}),
    ],
)
def test_what_cannot_be_priced_is_refused_by_field(small_rulebook, changed, fields):
    assert faults(estimate_document, small_rulebook, {"components": [NAT], **changed}) == fields


def lines_of(rulebook, component, region="us-east-1"):
    answer = estimate_document(rulebook, {"region": region, "components": [component]})
    lines = {line["name"]["en"]: Decimal(line["monthly"]["typical"]) for line in answer["estimate"]["line_items"]}
    return lines, answer


def test_options_pick_the_lines_and_their_prices():
    standard, _ = lines_of(REAL, {"type": "eks_cluster"})
    extended, answer = lines_of(REAL, {"type": "eks_cluster", "options": {"support": "extended"}})
    assert standard == {"Control plane": Decimal("73.00")}
    assert extended == standard | {"Surcharge for a version in extended support": Decimal("365.00")}
    assert answer["architecture"]["components"][0]["options"] == {"support": "extended"}
    arm, _ = lines_of(REAL, {"type": "fargate_service", "size": "1 vCPU, 2 GB", "count": 1})
    x86, _ = lines_of(
        REAL, {"type": "fargate_service", "size": "1 vCPU, 2 GB", "count": 1, "options": {"processor": "x86"}}
    )
    assert arm["vCPU hours"] < x86["vCPU hours"]


def test_options_survive_the_way_through_the_stages():
    _, answer = lines_of(REAL, {"type": "eks_cluster", "options": {"support": "extended"}})
    again = estimate_document(REAL, as_json(answer))["estimate"]
    assert [line for line in again["line_items"] if line["component"] != "account"] == answer["estimate"]["line_items"]


def test_given_hours_replace_those_of_a_month():
    assert lines_of(REAL, {"type": "ec2_instance", "size": "t3.medium", "load": {"hours": 100}})[0][
        "Instances (Linux, on demand)"
    ] == Decimal("4.16")


def test_a_size_without_a_ladder_is_any_with_a_price():
    for size in ("t9.huge", "", "3"):
        assert faults(estimate_document, REAL, {"components": [{"type": "ec2_instance", "size": size}]}) == {
            "components.0.size"
        }
    rds = {"type": "rds_instance", "size": "db.m5.xlarge"}
    assert lines_of(REAL, rds)[0]["Database instance"] == Decimal("259.88")  # 730 × 0.356


def test_a_size_that_has_no_price_here_is_unpriced_with_the_reason():
    _, answer = lines_of(
        REAL, {"type": "ebs_volume", "options": {"volume": "st1"}, "load": {"stored_gb": 1}}, "eu-west-1"
    )
    (note,) = answer["estimate"]["unpriced"]
    assert (note["price"]["item"], answer["estimate"]["complete"]) == ("st1-storage", False)
    assert note["reason"]["en"].startswith("No public source")


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"support": "long"}, ".support"),
        ({"colour": "red"}, ".colour"),
        ("extended", ""),
        ({"support": []}, ".support"),
    ],
)
def test_an_option_that_the_type_does_not_have_is_refused(options, field):
    document = {"components": [{"type": "eks_cluster", "options": options}]}
    assert faults(estimate_document, REAL, document) == {f"components.0.options{field}"}


def test_the_region_global_prices_what_has_no_region():
    lines, answer = lines_of(REAL, {"type": "route_53"}, "global")
    assert (lines["Hosted zone, first 25 zone-months"], answer["region"]) == (Decimal("0.50"), "global")
    _, elsewhere = lines_of(REAL, {"type": "kms_key"}, "global")
    assert not elsewhere["estimate"]["complete"]


def test_edge_prices_follow_the_region_of_a_bare_list():
    prices = {
        region: lines_of(REAL, {"type": "cloudfront", "load": {"gb": 100}}, region)[0]["Data to users, first 10,240 GB"]
        for region in REAL.regions
    }
    assert prices["us-east-1"] == Decimal("8.50") < prices["ap-northeast-2"]


def test_a_load_that_no_line_reads_is_named():
    _, answer = lines_of(REAL, {"type": "sqs", "id": "mail", "load": {"requests": 1, "gb": 5}})
    assert answer["not_read"] == ["mail: load.gb"]
    assert estimate_document(REAL, as_json(answer))["not_read"] == []


def test_a_huge_quantity_is_still_priced_exactly(small_rulebook):
    bill = estimate_document(small_rulebook, {"components": [{**NAT, "load": {"gb": "1e15"}}]})["estimate"]
    assert bill["line_items"][1]["monthly"]["typical"] == "59000000000000.00"


COMPONENT = st.fixed_dictionaries(
    {"type": st.sampled_from(["nat_gateway", "rds", "s3", "lambda", "fargate_service", "users"])},
    optional={
        "load": st.dictionaries(st.sampled_from(["gb", "requests", "reads"]), st.integers(0, 10**15), max_size=2),
        "zones": st.integers(1, 6),
        "count": st.integers(0, 10**6),
        "size": st.sampled_from(["", "small", "large"]),
        "id": st.text(max_size=5),
    },
)


@given(st.lists(COMPONENT, min_size=1, max_size=4), st.sampled_from(["us-east-1", "ap-northeast-2"]))
def test_any_sound_list_is_priced_and_adds_up(small_rulebook, components, region):
    bill = as_json(estimate_document(small_rulebook, {"region": region, "components": components}))["estimate"]
    for scenario in ("low", "typical", "high"):
        shown = sum(Decimal(line["monthly"][scenario]) for line in bill["line_items"])
        assert shown == Decimal(bill["monthly"][scenario])


@pytest.mark.parametrize(
    ("monthly", "shown"), [("0", "$0"), ("0.004", "$0.00"), ("9.99", "$9.99"), ("43.07", "$43"), ("12345.6", "$12,346")]
)
def test_a_badge_is_short(monthly, shown):
    assert badge(Decimal(monthly)) == shown


def test_only_priced_components_carry_a_badge(small_rulebook):
    note = ArchitectureNote.model_validate(pipe(small_rulebook, BRIEFS["shop"])["architecture"])
    assert badges(note).keys() == {component.id for component in note.components if component.monthly is not None}
    assert "users" not in badges(note)
