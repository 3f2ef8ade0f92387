"""From chosen outcomes to the structure that they build, independent of numbers: settings, filled roles, connections.

A required connection without an end and a role filled with two types are reported as faults.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from app.domain.model.architecture import VPC_PLACES, ComponentType, Place
from app.domain.model.decisions import Addition, Choice, ConnectionSpec, Decision, Outcome, TypeBySetting
from app.memory import remembered
from app.words.text import Text, joined

Ends: TypeAlias = str | tuple[str, ...]
Settings: TypeAlias = tuple[tuple[str, str], ...]
"""Settings as (name, value), hashable."""
Parts: TypeAlias = Iterable[tuple[str, Outcome]]
"""Chosen outcomes, each with the id of its decision, in deciding order."""


@dataclass(frozen=True)
class Fault:
    """Why chosen outcomes do not fit together: an empty role at the end of a connection, or a role with two types.

    `label` is that of the connection, or the purpose of the second component; `decision` is the one that added it.
    """

    role: str
    label: Text
    decision: str


class ConnectionLoad(NamedTuple):
    """The load of each connection of a specification: its load divided by the number of pairs, `among`.

    `settings` are those that the formulas of the load read.
    """

    spec: ConnectionSpec
    among: int
    settings: Settings


class Box(NamedTuple):
    """A filled role with everything but the usage that its component depends on.

    Under the same usage and price book, equal boxes give equal components at equal prices.
    """

    role: str
    type: ComponentType
    place: Place
    zones: int
    additions: tuple[Addition, ...]
    decisions: tuple[str, ...]
    settings: Settings
    arriving: tuple[ConnectionLoad, ...]

    @property
    def label(self) -> Text:
        """The purposes of its additions, each once."""
        return joined(list(dict.fromkeys(addition.purpose for addition in self.additions)))


class PlannedConnection(NamedTuple):
    """A connection between two filled roles, with its load as a specification."""

    source: str
    target: str
    load: ConnectionLoad


@dataclass(frozen=True, eq=False)
class Structure:
    """What chosen outcomes build: settings, boxes by role, connections between them, faults."""

    settings: dict[str, str]
    boxes: Mapping[str, Box]
    connections: tuple[PlannedConnection, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The part of the rulebook that composing needs: types, role sets, types by setting, default settings."""

    types: Mapping[str, ComponentType]
    role_sets: Mapping[str, tuple[str, ...]]
    types_by_setting: Mapping[str, TypeBySetting]
    settings: Mapping[str, str]

    def roles_of(self, ends: Ends) -> Iterable[str]:
        """The roles at one end of a connection, role sets expanded, each role once."""
        if isinstance(ends, str):
            return self.role_sets.get(ends, (ends,))
        return dict.fromkeys(role for name in ends for role in self.role_sets.get(name, (name,)))

    def load(self, spec: ConnectionSpec, among: int, settings: Mapping[str, str]) -> ConnectionLoad:
        """The load of each of `among` connections of a specification."""
        read = tuple([(name, settings[name]) for name in spec.names_read if name in settings])
        return ConnectionLoad(spec, among, read)

    @cached_property
    def names_read(self) -> Mapping[str, tuple[str, ...]]:
        """For each component type the names of usage that its formulas read; sorted."""
        return {
            name: tuple(sorted(filter(self._is_usage(found), found.formula_names)))
            for name, found in self.types.items()
        }

    @cached_property
    def settings_read(self) -> Mapping[str, tuple[str, ...]]:
        """For each component type the settings that it reads."""
        return {
            name: tuple(read for read in found.names_read if read in self.settings)
            for name, found in self.types.items()
        }

    def _is_usage(self, found: ComponentType) -> Callable[[str], bool]:
        own = {"count", *self.settings, *(("zones",) if found.zonal else ())}
        return lambda name: name not in own and not name.startswith(("load.", "size."))


def structure_of(catalogue: Catalogue, choices: Mapping[str, Choice]) -> Structure:
    """Build the structure of choices by decision."""
    return _structure(catalogue, tuple([choice.building for choice in choices.values() if choice.building]))


@remembered("structures")
def _structure(catalogue: Catalogue, building: tuple[tuple[Decision, tuple[str, ...]], ...]) -> Structure:
    parts = [(decision.id, decision.outcomes[name]) for decision, outcomes in building for name in outcomes]
    settings = _settings(catalogue, parts)
    filled, faults = _fill_roles(catalogue, parts, settings)
    connections, missing = _connect(catalogue, parts, filled, settings)
    arriving: dict[str, list[ConnectionLoad]] = {}
    for planned in connections:
        if planned.load.spec.load:
            arriving.setdefault(planned.target, []).append(planned.load)
    boxes = {role: _boxed(catalogue, role, entry, settings, arriving.get(role, ())) for role, entry in filled.items()}
    return Structure(settings, boxes, tuple(connections), (*faults, *missing))


