"""Every other outcome of the compared decisions, run as a pin, priced, and compared with the advice."""

from decimal import Decimal

import pytest

from app.domain.advice import run
from app.domain.advisor.advise import advise
from app.domain.advisor.economy import economize
from app.domain.report.brief import read_brief
from app.domain.whatif.standing import Measured
from tests.builders import NOON
from tests.stories import REAL, STORIES, brief_of


def economized(brief):
    return economize(run(REAL, brief), advise(REAL, brief, NOON, with_alternatives=False))


REPORTS = {name: economized(brief_of(story)) for name, story in STORIES.items()}


@pytest.mark.parametrize("name", STORIES)
def test_an_alternative_is_a_whole_run_of_the_same_answers_with_its_pins(name):
    brief, report = brief_of(STORIES[name]), REPORTS[name]
    for other in report.alternatives:
        pins = {decision: tuple(outcomes) for decision, outcomes in other.pins.items()}
        alone = run(REAL, read_brief(REAL, report.brief.answers, pins, report.brief.usage))
        assert alone.choices[other.decision].label == other.label
        if other.decision != "purchase":  # whose discount no price point holds
            assert alone.estimate.monthly == other.monthly
        assert other.difference == other.monthly - report.estimate.monthly
        assert abs(other.percent - 100 * other.difference.typical / report.estimate.monthly.typical) <= Decimal("0.05")
    assert {*brief.pins} <= {pin for other in report.alternatives for pin in other.pins} or not brief.pins


@pytest.mark.parametrize("name", STORIES)
def test_every_other_outcome_that_suits_is_there_or_leads_to_the_same_architecture(name):
    report = REPORTS[name]
    advice = run(REAL, brief_of(STORIES[name]))
    told = {(other.decision, other.outcome) for other in report.alternatives}
    prices = {report.estimate.monthly, *(other.monthly for other in report.alternatives)}
    for decision in REAL.decisions.values():
        chosen = advice.choices[decision.id].outcomes
        if not decision.compared or "none" in chosen:
            continue
        for outcome, found in decision.outcomes.items():
            if outcome == "none" or outcome in chosen or (decision.id, outcome) in told:
                continue
            suits = all(test.matches(advice.facts[fact]) for fact, test in found.suiting.items())
            same = advice.with_pins(advice.brief.with_pins({decision.id: (outcome,)})).estimate.monthly in prices
            assert not suits or same, (decision.id, outcome)


def test_what_would_not_work_is_told_in_the_words_of_the_guardrail():
    (gateway,) = [other for other in REPORTS["realtime_chat"].alternatives if other.decision == "realtime_code"]
    assert {note.id for note in gateway.stops} == {"apigw_ws_duration_exceeded", "apigw_ws_state_in_memory"}
    assert all(note.severity in ("breaks", "conflict") and note.message.ko for note in gateway.stops)
    assert not gateway.standing.best
    assert gateway.standing.labels == ()


def test_what_draws_a_new_warning_is_told_and_takes_no_place():
    (zone,) = [other for other in REPORTS["orders"].alternatives if other.decision == "zones"]
    assert [note.id for note in zone.cautions] == ["one_zone_risk"]
    assert (zone.difference.typical < 0, zone.standing.best, zone.standing.labels) == (True, False, ())


def test_hosts_are_to_be_patched_and_managed_services_to_be_sized():
    found = {other.outcome: other.standing for other in REPORTS["orders"].alternatives}
    assert (found["ec2"].to_run[0].grade, found["ec2"].to_run[0].services[0]) == ("much", "Amazon EC2 Auto Scaling")
    assert {item.grade for item in REPORTS["orders"].standing.to_run} == {"some", "little"}
    assert all(item.components and item.label.ko for item in found["ec2"].to_run)


def test_a_function_waits_for_a_cold_start_unless_copies_are_kept_ready():
    plain = economized(read_brief(REAL, {"parts": ["api"], "traffic_shape": "spiky"}))
    assert (plain.standing.wait.grade, plain.standing.wait.components) == ("short", ("api",))
    assert plain.standing.wait.sources
    ready = economized(read_brief(REAL, {"parts": ["api"]}, {"function_start": "provisioned", "api_code": "function"}))
    assert ready.standing.wait.grade == "none"
    queued = economized(
        read_brief(REAL, {"parts": ["api", "worker"]}, {"api_code": "container", "worker_code": "function"})
    )
    assert queued.standing.wait.grade == "none", "nobody waits for work from a queue"


