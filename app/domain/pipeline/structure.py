"""From chosen outcomes to what they build before any number is known: settings, filled roles, links between them.

Nothing is dropped silently: an end that is missing and a role that two types claim are faults.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import NamedTuple, TypeAlias

from app.domain.model.architecture import VPC_PLACES, ComponentType, Place
from app.domain.model.decisions import Addition, Brought, Choice, TypeBySetting, Wire
from app.words.text import Text, joined

Ends: TypeAlias = str | tuple[str, ...]
MOST_STRUCTURES = 1024
"""Most structures that are remembered: an advice has one, and one for each road beside it."""
MOST_BOXES = 4096
"""Most boxes that are remembered: architectures share most of them."""


@dataclass(frozen=True)
class Fault:
    """Why the chosen outcomes do not fit together: a connection without an end, or a role claimed twice."""

    role: str
    label: Text
    decision: str


@dataclass(frozen=True, eq=False)
class Flow:
    """What a connection carries: an equal share of the load of its wire, under the settings that the load reads."""

    wire: Wire
    among: int
    settings: Mapping[str, str]
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Box:
    """A filled role before anything is known of numbers: all of the architecture that its component depends on.

    A box that stands in several architectures is built once.
    """

    role: str
    type: ComponentType
    place: Place
    zones: int
    label: Text
    decisions: tuple[str, ...]
    settings: Mapping[str, str]
    arriving: tuple[Flow, ...]
    names: tuple[str, ...]


class BoxKey(NamedTuple):
    """What makes a box: its role, type, place and zones, what it is for and who brought it, settings, what arrives."""

    role: str
    type: str
    place: Place
    zones: int
    purposes: tuple[Text, ...]
    decisions: tuple[str, ...]
    settings: tuple[str, ...]
    arriving: tuple[Flow, ...]


class Link(NamedTuple):
    """A connection between two filled roles."""

    source: str
    target: str
    flow: Flow


@dataclass(frozen=True, eq=False)
class Structure:
    """What chosen outcomes build whatever the numbers: settings, boxes by role, links between them, faults."""

    settings: dict[str, str]
    boxes: Mapping[str, Box]
    links: tuple[Link, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What composing needs of the rulebook: types, role sets, types that follow a setting, default settings.

    What it builds of them is remembered here, so that what follows is remembered with it.
    """

    types: Mapping[str, ComponentType]
    role_sets: Mapping[str, tuple[str, ...]]
    types_by_setting: Mapping[str, TypeBySetting]
    settings: Mapping[str, str]
    _roles: dict[Ends, tuple[str, ...]] = field(default_factory=dict, repr=False)
    # An entry holds its wire, so that the id in its key stays taken.
    _flows: dict[tuple[object, ...], Flow] = field(default_factory=dict, repr=False)

    def roles_of(self, ends: Ends) -> tuple[str, ...]:
        """The roles that the ends of a connection name, role sets expanded, each role once."""
        if ends not in self._roles:
            named = (ends,) if isinstance(ends, str) else ends
            members = dict.fromkeys(role for name in named for role in self.role_sets.get(name, (name,)))
            self._roles[ends] = tuple(members)
        return self._roles[ends]

    def flow(self, wire: Wire, among: int, settings: Mapping[str, str]) -> Flow:
        """The share of a wire's load that one of so many connections carries."""
        read = {name: settings[name] for name in wire.names_read if name in settings}
        key = (id(wire), among, *read.values())
        if key not in self._flows:
            names = tuple(name for name in wire.names_read if name not in settings)
            self._flows[key] = Flow(wire, among, read, names)
        return self._flows[key]

    @cached_property
    def built(self) -> Callable[[tuple[Brought, ...]], Structure]:
        """What outcomes build, as a function of what they bring."""
        return lru_cache(MOST_STRUCTURES)(partial(_structure, self))

    @cached_property
    def box(self) -> Callable[[BoxKey], Box]:
        """A filled role, as a function of all that makes it."""
        return lru_cache(MOST_BOXES)(partial(_box, self))

    @cached_property
    def names_read(self) -> Mapping[str, tuple[str, ...]]:
        """For each component type the names of usage that its formulas read, in order."""
        return {
            name: tuple(sorted(filter(self._is_usage(found), found.formula_names)))
            for name, found in self.types.items()
        }

    @cached_property
    def settings_read(self) -> Mapping[str, tuple[str, ...]]:
        """For each component type the settings that it reads."""
        return {name: self._settings_among(found.names_read) for name, found in self.types.items()}

    @cached_property
    def settings_billed(self) -> Mapping[str, tuple[str, ...]]:
        """For each component type the settings that its bill reads."""
        return {name: self._settings_among(found.names_billed) for name, found in self.types.items()}

    def _settings_among(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name in self.settings)

    def _is_usage(self, found: ComponentType) -> Callable[[str], bool]:
        own = {"count", *self.settings, *(("zones",) if found.zonal else ())}
        return lambda name: name not in own and not name.startswith(("load.", "size."))


def structure_of(catalogue: Catalogue, choices: Mapping[str, Choice]) -> Structure:
    """What the chosen outcomes build, before anything is known of the load."""
    return catalogue.built(tuple([choice.brings for choice in choices.values() if not choice.brings.nothing]))


