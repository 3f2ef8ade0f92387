"""Comparisons: which of two bills of materials is cheaper, by region and up to three inputs.

A number is cut into intervals, a choice into its values: the cells of an axis. Every combination of cells is priced
at its corners once, at load. As quantities are monotone along every axis, the corners bound the costs in between.
`cost_table` makes an ordinary decision table of the combinations: the only way in which cost reaches a decision.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise, product
from operator import add
from typing import Literal, NamedTuple, TypeAlias

from pydantic import Field

from app.domain.model.architecture import PriceName
from app.domain.model.decisions import Example
from app.domain.model.expressions import (
    SCENARIOS,
    ExpressionFault,
    FactValue,
    Formula,
    FormulaText,
    Scope,
    parse_formula,
)
from app.domain.model.frozen import Frozen
from app.domain.model.inputs import Input
from app.domain.model.prices import PriceBook
from app.domain.model.usage import HOURS
from app.words.text import Text

REGION = "region"
MARGIN = Decimal("1.15")
"""A side is cheaper only if the other one costs at least this many times as much."""

Cheaper: TypeAlias = Literal["left", "close", "right"]
AxisCell: TypeAlias = tuple[FactValue, ...]
"""One cell of an axis by its corners: (low, high) of a number, (value,) of a choice."""
Point: TypeAlias = tuple[FactValue, ...]
"""One value for each input of a comparison."""
KeyPath: TypeAlias = tuple[str | int, ...]
Fault: TypeAlias = tuple[KeyPath, str]
Axes: TypeAlias = tuple[tuple[AxisCell, ...], ...]
"""The cells of each input of a comparison, in order."""


class MaterialItem(Frozen):
    """One item of a bill of materials: a formula for the quantity over the inputs of the comparison, times a price."""

    name: Text
    unit: str
    quantity: FormulaText
    price: PriceName
    source: str

    @cached_property
    def formula(self) -> Formula:
        """The parsed formula of the quantity a month."""
        return parse_formula(self.quantity)


class BillOfMaterials(Frozen):
    """One side of a comparison: its label and the items that it is charged for in a month."""

    label: Text
    items: tuple[MaterialItem, ...] = Field(min_length=1)


class ComparedInput(Frozen):
    """An input of a comparison; `cuts` are the inner bounds between the cells of a number."""

    id: str
    cuts: tuple[Decimal, ...] = ()


class Comparison(Frozen):
    """Two bills of materials and the inputs that their quantities read."""

    id: str
    title: Text
    question: Text
    inputs: tuple[ComparedInput, ...] = Field(min_length=1, max_length=3)
    left: BillOfMaterials
    right: BillOfMaterials
    sources: tuple[str, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=1)

    @property
    def items(self) -> Iterator[tuple[KeyPath, MaterialItem]]:
        """Every item of both sides with its key path in the file."""
        for side, materials in (("left", self.left), ("right", self.right)):
            yield from (((side, "items", index), item) for index, item in enumerate(materials.items))


@dataclass(frozen=True)
class Combination:
    """One combination of cells (`where`, one cell of each axis) in one region.

    `left`, `right`: the (lowest, highest) cost of each side there, in USD a month.
    """

    region: str
    where: tuple[AxisCell, ...]
    left: tuple[Decimal, Decimal]
    right: tuple[Decimal, Decimal]
    cheaper: Cheaper


@dataclass(frozen=True)
class PricedComparison:
    """A comparison with all its combinations, region by region, then in the order of the axes."""

    comparison: Comparison
    axes: Axes
    combinations: tuple[Combination, ...]

    @property
    def results(self) -> frozenset[Cheaper]:
        """The results that come out in some combination."""
        return frozenset(item.cheaper for item in self.combinations)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that it is priced in."""
        return tuple(dict.fromkeys(item.region for item in self.combinations))


def price_comparison(
    comparison: Comparison, inputs: Mapping[str, Input], numbers: Mapping[str, Decimal], books: Mapping[str, PriceBook]
) -> PricedComparison:
    """Price every combination of a comparison without faults, in the regions where every item has a price.

    `numbers` are the facts that are numbers, as formulas name them.
    """
    axes = _axes(comparison, inputs)
    lines = _lines(comparison, inputs, numbers)
    combinations: list[Combination] = []
    for region in inputs[REGION].value_ids:
        if not any(_unpriced(line, region, books) for line in lines):
            costs = _costs(lines, books[region])
            combinations.extend(_combination(region, where, costs) for where in product(*axes))
    return PricedComparison(comparison, axes, tuple(combinations))


