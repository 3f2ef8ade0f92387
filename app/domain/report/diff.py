"""Two architectures compared: what is new, gone and changed, and both as one architecture in which nothing is lost.

A role that another type of component fills is not a change: the old component is gone, the other one is new.
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
"""What the role of a replaced component is extended by."""

Note = TypeVar("Note")

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class ComponentChange:
    """One component that differs; a new one has no `before`, a gone one no `after`; `id` is its role in the union."""

    id: str
    before: ComponentNote | None
    after: ComponentNote | None

    @property
    def mark(self) -> Mark:
        """How it differs."""
        return _mark(self.before, self.after)

    @property
    def shown(self) -> ComponentNote:
        """The component as the union shows it: as it is after, or as it was when it is gone."""
        return _either(self.after, self.before)

    @property
    def traits(self) -> tuple[Trait, ...]:
        """What differs of a changed one."""
        if self.before is None or self.after is None:
            return ()
        before, after = _traits(self.before), _traits(self.after)
        return tuple(name for name in before if before[name] != after[name])


@dataclass(frozen=True)
class ConnectionChange:
    """One connection that differs, as it stands in the union; what its ends are called belongs to the components."""

    at: int
    before: ConnectionNote | None
    after: ConnectionNote | None

    @property
    def mark(self) -> Mark:
        """How it differs."""
        return _mark(self.before, self.after)

    @property
    def shown(self) -> ConnectionNote:
        """The connection as it is after, or as it was when it is gone."""
        return _either(self.after, self.before)


@dataclass(frozen=True)
class ArchitectureDiff:
    """What differs between two architectures; `union` holds everything of both, what changed as it is after.

    A component that was replaced stands in the union under its role with `_before` at the end.
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
    """Compare two architectures."""
    here = {item.id: item for item in before.components}
    there = {item.id: item for item in after.components}
    replaced = {role for role in here.keys() & there.keys() if here[role].type != there[role].type}
    names = {role: _free(role + REPLACED, here.keys() | there.keys()) for role in sorted(replaced)}
    components = _merged(before.components, after.components, names)
    staying = {role: item for role, item in here.items() if role not in replaced}
    changes = [_component_change(item, staying, there, set(names.values())) for item in components]
    renamed = [
        line.changed(source=names.get(line.source, line.source), target=names.get(line.target, line.target))
        for line in before.connections
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
            if old is None or new is None or _wire(old) != _wire(new)
        ),
    )


def _merged(
    before: Sequence[ComponentNote], after: Sequence[ComponentNote], names: Mapping[str, str]
) -> list[ComponentNote]:
    """All components: those of after in their order, each gone one behind the one it stood behind before."""
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
    """Connections of the same ends as pairs, those that are alike before others; in the order of after, then gone."""
    waiting: dict[tuple[str, str], list[ConnectionNote]] = defaultdict(list)
    for line in before:
        waiting[line.source, line.target].append(line)
    partners: dict[int, ConnectionNote] = {}
    for alike in (True, False):
        for at, line in enumerate(after):
            ends = waiting[line.source, line.target]
            found = next((old for old in ends if not alike or _wire(old) == _wire(line)), None)
            if found is not None and at not in partners:
                partners[at] = found
                ends.remove(found)
    for at, line in enumerate(after):
        yield partners.get(at), line
    for ends in waiting.values():
        for line in ends:
            yield line, None


def _wire(line: ConnectionNote) -> tuple[str, Text]:
    return line.kind, line.label


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