def settings_of(catalogue: Catalogue, choices: Iterable[Choice]) -> dict[str, str]:
    """The architecture-wide settings: the defaults, overridden by the chosen outcomes."""
    return _settings(catalogue, ((choice.decision.id, outcome) for choice in choices for outcome in choice.chosen))


def _settings(catalogue: Catalogue, parts: Parts) -> dict[str, str]:
    settings = dict(catalogue.settings)
    for _, outcome in parts:
        settings.update(outcome.settings)
    return settings


@dataclass
class _Filled:
    """A role while the structure is built: its type, and the additions and decisions that ask for it."""

    type: ComponentType
    additions: list[Addition]
    decisions: list[str]


def _fill_roles(
    catalogue: Catalogue, parts: Parts, settings: Mapping[str, str]
) -> tuple[dict[str, _Filled], list[Fault]]:
    filled: dict[str, _Filled] = {}
    faults = []
    for decision, outcome in parts:
        for addition in outcome.adds:
            found = catalogue.types[type_of(addition, catalogue, settings)]
            entry = filled.setdefault(addition.role, _Filled(found, [], []))
            if entry.type.id != found.id:
                faults.append(Fault(addition.role, addition.purpose, decision))
                continue
            entry.additions.append(addition)
            if decision not in entry.decisions:
                entry.decisions.append(decision)
    return filled, faults


def type_of(addition: Addition, catalogue: Catalogue, settings: Mapping[str, str]) -> str:
    """The id of the component type of an addition, under these settings if it depends on one."""
    named = addition.type
    by_setting = catalogue.types_by_setting.get(named) if isinstance(named, str) else named
    if by_setting is None:
        return str(named)
    return by_setting.values[settings[by_setting.by]]


def _connect(
    catalogue: Catalogue, parts: Parts, filled: Mapping[str, _Filled], settings: Mapping[str, str]
) -> tuple[list[PlannedConnection], list[Fault]]:
    inside = {role for role, entry in filled.items() if entry.type.place_with(settings) in VPC_PLACES}
    connections: list[PlannedConnection] = []
    faults = []
    for decision, outcome in parts:
        for spec in outcome.connect:
            here, there = (inside if spec.inside_vpc else filled), (inside if spec.into_vpc else filled)
            sources = [role for role in catalogue.roles_of(spec.source) if role in here]
            targets = [role for role in catalogue.roles_of(spec.target) if role in there]
            pairs = [(source, target) for source in sources for target in targets if source != target]
            if not pairs and not spec.optional:
                faults.append(Fault(_empty_end(spec, sources), spec.label, decision))
            ways = [role for role in spec.via if role in filled]
            load = catalogue.load(spec, len(pairs), settings)
            for source, target in pairs:
                hops = _hops(source, target, ways, inside) if ways else [(source, target)]
                connections.extend(PlannedConnection(start, end, load) for start, end in hops)
    return connections, faults


def _hops(source: str, target: str, ways: list[str], inside: Collection[str]) -> list[tuple[str, str]]:
    """The connections from source to target, through the first suitable role of `ways` if there is one.

    A role inside the VPC is suitable only for a source inside the VPC.
    """
    via = next((way for way in ways if way not in inside or source in inside), None)
    return [(source, target)] if via is None or via in (source, target) else [(source, via), (via, target)]


def _empty_end(spec: ConnectionSpec, sources: list[str]) -> str:
    end = spec.target if sources else spec.source
    return end if isinstance(end, str) else ", ".join(end)


def zones_of(found: ComponentType, settings: Mapping[str, str]) -> int:
    """The number of availability zones of a component: the setting `zones` if zonal and in the VPC, else 1."""
    return int(settings["zones"]) if found.zonal and found.place_with(settings) in VPC_PLACES else 1


def _boxed(
    catalogue: Catalogue, role: str, entry: _Filled, settings: Mapping[str, str], arriving: Iterable[ConnectionLoad]
) -> Box:
    found = entry.type
    return Box(
        role,
        found,
        found.place_with(settings),
        zones_of(found, settings),
        tuple(entry.additions),
        tuple(entry.decisions),
        tuple([(name, settings[name]) for name in catalogue.settings_read[found.id]]),
        tuple(arriving),
    )
