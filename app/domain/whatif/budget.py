"""A budget that the advice exceeds: the cheapest variant found with the same answers, and the most expensive answer."""

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal

from app.domain.advice import Advice
from app.domain.model.inputs import Answer, Input
from app.domain.report.documents import CostliestAnswer, Fixed
from app.domain.report.report import BudgetNote
from app.domain.whatif.options import ABSENT, cautions, keeps, pinned, suitable

BUDGET = "budget_usd"
KEPT = frozenset({BUDGET, "parts"})
"""The answers that are never varied: the budget itself, and what is to be built."""
WIDTH = 4
"""The beam width: how many of the cheapest combinations of pins are kept from one decision to the next."""


def budget_note(advice: Advice) -> BudgetNote | None:
    """How to meet the budget that the cost of the typical month exceeds; None if it does not or there is no budget."""
    limit = advice.brief.answers.get(BUDGET)
    if not isinstance(limit, Decimal) or advice.estimate.monthly.typical <= limit:
        return None
    found = cheapest(advice)
    added = {name: outcomes for name, outcomes in found.brief.pins.items() if name not in advice.brief.pins}
    fits = found.estimate.monthly.typical <= limit
    return BudgetNote(
        limit=limit,
        fits=fits,
        pins=dict(found.brief.pins),
        fixed=tuple(
            [
                Fixed(decision=name, title=found.choices[name].decision.title, label=found.choices[name].label)
                for name in added
            ]
        ),
        monthly=found.estimate.monthly,
        complete=found.estimate.complete,
        cautions=cautions(advice, found),
        costliest=None if fits else costliest(advice, limit),
    )


def cheapest(advice: Advice) -> Advice:
    """The cheapest advice found by pinning compared decisions, without new faults, stops or unknown prices.

    Beam search over the decisions in deciding order; deterministic, and not guaranteed to find the optimum.
    """
    unpriced = len(advice.estimate.unpriced)
    followed = [advice]
    for decision in advice.rulebook.decisions.values():
        if not decision.compared or decision.id in advice.brief.pins:
            continue
        further = [
            other
            for state in followed
            if ABSENT not in state.choices[decision.id].outcomes
            for outcome in suitable(state, state.choices[decision.id])
            if keeps(advice, other := pinned(state, decision.id, outcome)) and len(other.estimate.unpriced) <= unpriced
        ]
        followed = sorted([*followed, *further], key=_order)[:WIDTH]
    return followed[0]


def _order(advice: Advice) -> tuple[Decimal, int]:
    return advice.estimate.monthly.typical, len(advice.brief.pins)


def costliest(advice: Advice, limit: Decimal) -> CostliestAnswer | None:
    """The answer of the brief whose change to one other value saves most, and that value; None if no change saves."""
    now = advice.estimate.monthly.typical
    best: tuple[Decimal, Input, Answer, Advice] | None = None
    for name, answer in advice.brief.answers.items():
        item = advice.rulebook.inputs[name]
        for value in () if name in KEPT else other_values(item, answer):
            if value == answer:
                continue
            other = advice.with_answers({name: value})
            saved = now - other.estimate.monthly.typical
            if saved > (best[0] if best else 0) and keeps(advice, other):
                best = (saved, item, value, other)
    if best is None:
        return None
    saved, item, value, other = best
    return CostliestAnswer(
        input=item.id,
        name=item.question,
        words=item.words(advice.brief.answers[item.id]),
        other=item.words(value),
        monthly=other.estimate.monthly,
        saved=saved,
        fits=other.estimate.monthly.typical <= limit,
    )


def other_values(item: Input, answer: Answer) -> Iterator[Answer]:
    """Values to compare with an answer: half a number, sets with one member more or less, every other choice."""
    if isinstance(answer, Decimal):
        half = answer / 2
        yield max(item.at_least, half.to_integral_value(ROUND_FLOOR) if item.whole else half)
    elif isinstance(answer, frozenset):
        yield from dict.fromkeys(item.toggled(answer, member) for member in item.value_ids)
    else:
        yield from (value for value in item.value_ids if value != answer)
