"""Account-level parts of an estimate: free allowances, and the line items that estimates often forget."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from pydantic import Field

from app.domain.model.architecture import NOTHING, Amount, Architecture, PriceName
from app.domain.model.frozen import Frozen
from app.domain.model.prices import PriceBook
from app.domain.pipeline.costs import Bill, Estimate, LineItem, cents, total
from app.words.text import Text

ACCOUNT = "account"
"""The component id of line items that belong to no component."""


class Reason(Frozen):
    """Why a forgotten line is 0; holds if a component has a type in `present`, or if `present` is empty."""

    present: tuple[str, ...] = ()
    text: Text


class FreeAllowance(Frozen):
    """The units of these price points, together, that an account gets free of charge each month."""

    id: str
    service: str
    items: tuple[str, ...] = Field(min_length=1)
    amount: Decimal = Field(gt=0)
    source: str
    unverified: bool = False


class ForgottenLine(Frozen):
    """A line item that estimates often forget: listed at 0 with a reason if there is no component of these types.

    Of `reasons` the first that holds is given.
    """

    id: str
    name: Text
    unit: str
    price: PriceName
    types: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = Field(min_length=1)
    source: str

    def reason(self, present: Collection[str]) -> Text:
        """The first reason that holds, given the component types in the architecture; StopIteration if none does."""
        return next(
            found.text for found in self.reasons if not found.present or not set(found.present).isdisjoint(present)
        )


def with_account(
    estimate: Estimate, book: PriceBook, architecture: Architecture, forgotten: Iterable[ForgottenLine], *, free: bool
) -> Estimate:
    """The estimate with the forgotten lines at 0; if `free`, quantities are reduced by the free allowances."""
    own = _forgotten(forgotten, book, architecture)
    if not free:
        return Estimate((*estimate.bills, own), estimate.monthly, estimate.first_month)
    bills = _with_allowances(estimate.bills)
    monthly, first_month = total(found.monthly for found in bills), total(found.first_month for found in bills)
    return Estimate((*bills, own), monthly, first_month)


def _forgotten(forgotten: Iterable[ForgottenLine], book: PriceBook, architecture: Architecture) -> Bill:
    """The forgotten lines of an architecture as a bill at 0; a line without a price point is left out."""
    present = frozenset([component.type for component in architecture.components])
    absent = [line for line in forgotten if present.isdisjoint(line.types)]
    lines = [_zero_line(line, line.reason(present), book, architecture.settings) for line in absent]
    return Bill(ACCOUNT, tuple([line for line in lines if line]), (), NOTHING, NOTHING)


def _zero_line(line: ForgottenLine, reason: Text, book: PriceBook, settings: Mapping[str, str]) -> LineItem | None:
    point = book.find(line.price.service, line.price.item.format_map(settings))
    if point is None:
        return None
    price = point.tiers[0].usd
    free = cents(NOTHING, price)
    return LineItem(ACCOUNT, line.name, line.unit, NOTHING, NOTHING, price, free, free, point, line.source, reason)


def _with_allowances(bills: Iterable[Bill]) -> tuple[Bill, ...]:
    left: dict[str, tuple[Amount, Amount]] = {}
    reduced = []
    for bill in bills:
        lines = tuple(_reduced(line, left) for line in bill.line_items)
        monthly, first_month = total(line.monthly for line in lines), total(line.first_month for line in lines)
        reduced.append(replace(bill, line_items=lines, monthly=monthly, first_month=first_month))
    return tuple(reduced)


def _reduced(line: LineItem, left: dict[str, tuple[Amount, Amount]]) -> LineItem:
    allowance = line.point.allowance
    if allowance is None:
        return line
    whole = Amount.of(allowance.amount)
    remaining, first_remaining = left.get(allowance.id, (whole, whole))
    taken, first_taken = _least(remaining, line.quantity), _least(first_remaining, line.first_quantity)
    left[allowance.id] = (remaining - taken, first_remaining - first_taken)
    quantity, first = (line.quantity - taken).plain(), (line.first_quantity - first_taken).plain()
    return replace(
        line,
        quantity=quantity,
        first_quantity=first,
        monthly=cents(quantity, line.unit_price),
        first_month=cents(first, line.unit_price),
        free=True,
    )


def _least(one: Amount, other: Amount) -> Amount:
    return Amount(*(min(one[index], other[index]) for index in (0, 1, 2)))
