"""Writes an architecture in each form: SVG, PNG, draw.io, Mermaid, JSON."""

from dataclasses import dataclass
from typing import Final

from app.diagram.colours import Scheme
from app.diagram.png import WIDTH, rasterise
from app.diagram.svg import draw
from app.domain.advisor.stages import badges
from app.domain.report.documents import Document
from app.domain.report.report import ArchitectureNote
from app.export import Form
from app.export.drawio import drawio
from app.export.mermaid import mermaid
from app.words.text import Language, Text

MEDIA_TYPES: Final[dict[Form, str]] = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "drawio": "application/vnd.jgraph.mxfile",
    "mmd": "text/vnd.mermaid",
    "json": "application/json",
}


class TitledArchitecture(Document):
    """An architecture with its title, as `draw` takes it again."""

    title: Text
    architecture: ArchitectureNote


@dataclass(frozen=True)
class Look:
    """Language, scheme and width of a picture; `width` (pixels) is for PNG alone, where the scheme `auto` is light."""

    language: Language
    scheme: Scheme = "light"
    width: int = WIDTH


def export(architecture: ArchitectureNote, title: Text, form: Form, look: Look) -> bytes:
    """The bytes of an architecture in a form; texts are UTF-8."""
    if form == "json":
        return _json(architecture, title).encode()
    if form == "mmd":
        return mermaid(architecture, title, look.language).encode()
    if form == "drawio":
        return drawio(architecture, title, look.language).encode()
    scheme: Scheme = "light" if (form, look.scheme) == ("png", "auto") else look.scheme
    costs = badges(architecture)
    svg = draw(architecture, title=title, language=look.language, scheme=scheme, badges=costs)
    return svg.encode() if form == "svg" else rasterise(svg, look.width, "dark" if scheme == "dark" else "light")


def _json(architecture: ArchitectureNote, title: Text) -> str:
    return TitledArchitecture(title=title, architecture=architecture).model_dump_json(indent=2) + "\n"
