"""Strips of flat cards: account-wide components inside the cloud, those of the staging account below it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from app.diagram import cards
from app.diagram.frames import PLATE, plate_width
from app.diagram.gather import STAGING_ACCOUNT, groups_of
from app.diagram.picture import Card, Frame, Rect
from app.diagram.space import PAD, TITLE
from app.diagram.words import GROUPS
from app.domain.report.report import ArchitectureNote, ComponentNote
from app.words.text import Language

GAP: Final = 12.0
BETWEEN: Final = 20.0

Words: TypeAlias = tuple[Language, Mapping[str, str]]


def strips_height(architecture: ArchitectureNote, width: float) -> float:
    """About how much higher the strips make a picture of that width."""
    staging, own = _accounts(architecture)
    rows = [-(-len(items) // _in_a_row(width - 2 * PAD)) for items in (own, staging) if items]
    return sum(TITLE + count * (cards.SMALL_SIZE[1] + GAP) - GAP + 2 * PAD for count in rows) + BETWEEN * bool(staging)


def with_strips(
    architecture: ArchitectureNote, frames: list[Frame], room: Rect, words: Words
) -> tuple[list[Frame], list[Card]]:
    """The frames and flat cards of the account, inside the cloud or under the room, and of the staging account."""
    staging, own = _accounts(architecture)
    drawn: list[Card] = []
    cloud = next((frame for frame in frames if frame.id == "cloud"), None)
    if own:
        left, top, width = room.x, room.bottom, max(room.width, 2 * cards.SMALL_SIZE[0])
        if cloud is not None:
            left, top, width = cloud.rect.x + PAD, cloud.rect.bottom, cloud.rect.width - 2 * PAD
        frame, drawn = _strip("account", own, Rect(left, top, width, 0.0), words)
        frames = [*(_grown(each, frame.rect) if each is cloud else each for each in frames), frame]
    if staging:
        left = min((frame.rect.x for frame in frames), default=room.x)
        top = max((frame.rect.bottom for frame in frames), default=room.bottom) + BETWEEN
        frame, others = _strip(STAGING_ACCOUNT, staging, Rect(left, top, room.width, 0.0), words)
        frames, drawn = [*frames, frame], [*drawn, *others]
    return frames, drawn


def _accounts(architecture: ArchitectureNote) -> tuple[list[ComponentNote], list[ComponentNote]]:
    """The flat cards of the staging account, and all others."""
    shared, group = [item for item in architecture.components if item.place == "account"], groups_of(architecture)
    staging = [item for item in shared if group[item.id] == STAGING_ACCOUNT]
    return staging, [item for item in shared if item not in staging]


def _strip(name: str, items: list[ComponentNote], room: Rect, words: Words) -> tuple[Frame, list[Card]]:
    language, badges = words
    rows = -(-len(items) // _in_a_row(room.width))
    count = -(-len(items) // rows)
    drawn = []
    for at, item in enumerate(items):
        x = room.x + PAD + (at % count) * (cards.SMALL_SIZE[0] + GAP)
        y = room.y + TITLE + (at // count) * (cards.SMALL_SIZE[1] + GAP)
        drawn.append(cards.draw_small(item, (x, y), language, badges))
    title = GROUPS[name].in_language(language)
    plate = plate_width(title, icon=False)
    wide = max(2 * PAD + count * (cards.SMALL_SIZE[0] + GAP) - GAP, plate)
    rect = Rect(room.x, room.y, wide, drawn[-1].rect.bottom - room.y + PAD)
    return Frame(name, "account", title, "", rect, Rect(room.x, room.y, plate, PLATE)), drawn


def _grown(cloud: Frame, inner: Rect) -> Frame:
    """The cloud around one more frame at its lower end."""
    x, y = cloud.rect.x, cloud.rect.y
    return replace(cloud, rect=Rect(x, y, max(cloud.rect.width, inner.width + 2 * PAD), inner.bottom + PAD - y))


def _in_a_row(width: float) -> int:
    return max(1, int((width - 2 * PAD + GAP) // (cards.SMALL_SIZE[0] + GAP)))
