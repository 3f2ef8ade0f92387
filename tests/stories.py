"""The real rulebook and its stories, for tests of the rules themselves."""

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from app.domain.report.brief import read_brief
from app.rulefiles.load import load_rulebook

ROOT = Path(__file__).parent.parent
REAL = load_rulebook(ROOT / "rules")
STORIES = {story.id: story for story in REAL.examples}
CENT = Decimal("0.01")


def brief_of(story):
    return read_brief(REAL, story.brief.answers, story.brief.pins, story.brief.usage)


def price_rows():
    rows = defaultdict(set)
    for path in (ROOT / "rules/prices").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                rows[row["region"], row["service"], row["item"]].add(row["usd"])
    return rows


PRICES = price_rows()


def assert_exact(estimate):
    """Every line is quantity × price point, each price as in the price list, and the lines add up to the total."""
    for line in estimate.line_items:
        listed = PRICES[line.price.region, line.price.service, line.price.item]
        assert line.unit_price in {Decimal(usd) for usd in listed}
        for scenario in ("low", "typical", "high"):
            exact = getattr(line.quantity, scenario) * line.unit_price
            assert getattr(line.monthly, scenario) == exact.quantize(CENT, ROUND_HALF_UP)
            assert getattr(line.quantity, scenario) >= 0
    for scenario in ("low", "typical", "high"):
        shown = sum((getattr(line.monthly, scenario) for line in estimate.line_items), Decimal(0))
        assert shown == getattr(estimate.monthly, scenario)
    assert estimate.monthly.low <= estimate.monthly.typical <= estimate.monthly.high
    assert estimate.complete == (not estimate.unpriced)
