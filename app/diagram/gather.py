"""Which connections are drawn as one line: those of one kind and label that all cards of a frame have in common.

What every workload of a subnet does starts at the frame around them, and an attached network ends at the frame of the
VPC: a line from or to every single card would say the same many times.
"""

from collections import defaultdict
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
    """Connections that are one line, by index, and the frames at which it starts and ends ("" for the card itself)."""

    members: tuple[int, ...]
    starts: str = ""
    ends: str = ""


def group_of(item: ComponentNote) -> str:
    """The group that frames a component; endpoints stand apart from the subnets, one without a lane in compute."""
    if item.place == "private" and item.tier >= ENDPOINT_TIER:
        return "endpoints"
    if item.place != "regional":
        return item.place
    return item.group if item.group.startswith("regional_") else "regional_compute"


def has_accounts(architecture: ArchitectureNote) -> bool:
    """Whether each environment has an account of its own."""
    return architecture.settings.get(ACCOUNTS) == PER_ENVIRONMENT


def groups_of(architecture: ArchitectureNote) -> dict[str, str]:
    """The group of every component; what stages stands in an account of its own where each environment has one."""
    apart = has_accounts(architecture)
    return {
        item.id: STAGING_ACCOUNT if apart and item.id == STAGING else group_of(item) for item in architecture.components
    }


def crews(architecture: ArchitectureNote) -> Crews:
    """The workloads that have most in common, by the frame around them: the group's own if they are all of it."""
    found: Crews = {}
    for group, inner in CREWED.items():
        cards = {item.id for item in architecture.components if group_of(item) == group}
        shared: dict[frozenset[str], int] = defaultdict(int)
        for sources in _sources(architecture.connections, cards).values():
            shared[frozenset(sources)] += 1
        sets = [(lines, len(crew), sorted(crew)) for crew, lines in shared.items() if len(crew) > 1]
        if not sets:
            continue
        lines, size, crew = max(sets)
        if size == len(cards):
            found[group] = frozenset(crew)
        elif lines > 1:
            found[inner] = frozenset(crew)
    return found


def strands(architecture: ArchitectureNote, known: Crews) -> list[Strand]:
    """All connections, each in one strand, in the order of the first of each."""
    inside = {item.id: item.place for item in architecture.components if item.place in VPC_PLACES}
    shown = {item.id for item in architecture.components if item.place != "account"}
    lines = [(at, line) for at, line in enumerate(architecture.connections) if {line.source, line.target} <= shown]
    taken: dict[int, Strand] = {}
    for members, ends in _fans(lines, inside, known):
        taken |= dict.fromkeys(members, Strand(members, "", ends))
    for members, starts in _common(lines, known):
        if not taken.keys() & set(members):
            taken |= dict.fromkeys(members, Strand(members, starts, ""))
    return list(dict.fromkeys(taken.get(at, Strand((at,))) for at, _ in lines))


def _sources(connections: list[ConnectionNote], cards: set[str]) -> dict[tuple[str, str, str], set[str]]:
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for line in connections:
        if line.source in cards and line.target not in cards:
            found[line.kind, line.label.en, line.target].add(line.source)
    return found


def _fans(
    lines: list[tuple[int, ConnectionNote]], inside: dict[str, Place], known: Crews
) -> list[tuple[tuple[int, ...], str]]:
    """From one source to a whole crew, or from outside to several subnets of the VPC."""
    found: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for at, line in lines:
        found[line.source, line.kind, line.label.en].setdefault(line.target, at)
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


def _common(lines: list[tuple[int, ConnectionNote]], known: Crews) -> list[tuple[tuple[int, ...], str]]:
    """From a whole crew to one target."""
    found: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for at, line in lines:
        found[line.kind, line.label.en, line.target].setdefault(line.source, at)
    return [
        (tuple(sorted(sources[role] for role in crew)), frame)
        for (_, _, target), sources in found.items()
        for frame, crew in known.items()
        if crew <= sources.keys() and target not in crew
    ]
