from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.advice import run
from app.domain.model.architecture import Amount
from app.domain.pipeline.costs import total
from app.domain.report.brief import read_brief
from tests.builders import edited, text_of
from tests.builders import small_rulebook as build

CENT = Decimal("0.01")
SHOP = {"parts": ["api", "job"], "run_minutes": "60", "records": "relational"}


def bill(rulebook, answers=None, pins=None, usage=None):
    return run(rulebook, read_brief(rulebook, answers, pins, usage)).estimate


def line(estimate, component, name):
    return next(item for item in estimate.line_items if (item.component, item.name.en) == (component, name))


def test_a_line_is_quantity_times_price_rounded_to_cents(small_rulebook):
    estimate = bill(small_rulebook, {"parts": ["job"], "run_minutes": "60", "export_gb": "5120"}, {"egress": "nat"})
    data = line(estimate, "nat", "Data")
    assert (data.quantity.typical, data.unit_price, data.monthly.typical) == (5120, Decimal("0.059"), Decimal("302.08"))
    hours = line(estimate, "nat", "Hours")
    assert (hours.quantity.typical, hours.monthly.typical) == (1460, Decimal("86.14"))
    assert (hours.point.region, hours.source) == ("ap-northeast-2", "aws:doc")


def test_half_a_cent_is_rounded_up(small_rulebook):
    estimate = bill(small_rulebook, {"monthly_requests": "25000"})
    assert line(estimate, "api", "Requests").monthly == Amount.of(CENT)


def test_another_region_has_other_prices(small_rulebook):
    answers = {"parts": ["job"], "run_minutes": "60", "export_gb": "1000", "region": "us-east-1"}
    assert line(bill(small_rulebook, answers, {"egress": "nat"}), "nat", "Data").monthly.typical == 45


def test_size_and_settings_pick_the_price(small_rulebook):
    instance = line(bill(small_rulebook, {**SHOP, "monthly_requests": "3000000"}), "database", "Instance")
    assert (instance.point.item, instance.unit_price) == ("medium multi-az", Decimal("0.136"))


def test_each_tier_is_a_line_of_its_own(small_rulebook):
    answers = {"parts": ["job"], "export_gb": "10000"}
    estimate = bill(small_rulebook, answers)
    first, over = (item for item in estimate.line_items if item.component == "files")
    assert (first.name.en, over.name.en) == ("Storage, first 51,200 GB", "Storage, over 51,200 GB")
    assert (first.quantity.typical, over.quantity.typical) == (51200, 68800)
    assert (first.first_month.typical, over.first_month.typical) == (250, 0)


def test_what_lies_beyond_the_last_tier_is_unpriced(small_rulebook):
    estimate = bill(small_rulebook, {"parts": ["job"]}, None, {"kept_gb": "600000"})
    (beyond,) = estimate.unpriced
    assert (beyond.component, beyond.quantity.typical) == ("files", 88000)
    assert not estimate.complete


def test_a_line_without_a_price_is_unpriced_and_never_0(small_rulebook):
    estimate = bill(small_rulebook, {**SHOP, "monthly_requests": "9000000"})
    (open_item,) = estimate.unpriced
    assert (open_item.price.service, open_item.price.item) == ("RDS", "large multi-az")
    assert open_item.quantity.typical == 730
    assert not any(item.component == "database" for item in estimate.line_items)
    assert not estimate.complete
    assert bill(small_rulebook, {**SHOP, "monthly_requests": "1000"}).complete


def test_the_first_month_stands_beside_where_data_piles_up(small_rulebook):
    estimate = bill(small_rulebook, {"parts": ["job"], "export_gb": "100"})
    assert (estimate.monthly.typical, estimate.first_month.typical) == (Decimal("30.00"), Decimal("2.50"))


def test_the_first_month_follows_a_load_that_piles_up(tmp_path):
    text = edited("decisions/job_code.yaml", ("{gb: export_gb}", "{gb: kept_gb}"))
    rulebook = build(tmp_path, {"decisions/job_code.yaml": text})
    answers = {"parts": ["job"], "run_minutes": "60", "export_gb": "100"}
    data = line(bill(rulebook, answers, {"egress": "nat"}), "nat", "Data")
    assert (data.quantity.typical, data.monthly.typical) == (1200, Decimal("70.80"))
    assert data.first_month.typical == Decimal("5.90")


def assert_adds_up(estimate):
    assert estimate.monthly == total(item.monthly for item in estimate.line_items)
    assert estimate.first_month == total(item.first_month for item in estimate.line_items)
    for name, own in estimate.by_component.items():
        assert own.monthly == total(item.monthly for item in estimate.line_items if item.component == name)
    assert total(own.monthly for own in estimate.by_component.values()) == estimate.monthly
    for item in estimate.line_items:
        assert item.monthly.low <= item.monthly.typical <= item.monthly.high
        for scenario in range(3):
            exact = item.quantity[scenario] * item.unit_price
            assert abs(item.monthly[scenario] - exact) <= CENT / 2
            assert item.monthly[scenario] == item.monthly[scenario].quantize(CENT)


def test_a_sum_of_any_size_is_exact_to_the_cent(tmp_path):
    components = edited("components/all.yaml", ("quantity: load.gb", "quantity: load.gb * load.gb"))
    rulebook = build(tmp_path, {"components/all.yaml": components})
    answers = {"parts": ["job"], "run_minutes": "60"}
    estimate = bill(rulebook, answers, {"egress": "nat"}, {"export_gb": "1000000000000000"})
    assert line(estimate, "nat", "Data").monthly.typical == Decimal("59000000000000000000000000000.00")


FIGURES = st.integers(0, 10**9)


@given(FIGURES, FIGURES, st.sampled_from(["endpoint", "nat", "none"]))
def test_the_total_is_the_sum_of_the_lines(small_rulebook, requests, gigabytes, egress):
    answers = {**SHOP, "monthly_requests": str(requests)}
    assert_adds_up(bill(small_rulebook, answers, {"egress": egress}, {"export_gb": str(gigabytes)}))


@given(FIGURES, FIGURES, st.sampled_from(["monthly_requests", "export_gb", "kept_gb", "api_requests"]))
def test_an_estimate_never_falls_when_a_usage_grows(priced_rulebook, one, other, figure):
    few, many = sorted((one, other))
    pins = {"egress": "nat"}
    less, more = (bill(priced_rulebook, SHOP, pins, {figure: str(number)}) for number in (few, many))
    for scenario in range(3):
        assert less.monthly[scenario] <= more.monthly[scenario]


@pytest.fixture(scope="module")
def priced_rulebook(tmp_path_factory):
    """The small rulebook with a price for everything, so that nothing leaves the total by being unpriced."""
    prices = text_of("prices/ap-northeast-2.csv").replace(",51200,512000,", ",51200,,")
    large = "RDS,large multi-az,hour,ap-northeast-2,0.5,0,,2026-01-01,list\n"
    return build(tmp_path_factory.mktemp("priced"), {"prices/ap-northeast-2.csv": prices + large})
