"""Component types (the catalogue) and the architecture composed of them: components and connections.

Every quantity is an `Amount`: a low, a typical and a high value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from string import Formatter
from typing import Annotated, Literal, NamedTuple, TypeAlias

from pydantic import Field, PlainSerializer

from app.domain.model.expressions import SCENARIOS, Formula, FormulaText, Test, parse_formula, parse_test, plain
from app.domain.model.frozen import Entry, Frozen
from app.domain.model.graph import Graph
from app.words.text import Text

Place: TypeAlias = Literal["outside", "edge", "public", "private", "data", "regional", "other_region", "account"]
Lane: TypeAlias = Literal["entry", "compute", "data", "async", "security", "operations"]
Kind: TypeAlias = Literal["request", "data", "async", "auth", "operations", "replication"]
RunGrade: TypeAlias = Literal["none", "little", "some", "much"]
WaitGrade: TypeAlias = Literal["none", "short", "long"]
Number: TypeAlias = Annotated[Decimal, PlainSerializer(lambda number: f"{number:f}", return_type=str)]
VPC_PLACES = frozenset({"public", "private", "data"})
LOAD = "load."


@dataclass(frozen=True)
class Amount:
    """A quantity in three scenarios: low, typical, high; serialized as decimal strings."""

    low: Number
    typical: Number
    high: Number

    @staticmethod
    def of(*values: Decimal) -> "Amount":
        """An amount from one value for all scenarios, or from low, typical and high."""
        return Amount(*values) if len(values) == len(SCENARIOS) else Amount(values[0], values[0], values[0])

    @staticmethod
    def spread(values: tuple[Decimal, Decimal, Decimal]) -> "Amount":
        """An amount with low ≤ typical ≤ high from the results of a formula in the three scenarios.

        A formula can fall as its inputs rise: low and high are then swapped. Trailing zeros are removed.
        """
        low, typical, high = map(plain, values)
        return (
            Amount(min(low, typical), typical, max(typical, high))
            if low <= high
            else Amount(min(high, typical), typical, max(typical, low))
        )

    def plain(self) -> "Amount":
        """The same quantity without trailing zeros."""
        return Amount(plain(self.low), plain(self.typical), plain(self.high))

    def __getitem__(self, scenario: int) -> Decimal:
        return (self.low, self.typical, self.high)[scenario]

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.low + other.low, self.typical + other.typical, self.high + other.high)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.low - other.low, self.typical - other.typical, self.high - other.high)


NOTHING = Amount.of(Decimal(0))
Values: TypeAlias = tuple[tuple[Decimal, ...], ...]


class Numbers(NamedTuple):
    """Values of named numbers: `last` in month 12, `first` in month 1.

    Both are (low, typical, high); each of these holds one value for each name, in the order of `names`.
    """

    names: tuple[str, ...]
    last: Values
    first: Values


NO_NUMBERS = Numbers((), ((), (), ()), ((), (), ()))


def sum_of(loads: Iterable[dict[str, Amount]]) -> dict[str, Amount]:
    """Add up loads (amounts by kind of load), kind by kind."""
    total: dict[str, Amount] = {}
    for load in loads:
        for kind, amount in load.items():
            total[kind] = total[kind] + amount if kind in total else amount
    return {kind: amount.plain() for kind, amount in total.items()}


class PriceName(Frozen):
    """The key of a price point; `item` can hold placeholders in braces for the size, options and settings."""

    service: str
    item: str

    @cached_property
    def names(self) -> frozenset[str]:
        """The placeholders of `item`."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.item) if name)


