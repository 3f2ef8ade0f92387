"""Comparisons: cells priced at their corners, merged into a table that says the same of every answer."""

import random
from decimal import Decimal

import pytest

from app.domain.advice import run
from app.domain.model.architecture import PriceName
from app.domain.model.decisions import Example, decide_table
from app.domain.model.prices import PriceBook, PricePoint, Tier
from app.domain.pipeline.comparisons import (
    BillOfMaterials,
    ComparedInput,
    Comparison,
    MaterialItem,
    cheaper_of,
    comparison_faults,
    price_comparison,
    repriced,
)
from app.domain.pipeline.cost_tables import combination_tests, cost_table
from app.domain.report.brief import read_brief
from app.words.text import Text
from tests.stories import REAL

WORDS = Text(en="Words.", ko="말.")
MINUTES = ComparedInput(id="run_minutes", cuts=(Decimal(10), Decimal(100)))
STORAGE = ComparedInput(id="export_gb", cuts=(Decimal(100),))
REGIONS = ("ap-northeast-2", "us-east-1")


def point(service, *tiers):
    return PricePoint(service, "unit", "unit", "here", tuple(tiers), "2026-01-01", "list")


def book(region, usd="1", tiers=()):
    flat = point("Flat", Tier(Decimal(0), None, Decimal(usd)))
    stepped = point("Stepped", *(tiers or [Tier(Decimal(0), None, Decimal(1))]))
    return PriceBook(region, {("Flat", "unit"): flat, ("Stepped", "unit"): stepped})


def books(**usd):
    return {region: book(region, usd.get(region.replace("-", "_"), "1")) for region in REGIONS}


def bill(*quantities, service="Flat"):
    price = PriceName(service=service, item="unit")
    items = [MaterialItem(name=WORDS, unit="unit", quantity=text, price=price, source="x") for text in quantities]
    return BillOfMaterials(label=WORDS, items=tuple(items))


def comparison(left, right, *inputs):
    example = Example(given={}, then="close")
    return Comparison(
        id="cost", title=WORDS, question=WORDS, inputs=inputs, left=left, right=right, examples=(example,)
    )  # fmt: skip


def results(rulebook, compared, shelf=None):
    """The result of every cell in the first region, in order."""
    priced = price_comparison(compared, rulebook.inputs, {}, shelf or books())
    return [cell.cheaper for cell in priced.combinations if cell.region == REGIONS[0]]


@pytest.mark.parametrize(
    ("left", "right", "cheaper"),
    [
        ("100", "115", "left"), ("100", "114.99", "close"), ("115", "100", "right"), ("114.99", "100", "close"),
        ("0", "0", "close"), ("0", "0.01", "left"), ("5", "0", "right"), ("7", "7", "close"),
    ],
)  # fmt: skip
def test_a_side_is_cheaper_if_the_other_costs_at_least_15_percent_more(left, right, cheaper):
    assert cheaper_of(Decimal(left), Decimal(right)) == cheaper


def test_a_cell_has_a_result_only_if_all_its_corners_have_it(small_rulebook):
    """run_minutes goes from 0 over the cuts 10 and 100 to 10,000."""
    assert results(small_rulebook, comparison(bill("run_minutes"), bill("50"), MINUTES)) == ["left", "close", "right"]
    # 10 × 1.15 is just reached at the corner, 10 × 1.14 is not.
    assert results(small_rulebook, comparison(bill("run_minutes"), bill("11.5"), MINUTES))[0] == "left"
    assert results(small_rulebook, comparison(bill("run_minutes"), bill("11.4"), MINUTES))[0] == "close"


def test_the_last_cell_ends_at_the_most_that_can_be_answered(small_rulebook):
    just = comparison(bill("run_minutes"), bill("11500"), MINUTES)
    assert results(small_rulebook, just) == ["left", "left", "left"]
    assert results(small_rulebook, comparison(bill("run_minutes"), bill("11499"), MINUTES)) == ["left", "left", "close"]


