"""Frames around groups, with their titles; the zones of a VPC are drawn as sheets that overlap.

Everything in the VPC stands in all of its zones, so that a card is drawn once, on all sheets.
"""

from dataclasses import replace
from string import ascii_lowercase
from typing import Final

from app.diagram import text
from app.diagram.gather import has_accounts
from app.diagram.picture import Frame, Rect
from app.diagram.place import Block, Grid
from app.diagram.words import GROUPS
from app.domain.report.report import ArchitectureNote
from app.words.catalogue import words as words_of
from app.words.text import Language

PLATE: Final = 24.0
SHEET_SHIFTS: Final = {2: 7.0, 3: 5.0}
OTHER_REGION: Final = "other_region"
SMALLEST_SHIFT: Final = 2.0
ICONS: Final = {
    "cloud": "aws_cloud_group",
    "region": "region_group",
    "other_region": "region_group",
    "vpc": "vpc_group",
    "public": "public_subnet_group",
    "private": "private_subnet_group",
    "data": "private_subnet_group",
}


class Titles:
    """The words of every frame of a grid and how wide they are."""

    def __init__(self, architecture: ArchitectureNote, grid: Grid, language: Language) -> None:
        zones = max((item.zones for item in architecture.components), default=1)
        self._zones = [words_of("picture.zone", language, zone=letter) for letter in ascii_lowercase[:zones]]
        self._words = {block.id: title_of(block.id, architecture, language) for block in grid.blocks}
        self.widths = {block.id: self._width(block) for block in grid.blocks}

    def frame(self, block: Block, rect: Rect) -> Frame:
        """The frame of a block; its title stands in the upper left corner."""
        plate = Rect(rect.x, rect.y + self._depth(block.kind), self.widths[block.id], PLATE)
        return Frame(block.id, block.kind, self._words[block.id], ICONS.get(block.id, ""), rect, plate)

    def sheets(self, frame: Frame) -> list[Frame]:
        """The frame itself, or for the zones one sheet each, every one a little lower and further to the right."""
        if frame.kind != "zone":
            return [frame]
        deep, left, result = self._depth("zone"), frame.plate.x, []
        for at, words in enumerate(self._zones):
            down = at * deep / (len(self._zones) - 1)
            rect = Rect(frame.rect.x + down, frame.rect.y + down, frame.rect.width - deep, frame.rect.height - deep)
            plate = Rect(left, frame.plate.y, plate_width(words, icon=False), PLATE)
            result.append(replace(frame, id=f"zone_{ascii_lowercase[at]}", title=words, rect=rect, plate=plate))
            left = plate.right
        return result

    def _depth(self, kind: str) -> float:
        """How far the last sheet lies below the first."""
        count = len(self._zones)
        return SHEET_SHIFTS.get(count, SMALLEST_SHIFT) * (count - 1) if kind == "zone" else 0.0

    def _width(self, block: Block) -> float:
        words = self._zones if block.kind == "zone" else [self._words[block.id]]
        return round(sum(plate_width(each, icon=block.id in ICONS) for each in words), 1)


def plate_width(words: str, *, icon: bool) -> float:
    """The room of a title, with its icon if it has one."""
    return round((PLATE + 8 if icon else 10) + text.width(words, 12, bold=True) + 6, 1)


def title_of(group: str, architecture: ArchitectureNote, language: Language) -> str:
    """The words over a group, with its Region or account where it has one."""
    if group not in GROUPS:
        return ""
    word = GROUPS[group].in_language(language)
    if group == "other_region" and OTHER_REGION in architecture.settings:
        return f"{word} · {architecture.settings[OTHER_REGION]}"
    if group == "cloud" and has_accounts(architecture):
        return f"{word} · {words_of('picture.production', language)}"
    return f"{word} · {architecture.region}" if group == "region" else word
