"""Another currency beside USD: read strictly, written by its own customs."""

from decimal import Decimal

import pytest

from app.domain.report.currency import Display, read_display
from app.errors import InvalidBrief


@pytest.mark.parametrize(
    ("code", "rate", "display"),
    [
        ("", "", None),
        ("KRW", "1390", Display("KRW", Decimal(1390))),
        ("krw", "1,390", Display("KRW", Decimal(1390))),
        ("EUR", "0.92", Display("EUR", Decimal("0.92"))),
        ("EUR", "1000000000", Display("EUR", Decimal(10**9))),
    ],
)
def test_a_code_and_a_rate_are_read(code, rate, display):
    assert read_display(code, rate) == display


@pytest.mark.parametrize(
    ("code", "rate", "fields"),
    [
        ("KRW", "", ["rate"]),
        ("", "1390", ["currency"]),
        ("KRX", "1390", ["currency"]),
        ("won", "x", ["currency", "rate"]),
        ("KRW", "0", ["rate"]),
        ("KRW", "-1", ["rate"]),
        ("KRW", "NaN", ["rate"]),
        ("KRW", "Infinity", ["rate"]),
        ("KRW", "1e99", ["rate"]),
        ("KRW", "1000000000.1", ["rate"]),
    ],
)
def test_what_is_no_currency_or_no_rate_is_refused_by_name(code, rate, fields):
    with pytest.raises(InvalidBrief) as refused:
        read_display(code, rate)
    assert [problem.field for problem in refused.value.problems] == fields
    assert all(problem.told.ko for problem in refused.value.problems)


def test_amounts_are_written_as_the_currency_and_the_language_do():
    won, euro = Display("KRW", Decimal(1390)), Display("EUR", Decimal("0.92"))
    assert won.money(Decimal("10.01"), "ko") == "₩13,914"
    assert euro.money(Decimal("10.01"), "en") == "€9.21"
    assert won.rate_words("en") == "1,390"
    assert euro.rate_words("ko") == "0.92"
    assert Display("BHD", Decimal("0.376")).rate_words("en") == "0.376"
