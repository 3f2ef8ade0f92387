"""Crossovers, compared with every single size of an interval."""

import random
from decimal import Decimal
from itertools import pairwise

import pytest

from app.domain.whatif.crossings import BEYOND, MOST_LOOKS, Crossover, Envelope, sizes


def step_price(part, x):
    """A price that never falls: so much for every started lot of a size, on top of a fixed amount, up to a limit."""
    fixed, lot, usd, most = part
    return Decimal(fixed) + -(-x // lot) * Decimal(usd) if x <= most else BEYOND


def brute_force(envelope, low, high):
    """The smallest size from which on the curve that is the cheapest at the upper end stays ahead of the other one."""
    totals = [
        [sum((envelope.price(part, x) for part in curve), Decimal(0)) for curve in envelope.curves] for x in (low, high)
    ]
    before, after = (costs.index(min(costs)) if min(costs) != BEYOND else None for costs in totals)
    cheapest = [envelope.cheapest(x) for x in range(low, high + 1)]
    return before, after, cheapest


def random_envelopes(rounds):
    chance = random.Random(27)
    for _ in range(rounds):
        curves = [
            frozenset(
                (chance.randint(0, 300), chance.choice([1, 7, 30, 95]), chance.randint(1, 40), 10**9)
                for _ in range(chance.randint(1, 3))
            )
            for _ in range(chance.choice([2, 2, 3]))
        ]
        yield Envelope(curves, step_price)


@pytest.mark.parametrize("seed", range(5))
def test_a_crossover_stands_where_the_new_curve_is_cheaper_for_good(seed):
    found = 0
    for envelope in list(random_envelopes(400))[seed::5]:
        for low, high in pairwise((1, 40, 160, 700)):
            changes = envelope.crossovers((low, high))
            before, after, cheapest = brute_force(envelope, low, high)
            assert (changes != []) == (before != after)
            if len(envelope.curves) == 2 and changes:
                found += 1
                last_behind = max(x for x, curve in zip(range(low, high + 1), cheapest, strict=True) if curve != after)
                assert changes == [Crossover(last_behind + 1, before, after)]
            for change in changes:
                assert cheapest[change.x - 1 - low] == change.before
                assert cheapest[change.x - low] == change.after
            if changes:
                assert [changes[0].before, *(change.after for change in changes)] == [
                    *(change.before for change in changes),
                    after,
                ]
    assert found > 10


def test_a_third_curve_that_is_the_cheapest_in_between_is_found():
    flat, steep, middle = (100, 1, 0, 10**9), (0, 1, 10, 10**9), (40, 1, 2, 10**9)
    envelope = Envelope([frozenset({steep}), frozenset({flat}), frozenset({middle})], step_price)
    assert envelope.crossovers((1, 100)) == [Crossover(6, 0, 2), Crossover(30, 2, 1)]


def test_of_equal_curves_the_first_wins():
    parts = [frozenset({(5, 1, 1, 10**9)}), frozenset({(5, 1, 1, 10**8)})]
    assert Envelope(parts, step_price).crossovers((1, 1000)) == []


def test_a_shared_part_decides_nothing_and_ends_every_curve():
    shared = (0, 1, 3, 500)
    envelope = Envelope([frozenset({shared, (9, 1, 0, 10**9)}), frozenset({shared, (10, 1, 0, 10**9)})], step_price)
    assert envelope.crossovers((1, 10, 100, 1000)) == [Crossover(501, 0, None)]
    assert envelope.cheapest(501) is None


def test_curves_that_run_side_by_side_do_not_take_forever():
    looks = []

    def price(part, x):
        looks.append(x)
        return step_price(part, x)

    # Both rise by 1 USD a unit, and never is one ahead by more than 1 USD.
    middle = 10**7
    old = frozenset({(0, 1, 1, 10**9), (0, middle, 2, 10**9)})
    new = frozenset({(3, 1, 1, 10**8)})
    assert Envelope([old, new], price).crossovers((1, 2 * middle)) == [Crossover(middle + 1, 0, 1)]
    assert len(looks) < 20 * MOST_LOOKS


@pytest.mark.parametrize(
    ("smallest", "own", "first", "last"),
    [
        ("100", "5000", 100, 10**7),
        ("100", "30", 10, 10**7),
        ("10000", "2000000000", 10**4, 10**10),
        ("1", "0", 1, 10**5),
        ("0.01", "0.5", 1, 10**5),
        ("100", "10000000", 100, 10**8),
    ],
)
def test_sizes_span_five_decades_and_reach_the_own_one(smallest, own, first, last):
    told = sizes(Decimal(smallest), Decimal(own))
    assert (told[0], told[-1]) == (first, last)
    assert list(told) == sorted(set(told))
    assert {10**decade for decade in range(len(str(first)) - 1, len(str(last)))} <= set(told)
