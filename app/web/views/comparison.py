"""The view of a comparison: its two bills, and for each region the cells with the costs of both."""

from dataclasses import dataclass

from app.domain.model.expressions import parse_test
from app.domain.pipeline.comparisons import REGION, BillOfMaterials, Combination, PricedComparison
from app.domain.pipeline.cost_tables import combination_tests, dollars, result_label
from app.domain.report.explain import fact_name, source_notes, test_words, value_words
from app.domain.rulebook import Rulebook, SourceNote
from app.words.text import Text


@dataclass(frozen=True)
class BillItemView:
    """One item of a bill: its name, its quantity as a formula with its unit, and its price point."""

    name: Text
    quantity: str
    unit: str
    price: str


@dataclass(frozen=True)
class BillView:
    """One of the two bills, with where its prices come from."""

    label: Text
    items: list[BillItemView]
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True)
class CellRow:
    """One cell: its part of every input, what each side costs a month there, and which is cheaper."""

    where: list[Text]
    left: Text
    right: Text
    result: Text


@dataclass(frozen=True)
class RegionCells:
    """The cells of one region."""

    region: Text
    cells: list[CellRow]


@dataclass(frozen=True)
class ComparisonView:
    """What a page shows of a comparison beside its table."""

    bills: list[BillView]
    inputs: list[Text]
    regions: list[RegionCells]


def comparison_view(rulebook: Rulebook, priced: PricedComparison) -> ComparisonView:
    """The bills and cells of one comparison."""
    comparison = priced.comparison
    return ComparisonView(
        bills=[_bill(rulebook, bill) for bill in (comparison.left, comparison.right)],
        inputs=[fact_name(rulebook, asked.id)[1] for asked in comparison.inputs],
        regions=[
            RegionCells(
                value_words(rulebook, REGION, region),
                [_row(rulebook, priced, cell) for cell in priced.combinations if cell.region == region],
            )
            for region in priced.regions
        ],
    )


def _bill(rulebook: Rulebook, bill: BillOfMaterials) -> BillView:
    items = [
        BillItemView(item.name, item.quantity, item.unit, f"{item.price.service} {item.price.item}")
        for item in bill.items
    ]
    return BillView(bill.label, items, source_notes(rulebook, (item.source for item in bill.items)))


def _row(rulebook: Rulebook, priced: PricedComparison, cell: Combination) -> CellRow:
    tests = combination_tests(priced, cell.where)
    return CellRow(
        where=[test_words(rulebook, fact, parse_test(test)) for fact, test in tests.items()],
        left=dollars(cell.left),
        right=dollars(cell.right),
        result=result_label(priced.comparison, cell.cheaper),
    )
