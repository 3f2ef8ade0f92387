"""Every unit of the rule files has its words, and quantities are written as each language does."""

from decimal import Decimal

import pytest

from app.words.text import Text
from app.words.units import UNITS, a_month, counted, in_units, limit


def test_every_unit_of_a_line_or_price_is_known(rulebook):
    lines = {line.unit for found in rulebook.components.values() for line in found.line_items}
    compared = {item.unit for priced in rulebook.comparisons.values() for _, item in priced.comparison.items}
    forgotten = {line.unit for line in rulebook.forgotten}
    points = {point.unit for book in rulebook.prices.values() for point in book.points.values()}
    assert (lines | compared | forgotten | points) <= UNITS.keys()


@pytest.mark.parametrize(
    ("amount", "unit", "english", "korean"),
    [
        ("1500000", "request", "1,500,000 requests", "요청 1,500,000건"),
        ("1", "request", "1 request", "요청 1건"),
        ("5", "alarm-month", "5 alarm-months", "알람 5개·월"),
        ("730", "hour", "730 hours", "730시간"),
        ("0.5", "hour", "0.5 hours", "0.5시간"),
        ("0.0001", "GB", "< 0.001 GB", "< 0.001 GB"),
        ("12.3456", "GB-month", "12.346 GB-months", "12.346 GB-월"),
        ("7", "furlong", "7 furlong", "7 furlong"),
    ],
)
def test_a_quantity_with_its_unit(amount, unit, english, korean):
    assert in_units(Decimal(amount), unit, "en") == english
    assert in_units(Decimal(amount), unit, "ko") == korean


def test_a_limit_keeps_every_digit():
    assert limit(Decimal(10240), "GB") == Text(en="10,240 GB", ko="10,240 GB")
    assert limit(Decimal("0.125"), "query") == Text(en="0.125 queries", ko="쿼리 0.125건")


def test_what_is_free_each_month_names_the_month_once():
    assert a_month(Decimal(10_000), "MAU") == Text(en="10,000", ko="월 10,000 MAU")
    assert a_month(Decimal(25), "GB-month") == Text(en="25", ko="25 GB-월")


def test_a_counter_follows_without_a_space_and_latin_letters_with_one():
    assert counted(Decimal(5), Text(en="VPCs", ko="개")) == Text(en="5 VPCs", ko="5개")
    assert counted(Decimal(1), Text(en="people", ko="명")) == Text(en="1 person", ko="1명")
    assert counted(Decimal(1), Text(en="minutes a month", ko="분/월")) == Text(en="1 minute a month", ko="1분/월")
    assert counted(Decimal(200), Text(en="ms", ko="ms")) == Text(en="200 ms", ko="200 ms")
