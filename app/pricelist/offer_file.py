"""Reading matching rates from an offer file (CSV): five lines of metadata, a header, then one rate in each line."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from app.domain.pricebooks.offers import Edition, Rate, Wanted
from app.errors import PriceListFailed

METADATA = ("FormatVersion", "Disclaimer", "Publication Date", "Version", "OfferCode")
REQUIRED = ("SKU", "OfferTermCode", "TermType", "StartingRange", "EndingRange", "PricePerUnit", "Currency", "usageType")


@dataclass(frozen=True)
class _Sheet:
    """An offer file being read: its URL, and the index of each column by name."""

    url: str
    columns: Mapping[str, int]

    def text(self, line: Sequence[str], column: str) -> str:
        """The field of a line in a column; empty if the offer has no such column."""
        index = self.columns.get(column)
        return "" if index is None else line[index]

    def fits(self, line: Sequence[str], point: Wanted) -> bool:
        """Whether a line is an on-demand rate that matches a wanted price point."""
        on_demand = self.text(line, "TermType") == "OnDemand"
        return on_demand and all(self.text(line, column) in values for column, values in point.where.items())


def read_offer(path: Path, url: str, wanted: Sequence[Wanted]) -> tuple[Edition, list[list[Rate]]]:
    """The edition of an offer file, and the rates that match each wanted point; PriceListFailed if it is invalid.

    An invalid file is deleted from the cache, so that the next run fetches it again.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return _read(url, csv.reader(file, strict=True), wanted)
    except (csv.Error, UnicodeDecodeError) as fault:
        path.unlink()
        raise PriceListFailed(
            f"{url} is not readable as CSV ({fault}); run the same command to fetch it again."
        ) from None
    except PriceListFailed:
        path.unlink()
        raise


def _read(url: str, lines: Iterator[list[str]], wanted: Sequence[Wanted]) -> tuple[Edition, list[list[Rate]]]:
    edition = _edition(url, lines, wanted[0])
    header = next(lines, [])
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise PriceListFailed(f"{url} has no column {missing[0]}: AWS may have changed the form of its offer files.")
    sheet = _Sheet(url, {name: index for index, name in enumerate(header)})
    by_usage: dict[str, list[int]] = {}
    for index, point in enumerate(wanted):
        for usage in point.usage:
            by_usage.setdefault(usage, []).append(index)
    rates: list[list[Rate]] = [[] for _ in wanted]
    for number, line in enumerate(lines, len(METADATA) + 2):
        if len(line) != len(header):
            raise PriceListFailed(f"{url} breaks off in line {number:,}; run the same command to fetch it again.")
        for index in by_usage.get(sheet.text(line, "usageType"), ()):
            if sheet.fits(line, wanted[index]):
                rates[index].append(_rate(sheet, number, line))
    return edition, rates


def _edition(url: str, lines: Iterator[list[str]], wanted: Wanted) -> Edition:
    found: dict[str, str] = {}
    for name in METADATA:
        line = next(lines, [])
        if len(line) != 2 or line[0] != name:
            start = ",".join(line)[:40]
            raise PriceListFailed(
                f"{url} is not an offer file (where {name} should stand it says {start!r}); "
                "see in a browser what is there, or name another server with --base-url."
            )
        found[name] = line[1]
    offer, region = wanted.file
    if found["OfferCode"] != offer:
        raise PriceListFailed(f"{url} holds the offer {found['OfferCode']}, not {offer}; check --base-url.")
    return Edition(offer, found["Version"], found["Publication Date"], region or "all regions")


def _rate(sheet: _Sheet, number: int, line: Sequence[str]) -> Rate:
    currency, end = sheet.text(line, "Currency"), sheet.text(line, "EndingRange")
    if currency != "USD":
        raise PriceListFailed(f"{sheet.url} has a price in {currency or 'no currency'}, not USD, in line {number:,}.")
    try:
        start, usd = Decimal(sheet.text(line, "StartingRange")), Decimal(sheet.text(line, "PricePerUnit"))
        limit = None if end == "Inf" else Decimal(end)
    except InvalidOperation:
        raise PriceListFailed(f"{sheet.url} has a number that cannot be read in line {number:,}.") from None
    if not (start.is_finite() and usd.is_finite() and usd >= 0 and (limit is None or limit.is_finite())):
        raise PriceListFailed(f"{sheet.url} has a price that is none in line {number:,}: {usd}.")
    return Rate(sheet.text(line, "SKU"), sheet.text(line, "OfferTermCode"), start, limit, usd)