def repriced(
    priced: PricedComparison,
    inputs: Mapping[str, Input],
    numbers: Mapping[str, Decimal],
    books: Mapping[str, PriceBook],
) -> PricedComparison:
    """The same comparison priced with other price books; a region that they cannot price keeps its results."""
    anew = price_comparison(priced.comparison, inputs, numbers, books)
    found = {(item.region, item.where): item for item in (*priced.combinations, *anew.combinations)}
    return PricedComparison(priced.comparison, priced.axes, tuple(found.values()))


def cheaper_of(left: Decimal, right: Decimal) -> Cheaper:
    """Which of two amounts is lower, or `close` unless the higher is at least MARGIN times the lower."""
    low, high = sorted((left, right))
    if high == 0 or high < low * MARGIN:
        return "close"
    return "left" if left < right else "right"


def comparison_faults(
    comparison: Comparison, inputs: Mapping[str, Input], numbers: Mapping[str, Decimal], books: Mapping[str, PriceBook]
) -> list[Fault]:
    """Why a comparison cannot be priced: (key path in the file, sentence) each; empty if it can."""
    found = [*_input_faults(comparison, inputs)] or [*_name_faults(comparison, inputs, numbers)]
    found = found or [*_quantity_faults(comparison, inputs, numbers)]
    if found:
        return found
    for line in _lines(comparison, inputs, numbers):
        short = {_unpriced(line, region, books): region for region in reversed(inputs[REGION].value_ids)}
        found.extend(((*line.path, "price"), f"{why} in {region}") for why, region in short.items() if why)
    return found


@dataclass(frozen=True)
class _Line:
    """An item with its quantity at every corner: one number, or three for the low, typical and high scenario."""

    path: KeyPath
    item: MaterialItem
    quantities: Mapping[Point, tuple[Decimal, ...]]

    @cached_property
    def most(self) -> Decimal:
        """The largest quantity."""
        return max(max(amounts) for amounts in self.quantities.values())


class _Costs(NamedTuple):
    """At one corner the cost of each side in USD a month, by scenario, and the results over all scenarios."""

    left: tuple[Decimal, ...]
    right: tuple[Decimal, ...]
    results: frozenset[Cheaper]


def _axes(comparison: Comparison, inputs: Mapping[str, Input]) -> Axes:
    axes: list[tuple[AxisCell, ...]] = []
    for asked in comparison.inputs:
        item = inputs[asked.id]
        if item.kind == "number":
            axes.append(tuple(pairwise((item.at_least, *asked.cuts, item.at_most))))
        else:
            axes.append(tuple((value,) for value in item.value_ids))
    return tuple(axes)


def _lines(comparison: Comparison, inputs: Mapping[str, Input], numbers: Mapping[str, Decimal]) -> list[_Line]:
    corners = _corners(comparison, inputs, numbers)
    scenarios = _scenarios(comparison)
    return [_line(path, item, corners, scenarios) for path, item in comparison.items]


def _line(path: KeyPath, item: MaterialItem, corners: Mapping[Point, Scope], scenarios: range) -> _Line:
    formula = item.formula
    return _Line(
        path,
        item,
        {point: tuple(formula.value(scope, scenario) for scenario in scenarios) for point, scope in corners.items()},
    )


def _scenarios(comparison: Comparison) -> range:
    """The scenarios to price: all three if some formula uses `between`, else one."""
    ranges = any("between" in item.quantity for _, item in comparison.items)
    return range(len(SCENARIOS)) if ranges else range(1)


def _corners(comparison: Comparison, inputs: Mapping[str, Input], numbers: Mapping[str, Decimal]) -> dict[Point, Scope]:
    """The numbers that formulas read, at every corner of every combination."""
    spots = [dict.fromkeys(corner for cell in axis for corner in cell) for axis in _axes(comparison, inputs)]
    corners: dict[Point, Scope] = {}
    for point in product(*spots):
        scope = {"hours": HOURS, **numbers}
        for asked, value in zip(comparison.inputs, point, strict=True):
            if isinstance(value, Decimal):
                scope[asked.id] = value
            else:
                scope.update({f"{asked.id}.{item}": Decimal(item == value) for item in inputs[asked.id].value_ids})
        corners[point] = scope
    return corners


def _unpriced(line: _Line, region: str, books: Mapping[str, PriceBook]) -> str:
    """Why an item has no price in a region; empty if it has one."""
    price = line.item.price
    point = books[region].find(price.service, price.item) if region in books else None
    if point is None:
        return f"{price.service} {price.item} has no price"
    return (
        f"{price.service} {price.item} has no price for {line.most:f} {point.unit}" if point.beyond(line.most) else ""
    )


