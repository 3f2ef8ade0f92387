"""The real rules: sound, proven by their examples, and every advice made from them complete and exact."""

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.advisor import advise, run
from app.domain.brief import brief_from_query, query_pairs, read_brief
from app.domain.decisions import decide
from app.domain.interview import next_step
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report import read
from app.domain.stages import compose_stage, decide_stage, estimate_stage
from app.rulefiles.check import claim_weighs, claims_shown, given_brief
from app.rulefiles.load import load_rulebook
from tests.builders import NOON

ROOT = Path(__file__).parent.parent
REAL = load_rulebook(ROOT / "rules")
REASONER = Reasoner(REAL)
STORIES = {story.id: story for story in REAL.examples}
CENT = Decimal("0.01")
# These only put answers together; there is nothing in them that a document could support.
RESTATED = {"visitors", "code_runs", "private_services", "unsaid_records"}
CLAIMS = sorted(
    name for name, source in REAL.sources.items() if source.kind == "notes" and {"D", "G"} & set(source.use)
)
SERVERS = {"fargate_service", "ecs_ec2_service", "eks_workload", "ec2_service", "beanstalk_service", "ec2_nodes"}
DATABASES = {"rds_postgresql", "aurora_postgresql", "aurora_serverless"}


@pytest.fixture(scope="module")
def reports():
    return {name: advise(REAL, brief_of(story), NOON) for name, story in STORIES.items()}


def brief_of(story):
    return read_brief(REAL, story.brief.answers, story.brief.pins, story.brief.usage)


def types(report):
    return {component.type for component in report.architecture.components}


def outcome(report, name):
    (note,) = (note for note in report.decisions if note.id == name)
    return note.outcome if note.outcomes is None else set(note.outcomes)


def test_the_rules_hold_together(checked_rules):
    assert [str(problem) for problem in checked_rules] == []


def test_no_input_decision_or_guardrail_is_only_half_bilingual():
    def same(text):
        return text.en == text.ko and any("a" <= letter <= "z" for letter in text.en) and " " in text.en.strip()

    texts = [item.question for item in REAL.inputs.values()]
    texts += [rule.because for decision in REAL.decisions.values() for rule in decision.rules]
    texts += [guardrail.message for guardrail in REAL.guardrails]
    assert [text.en for text in texts if same(text)] == []


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
    if expect.monthly:
        assert expect.monthly[0] <= report.estimate.monthly.typical <= expect.monthly[1]


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
    (gateway,) = (road for road in report.alternatives if road.decision == "realtime_code")
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
    roads = [road for road in report.alternatives if road.decision == "egress" and "nat" in road.added]
    assert roads
    nat = {line.name.en: line for line in roads[0].line_items if line.component == "nat"}
    assert nat["Data processed"].quantity.typical == 5120
    assert nat["Data processed"].monthly.typical == Decimal("302.08")
    assert nat["Hours, one gateway for each zone"].monthly.typical == Decimal("43.07")
    assert roads[0].difference.typical > 300
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
    (back,) = (road for road in report.alternatives if road.decision == "realtime_code")
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
        absent = note.outcome == "none" or note.outcomes == []
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


def price_rows():
    rows = defaultdict(set)
    for path in (ROOT / "rules/prices").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                rows[row["region"], row["service"], row["item"]].add(row["usd"])
    return rows


PRICES = price_rows()


def assert_exact(estimate):
    """Every line is quantity × price point, each price as in the price list, and the lines add up to the total."""
    for line in estimate.line_items:
        listed = PRICES[line.price.region, line.price.service, line.price.item]
        assert line.unit_price in {Decimal(usd) for usd in listed}
        for scenario in ("low", "typical", "high"):
            exact = getattr(line.quantity, scenario) * line.unit_price
            assert getattr(line.monthly, scenario) == exact.quantize(CENT, ROUND_HALF_UP)
            assert getattr(line.quantity, scenario) >= 0
    for scenario in ("low", "typical", "high"):
        shown = sum((getattr(line.monthly, scenario) for line in estimate.line_items), Decimal(0))
        assert shown == getattr(estimate.monthly, scenario)
    assert estimate.monthly.low <= estimate.monthly.typical <= estimate.monthly.high
    assert estimate.complete == (not estimate.unpriced)


