"""Above a budget: the cheapest advice that keeps every answer, or the answer that costs most."""

from decimal import Decimal
from itertools import product

import pytest

from app.domain.advice import run
from app.domain.report.brief import read_brief
from app.domain.whatif.budget import budget_note, cheapest, other_values
from app.domain.whatif.options import keeps, suitable
from tests.builders import present
from tests.stories import REAL, STORIES, brief_of

ORDERS = brief_of(STORIES["orders"])


def with_budget(brief, usd):
    return run(REAL, brief.with_answers({"budget_usd": Decimal(usd)}))


def test_within_the_budget_or_without_one_nothing_is_said():
    assert budget_note(run(REAL, read_brief(REAL, {"parts": ["api"]}))) is None
    assert budget_note(with_budget(ORDERS, 100000)) is None


def test_the_cheapest_advice_that_keeps_every_answer_is_named_when_it_fits():
    advice = with_budget(ORDERS, 900)
    note = present(budget_note(advice))
    assert (note.fits, note.costliest, note.limit) == (True, None, 900)
    assert note.monthly.typical <= 900 < advice.estimate.monthly.typical
    assert [item.decision for item in note.fixed] == [pin for pin in note.pins if pin not in ORDERS.pins]
    pins = {name: tuple(outcomes) for name, outcomes in note.pins.items()}
    again = run(REAL, advice.brief.with_pins(pins))
    assert again.estimate.monthly == note.monthly
    assert keeps(advice, again)
    assert again.brief.answers == advice.brief.answers


def test_if_even_that_does_not_fit_the_answer_that_costs_most_is_named():
    advice = with_budget(ORDERS, 50)
    note = present(budget_note(advice))
    assert not note.fits
    costliest = present(note.costliest)
    item = REAL.inputs[costliest.input]
    savings = {}
    for name, answer in advice.brief.answers.items():
        if name in ("parts", "budget_usd"):
            continue
        others = [
            run(REAL, advice.brief.with_answers({name: value})) for value in other_values(REAL.inputs[name], answer)
        ]
        kept = [other.estimate.monthly.typical for other in others if keeps(advice, other)]
        savings[name] = advice.estimate.monthly.typical - min(kept, default=advice.estimate.monthly.typical)
    assert costliest.saved == max(savings.values()) == savings[item.id]
    assert costliest.monthly.typical == advice.estimate.monthly.typical - costliest.saved


def test_the_search_finds_what_trying_all_pairs_of_pins_finds():
    advice = run(REAL, ORDERS)
    found = cheapest(advice)
    compared = [
        item for item in REAL.decisions.values() if item.compared and "none" not in advice.choices[item.id].outcomes
    ]
    options = {item.id: [None, *suitable(advice, advice.choices[item.id])] for item in compared}
    best = advice.estimate.monthly.typical
    for one in compared:
        for other in compared:
            for first, second in product(options[one.id], options[other.id]):
                pins = {name: (value,) for name, value in ((one.id, first), (other.id, second)) if value}
                tried = advice.with_pins(advice.brief.with_pins(pins))
                if keeps(advice, tried):
                    best = min(best, tried.estimate.monthly.typical)
    assert found.estimate.monthly.typical <= best


def test_the_same_brief_always_gives_the_same_pins_and_a_pin_of_the_brief_stays():
    advice = run(REAL, ORDERS.with_pins({"database": ("aurora",)}))
    first, again = cheapest(advice), cheapest(run(REAL, advice.brief))
    assert first.brief.pins == again.brief.pins
    assert first.brief.pins["database"] == ("aurora",)


@pytest.mark.parametrize(
    ("name", "answer", "tried"),
    [
        ("services", Decimal(5), [Decimal(2)]),
        ("work_ms", Decimal(5), [Decimal("2.5")]),
        ("environments", Decimal(1), [Decimal(1)]),
    ],
)
def test_a_number_is_tried_at_half(name, answer, tried):
    item = REAL.inputs[name]
    expected = [max(item.at_least, value) for value in tried]
    assert [*other_values(item, answer)] == expected
