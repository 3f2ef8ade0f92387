"""What belongs to the account, not to a component: free allowances, and the lines that estimates often forget."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from pydantic import Field

from app.domain.architecture import NOTHING, Amount, Architecture, PriceName
from app.domain.costs import Bill, Estimate, LineItem, cents, total
from app.domain.prices import PriceBook
from app.domain.texts import Frozen, Text

ACCOUNT = "account"
"""Where lines stand that belong to no component."""
Known: TypeAlias = dict[Hashable, tuple[LineItem, LineItem]]
"""Lines made for the account, each with the line that it was made from."""


class Reason(Frozen):
    """Why a forgotten line comes to 0: if one of these types is `present`, or else in any case."""

    present: tuple[str, ...] = ()
    text: Text


class ForgottenLine(Frozen):
    """A line that estimates often forget: shown at 0 with the reason when no component of these types brings it."""

    id: str
    name: Text
    unit: str
    price: PriceName
    types: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = Field(min_length=1)
    source: str

    def reason(self, present: Collection[str]) -> Text:
        """The first reason that holds for the types that stand in the architecture."""
        return next(
            found.text for found in self.reasons if not found.present or not set(found.present).isdisjoint(present)
        )


def with_account(
    bill: Estimate,
    book: PriceBook,
    architecture: Architecture,
    forgotten: Iterable[ForgottenLine],
    *,
    free: bool,
    known: Known | None = None,
) -> Estimate:
    """The bill with what estimates forget, at 0 with the reason; `free` takes the account's free allowances off.

    `known` keeps lines made here, so that a line is one object in every road and roads are told apart by identity.
    """
    known = {} if known is None else known
    present = {component.type for component in architecture.components}
    absent = [line for line in forgotten if present.isdisjoint(line.types)]
    zeros = [_zero_line(line, line.reason(present), book, architecture.settings, known) for line in absent]
    bills = _with_allowances(bill.bills, known) if free else bill.bills
    account = Bill(ACCOUNT, tuple(line for line in zeros if line), (), NOTHING, NOTHING)
    return Estimate(
        (*bills, account), total(found.monthly for found in bills), total(found.first_month for found in bills)
    )


def _zero_line(
    line: ForgottenLine, reason: Text, book: PriceBook, settings: Mapping[str, str], known: Known
) -> LineItem | None:
    point = book.find(line.price.service, line.price.item.format_map(settings))
    if point is None:
        return None
    key = (ACCOUNT, line.id, reason.en, id(point))
    if key not in known:
        price = point.tiers[0].usd
        free = cents(NOTHING, price)
        zero = LineItem(ACCOUNT, line.name, line.unit, NOTHING, NOTHING, price, free, free, point, line.source, reason)
        known[key] = zero, zero
    return known[key][1]


def _with_allowances(bills: Iterable[Bill], known: Known) -> tuple[Bill, ...]:
    left: dict[str, tuple[Amount, Amount]] = {}
    reduced = []
    for bill in bills:
        lines = tuple(_reduced(line, left, known) for line in bill.line_items)
        monthly, first_month = total(line.monthly for line in lines), total(line.first_month for line in lines)
        reduced.append(replace(bill, line_items=lines, monthly=monthly, first_month=first_month))
    return tuple(reduced)


def _reduced(line: LineItem, left: dict[str, tuple[Amount, Amount]], known: Known) -> LineItem:
    allowance = line.point.allowance
    if allowance is None:
        return line
    whole = Amount.of(allowance.amount)
    remaining, first_remaining = left.get(allowance.id, (whole, whole))
    taken, first_taken = _least(remaining, line.quantity), _least(first_remaining, line.first_quantity)
    left[allowance.id] = (remaining - taken, first_remaining - first_taken)
    key = (ACCOUNT, id(line), taken, first_taken)
    if key not in known:
        quantity, first = line.quantity - taken, line.first_quantity - first_taken
        less = replace(
            line,
            quantity=quantity,
            first_quantity=first,
            monthly=cents(quantity, line.unit_price),
            first_month=cents(first, line.unit_price),
            free=taken,
        )
        known[key] = line, less
    return known[key][1]


def _least(one: Amount, other: Amount) -> Amount:
    return Amount(*(min(one[index], other[index]) for index in (0, 1, 2)))
