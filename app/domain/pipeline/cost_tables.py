"""The decision table of a comparison: its combinations of cells, merged into few blocks, one rule for each block.

Blocks are disjoint and cover every combination, so the hit policy is `unique`. The table always has the outcomes left,
close and right, even if new prices leave one without a rule: other tables read them.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import permutations, product
from typing import TypeAlias

from pydantic import Field

from app.domain.model.decisions import Decision, Door, Outcome, Rule
from app.domain.model.expressions import FactValue
from app.domain.pipeline.comparisons import REGION, AxisCell, Cheaper, Combination, Comparison, PricedComparison
from app.words.catalogue import said
from app.words.figures import Usd
from app.words.text import Text, joined

Block: TypeAlias = tuple[int, ...]
"""A block of combinations: for each axis, the last one being the region, the mask of its cells, one bit a cell."""

SMALL = 10
"""Below this amount in USD, cents are shown."""
RESULTS: tuple[Cheaper, ...] = ("left", "close", "right")
DOOR = Door(way="two", going_back=said("compare.going_back"))


class CostTable(Decision):
    """A decision table made from prices; the number of its rules is not limited."""

    rules: tuple[Rule, ...] = Field(min_length=1)


def cost_table(priced: PricedComparison) -> CostTable:
    """The decision table that says for every combination which side is cheaper: left, close or right."""
    comparison, blocks = priced.comparison, _blocks(priced)
    items = [item.source for _, item in comparison.items]
    sources = tuple(dict.fromkeys([*comparison.sources, *items]))
    return CostTable(
        id=comparison.id,
        kind="finding",
        title=comparison.title,
        question=comparison.question,
        axis=("cost",),
        door=DOOR,
        hit_policy="unique" if len(blocks) > 1 else "first",
        rules=tuple(_rule(priced, block, sources) for block in blocks),
        outcomes={result: Outcome(label=result_label(comparison, result)) for result in RESULTS},
        examples=comparison.examples,
    )


def result_label(comparison: Comparison, result: Cheaper) -> Text:
    """A result in words."""
    if result == "close":
        return said("compare.close")
    return said("compare.cheaper", side=(comparison.left if result == "left" else comparison.right).label)


def combination_tests(priced: PricedComparison, where: tuple[AxisCell, ...]) -> dict[str, str]:
    """The tests, by input, that hold exactly in this combination of cells."""
    names = [asked.id for asked in priced.comparison.inputs]
    return {
        name: _written(axis, 1 << axis.index(cell)) for name, axis, cell in zip(names, priced.axes, where, strict=True)
    }


def dollars(amounts: tuple[Decimal, Decimal]) -> Text:
    """A range of USD a month as (lowest, highest), in words; one amount if both are written alike."""
    low, high = (Usd(amount, 2 if 0 < amount < SMALL else 0) for amount in amounts)
    one = said("compare.amount", amount=low)
    return one if one == said("compare.amount", amount=high) else said("compare.range", low=low, high=high)


def plain(value: FactValue) -> str:
    """A value as written in a rule file."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _blocks(priced: PricedComparison) -> list[Block]:
    """Merge combinations with the same result along one axis after the other; the best of all orders of the axes.

    The blocks come in the order of their first combination.
    """
    cells = [range(len(axis)) for axis in (*priced.axes, priced.regions)]
    *inner, regions = cells
    places = ((*place, region) for region in regions for place in product(*inner))
    single = {
        tuple(1 << index for index in place): combination.cheaper
        for place, combination in zip(places, priced.combinations, strict=True)
    }
    numbers = [len(axis[0]) > 1 for axis in priced.axes] + [False]
    tried: list[dict[Block, Cheaper]] = []
    for order in permutations(range(len(cells))):
        blocks, before = single, 0
        while len(blocks) != before:
            before = len(blocks)
            for axis in order:
                blocks = _merged(blocks, axis, numbers[axis])
        tried.append(blocks)
    fewest = min(tried, key=len)
    return sorted(fewest, key=lambda block: [mask & -mask for mask in block])


def _merged(blocks: Mapping[Block, Cheaper], axis: int, ordered: bool) -> dict[Block, Cheaper]:
    """Merge blocks that differ only on one axis; on an `ordered` axis (a number) only neighbours."""
    alike: dict[tuple[Block, Block, Cheaper], list[int]] = {}
    for block, result in blocks.items():
        alike.setdefault((block[:axis], block[axis + 1 :], result), []).append(block[axis])
    merged: dict[Block, Cheaper] = {}
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


def _rule(priced: PricedComparison, block: Block, sources: tuple[str, ...]) -> Rule:
    found, tests = _combinations_of(priced, block), _tests(priced, block)
    because = _because(priced.comparison, found)
    if not tests:  # one block holds every combination
        return Rule(otherwise=found[0].cheaper, because=because, sources=sources)
    return Rule(when=tests, then=found[0].cheaper, because=because, sources=sources)


def _combinations_of(priced: PricedComparison, block: Block) -> list[Combination]:
    """The combinations in a block."""
    *inner, regions = [[index for index in range(mask.bit_length()) if mask >> index & 1] for mask in block]
    sizes = [len(axis) for axis in priced.axes]
    places = ((region, *place) for region in regions for place in product(*inner))
    return [priced.combinations[_index(place, sizes)] for place in places]


def _index(place: tuple[int, ...], sizes: list[int]) -> int:
    index = place[0]
    for cell, size in zip(place[1:], sizes, strict=True):
        index = index * size + cell
    return index


def _tests(priced: PricedComparison, block: Block) -> dict[str, str | list[str]]:
    axes: dict[str, tuple[AxisCell, ...]] = dict(
        zip((asked.id for asked in priced.comparison.inputs), priced.axes, strict=True)
    )
    axes[REGION] = tuple((region,) for region in priced.regions)
    return {
        name: _written(axis, mask)
        for (name, axis), mask in zip(axes.items(), block, strict=True)
        if mask != (1 << len(axis)) - 1
    }


def _written(axis: tuple[AxisCell, ...], mask: int) -> str:
    """The test that holds in the cells of an axis that a mask selects."""
    chosen = [cell for index, cell in enumerate(axis) if mask >> index & 1]
    if len(axis[0]) == 1:
        values = [plain(cell[0]) for cell in chosen]
        return values[0] if len(values) == 1 else f"[{', '.join(values)}]"
    low, high = plain(chosen[0][0]), plain(chosen[-1][1])
    if chosen[-1] == axis[-1]:
        return f">= {low}"
    return f"< {high}" if chosen[0] == axis[0] else f"[{low}..{high})"


def _because(comparison: Comparison, found: list[Combination]) -> Text:
    left, right = dollars(_range(item.left for item in found)), dollars(_range(item.right for item in found))
    told = said(
        "compare.costs",
        left=comparison.left.label,
        left_cost=left,
        right=comparison.right.label,
        right_cost=right,
    )
    return told if found[0].cheaper != "close" else joined([told, said("compare.no_clear_side")], " ")


def _range(amounts: Iterable[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    lows, highs = zip(*amounts, strict=True)
    return min(lows), max(highs)
