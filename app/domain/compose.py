"""From chosen outcomes to an architecture: roles filled, connections expanded, load carried, counts and sizes set.

Nothing is dropped silently: an end that is missing and a role that two types claim are faults of the composition.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, TypeAlias

from app.domain.architecture import VPC_PLACES, Amount, Architecture, Component, ComponentType, Connection
from app.domain.decisions import Addition, Choice, TypeBySetting, Wire
from app.domain.texts import Text, joined
from app.domain.usage import ZERO, Scopes, Usage

Load: TypeAlias = dict[str, Amount]
Ends: TypeAlias = str | tuple[str, ...]


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
    _roles: dict[Ends, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def roles_of(self, ends: Ends) -> tuple[str, ...]:
        """The roles that the ends of a connection name, role sets expanded, each role once."""
        if ends not in self._roles:
            named = (ends,) if isinstance(ends, str) else ends
            members = dict.fromkeys(role for name in named for role in self.role_sets.get(name, (name,)))
            self._roles[ends] = tuple(members)
        return self._roles[ends]

    @cached_property
    def settings_read(self) -> Mapping[str, tuple[str, ...]]:
        """For each component type the settings that it reads."""
        return {name: self.settings_among(found.names_read) for name, found in self.types.items()}

    @cached_property
    def settings_billed(self) -> Mapping[str, tuple[str, ...]]:
        """For each component type the settings that its bill reads."""
        return {name: self.settings_among(found.names_billed) for name, found in self.types.items()}

    def settings_among(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names that are settings."""
        return tuple(name for name in names if name in self.settings)


@dataclass(frozen=True)
class Composed:
    """What composing with one usage worked out, for roads that differ in a few parts to take over.

    A value that is taken over is the same object, so that whatever follows can tell by identity that it is known.
    """

    loads: dict[Hashable, tuple[Wire, tuple[Load, Load]]] = field(default_factory=dict)
    received: dict[Hashable, tuple[list[tuple[Load, Load]], tuple[Load, Load]]] = field(default_factory=dict)
    components: dict[Hashable, tuple[tuple[Load, Load], Component]] = field(default_factory=dict)

    def without(self, moved: frozenset[str], types: Mapping[str, ComponentType]) -> "Composed":
        """What still holds when these names have other numbers."""
        # Entries hold whatever their keys tell apart by identity, so that an id stays taken as long as it is a key.
        return Composed(
            {key: entry for key, entry in self.loads.items() if moved.isdisjoint(entry[0].names_read)},
            dict(self.received),
            {key: entry for key, entry in self.components.items() if moved.isdisjoint(types[entry[1].type].names_read)},
        )


class _Work(NamedTuple):
    """What the steps of composing share."""

    catalogue: Catalogue
    settings: Mapping[str, str]
    usage: Usage
    composed: Composed


@dataclass
class Filled:
    """A role that is taken: the type that fills it, what it is for and which decisions brought it."""

    type: ComponentType
    purposes: list[Text]
    decisions: list[str]


class Link(NamedTuple):
    """A connection between two filled roles: one of so many that share the load of a wire."""

    source: str
    target: str
    wire: Wire
    among: int


@dataclass(frozen=True)
class Structure:
    """What chosen outcomes build whatever the load: settings, filled roles, links between them, faults."""

    settings: Mapping[str, str]
    filled: Mapping[str, Filled]
    links: tuple[Link, ...]
    faults: tuple[Fault, ...]

    def leading_to(self, role: str) -> tuple[Link, ...]:
        """The links that end at a role."""
        return tuple(link for link in self.links if link.target == role)


_NOTHING: tuple[Load, Load] = ({}, {})


