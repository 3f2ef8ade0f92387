"""From a structure and the usage of a month to an architecture: components with load, size and count."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from app.domain.model.architecture import (
    Amount,
    Architecture,
    Component,
    ComponentType,
    Connection,
    Numbers,
    Values,
    sum_of,
)
from app.domain.model.decisions import Choice
from app.domain.model.usage import ZERO, Scopes, Usage, numeric
from app.domain.pipeline.kernel import size_and_count
from app.domain.pipeline.structure import Box, Catalogue, ConnectionLoad, Fault, Structure, structure_of

Load: TypeAlias = tuple[tuple[str, Amount], ...]
"""Amounts by kind of load."""
ONE = Amount.of(Decimal(1))


class Carried(NamedTuple):
    """A load in month 12 (`last`) and in month 1 (`first`)."""

    last: Load
    first: Load


NOTHING_CARRIED = Carried((), ())


def compose(
    catalogue: Catalogue, choices: Mapping[str, Choice], usage: Usage, region: str
) -> tuple[Architecture, tuple[Fault, ...]]:
    """The architecture of choices under a usage, and the faults of its structure (none without pins)."""
    built = structure_of(catalogue, choices)
    loads = {planned.load: carried(planned.load, usage) for planned in built.connections}
    components = [
        component_of(
            box, tuple([loads[load] for load in box.arriving]), usage.numbers(catalogue.names_read[box.type.id])
        )
        for box in built.boxes.values()
    ]
    return architecture_of(built, region, components, loads), built.faults


def architecture_of(
    built: Structure, region: str, components: Iterable[Component], loads: Mapping[ConnectionLoad, Carried]
) -> Architecture:
    """The architecture of a structure, given its components and the loads of its connections."""
    zones = int(built.settings.get("zones", "1"))
    connections = [
        Connection(source, target, load.spec.label, load.spec.kind, dict(loads[load].last))
        for source, target, load in built.connections
    ]
    return Architecture(region, zones, built.settings, tuple(components), tuple(connections))


def carried(load: ConnectionLoad, usage: Usage) -> Carried:
    """The load of one connection in month 12 and in month 1."""
    formulas = load.spec.formulas
    if not formulas:
        return NOTHING_CARRIED
    settings = dict(load.settings)
    numbers = usage.numbers(tuple([name for name in load.spec.names_read if name not in settings]))
    own = numeric(settings)
    last = _share(load, _scopes(numbers.names, numbers.last, own))
    if numbers.first is numbers.last:
        return Carried(last, last)
    return Carried(last, _share(load, _scopes(numbers.names, numbers.first, own)))


def _share(load: ConnectionLoad, scopes: Scopes) -> Load:
    share = Decimal(1) / load.among
    return tuple(
        [
            (kind, Amount.spread((low * share, typical * share, high * share)))
            for kind, formula in load.spec.formulas.items()
            for low, typical, high in (formula.values(scopes),)
        ]
    )


def _scopes(names: tuple[str, ...], values: Values, more: Mapping[str, Decimal]) -> Scopes:
    low, typical, high = values
    return (
        {**dict(zip(names, low, strict=True)), **more},
        {**dict(zip(names, typical, strict=True)), **more},
        {**dict(zip(names, high, strict=True)), **more},
    )


def component_of(box: Box, arriving: tuple[Carried, ...], numbers: Numbers) -> Component:
    """The component of a box, given the incoming loads and the numbers of usage that its formulas read."""
    found, load = box.type, sum_of(dict(part.last) for part in arriving)
    grows = any(part.first is not part.last for part in arriving)
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
        first_load=sum_of(dict(part.first) for part in arriving) if grows else load,
        decisions=box.decisions,
        settings=dict(box.settings),
        numbers=numbers,
    )
    return sized(component, found)


def sized(component: Component, found: ComponentType) -> Component:
    """The component with its size (unless given; by the needs of the typical scenario) and its count."""
    if not found.size and not found.count_formula.names:  # a constant count
        return replace(component, count=Amount.of(found.count_formula.value({}, 1)))
    scenarios = dict(enumerate(local_scopes(component, found)))
    chosen = size_and_count(found, scenarios, component.size)
    low, typical, high = (scope["count"] for scope in scenarios.values())
    return replace(component, size=chosen.size, count=Amount.spread((low, typical, high)))


def local_scopes(component: Component, found: ComponentType, *, first: bool = False) -> Scopes:
    """The numbers that the formulas of a component read, in month 12 or in the `first` month.

    These are its `numbers` of usage, numeric settings, load, count, size and zones; a kind of load that no connection
    carries is 0.
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
