"""What the review of price books finds, and what it must not find."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.model.prices import price_points
from app.domain.pricebooks.needed import NeededPrice
from app.domain.pricebooks.offers import OfferMapping
from app.domain.pricebooks.review import review

TODAY = date(2026, 11, 27)


def row(service, item, usd="1", as_of="2026-11-01"):
    fields = {"service": service, "item": item, "unit": "GB", "region": "r", "usd": usd, "tier_from": ""}
    return {**fields, "tier_to": "", "as_of": as_of, "source": "list"}


def shelf(**rows):
    return {name: price_points(found) for name, found in rows.items()}


def needs(*names):
    return {(service, item): NeededPrice(service, item, "GB", ("bucket",)) for service, item in names}


def mapping(*rows, unpriced=()):
    return OfferMapping.model_validate({"prefixes": {}, "rows": rows, "unpriced": list(unpriced)})


def looked(books, needed=None, rows=None, factor="3"):
    return review(books, needed or {}, rows or mapping(), TODAY, Decimal(factor))


@pytest.mark.parametrize(
    ("as_of", "label", "old"),
    [
        ("2026-11-27", "under 6 months", False),
        ("2026-12-02", "under 6 months", False),
        ("2026-05-28", "under 6 months", False),
        ("2026-05-27", "6 to 12 months", False),
        ("2025-11-28", "6 to 12 months", False),
        ("2025-11-27", "12 to 24 months", True),
        ("2024-11-27", "over 24 months", True),
    ],
)
def test_points_are_grouped_by_age(as_of, label, old):
    [group] = looked(shelf(a=[row("S3", "x", as_of=as_of)])).ages
    assert (group.label, group.old, group.oldest, group.services) == (label, old, as_of, {"S3": 1})


def test_the_oldest_group_comes_first():
    ages = looked(shelf(a=[row("S3", "x"), row("S3", "y", as_of="2020-01-01")])).ages
    assert [group.label for group in ages] == ["over 24 months", "under 6 months"]


def test_a_line_item_without_a_price_is_a_gap_unless_declared_or_global():
    books = shelf(a=[row("S3", "x")], b=[row("S3", "y")], **{"global": [row("S3", "z")]})
    needed = {"a": needs(("S3", "x"), ("S3", "y"), ("S3", "z"), ("Moon", "stay")), "b": needs(("S3", "y"))}
    told = looked(books, needed)
    assert [(gap.region, gap.price.item, gap.elsewhere) for gap in told.gaps] == [("a", "y", ("b",)), ("a", "stay", ())]
    declared = mapping(unpriced=[{"service": "Moon", "item": "stay", "because": "nobody sells it"}])
    assert [gap.price.item for gap in looked(books, needed, declared).gaps] == ["y"]


def test_points_of_some_regions_are_named_unless_they_cannot_be_elsewhere():
    books = shelf(a=[row("S3", "x"), row("CDN", "japan")], b=[row("S3", "x"), row("S3", "y")])
    rows = mapping({"service": "CDN", "item": "japan", "offer": "CloudFront", "usage": "JP", "regions": "a"})
    assert [(item.item, item.missing) for item in looked(books).one_sided] == [("japan", ("b",)), ("y", ("a",))]
    assert [item.item for item in looked(books, rows=rows).one_sided] == ["y"]


def test_a_price_many_times_another_regions_is_implausible():
    books = shelf(
        a=[row("S3", "x", "0.02"), row("S3", "free", "0")], b=[row("S3", "x", "0.08"), row("S3", "free", "1")]
    )
    [spread] = looked(books).spreads
    assert (spread.item, spread.cheapest, spread.dearest) == ("x", ("a", Decimal("0.02")), ("b", Decimal("0.08")))
    assert spread.factor == 4
    assert looked(books, factor="4").spreads == ()


def test_what_nobody_asks_for_and_no_row_knows_is_counted():
    books = shelf(a=[row("S3", "x"), row("S3", "y")], **{"global": [row("S3", "z"), row("DNS", "zone")]})
    rows = mapping({"service": "S3", "item": "x", "offer": "AmazonS3", "usage": "x"})
    found = looked(books, {"a": needs(("S3", "x"), ("S3", "z"))}, rows)
    assert found.unused == {"a": 1, "global": 1}
    assert found.unmapped == {"DNS": 1, "S3": 2}
    assert found.points == {"a": 2, "global": 2}