def compose(
    catalogue: Catalogue, choices: Mapping[str, Choice], usage: Usage, region: str, composed: Composed | None = None
) -> tuple[Architecture, tuple[Fault, ...]]:
    """Build the architecture of the chosen outcomes; the faults say what does not fit (empty unless pinned)."""
    built = structure(catalogue, choices)
    settings = dict(built.settings)
    work = _Work(catalogue, settings, usage.with_settings(settings), composed or Composed())
    carried = [(link, _carried(link, work) if link.wire.load else _NOTHING) for link in built.links]
    received = _received(carried, work.composed)
    filled = built.filled.items()
    components = tuple(_component(role, entry, received.get(role, _NOTHING), work) for role, entry in filled)
    zones = int(settings.get("zones", "1"))
    return Architecture(region, zones, settings, components, _merged(carried)), built.faults


def structure(catalogue: Catalogue, choices: Mapping[str, Choice]) -> Structure:
    """What the chosen outcomes build, before anything is known of the load."""
    settings = settings_of(catalogue, choices.values())
    filled, faults = _fill_roles(catalogue, choices, settings)
    links, missing = _link(catalogue, choices, filled, settings)
    return Structure(settings, filled, tuple(links), (*faults, *missing))


def settings_of(catalogue: Catalogue, choices: Iterable[Choice]) -> dict[str, str]:
    """The architecture-wide settings: the defaults, overridden by the chosen outcomes."""
    settings = dict(catalogue.settings)
    for choice in choices:
        settings.update(choice.settings)
    return settings


def _fill_roles(
    catalogue: Catalogue, choices: Mapping[str, Choice], settings: Mapping[str, str]
) -> tuple[dict[str, Filled], list[Fault]]:
    filled: dict[str, Filled] = {}
    faults = []
    for choice in choices.values():
        for addition in choice.adds:
            found = catalogue.types[type_of(addition, catalogue, settings)]
            entry = filled.setdefault(addition.role, Filled(found, [], []))
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
    catalogue: Catalogue, choices: Mapping[str, Choice], filled: Mapping[str, Filled], settings: Mapping[str, str]
) -> tuple[list[Link], list[Fault]]:
    inside = {role for role, entry in filled.items() if entry.type.place_with(settings) in VPC_PLACES}
    links: list[Link] = []
    faults = []
    for choice in choices.values():
        for wire in choice.connect:
            here, there = (inside if wire.inside_vpc else filled), (inside if wire.into_vpc else filled)
            sources = [role for role in catalogue.roles_of(wire.source) if role in here]
            targets = [role for role in catalogue.roles_of(wire.target) if role in there]
            pairs = [(source, target) for source in sources for target in targets if source != target]
            if not pairs and not wire.optional:
                faults.append(Fault(_empty_end(wire, sources), wire.label, choice.decision.id))
            ways = [role for role in wire.via if role in filled]
            for source, target in pairs:
                hops = _hops(source, target, ways, inside) if ways else [(source, target)]
                links.extend(Link(start, end, wire, len(pairs)) for start, end in hops)
    return links, faults


def _hops(source: str, target: str, ways: list[str], inside: Collection[str]) -> list[tuple[str, str]]:
    """The way from source to target: through the first of the ways; one in the VPC serves only what stands there."""
    via = next((way for way in ways if way not in inside or source in inside), None)
    return [(source, target)] if via is None or via in (source, target) else [(source, via), (via, target)]


def _empty_end(wire: Wire, sources: list[str]) -> str:
    end = wire.target if sources else wire.source
    return end if isinstance(end, str) else ", ".join(end)


def _carried(link: Link, work: _Work) -> tuple[Load, Load]:
    """What a link carries in month 12 and in month 1: an equal share of its wire's load."""
    wire, usage, loads = link.wire, work.usage, work.composed.loads
    key = (id(wire), link.among, *[work.settings[name] for name in wire.names_read if name in work.settings])
    if key not in loads:
        load = _load(link, usage.scopes)
        grows = not usage.growing.isdisjoint(wire.names_read)
        loads[key] = wire, (load, _load(link, usage.first_scopes) if grows else load)
    return loads[key][1]


def _load(link: Link, scopes: Scopes) -> Load:
    share = Decimal(1) / link.among
    return {
        kind: Amount.spread((low * share, typical * share, high * share))
        for kind, formula in link.wire.formulas.items()
        for low, typical, high in (formula.values(scopes),)
    }


