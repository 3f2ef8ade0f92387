"""Component types (the catalogue) and the architecture that is composed of them: components and connections."""

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
    """A quantity in three scenarios: low, typical, high; decimal strings in a document."""

    low: Number
    typical: Number
    high: Number

    @staticmethod
    def of(*values: Decimal) -> "Amount":
        """One value for all scenarios, or one for each."""
        return Amount(*values) if len(values) == len(SCENARIOS) else Amount(values[0], values[0], values[0])

    @staticmethod
    def spread(values: tuple[Decimal, Decimal, Decimal]) -> "Amount":
        """Three values in order, whichever way the formula ran, written plainly."""
        low, typical, high = map(plain, values)
        return (
            Amount(min(low, typical), typical, max(typical, high))
            if low <= high
            else Amount(min(high, typical), typical, max(typical, low))
        )

    def plain(self) -> "Amount":
        """The same quantity without zeros at the end of its numbers."""
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
    """Named numbers of month 12 and of month 1 in each scenario, in the order of the names."""

    names: tuple[str, ...]
    last: Values
    first: Values


NO_NUMBERS = Numbers((), ((), (), ()), ((), (), ()))


def sum_of(loads: Iterable[dict[str, Amount]]) -> dict[str, Amount]:
    """The sum of loads, kind by kind."""
    total: dict[str, Amount] = {}
    for load in loads:
        for kind, amount in load.items():
            total[kind] = total[kind] + amount if kind in total else amount
    return {kind: amount.plain() for kind, amount in total.items()}


class PriceName(Frozen):
    """Which price a line item takes; names in braces in `item` are filled with the size and the settings."""

    service: str
    item: str

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in braces: the size, options and settings."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.item) if name)


class LineItemType(Entry):
    """One line of a component's bill: a quantity by formula times a price; `when` names the options it is billed under.

    An `optional` line is left out while its quantity is 0; `unpriced` says why no public price is known, where none is.
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
        """Whether the line is billed under the chosen options and settings."""
        return all(
            chosen[name] == wanted or (isinstance(wanted, tuple) and chosen[name] in wanted)
            for name, wanted in self.when.items()
        )

    @cached_property
    def formula(self) -> Formula:
        """The quantity of a month as a formula."""
        return parse_formula(self.quantity)


class Size(Frozen):
    """A ladder of sizes: the first rung whose attributes cover every need is taken, the last one when none does.

    Further sizes, `also`, are never chosen but can be given for pricing.
    """

    needs: dict[str, FormulaText]
    ladder: tuple[dict[str, str], ...] = Field(min_length=1)
    also: tuple[dict[str, str], ...] = ()

    @cached_property
    def formulas(self) -> Mapping[str, Formula]:
        """What is needed of each attribute, as formulas."""
        return {name: parse_formula(text) for name, text in self.needs.items()}

    @cached_property
    def numbers(self) -> Mapping[str, Mapping[str, Decimal]]:
        """The attributes of every size by its id, with the names that formulas read."""
        return {
            rung["id"]: {f"size.{name}": Decimal(value) for name, value in rung.items() if name != "id"}
            for rung in (*self.ladder, *self.also)
        }

    def numbers_of(self, size: str) -> Mapping[str, Decimal]:
        """The attributes of a size as formulas read them; none for a size that is not listed."""
        return self.numbers.get(size, {})

    def rung(self, needs: Mapping[str, Decimal]) -> Mapping[str, str]:
        """The first rung that covers every need, or the last."""
        wanted = [(f"size.{name}", need) for name, need in needs.items()]
        for rung in self.ladder:
            has = self.numbers[rung["id"]]
            if all(has[name] >= need for name, need in wanted):
                return rung
        return self.ladder[-1]


class Wait(Frozen):
    """How long a request may wait for a component to start, and for which facts; always if no test is given."""

    grade: WaitGrade
    when: dict[str, str | list[str]] = {}

    @cached_property
    def tests(self) -> Mapping[str, Test]:
        """The tests that must all hold for the wait to be met."""
        return {fact: parse_test(written) for fact, written in self.when.items()}


class ComponentType(Entry):
    """An entry of the catalogue: AWS's own name, where it stands in the picture, and what it is billed for."""

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
        """How many of them stand there, as a formula."""
        return parse_formula(self.count)

    @cached_property
    def names_billed(self) -> tuple[str, ...]:
        """Every name that its line items read: of usage, of settings, of its own load, also in the names of prices."""
        names = {name for item in self.line_items for name in item.formula.names}
        names |= {name for item in self.line_items for name in (*item.price.names, *item.when)}
        return tuple(sorted(names))

    @cached_property
    def names_read(self) -> tuple[str, ...]:
        """Every name that it reads: for its line items, its count and its size."""
        return tuple(sorted({*self.names_billed, *self.formula_names}))

    @cached_property
    def formula_names(self) -> frozenset[str]:
        """Every name that its formulas read."""
        formulas = [self.count_formula, *(item.formula for item in self.line_items)]
        formulas += self.size.formulas.values() if self.size else ()
        return frozenset(name for formula in formulas for name in formula.names)

    @cached_property
    def load_names(self) -> tuple[tuple[str, str], ...]:
        """The kinds of load that its formulas read, each with its name in a formula."""
        return tuple((name.removeprefix(LOAD), name) for name in self.names_read if name.startswith(LOAD))

    @cached_property
    def usual_options(self) -> Mapping[str, str]:
        """Each option at its first value, which holds when nothing else is said."""
        return {name: values[0] for name, values in self.options.items()}

    @cached_property
    def needs_size(self) -> bool:
        """Whether it can only be priced with a given size, because nothing chooses one."""
        return not self.size and any("size" in item.price.names for item in self.line_items)

    @cached_property
    def loads_read(self) -> tuple[str, ...]:
        """The kinds of load that its bill depends on, with `hours` where it is billed by the hour."""
        kinds = {kind for kind, _ in self.load_names}
        return tuple(sorted(kinds | ({"hours"} & self.formula_names)))

    def place_with(self, settings: Mapping[str, str]) -> Place:
        """Where it stands, given the architecture-wide settings."""
        for setting, places in self.place_if.items():
            if settings.get(setting) in places:
                return places[settings[setting]]
        return self.place


@dataclass(frozen=True)
class Component:
    """One box of the architecture; `id` is its role, `label` says what it is for.

    `settings` and `numbers` are those that its size, its count and its bill are calculated with.
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
    """What runs from one component to another, with what it carries in a month (or at one time, for peak figures)."""

    source: str
    target: str
    label: Text
    kind: Kind
    load: dict[str, Amount] = field(default_factory=dict)


@dataclass(frozen=True)
class Architecture:
    """Components and connections, in the order of the decisions that brought them.

    `unmerged` holds a connection of its own for every specification that asks for one.
    """

    region: str
    zones: int
    settings: dict[str, str]
    components: tuple[Component, ...]
    unmerged: tuple[Connection, ...] = ()

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """The connections; those of one kind with one label between the same two components are one."""
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
        """How many connections lie between where work comes in (nothing leads there) and each role that it reaches."""
        roles = [component.id for component in self.components]
        graph = Graph(roles, ((part.source, part.target) for part in self.unmerged))
        return graph.distances(role for role in roles if graph.successors(role) and not graph.predecessors(role))

    def component(self, role: str) -> Component | None:
        """The component in a role, or None when the role is empty."""
        return next((item for item in self.components if item.id == role), None)
