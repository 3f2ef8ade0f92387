"""Rows of the mapping, and the price that fitting rates make."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from app.domain.model.prices import GLOBAL
from app.domain.pricebooks.offers import (
    Edition,
    NotPriced,
    OfferMapping,
    OfferRow,
    Rate,
    price,
    rows_at_fault,
    wanted_points,
)

EDITION = Edition("AmazonEC2", "20261120", "2026-11-20T10:00:00Z", "eu-west-1")
ROW = {"service": "RDS", "item": "{class} mysql", "offer": "AmazonRDS", "usage": ["Use:{class}", "Use:{class_xl}"]}


def mapping(*rows, **more):
    return OfferMapping.model_validate({"prefixes": {"eu-west-1": ["EU-", "EUW1-"]}, "rows": rows, **more})


def wanted(row, item="db.m5.xlarge mysql", region="eu-west-1"):
    return wanted_points(mapping(row), region, [("RDS", item, "hour")])[0][0]


def rates(*tiers, sku="A"):
    return [Rate(sku, "T", Decimal(start), Decimal(end) if end else None, Decimal(usd)) for start, end, usd in tiers]


def test_a_name_in_braces_is_one_word_of_the_item_and_fills_usage_and_columns():
    found = wanted({**ROW, "where": {"Instance Type": "{class}", "Engine": ["MySQL", "Aurora"]}})
    assert found.usage == {"EU-Use:db.m5.xlarge", "EUW1-Use:db.m5.xlarge", "EU-Use:db.m5.xl", "EUW1-Use:db.m5.xl"}
    assert found.where == {"Instance Type": {"db.m5.xlarge"}, "Engine": {"MySQL", "Aurora"}}
    assert found.file == ("AmazonRDS", "eu-west-1")


def test_the_file_of_all_regions_is_read_without_prefix():
    assert wanted({**ROW, "whole": "true"}).usage == {"Use:db.m5.xlarge", "Use:db.m5.xl"}
    assert wanted({**ROW, "whole": "true"}).file == ("AmazonRDS", None)
    assert wanted(ROW, region=GLOBAL).file == ("AmazonRDS", None)


def test_a_name_that_does_not_stand_in_the_item_is_refused():
    with pytest.raises(ValidationError, match=r"\{size\} does not stand in the item"):
        OfferRow.model_validate({**ROW, "usage": "Use:{size}"})
    with pytest.raises(ValidationError, match=r"\{zone\} does not stand in the item"):
        OfferRow.model_validate({**ROW, "where": {"Zone": "{zone}"}})


def test_points_without_a_row_or_in_other_regions_are_named():
    found, others = wanted_points(
        mapping({**ROW, "regions": "us-east-1"}), "eu-west-1", [("RDS", "a mysql", "hour"), ("S3", "storage", "GB")]
    )
    assert (found, others) == ([], [("RDS", "a mysql"), ("S3", "storage")])


def test_free_units_are_dropped_unless_they_are_to_be_kept():
    tiers = rates(("0", "25", "0"), ("25", None, "0.2830000000"))
    assert [(tier.start, tier.usd) for tier in price(wanted(ROW), tiers, EDITION).tiers] == [(25, Decimal("0.283"))]
    kept = price(wanted({**ROW, "free": "kept"}), tiers, EDITION)
    assert [tier.usd for tier in kept.tiers] == [0, Decimal("0.283")]
    assert price(wanted(ROW), rates(("0", None, "0")), EDITION).tiers[0].usd == 0


def test_a_scale_divides_the_price_and_multiplies_the_tiers_exactly():
    found = price(wanted({**ROW, "scale": "1024"}), rates(("0", "2", "46.6944"), ("2", None, "40.96")), EDITION)
    assert [(tier.end, f"{tier.usd}") for tier in found.tiers] == [(2048, "0.0456"), (None, "0.04")]
    with pytest.raises(NotPriced, match="cannot be divided by 3 exactly"):
        price(wanted({**ROW, "scale": "3"}), rates(("0", None, "1")), EDITION)


def test_prices_are_plain_numbers():
    found = price(wanted(ROW), rates(("0", None, "0.0000002000")), EDITION)
    assert f"{found.tiers[0].usd:f}" == "0.0000002"
    assert (
        f"{price(wanted(ROW), rates(('0', '51200', '10.00'), ('51200', None, '5')), EDITION).tiers[0].end}" == "51200"
    )


def test_several_products_must_agree():
    same = [*rates(("0", None, "0.2"), sku="B"), *rates(("0", "25", "0"), ("25", None, "0.20"), sku="A")]
    found = price(wanted(ROW), same, EDITION)
    assert (found.tiers[0].start, found.source.endswith("SKU B")) == (0, True)
    with pytest.raises(NotPriced, match="2 products with different prices fit: A, B"):
        price(wanted(ROW), [*rates(("0", None, "1")), *rates(("0", None, "2"), sku="B")], EDITION)
    with pytest.raises(NotPriced, match="no product on demand fits"):
        price(wanted(ROW), [], EDITION)
    with pytest.raises(NotPriced, match="leave a gap or overlap at 20"):
        price(wanted(ROW), rates(("0", "10", "1"), ("20", None, "2")), EDITION)


def test_rows_that_are_about_nothing_or_hidden_are_faults():
    rows = mapping(ROW, {**ROW, "item": "db.m5.large mysql", "usage": "x"}, {**ROW, "service": "S3"})
    assert list(rows_at_fault(rows, [("RDS", "db.m5.large mysql")])) == [
        (1, "rows before this one take all its price points"),
        (2, "no price point and no line item is named S3 {class} mysql"),
    ]


def test_a_declared_price_does_not_exist():
    declared = {"service": "S3", "item": "*", "regions": "eu-west-1", "because": "never sold there"}
    rows = mapping({**ROW, "regions": "us-east-1"}, unpriced=[declared])
    assert not rows.exists_in("S3", "storage", "eu-west-1")
    assert rows.exists_in("S3", "storage", "us-east-1")
    assert not rows.exists_in("RDS", "x mysql", "eu-west-1")
    assert rows.exists_in("RDS", "x mysql", "us-east-1")
