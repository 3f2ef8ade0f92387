"""What an architecture costs a month: line items (quantity times price point) and their sum, in three scenarios.

A line is rounded to cents once, and the total is the sum of the shown lines. A missing price is never 0: the
quantity is listed as unpriced and the total reads "at least".
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property, lru_cache

from app.domain.model.architecture import (
    Amount,
    Architecture,
    Component,
    LineItemType,
    PriceName,
)
from app.domain.model.prices import PriceBook, PricePoint, Tier
from app.domain.pipeline.compose import local_scopes
from app.domain.pipeline.structure import Catalogue
from app.words.catalogue import said
from app.words.text import Text
from app.words.units import limit

CENT = Decimal("0.01")
NO_CENTS = Decimal("0.00")
MOST_BILLS = 2048
"""Most bills that are remembered: other answers leave most components as they are."""
MOST_NAMES = 1024
"""Most names of lines by tier that are remembered."""
_EXACT = Context(prec=60)


@dataclass(frozen=True)
class LineItem:
    """Quantity times unit price for one component (one tier of it), a month, in USD.

    `free` says whether the account's free allowance was taken off the quantity.
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
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.component, self.name, self.quantity, self.monthly))


@dataclass(frozen=True)
class Unpriced:
    """A quantity whose price is not known; not in the total."""

    component: str
    name: Text
    unit: str
    quantity: Amount
    price: PriceName
    reason: Text | None


@dataclass(frozen=True)
class Bill:
    """The lines of one component and their sum in month 12 and in month 1."""

    component: str
    line_items: tuple[LineItem, ...]
    unpriced: tuple[Unpriced, ...]
    monthly: Amount
    first_month: Amount


@dataclass(frozen=True)
class Estimate:
    """The bill of a month: what each component costs, and the total in month 12 and in month 1."""

    bills: tuple[Bill, ...]
    monthly: Amount
    first_month: Amount

    @cached_property
    def line_items(self) -> tuple[LineItem, ...]:
        """Every line, component by component."""
        return tuple(line for bill in self.bills for line in bill.line_items)

    @cached_property
    def unpriced(self) -> tuple[Unpriced, ...]:
        """Every quantity without a known price."""
        return tuple(item for bill in self.bills for item in bill.unpriced)

    @property
    def complete(self) -> bool:
        """Whether every line has a price; if not, the total is a least amount."""
        return not self.unpriced

    @cached_property
    def by_component(self) -> Mapping[str, Bill]:
        """The bill of each component that has one."""
        return {bill.component: bill for bill in self.bills}


def estimate(catalogue: Catalogue, book: PriceBook, architecture: Architecture) -> Estimate:
    """Price every component of an architecture from the region's price book, for month 12 and month 1."""
    bills = [
        _bill(catalogue, book, component)
        for component in architecture.components
        if catalogue.types[component.type].line_items
    ]
    return Estimate(tuple(bills), total(bill.monthly for bill in bills), total(bill.first_month for bill in bills))


@lru_cache(MOST_BILLS)
def _bill(catalogue: Catalogue, book: PriceBook, component: Component) -> Bill:
    """The bill of a component; components that differ in nothing that is billed share one, and so its lines."""
    read = tuple([component.settings[name] for name in catalogue.settings_billed[component.type]])
    return _bill_alike(catalogue, book, _Billed((*component.billed, read), component))


@dataclass(frozen=True)
class _Billed:
    """A component, equal to every other one with the same bill."""

    basis: tuple[Hashable, ...]
    component: Component = field(compare=False)


@lru_cache(MOST_BILLS)
def _bill_alike(catalogue: Catalogue, book: PriceBook, billed: _Billed) -> Bill:
    component = billed.component
    found, numbers = catalogue.types[component.type], component.numbers
    last = local_scopes(component, found)
    loads_grow = component.first_load != component.load
    names = {**component.settings, **found.usual_options, **component.options, "size": component.size}
    items = [item for item in found.line_items if item.applies(names)]
    growing = loads_grow or numbers.first != numbers.last
    first = local_scopes(component, found, first=True) if growing else last
    lines: list[LineItem] = []
    unpriced: list[Unpriced] = []
    for item in items:
        quantity = Amount.spread(item.formula.values(last))
        first_quantity = Amount.spread(item.formula.values(first)) if growing else quantity
        priced, still_open = _price(component, item, names, book, (quantity, first_quantity))
        lines.extend(priced)
        unpriced.extend(still_open)
    monthly, first_month = total(line.monthly for line in lines), total(line.first_month for line in lines)
    return Bill(component.id, tuple(lines), tuple(unpriced), monthly, first_month)


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts of USD, scenario by scenario; of none it is 0.00."""
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
    lowest = point.tiers[0]
    if lowest.end is None or (quantity.high <= lowest.end and first.high <= lowest.end):
        return [_line(component, item, point, lowest, (quantity, first))]
    splits = [point.split(quantity[index]) for index in (0, 1, 2)]
    firsts = [point.split(first[index]) for index in (0, 1, 2)]
    lines = []
    for number, tier in enumerate(point.tiers):
        part, first_part = (Amount(*(split[number] for split in months)).plain() for months in (splits, firsts))
        if number == 0 or part.high:
            lines.append(_line(component, item, point, tier, (part, first_part)))
    return lines


def _line(
    component: Component, item: LineItemType, point: PricePoint, tier: Tier, quantities: tuple[Amount, Amount]
) -> LineItem:
    quantity, first = quantities
    monthly = cents(quantity, tier.usd)
    return LineItem(
        component.id,
        _tier_name(item.name, item.unit, point, tier),
        item.unit,
        quantity,
        first,
        tier.usd,
        monthly,
        monthly if first is quantity else cents(first, tier.usd),
        point,
        item.source,
        item.note,
    )


def cents(quantity: Amount, usd: Decimal) -> Amount:
    """A quantity times a unit price, rounded to cents once in each scenario."""
    if quantity.low == quantity.high:
        return Amount.of(cent(quantity.low * usd))
    return Amount(cent(quantity.low * usd), cent(quantity.typical * usd), cent(quantity.high * usd))


def cent(usd: Decimal) -> Decimal:
    """An amount of USD rounded to cents."""
    return usd.quantize(CENT, ROUND_HALF_UP, _EXACT)


@lru_cache(MOST_NAMES)
def _tier_name(name: Text, unit: str, point: PricePoint, tier: Tier) -> Text:
    if len(point.tiers) == 1:
        return name
    if tier is point.tiers[0] and tier.end is not None:
        return said("tier.first", name=name, limit=limit(tier.end, unit))
    return said("tier.over", name=name, limit=limit(tier.start, unit))