def _structure(catalogue: Catalogue, brought: tuple[Brought, ...]) -> Structure:
    settings = _settings(catalogue, brought)
    filled, faults = _fill_roles(catalogue, brought, settings)
    links, missing = _link(catalogue, brought, filled, settings)
    arriving: dict[str, list[Flow]] = {}
    for link in links:
        if link.flow.wire.load:
            arriving.setdefault(link.target, []).append(link.flow)
    boxes = {role: _boxed(catalogue, role, entry, settings, arriving.get(role, ())) for role, entry in filled.items()}
    return Structure(settings, boxes, tuple(links), (*faults, *missing))


def settings_of(catalogue: Catalogue, choices: Iterable[Choice]) -> dict[str, str]:
    """The architecture-wide settings: the defaults, overridden by the chosen outcomes."""
    return _settings(catalogue, (choice.brings for choice in choices))


def _settings(catalogue: Catalogue, brought: Iterable[Brought]) -> dict[str, str]:
    settings = dict(catalogue.settings)
    for part in brought:
        settings.update(part.settings)
    return settings


@dataclass
class _Filled:
    """A role that is taken: the type that fills it, what it is for and which decisions brought it."""

    type: ComponentType
    purposes: list[Text]
    decisions: list[str]


def _fill_roles(
    catalogue: Catalogue, brought: Iterable[Brought], settings: Mapping[str, str]
) -> tuple[dict[str, _Filled], list[Fault]]:
    filled: dict[str, _Filled] = {}
    faults = []
    for part in brought:
        for addition in part.adds:
            found = catalogue.types[type_of(addition, catalogue, settings)]
            entry = filled.setdefault(addition.role, _Filled(found, [], []))
            if entry.type.id != found.id:
                faults.append(Fault(addition.role, addition.purpose, part.decision))
                continue
            if addition.purpose not in entry.purposes:
                entry.purposes.append(addition.purpose)
            if part.decision not in entry.decisions:
                entry.decisions.append(part.decision)
    return filled, faults


def type_of(addition: Addition, catalogue: Catalogue, settings: Mapping[str, str]) -> str:
    """The component type of an addition; one that follows a setting is looked up."""
    named = addition.type
    by_setting = catalogue.types_by_setting.get(named) if isinstance(named, str) else named
    if by_setting is None:
        return str(named)
    return by_setting.values[settings[by_setting.by]]


def _link(
    catalogue: Catalogue, brought: Iterable[Brought], filled: Mapping[str, _Filled], settings: Mapping[str, str]
) -> tuple[list[Link], list[Fault]]:
    inside = {role for role, entry in filled.items() if entry.type.place_with(settings) in VPC_PLACES}
    links: list[Link] = []
    faults = []
    for part in brought:
        for wire in part.connect:
            here, there = (inside if wire.inside_vpc else filled), (inside if wire.into_vpc else filled)
            sources = [role for role in catalogue.roles_of(wire.source) if role in here]
            targets = [role for role in catalogue.roles_of(wire.target) if role in there]
            pairs = [(source, target) for source in sources for target in targets if source != target]
            if not pairs and not wire.optional:
                faults.append(Fault(_empty_end(wire, sources), wire.label, part.decision))
            ways = [role for role in wire.via if role in filled]
            flow = catalogue.flow(wire, len(pairs), settings)
            for source, target in pairs:
                hops = _hops(source, target, ways, inside) if ways else [(source, target)]
                links.extend(Link(start, end, flow) for start, end in hops)
    return links, faults


def _hops(source: str, target: str, ways: list[str], inside: Collection[str]) -> list[tuple[str, str]]:
    """The way from source to target: through the first of the ways; one in the VPC serves only what stands there."""
    via = next((way for way in ways if way not in inside or source in inside), None)
    return [(source, target)] if via is None or via in (source, target) else [(source, via), (via, target)]


def _empty_end(wire: Wire, sources: list[str]) -> str:
    end = wire.target if sources else wire.source
    return end if isinstance(end, str) else ", ".join(end)


def zones_of(found: ComponentType, settings: Mapping[str, str]) -> int:
    """Over how many zones of the VPC a component is spread; 1 outside the VPC."""
    return int(settings["zones"]) if found.zonal and found.place_with(settings) in VPC_PLACES else 1


def _boxed(
    catalogue: Catalogue, role: str, entry: _Filled, settings: Mapping[str, str], arriving: Iterable[Flow]
) -> Box:
    found = entry.type
    return catalogue.box(
        BoxKey(
            role,
            found.id,
            found.place_with(settings),
            zones_of(found, settings),
            tuple(entry.purposes),
            tuple(entry.decisions),
            tuple([settings[name] for name in catalogue.settings_read[found.id]]),
            tuple(arriving),
        )
    )


def _box(catalogue: Catalogue, key: BoxKey) -> Box:
    settings = dict(zip(catalogue.settings_read[key.type], key.settings, strict=True))
    return Box(
        key.role,
        catalogue.types[key.type],
        key.place,
        key.zones,
        joined(key.purposes),
        key.decisions,
        settings,
        key.arriving,
        catalogue.names_read[key.type],
    )
