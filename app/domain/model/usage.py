"""Usage: the figures of a month (requests, GB, minutes, …), calculated from the answers by the formulas of rules/usage.

Each figure has a low, a typical and a high value. Data that accumulates is calculated for month 12 and for month 1.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from app.domain.model.architecture import Amount, Numbers
from app.domain.model.briefs import Brief
from app.domain.model.expressions import FactValue, Formula, FormulaText, looked_up, parse_formula
from app.domain.model.frozen import Frozen
from app.domain.model.inputs import Input
from app.words.text import Text

LAST_MONTH = Decimal(12)
FIRST_MONTH = Decimal(1)
HOURS = Decimal(730)
ZERO = Decimal(0)
CHOSEN = Amount.of(Decimal(1))
NOT_CHOSEN = Amount.of(ZERO)


class FigureType(Frozen):
    """One figure of the month: its unit, its formula and the formula in words."""

    id: str
    unit: Text
    label: Text
    words: Text
    formula: FormulaText

    @cached_property
    def parsed(self) -> Formula:
        """The parsed formula."""
        return parse_formula(self.formula)


Scopes: TypeAlias = tuple[dict[str, Decimal], dict[str, Decimal], dict[str, Decimal]]
"""Numbers by name as formulas read them, for the low, the typical and the high scenario."""


@dataclass(frozen=True, eq=False)
class Measures:
    """The part of the rulebook that usage is calculated from.

    `inputs`: the number inputs by id. `figures`: each after those that its formula reads.
    `indicators`: (name in formulas, input, value) of every choice value that some formula reads as 1 or 0.
    `constants`: numeric facts by their name in formulas. `growing`: the figures that depend on the month.
    """

    inputs: Mapping[str, Input]
    figures: tuple[FigureType, ...]
    indicators: tuple[tuple[str, str, str], ...]
    constants: Mapping[str, Decimal]
    growing: frozenset[str]


@dataclass(frozen=True, eq=False)
class Usage:
    """The figures of month 12 by id, and the numbers that formulas read in month 12 and in month 1.

    `overwritten` are the figures that the brief sets; `growing` are the names that differ between the two months.
    """

    figures: Mapping[str, Amount]
    overwritten: frozenset[str]
    scopes: Scopes
    first_scopes: Scopes
    growing: frozenset[str]

    def with_numbers(self, given: Mapping[str, Amount]) -> "Usage":
        """The same usage with some numbers replaced in both months; figures are not recalculated."""
        scopes, first = (_with_amounts(months, given) for months in (self.scopes, self.first_scopes))
        return replace(self, scopes=scopes, first_scopes=first)

    def numbers(self, names: tuple[str, ...]) -> Numbers:
        """The values of these names in month 12 and month 1; KeyError for an unknown name."""
        read = looked_up(names)
        low, typical, high = self.scopes
        last = (read(low), read(typical), read(high))
        if self.growing.isdisjoint(names):
            return Numbers(names, last, last)
        low, typical, high = self.first_scopes
        return Numbers(names, last, (read(low), read(typical), read(high)))


def growing(figures: tuple[FigureType, ...]) -> frozenset[str]:
    """The ids of the figures that depend on the month; `figures` must be in calculating order."""
    found: set[str] = {"month"}
    for figure in figures:
        if figure.parsed.names & found:
            found.add(figure.id)
    return frozenset(found - {"month"})


def numeric(settings: Mapping[str, str]) -> dict[str, Decimal]:
    """The settings whose value is a whole number, as numbers that formulas read."""
    return {name: Decimal(value) for name, value in settings.items() if value.isdecimal()}


def measure(measures: Measures, brief: Brief, facts: Mapping[str, FactValue]) -> Usage:
    """Calculate the figures of a month; one that the brief overwrites has the same value in all scenarios."""
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
    """Recalculate the figures that depend on the inputs `changed`; also return every name whose number changed."""
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
    """The numbers that formulas read when only some figures are known and all others are 0: pricing without a brief."""
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
    """The numbers of the inputs `among`: a number input as its amount, a choice value as 1 (chosen) or 0."""
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
    if item.id in brief.within:
        low, high = item.likely_within(brief.within[item.id], typical)
        return Amount(low, typical, high)
    return Amount(min(item.likely[0], typical), typical, max(item.likely[1], typical))


def _fill(figure: FigureType, scopes: Scopes, brief: Brief) -> Amount:
    if figure.id in brief.usage:
        amount = Amount.of(brief.usage[figure.id])
    else:
        amount = Amount.spread(figure.parsed.values(scopes))
    _put(figure.id, amount, scopes)
    return amount
