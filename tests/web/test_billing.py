"""What single resources cost a month, through the API: published costs of others, and cases worked out by hand."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

DATA = Path(__file__).parent.parent / "data"
CASES = json.loads((DATA / "billing_cases.json").read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)
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