def test_a_cell_shows_the_least_and_the_most_of_both_sides(small_rulebook):
    compared = comparison(bill("run_minutes", "export_gb"), bill("3 * run_minutes"), MINUTES, STORAGE)
    priced = price_comparison(compared, small_rulebook.inputs, {}, books())
    cell = next(cell for cell in priced.combinations if combination_tests(priced, cell.where) == {
        "run_minutes": "[10..100)", "export_gb": "< 100",
    })  # fmt: skip
    assert (cell.left, cell.right) == ((10, 200), (30, 300))


def test_tiers_are_priced_exactly(small_rulebook):
    """The first 50 cost 2 each, everything above 0.5: 10 cost 20, 100 cost 125."""
    tiers = (Tier(Decimal(0), Decimal(50), Decimal(2)), Tier(Decimal(50), None, Decimal("0.5")))
    shelf = {region: book(region, tiers=tiers) for region in REGIONS}
    compared = comparison(bill("run_minutes", service="Stepped"), bill("60"), MINUTES)
    priced = price_comparison(compared, small_rulebook.inputs, {}, shelf)
    assert [cell.left for cell in priced.combinations[:3]] == [(0, 20), (20, 125), (125, 5075)]
    assert [cell.cheaper for cell in priced.combinations[:3]] == ["left", "close", "right"]


def test_what_lies_beyond_the_last_tier_has_no_price(small_rulebook):
    tiers = (Tier(Decimal(0), Decimal(9999), Decimal(2)),)
    shelf = {**books(), "us-east-1": book("us-east-1", tiers=tiers)}
    compared = comparison(bill("run_minutes", service="Stepped"), bill("60"), MINUTES)
    [(path, told)] = comparison_faults(compared, small_rulebook.inputs, {}, shelf)
    assert path == ("left", "items", 0, "price")
    assert told == "Stepped unit has no price for 10000 unit in us-east-1"


def test_a_range_counts_with_all_its_values(small_rulebook):
    sure = comparison(bill("run_minutes"), bill("15"), MINUTES)
    unsure = comparison(bill("run_minutes * between(0.5, 1, 2)"), bill("15"), MINUTES)
    assert results(small_rulebook, sure) == ["left", "close", "right"]
    assert results(small_rulebook, unsure) == ["close", "close", "right"]


def test_each_value_of_a_choice_is_a_cell(small_rulebook):
    records = ComparedInput(id="records")
    compared = comparison(bill("10 + 90 * records.relational"), bill("50"), records)
    assert results(small_rulebook, compared) == ["left", "right"]
    table = cost_table(price_comparison(compared, small_rulebook.inputs, {}, books()))
    assert [(rule.when, rule.then) for rule in table.rules] == [
        ({"records": "none"}, "left"), ({"records": "relational"}, "right"),
    ]  # fmt: skip


def test_the_region_is_a_fact_of_the_table_only_where_it_matters(small_rulebook):
    compared = comparison(bill("run_minutes", service="Stepped"), bill("20"), MINUTES)
    alike = cost_table(price_comparison(compared, small_rulebook.inputs, {}, books()))
    assert alike.facts == ("run_minutes",)
    priced = price_comparison(compared, small_rulebook.inputs, {}, books(us_east_1="10"))
    assert [(rule.when, rule.then) for rule in cost_table(priced).rules] == [
        ({"run_minutes": "< 10", "region": "ap-northeast-2"}, "left"),
        ({"run_minutes": "< 100", "region": "us-east-1"}, "left"),
        ({"run_minutes": "[10..100)", "region": "ap-northeast-2"}, "close"),
        ({"run_minutes": ">= 100", "region": "ap-northeast-2"}, "right"),
        ({"run_minutes": ">= 100", "region": "us-east-1"}, "close"),
    ]


def test_a_region_that_new_books_cannot_price_stays_as_it_is(small_rulebook):
    compared = comparison(bill("run_minutes", service="Stepped"), bill("20"), MINUTES)
    inputs = small_rulebook.inputs
    priced = price_comparison(compared, inputs, {}, books())
    anew = repriced(priced, inputs, {}, {"us-east-1": book("us-east-1", "10")})
    assert [cell for cell in anew.combinations if cell.region == REGIONS[0]] == list(priced.combinations[:3])
    assert [cell.cheaper for cell in anew.combinations if cell.region == "us-east-1"] == ["left", "left", "close"]


