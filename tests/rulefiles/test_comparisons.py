"""Comparison files: every fault is told with file and line, and a sound one is a fact that tables read."""

from datetime import date

import pytest

from app.errors import RulebookInvalid
from app.rulefiles.check import check
from app.rulefiles.load import load_rulebook
from tests.builders import edited, small_rulebook, text_of, write_rules

FILE = "comparisons/run_cost.yaml"
PRICES = "prices/us-east-1.csv"
NUMBERS = "{id: run_minutes, cuts: [4, 15]}"
QUANTITY = "quantity: 2 * run_minutes"
# What is written instead, what marks its line, what is told.
FAULTS = {
    "unknown key": (("sources: [", "source: ["), "source: [", "source: unknown key"),
    "name unlike the file": (("id: run_cost", "id: cost"), "id: cost", "the id cost must be the name of the file"),
    "name of a decision": (("id: run_cost", "id: api_code"), "id: api_code", "the decision api_code already stands at"),
    "four inputs": (
        (NUMBERS, "\n  - ".join(["{id: run_minutes}"] * 4)),
        "inputs:",
        "inputs: Tuple should have at most 3",
    ),
    "input of no name": ((NUMBERS, "{id: minutes}"), "{id: minutes}", "minutes: there is no input of this name"),
    "decision as input": ((NUMBERS, "{id: api_code}"), "{id: api_code}", "api_code: there is no input of this name"),
    "region as input": ((NUMBERS, "{id: region}"), "{id: region}", "priced by region anyway"),
    "set as input": ((NUMBERS, "{id: skills}"), "{id: skills}", "a set of values cannot be compared over"),
    "input twice": (
        (NUMBERS, f"{NUMBERS}\n  - {{id: run_minutes, cuts: [5]}}"),
        "cuts: [5]",
        "run_minutes: stands there twice",
    ),
    "choice with cuts": ((NUMBERS, "{id: records, cuts: [1]}"), "{id: records", "a choice takes no cuts"),
    "number without cuts": ((NUMBERS, "{id: run_minutes}"), "{id: run_minutes}", "needs cuts that rise between 0 and"),
    "falling cuts": (("[4, 15]", "[15, 4]"), "[15, 4]", "needs cuts that rise between 0 and 10000"),
    "cut at the end": (("[4, 15]", "[4, 10000]"), "[4, 10000]", "needs cuts that rise between 0 and 10000"),
    "half of a whole number": (
        (NUMBERS, "{id: monthly_requests, cuts: [0.5]}"),
        "cuts: [0.5]",
        "cuts of a whole number must be whole",
    ),
    "unread input": ((NUMBERS, f"{NUMBERS}\n  - {{id: records}}"), "{id: records}", "records: no quantity reads this"),
    "quantity of a figure": ((QUANTITY, "quantity: kept_gb * run_minutes"), "kept_gb", "the formula names kept_gb"),
    "quantity of another input": ((QUANTITY, "quantity: run_minutes * export_gb"), "export_gb", "names export_gb"),
    "quantity that cannot be read": ((QUANTITY, "quantity: run_minutes ** 2"), "** 2", "is not allowed in a formula"),
    "quantity divided by 0": ((QUANTITY, "quantity: 2 / run_minutes"), "2 / run", "divides by 0"),
    "quantity below 0": ((QUANTITY, "quantity: run_minutes - 1"), "run_minutes - 1", "the quantity falls below 0"),
    "quantity up and down": (
        (QUANTITY, 'quantity: "max(4 - run_minutes, run_minutes - 4)"'),
        "max(4",
        "must only rise or only fall with run_minutes, but it rises from 4 to 15 and falls from 0 to 4",
    ),
    "price in braces": (
        ("item: standard", 'item: "{size} multi-az"'),
        "{size}",
        "a comparison names its prices in full",
    ),
    "price of no name": (("item: standard", "item: cold"), "item: cold", "S3 cold has no price in ap-northeast-2"),
    "price with a last tier": (
        (QUANTITY, "quantity: 60 * run_minutes"),
        "60 *",
        "S3 standard has no price for 600000 GB in",
    ),
    "source of no name": (('sources: ["aws:doc"]', 'sources: ["aws:dog"]'), "aws:dog", "the source aws:dog stands"),
    "item of no source": (('standard}, source: "aws:doc"', 'standard}, source: "x"'), '"x"', "the source x stands"),
    "example of no result": (("then: left", "then: cheap"), "then: cheap", "cheap is not an outcome"),
}


