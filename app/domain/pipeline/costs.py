"""What an architecture costs a month in USD: line items (quantity times price point) and their sums.

A bill is the line items of one component; the estimate is all bills. Each line item is rounded to cents once, and
totals add up rounded line items. A quantity without a known price is listed as unpriced and is in no total.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from app.domain.model.architecture import (
    NOTHING,
    Amount,
    Architecture,
    Component,
    ComponentType,
    LineItemType,
    PriceName,
)
from app.domain.model.expressions import SCENARIOS
from app.domain.model.prices import PriceBook, PricePoint, Tier
from app.domain.pipeline.compose import local_scopes
from app.domain.pipeline.kernel import cent, price_line
from app.domain.pipeline.structure import Catalogue
from app.words.catalogue import said
from app.words.text import Text
from app.words.units import limit

NO_CENTS = Decimal("0.00")
NO_COST = Amount.of(NO_CENTS)
_NOT_REACHED = (Decimal(0), NO_CENTS)


@dataclass(frozen=True)
class LineItem:
    """Quantity times unit price for one component and one tier, in USD a month: month 12 and month 1 (`first_…`).

    `free`: whether the account's free allowance was subtracted from the quantity.
    """

    component: str
    name: Text
    unit: str
    quantity: Amount
    first_quantity: Amount
    unit_price: Decimal
    monthly: Amount
    first_month: Amount
    point: PricePoint
    source: str
    note: Text | None
    free: bool = False

    def __hash__(self) -> int:
        # Most line items differ in these three fields, which are quick to hash.
        return hash((self.component, self.name.en, self.monthly.typical))


@dataclass(frozen=True)
class Unpriced:
    """A quantity a month whose price is unknown; not in any total."""

    component: str
    name: Text
    unit: str
    quantity: Amount
    price: PriceName
    reason: Text | None


@dataclass(frozen=True)
class Bill:
    """The line items of one component and their sums in month 12 and month 1, in USD."""

    component: str
    line_items: tuple[LineItem, ...]
    unpriced: tuple[Unpriced, ...]
    monthly: Amount
    first_month: Amount


@dataclass(frozen=True)
class Estimate:
    """The bills of all components, and the totals in month 12 and month 1, in USD."""

    bills: tuple[Bill, ...]
    monthly: Amount
    first_month: Amount

    @cached_property
    def line_items(self) -> tuple[LineItem, ...]:
        """Every line item, component by component."""
        return tuple(line for bill in self.bills for line in bill.line_items)

    @cached_property
    def unpriced(self) -> tuple[Unpriced, ...]:
        """Every quantity without a known price."""
        return tuple(item for bill in self.bills for item in bill.unpriced)

    @property
    def complete(self) -> bool:
        """Whether every quantity has a price; if not, the totals are lower bounds."""
        return not self.unpriced

    @cached_property
    def by_component(self) -> Mapping[str, Bill]:
        """The bill of each component that has one."""
        return {bill.component: bill for bill in self.bills}


def estimate(catalogue: Catalogue, book: PriceBook, architecture: Architecture) -> Estimate:
    """Price every component of an architecture with the price book of its region."""
    types = catalogue.types
    return estimate_of(bill_of(item, types[item.type], book) for item in architecture.components)


def estimate_of(bills: Iterable[Bill | None]) -> Estimate:
    """The estimate of bills; None stands for a component without one."""
    there = tuple([bill for bill in bills if bill])
    return Estimate(there, total(bill.monthly for bill in there), total(bill.first_month for bill in there))


def bill_of(component: Component, found: ComponentType, book: PriceBook) -> Bill | None:
    """The bill of a component; None if its type has no line items."""
    if not found.line_items:
        return None
    numbers = component.numbers
    last = local_scopes(component, found)
    growing = component.first_load != component.load or numbers.first != numbers.last
    first = local_scopes(component, found, first=True) if growing else last
    names = {**component.settings, **found.usual_options, **component.options, "size": component.size}
    lines: list[LineItem] = []
    unpriced: list[Unpriced] = []
    for item in found.line_items:
        if not item.applies(names):
            continue
        quantity = Amount.spread(item.formula.values(last))
        first_quantity = Amount.spread(item.formula.values(first)) if growing else quantity
        priced, still_open = _price(component, item, names, book, (quantity, first_quantity))
        lines.extend(priced)
        unpriced.extend(still_open)
    monthly, first_month = total(line.monthly for line in lines), total(line.first_month for line in lines)
    return Bill(component.id, tuple(lines), tuple(unpriced), monthly, first_month)


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts in USD, scenario by scenario; 0.00 for none."""
    low = typical = high = NO_CENTS
    for amount in amounts:
        low += amount.low
        typical += amount.typical
        high += amount.high
    return Amount(low, typical, high)