@pytest.mark.parametrize("name", STORIES)
def test_the_best_are_those_that_nothing_beats(name):
    report = REPORTS[name]
    grades = ("none", "short", "long")

    def measured(monthly, standing):
        counts = {item.grade: len(item.components) for item in standing.to_run}
        to_run = tuple(counts.get(grade, 0) for grade in ("much", "some", "little"))
        return Measured(monthly.typical, to_run, grades.index(standing.wait.grade))

    compared = [other for other in report.alternatives if not other.stops and not other.cautions]
    entries = [(report.estimate.monthly, report.standing), *((other.monthly, other.standing) for other in compared)]
    points = [measured(*entry) for entry in entries]
    for point, (_, standing) in zip(points, entries, strict=True):
        assert standing.best == (not any(other.beats(point) for other in points))
    cheapest = [standing for _, standing in entries if "cheapest" in standing.labels]
    assert all(standing.best for standing in cheapest)
    if len({point.cost for point in points}) > 1:
        assert min(point.cost for point in points) in {
            point.cost for point, (_, standing) in zip(points, entries, strict=True) if standing in cheapest
        }


@pytest.mark.parametrize(
    ("one", "other", "beats"),
    [
        ((10, (0, 0, 1), 0), (11, (0, 0, 1), 0), True),
        ((10, (0, 0, 1), 0), (10, (0, 0, 1), 0), False),
        ((10, (1, 0, 0), 0), (11, (0, 9, 9), 0), False),
        ((10, (0, 9, 9), 0), (11, (1, 0, 0), 0), True),
        ((10, (0, 0, 0), 1), (11, (0, 0, 0), 0), False),
    ],
)
def test_what_is_to_be_patched_weighs_before_what_is_sized(one, other, beats):
    assert Measured(Decimal(one[0]), *one[1:]).beats(Measured(Decimal(other[0]), *other[1:])) is beats


def test_a_commitment_counts_with_the_least_share_that_a_source_gives():
    (plan,) = [other for other in REPORTS["chat_on_gateway"].alternatives if other.decision == "purchase"]
    (saving,) = [note for note in REPORTS["chat_on_gateway"].savings if note.id == "savings_plan_lambda"]
    assert plan.difference.typical == -saving.least
    assert plan.at_most == saving.most > saving.least


def test_without_an_advised_commitment_the_estimate_is_the_same_and_the_lost_discount_is_told():
    report = REPORTS["small_team_fleet"]
    (on_demand,) = [other for other in report.alternatives if other.decision == "purchase"]
    saved = sum(note.most for note in report.savings if note.id.startswith("savings_plan"))
    assert (on_demand.outcome, on_demand.difference.typical, on_demand.at_most) == ("on_demand", 0, None)
    assert f"${saved:,.2f}" in on_demand.text.en
    assert f"${saved:,.2f}" in on_demand.text.ko


def test_every_component_type_with_a_choice_of_size_says_what_is_to_be_run():
    drawn = (found for found in REAL.components.values() if not found.priced_only)
    silent = [found.id for found in drawn if found.size and found.to_run == "none"]
    assert silent == []


def test_the_advice_of_the_api_keeps_the_alternatives_that_the_rulebook_names():
    brief = brief_of(STORIES["orders"])
    plain = advise(REAL, brief, NOON)
    assert len(plain.alternatives) < len(REPORTS["orders"].alternatives)
    assert (plain.standing, plain.savings, plain.budget) == (None, (), None)
    known = {(other.decision, other.outcome): other.monthly for other in REPORTS["orders"].alternatives}
    assert all(known[other.decision, other.outcome] == other.monthly for other in plain.alternatives)


@pytest.mark.parametrize("name", STORIES)
def test_a_line_that_is_in_both_estimates_is_neither_new_nor_saved(name):
    report = advise(REAL, brief_of(STORIES[name]), NOON)
    for alternative in report.alternatives:
        assert [line for line in alternative.line_items if line in alternative.saved_items] == []
        own = [line for line in report.estimate.line_items if line.component != "account"]
        other = [*(line for line in own if line not in alternative.saved_items), *alternative.line_items]
        assert sum(line.monthly.typical for line in other) == alternative.monthly.typical
