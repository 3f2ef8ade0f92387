"""Comparing two architectures: new, gone and changed components and connections, and the union of both.

If a role has another component type, the old component is gone and the other one is new.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias, TypeVar

from app.domain.report.report import ArchitectureNote, ComponentNote, ConnectionNote
from app.words.text import Text

Mark: TypeAlias = Literal["new", "gone", "changed"]
Trait: TypeAlias = Literal["label", "place", "zones", "count", "size", "options", "cost"]
REPLACED = "_before"
"""The suffix of the role of a replaced component in the union."""

Note = TypeVar("Note")

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class ComponentChange:
    """One component that differs; `before` is None for a new one, `after` for a gone one; `id` is its id in `union`."""

    id: str
    before: ComponentNote | None
    after: ComponentNote | None

    @property
    def mark(self) -> Mark:
        """Whether it is new, gone or changed."""
        return _mark(self.before, self.after)

    @property
    def shown(self) -> ComponentNote:
        """The component of the union: `after`, or `before` if it is gone."""
        return _either(self.after, self.before)

    @property
    def traits(self) -> tuple[Trait, ...]:
        """The properties in which a changed component differs."""
        if self.before is None or self.after is None:
            return ()
        before, after = _traits(self.before), _traits(self.after)
        return tuple(name for name in before if before[name] != after[name])


@dataclass(frozen=True)
class ConnectionChange:
    """One connection that differs; `at` is its index in the union, whose ids its ends have."""

    at: int
    before: ConnectionNote | None
    after: ConnectionNote | None

    @property
    def mark(self) -> Mark:
        """Whether it is new, gone or changed."""
        return _mark(self.before, self.after)

    @property
    def shown(self) -> ConnectionNote:
        """The connection of the union: `after`, or `before` if it is gone."""
        return _either(self.after, self.before)


@dataclass(frozen=True)
class ArchitectureDiff:
    """The differences between two architectures, and their union, in which changed components are as in `after`.

    A replaced component is in the union under its role extended by REPLACED.
    """

    before: ArchitectureNote
    after: ArchitectureNote
    union: ArchitectureNote
    components: tuple[ComponentChange, ...]
    connections: tuple[ConnectionChange, ...]

    @property
    def empty(self) -> bool:
        """Whether the two are the same architecture."""
        return not (self.components or self.connections or self.moved)

    @property
    def moved(self) -> bool:
        """Whether the region differs or the number of zones."""
        return (self.before.region, self.before.zones) != (self.after.region, self.after.zones)

    def marked(self, mark: Mark) -> list[ComponentChange]:
        """The components with one mark."""
        return [change for change in self.components if change.mark == mark]


def diff(before: ArchitectureNote, after: ArchitectureNote) -> ArchitectureDiff:
    """Compare two architectures, component by role and connection by ends."""
    here = {item.id: item for item in before.components}
    there = {item.id: item for item in after.components}
    replaced = {role for role in here.keys() & there.keys() if here[role].type != there[role].type}
    names = {role: _free(role + REPLACED, here.keys() | there.keys()) for role in sorted(replaced)}
    components = _merged(before.components, after.components, names)
    staying = {role: item for role, item in here.items() if role not in replaced}
    changes = [_component_change(item, staying, there, set(names.values())) for item in components]
    renamed = [
        item.changed(source=names.get(item.source, item.source), target=names.get(item.target, item.target))
        for item in before.connections
    ]
    pairs = list(_paired(renamed, after.connections))
    return ArchitectureDiff(
        before=before,
        after=after,
        union=after.changed(components=tuple(components), connections=tuple([_either(new, old) for old, new in pairs])),
        components=tuple(change for change in changes if change is not None),
        connections=tuple(
            ConnectionChange(at, old, new)
            for at, (old, new) in enumerate(pairs)
            if old is None or new is None or _drawn(old) != _drawn(new)
        ),
    )


def _merged(
    before: Sequence[ComponentNote], after: Sequence[ComponentNote], names: Mapping[str, str]
) -> list[ComponentNote]:
    """All components: those of `after` in their order, each gone one behind its predecessor in `before`."""
    kept = {item.id for item in after}
    followers: dict[str, list[ComponentNote]] = defaultdict(list)
    anchor = ""
    for item in before:
        if item.id in names or item.id not in kept:
            gone = item.changed(id=names.get(item.id, item.id))
            followers[anchor if item.id not in names else item.id].append(gone)
        if item.id in kept:
            anchor = item.id
    merged = list(followers[""])
    for item in after:
        merged += [item, *followers[item.id]]
    return merged


def _component_change(
    item: ComponentNote, before: Mapping[str, ComponentNote], after: Mapping[str, ComponentNote], replaced: set[str]
) -> ComponentChange | None:
    """How one component of the union differs; None if it stays as it is."""
    if item.id in replaced or item.id not in after:
        return ComponentChange(item.id, item, None)
    change = ComponentChange(item.id, before.get(item.id), after[item.id])
    return change if change.mark != "changed" or change.traits else None


def _paired(
    before: Sequence[ConnectionNote], after: Sequence[ConnectionNote]
) -> Iterator[tuple[ConnectionNote | None, ConnectionNote | None]]:
    """Pairs (before, after) of connections with the same ends: equal ones first, then any; None where one is missing.

    They come in the order of `after`, then those that are gone.
    """
    unpaired: dict[tuple[str, str], list[ConnectionNote]] = defaultdict(list)
    for connection in before:
        unpaired[connection.source, connection.target].append(connection)
    partners: dict[int, ConnectionNote] = {}
    for alike in (True, False):
        for at, connection in enumerate(after):
            same_ends = unpaired[connection.source, connection.target]
            found = next((old for old in same_ends if not alike or _drawn(old) == _drawn(connection)), None)
            if found is not None and at not in partners:
                partners[at] = found
                same_ends.remove(found)
    for at, connection in enumerate(after):
        yield partners.get(at), connection
    for same_ends in unpaired.values():
        for connection in same_ends:
            yield connection, None


def _drawn(connection: ConnectionNote) -> tuple[str, Text]:
    return connection.kind, connection.label


def _traits(item: ComponentNote) -> dict[Trait, object]:
    return {
        "label": item.label,
        "place": (item.place, item.group),
        "zones": item.zones,
        "count": item.count,
        "size": item.size,
        "options": item.options,
        "cost": item.monthly and item.monthly.typical.quantize(_CENT),
    }


def _mark(before: object, after: object) -> Mark:
    return "new" if before is None else "gone" if after is None else "changed"


def _either(one: Note | None, other: Note | None) -> Note:
    found = one if one is not None else other
    if found is None:
        raise ValueError("a change stands on one side at least")
    return found


def _free(name: str, taken: set[str]) -> str:
    return name if name not in taken else _free(f"{name}_", taken)