def line_of(text, marker):
    return next(number for number, line in enumerate(text.splitlines(), 1) if marker in line)


def refused(folder):
    with pytest.raises(RulebookInvalid) as fault:
        load_rulebook(folder)
    return [str(problem) for problem in fault.value.problems]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_every_fault_is_told_with_file_and_line(tmp_path, fault):
    replacement, marker, message = fault
    text = edited(FILE, replacement)
    told = refused(write_rules(tmp_path, {FILE: text}))
    line = line_of(text, marker)
    assert any(problem.startswith(f"rules/{FILE}:{line}: ") and message in problem for problem in told), told


def test_a_price_that_one_region_lacks_is_told_at_the_item_that_asks(tmp_path):
    told = refused(write_rules(tmp_path, {PRICES: edited(PRICES, ("NAT,hour", "NAT,day"))}))
    line = line_of(text_of(FILE), "item: hour")
    assert told == [f"rules/{FILE}:{line}: right.items.0.price: NAT hour has no price in us-east-1"]


def problems(folder, changed):
    return [str(problem) for problem in check(write_rules(folder, changed), date(2026, 11, 27)).problems]


def test_an_example_that_comes_out_otherwise_is_told_where_it_stands(tmp_path):
    text = edited(FILE, ('{run_minutes: "3"}, then: left', '{run_minutes: "3"}, then: close'))
    told = problems(tmp_path, {FILE: text})
    line = line_of(text, 'run_minutes: "3"')
    assert told == [f"rules/{FILE}:{line}: examples.1: gives left, not close"]


def test_a_comparison_that_nothing_reads_or_that_never_changes_is_told(tmp_path):
    job = "decisions/job_code.yaml"
    row = '  - {when: {run_cost: right}, then: task, because: {en: Words., ko: 말.}, sources: ["aws:doc"]}\n'
    example = '  - {given: {parts: [job], run_minutes: "15", region: us-east-1}, then: task}\n'
    always = edited(FILE, ('quantity: "14"', 'quantity: "1000000000"'), ("then: close", "then: left"),
                    ('then: right', "then: left"))  # fmt: skip
    told = problems(tmp_path, {job: edited(job, (row, ""), (example, "")), FILE: always})
    assert f"rules/{FILE}:1: no table and no guardrail reads this comparison" in told
    assert (
        f"rules/{FILE}:{line_of(always, 'inputs:')}: inputs: every cell comes out left, so it decides nothing" in told
    )


def test_new_prices_never_take_away_a_result_that_tables_read(tmp_path):
    """Without a cell that comes out right, the row that waits for it never fires, but the rules can be loaded."""
    dearer = edited(PRICES, ("NAT,hour,hour,us-east-1,0.045", "NAT,hour,hour,us-east-1,0.059"))
    rulebook = small_rulebook(tmp_path / "loaded", {PRICES: dearer})
    assert rulebook.comparisons["run_cost"].results == {"left", "close"}
    assert list(rulebook.decisions["run_cost"].outcomes) == ["left", "close", "right"]
    told = problems(tmp_path / "checked", {PRICES: dearer})
    [dead] = [problem for problem in told if "row 3 fires only under pins, never otherwise" in problem]
    assert dead.startswith("rules/decisions/job_code.yaml:")
    assert dead.endswith("pin.run_cost=right")
    assert not any("never comes out" in problem for problem in told)


def test_a_comparison_is_read_by_tables_and_stands_in_the_requirements(tmp_path):
    rulebook = small_rulebook(tmp_path)
    graph = rulebook.requirements
    assert {"run_minutes", "region"} == set(graph.predecessors("run_cost"))
    assert "job_code" in graph.successors("run_cost")
    assert rulebook.written == tuple(name for name in rulebook.decisions if name != "run_cost")


def test_the_fingerprint_names_comparisons_and_their_prices(tmp_path):
    usual = small_rulebook(tmp_path / "usual").fingerprint
    other = small_rulebook(tmp_path / "other", {FILE: edited(FILE, ("[4, 15]", "[5, 15]"))}).fingerprint
    prices = edited(PRICES, ("NAT,hour,hour,us-east-1,0.045", "NAT,hour,hour,us-east-1,0.046"))
    assert len({usual, other, small_rulebook(tmp_path / "prices", {PRICES: prices}).fingerprint}) == 3
