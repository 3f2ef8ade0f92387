"""From chosen outcomes to an architecture: roles filled, connections expanded, load carried, counts and sizes set.

Nothing is dropped silently: an end that is missing and a role that two types claim are faults of the composition.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain.architecture import VPC_PLACES, Amount, Architecture, Component, ComponentType, Connection
from app.domain.decisions import Addition, Choice, TypeBySetting, Wire
from app.domain.texts import Text, joined
from app.domain.usage import ScenarioScope, Scopes, Usage


@dataclass(frozen=True)
class Fault:
    """Why the chosen outcomes do not fit together: a connection without an end, or a role claimed twice."""

    role: str
    label: Text
    decision: str


@dataclass(frozen=True)
class Catalogue:
    """What composing needs of the rulebook: types, role sets, types that follow a setting, default settings."""

    types: Mapping[str, ComponentType]
    role_sets: Mapping[str, tuple[str, ...]]
    types_by_setting: Mapping[str, TypeBySetting]
    settings: Mapping[str, str]


@dataclass
class _Filled:
    type: ComponentType
    purposes: list[Text]
    decisions: list[str]


@dataclass(frozen=True)
class _Link:
    source: str
    target: str
    wire: Wire
    share: Decimal


def compose(
    catalogue: Catalogue, choices: Mapping[str, Choice], usage: Usage, region: str
) -> tuple[Architecture, tuple[Fault, ...]]:
    """Build the architecture of the chosen outcomes; the faults say what does not fit (empty unless pinned)."""
    settings = settings_of(catalogue, choices.values())
    filled, faults = _fill_roles(catalogue, choices, settings)
    links, missing = _link(catalogue, choices, filled, settings)
    measured = usage.with_settings(numeric(settings))
    carried = [(link, _load(link, measured.scopes)) for link in links]
    connections = _merged(_connection(link, load) for link, load in carried)
    received = _received((link.target, load) for link, load in carried)
    first = _received((link.target, _first_load(link, load, measured)) for link, load in carried)
    components = tuple(
        _component(role, entry, settings, measured.scopes, (received.get(role, {}), first.get(role, {})))
        for role, entry in filled.items()
    )
    zones = int(settings.get("zones", "1"))
    return Architecture(region, zones, settings, components, connections), (*faults, *missing)


def settings_of(catalogue: Catalogue, choices: Iterable[Choice]) -> dict[str, str]:
    """The architecture-wide settings: the defaults, overridden by the chosen outcomes."""
    settings = dict(catalogue.settings)
    for choice in choices:
        for outcome in choice.outcomes:
            settings.update(choice.decision.outcomes[outcome].settings)
    return settings


def numeric(settings: Mapping[str, str]) -> dict[str, Decimal]:
    """The settings that are numbers, for formulas to read."""
    return {name: Decimal(value) for name, value in settings.items() if value.isdecimal()}


def _fill_roles(
    catalogue: Catalogue, choices: Mapping[str, Choice], settings: Mapping[str, str]
) -> tuple[dict[str, _Filled], list[Fault]]:
    filled: dict[str, _Filled] = {}
    faults = []
    for choice in choices.values():
        for outcome in choice.outcomes:
            for addition in choice.decision.outcomes[outcome].adds:
                found = catalogue.types[type_of(addition, catalogue, settings)]
                entry = filled.setdefault(addition.role, _Filled(found, [], []))
                if entry.type.id != found.id:
                    faults.append(Fault(addition.role, addition.purpose, choice.decision.id))
                    continue
                if addition.purpose not in entry.purposes:
                    entry.purposes.append(addition.purpose)
                entry.decisions.append(choice.decision.id)
    return filled, faults


def type_of(addition: Addition, catalogue: Catalogue, settings: Mapping[str, str]) -> str:
    """The component type of an addition; one that follows a setting is looked up."""
    named = addition.type
    by_setting = catalogue.types_by_setting.get(named) if isinstance(named, str) else named
    if by_setting is None:
        return str(named)
    return by_setting.values[settings[by_setting.by]]


def _link(
    catalogue: Catalogue, choices: Mapping[str, Choice], filled: Mapping[str, _Filled], settings: Mapping[str, str]
) -> tuple[list[_Link], list[Fault]]:
    inside = {role for role, entry in filled.items() if entry.type.place_with(settings) in VPC_PLACES}
    links: list[_Link] = []
    faults = []
    for choice in choices.values():
        for outcome in choice.outcomes:
            for wire in choice.decision.outcomes[outcome].connect:
                sources = _members(catalogue, wire.source, inside if wire.inside_vpc else filled)
                targets = _members(catalogue, wire.target, filled)
                pairs = [(source, target) for source in sources for target in targets if source != target]
                if not pairs and not wire.optional:
                    faults.append(Fault(_empty_end(wire, sources), wire.label, choice.decision.id))
                for source, target in pairs:
                    share = Decimal(1) / len(pairs)
                    hops = _hops(source, target, [role for role in wire.via if role in filled], inside)
                    links.extend(_Link(start, end, wire, share) for start, end in hops)
    return links, faults


def _hops(source: str, target: str, ways: list[str], inside: Collection[str]) -> list[tuple[str, str]]:
    """The way from source to target: through the first of the ways; one in the VPC serves only what stands there."""
    via = next((way for way in ways if way not in inside or source in inside), None)
    return [(source, target)] if via is None or via in (source, target) else [(source, via), (via, target)]


def _members(catalogue: Catalogue, ends: str | tuple[str, ...], filled: Collection[str]) -> list[str]:
    named = (ends,) if isinstance(ends, str) else ends
    roles = [role for name in named for role in catalogue.role_sets.get(name, (name,))]
    return [role for role in dict.fromkeys(roles) if role in filled]


def _empty_end(wire: Wire, sources: list[str]) -> str:
    end = wire.target if sources else wire.source
    return end if isinstance(end, str) else ", ".join(end)


def _load(link: _Link, scopes: Scopes) -> dict[str, Amount]:
    return {
        kind: Amount.spread(
            (
                formula.value(scopes[0], 0) * link.share,
                formula.value(scopes[1], 1) * link.share,
                formula.value(scopes[2], 2) * link.share,
            )
        )
        for kind, formula in link.wire.formulas.items()
    }


def _first_load(link: _Link, load: dict[str, Amount], usage: Usage) -> dict[str, Amount]:
    grows = any(not formula.names.isdisjoint(usage.growing) for formula in link.wire.formulas.values())
    return _load(link, usage.first_scopes) if grows else load


def _connection(link: _Link, load: dict[str, Amount]) -> Connection:
    return Connection(link.source, link.target, link.wire.label, link.wire.kind, load)


def _merged(connections: Iterable[Connection]) -> tuple[Connection, ...]:
    merged: dict[tuple[str, str, str, str], Connection] = {}
    for line in connections:
        key = (line.source, line.target, line.label.en, line.kind)
        merged[key] = replace(line, load=_sum(merged[key].load, line.load)) if key in merged else line
    return tuple(merged.values())


def _sum(left: Mapping[str, Amount], right: Mapping[str, Amount]) -> dict[str, Amount]:
    total = dict(left)
    for kind, amount in right.items():
        total[kind] = total[kind] + amount if kind in total else amount
    return total


def _received(arrivals: Iterable[tuple[str, Mapping[str, Amount]]]) -> dict[str, dict[str, Amount]]:
    """What each role receives in a month: the sum over its incoming connections, by kind."""
    total: dict[str, dict[str, Amount]] = {}
    for target, load in arrivals:
        total[target] = _sum(total.get(target, {}), load)
    return total


def _component(
    role: str,
    entry: _Filled,
    settings: Mapping[str, str],
    scopes: Scopes,
    load: tuple[dict[str, Amount], dict[str, Amount]],
) -> Component:
    found = entry.type
    place = found.place_with(settings)
    zones = int(settings["zones"]) if found.zonal and place in VPC_PLACES else 1
    component = Component(
        id=role,
        type=found.id,
        service=found.service,
        label=joined(entry.purposes),
        icon=found.icon,
        place=place,
        group=f"regional_{found.lane}" if place == "regional" else place,
        tier=found.tier,
        zones=zones,
        count=Amount.of(Decimal(1)),
        load=load[0],
        first_load=load[1],
        decisions=tuple(dict.fromkeys(entry.decisions)),
    )
    return sized(component, found, scopes)


def sized(component: Component, found: ComponentType, scopes: Scopes) -> Component:
    """The component with the size that covers its needs (typical scenario) and the count that carries its load."""
    if not found.size and not found.count_formula.names:  # a count that nothing moves
        return replace(component, count=Amount.of(found.count_formula.value({}, 1)))
    local = local_scopes(component, found, scopes, component.load)
    if found.size and not component.size:
        needs = {name: formula.value(local[1], 1) for name, formula in found.size.formulas.items()}
        component = replace(component, size=found.size.rung(needs)["id"])
        local = local_scopes(component, found, scopes, component.load)
    counts = tuple(found.count_formula.value(local[index], index) for index in (0, 1, 2))
    return replace(component, count=Amount.spread((counts[0], counts[1], counts[2])))


def local_scopes(component: Component, found: ComponentType, scopes: Scopes, load: Mapping[str, Amount]) -> Scopes:
    """The named numbers that the formulas of one component read: those given, and its load, count, size and zones."""
    common = {"zones": Decimal(component.zones)} if found.zonal else {}
    if found.size:
        common.update({f"size.{name}": value for name, value in found.size.attributes(component.size).items()})
    local = []
    for scenario, scope in enumerate(scopes):
        loads = {f"load.{kind}": amount[scenario] for kind, amount in load.items()}
        if "hours" in load:  # hours that are given replace those of a whole month
            loads["hours"] = load["hours"][scenario]
        local.append(ScenarioScope({**common, **loads, "count": component.count[scenario]}, scope))
    return local[0], local[1], local[2]
