"""Free allowances of an account, and the lines that estimates often forget."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.advice import run
from app.domain.advisor.advise import advise
from app.domain.pipeline.account import ACCOUNT
from app.domain.report.brief import read_brief
from app.errors import InvalidBrief
from tests.builders import NOON, estimate_document
from tests.depth import examples
from tests.stories import REAL, STORIES, assert_exact, brief_of

FORGOTTEN = {
    "nat", "public_ipv4", "between_zones", "data_out", "logs", "dead_letters", "backups", "idle_environments",
    "extended_support",
}  # fmt: skip


def bill(components, free="on", region="us-east-1"):
    document = {"region": region, "components": components, "free_allowances": free}
    return estimate_document(REAL, document)["estimate"]


def typical(estimate):
    return Decimal(estimate["monthly"]["typical"])


def calls(number):
    return {"type": "lambda", "load": {"requests": number}}


def test_every_line_that_estimates_forget_is_known():
    assert {line.id for line in REAL.forgotten} == FORGOTTEN


@pytest.mark.parametrize("name", STORIES)
def test_what_estimates_forget_is_always_there_with_a_price_or_a_reason(name):
    advice = run(REAL, brief_of(STORIES[name]))
    present = {component.type for component in advice.architecture.components}
    zeros = {line.name.en: line for line in advice.estimate.line_items if line.component == ACCOUNT}
    for forgotten in REAL.forgotten:
        brought = [component for component in advice.architecture.components if component.type in forgotten.types]
        assert bool(brought) != (forgotten.name.en in zeros)
        for component in brought:
            assert any(line.component == component.id for line in advice.estimate.line_items)
        if forgotten.name.en in zeros:
            zero = zeros[forgotten.name.en]
            assert (zero.quantity.high, zero.monthly.high) == (0, 0)
            assert zero.note == forgotten.reason(present)
            assert zero.unit_price > 0


def test_the_reason_follows_what_stands_there():
    (line,) = (line for line in REAL.forgotten if line.id == "data_out")
    assert "CloudFront" in line.reason({"cloudfront"}).en
    assert "CloudFront" not in line.reason({"s3"}).en


def test_zero_lines_are_no_difference_between_alternatives():
    report = advise(REAL, brief_of(STORIES["nightly_export"]), NOON)
    lines = [line for other in report.alternatives for line in (*other.line_items, *other.saved_items)]
    assert lines
    assert ACCOUNT not in {line.component for line in lines}


def test_allowances_are_off_unless_wanted_and_both_is_said():
    (without,) = bill([calls(1_500_000)], free=None)["line_items"][:1]
    assert without["monthly"]["typical"] == "0.30"  # 1,500,000 × 0.0000002
    assert without["note"]["en"] == "Without the account's free allowance of 1,000,000 a month."
    (after,) = bill([calls(1_500_000)])["line_items"][:1]
    assert (after["quantity"]["typical"], after["monthly"]["typical"]) == ("500000", "0.10")
    assert after["note"]["en"] == "After the account's free allowance of 1,000,000 a month."
    assert after["note"]["ko"] == "무료 사용량(월 요청 1,000,000건) 반영."


def test_lines_share_the_allowance_of_the_account():
    assert typical(bill([calls(800_000), calls(800_000)])) == Decimal("0.12")  # 1,600,000 − 1,000,000
    assert typical(bill([calls(1_000_000), calls(1)])) == 0
    assert typical(bill([calls(1_000_000), calls(5_000_000)])) == Decimal("1.00")


@pytest.mark.parametrize(
    ("component", "off", "on"),
    [
        (
            {"type": "data_transfer", "load": {"gb": 10340}},
            "930.10",
            "921.10",
        ),  # 10,240 × 0.09 + 100 × 0.085; 100 × 0.09
        ({"type": "cloudwatch", "load": {"dashboards": 4}}, "12.00", "3.00"),
        ({"type": "cloudwatch", "load": {"dashboards": 3}}, "9.00", "0.00"),
        ({"type": "cognito", "load": {"requests": 10_001}}, "150.02", "0.02"),
        ({"type": "eventbridge_scheduler", "load": {"requests": 14_000_001}}, "14.00", "0.00"),
        ({"type": "eventbridge_scheduler", "load": {"requests": 20_000_000}}, "20.00", "6.00"),
        ({"type": "route_53", "count": 0, "load": {"health_checks": 51}}, "25.50", "0.50"),
        ({"type": "dynamodb", "load": {"stored_gb": 26}}, "11.70", "5.45"),  # 26 × 0.2 of recovery copies are not free
        ({"type": "nat_gateway", "load": {"gb": 10}}, "36.95", "36.95"),
    ],
)
def test_an_allowance_takes_the_first_units_off(component, off, on):
    assert typical(bill([component], free="off")) == Decimal(off)
    assert typical(bill([component])) == Decimal(on)


def test_an_unverified_allowance_says_so():
    (line,) = bill([{"type": "step_functions", "load": {"transitions": 5000}}])["line_items"]
    assert line["note"]["en"].endswith("of 4,000 a month (unverified).")
    assert line["monthly"]["typical"] == "0.03"


def test_the_switch_is_on_or_off():
    with pytest.raises(InvalidBrief, match="free_allowances"):
        bill([calls(1)], free="maybe")


@pytest.mark.parametrize("name", STORIES)
def test_a_brief_can_take_them_off_and_its_lines_still_add_up(name):
    brief = brief_of(STORIES[name])
    answers = {**brief.answers, "free_allowances": "on"}
    pins = {pin: list(outcomes) for pin, outcomes in brief.pins.items()}
    usual = advise(REAL, brief, NOON)
    report = advise(REAL, read_brief(REAL, {k: _plain(v) for k, v in answers.items()}, pins), NOON)
    assert_exact(report.estimate)
    assert report.estimate.monthly.typical <= usual.estimate.monthly.typical
    for other in report.alternatives:
        more = sum((line.monthly.typical for line in other.line_items), Decimal(0))
        less = sum((line.monthly.typical for line in other.saved_items), Decimal(0))
        assert more - less == other.difference.typical


def _plain(answer):
    return sorted(answer) if isinstance(answer, frozenset) else str(answer)


@examples(100, 30)
@given(st.integers(0, 10**8), st.integers(0, 10**8), st.integers(0, 10**8))
def test_with_allowances_an_estimate_never_falls_when_a_usage_grows(one, other, beside):
    few, many = sorted((one, other))
    less, more = (typical(bill([calls(number), calls(beside)])) for number in (few, many))
    assert less <= more <= typical(bill([calls(many), calls(beside)], free="off"))
