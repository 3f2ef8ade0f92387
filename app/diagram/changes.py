"""Draws two architectures as one picture, with marks on the components and lines that are new, gone or changed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from app.diagram import text
from app.diagram.layout import MARGIN, lay_out
from app.diagram.picture import Card, Frame, Line, Picture
from app.diagram.steps import number_steps
from app.diagram.words import MARKS, SIGNS
from app.domain.report.diff import ArchitectureDiff, Mark
from app.domain.report.report import ArchitectureNote
from app.words.catalogue import words
from app.words.text import Language, Text

ROW: Final = 28.0
"""Height of the row that explains the marks."""
SAMPLE: Final = 38.0


def marked_picture(
    found: ArchitectureDiff, *, title: Text, language: Language, badges: Mapping[str, str], notes: Mapping[str, str]
) -> Picture:
    """The picture of the union of both architectures with marks; steps have the numbers that they have afterwards.

    `badges` (costs) and `notes` (what changed, in words) are texts by component id of the union.
    """
    picture = lay_out(_signed(found), title=title, language=language, badges=badges)
    marks: dict[str, Mark] = {change.id: change.mark for change in found.components}
    connections: dict[int, Mark] = {change.at: change.mark for change in found.connections}
    numbers = number_steps(found.after)
    cards = tuple(_card(card, marks.get(card.id), notes.get(card.id, ""), language) for card in picture.cards)
    return _with_legend(
        replace(
            picture,
            description=words("picture.changes", language, **{mark: len(found.marked(mark)) for mark in MARKS}),
            cards=cards,
            frames=tuple(_frame(frame, cards) for frame in picture.frames),
            lines=tuple(
                _line(line, connections.get(line.at), numbers.get(line.at), language) for line in picture.lines
            ),
        ),
        [mark for mark in MARKS if mark in {*marks.values(), *connections.values()}],
        language,
    )


def _signed(found: ArchitectureDiff) -> ArchitectureNote:
    """The union, where the label of each connection that differs begins with the sign of its mark."""
    connections = list(found.union.connections)
    for change in found.connections:
        connection, sign = connections[change.at], SIGNS[change.mark]
        label = Text(en=f"{sign} {connection.label.en}", ko=f"{sign} {connection.label.ko}")
        connections[change.at] = connection.changed(label=label)
    return found.union.changed(connections=tuple(connections))


def _card(card: Card, mark: Mark | None, note: str, language: Language) -> Card:
    if mark is None:
        return card
    title = f"{MARKS[mark].in_language(language)}: {card.title}"
    return replace(card, mark=mark, title=f"{title} ({note})" if note else title)


def _frame(frame: Frame, cards: tuple[Card, ...]) -> Frame:
    """A frame is new or gone with all that stands in it."""
    inside = {card.mark for card in cards if frame.rect.overlaps(card.rect)}
    (mark,) = inside if len(inside) == 1 else (None,)
    return replace(frame, mark=mark) if mark in ("new", "gone") else frame


def _line(line: Line, mark: Mark | None, number: int | None, language: Language) -> Line:
    """A line with its mark; its number is that of the step after the change, so one that is gone has none."""
    title = line.title.partition(". ")[2] if line.number is not None else line.title
    if mark is not None:
        title = f"{MARKS[mark].in_language(language)}: {title.replace(f': {SIGNS[mark]} ', ': ', 1)}"
    if number is None:
        return replace(line, mark=mark, title=title, number=None, badge=None)
    return replace(line, mark=mark, title=f"{number}. {title}", number=number)


def _with_legend(picture: Picture, marks: list[Mark], language: Language) -> Picture:
    entries, x = [], MARGIN
    for mark in marks:
        word = MARKS[mark].in_language(language)
        entries.append((mark, word, x))
        x += SAMPLE + 8 + text.width(word, 12) + 24
    if not entries:
        return picture
    return replace(picture, marks=tuple(entries), width=max(picture.width, x), height=picture.height + ROW)
