"""Line items as CSV: every line, plain numbers, and no text that a spreadsheet takes for a formula."""

import csv
from decimal import Decimal
from io import StringIO

import pytest

from app.domain.advisor.advise import advise
from app.domain.report.brief import read_brief
from app.domain.report.currency import Display
from app.export.line_items import harmless, line_items_csv
from app.words.catalogue import under
from app.words.text import Text
from tests.builders import NOON
from tests.stories import REAL, STORIES, brief_of

WON = Display("KRW", Decimal(1390))
FIRST_NUMBER, LAST_NUMBER = 4, 12


def rows(text):
    return list(csv.reader(StringIO(text, newline="")))


@pytest.fixture(scope="module")
def report():
    return advise(REAL, brief_of(STORIES["orders"]), NOON, with_alternatives=False)


def test_every_line_item_is_a_row_and_the_last_row_is_the_total(report):
    header, *lines, total = rows(line_items_csv(report, "en"))
    assert header == [column.en for column in under("csv").values()]
    labels = {item.id: item.label.en for item in report.architecture.components}
    assert len(lines) == len(report.estimate.line_items) + len(report.estimate.unpriced)
    for line, item in zip(lines, report.estimate.line_items, strict=False):
        assert line[:4] == [labels.get(item.component, "account"), line[1], item.name.en, item.unit]
        assert [Decimal(cell) for cell in line[4:8]] == [*vars(item.quantity).values(), item.unit_price]
        assert [Decimal(cell) for cell in line[8:11]] == [*vars(item.monthly).values()]
        assert (line[12], line[13]) == (item.price.source, item.price.as_of)
    assert total[0] == ("Total" if report.estimate.complete else "Total, at least")
    months = [sum(Decimal(line[column] or 0) for line in lines) for column in (8, 9, 10)]
    assert months == [Decimal(cell) for cell in total[8:11]] == [*vars(report.estimate.monthly).values()]
    assert Decimal(total[11]) == report.estimate.first_month.typical


def test_a_line_without_a_price_is_there_and_says_so():
    brief = read_brief(REAL, {"parts": ["api"], "records": "relational"}, {"regions": "pilot_light"})
    found = advise(REAL, brief, NOON, with_alternatives=False)
    assert found.estimate.unpriced
    lines = rows(line_items_csv(found, "ko"))
    unpriced = [line for line in lines if line[14] == "가격을 알 수 없어 합계에서 제외했습니다"]
    assert len(unpriced) == len(found.estimate.unpriced)
    assert all(line[5] and not any(line[7:12]) for line in unpriced)
    assert lines[-1][0] == "합계(최소)"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_display_currency_adds_columns_and_names_the_rate(report, language):
    header, *lines, total = rows(line_items_csv(report, language, WON))
    assert all("KRW" in column for column in header[-3:])
    assert {len(line) for line in lines} == {len(under("csv")) + 3}
    assert Decimal(total[-2]) == report.estimate.monthly.typical * 1390
    assert "1,390 KRW" in total[14]
    assert Decimal(total[9]) == report.estimate.monthly.typical


def test_the_file_is_rfc_4180_without_a_byte_order_mark(report):
    text = line_items_csv(report, "ko")
    assert not text.startswith("\ufeff")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == len(rows(text))
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_text_can_be_taken_for_a_formula(report, start):
    attack = f'{start}HYPERLINK("http://a.example")'
    item = report.estimate.line_items[0].changed(
        component=report.estimate.line_items[0].component,
        name=Text(en=attack, ko=attack),
        note=Text(en=attack, ko=attack),
    )
    edited = report.changed(estimate=report.estimate.changed(line_items=[item]))
    line = rows(line_items_csv(edited, "en"))[1]
    assert line[2] == line[14] == f"'{attack}"


def test_numbers_stay_numbers_and_other_text_stays_as_it_is(report):
    assert harmless("1-2") == "1-2"
    for line in rows(line_items_csv(report, "en"))[1:]:
        for cell in line[FIRST_NUMBER:LAST_NUMBER]:
            assert not cell or Decimal(cell) >= 0
            assert "E" not in cell
