"""Stories priced with two sets of price books."""

from dataclasses import replace
from decimal import Decimal

from app.domain.price_effect import story_changes
from app.domain.prices import Tier
from app.domain.rulebook import DEFAULT_REGION


def books(rulebook, usd=None):
    """The price books, with another price of S3 in the default region, or without it."""
    book = rulebook.prices[DEFAULT_REGION]
    points = dict(book.points)
    point = points.pop(("S3", "standard"))
    if usd is not None:
        points["S3", "standard"] = replace(point, tiers=(Tier(Decimal(0), None, Decimal(usd)),))
    return {**rulebook.prices, DEFAULT_REGION: replace(book, points=points)}


def test_a_story_costs_more_with_a_dearer_price(small_rulebook):
    [same] = story_changes(small_rulebook, small_rulebook.prices, small_rulebook.prices)
    [dearer] = story_changes(small_rulebook, small_rulebook.prices, books(small_rulebook, "1.025"))
    assert same.old == same.new == dearer.old
    assert dearer.new.monthly - dearer.old.monthly == 1200
    assert (dearer.story, dearer.region, dearer.new.complete) == ("export", DEFAULT_REGION, True)


def test_a_price_that_is_missing_leaves_the_total_incomplete(small_rulebook):
    [change] = story_changes(small_rulebook, books(small_rulebook), small_rulebook.prices)
    assert not change.old.complete
    assert change.new.complete
    assert change.old.monthly < change.new.monthly


def test_a_region_without_a_book_has_no_total(small_rulebook):
    without = {name: book for name, book in small_rulebook.prices.items() if name != DEFAULT_REGION}
    [change] = story_changes(small_rulebook, without, small_rulebook.prices)
    assert change.old is None
    assert change.new is not None
