"""The range of the monthly cost over the possible values of inputs without an answer, one input at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.domain.advice import Advice
from app.domain.model.expressions import Test
from app.domain.model.inputs import Answer, Input
from app.domain.reasoning.changes import Change


@dataclass(frozen=True)
class Span:
    """The lowest and highest typical cost in USD a month over the present value and the values `tried` of one input.

    `decisions` are those that some other value changes.
    """

    input: Input
    tried: tuple[Answer, ...]
    decisions: tuple[str, ...]
    least: Decimal
    most: Decimal

    @property
    def swing(self) -> Decimal:
        """The difference of highest and lowest cost in USD a month."""
        return self.most - self.least


def assumption_spans(advice: Advice, changes: Iterable[Change]) -> list[Span]:
    """For every input without an answer, the decisions that it can change and the span of the cost over other values.

    `changes` are the single changes of the same brief.
    """
    rulebook, counted = advice.rulebook, advice.rulebook.inputs_of_estimates
    moved: dict[str, dict[Answer, Mapping[str, tuple[str, ...]]]] = {name: {} for name in rulebook.inputs}
    for change in changes:
        moved[change.input][change.value] = change.outcomes
    spans = []
    for item in rulebook.inputs.values():
        if item.id in advice.brief.answers:
            continue
        found = moved[item.id]
        # A value that no formula reads and that changes no outcome costs the same: it need not be tried.
        values = [
            value
            for value in other_values(item, advice.brief.within.get(item.id))
            if item.likely or item.id in counted or value in found
        ]
        decisions = tuple(dict.fromkeys(name for names in found.values() for name in names))
        spans.append(_span(advice, item, values, decisions))
    return spans


def number_spans(advice: Advice) -> list[Span]:
    """The span of the cost over the likely range of every unasked number input that formulas read."""
    counted, brief = advice.rulebook.inputs_of_estimates, advice.brief
    return [
        _span(advice, item, other_values(item, brief.within.get(name)))
        for name, item in advice.rulebook.inputs.items()
        if item.likely and name in counted and name not in brief.answers and name not in brief.unsure
    ]


def other_values(item: Input, test: Test | None = None) -> Iterator[Answer]:
    """Values to compare with the assumed one: ends of the likely range, sets with one member more or less, choices.

    Only such as pass `test`, if that is what is known.
    """
    usual = item.usual_value()
    if test is not None:
        assumed = item.assumed(test)
        if isinstance(assumed, Decimal):
            yield from (end for end in item.likely_within(test, assumed) if test.matches(end))
        else:
            yield from (value for value in other_values(item) if test.matches(value))
    elif item.likely:
        yield from item.likely
    elif isinstance(usual, frozenset):
        yield from dict.fromkeys(item.toggled(usual, member) for member in item.value_ids)
    else:
        yield from (value for value in item.value_ids if value != usual)


def _span(advice: Advice, item: Input, values: Iterable[Answer], decisions: tuple[str, ...] = ()) -> Span:
    tried = tuple(values)
    others = [advice.with_answers({item.id: value}) for value in tried]
    costs = [found.estimate.monthly.typical for found in (advice, *others)]
    return Span(item, tried, decisions, min(costs), max(costs))
