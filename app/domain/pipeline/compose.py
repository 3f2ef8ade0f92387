"""From a structure and the usage of a month to an architecture: load carried, counts and sizes set."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from app.domain.model.architecture import Amount, Architecture, Component, ComponentType, Line, Numbers, Values, sum_of
from app.domain.model.decisions import Choice
from app.domain.model.usage import MOST_MONTHS, ZERO, Scopes, Usage, numeric
from app.domain.pipeline.structure import Box, Catalogue, Fault, Flow, Structure, structure_of

Load: TypeAlias = dict[str, Amount]
MOST_REMEMBERED = 2048
"""Most loads and components that are remembered: other answers leave most of them as they are."""
ONE = Amount.of(Decimal(1))


@dataclass(frozen=True, eq=False)
class Carried:
    """A load in month 12 and in month 1."""

    last: Load
    first: Load


@dataclass(frozen=True, eq=False)
class _Month:
    """What composing with one usage worked out, for whatever else is built with it to take over."""

    usage: Usage
    loads: dict[Flow, Carried] = field(default_factory=dict)
    components: dict[Box, Component] = field(default_factory=dict)

    def fill(self, built: Structure) -> None:
        """Work out the loads and components of a structure that are not known yet."""
        for _, _, flow in built.links:
            if flow not in self.loads:
                self.loads[flow] = _carried(flow, self.usage.numbers(flow.names)) if flow.wire.load else _NOTHING
        for box in built.boxes.values():
            if box not in self.components:
                arriving = tuple([self.loads[flow] for flow in box.arriving])
                self.components[box] = _component(box, arriving, self.usage.numbers(box.names))


_month = lru_cache(MOST_MONTHS)(_Month)
_NOTHING = Carried({}, {})


def compose(
    catalogue: Catalogue, choices: Mapping[str, Choice], usage: Usage, region: str
) -> tuple[Architecture, tuple[Fault, ...]]:
    """Build the architecture of the chosen outcomes; the faults say what does not fit (empty unless pinned)."""
    built = structure_of(catalogue, choices)
    return architecture_of(built, usage, region), built.faults


def architecture_of(built: Structure, usage: Usage, region: str) -> Architecture:
    """A structure with the numbers of a month: what its lines carry, how many and how large its components are."""
    month = _month(usage)
    if len(month.components) > MOST_REMEMBERED:  # a month that is asked for all the time would keep all that ever was
        _month.cache_clear()
        month = _month(usage)
    month.fill(built)
    loads, components = month.loads, month.components
    boxes = tuple([components[box] for box in built.boxes.values()])
    lines = tuple(
        [Line(start, end, flow.wire.label, flow.wire.kind, loads[flow].last) for start, end, flow in built.links]
    )
    zones = int(built.settings.get("zones", "1"))
    return Architecture(region, zones, built.settings, boxes, lines)


@lru_cache(MOST_REMEMBERED)
def _carried(flow: Flow, numbers: Numbers) -> Carried:
    settings = numeric(flow.settings)
    last = _load(flow, _scopes(numbers.names, numbers.last, settings))
    if numbers.first is numbers.last:
        return Carried(last, last)
    return Carried(last, _load(flow, _scopes(numbers.names, numbers.first, settings)))


def _load(flow: Flow, scopes: Scopes) -> Load:
    share = Decimal(1) / flow.among
    return {
        kind: Amount.spread((low * share, typical * share, high * share))
        for kind, formula in flow.wire.formulas.items()
        for low, typical, high in (formula.values(scopes),)
    }


def _scopes(names: tuple[str, ...], values: Values, more: Mapping[str, Decimal]) -> Scopes:
    low, typical, high = values
    return (
        {**dict(zip(names, low, strict=True)), **more},
        {**dict(zip(names, typical, strict=True)), **more},
        {**dict(zip(names, high, strict=True)), **more},
    )


@lru_cache(MOST_REMEMBERED)
def _component(box: Box, arriving: tuple[Carried, ...], numbers: Numbers) -> Component:
    found, load = box.type, sum_of(carried.last for carried in arriving)
    grows = any(carried.first is not carried.last for carried in arriving)
    component = Component(
        id=box.role,
        type=found.id,
        service=found.service,
        label=box.label,
        icon=found.icon,
        place=box.place,
        group=f"regional_{found.lane}" if box.place == "regional" else box.place,
        tier=found.tier,
        zones=box.zones,
        count=ONE,
        load=load,
        first_load=sum_of(carried.first for carried in arriving) if grows else load,
        decisions=box.decisions,
        settings=box.settings,
        numbers=numbers,
    )
    return sized(component, found)


def sized(component: Component, found: ComponentType) -> Component:
    """The component with the size that covers its needs (typical scenario) and the count that carries its load."""
    if not found.size and not found.count_formula.names:  # a count that nothing moves
        return replace(component, count=Amount.of(found.count_formula.value({}, 1)))
    local = local_scopes(component, found)
    if found.size and not component.size:
        needs = {name: formula.value(local[1], 1) for name, formula in found.size.formulas.items()}
        component = replace(component, size=found.size.rung(needs)["id"])
        local = local_scopes(component, found)
    return replace(component, count=Amount.spread(found.count_formula.values(local)))


def local_scopes(component: Component, found: ComponentType, *, first: bool = False) -> Scopes:
    """The named numbers that the formulas of one component read: those given, and its load, count, size and zones.

    Of month 12, or of the `first` month. A load that no connection carries is 0.
    """
    numbers, load = component.numbers, component.first_load if first else component.load
    own = numeric(component.settings)
    if found.zonal:
        own["zones"] = Decimal(component.zones)
    if found.size:
        own.update(found.size.numbers_of(component.size))
    scopes = _scopes(numbers.names, numbers.first if first else numbers.last, own)
    for scenario, scope in enumerate(scopes):
        for kind, name in found.load_names:
            scope[name] = load[kind][scenario] if kind in load else ZERO
        if "hours" in load:  # hours that are given replace those of a whole month
            scope["hours"] = load["hours"][scenario]
        scope["count"] = component.count[scenario]
    return scopes
