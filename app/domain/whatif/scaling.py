"""The cost of each component of an architecture at other sizes of the workload, for the typical month.

Decisions stay the same; usage, load, sizes and counts are recalculated. At the workload's own size the cost equals that
of the estimate to the cent.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from app.domain.model.architecture import LOAD, ComponentType, LineItemType
from app.domain.model.briefs import Brief
from app.domain.model.expressions import Formula
from app.domain.model.prices import PriceBook, PricePoint
from app.domain.model.usage import ZERO, FigureType, Usage, numeric
from app.domain.pipeline.kernel import TYPICAL, price_line, size_and_count
from app.domain.pipeline.structure import Box, ConnectionLoad, Settings, Structure, zones_of
from app.domain.rulebook import Rulebook
from app.domain.whatif.crossings import BEYOND

Numbers = dict[str, Decimal]
ComponentKey = tuple[str, str, Settings, tuple[ConnectionLoad, ...]]


class TypicalMonth(NamedTuple):
    """A component's typical month: USD, whether every quantity has a price, whether its largest size is too small."""

    usd: Decimal
    complete: bool
    outgrown: bool


@dataclass(frozen=True, eq=False)
class ScaledComponent:
    """One component of an architecture with the connections that give it its load; several curves can share it.

    `moves`: whether its cost depends on the size of the workload.
    """

    role: str
    type: ComponentType
    settings: Mapping[str, str]
    arriving: tuple[ConnectionLoad, ...]
    book: PriceBook
    moves: bool
    _points: dict[tuple[str, str], PricePoint | None] = field(default_factory=dict)

    def month(self, numbers: Numbers) -> TypicalMonth:
        """Its typical month for these numbers of usage."""
        local = {name: numbers[name] for name in self._names if name in numbers}
        local.update(self._fixed)
        local.update(self._load(local))
        size, outgrown = size_and_count(self.type, {TYPICAL: local})
        chosen = {**self.settings, **self.type.usual_options, "size": size}
        lines = [self._line(item, chosen, local) for item in self._billed]
        return TypicalMonth(sum((usd for usd, _ in lines), ZERO), all(complete for _, complete in lines), outgrown)

    def with_setting(self, name: str, value: str) -> "ScaledComponent":
        """The same part with another value of a setting; itself if it does not read the setting."""
        return replace(self, settings={**self.settings, name: value}, _points={}) if name in self.settings else self

    @cached_property
    def _names(self) -> frozenset[str]:
        return names_of(self.type, self.arriving)

    @cached_property
    def _fixed(self) -> Numbers:
        """The numbers that are the same at every size of the workload: numeric settings and zones."""
        zones = {"zones": Decimal(zones_of(self.type, self.settings))} if self.type.zonal else {}
        return {**numeric(self.settings), **zones}

    @cached_property
    def _billed(self) -> tuple[LineItemType, ...]:
        chosen = {**self.settings, **self.type.usual_options}
        return tuple(item for item in self.type.line_items if item.applies(chosen))

    @cached_property
    def _carried(self) -> tuple[tuple[str, Formula, Decimal], ...]:
        """The incoming loads that it reads, as (name, formula, share of the formula's value)."""
        read = {name for _, name in self.type.load_names}
        return tuple(
            (LOAD + kind, formula, Decimal(1) / load.among)
            for load in self.arriving
            for kind, formula in load.spec.formulas.items()
            if LOAD + kind in read
        )

    def _load(self, local: Numbers) -> Numbers:
        load = {name: ZERO for _, name in self.type.load_names}
        for name, formula, share in self._carried:
            load[name] += formula.value(local, TYPICAL) * share
        return load

    def _line(self, item: LineItemType, chosen: Mapping[str, str], local: Numbers) -> tuple[Decimal, bool]:
        quantity, point = item.formula.value(local, TYPICAL), self._point(item, chosen)
        if point is None:
            return ZERO, not quantity
        return sum((usd for _, usd in price_line(point, quantity)), ZERO), not point.beyond(quantity)

    def _point(self, item: LineItemType, chosen: Mapping[str, str]) -> PricePoint | None:
        key = (item.price.item, chosen["size"])
        if key not in self._points:
            self._points[key] = self.book.find(item.price.service, item.price.item.format_map(chosen))
        return self._points[key]


