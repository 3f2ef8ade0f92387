"""Two sets of price books side by side."""

from decimal import Decimal

from app.domain.model.prices import price_points
from app.domain.pricebooks.changes import compare, percent


def row(item, usd, start="", end="", **changed):
    fields = {"service": "S3", "item": item, "unit": "GB", "region": "r", "usd": usd, "tier_from": start}
    return {**fields, "tier_to": end, "as_of": "2026-01-01", "source": "list", **changed}


def changes(old, new):
    return compare({"r": price_points(old)}, {"r": price_points(new)})


def test_points_are_added_gone_and_changed():
    found = changes([row("a", "1"), row("b", "2"), row("c", "3")], [row("b", "2.5"), row("c", "3.0"), row("d", "4")])
    assert [(item.kind, item.item) for item in found] == [("gone", "a"), ("changed", "b"), ("added", "d")]


def test_source_date_and_where_a_lowest_tier_begins_are_no_change():
    assert changes([row("a", "1", "0")], [row("a", "1", "25", as_of="2027-01-01", source="other")]) == ()
    assert len(changes([row("a", "1")], [row("a", "1", unit="TB")])) == 1


def test_tiers_stand_side_by_side_where_they_cover_the_same():
    before = [row("a", "3", "0", "10"), row("a", "2", "10")]
    [same] = changes(before, [row("a", "3", "0", "10"), row("a", "1", "10")])
    assert [(old.usd, new.usd) for old, new in same.tiers()] == [(3, 3), (2, 1)]
    [other] = changes(before, [row("a", "3", "0", "20"), row("a", "2", "20")])
    assert [(old and old.end, new and new.end) for old, new in other.tiers()] == [
        (10, None), (None, None), (None, 20), (None, None),
    ]  # fmt: skip
    [added] = compare({}, {"r": price_points(before)})[:1]
    assert [old for old, _ in added.tiers()] == [None, None]


def test_a_rise_is_told_in_percent_and_nothing_rises_from_0():
    assert percent(Decimal("0.045"), Decimal("0.059")) == Decimal("31.1")
    assert percent(Decimal(2), Decimal(1)) == -50
    assert percent(Decimal(0), Decimal(1)) is None