class LineItemType(Entry):
    """A line item that a component type is billed for: a formula for the quantity of a month, times a price point.

    `when`: the values of options and settings under which it is billed (one, or any of several).
    `optional`: left out while its quantity is 0. `unpriced`: why there is no public price, if there is none.
    """

    name: Text
    unit: str
    quantity: FormulaText
    price: PriceName
    source: str
    note: Text | None = None
    when: dict[str, str | tuple[str, ...]] = {}
    optional: bool = False
    unpriced: Text | None = None

    def applies(self, chosen: Mapping[str, str]) -> bool:
        """Whether it is billed under these options and settings (value by name)."""
        return all(
            chosen[name] == wanted or (isinstance(wanted, tuple) and chosen[name] in wanted)
            for name, wanted in self.when.items()
        )

    @cached_property
    def formula(self) -> Formula:
        """The parsed formula of the quantity a month."""
        return parse_formula(self.quantity)


class Size(Frozen):
    """The sizes of a component type, and the formulas of what it needs of each attribute of a size.

    `ladder` lists the sizes that can be chosen, smallest first: attributes by name, `id` is AWS's name of the size.
    `also` lists sizes that are never chosen but can be asked for when single resources are priced.
    """

    needs: dict[str, FormulaText]
    ladder: tuple[dict[str, str], ...] = Field(min_length=1)
    also: tuple[dict[str, str], ...] = ()

    @cached_property
    def formulas(self) -> Mapping[str, Formula]:
        """The parsed formula of each need, by attribute."""
        return {name: parse_formula(text) for name, text in self.needs.items()}

    @cached_property
    def numbers(self) -> Mapping[str, Mapping[str, Decimal]]:
        """The attributes of every size by its id, under the names that formulas read (`size.…`)."""
        return {
            size["id"]: {f"size.{name}": Decimal(value) for name, value in size.items() if name != "id"}
            for size in (*self.ladder, *self.also)
        }

    def numbers_of(self, size: str) -> Mapping[str, Decimal]:
        """The attributes of one size under the names that formulas read; empty for an unlisted size."""
        return self.numbers.get(size, {})

    def smallest_for(self, needs: Mapping[str, Decimal]) -> Mapping[str, str]:
        """The smallest size of the ladder with at least the needed value of every attribute; the largest if none has.

        `needs` are required values by attribute.
        """
        wanted = [(f"size.{name}", need) for name, need in needs.items()]
        for size in self.ladder:
            has = self.numbers[size["id"]]
            if all(has[name] >= need for name, need in wanted):
                return size
        return self.ladder[-1]


class Wait(Frozen):
    """How long a request may wait for a component to start, if the facts pass all tests of `when`."""

    grade: WaitGrade
    when: dict[str, str | list[str]] = {}

    @cached_property
    def tests(self) -> Mapping[str, Test]:
        """The parsed tests of `when`, by fact."""
        return {fact: parse_test(written) for fact, written in self.when.items()}


