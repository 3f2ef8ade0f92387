"""The stories of the product: each comes out as it must, with reasons, sources, exact costs, and nothing missing."""

import re
from decimal import Decimal

import pytest

from app.domain.advisor.advise import advise
from app.domain.report.brief import brief_from_query, query_pairs
from app.domain.report.upgrade import read
from tests.builders import NOON, compose_document, decide_document, estimate_document, present
from tests.stories import REAL, STORIES, assert_exact, brief_of

# These only put answers together; there is nothing in them that a document could support.
RESTATED = {"visitors", "code_runs", "private_services", "unsaid_records"}
SERVERS = {"fargate_service", "ecs_ec2_service", "eks_workload", "ec2_service", "beanstalk_service", "ec2_nodes"}
DATABASES = {"rds_postgresql", "aurora_postgresql", "aurora_serverless"}


@pytest.fixture(scope="module")
def reports():
    return {name: advise(REAL, brief_of(story), NOON) for name, story in STORIES.items()}


def types(report):
    return {component.type for component in report.architecture.components}


def outcome(report, name):
    (note,) = (note for note in report.decisions if note.id == name)
    return note.outcome if note.outcomes is None else set(note.outcomes)


@pytest.mark.parametrize("name", STORIES)
def test_a_story_comes_out_as_it_says(reports, name):
    report, expect = reports[name], STORIES[name].expect
    assert expect.outcomes or expect.types or expect.not_types
    for decision, wanted in expect.outcomes.items():
        assert outcome(report, decision) == (wanted if isinstance(wanted, str) else set(wanted)), decision
    assert set(expect.types) <= types(report)
    assert not set(expect.not_types) & types(report)
    assert set(expect.guardrails) <= {note.id for note in report.guardrails}
    assert expect.level in ("", report.level.id)
    low, high = present(expect.monthly)
    assert low <= report.estimate.monthly.typical <= high


@pytest.mark.parametrize("name", STORIES)
def test_what_a_story_costs_is_derived_in_words(name):
    expect = STORIES[name].expect
    low, high = present(expect.monthly)
    derivation = present(expect.derivation)
    assert low < high <= low * Decimal("1.12")
    for words in (derivation.en, derivation.ko):
        total_of = words.rindex(". $") + 2
        *parts, total = map(amount, re.findall(r"\$[\d,.]*\d", words[total_of:]))
        told = list(map(amount, re.findall(r"\$[\d,.]*\d", words[:total_of])))
        assert sum(parts) == total
        assert sum(told) == total
        assert low <= total <= high


def amount(dollars):
    return Decimal(dollars.replace("$", "").replace(",", ""))


# What the stories of the product must recommend and must not, whatever their files say.
MUST = {
    "documentation_site": ({"s3", "cloudfront"}, SERVERS | DATABASES | {"lambda", "nat_gateway", "dynamodb"}),
    "single_page_app": (
        {"cloudfront", "s3", "apigw_http", "lambda", "dynamodb", "cognito"},
        DATABASES | SERVERS | {"nat_gateway"},
    ),
    "realtime_chat": ({"alb", "fargate_service", "elasticache", "dynamodb", "gateway_endpoint"}, {"apigw_websocket"}),
    "orders": ({"fargate_service", "sqs", "sqs_dead_letters"}, {"dynamodb"}),
    "nightly_export": (
        {"eventbridge_scheduler", "fargate_task", "gateway_endpoint", "interface_endpoint", "s3"},
        {"nat_gateway"},
    ),
    "kubernetes_fleet": ({"eks_workload", "eks_cluster"}, {"fargate_service"}),
    "small_team_fleet": ({"fargate_service"}, {"eks_workload", "eks_cluster"}),
    "gpu_inference": (set(), {"lambda"}),
    "chat_on_gateway": ({"apigw_websocket", "lambda", "dynamodb"}, set()),
    "nothing_answered": ({"lambda"}, SERVERS | DATABASES | {"nat_gateway"}),
}


@pytest.mark.parametrize("name", MUST)
def test_a_story_recommends_what_it_must(reports, name):
    must, must_not = MUST[name]
    found = types(reports[name])
    assert must - found == set()
    assert must_not & found == set()


def test_the_stories_are_those_of_the_product():
    assert list(STORIES) == list(MUST)


def test_a_documentation_site_is_level_1_without_a_vpc(reports):
    report = reports["documentation_site"]
    assert report.level.number == 1
    assert not {component.place for component in report.architecture.components} & {"public", "private", "data"}


def test_a_spiky_api_needs_no_vpc(reports):
    places = {component.place for component in reports["single_page_app"].architecture.components}
    assert not places & {"public", "private", "data"}


@pytest.mark.parametrize("name", ["realtime_chat", "orders"])
def test_rooms_and_orders_are_kept_in_a_relational_database(reports, name):
    assert types(reports[name]) & DATABASES


