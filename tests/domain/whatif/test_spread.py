"""What the spread of the cost comes from: uncertain numbers, each alone at its ends."""

from decimal import Decimal

import pytest

from app.domain.advice import run
from app.domain.whatif.spread import drivers
from tests.stories import REAL, STORIES, brief_of

NAMES = ("orders", "nightly_export")


@pytest.mark.parametrize("name", NAMES)
def test_a_driver_is_what_a_full_run_with_that_number_gives(name):
    brief = brief_of(STORIES[name])
    for driver in drivers(run(REAL, brief))[:3]:
        for end, cost in ((driver.amount.low, driver.at_low), (driver.amount.high, driver.at_high)):
            assert run(REAL, brief.with_usage({driver.id: end})).estimate.monthly.typical == cost


@pytest.mark.parametrize("name", NAMES)
def test_the_largest_swing_comes_first_and_what_moves_nothing_is_left_out(name):
    swings = [driver.swing for driver in drivers(run(REAL, brief_of(STORIES[name])))]
    assert swings == sorted(swings, reverse=True)
    assert all(swings)


def test_an_answer_is_not_uncertain_and_a_figure_does_not_count_what_it_passes_on():
    brief = brief_of(STORIES["orders"])
    found = {driver.id: driver for driver in drivers(run(REAL, brief))}
    assert not found.keys() & brief.answers.keys()
    assert "response_kb" in found
    assert "api_requests" not in found, "its formula brings in no spread of its own"
    said = run(REAL, brief.with_answers({"response_kb": Decimal(20)}))
    assert "response_kb" not in {driver.id for driver in drivers(said)}
    overwritten = run(REAL, brief.with_usage({"log_gb": Decimal(5)}))
    assert "log_gb" not in {driver.id for driver in drivers(overwritten)}