def _merged(carried: Iterable[tuple[Link, tuple[Load, Load]]]) -> tuple[Connection, ...]:
    merged: dict[tuple[str, str, str, str], Connection] = {}
    for link, (load, _) in carried:
        wire = link.wire
        key = (link.source, link.target, wire.label.en, wire.kind)
        carries = _sum([merged[key].load, load]) if key in merged else load
        merged[key] = Connection(link.source, link.target, wire.label, wire.kind, carries)
    return tuple(merged.values())


def _sum(loads: Iterable[Load]) -> Load:
    total: Load = {}
    for load in loads:
        for kind, amount in load.items():
            total[kind] = total[kind] + amount if kind in total else amount
    return total


def _received(carried: Iterable[tuple[Link, tuple[Load, Load]]], composed: Composed) -> dict[str, tuple[Load, Load]]:
    """What each role receives in month 12 and in month 1: the sum over its incoming connections, by kind."""
    arriving: dict[str, list[tuple[Load, Load]]] = {}
    for link, loads in carried:
        if loads is not _NOTHING:
            arriving.setdefault(link.target, []).append(loads)
    received = {}
    for role, arrivals in arriving.items():
        key = tuple(map(id, arrivals))
        if key not in composed.received:
            load = _sum(month for month, _ in arrivals)
            grows = any(first is not month for month, first in arrivals)
            composed.received[key] = arrivals, (load, _sum(first for _, first in arrivals) if grows else load)
        received[role] = composed.received[key][1]
    return received


def zones_of(found: ComponentType, settings: Mapping[str, str]) -> int:
    """Over how many zones of the VPC a component is spread; 1 outside the VPC."""
    return int(settings["zones"]) if found.zonal and found.place_with(settings) in VPC_PLACES else 1


def _component(role: str, entry: Filled, received: tuple[Load, Load], work: _Work) -> Component:
    found, settings, components = entry.type, work.settings, work.composed.components
    place, zones = found.place_with(settings), zones_of(found, settings)
    read = [settings[name] for name in work.catalogue.settings_read[found.id]]
    purposes, decisions = tuple(map(id, entry.purposes)), tuple(dict.fromkeys(entry.decisions))
    key = (role, found.id, place, zones, id(received), purposes, decisions, *read)
    if key not in components:
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
            load=received[0],
            first_load=received[1],
            decisions=decisions,
        )
        components[key] = received, sized(component, found, work.usage.scopes)
    return components[key][1]


def sized(component: Component, found: ComponentType, scopes: Scopes) -> Component:
    """The component with the size that covers its needs (typical scenario) and the count that carries its load."""
    if not found.size and not found.count_formula.names:  # a count that nothing moves
        return replace(component, count=Amount.of(found.count_formula.value({}, 1)))
    local = local_scopes(component, found, scopes, component.load)
    if found.size and not component.size:
        needs = {name: formula.value(local[1], 1) for name, formula in found.size.formulas.items()}
        component = replace(component, size=found.size.rung(needs)["id"])
        local = local_scopes(component, found, scopes, component.load)
    return replace(component, count=Amount.spread(found.count_formula.values(local)))


def local_scopes(component: Component, found: ComponentType, scopes: Scopes, load: Load) -> Scopes:
    """The named numbers that the formulas of one component read: those given, and its load, count, size and zones.

    A load that no connection carries is 0.
    """
    own = {"zones": Decimal(component.zones)} if found.zonal else {}
    if found.size:
        own.update(found.size.numbers_of(component.size))
    low, typical, high = (
        {
            **{name: scope[name] for name in found.names_read if name in scope},
            **{name: load[kind][scenario] if kind in load else ZERO for kind, name in found.load_names},
            **own,
            # Hours that are given replace those of a whole month.
            **({"hours": load["hours"][scenario]} if "hours" in load else {}),
            "count": component.count[scenario],
        }
        for scenario, scope in enumerate(scopes)
    )
    return low, typical, high