def test_the_chat_names_the_other_published_answer_with_its_cost(reports):
    report = reports["realtime_chat"]
    (gateway,) = (other for other in report.alternatives if other.decision == "realtime_code")
    assert gateway.outcome == "gateway"
    assert gateway.monthly.typical > 0
    assert "socket_gateway" in gateway.added
    (decision,) = (note for note in report.decisions if note.id == "realtime_code")
    (why_not,) = (note for note in decision.why_not if note.outcome == "gateway")
    assert why_not.label


def test_the_export_shows_what_nat_would_have_cost(reports):
    report = reports["nightly_export"]
    lines = {(line.component, line.name.en): line for line in report.estimate.line_items}
    endpoints = [line for (component, _), line in lines.items() if component == "service_endpoints"]
    assert Decimal("28.47") in [line.monthly.typical for line in endpoints]
    found = [other for other in report.alternatives if other.decision == "egress" and "nat" in other.added]
    assert found
    nat = {line.name.en: line for line in found[0].line_items if line.component == "nat"}
    assert nat["Data processed"].quantity.typical == 5120
    assert nat["Data processed"].monthly.typical == Decimal("302.08")
    assert nat["Hours, one gateway for each zone"].monthly.typical == Decimal("43.07")
    assert found[0].difference.typical > 300
    assert report.architecture.zones == 1


def test_a_fleet_on_kubernetes_is_warned_and_staged(reports):
    report = reports["kubernetes_fleet"]
    assert outcome(report, "staging_capacity") == "spot"
    assert outcome(report, "delivery") == "argo_cd"
    spoken = " ".join(note.message.en.lower() for note in report.guardrails)
    assert "prefix" in spoken
    assert "lifecycle" in spoken


def test_gpu_inference_stands_on_gpu_instances(reports):
    assert outcome(reports["gpu_inference"], "ml_code") in {"gpu_instances", "sagemaker"}


def test_the_pinned_chat_warns_shows_the_difference_and_the_way_back(reports):
    report = reports["chat_on_gateway"]
    assert {"caution", "breaks"} <= {note.severity for note in report.guardrails}
    (back,) = (other for other in report.alternatives if other.decision == "realtime_code")
    assert (back.outcome, back.pins) == ("container", {})
    assert (
        back.difference.typical == reports["realtime_chat"].estimate.monthly.typical - report.estimate.monthly.typical
    )


def test_nothing_answered_lists_every_assumption(reports):
    report = reports["nothing_answered"]
    assert [note.input for note in report.assumptions] == list(REAL.inputs)
    assert all(note.assumed for note in report.decisions if note.held)


@pytest.mark.parametrize("name", STORIES)
def test_every_decision_of_a_story_has_reason_door_and_source(reports, name):
    for note in reports[name].decisions:
        assert note.because
        assert note.door.going_back.en
        absent = note.outcome == "none" or note.outcomes == ()
        assert note.pinned or absent or note.sources or note.id in RESTATED, note.id
        rest = set(REAL.decisions[note.id].outcomes) - {note.outcome, *(note.outcomes or ())}
        reachable = {rule.outcome for rule in REAL.decisions[note.id].rules}
        assert {other.outcome for other in note.why_not} == rest & reachable


@pytest.mark.parametrize("name", STORIES)
def test_both_ends_of_every_connection_stand_there_and_nobody_stands_alone(reports, name):
    architecture = reports[name].architecture
    roles = {component.id for component in architecture.components}
    joined = {end for line in architecture.connections for end in (line.source, line.target)}
    assert joined <= roles
    alone = {component.id for component in architecture.components if component.place != "account"} - joined
    assert alone == set()
    assert all(line.source != line.target for line in architecture.connections)


@pytest.mark.parametrize("name", STORIES)
def test_every_line_of_a_story_is_quantity_times_price_and_they_add_up(reports, name):
    report = reports[name]
    assert report.estimate.line_items
    assert_exact(report.estimate)
    assert {line.price.region for line in report.estimate.line_items} <= {report.region, "global"}
    per_component = sum((c.monthly.typical for c in report.architecture.components if c.monthly), Decimal(0))
    assert per_component == report.estimate.monthly.typical
    for other in report.alternatives:
        assert other.difference.typical == other.monthly.typical - report.estimate.monthly.typical
        more = sum((line.monthly.typical for line in other.line_items), Decimal(0))
        less = sum((line.monthly.typical for line in other.saved_items), Decimal(0))
        assert more - less == other.difference.typical


@pytest.mark.parametrize("name", STORIES)
def test_the_stages_come_to_what_advise_says(reports, name):
    brief = reports[name].brief.model_dump(mode="json")
    piped = estimate_document(REAL, compose_document(REAL, decide_document(REAL, brief)))
    assert piped["estimate"] == reports[name].estimate.model_dump(mode="json")


@pytest.mark.parametrize("name", STORIES)
def test_a_report_and_its_link_come_back_the_same(reports, name):
    report = reports[name]
    assert read(report.model_dump(mode="json")) == report
    brief = brief_of(STORIES[name])
    assert brief_from_query(REAL, query_pairs(brief), lenient=False)[0] == brief
