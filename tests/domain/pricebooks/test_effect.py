"""Stories and comparisons priced with two sets of price books."""

from dataclasses import replace
from decimal import Decimal

from app.domain.advice import run
from app.domain.model.prices import Tier
from app.domain.pricebooks.effect import comparison_flips, story_changes, with_books
from app.domain.report.brief import read_brief
from app.domain.rulebook import DEFAULT_REGION
from tests.builders import present


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
    assert present(dearer.new).monthly - present(dearer.old).monthly == 1200
    assert (dearer.story, dearer.region, present(dearer.new).complete) == ("export", DEFAULT_REGION, True)


def test_a_price_that_is_missing_leaves_the_total_incomplete(small_rulebook):
    [change] = story_changes(small_rulebook, books(small_rulebook), small_rulebook.prices)
    old, new = present(change.old), present(change.new)
    assert not old.complete
    assert new.complete
    assert old.monthly < new.monthly


def test_a_region_without_a_book_has_no_total(small_rulebook):
    without = {name: book for name, book in small_rulebook.prices.items() if name != DEFAULT_REGION}
    [change] = story_changes(small_rulebook, without, small_rulebook.prices)
    assert change.old is None
    assert change.new is not None


def other_nat(rulebook, usd):
    """The price books with another hour of NAT in us-east-1, on which the comparison of the small rulebook rests."""
    book = rulebook.prices["us-east-1"]
    point = replace(book.points["NAT", "hour"], tiers=(Tier(Decimal(0), None, Decimal(usd)),))
    return {**rulebook.prices, "us-east-1": replace(book, points={**book.points, ("NAT", "hour"): point})}


def test_a_cell_that_new_prices_turn_is_named(small_rulebook):
    usual, dearer = small_rulebook.prices, other_nat(small_rulebook, "0.059")
    [flip] = comparison_flips(small_rulebook, usual, dearer)
    assert (flip.comparison, flip.region, flip.old, flip.new) == ("run_cost", "us-east-1", "right", "close")
    assert (flip.cell, flip.words.en) == ({"run_minutes": ">= 15"}, "run_minutes at least 15 minutes")
    [back] = comparison_flips(small_rulebook, dearer, usual)
    assert (back.old, back.new) == ("close", "right")
    assert list(comparison_flips(small_rulebook, usual, usual)) == []


def test_a_region_that_one_side_cannot_price_turns_nothing(small_rulebook):
    without = {name: book for name, book in small_rulebook.prices.items() if name != "us-east-1"}
    assert list(comparison_flips(small_rulebook, without, small_rulebook.prices)) == []


def test_stories_are_decided_with_the_prices_of_their_time(small_rulebook):
    dearer = with_books(small_rulebook, other_nat(small_rulebook, "0.059"))
    brief = read_brief(small_rulebook, {"parts": ["job"], "run_minutes": "15", "region": "us-east-1"})
    assert run(small_rulebook, brief).choices["job_code"].outcomes == ("task",)
    assert run(dearer, brief).choices["job_code"].outcomes == ("function",)
    assert dearer.decisions.keys() == small_rulebook.decisions.keys()
