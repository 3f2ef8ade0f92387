"""What can be drawn: the model of an architecture that anybody may have written; every export can be made of it."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final, TypeAlias

from pydantic import BeforeValidator, Field, create_model

from app.diagram.icons import ICONS
from app.domain.advisor.requests import QUANTITY, ConnectionGiven, Quantity, unread
from app.domain.advisor.results import Composition, Priced
from app.domain.model.architecture import Amount, Number
from app.domain.model.refusals import read_as
from app.domain.model.requests import AtMost, Of, Request, name_of, number
from app.domain.report.report import ArchitectureNote, ComponentNote, Report
from app.words.catalogue import said
from app.words.text import Text

MOST_DRAWN: Final = 60
"""Most components of a picture; routing connections among many more takes seconds."""
MOST_CONNECTIONS: Final = 120
LONGEST: Final = 120
"""Most letters of one text of an architecture to draw."""
LONGEST_TITLE: Final = 400
MOST_WHOLE: Final = Decimal(1_000_000)
"""The largest number of zones, and the last tier."""

_ONE: Final = Amount.of(Decimal(1))
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+")


def _printable(text: object) -> object:
    """The same text with a space for characters that neither XML nor a line of text can hold."""
    return _UNPRINTABLE.sub(" ", text) if isinstance(text, str) else text


Printable: TypeAlias = Annotated[str, BeforeValidator(_printable)]
Short: TypeAlias = Annotated[Printable, Field(max_length=LONGEST)]
Name: TypeAlias = Annotated[Printable, Field(min_length=1, max_length=LONGEST)]
Figure: TypeAlias = Annotated[Number, Of(QUANTITY)]
Whole: TypeAlias = Annotated[int, Of(number(Decimal(0), MOST_WHOLE, whole=True))]


class DrawnText(Text, Request):
    """A text that fits into a picture."""

    en: Name
    ko: Name


class DrawnTitle(Text, Request):
    """A title that fits over a picture."""

    en: Annotated[Printable, Field(min_length=1, max_length=LONGEST_TITLE)]
    ko: Annotated[Printable, Field(min_length=1, max_length=LONGEST_TITLE)]


class DrawnComponent(ComponentNote, Request):
    """A component whose card can be drawn."""

    id: Name
    type: Short
    service: Name
    label: DrawnText
    group: Short
    zones: Whole
    count: Figure
    size: Short
    icon: Annotated[str, Of(name_of(tuple(ICONS)))]
    tier: Whole
    counts: Quantity
    options: dict[Short, Short] = {}
    load: dict[Short, Quantity]
    first_load: dict[Short, Quantity] = {}
    decisions: tuple[Short, ...]
    resource: Short = ""
    equivalents: dict[Short, Short] = {}
    monthly: Quantity | None = None


class DrawnConnection(ConnectionGiven):
    """A connection that can be drawn."""

    source: Name
    target: Name
    label: DrawnText
    load: dict[Short, Quantity]


class DrawnArchitecture(ArchitectureNote, Request):
    """Components and connections of which every export can be made."""

    region: Short
    zones: Whole
    settings: dict[Short, Short] = {}
    components: Annotated[tuple[DrawnComponent, ...], AtMost(MOST_DRAWN)]
    connections: Annotated[tuple[DrawnConnection, ...], AtMost(MOST_CONNECTIONS)]


class DrawRequest(Request):
    """What a stage returns, or a report: an architecture, with a title if it has one."""

    architecture: DrawnArchitecture
    title: DrawnTitle | None = None


Drawable: Final = create_model(
    "DrawnDocument", __base__=DrawRequest, **unread(DrawRequest, Report, Composition, Priced)
)
"""The model of a document that holds an architecture; what else it holds is not read."""


def drawable(document: object) -> tuple[ArchitectureNote, Text]:
    """The architecture of a document and its title, every connection with both ends; InvalidBrief names what is amiss.

    The document is an architecture alone, what a stage returns, or a report.
    """
    bare = isinstance(document, Mapping) and "architecture" not in document
    read = read_as(Drawable, {"architecture": document} if bare else document)
    return _with_every_end(read.architecture), read.title or said("picture.untitled")


def _with_every_end(architecture: ArchitectureNote) -> ArchitectureNote:
    """Each component once, and a plain box for every end of a connection that the document does not list."""
    components = {item.id: item for item in architecture.components}
    for connection in architecture.connections:
        for name in (connection.source, connection.target):
            components.setdefault(name, _unlisted(name))
    return architecture.changed(components=tuple(components.values()))


def _unlisted(name: str) -> ComponentNote:
    return ComponentNote(
        id=name,
        type="",
        service=name,
        label=said("component.not_listed"),
        place="outside",
        group="outside",
        zones=1,
        count=_ONE.typical,
        size="",
        icon="client",
        tier=1,
        counts=_ONE,
        load={},
        decisions=(),
    )
