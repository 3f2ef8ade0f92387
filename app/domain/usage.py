"""Usage: the numbers of a month (requests, GB, minutes, …), derived from the answers by visible formulas.

Each figure has three scenarios. Data that piles up is counted for month 12; the first month stands beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from app.domain.architecture import Amount
from app.domain.expressions import FactValue, Formula, FormulaText, parse_formula
from app.domain.inputs import Brief, Input
from app.domain.texts import Frozen, Text

LAST_MONTH = Decimal(12)
FIRST_MONTH = Decimal(1)
HOURS = Decimal(730)
ZERO = Decimal(0)
ONE = Decimal(1)


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


@dataclass(frozen=True)
class Measures:
    """What usage needs of the rulebook: inputs, figures in calculating order, names used in formulas, numeric facts."""

    inputs: Mapping[str, Input]
    figures: tuple[FigureType, ...]
    indicators: tuple[tuple[str, str, str], ...]
    constants: Mapping[str, Decimal]
    growing: frozenset[str]


@dataclass(frozen=True)
class Usage:
    """The figures of month 12, and the named numbers of month 12 and of month 1 for formulas to read."""

    figures: Mapping[str, Amount]
    overwritten: frozenset[str]
    scopes: Scopes
    first_scopes: Scopes
    growing: frozenset[str]
    _settled: dict[tuple[tuple[str, str], ...], "Usage"] = field(default_factory=dict, repr=False, compare=False)

    def with_settings(self, settings: Mapping[str, str]) -> "Usage":
        """The same usage with the settings that are numbers as further named numbers in both months."""
        key = tuple(settings.items())
        if key not in self._settled:
            numbers = numeric(settings)
            scopes, first = (_with(scopes, numbers) for scopes in (self.scopes, self.first_scopes))
            self._settled[key] = Usage(self.figures, self.overwritten, scopes, first, self.growing)
        return self._settled[key]


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


def _with(scopes: Scopes, numbers: Mapping[str, Decimal]) -> Scopes:
    low, typical, high = scopes
    return {**low, **numbers}, {**typical, **numbers}, {**high, **numbers}


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
    for name, fact, value in measures.indicators:
        known = facts[fact]
        shared[name] = ONE if known == value or (isinstance(known, frozenset) and value in known) else ZERO
    scopes = (dict(shared), dict(shared), dict(shared))
    for name, item in measures.inputs.items():
        if item.kind == "number":
            amount = _answered(item, brief, facts[name])
            for scenario, scope in enumerate(scopes):
                scope[name] = amount[scenario]
    return scopes


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
    for scenario, scope in enumerate(scopes):
        scope[figure.id] = amount[scenario]
    return amount
