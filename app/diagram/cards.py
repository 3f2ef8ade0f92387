"""The words and marks on a card, and the room that they take; all measures in pixels."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from app.diagram import text
from app.diagram.picture import Card, Pill, Rect
from app.domain.model.architecture import VPC_PLACES
from app.domain.report.report import ComponentNote
from app.words.catalogue import service_name
from app.words.catalogue import words as words_of
from app.words.text import Language

NAME: Final = 13
ROLE: Final = 12
SMALL: Final = 11
ICON: Final = 40
SMALL_ICON: Final = 24
MARGIN: Final = 10
NAME_PITCH: Final = 17
ROLE_PITCH: Final = 16
PILL: Final = 18
TEXT_ROOM: Final = 158
NARROWEST: Final = 128
SMALL_SIZE: Final = (244.0, 66.0)


@dataclass(frozen=True)
class Shape:
    """The words of a card and the least room they take."""

    name: tuple[str, ...]
    role: tuple[str, ...]
    pills: tuple[tuple[Literal["cost", "zones", "count"], str], ...]
    width: float
    height: float


def measure(item: ComponentNote, language: Language, badges: Mapping[str, str]) -> Shape:
    """Break the words of a component and say how large its card must be."""
    name = text.wrap(service_name(item.service).in_language(language), TEXT_ROOM, NAME, bold=True)
    role = text.wrap(item.label.in_language(language), TEXT_ROOM, ROLE)
    pills = tuple(_pills(item, language, badges))
    widths = [text.width(line, NAME, bold=True) for line in name]
    widths += [text.width(line, ROLE) for line in role]
    widths.append(sum(_pill_width(words) for _, words in pills) + 6 * max(0, len(pills) - 1))
    lines = NAME_PITCH * len(name) + ROLE_PITCH * len(role) + (PILL + 6 if pills else 0)
    wide = MARGIN + ICON + MARGIN + max(widths) + MARGIN + 2
    return Shape(name, role, pills, max(NARROWEST, float(round(wide))), max(60.0, lines + 18.0))


def draw(item: ComponentNote, shape: Shape, rect: Rect, language: Language) -> Card:
    """The card of a component in its rectangle; its marks stand in its last line, the cost at the right end."""
    y = rect.bottom - PILL - 9
    pills, left = [], rect.x + ICON + 2 * MARGIN
    for kind, words in shape.pills:
        wide = _pill_width(words)
        x = rect.right - MARGIN - wide if kind == "cost" else left
        pills.append(Pill(kind, words, Rect(round(x, 1), round(y, 1), wide, PILL)))
        left += wide + 6
    title = f"{service_name(item.service).in_language(language)}: {item.label.in_language(language)}"
    return Card(item.id, item.icon, title, shape.name, shape.role, tuple(pills), rect)


def draw_small(item: ComponentNote, at: tuple[float, float], language: Language, badges: Mapping[str, str]) -> Card:
    """The flat card of a component in the account strip: up to two lines for the name, one for the role."""
    rect = Rect(*at, *SMALL_SIZE)
    cost = badges.get(item.id)
    wide = _pill_width(cost) if cost else 0.0
    pills = [Pill("cost", cost, Rect(rect.right - 8 - wide, rect.bottom - 7 - PILL, wide, PILL))] if cost else []
    room = rect.width - SMALL_ICON - 3 * MARGIN
    label, service = item.label.in_language(language), service_name(item.service).in_language(language)
    name = text.wrap(service, room, ROLE, bold=True)
    role = text.cut(label, room - (wide + 4 if cost else 0), SMALL)
    return Card(item.id, item.icon, f"{service}: {label}", tuple(name), (role,), tuple(pills), rect, small=True)


def _pills(
    item: ComponentNote, language: Language, badges: Mapping[str, str]
) -> list[tuple[Literal["cost", "zones", "count"], str]]:
    pills: list[tuple[Literal["cost", "zones", "count"], str]] = []
    if item.count > 1:
        pills.append(("count", f"×{_short(item.count)}"))
    if item.zones > 1 and item.place in VPC_PLACES:
        pills.append(("zones", words_of("picture.zones", language, n=item.zones)))
    if item.id in badges:
        pills.append(("cost", badges[item.id]))
    return pills


def _short(count: Decimal) -> str:
    """A number as short as it can be written; beyond a billion by its power of ten."""
    return f"{count:.0e}" if count >= 10**9 else f"{count.normalize():f}"


def _pill_width(words: str) -> float:
    return round(text.width(words, SMALL, bold=True) + 12, 1)
