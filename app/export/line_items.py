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
from app.words.catalogue import service_name, under, words
from app.words.text import Language
from app.words.units import unit_name

Field: TypeAlias = str | Decimal

SCENARIOS = ("low", "typical", "high")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def line_items_csv(report: Report, language: Language, display: Display | None = None) -> str:
    """Every line item of a report, priced or not, and the totals; with a display currency also converted amounts."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in _rows(report, language, display):
        writer.writerow([f"{field:f}" if isinstance(field, Decimal) else harmless(field) for field in row])
    return written.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _rows(report: Report, language: Language, display: Display | None) -> Iterator[list[Field]]:
    named = {
        ACCOUNT: (words("place.account", language), "AWS"),
        **{
            item.id: (item.label.in_language(language), service_name(item.service).in_language(language))
            for item in report.architecture.components
        },
    }
    converted = [words(f"csv_converted.{end}", language, code=display.code) for end in SCENARIOS] if display else []
    yield [*(text.in_language(language) for text in under("csv").values()), *converted]
    for priced in report.estimate.line_items:
        yield [*named[priced.component], *_priced(priced, language), *_converted(priced.monthly, display)]
    for item in report.estimate.unpriced:
        yield [*named[item.component], *_unpriced(item, language), *(("",) * 3 if display else ())]
    if report.estimate.beyond:
        label, months = words("cost.beyond", language), _each(report.estimate.beyond)
        yield [label, *("",) * 7, *months, "", "", "", "", *_converted(report.estimate.beyond, display)]
    yield [*_total(report.estimate, language, display), *_converted(report.estimate.monthly, display)]


def _priced(item: LineItemNote, language: Language) -> list[Field]:
    return [
        item.name.in_language(language),
        unit_name(item.unit, language),
        *_each(item.quantity),
        item.unit_price,
        *_each(item.monthly),
        (item.first_month or item.monthly).typical,
        item.price.source,
        item.price.as_of,
        item.note.in_language(language) if item.note else "",
    ]


def _unpriced(item: UnpricedNote, language: Language) -> list[Field]:
    empty = ("",) * 7
    note = words("cost.unpriced", language)
    name, unit = item.name.in_language(language), unit_name(item.unit, language)
    return [name, unit, *_each(item.quantity), *empty, note]


def _total(estimate: EstimateNote, language: Language, display: Display | None) -> list[Field]:
    label = words("csv_total.complete" if estimate.complete else "csv_total.at_least", language)
    note = ""
    if display:
        note = words("csv_total.at_rate", language, code=display.code, rate=display.rate_words(language))
    months = (*_each(estimate.monthly), estimate.first_month.typical)
    return [label, *("",) * 7, *months, "", "", note]


def _converted(monthly: Amount, display: Display | None) -> Iterable[Field]:
    return [display.converted(amount) for amount in _each(monthly)] if display else []


def _each(amount: Amount) -> tuple[Decimal, Decimal, Decimal]:
    return amount.low, amount.typical, amount.high
