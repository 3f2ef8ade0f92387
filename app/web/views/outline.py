"""The picture in words, for those who hear it: components by group, then the connections, first the numbered steps."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.diagram.frames import title_of
from app.diagram.gather import groups_of
from app.diagram.steps import number_steps
from app.diagram.words import GROUPS, KINDS, service_name
from app.domain.model.architecture import VPC_PLACES
from app.domain.report.report import ArchitectureNote, ComponentNote
from app.words.text import Text

OUTSIDE: Final = Text(en="Outside AWS", ko="AWS 외부")
EDGE: Final = Text(en="Edge", ko="엣지")
ORDER: Final = ("outside", "edge", *GROUPS)
IN_VPC: Final = {*VPC_PLACES, "endpoints"}
APART: Final = {"account", "staging_account", "other_region"}


@dataclass(frozen=True)
class Block:
    """The components of one group."""

    title: Text
    components: list[ComponentNote]


@dataclass(frozen=True)
class Step:
    """One connection: its number on the way of a request if it has one, its ends, what it carries and how."""

    number: int | None
    source: Text
    target: Text
    label: Text
    kind: Text


@dataclass(frozen=True)
class Outline:
    """Everything that the picture shows."""

    blocks: list[Block]
    steps: list[Step]
    others: list[Step]
    services: Mapping[str, Text]


def outline(architecture: ArchitectureNote) -> Outline:
    """An architecture in the order of its picture."""
    names, numbers, groups = _names(architecture), number_steps(architecture), groups_of(architecture)
    steps = [
        Step(numbers.get(at), names[line.source], names[line.target], line.label, KINDS[line.kind])
        for at, line in enumerate(architecture.connections)
    ]
    blocks = [
        Block(_title(group, architecture), [item for item in architecture.components if groups[item.id] == group])
        for group in ORDER
    ]
    return Outline(
        [block for block in blocks if block.components],
        sorted((step for step in steps if step.number), key=lambda step: step.number or 0),
        [step for step in steps if not step.number],
        {item.id: _service(item) for item in architecture.components},
    )


def _service(item: ComponentNote) -> Text:
    return Text(en=service_name(item.service, "en"), ko=service_name(item.service, "ko"))


def _names(architecture: ArchitectureNote) -> dict[str, Text]:
    """The service of each component, with what it is for where the service alone would name several."""
    often = Counter(item.service for item in architecture.components)
    return {
        item.id: Text(en=f"{service.en} ({item.label.en})", ko=f"{service.ko}({item.label.ko})")
        if often[item.service] > 1
        else service
        for item, service in ((item, _service(item)) for item in architecture.components)
    }


def _title(group: str, architecture: ArchitectureNote) -> Text:
    """A group by the way into it, such as Region › VPC › Public subnet."""
    if group in {"outside", "edge"}:
        return OUTSIDE if group == "outside" else EDGE
    way = [Text(en=title_of(group, architecture, "en"), ko=title_of(group, architecture, "ko"))]
    if group in IN_VPC:
        way.insert(0, GROUPS["vpc"])
    if group not in APART:
        way.insert(0, Text(en=f"Region {architecture.region}", ko=f"{architecture.region} 리전"))
    return Text(en=" › ".join(text.en for text in way), ko=" › ".join(text.ko for text in way))
