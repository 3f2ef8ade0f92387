"""What single resources cost a month, through the API: published costs of others, and cases worked out by hand."""

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml

from app.domain.model.expressions import parse_formula

DATA = Path(__file__).parent.parent / "data"
CASES = [
    case
    for name in ("billing_cases.json", "more_billing_cases.json")
    for case in json.loads((DATA / name).read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)
]
CENT = Decimal("0.01")
HALF_A_PERCENT = Decimal("0.005")


def close(amount, wanted):
    return abs(amount - wanted) <= max(CENT, HALF_A_PERCENT * wanted)


def estimated(client, request):
    answer = client.post("/api/v1/estimate", json=json.loads(json.dumps(request, default=float)))
    assert answer.status_code == 200, answer.text
    assert answer.json()["not_read"] == []
    return answer.json()["estimate"]


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case['resource']}" for number, case in enumerate(CASES)])
def test_a_resource_costs_what_another_tool_computed(client, case):
    bill = estimated(client, case["request"])
    assert bill["complete"]
    assert close(Decimal(bill["monthly"]["typical"]), case["expected_monthly_usd"])
    lines = [Decimal(line["monthly"]["typical"]) for line in bill["line_items"]]
    for part in case["components"] if len(case["components"]) > 1 else ():
        assert any(close(line, part["monthly_usd"]) for line in lines), part


GOLDEN = yaml.safe_load((DATA / "golden_costs.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", GOLDEN, ids=[case["shows"] for case in GOLDEN])
def test_a_bill_is_what_the_arithmetic_in_words_says(client, case):
    for line in case["lines"]:
        by_hand = parse_formula(line["arithmetic"]).value({}, 1).quantize(CENT, ROUND_HALF_UP)
        assert by_hand == Decimal(line["usd"]), line["words"]
    assert sum(Decimal(line["usd"]) for line in case["lines"]) == Decimal(case["monthly"])
    request = {name: case[name] for name in ("region", "components", "free_allowances") if name in case}
    bill = estimated(client, request)
    assert bill["complete"]
    assert Decimal(bill["monthly"]["typical"]) == Decimal(case["monthly"])
    shown = [Decimal(line["monthly"]["typical"]) for line in bill["line_items"]]
    wanted = [Decimal(line["usd"]) for line in case["lines"]]
    assert sorted(amount for amount in shown if amount) == sorted(amount for amount in wanted if amount)


def test_there_are_golden_cases_enough_of_different_types():
    types = {component["type"] for case in GOLDEN for component in case["components"]}
    assert len(GOLDEN) >= 60
    assert len(types) >= 40
