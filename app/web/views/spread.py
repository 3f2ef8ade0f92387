"""The view of the numbers that the spread of the cost comes from, as bars on one scale."""

from dataclasses import dataclass
from decimal import Decimal

from app.domain.advice import Advice
from app.domain.report.brief import USAGE, query_pairs
from app.domain.whatif.spread import Driver, drivers
from app.web.deps import Pairs
from app.web.views.worth import Bar, bar

MOST_SHOWN = 5
"""Most numbers that are shown."""


@dataclass(frozen=True)
class DriverEntry:
    """One number with its bar, its question if there is one, and the key under which it can be overwritten."""

    driver: Driver
    bar: Bar
    question: str
    usage: str


@dataclass(frozen=True)
class SpreadView:
    """The numbers with the largest swing, the month of today and the brief."""

    drivers: list[DriverEntry]
    monthly: Decimal
    further: int
    pairs: Pairs


def spread_view(advice: Advice) -> SpreadView:
    """The largest drivers of the spread of an advice's cost."""
    now = advice.estimate.monthly.typical
    found = drivers(advice)
    shown = found[:MOST_SHOWN]
    floor = min((driver.least for driver in shown), default=now)
    scale = max((driver.most for driver in shown), default=now) - floor
    questions = {name: question.id for question in advice.rulebook.questions for name in question.inputs}
    entries = [
        DriverEntry(
            driver,
            bar(driver.least, driver.most, (floor, scale), now),
            questions.get(driver.id, ""),
            USAGE + driver.id,
        )
        for driver in shown
    ]
    return SpreadView(entries, now, len(found) - len(shown), query_pairs(advice.brief))
