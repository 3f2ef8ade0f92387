from pathlib import Path

import pytest

from app.errors import RulebookInvalid
from app.rulefiles.check import check, claim_weighs, claims_shown, run_example
from tests.builders import NOON, edited, small_rulebook, text_of, write_rules

TODAY = NOON.date()
BLOCKERS = "decisions/blockers.yaml"
API = "decisions/api_code.yaml"
LIMITS = "guardrails/limits.yaml"
ALL = "components/all.yaml"


def found(tmp_path, changed):
    return [str(problem) for problem in check(write_rules(tmp_path, changed), TODAY).problems]


def line_of(text, marker):
    return next(number for number, line in enumerate(text.splitlines(), 1) if marker in line)


def test_the_small_rulebook_is_sound(tmp_path):
    checked = check(write_rules(tmp_path), TODAY)
    assert (checked.problems, checked.warnings, len(checked.rulebook.decisions)) == ([], [], 10)


def test_rules_that_cannot_be_loaded_are_not_checked(tmp_path):
    with pytest.raises(RulebookInvalid):
        check(write_rules(tmp_path, {API: edited(API, ("lacks api", "lacks apis"))}), TODAY)
    with pytest.raises(RulebookInvalid):
        check(Path("nowhere"), TODAY)


FAULTS = {
    "example that comes out otherwise": (
        API,
        "given: {parts: [job]}, then: none",
        "given: {parts: [api]}, then: none",
        "parts: [api]",
        "gives function, not none",
    ),
    "collected example that lacks one": (
        BLOCKERS,
        "then: [habit, long_run]",
        "then: [habit]",
        "then: [habit]",
        "gives long_run, habit, not habit",
    ),
    "example of an unknown fact": (API, "given: {blockers: [habit]}", "given: {boats: 1}", "boats", "cannot be run"),
    "example of an impossible value": (
        API,
        "given: {blockers: [habit]}",
        "given: {parts: boat}",
        "boat",
        "cannot be run",
    ),
    "claim that nobody cites": (
        API,
        "given: {}, then: function",
        'given: {}, then: function, shows: ["notes:limit"]',
        "notes:limit",
        "no rule of this",
    ),
    "guardrail that stays silent": (
        LIMITS,
        'run_minutes: "16"}, speaks: true',
        'run_minutes: "14"}, speaks: true',
        '"14"',
        "does not speak: run_minutes is 14",
    ),
    "guardrail that speaks too often": (
        LIMITS,
        'run_minutes: "15"}, speaks: false',
        'run_minutes: "99"}, speaks: false',
        '"99"',
        "speaks",
    ),
    "claim that the guardrail does not cite": (
        LIMITS,
        'shows: ["notes:limit"]',
        'shows: ["notes:limit", "aws:doc"]',
        '"aws:doc"',
        "which the guardrail does not cite",
    ),
    "claim shown by a silence": (
        LIMITS,
        "speaks: false",
        'speaks: false, shows: ["notes:limit"]',
        "speaks: false",
        "shows notes:limit, but says nothing",
    ),
    "guardrail example of an unknown fact": (
        LIMITS,
        "given: {api_code: container}",
        "given: {boats: 1}",
        "boats",
        "cannot be run",
    ),
    "saving that saves nothing": (
        "savings.yaml",
        'export_gb: "5120", egress: nat}, speaks: true',
        'export_gb: "5120"}, speaks: true',
        'export_gb: "5120"}',
        "does not apply, would not work or saves nothing",
    ),
    "saving that applies too often": (
        "savings.yaml",
        'run_minutes: "60"}, speaks: false',
        'run_minutes: "60", egress: nat}, speaks: false',
        "speaks: false",
        "USD a month",
    ),
    "claim for a decision that no example shows": (
        BLOCKERS,
        ', shows: ["notes:habit"]',
        "",
        None,
        "no example of a decision or guardrail shows this claim",
    ),
    "claim for a guardrail that no example shows": (
        LIMITS,
        ', shows: ["notes:limit"]',
        "",
        None,
        "no example of a decision or guardrail shows this claim",
    ),
    "input that nobody reads": (
        BLOCKERS,
        "{skills: has kubernetes}",
        '{run_minutes: "> 99"}',
        None,
        "no table and no formula reads this input",
    ),
    "trait that nobody reads": (
        "decisions/zones.yaml",
        '{in_vpc: "no"}, then',
        "{records: none}, then",
        None,
        "no outcome carries this trait",
    ),
    "price that is missing": (
        ALL,
        "item: gb}",
        "item: gigabytes}",
        "item: gigabytes",
        "no price of NAT: gigabytes in ap-northeast-2, gigabytes in us-east-1",
    ),
    "price that is missing for one option": (
        ALL,
        "item: gb}",
        'item: "{unit}"}',
        'item: "{unit}"',
        "no price of NAT: tb in ap-northeast-2, tb in us-east-1",
    ),
    "excuse for a price that is there": (
        ALL,
        'item: gb}, source: "aws:doc"',
        'item: gb}, source: "aws:doc", unpriced: {en: Not public., ko: 비공개.}',
        "Not public.",
        "is declared unpriced, but every price is there",
    ),
    "type that is only priced, but added": (
        ALL,
        "  place: public\n",
        "  place: public\n  priced_only: true\n",
        "priced_only",
        "is only priced, but an outcome adds it",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_does_not_hold_is_told_with_file_and_line(tmp_path, fault):
    file, old, new, marker, message = fault
    text = edited(file, (old, new))
    told = found(tmp_path, {file: text})
    if marker is None:
        assert any(message in problem for problem in told), told
    else:
        start = f"rules/{file}:{line_of(text, marker)}: "
        assert any(problem.startswith(start) and message in problem for problem in told), told


def test_a_claim_that_carries_no_weight_is_told(tmp_path):
    row = "  - {otherwise: function"
    assert text_of(API).count(row) == 1
    idle = '  - {when: {parts: has site}, then: function, because: {en: A., ko: 가.}, sources: ["notes:habit"]}\n'
    shown = ("given: {}, then: function", 'given: {parts: [api, site]}, then: function, shows: ["notes:habit"]')
    told = found(tmp_path, {API: edited(API, (row, idle + row), shown)})
    assert [problem.split(": ", 2)[2] for problem in told] == [
        "shows notes:habit, but comes out the same without the rules that cite it"
    ]


def test_every_problem_is_told_at_once_in_the_order_of_files(tmp_path):
    changed = {
        API: edited(API, ("given: {}, then: function", "given: {}, then: none")),
        BLOCKERS: edited(BLOCKERS, ("then: [long_run]", "then: [habit]"), (', shows: ["notes:habit"]', "")),
        LIMITS: edited(LIMITS, ("speaks: false", "speaks: true")),
    }
    told = found(tmp_path, changed)
    assert len(told) == 4
    assert told == sorted(told)


def test_a_claim_is_listed_with_those_who_show_it(small_rulebook):
    assert claims_shown(small_rulebook) == {
        "notes:long-run": ["blockers"],
        "notes:habit": ["blockers"],
        "notes:limit": ["run_too_long"],
    }


def test_an_example_fixes_answers_decisions_and_traits(small_rulebook):
    egress = small_rulebook.decisions["egress"]
    assert run_example(small_rulebook, egress, {}).outcomes == ("none",)
    assert run_example(small_rulebook, egress, {"code_in_vpc": "yes"}).outcomes == ("nat",)
    assert run_example(small_rulebook, egress, {"parts": ("job",), "run_minutes": "16"}).outcomes == ("endpoint",)
    assert run_example(small_rulebook, egress, {"job_code": "task", "code_in_vpc": "no"}).outcomes == ("none",)


def test_a_claim_weighs_if_its_rule_decides_or_leaves_a_gap(tmp_path):
    rulebook = small_rulebook(tmp_path)
    blockers, database = rulebook.decisions["blockers"], rulebook.decisions["database"]
    assert claim_weighs(rulebook, blockers, blockers.examples[0], "notes:long-run")
    assert not claim_weighs(rulebook, blockers, blockers.examples[0], "notes:habit")
    assert claim_weighs(rulebook, database, database.examples[1], "aws:doc")
    assert not claim_weighs(rulebook, database, database.examples[0], "aws:doc")
