"""Usage: the numbers of a month (requests, GB, minutes, …), derived from the answers by visible formulas.

Each figure has three scenarios. Data that piles up is counted for month 12; the first month stands beside it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from app.domain.model.architecture import Amount, Numbers
from app.domain.model.expressions import FactValue, Formula, FormulaText, looked_up, parse_formula
from app.domain.model.frozen import Frozen
from app.domain.model.inputs import Brief, Input
from app.words.text import Text

LAST_MONTH = Decimal(12)
FIRST_MONTH = Decimal(1)
HOURS = Decimal(730)
ZERO = Decimal(0)
CHOSEN = Amount.of(Decimal(1))
NOT_CHOSEN = Amount.of(ZERO)


class FigureType(Frozen):
    """One number of the month: its unit, its formula and the formula in words."""

    id: str
    unit: Text
    label: Text
    words: Text
    formula: FormulaText

    @cached_property
    def parsed(self) -> Formula:
        """The formula ready to calculate."""
        return parse_formula(self.formula)


Scopes: TypeAlias = tuple[dict[str, Decimal], dict[str, Decimal], dict[str, Decimal]]


@dataclass(frozen=True, eq=False)
class Measures:
    """What usage needs of the rulebook: inputs, figures in calculating order, names used in formulas, numeric facts."""

    inputs: Mapping[str, Input]
    figures: tuple[FigureType, ...]
    indicators: tuple[tuple[str, str, str], ...]
    constants: Mapping[str, Decimal]
    growing: frozenset[str]


@dataclass(frozen=True, eq=False)
class Usage:
    """The figures of month 12, and the named numbers of month 12 and of month 1 for formulas to read."""

    figures: Mapping[str, Amount]
    overwritten: frozenset[str]
    scopes: Scopes
    first_scopes: Scopes
    growing: frozenset[str]

    def with_numbers(self, given: Mapping[str, Amount]) -> "Usage":
        """The same usage with other numbers in both months; what is calculated from them stays as it is."""
        scopes, first = (_with_amounts(months, given) for months in (self.scopes, self.first_scopes))
        return replace(self, scopes=scopes, first_scopes=first)

    def numbers(self, names: tuple[str, ...]) -> Numbers:
        """What these names stand for."""
        read = looked_up(names)
        low, typical, high = self.scopes
        last = (read(low), read(typical), read(high))
        if self.growing.isdisjoint(names):
            return Numbers(names, last, last)
        low, typical, high = self.first_scopes
        return Numbers(names, last, (read(low), read(typical), read(high)))


def numeric(settings: Mapping[str, str]) -> dict[str, Decimal]:
    """The settings that are numbers, for formulas to read."""
    return {name: Decimal(value) for name, value in settings.items() if value.isdecimal()}


def measure(measures: Measures, brief: Brief, facts: Mapping[str, FactValue]) -> Usage:
    """Calculate the figures of a month from answers; figures that the brief overwrites are exact."""
    scopes = _base_scopes(measures, brief, facts)
    figures = {name: Amount(*(scope[name] for scope in scopes)) for name in measures.inputs if name in scopes[0]}
    for figure in measures.figures:
        figures[figure.id] = _fill(figure, scopes, brief)
    first = _with(scopes, {"month": FIRST_MONTH})
    for figure in measures.figures:
        if figure.id in measures.growing:
            _fill(figure, first, brief)
    return Usage(figures, frozenset(brief.usage), scopes, first, measures.growing | {"month"})


def remeasure(
    measures: Measures, usage: Usage, brief: Brief, facts: Mapping[str, FactValue], changed: Collection[str]
) -> tuple[Usage, frozenset[str]]:
    """Calculate again what hangs on changed answers; also give every name whose number is another one now."""
    moved: set[str] = set()
    scopes, first = _with(usage.scopes, {}), _with(usage.first_scopes, {})
    figures = dict(usage.figures)
    for name, amount in _answers(measures, brief, facts, changed):
        if any(scope[name] != amount[scenario] for scenario, scope in enumerate(scopes)):
            moved.add(name)
            figures.update({name: amount} if name in measures.inputs else {})
            _put(name, amount, scopes)
            _put(name, amount, first)
    for figure in measures.figures:
        if moved.isdisjoint(figure.parsed.names):
            continue
        before = [scope[figure.id] for scope in (*scopes, *first)]
        figures[figure.id] = _fill(figure, scopes, brief)
        _fill(figure, first, brief)
        if before != [scope[figure.id] for scope in (*scopes, *first)]:
            moved.add(figure.id)
    return Usage(figures, usage.overwritten, scopes, first, usage.growing), frozenset(moved)


def _with(scopes: Scopes, numbers: Mapping[str, Decimal]) -> Scopes:
    low, typical, high = scopes
    return {**low, **numbers}, {**typical, **numbers}, {**high, **numbers}


def _with_amounts(scopes: Scopes, given: Mapping[str, Amount]) -> Scopes:
    changed = _with(scopes, {})
    for name, amount in given.items():
        _put(name, amount, changed)
    return changed


def scopes_of(measures: Measures, figures: Mapping[str, Amount], month: Decimal = LAST_MONTH) -> Scopes:
    """Named numbers from figures that are given, for pricing components without a brief."""
    common = {"hours": HOURS, "month": month, **measures.constants}
    low, typical, high = scopes = dict(common), dict(common), dict(common)
    for scenario, scope in enumerate(scopes):
        for name, _, _ in measures.indicators:
            scope[name] = ZERO
        for figure in measures.figures:
            scope[figure.id] = ZERO
        for name in measures.inputs:
            scope[name] = ZERO
        for name, amount in figures.items():
            scope[name] = amount[scenario]
    return low, typical, high


def _base_scopes(measures: Measures, brief: Brief, facts: Mapping[str, FactValue]) -> Scopes:
    shared: dict[str, Decimal] = {"hours": HOURS, "month": LAST_MONTH, **measures.constants}
    scopes = (dict(shared), dict(shared), dict(shared))
    for name, amount in _answers(measures, brief, facts, facts):
        _put(name, amount, scopes)
    return scopes


def _answers(
    measures: Measures, brief: Brief, facts: Mapping[str, FactValue], among: Collection[str]
) -> Iterator[tuple[str, Amount]]:
    """The numbers that answers give to formulas: numbers as such, and 1 or 0 for a value chosen or not."""
    for name, fact, value in measures.indicators:
        if fact in among:
            known = facts[fact]
            yield name, CHOSEN if known == value or (isinstance(known, frozenset) and value in known) else NOT_CHOSEN
    for name, item in measures.inputs.items():
        if name in among:
            yield name, _answered(item, brief, facts[name])


def _put(name: str, amount: Amount, scopes: Scopes) -> None:
    low, typical, high = scopes
    low[name], typical[name], high[name] = amount.low, amount.typical, amount.high


def _answered(item: Input, brief: Brief, value: FactValue) -> Amount:
    if item.id in brief.usage:
        return Amount.of(brief.usage[item.id])
    typical = value if isinstance(value, Decimal) else ZERO
    if item.id in brief.answers or item.likely is None:
        return Amount.of(typical)
    return Amount(min(item.likely[0], typical), typical, max(item.likely[1], typical))


def _fill(figure: FigureType, scopes: Scopes, brief: Brief) -> Amount:
    if figure.id in brief.usage:
        amount = Amount.of(brief.usage[figure.id])
    else:
        amount = Amount.spread(figure.parsed.values(scopes))
    _put(figure.id, amount, scopes)
    return amount