def test_a_comparison_that_always_comes_out_the_same_is_one_rule(small_rulebook):
    compared = comparison(bill("run_minutes"), bill("20000"), MINUTES)
    [rule] = cost_table(price_comparison(compared, small_rulebook.inputs, {}, books())).rules
    assert (rule.otherwise, rule.when) == ("left", {})


def random_facts(rulebook, names, chance):
    """An answer to every input, numbers of every magnitude, often a cut itself."""
    facts = {}
    for name in names:
        item = rulebook.inputs[name]
        if item.kind == "choice":
            facts[name] = chance.choice(item.value_ids)
            continue
        number = Decimal(str(round(10 ** chance.uniform(-2, 10), 3)))
        cuts = [asked.cuts for priced in rulebook.comparisons.values() for asked in priced.comparison.inputs
                if asked.id == name]  # fmt: skip
        number = chance.choice([number, number, *(cut for own in cuts for cut in own)])
        facts[name] = min(item.at_most, max(item.at_least, number.to_integral_value() if item.whole else number))
    return facts


def costs(rulebook, compared, facts):
    """What both sides cost with these very answers, from formulas and price points alone."""
    scope = {"hours": Decimal(730), **rulebook.measures.constants}
    for asked in compared.inputs:
        if rulebook.inputs[asked.id].kind == "number":
            scope[asked.id] = facts[asked.id]
        else:
            values = rulebook.inputs[asked.id].value_ids
            scope |= {f"{asked.id}.{value}": Decimal(value == facts[asked.id]) for value in values}
    shelf = rulebook.prices[facts["region"]]
    return [
        sum(shelf.find(item.price.service, item.price.item).cost(item.formula.value(scope, 1)) for item in side.items)
        for side in (compared.left, compared.right)
    ]


@pytest.mark.parametrize("name", REAL.comparisons)
def test_what_a_table_says_is_cheaper_is_cheaper_for_every_answer(name):
    """At five hundred random answers: exactly one rule fires, and the side that it names costs less there."""
    compared, table = REAL.comparisons[name].comparison, REAL.decisions[name]
    chance, seen = random.Random(name), set()
    for _ in range(500):
        facts = random_facts(REAL, [*(asked.id for asked in compared.inputs), "region"], chance)
        fitting = [rule for rule in table.rules if all(test.matches(facts[fact]) for fact, test in rule.tests.items())]
        [rule] = fitting
        seen.add(rule.then)
        left, right = costs(REAL, compared, facts)
        assert rule.then == decide_table(table, facts).outcomes[0]
        assert rule.then == "close" or cheaper_of(left, right) == rule.then, facts
    assert seen == {"left", "close", "right"}


@pytest.mark.parametrize("memory", ["0.5", "1", "2"])
@pytest.mark.parametrize("work", ["10", "20", "50"])
@pytest.mark.parametrize("requests", ["1000000", "60000000", "200000000"])
def test_the_bills_of_an_api_are_those_of_the_estimate(requests, work, memory):
    """At steady traffic functions cost the same to a cent, containers to less than one task of 0.5 vCPU."""
    answers = {"parts": ["api"], "traffic_shape": "steady", "monthly_requests": requests, "work_ms": work,
               "memory_gb": memory, "vcpus": "0.5", "internet_out": "none"}  # fmt: skip
    left, right = costs(REAL, REAL.comparisons["api_cost"].comparison, {
        "monthly_requests": Decimal(requests), "work_ms": Decimal(work), "memory_gb": Decimal(memory),
        "region": "ap-northeast-2",
    })  # fmt: skip
    functions = run(REAL, read_brief(REAL, answers, {"api_code": "function"})).estimate.by_component
    containers = run(REAL, read_brief(REAL, answers, {"api_code": "container"})).estimate.by_component
    assert abs(functions["api"].monthly.typical + functions["api_gateway"].monthly.typical - left) <= Decimal("0.05")
    task = Decimal(730) * (Decimal("0.5") * Decimal("0.03725") + max(Decimal(1), Decimal(memory)) * Decimal("0.00409"))
    assert abs(containers["api"].monthly.typical + containers["entry"].monthly.typical - right) <= task
