from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.model.prices import PriceBook, PricePoint, Tier, price_points

QUANTITIES = st.decimals(0, 10**7, places=3)


def row(**changed):
    fields = {"service": "S3", "item": "standard", "unit": "GB", "region": "r", "usd": "0.025", "tier_from": "0"}
    return {**fields, "tier_to": "", "as_of": "2026-01-01", "source": "list", **changed}


TIERS = [
    row(usd="0.024", tier_from="51200", tier_to="512000"),
    row(tier_to="51200"),
    row(usd="0.023", tier_from="512000"),
]


def point(rows):
    return PriceBook("r", price_points(rows)).find("S3", "standard")


def test_the_tiers_of_an_item_are_one_point_in_order():
    found = point(TIERS)
    assert found.tiers == (
        Tier(Decimal(0), Decimal(51200), Decimal("0.025")),
        Tier(Decimal(51200), Decimal(512000), Decimal("0.024")),
        Tier(Decimal(512000), None, Decimal("0.023")),
    )
    assert (found.unit, found.as_of, found.source) == ("GB", "2026-01-01", "list")


@pytest.mark.parametrize(
    ("quantity", "parts"),
    [("0", (0, 0, 0)), ("51200", (51200, 0, 0)), ("51201", (51200, 1, 0)), ("600000", (51200, 460800, 88000))],
)
def test_a_quantity_is_split_over_the_tiers(quantity, parts):
    assert point(TIERS).split(Decimal(quantity)) == parts


@given(QUANTITIES)
def test_the_parts_add_up_to_the_quantity(quantity):
    assert sum(point(TIERS).split(quantity)) == quantity
    assert point(TIERS).beyond(quantity) == 0
    capped = point(TIERS[:2])
    assert sum(capped.split(quantity)) + capped.beyond(quantity) == quantity


@given(QUANTITIES, QUANTITIES)
def test_more_never_costs_less(one, other):
    def cost(quantity):
        tiers = point(TIERS).tiers
        return sum(part * tier.usd for part, tier in zip(point(TIERS).split(quantity), tiers, strict=True))

    low, high = sorted((one, other))
    assert cost(low) <= cost(high)


def test_a_first_tier_that_starts_above_0_reaches_down_to_0():
    found = point([row(tier_from="100")])
    assert found.split(Decimal(250)) == (250,)


def test_an_item_without_a_price_is_not_found():
    assert PriceBook("r", price_points(TIERS)).find("S3", "glacier") is None
    assert isinstance(PriceBook("r", price_points(TIERS)).find("S3", "standard"), PricePoint)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row(tier_to="10"), row(tier_from="20")], "gap or overlap at 20"),
        ([row(tier_to="10"), row(tier_from="5")], "gap or overlap at 5"),
        ([row(), row()], "gap or overlap"),
        ([row(usd="-1")], "-1 is not a price"),
        ([row(usd="nan")], "nan is not a price"),
    ],
)
def test_tiers_that_do_not_join_and_prices_that_are_none_are_refused(rows, told):
    with pytest.raises(ValueError, match=f"S3 standard: .*{told}"):
        PriceBook("r", price_points(rows))