def _costs(lines: Iterable[_Line], book: PriceBook) -> dict[Point, _Costs]:
    """What both sides cost at every corner."""
    left: dict[Point, tuple[Decimal, ...]] = {}
    right: dict[Point, tuple[Decimal, ...]] = {}
    for line in lines:
        price = book.points[line.item.price.service, line.item.price.item]
        side = left if line.path[0] == "left" else right
        for point, amounts in line.quantities.items():
            costs = map(price.cost, amounts)
            side[point] = tuple(map(add, side[point], costs)) if point in side else tuple(costs)
    return {
        point: _Costs(left[point], right[point], frozenset(map(cheaper_of, left[point], right[point])))
        for point in left
    }


def _combination(region: str, where: tuple[AxisCell, ...], costs: Mapping[Point, _Costs]) -> Combination:
    corners = [costs[point] for point in product(*where)]
    lefts = [cost for corner in corners for cost in corner.left]
    rights = [cost for corner in corners for cost in corner.right]
    results = frozenset[Cheaper]().union(*(corner.results for corner in corners))
    cheaper = next(iter(results)) if len(results) == 1 else "close"
    return Combination(region, where, (min(lefts), max(lefts)), (min(rights), max(rights)), cheaper)


def _input_faults(comparison: Comparison, inputs: Mapping[str, Input]) -> Iterator[Fault]:
    if REGION not in inputs:
        yield ("inputs",), "there is no input named region, by which every comparison is priced"
    names = [asked.id for asked in comparison.inputs]
    for index, asked in enumerate(comparison.inputs):
        wrong = _input_fault(asked, inputs[asked.id]) if asked.id in inputs else "there is no input of this name"
        if asked.id in names[:index]:
            wrong = "stands there twice"
        if wrong:
            yield ("inputs", index), f"{asked.id}: {wrong}"


def _input_fault(asked: ComparedInput, item: Input) -> str:
    if item.id == REGION:
        return "every comparison is priced by region anyway; leave it out"
    if item.kind == "choices":
        return "a set of values cannot be compared over; name a choice or a number"
    if item.kind == "choice":
        return "a choice takes no cuts; every value is a cell" if asked.cuts else ""
    bounds = (item.at_least, *asked.cuts, item.at_most)
    if not asked.cuts or any(low >= high for low, high in pairwise(bounds)):
        return f"needs cuts that rise between {item.at_least:f} and {item.at_most:f}"
    fractions = item.whole and any(cut != cut.to_integral_value() for cut in asked.cuts)
    return "cuts of a whole number must be whole" if fractions else ""


def _name_faults(
    comparison: Comparison, inputs: Mapping[str, Input], numbers: Mapping[str, Decimal]
) -> Iterator[Fault]:
    own: dict[str, set[str]] = {}
    for asked in comparison.inputs:
        item = inputs[asked.id]
        own[asked.id] = {asked.id} if item.kind == "number" else {f"{asked.id}.{value}" for value in item.value_ids}
    allowed = {"hours", *numbers}.union(*own.values())
    read: set[str] = set()
    for path, line in comparison.items:
        read |= line.formula.names
        for name in sorted(line.formula.names - allowed):
            yield (*path, "quantity"), f"the formula names {name}; a comparison knows only its inputs, facts and hours"
        if "{" in line.price.item:
            yield (*path, "price"), f"{line.price.item}: a comparison names its prices in full"
    for index, asked in enumerate(comparison.inputs):
        if read.isdisjoint(own[asked.id]):
            yield ("inputs", index), f"{asked.id}: no quantity reads this input"


def _quantity_faults(
    comparison: Comparison, inputs: Mapping[str, Input], numbers: Mapping[str, Decimal]
) -> Iterator[Fault]:
    axes, corners = _axes(comparison, inputs), _corners(comparison, inputs, numbers)
    for path, item in comparison.items:
        try:
            line = _line(path, item, corners, _scenarios(comparison))
        except ExpressionFault as fault:
            yield (*path, "quantity"), str(fault)
            continue
        if any(amount < 0 for amounts in line.quantities.values() for amount in amounts):
            yield (*line.path, "quantity"), "the quantity falls below 0"
        for index, asked in enumerate(comparison.inputs):
            turn = _turn(line, axes[index], index)
            if turn:
                yield (*line.path, "quantity"), f"must only rise or only fall with {asked.id}, but {turn}"


def _turn(line: _Line, axis: tuple[AxisCell, ...], index: int) -> str:
    """A cell of an axis in which the quantity rises and one in which it falls, in words; empty without both."""
    rises = falls = ""
    for point, before in line.quantities.items():
        for low, high in (cell for cell in axis if len(cell) > 1 and cell[0] == point[index]):
            after = line.quantities[(*point[:index], high, *point[index + 1 :])]
            if any(new > old for old, new in zip(before, after, strict=True)):
                rises = rises or f"{low} to {high}"
            if any(new < old for old, new in zip(before, after, strict=True)):
                falls = falls or f"{low} to {high}"
    return f"it rises from {rises} and falls from {falls}" if rises and falls else ""
