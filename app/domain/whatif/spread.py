"""One-at-a-time sensitivity analysis: the cost of the typical month with each uncertain number at its low and high end.

Uncertain numbers are unanswered number inputs and figures whose own formula has a range at typical inputs.
The decisions stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.domain.advice import Advice
from app.domain.model.architecture import Amount
from app.words.text import Text


@dataclass(frozen=True)
class Driver:
    """An uncertain number, its range, and the cost in USD of a typical month with only it at the low or high end."""

    id: str
    label: Text
    unit: Text
    amount: Amount
    at_low: Decimal
    at_high: Decimal

    @property
    def least(self) -> Decimal:
        """The lower of the two costs in USD."""
        return min(self.at_low, self.at_high)

    @property
    def most(self) -> Decimal:
        """The higher of the two costs in USD."""
        return max(self.at_low, self.at_high)

    @property
    def swing(self) -> Decimal:
        """The difference of the two costs in USD."""
        return self.most - self.least


def drivers(advice: Advice) -> list[Driver]:
    """The uncertain numbers that change the cost, the largest swing first."""
    found = []
    for name, label, unit, amount in _uncertain(advice):
        at_low, at_high = (advice.with_usage({name: end}).estimate.monthly.typical for end in (amount.low, amount.high))
        found.append(Driver(name, label, unit, amount, at_low, at_high))
    return sorted((driver for driver in found if driver.swing), key=lambda driver: -driver.swing)


def _uncertain(advice: Advice) -> Iterator[tuple[str, Text, Text, Amount]]:
    rulebook, usage = advice.rulebook, advice.usage
    for name, item in rulebook.measures.inputs.items():
        amount = usage.figures.get(name)
        if amount and item.unit and amount.low != amount.high and name in rulebook.formula_names:
            yield name, item.question, item.unit, amount
    typical = usage.scopes[1]
    for figure in rulebook.figures:
        own = Amount.spread(figure.parsed.values((typical, typical, typical)))
        if figure.id not in usage.overwritten and own.low != own.high:
            yield figure.id, figure.label, figure.unit, own