class ComponentType(Entry):
    """A component type of the catalogue: its AWS names, its place in the picture, its sizes and its line items.

    `place_if`: other places by setting and value. `options`: possible values, the first one is the default.
    `equivalents`: products of other vendors, by vendor. `priced_only`: no outcome adds it, the API can price it.
    """

    id: str
    service: str
    resource: str
    icon: str
    place: Place
    place_if: dict[str, dict[str, Place]] = {}
    lane: Lane | None = None
    tier: int = Field(ge=1, le=9)
    zonal: bool = False
    status: str = "available"
    to_run: RunGrade = "none"
    wait: Wait | None = None
    equivalents: dict[str, str] = {}
    count: FormulaText = "1"
    size: Size | None = None
    options: dict[str, tuple[str, ...]] = {}
    priced_only: bool = False
    line_items: tuple[LineItemType, ...] = ()

    @cached_property
    def count_formula(self) -> Formula:
        """The parsed formula of how many of it there are."""
        return parse_formula(self.count)

    @cached_property
    def names_billed(self) -> tuple[str, ...]:
        """Every name that its line items read: in formulas, in `when` and as placeholders of prices; sorted."""
        names = {name for item in self.line_items for name in item.formula.names}
        names |= {name for item in self.line_items for name in (*item.price.names, *item.when)}
        return tuple(sorted(names))

    @cached_property
    def names_read(self) -> tuple[str, ...]:
        """Every name that its line items, its count and its size read; sorted."""
        return tuple(sorted({*self.names_billed, *self.formula_names}))

    @cached_property
    def formula_names(self) -> frozenset[str]:
        """Every name that its formulas read: of quantities, of the count and of the needs of its size."""
        formulas = [self.count_formula, *(item.formula for item in self.line_items)]
        formulas += self.size.formulas.values() if self.size else ()
        return frozenset(name for formula in formulas for name in formula.names)

    @cached_property
    def load_names(self) -> tuple[tuple[str, str], ...]:
        """The kinds of load that its formulas read, each as (kind, name in a formula)."""
        return tuple((name.removeprefix(LOAD), name) for name in self.names_read if name.startswith(LOAD))

    @cached_property
    def usual_options(self) -> Mapping[str, str]:
        """The default value of each option: the first one listed."""
        return {name: values[0] for name, values in self.options.items()}

    @cached_property
    def needs_size(self) -> bool:
        """Whether a size must be given to price it: its prices depend on a size and it has no ladder to choose from."""
        return not self.size and any("size" in item.price.names for item in self.line_items)

    @cached_property
    def loads_read(self) -> tuple[str, ...]:
        """The kinds of load that its cost depends on, and `hours` if it is billed by the hour; sorted."""
        kinds = {kind for kind, _ in self.load_names}
        return tuple(sorted(kinds | ({"hours"} & self.formula_names)))

    def place_with(self, settings: Mapping[str, str]) -> Place:
        """Its place under the settings of an architecture."""
        for setting, places in self.place_if.items():
            if settings.get(setting) in places:
                return places[settings[setting]]
        return self.place


@dataclass(frozen=True)
class Component:
    """One component of an architecture; `id` is its role, `label` what it is for, `decisions` those that added it.

    `load` is what it carries in month 12, `first_load` in month 1, by kind of load.
    `settings` and `numbers` are the values that its size, count and line items are calculated from.
    """

    id: str
    type: str
    service: str
    label: Text
    icon: str
    place: Place
    group: str
    tier: int
    zones: int
    count: Amount
    size: str = ""
    options: dict[str, str] = field(default_factory=dict)
    load: dict[str, Amount] = field(default_factory=dict)
    first_load: dict[str, Amount] = field(default_factory=dict)
    decisions: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    numbers: Numbers = field(default=NO_NUMBERS, repr=False)


@dataclass(frozen=True)
class Connection:
    """A directed connection between two components; `load` by kind is a monthly total, or a peak for peak figures."""

    source: str
    target: str
    label: Text
    kind: Kind
    load: dict[str, Amount] = field(default_factory=dict)


@dataclass(frozen=True)
class Architecture:
    """Components and connections, in the order of the decisions that added them.

    `unmerged` holds one connection for each specification and pair of roles; `connections` merges parallel ones.
    """

    region: str
    zones: int
    settings: dict[str, str]
    components: tuple[Component, ...]
    unmerged: tuple[Connection, ...] = ()

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """The connections; those with the same ends, label and kind are merged, their loads added up."""
        merged: dict[tuple[str, str, str, str], Connection] = {}
        for part in self.unmerged:
            key = (part.source, part.target, part.label.en, part.kind)
            load = sum_of([merged[key].load, part.load]) if key in merged else part.load
            merged[key] = Connection(part.source, part.target, part.label, part.kind, load)
        return tuple(merged.values())

    @cached_property
    def types(self) -> Mapping[str, str]:
        """The component type in each role."""
        return {component.id: component.type for component in self.components}

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """For each role the number of connections on the shortest path to it from a role without incoming ones.

        Roles without any connection are left out.
        """
        roles = [component.id for component in self.components]
        graph = Graph(roles, ((part.source, part.target) for part in self.unmerged))
        return graph.distances(role for role in roles if graph.successors(role) and not graph.predecessors(role))

    def component(self, role: str) -> Component | None:
        """The component in a role, or None if no component fills it."""
        return next((item for item in self.components if item.id == role), None)
