"""The picture in words, for screen readers: components by group, then connections, the numbered steps first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.diagram.frames import title_of
from app.diagram.gather import groups_of
from app.diagram.steps import number_steps
from app.diagram.words import GROUPS, KINDS
from app.domain.model.architecture import VPC_PLACES
from app.domain.report.notes import component_names
from app.domain.report.report import ArchitectureNote, ComponentNote
from app.words.catalogue import said, service_name
from app.words.text import Text, joined

ORDER: Final = ("outside", "edge", *GROUPS)
IN_VPC: Final = {*VPC_PLACES, "endpoints"}
APART: Final = {"account", "staging_account", "other_region"}


@dataclass(frozen=True)
class Block:
    """The components of one group."""

    title: Text
    components: list[ComponentNote]


@dataclass(frozen=True)
class Connection:
    """One connection in words: its ends, what it carries and how, and its number if it is a step of a request."""

    number: int | None
    source: Text
    target: Text
    label: Text
    kind: Text


@dataclass(frozen=True)
class Outline:
    """What the picture shows: its groups, the connections that are steps of a request, and the others."""

    blocks: list[Block]
    steps: list[Connection]
    others: list[Connection]
    services: Mapping[str, Text]


def outline(architecture: ArchitectureNote) -> Outline:
    """An architecture in the order of its picture."""
    names, numbers, groups = component_names(architecture), number_steps(architecture), groups_of(architecture)
    connections = [
        Connection(numbers.get(at), names[item.source], names[item.target], item.label, KINDS[item.kind])
        for at, item in enumerate(architecture.connections)
    ]
    blocks = [
        Block(_title(group, architecture), [item for item in architecture.components if groups[item.id] == group])
        for group in ORDER
    ]
    return Outline(
        [block for block in blocks if block.components],
        sorted((item for item in connections if item.number), key=lambda item: item.number or 0),
        [item for item in connections if not item.number],
        {item.id: service_name(item.service) for item in architecture.components},
    )


def _title(group: str, architecture: ArchitectureNote) -> Text:
    """The title of a group with those around it, such as Region › VPC › Public subnet."""
    if group in {"outside", "edge"}:
        return said(f"picture.{group}")
    way = [Text(en=title_of(group, architecture, "en"), ko=title_of(group, architecture, "ko"))]
    if group in IN_VPC:
        way.insert(0, GROUPS["vpc"])
    if group not in APART:
        way.insert(0, said("picture.region", region=architecture.region))
    return joined(way, " › ")