@pytest.mark.parametrize("name", STORIES)
def test_every_line_of_a_story_is_quantity_times_price_and_they_add_up(reports, name):
    report = reports[name]
    assert report.estimate.line_items
    assert_exact(report.estimate)
    assert {line.price.region for line in report.estimate.line_items} <= {report.region, "global"}
    per_component = sum((c.monthly.typical for c in report.architecture.components if c.monthly), Decimal(0))
    assert per_component == report.estimate.monthly.typical
    for road in report.alternatives:
        assert road.difference.typical == road.monthly.typical - report.estimate.monthly.typical
        more = sum((line.monthly.typical for line in road.line_items), Decimal(0))
        less = sum((line.monthly.typical for line in road.saved_items), Decimal(0))
        assert more - less == road.difference.typical


@pytest.mark.parametrize("name", STORIES)
def test_the_stages_come_to_what_advise_says(reports, name):
    brief = reports[name].brief.model_dump(mode="json")
    piped = estimate_stage(REAL, compose_stage(REAL, decide_stage(REAL, brief)))
    assert piped["estimate"] == reports[name].estimate.model_dump(mode="json")


@pytest.mark.parametrize("name", STORIES)
def test_a_report_and_its_link_come_back_the_same(reports, name):
    report = reports[name]
    assert read(report.model_dump(mode="json")) == report
    brief = brief_of(STORIES[name])
    assert brief_from_query(REAL, query_pairs(brief), lenient=False)[0] == brief


def shown_by(claim):
    for decision in REAL.decisions.values():
        for example in decision.examples:
            if claim in example.shows:
                yield decision, example
    for guardrail in REAL.guardrails:
        for saying in guardrail.examples:
            if claim in saying.shows:
                yield guardrail, saying


@pytest.mark.parametrize("claim", CLAIMS)
def test_without_the_rule_that_cites_a_claim_its_example_comes_out_otherwise(claim):
    assert claim in claims_shown(REAL)
    for owner, example in shown_by(claim):
        if hasattr(owner, "rules"):
            assert claim_weighs(REAL, owner, example, claim), owner.id
        else:
            brief, traits = given_brief(REAL, example.given)
            facts = REAL.facts_of(brief)
            decide(REAL.decisions.values(), facts, brief.pins)
            assert claim in owner.sources
            assert owner.speaks({**facts, **traits}), owner.id
    uses = set(REAL.sources[claim].use)
    kinds = {hasattr(owner, "rules") for owner, _ in shown_by(claim)}
    assert "D" not in uses or True in kinds, "a claim meant for decisions is shown by no decision"
    assert "G" not in uses or "D" in uses or False in kinds, "a claim meant for a guardrail is shown by none"


def test_every_icon_and_price_region_is_there():
    icons = {path.stem for path in (ROOT / "static/icons").glob("*.svg")}
    assert {found.icon for found in REAL.components.values()} - icons == set()
    assert set(REAL.inputs["region"].value_ids) == set(REAL.regions)


def test_every_row_fits_into_its_table():
    for decision in REAL.decisions.values():
        assert len(decision.facts) <= 6
        assert len(decision.examples) >= 1
        proven = {
            name
            for example in decision.examples
            for name in ([example.then] if isinstance(example.then, str) else example.then)
        }
        assert proven == {rule.outcome for rule in decision.rules}, decision.id


def answer_of(item):
    if item.kind == "choice":
        return st.sampled_from([*item.value_ids, "not_sure"])
    if item.kind == "choices":
        return st.lists(st.sampled_from(item.value_ids), unique=True)
    edges = [item.at_least, item.at_most, *item.likely]
    number = st.integers(int(item.at_least), int(item.at_most)) if item.whole else st.sampled_from(edges)
    return (number | st.sampled_from([edge for edge in edges if not item.whole or edge == int(edge)])).map(str)


