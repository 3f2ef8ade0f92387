"""What an architecture costs a month: line items (quantity times price point) and their sum, in three scenarios.

A line is rounded to cents once, and the total is the sum of the shown lines. A missing price is never 0: the
quantity is listed as unpriced and the total reads "at least".
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TypeAlias

from app.domain.architecture import (
    NOTHING,
    Amount,
    Architecture,
    Component,
    ComponentType,
    LineItemType,
    PriceName,
)
from app.domain.compose import local_scopes, numeric
from app.domain.prices import PriceBook, PricePoint, Tier
from app.domain.texts import Text
from app.domain.usage import Scopes, Usage

CENT = Decimal("0.01")
_EXACT = Context(prec=60)


@dataclass(frozen=True)
class LineItem:
    """Quantity times unit price for one component (one tier of it), a month, in USD.

    `free` is what the account's free allowance took off the quantity; None if it was not applied.
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
    free: Amount | None = None


@dataclass(frozen=True)
class Unpriced:
    """A quantity whose price is not known; not in the total."""

    component: str
    name: Text
    unit: str
    quantity: Amount
    price: PriceName
    reason: Text | None


Known: TypeAlias = dict[Hashable, tuple[list[LineItem], list[Unpriced]]]


@dataclass(frozen=True)
class Estimate:
    """The bill of a month: lines, what is unpriced, and the total of the lines in month 12 and in month 1."""

    line_items: tuple[LineItem, ...]
    unpriced: tuple[Unpriced, ...]
    monthly: Amount
    first_month: Amount

    @property
    def complete(self) -> bool:
        """Whether every line has a price; if not, the total is a least amount."""
        return not self.unpriced

    def of_component(self, role: str) -> Amount:
        """The sum of one component's lines."""
        return total(line.monthly for line in self.line_items if line.component == role)


def estimate(
    types: Mapping[str, ComponentType], book: PriceBook, architecture: Architecture, usage: Usage, known: Known
) -> Estimate:
    """Price every component of an architecture from the region's price book, for month 12 and month 1.

    `known` keeps the lines of components already priced with the same usage, for roads that differ in a few parts.
    """
    measured = usage.with_settings(numeric(architecture.settings))
    lines: list[LineItem] = []
    unpriced: list[Unpriced] = []
    for component in architecture.components:
        found = types[component.type]
        if not found.line_items:
            continue
        settings = tuple(architecture.settings.get(name) for name in found.names_read)
        key = (component.identity(), settings)
        if key not in known:
            known[key] = _price_component(component, found, architecture.settings, book, measured)
        lines.extend(known[key][0])
        unpriced.extend(known[key][1])
    return Estimate(
        tuple(lines),
        tuple(unpriced),
        total(line.monthly for line in lines),
        total(line.first_month for line in lines),
    )


def _price_component(
    component: Component, found: ComponentType, settings: Mapping[str, str], book: PriceBook, usage: Usage
) -> tuple[list[LineItem], list[Unpriced]]:
    local = local_scopes(component, found, usage.scopes, component.load)
    loads_grow = component.first_load != component.load
    names = {**settings, **found.usual_options, **component.options, "size": component.size}
    items = [item for item in found.line_items if item.applies(names)]
    growing = [loads_grow or not item.formula.names.isdisjoint(usage.growing) for item in items]
    first = local_scopes(component, found, usage.first_scopes, component.first_load) if any(growing) else local
    lines: list[LineItem] = []
    unpriced: list[Unpriced] = []
    for item, grows in zip(items, growing, strict=True):
        quantity = _quantity(item, local)
        first_quantity = _quantity(item, first) if grows else quantity
        priced, still_open = _price(component, item, names, book, (quantity, first_quantity))
        lines.extend(priced)
        unpriced.extend(still_open)
    return lines, unpriced


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts, scenario by scenario."""
    result = NOTHING
    for amount in amounts:
        result = result + amount
    return result


def _quantity(item: LineItemType, scopes: Scopes) -> Amount:
    low, typical, high = (item.formula.value(scope, index) for index, scope in enumerate(scopes))
    return Amount.spread((low, typical, high))


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
    beyond = Amount(*(point.beyond(quantity[index]) for index in (0, 1, 2)))
    return lines, [Unpriced(component.id, item.name, item.unit, beyond, price, item.unpriced)] if beyond.high else []


def _tier_lines(
    component: Component, item: LineItemType, point: PricePoint, quantity: Amount, first: Amount
) -> list[LineItem]:
    if len(point.tiers) == 1 and point.tiers[0].end is None:
        return [_line(component, item, point, point.tiers[0], (quantity, first))]
    splits = [point.split(quantity[index]) for index in (0, 1, 2)]
    firsts = [point.split(first[index]) for index in (0, 1, 2)]
    lines = []
    for number, tier in enumerate(point.tiers):
        part = Amount(*(split[number] for split in splits))
        if number == 0 or part.high:
            lines.append(_line(component, item, point, tier, (part, Amount(*(split[number] for split in firsts)))))
    return lines


def _line(
    component: Component, item: LineItemType, point: PricePoint, tier: Tier, quantities: tuple[Amount, Amount]
) -> LineItem:
    quantity, first = quantities
    return LineItem(
        component.id,
        _tier_name(item.name, point, tier),
        item.unit,
        quantity,
        first,
        tier.usd,
        cents(quantity, tier.usd),
        cents(first, tier.usd),
        point,
        item.source,
        item.note,
    )


def cents(quantity: Amount, usd: Decimal) -> Amount:
    """A quantity times a unit price, rounded to cents once in each scenario."""
    return Amount(*((quantity[index] * usd).quantize(CENT, ROUND_HALF_UP, _EXACT) for index in (0, 1, 2)))


def _tier_name(name: Text, point: PricePoint, tier: Tier) -> Text:
    if len(point.tiers) == 1:
        return name
    if tier is point.tiers[0]:
        return Text(en=f"{name.en}, first {tier.end:,f}", ko=f"{name.ko}, 처음 {tier.end:,f}까지")
    return Text(en=f"{name.en}, over {tier.start:,f}", ko=f"{name.ko}, {tier.start:,f} 초과분")
