"""Reads an architecture that anybody may have written, so that every picture and export can be made of it."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from pydantic import BaseModel

from app.diagram import icons
from app.domain.advisor.stages import picture_parts
from app.domain.model.architecture import Amount
from app.domain.model.requests import LARGEST_FIGURE
from app.domain.report.report import ArchitectureNote, ComponentNote
from app.errors import FieldProblem, InvalidBrief
from app.words.catalogue import said
from app.words.text import Text

MOST_DRAWN: Final = 60
"""Most components of a picture; routing lines among many more takes seconds."""
MOST_LINES: Final = 120
LONGEST: Final = 120
"""Most letters of one text of an architecture to draw."""
LONGEST_TITLE: Final = 400
ICONS: Final = frozenset(icons.ICONS)

_ONE: Final = Amount.of(Decimal(1))
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+")


def drawable(document: object) -> tuple[ArchitectureNote, Text]:
    """The architecture of a document and its title, every connection with both ends; InvalidBrief names what is amiss.

    The document is an architecture alone, what a stage returns, or a report.
    """
    architecture, title, _ = picture_parts(_printable(document))
    _refuse_undrawable(architecture, title)
    return _with_every_end(architecture), title


def _printable(document: object) -> object:
    """The same document with a space for characters that neither XML nor a line of text can hold."""
    if isinstance(document, str):
        return _UNPRINTABLE.sub(" ", document)
    if isinstance(document, Mapping):
        return {name: _printable(value) for name, value in document.items()}
    return [_printable(value) for value in document] if isinstance(document, list) else document


def _refuse_undrawable(architecture: ArchitectureNote, title: Text) -> None:
    found = [
        FieldProblem(f"architecture.{name}", f"at most {limit} are drawn", f"{limit}개까지 그립니다")
        for name, count, limit in (
            ("components", len(architecture.components), MOST_DRAWN),
            ("connections", len(architecture.connections), MOST_LINES),
        )
        if count > limit
    ]
    found.extend(
        FieldProblem(f"architecture.components.{index}.icon", "is not a known icon", "알 수 없는 아이콘입니다")
        for index, item in enumerate(architecture.components)
        if item.icon not in ICONS
    )
    for field, value in _leaves("architecture", architecture):
        if isinstance(value, Decimal) and abs(value) > LARGEST_FIGURE:
            found.append(FieldProblem(field, f"is beyond {LARGEST_FIGURE:f}", f"{LARGEST_FIGURE:f}을(를) 넘습니다"))
        if isinstance(value, str) and len(value) > LONGEST:
            found.append(_too_long(field, LONGEST))
    if max(len(title.en), len(title.ko)) > LONGEST_TITLE:
        found.append(_too_long("title", LONGEST_TITLE))
    if found:
        raise InvalidBrief(found)


def _too_long(field: str, limit: int) -> FieldProblem:
    return FieldProblem(field, f"has more than {limit} letters", f"{limit}자를 넘습니다")


def _leaves(field: str, value: object) -> Iterator[tuple[str, object]]:
    """Every value that holds no others, by its field."""
    if isinstance(value, Amount):
        yield from _leaves(field, vars(value))
    elif isinstance(value, BaseModel | Mapping):
        for name, inner in dict(value).items():
            yield from _leaves(f"{field}.{name}", inner)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _leaves(f"{field}.{index}", inner)
    else:
        yield field, value


def _with_every_end(architecture: ArchitectureNote) -> ArchitectureNote:
    """Each component once, and a plain box for every end of a connection that the document does not list."""
    components = {item.id: item for item in architecture.components}
    for line in architecture.connections:
        for name in (line.source, line.target):
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