def pin_of(decision):
    names = list(decision.outcomes)
    return st.lists(st.sampled_from(names), unique=True) if decision.collects else st.sampled_from(names)


def some_of(strategies, most):
    """A dict with up to `most` of the keys: few at a time, so that one alone is often what matters."""
    return st.lists(st.sampled_from(sorted(strategies)), unique=True, max_size=most).flatmap(
        lambda names: st.fixed_dictionaries({name: strategies[name] for name in names})
    )


ANSWERS = some_of({name: answer_of(item) for name, item in REAL.inputs.items()}, 25)
PINS = some_of({name: pin_of(decision) for name, decision in REAL.decisions.items()}, 6)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(ANSWERS, PINS)
def test_any_answers_and_pins_give_a_sound_report(answers, pins):
    report = advise(REAL, read_brief(REAL, answers, pins), NOON)
    assert_exact(report.estimate)
    roles = {component.id for component in report.architecture.components}
    assert all({line.source, line.target} <= roles for line in report.architecture.connections)
    assert {note.id for note in report.decisions if note.pinned} == pins.keys()
    assert all(note.because and note.because[0].ko for note in report.decisions)


@settings(max_examples=200, deadline=None)
@given(ANSWERS)
def test_answers_alone_always_fit_together(answers):
    advice = run(REAL, read_brief(REAL, answers))
    assert [(fault.decision, fault.role) for fault in advice.faults] == []
    joined = {end for line in advice.architecture.connections for end in (line.source, line.target)}
    alone = [c.id for c in advice.architecture.components if c.place != "account" and c.id not in joined]
    assert alone == []


GROWING = sorted({figure.id for figure in REAL.figures} | REAL.measures.inputs.keys())


@SLOW
@given(st.sampled_from(list(STORIES)), st.sampled_from(GROWING), st.integers(0, 10**6), st.integers(0, 10**6))
def test_an_estimate_never_falls_when_a_usage_grows(name, figure, one, other):
    brief = brief_of(STORIES[name])
    few, many = sorted((one, other))
    less, more = (
        run(REAL, read_brief(REAL, STORIES[name].brief.answers, STORIES[name].brief.pins, {figure: str(number)}))
        for number in (few, many)
    )
    assert brief.usage == {}
    if {item.price for item in less.estimate.unpriced} == {item.price for item in more.estimate.unpriced}:
        for scenario in range(3):
            assert less.estimate.monthly[scenario] <= more.estimate.monthly[scenario]


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_the_walk_ends_and_its_count_never_rises(data):
    brief, before = read_brief(REAL), None
    for _ in range(len(REAL.questions)):
        step = next_step(REASONER, brief)
        assert before is None or step.remaining < before
        if step.question is None:
            break
        before = step.remaining
        answers = {name: data.draw(answer_of(REAL.inputs[name])) for name in step.question.inputs}
        more = read_brief(REAL, answers)
        brief = type(brief)({**brief.answers, **more.answers}, unsure=brief.unsure | more.unsure)
    assert next_step(REASONER, brief).question is None


@SLOW
@given(st.sampled_from(list(STORIES)), PINS, PINS)
def test_a_road_taken_over_from_another_run_is_the_same_as_one_run_anew(name, pins, others):
    brief = read_brief(REAL, STORIES[name].brief.answers, pins)
    other = read_brief(REAL, STORIES[name].brief.answers, others)
    taken_over, anew = run(REAL, brief).with_pins(REAL, other), run(REAL, other)
    assert {n: choice.outcomes for n, choice in taken_over.choices.items()} == {
        n: choice.outcomes for n, choice in anew.choices.items()
    }
    assert taken_over.facts == anew.facts
    assert taken_over.architecture == anew.architecture
    assert taken_over.faults == anew.faults
    assert taken_over.estimate == anew.estimate
