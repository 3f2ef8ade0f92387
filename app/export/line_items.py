"""The line items of a report as CSV (RFC 4180, UTF-8 without a byte order mark).

Numbers are plain numbers in USD; no text can be taken for a formula by a spreadsheet.
"""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from typing import TypeAlias

from app.domain.model.architecture import Amount
from app.domain.pipeline.account import ACCOUNT
from app.domain.report.currency import Display
from app.domain.report.report import EstimateNote, LineItemNote, Report, UnpricedNote
from app.words.text import Language, Text

Cell: TypeAlias = str | Decimal

COLUMNS = (
    Text(en="Component", ko="구성 요소"),
    Text(en="Service", ko="서비스"),
    Text(en="Line item", ko="항목"),
    Text(en="Unit", ko="단위"),
    Text(en="Quantity, low", ko="수량(낮음)"),
    Text(en="Quantity, typical", ko="수량(보통)"),
    Text(en="Quantity, high", ko="수량(높음)"),
    Text(en="Unit price, USD", ko="단가(USD)"),
    Text(en="Monthly, low, USD", ko="월 비용(낮음, USD)"),
    Text(en="Monthly, typical, USD", ko="월 비용(보통, USD)"),
    Text(en="Monthly, high, USD", ko="월 비용(높음, USD)"),
    Text(en="First month, typical, USD", ko="첫 달(보통, USD)"),
    Text(en="Price from", ko="가격 출처"),
    Text(en="As of", ko="기준일"),
    Text(en="Note", ko="비고"),
)
CONVERTED = (
    Text(en="Monthly, low, {code}", ko="월 비용(낮음, {code})"),
    Text(en="Monthly, typical, {code}", ko="월 비용(보통, {code})"),
    Text(en="Monthly, high, {code}", ko="월 비용(높음, {code})"),
)
TOTAL = Text(en="Total", ko="합계")
AT_LEAST = Text(en="Total, at least", ko="합계(최소)")
UNPRICED = Text(en="No known price: not in the total", ko="가격을 알 수 없어 합계에서 제외했습니다")
AT_RATE = Text(en="{code} at your rate of {rate} {code} per USD", ko="{code}는 입력한 환율 1 USD = {rate} {code} 적용")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def line_items_csv(report: Report, language: Language, display: Display | None = None) -> str:
    """Every line item of a report, priced or not, and the totals; with a display currency also converted amounts."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in _rows(report, language, display):
        writer.writerow([f"{cell:f}" if isinstance(cell, Decimal) else harmless(cell) for cell in row])
    return written.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _rows(report: Report, language: Language, display: Display | None) -> Iterator[list[Cell]]:
    services = {ACCOUNT: "AWS", **{item.id: item.service for item in report.architecture.components}}
    columns = (*COLUMNS, *(CONVERTED if display else ()))
    code = display.code if display else ""
    yield [column.in_language(language).format(code=code) for column in columns]
    for line in report.estimate.line_items:
        yield [*_priced(line, services[line.component], language), *_converted(line.monthly, display)]
    for item in report.estimate.unpriced:
        yield [*_unpriced(item, services[item.component], language), *(("",) * 3 if display else ())]
    yield [*_total(report.estimate, language, display), *_converted(report.estimate.monthly, display)]


def _priced(line: LineItemNote, service: str, language: Language) -> list[Cell]:
    return [
        line.component,
        service,
        line.name.in_language(language),
        line.unit,
        *_each(line.quantity),
        line.unit_price,
        *_each(line.monthly),
        (line.first_month or line.monthly).typical,
        line.price.source,
        line.price.as_of,
        line.note.in_language(language) if line.note else "",
    ]


def _unpriced(item: UnpricedNote, service: str, language: Language) -> list[Cell]:
    empty = ("",) * 7
    note = UNPRICED.in_language(language)
    return [item.component, service, item.name.in_language(language), item.unit, *_each(item.quantity), *empty, note]


def _total(estimate: EstimateNote, language: Language, display: Display | None) -> list[Cell]:
    label = TOTAL if estimate.complete else AT_LEAST
    note = ""
    if display:
        note = AT_RATE.in_language(language).format(code=display.code, rate=display.rate_words(language))
    months = (*_each(estimate.monthly), estimate.first_month.typical)
    return [label.in_language(language), *("",) * 7, *months, "", "", note]


def _converted(monthly: Amount, display: Display | None) -> Iterable[Cell]:
    return [display.converted(amount) for amount in _each(monthly)] if display else []


def _each(amount: Amount) -> tuple[Decimal, Decimal, Decimal]:
    return amount.low, amount.typical, amount.high
