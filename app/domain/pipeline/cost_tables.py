"""The table of a comparison: its priced cells, merged into few boxes, as an ordinary finding that decisions read.

Boxes never overlap and cover every cell, so the table is `unique`. It always has the same three outcomes, whether or
not some cell comes to each: new prices must not take away a name that other tables read.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import permutations, product
from typing import TypeAlias

from pydantic import Field

from app.domain.model.decisions import Decision, Door, Outcome, Rule
from app.domain.model.expressions import FactValue
from app.domain.pipeline.comparisons import REGION, Cell, Cheaper, Comparison, PricedComparison, Stretch
from app.words.catalogue import said
from app.words.figures import Usd
from app.words.text import Text, joined

Box: TypeAlias = tuple[int, ...]
"""A box of cells: on each axis, the last one being the region, the steps that it covers, one bit a step."""

SMALL = 10
"""Below this many dollars, cents are shown."""
RESULTS: tuple[Cheaper, ...] = ("left", "close", "right")
DOOR = Door(way="two", going_back=said("compare.going_back"))


class CostTable(Decision):
    """A table made from prices; it has as many rows as its boxes need."""

    rules: tuple[Rule, ...] = Field(min_length=1)


def cost_table(priced: PricedComparison) -> CostTable:
    """The decision that says for every cell of a comparison which side is cheaper: left, close or right."""
    comparison, boxes = priced.comparison, _boxes(priced)
    items = [item.source for _, item in comparison.items]
    sources = tuple(dict.fromkeys([*comparison.sources, *items]))
    return CostTable(
        id=comparison.id,
        kind="finding",
        title=comparison.title,
        question=comparison.question,
        axis=("cost",),
        door=DOOR,
        hit_policy="unique" if len(boxes) > 1 else "first",
        rules=tuple(_row(priced, box, sources) for box in boxes),
        outcomes={result: Outcome(label=result_label(comparison, result)) for result in RESULTS},
        examples=comparison.examples,
    )


def result_label(comparison: Comparison, result: Cheaper) -> Text:
    """A result in words."""
    if result == "close":
        return said("compare.close")
    return said("compare.cheaper", side=(comparison.left if result == "left" else comparison.right).label)


def cell_tests(priced: PricedComparison, where: tuple[Stretch, ...]) -> dict[str, str]:
    """The tests that say of each input that it lies in a cell."""
    names = [asked.id for asked in priced.comparison.inputs]
    return {
        name: _written(axis, 1 << axis.index(stretch))
        for name, axis, stretch in zip(names, priced.axes, where, strict=True)
    }


def dollars(amounts: tuple[Decimal, Decimal]) -> Text:
    """The least and the most of a month in US dollars, as a reader sees them."""
    low, high = (Usd(amount, 2 if 0 < amount < SMALL else 0) for amount in amounts)
    one = said("compare.amount", amount=low)
    return one if one == said("compare.amount", amount=high) else said("compare.range", low=low, high=high)


def plain(value: FactValue) -> str:
    """A value as a rule author writes it."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _boxes(priced: PricedComparison) -> list[Box]:
    """The fewest boxes that merging along the axes, one after the other, comes to; in the order of the cells."""
    steps = [range(len(axis)) for axis in (*priced.axes, priced.regions)]
    *inner, regions = steps
    places = ((*place, region) for region in regions for place in product(*inner))
    single = {
        tuple(1 << step for step in place): cell.cheaper for place, cell in zip(places, priced.cells, strict=True)
    }
    numbers = [len(axis[0]) > 1 for axis in priced.axes] + [False]
    tried: list[dict[Box, Cheaper]] = []
    for order in permutations(range(len(steps))):
        boxes, before = single, 0
        while len(boxes) != before:
            before = len(boxes)
            for axis in order:
                boxes = _merged(boxes, axis, numbers[axis])
        tried.append(boxes)
    fewest = min(tried, key=len)
    return sorted(fewest, key=lambda box: [mask & -mask for mask in box])


def _merged(boxes: Mapping[Box, Cheaper], axis: int, ordered: bool) -> dict[Box, Cheaper]:
    """Join boxes that differ only on one axis; steps of numbers only where they are neighbours."""
    alike: dict[tuple[Box, Box, Cheaper], list[int]] = {}
    for box, result in boxes.items():
        alike.setdefault((box[:axis], box[axis + 1 :], result), []).append(box[axis])
    merged: dict[Box, Cheaper] = {}
    for (before, after, result), masks in alike.items():
        for mask in _joined(sorted(masks), ordered):
            merged[(*before, mask, *after)] = result
    return merged


def _joined(masks: list[int], ordered: bool) -> list[int]:
    joined = masks[:1]
    for mask in masks[1:]:
        if ordered and mask & -mask != 1 << joined[-1].bit_length():
            joined.append(mask)
        else:
            joined[-1] |= mask
    return joined


def _row(priced: PricedComparison, box: Box, sources: tuple[str, ...]) -> Rule:
    cells, tests = _cells_of(priced, box), _tests(priced, box)
    because = _because(priced.comparison, cells)
    if not tests:  # one box holds every cell
        return Rule(otherwise=cells[0].cheaper, because=because, sources=sources)
    return Rule(when=tests, then=cells[0].cheaper, because=because, sources=sources)


def _cells_of(priced: PricedComparison, box: Box) -> list[Cell]:
    """The cells of a box; cells stand in the order of the regions, then of the axes."""
    *inner, regions = [[step for step in range(mask.bit_length()) if mask >> step & 1] for mask in box]
    sizes = [len(axis) for axis in priced.axes]
    places = ((region, *place) for region in regions for place in product(*inner))
    return [priced.cells[_index(place, sizes)] for place in places]


def _index(place: tuple[int, ...], sizes: list[int]) -> int:
    index = place[0]
    for step, size in zip(place[1:], sizes, strict=True):
        index = index * size + step
    return index


def _tests(priced: PricedComparison, box: Box) -> dict[str, str | list[str]]:
    axes: dict[str, tuple[Stretch, ...]] = dict(
        zip((asked.id for asked in priced.comparison.inputs), priced.axes, strict=True)
    )
    axes[REGION] = tuple((region,) for region in priced.regions)
    return {
        name: _written(axis, mask)
        for (name, axis), mask in zip(axes.items(), box, strict=True)
        if mask != (1 << len(axis)) - 1
    }


def _written(axis: tuple[Stretch, ...], mask: int) -> str:
    """The steps of an axis that a mask names, as a test."""
    chosen = [stretch for index, stretch in enumerate(axis) if mask >> index & 1]
    if len(axis[0]) == 1:
        values = [plain(stretch[0]) for stretch in chosen]
        return values[0] if len(values) == 1 else f"[{', '.join(values)}]"
    low, high = plain(chosen[0][0]), plain(chosen[-1][1])
    if chosen[-1] == axis[-1]:
        return f">= {low}"
    return f"< {high}" if chosen[0] == axis[0] else f"[{low}..{high})"


def _because(comparison: Comparison, cells: list[Cell]) -> Text:
    left, right = dollars(_range(cell.left for cell in cells)), dollars(_range(cell.right for cell in cells))
    told = said(
        "compare.costs",
        left=comparison.left.label,
        left_cost=left,
        right=comparison.right.label,
        right_cost=right,
    )
    return told if cells[0].cheaper != "close" else joined([told, said("compare.no_clear_side")], " ")


def _range(amounts: Iterable[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    lows, highs = zip(*amounts, strict=True)
    return min(lows), max(highs)