def _price(
    component: Component,
    item: LineItemType,
    names: Mapping[str, str],
    book: PriceBook,
    quantities: tuple[Amount, Amount],
) -> tuple[list[LineItem], list[Unpriced]]:
    quantity, first = quantities
    if item.optional and not quantity.high:
        return [], []
    wanted = item.price.item.format_map(names)
    point = book.find(item.price.service, wanted)
    if point is None or point.beyond(quantity.high):
        price = PriceName(service=item.price.service, item=wanted)
    if point is None:
        return [], [
            Unpriced(component.id, item.name, item.unit, quantity, price, item.unpriced)
        ] if quantity.high else []
    lines = _tier_lines(component, item, point, quantity, first)
    if not point.beyond(quantity.high):
        return lines, []
    beyond = Amount(*(point.beyond(quantity[index]) for index in (0, 1, 2))).plain()
    return lines, [Unpriced(component.id, item.name, item.unit, beyond, price, item.unpriced)]


def _tier_lines(
    component: Component, item: LineItemType, point: PricePoint, quantity: Amount, first: Amount
) -> list[LineItem]:
    """A line item for the lowest tier and for every tier that the quantity of month 12 reaches in some scenario."""
    reached = _by_tier(point, quantity)
    started = reached if first is quantity else _by_tier(point, first)
    return [
        LineItem(
            component.id,
            _tier_name(item.name, item.unit, point, tier),
            item.unit,
            part,
            started[number][0] if number < len(started) else NOTHING,
            tier.usd,
            monthly,
            started[number][1] if number < len(started) else NO_COST,
            point,
            item.source,
            item.note,
        )
        for number, (tier, (part, monthly)) in enumerate(zip(point.tiers, reached, strict=False))
    ]


def _by_tier(point: PricePoint, quantity: Amount) -> list[tuple[Amount, Amount]]:
    """For each tier that is reached in some scenario, the quantity in it and its cost in USD."""
    if quantity.low == quantity.high:
        lines = (price_line(point, quantity.low),) * len(SCENARIOS)
    else:
        lines = (
            price_line(point, quantity.low),
            price_line(point, quantity.typical),
            price_line(point, quantity.high),
        )
    reached = max(map(len, lines))
    if reached == 1:
        return [(quantity, Amount(*(line[0][1] for line in lines)))]
    padded = [[*line, *[_NOT_REACHED] * (reached - len(line))] for line in lines]
    return [
        (Amount(*(part for part, _ in tier)).plain(), Amount(*(cost for _, cost in tier)))
        for tier in zip(*padded, strict=True)
    ]


def cents(quantity: Amount, usd: Decimal) -> Amount:
    """A quantity times a unit price in USD, rounded to cents in each scenario."""
    return Amount(cent(quantity.low * usd), cent(quantity.typical * usd), cent(quantity.high * usd))


def _tier_name(name: Text, unit: str, point: PricePoint, tier: Tier) -> Text:
    if len(point.tiers) == 1:
        return name
    if tier is point.tiers[0] and tier.end is not None:
        return said("tier.first", name=name, limit=limit(tier.end, unit))
    return said("tier.over", name=name, limit=limit(tier.start, unit))
