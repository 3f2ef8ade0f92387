"""Which connections are drawn as one line: those of one kind and label that all cards of a frame have in common.

A connection that every workload of a subnet has is drawn once, from the frame around the workloads; an attached network
is drawn once, to the frame of the VPC.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from app.domain.model.architecture import VPC_PLACES, Place
from app.domain.report.report import ArchitectureNote, ComponentNote, ConnectionNote

ENDPOINT_TIER: Final = 8
CREWED: Final = {"private": "private_workloads", "regional_compute": "compute_workloads"}
VPC: Final = "vpc"
ACCOUNTS: Final = "accounts"
PER_ENVIRONMENT: Final = "per_environment"
STAGING: Final = "staging"
STAGING_ACCOUNT: Final = "staging_account"

Crews: TypeAlias = dict[str, frozenset[str]]


class Strand(NamedTuple):
    """The connections (by index) that one line stands for, and the frames at which it starts and ends.

    An empty name of a frame stands for the card itself.
    """

    members: tuple[int, ...]
    starts: str = ""
    ends: str = ""


def group_of(item: ComponentNote) -> str:
    """The group in whose frame a component is drawn; a regional one without a lane of its own goes to compute."""
    if item.place == "private" and item.tier >= ENDPOINT_TIER:
        return "endpoints"
    if item.place != "regional":
        return item.place
    return item.group if item.group.startswith("regional_") else "regional_compute"


def has_accounts(architecture: ArchitectureNote) -> bool:
    """Whether each environment has an account of its own."""
    return architecture.settings.get(ACCOUNTS) == PER_ENVIRONMENT


def groups_of(architecture: ArchitectureNote) -> dict[str, str]:
    """The group of every component by its id; with an account for each environment staging has a group of its own."""
    apart = has_accounts(architecture)
    return {
        item.id: STAGING_ACCOUNT if apart and item.id == STAGING else group_of(item) for item in architecture.components
    }


def crews(architecture: ArchitectureNote) -> Crews:
    """The workloads of a group with the most connections in common, by the frame around them.

    That is the frame of the group if they are all of it, else a frame inside it.
    """
    found: Crews = {}
    for group, inner in CREWED.items():
        cards = {item.id for item in architecture.components if group_of(item) == group}
        shared: dict[frozenset[str], int] = defaultdict(int)
        for sources in _sources(architecture.connections, cards).values():
            shared[frozenset(sources)] += 1
        sets = [(count, len(crew), sorted(crew)) for crew, count in shared.items() if len(crew) > 1]
        if not sets:
            continue
        count, size, crew = max(sets)
        if size == len(cards):
            found[group] = frozenset(crew)
        elif count > 1:
            found[inner] = frozenset(crew)
    return found


def strands(architecture: ArchitectureNote, known: Crews) -> list[Strand]:
    """All connections between drawn cards, each in one strand, in the order of the strands' first connections."""
    inside = {item.id: item.place for item in architecture.components if item.place in VPC_PLACES}
    shown = {item.id for item in architecture.components if item.place != "account"}
    connections = [
        (at, connection)
        for at, connection in enumerate(architecture.connections)
        if {connection.source, connection.target} <= shown
    ]
    taken: dict[int, Strand] = {}
    for members, ends in _fans(connections, inside, known):
        taken |= dict.fromkeys(members, Strand(members, "", ends))
    for members, starts in _common(connections, known):
        if not taken.keys() & set(members):
            taken |= dict.fromkeys(members, Strand(members, starts, ""))
    return list(dict.fromkeys(taken.get(at, Strand((at,))) for at, _ in connections))


def _sources(connections: Sequence[ConnectionNote], cards: set[str]) -> dict[tuple[str, str, str], set[str]]:
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for connection in connections:
        if connection.source in cards and connection.target not in cards:
            found[connection.kind, connection.label.en, connection.target].add(connection.source)
    return found


def _fans(
    connections: list[tuple[int, ConnectionNote]], inside: dict[str, Place], known: Crews
) -> list[tuple[tuple[int, ...], str]]:
    """Connections from one source to a whole crew, or from outside to several subnets, with the frame they end at."""
    found: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for at, connection in connections:
        found[connection.source, connection.kind, connection.label.en].setdefault(connection.target, at)
    result = []
    for (source, _, _), targets in found.items():
        entering = {target: at for target, at in targets.items() if target in inside and source not in inside}
        if len({inside[target] for target in entering}) > 1:
            result.append((tuple(entering.values()), VPC))
            continue
        for frame, crew in known.items():
            if crew <= targets.keys() and source not in crew:
                result.append((tuple(sorted(targets[role] for role in crew)), frame))
    return result


def _common(connections: list[tuple[int, ConnectionNote]], known: Crews) -> list[tuple[tuple[int, ...], str]]:
    """Connections from a whole crew to one target, with the frame that they start at."""
    found: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for at, connection in connections:
        found[connection.kind, connection.label.en, connection.target].setdefault(connection.source, at)
    return [
        (tuple(sorted(sources[role] for role in crew)), frame)
        for (_, _, target), sources in found.items()
        for frame, crew in known.items()
        if crew <= sources.keys() and target not in crew
    ]