def names_of(found: ComponentType, arriving: Collection[ConnectionLoad]) -> frozenset[str]:
    """Every name that the formulas of a component type and of its incoming loads read."""
    return frozenset({*found.names_read, *(name for load in arriving for name in load.spec.names_read)})


class Workload:
    """The workload of a brief at any size along the number input `axis`, and the cost of parts there.

    `own` is its own size. Numbers and costs at a size are calculated once.
    """

    def __init__(self, rulebook: Rulebook, brief: Brief, usage: Usage, axis: str) -> None:
        self._rulebook = rulebook
        self._book = rulebook.prices[str(rulebook.facts_of(brief)["region"])]
        self._overwritten = brief.usage.keys()
        self._numbers = usage.scopes[TYPICAL]
        self.own = self._numbers[axis]
        self._rising = {axis, *(rulebook.growth.rises if self.own >= 1 else ())}
        self._moving = self._reached()
        self._wanted: set[str] = set()
        self._followed: tuple[FigureType, ...] = ()
        self._numbers_at: dict[Decimal, Numbers] = {}
        self._parts: dict[ComponentKey, ScaledComponent] = {}
        self._months: dict[tuple[ScaledComponent, Decimal], TypicalMonth] = {}

    def numbers_at(self, size: Decimal) -> Numbers:
        """The numbers of a month at a size: growing inputs in proportion, figures that some part reads recalculated.

        A figure that the brief overwrites grows in proportion if its formula depends on a growing input. With an own
        size below 1, only the axis itself changes.
        """
        if size not in self._numbers_at:
            numbers = dict(self._numbers)
            numbers.update({name: self._in_proportion(name, size) for name in self._rising})
            for figure in self._followed:
                given = figure.id in self._overwritten
                of_formula = figure.parsed.value
                numbers[figure.id] = self._in_proportion(figure.id, size) if given else of_formula(numbers, TYPICAL)
            self._numbers_at[size] = numbers
        return self._numbers_at[size]

    def parts(self, built: Structure) -> frozenset[ScaledComponent]:
        """The parts of a structure that have line items; equal parts of two structures are the same object."""
        return frozenset(self._part(built, box) for box in built.boxes.values() if box.type.line_items)

    def month(self, part: ScaledComponent, size: Decimal) -> TypicalMonth:
        """The typical month of a part at a size."""
        key = part, size if part.moves else self.own
        if key not in self._months:
            self._months[key] = part.month(self.numbers_at(key[1]))
        return self._months[key]

    def price(self, part: ScaledComponent, size: int | Decimal) -> Decimal:
        """USD a month of a part at a size; BEYOND if its largest size is too small there, but not at the own size."""
        month = self.month(part, Decimal(size))
        return BEYOND if month.outgrown and not self.month(part, self.own).outgrown else month.usd

    def _reached(self) -> frozenset[str]:
        reached = set(self._rising)
        for figure in self._rulebook.figures:
            if not reached.isdisjoint(figure.parsed.names):
                reached.add(figure.id)
        return frozenset(reached)

    def _in_proportion(self, name: str, size: Decimal) -> Decimal:
        return self._numbers[name] * size / self.own if self.own >= 1 else size

    def _part(self, built: Structure, box: Box) -> ScaledComponent:
        found = box.type
        names = names_of(found, box.arriving)
        read = {*names, *found.place_if, *(("zones",) if found.zonal else ())}
        settings = {name: value for name, value in built.settings.items() if name in read}
        key = (box.role, found.id, tuple(settings.items()), box.arriving)
        if key not in self._parts:
            moves = not self._moving.isdisjoint(names)
            self._parts[key] = ScaledComponent(box.role, found, settings, box.arriving, self._book, moves)
            self._follow(names)
        return self._parts[key]

    def _follow(self, names: Collection[str]) -> None:
        """Add these figures, and all that they depend on, to those recalculated at every size."""
        if self._wanted.issuperset(names):
            return
        self._wanted.update(names)
        for figure in reversed(self._rulebook.figures):
            if figure.id in self._wanted:
                self._wanted.update(figure.parsed.names)
        reached = self._wanted & self._moving
        self._followed = tuple(figure for figure in self._rulebook.figures if figure.id in reached)
        self._numbers_at.clear()
