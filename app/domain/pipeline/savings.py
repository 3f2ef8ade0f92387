"""Savings: ways to spend less, when they apply, and how the amount is calculated.

The amount is the difference to the same answers with other pins or usage, or a percentage of some line items.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property

from pydantic import Field, model_validator

from app.domain.model.architecture import Amount
from app.domain.model.decisions import fixed
from app.domain.model.expressions import FactValue, Formula, FormulaText, Test, parse_formula, parse_test
from app.domain.model.frozen import Frozen
from app.domain.model.guardrails import Saying
from app.domain.pipeline.costs import LineItem, total
from app.domain.pipeline.kernel import cent
from app.words.text import Text


class Share(Frozen):
    """A saving as a percentage of some line items: from `least` to `most` (0 to 100); `least` is 0 if unknown.

    `prices`: the service of a line item and beginnings of its item (none: all items). `roles`, `without_roles`:
    components that are included, excluded.
    """

    prices: dict[str, tuple[str, ...]] = {}
    roles: tuple[str, ...] = ()
    without_roles: tuple[str, ...] = ()
    least: Decimal = Field(default=Decimal(0), ge=0, le=100)
    most: Decimal = Field(gt=0, le=100)

    @model_validator(mode="after")
    def _is_sound(self) -> "Share":
        if not self.prices and not self.roles:
            raise ValueError("a share names prices or roles")
        if self.least > self.most:
            raise ValueError("least is more than most")
        return self

    def off(self, lines: Iterable[LineItem]) -> Amount:
        """The certain saving in USD a month: the percentage `least` of the line items, rounded to cents."""
        base, least = self.base(lines), self.least / 100
        return Amount(cent(base.low * least), cent(base.typical * least), cent(base.high * least))

    def spans(self, lines: Iterable[LineItem]) -> tuple[Decimal, Decimal]:
        """The saving of the typical month in USD as (at least, at most), rounded to cents."""
        base = self.base(lines).typical
        return cent(base * self.least / 100), cent(base * self.most / 100)

    def base(self, lines: Iterable[LineItem]) -> Amount:
        """The sum of the line items that it is a percentage of, in USD a month."""
        return total(line.monthly for line in lines if self.covers(line.component, line.point.service, line.point.item))

    def covers(self, role: str, service: str, item: str) -> bool:
        """Whether the line items of this role and price point become cheaper."""
        if role in self.without_roles or (self.roles and role not in self.roles):
            return False
        beginnings = self.prices.get(service)
        if beginnings is None:
            return not self.prices
        return not beginnings or item.startswith(beginnings)


class Saving(Frozen):
    """One way to spend less: `when` it applies, and the pins, figures of usage or share that give the amount."""

    id: str
    title: Text
    text: Text
    effort: Text
    when: dict[str, str | list[str]] = Field(min_length=1)
    pins: dict[str, str | tuple[str, ...]] = {}
    usage: dict[str, FormulaText] = {}
    share: Share | None = None
    unverified: bool = False
    sources: tuple[str, ...] = Field(min_length=1)
    examples: tuple[Saying, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_a_figure(self) -> "Saving":
        if not (self.pins or self.usage or self.share):
            raise ValueError("a saving has pins, usage or a share")
        if self.share and self.usage:
            raise ValueError("a saving has either usage or a share")
        if not any(saying.speaks == "true" for saying in self.examples):
            raise ValueError("no example shows that the saving can apply")
        return self

    @cached_property
    def tests(self) -> Mapping[str, Test]:
        """The parsed tests of `when`, by fact."""
        return {fact: parse_test(written) for fact, written in self.when.items()}

    def applies(self, facts: Mapping[str, FactValue]) -> bool:
        """Whether all tests hold for these facts."""
        return all(test.matches(facts[fact]) for fact, test in self.tests.items())

    @cached_property
    def fixed(self) -> Mapping[str, tuple[str, ...]]:
        """The pinned outcomes by decision."""
        return fixed(self.pins)

    @cached_property
    def formulas(self) -> Mapping[str, Formula]:
        """The parsed formulas of the figures that the saving sets, by figure."""
        return {name: parse_formula(text) for name, text in self.usage.items()}
