"""An architecture as a Mermaid flowchart: groups as subgraphs, numbered steps, title and text for screen readers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.diagram.colours import COLOURS
from app.diagram.frames import title_of
from app.diagram.gather import groups_of
from app.diagram.steps import number_steps
from app.diagram.words import GROUPS, KINDS
from app.domain.advisor.stages import badges
from app.domain.model.architecture import Kind
from app.domain.report.report import ArchitectureNote, ComponentNote, ConnectionNote
from app.words.catalogue import service_name, words
from app.words.text import Language, Text

INSIDE: Final = {
    "cloud": ("edge", "region", "other_region", "account"),
    "region": ("vpc", "regional_entry", "regional_compute", "regional_async", "regional_data", "regional_security",
               "regional_operations"),
    "vpc": ("public", "private", "data", "endpoints"),
}  # fmt: skip
"""Which groups stand in which; those that hold components themselves are not listed here."""
ARROWS: Final[dict[Kind, str]] = {
    "request": "==>",
    "async": "-.->",
    "data": "-->",
    "auth": "-.->",
    "operations": "-.->",
    "replication": "-.->",
}
STROKES: Final = {
    "cloud": ("cloud", ""),
    "region": ("region", "6 4"),
    "other_region": ("region", "6 4"),
    "vpc": ("vpc", ""),
}
FILLED: Final = {"public", "private", "data"}

_PLAIN: Final = re.compile(r"[\w .,·’'/()+×→$-]")
_LINE_ENDS: Final = re.compile(r"[\s;#]+")


@dataclass(frozen=True)
class _Writer:
    architecture: ArchitectureNote
    language: Language
    names: dict[str, str]
    groups: dict[str, str]
    costs: dict[str, str]

    def group(self, group: str, depth: int) -> Iterator[str]:
        """The lines of a group with all that is in it; none if it is empty."""
        inner = [
            line
            for part in INSIDE.get(group, ())
            for line in (self.nodes(part, depth + 1) if part == "edge" else self.group(part, depth + 1))
        ]
        inner += [] if group in INSIDE else self.nodes(group, depth + 1)
        if inner:
            title = title_of(group, self.architecture, self.language)
            yield f'{"  " * depth}subgraph group_{group}["{_said(title)}"]'
            yield from inner
            yield f"{'  ' * depth}end"

    def nodes(self, group: str, depth: int) -> Iterator[str]:
        """The components of a group, each a box with its name, its role and its marks."""
        for item in self.architecture.components:
            if self.groups[item.id] == group:
                start, end = ("([", "])") if group == "outside" else ("[", "]")
                yield f'{"  " * depth}{self.names[item.id]}{start}"{"<br>".join(self.words(item))}"{end}'

    def words(self, item: ComponentNote) -> Iterator[str]:
        """The lines of a box."""
        yield _said(service_name(item.service).in_language(self.language))
        yield _said(item.label.in_language(self.language))
        marks = [f"×{item.count:f}"] if item.count > 1 else []
        marks += [words("picture.zones", self.language, n=item.zones)] if item.zones > 1 else []
        marks += [self.costs[item.id]] if item.id in self.costs else []
        if marks:
            yield _said(" · ".join(marks))

    def connection(self, found: ConnectionNote, number: int | None) -> str:
        """A connection with its step and its label."""
        step = "" if number is None else f"{number} · "
        label = _said(step + found.label.in_language(self.language))
        carried = f'|"{label}"|' if label else ""
        return f"  {self.names[found.source]} {ARROWS[found.kind]}{carried} {self.names[found.target]}"


def mermaid(architecture: ArchitectureNote, title: Text, language: Language) -> str:
    """The source of a flowchart that reads from left to right."""
    names = {item.id: f"{_plain_name(item.id)}_{at}" for at, item in enumerate(architecture.components, 1)}
    writer = _Writer(architecture, language, names, groups_of(architecture), badges(architecture))
    steps = number_steps(architecture)
    description = words(
        "picture.description",
        language,
        components=len(architecture.components),
        connections=len(architecture.connections),
    )
    lines = [
        "flowchart LR",
        f"  accTitle: {_one_line(title.in_language(language))}",
        f"  accDescr: {_one_line(description)}",
        *writer.nodes("outside", 1),
        *writer.group("cloud", 1),
        *writer.group("staging_account", 1),
        *(writer.connection(found, steps.get(at)) for at, found in enumerate(architecture.connections)),
        *_colours(architecture),
    ]
    return "\n".join([*lines, *_frames(lines)]) + "\n"


def _colours(architecture: ArchitectureNote) -> Iterator[str]:
    for kind in KINDS:
        same = [str(at) for at, found in enumerate(architecture.connections) if found.kind == kind]
        if same:
            colour = COLOURS["line-data" if kind == "data" else kind][0]
            yield f"  linkStyle {','.join(same)} stroke:{colour}"


def _frames(lines: list[str]) -> Iterator[str]:
    """The colours of the groups that occur."""
    for group in GROUPS:
        if not any(line.lstrip().startswith(f"subgraph group_{group}[") for line in lines):
            continue
        edge, dashes = STROKES.get(group, ("lane-edge", "4 4"))
        stroke = f"stroke:{COLOURS[edge][0]}"
        if group in FILLED:
            fill, ink = COLOURS[group][0], COLOURS[f"{group}-ink"][0]
            yield f"  style group_{group} fill:{fill},{stroke},color:{ink}"
        else:
            yield f"  style group_{group} fill:none,{stroke}" + (f",stroke-dasharray:{dashes}" if dashes else "")


def _plain_name(role: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "_", role.lower()) or "component"


def _said(words: str) -> str:
    """Words inside quotes; characters with a meaning in Mermaid or HTML are written as character references."""
    return "".join(letter if _PLAIN.match(letter) else f"#{ord(letter)};" for letter in " ".join(words.split()))


def _one_line(words: str) -> str:
    """Words up to the end of a line, where Mermaid reads no character references."""
    return _LINE_ENDS.sub(" ", words).strip() or "-"
