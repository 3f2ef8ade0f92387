"""The cost over the values that an answer leaves open: every stretch of a number that is decided alike, at both ends.

The estimate of an advice takes one value within each answer; another value may cost less or more, also because another
architecture fits it. Values of several such answers are varied one at a time, and the differences are added up.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from app.domain.advice import Advice, redecide
from app.domain.model.architecture import Amount
from app.domain.model.expressions import Test
from app.domain.model.inputs import Answer, Input

BESIDE = Decimal("1.000001")
"""How many times a limit the number just above it is, where the limit itself is excluded."""


def beyond(advice: Advice) -> Amount | None:
    """By how much the cost of a month is less or more than the estimate says, over what the answers leave open.

    In USD: `low` at most 0, `high` at least 0; None if every answer is a value or the estimate covers them.
    """
    monthly = advice.estimate.monthly
    less = more = Decimal(0)
    for name, test in advice.brief.within.items():
        item = advice.rulebook.inputs[name]
        costs = [advice.with_answers({name: value}).estimate.monthly.typical for value in _ends(advice, item, test)]
        less += max(Decimal(0), monthly.typical - min(costs, default=monthly.typical))
        more += max(Decimal(0), max(costs, default=monthly.typical) - monthly.typical)
    low = min(Decimal(0), monthly.typical - less - monthly.low)
    high = max(Decimal(0), monthly.typical + more - monthly.high)
    return Amount(low, Decimal(0), high) if low or high else None


def _ends(advice: Advice, item: Input, test: Test) -> Iterator[Answer]:
    """Values that pass a test: the ends of each stretch of a number with the same outcomes, or each other value."""
    assumed = advice.facts[item.id]
    counted = item.id in advice.rulebook.inputs_of_estimates
    if isinstance(assumed, Decimal):
        numbers = list(_numbers(advice, item, test, assumed))
        outcomes = [_outcomes(advice, item, number) for number in numbers]
        for index, number in enumerate(numbers):
            near = {outcomes[place] for place in (index - 1, index + 1) if 0 <= place < len(numbers)}
            edge = index in (0, len(numbers) - 1) or near != {outcomes[index]}
            if edge and (counted or outcomes[index]):
                yield number
        return
    others = item.value_ids
    if isinstance(assumed, frozenset):
        values: list[Answer] = [item.toggled(assumed, member) for member in others]
    else:
        values = [value for value in others if value != assumed]
    yield from (value for value in values if test.matches(value) and (counted or _outcomes(advice, item, value)))


def _numbers(advice: Advice, item: Input, test: Test, assumed: Decimal) -> Iterator[Decimal]:
    """The numbers at and beside every limit that a table or guardrail reads, in the range of a test."""
    low, high = item.likely_within(test, assumed)
    cuts = sorted({low, high, *(cut for cut in advice.rulebook.thresholds.get(item.id, ()) if low < cut < high)})
    tried = [cuts[0]]
    for left, right in pairwise(cuts):
        step = Decimal(1) if item.whole else max(left * (BESIDE - 1), Decimal("0.000001"))
        tried += [number for number in (left + step, right - step, right) if left < number <= right]
    yield from (number for number in dict.fromkeys(tried) if item.allows(number, test))


def _outcomes(advice: Advice, item: Input, value: Answer) -> frozenset[tuple[str, tuple[str, ...]]]:
    """The decisions that another value of one input changes, with their new outcomes."""
    rulebook = advice.rulebook
    facts = {**advice.facts, item.id: value}
    tables = rulebook.downstream[item.id]
    choices, _ = redecide(rulebook, advice.choices, facts, {item.id}, advice.brief.pins, tables)
    changed = ((table.id, choices[table.id].outcomes) for table in tables)
    return frozenset(pair for pair in changed if pair[1] != advice.choices[pair[0]].outcomes)
