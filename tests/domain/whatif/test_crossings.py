"""Changes of the cheapest line, held against every single size of an interval."""

import random
from decimal import Decimal
from itertools import pairwise

import pytest

from app.domain.whatif.crossings import BEYOND, MOST_LOOKS, Change, Race, sizes


def step_price(part, x):
    """A price that never falls: so much for every started lot of a size, on top of a fixed amount, up to a limit."""
    fixed, lot, usd, most = part
    return Decimal(fixed) + -(-x // lot) * Decimal(usd) if x <= most else BEYOND


def brute_force(race, low, high):
    """The smallest size from which on the line that is the cheapest at the upper end stays ahead of the other one."""
    totals = [[sum((race.price(part, x) for part in line), Decimal(0)) for line in race.lines] for x in (low, high)]
    before, after = (costs.index(min(costs)) if min(costs) != BEYOND else None for costs in totals)
    cheapest = [race.cheapest(x) for x in range(low, high + 1)]
    return before, after, cheapest


def random_races(rounds):
    chance = random.Random(27)
    for _ in range(rounds):
        lines = [
            frozenset(
                (chance.randint(0, 300), chance.choice([1, 7, 30, 95]), chance.randint(1, 40), 10**9)
                for _ in range(chance.randint(1, 3))
            )
            for _ in range(chance.choice([2, 2, 3]))
        ]
        yield Race(lines, step_price)


@pytest.mark.parametrize("seed", range(5))
def test_a_change_stands_where_the_new_line_is_cheaper_for_good(seed):
    found = 0
    for race in list(random_races(400))[seed::5]:
        for low, high in pairwise((1, 40, 160, 700)):
            changes = race.changes((low, high))
            before, after, cheapest = brute_force(race, low, high)
            assert (changes != []) == (before != after)
            if len(race.lines) == 2 and changes:
                found += 1
                last_behind = max(x for x, line in zip(range(low, high + 1), cheapest, strict=True) if line != after)
                assert changes == [Change(last_behind + 1, before, after)]
            for change in changes:
                assert cheapest[change.x - 1 - low] == change.before
                assert cheapest[change.x - low] == change.after
            if changes:
                assert [changes[0].before, *(change.after for change in changes)] == [
                    *(change.before for change in changes),
                    after,
                ]
    assert found > 10


def test_a_third_line_that_is_the_cheapest_in_between_is_found():
    flat, steep, middle = (100, 1, 0, 10**9), (0, 1, 10, 10**9), (40, 1, 2, 10**9)
    race = Race([frozenset({steep}), frozenset({flat}), frozenset({middle})], step_price)
    assert race.changes((1, 100)) == [Change(6, 0, 2), Change(30, 2, 1)]


def test_of_equal_lines_the_first_wins():
    parts = [frozenset({(5, 1, 1, 10**9)}), frozenset({(5, 1, 1, 10**8)})]
    assert Race(parts, step_price).changes((1, 1000)) == []


def test_a_shared_part_decides_nothing_and_ends_every_line():
    shared = (0, 1, 3, 500)
    race = Race([frozenset({shared, (9, 1, 0, 10**9)}), frozenset({shared, (10, 1, 0, 10**9)})], step_price)
    assert race.changes((1, 10, 100, 1000)) == [Change(501, 0, None)]
    assert race.cheapest(501) is None


def test_lines_that_run_side_by_side_do_not_take_forever():
    looks = []

    def price(part, x):
        looks.append(x)
        return step_price(part, x)

    # Both rise by 1 USD a unit, and never is one ahead by more than 1 USD.
    middle = 10**7
    old = frozenset({(0, 1, 1, 10**9), (0, middle, 2, 10**9)})
    new = frozenset({(3, 1, 1, 10**8)})
    assert Race([old, new], price).changes((1, 2 * middle)) == [Change(middle + 1, 0, 1)]
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
