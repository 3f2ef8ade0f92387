"""The preview of a link in other programs: absolute addresses of the page and its picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from app.diagram.png import WIDTH
from app.web.deps import Page, Pairs
from app.words.text import Language

LOCALES: Final[Mapping[Language, str]] = {"en": "en_US", "ko": "ko_KR"}


@dataclass(frozen=True)
class Preview:
    """The addresses, and the width of the picture in pixels."""

    url: str
    image: str
    locale: str
    width: int = WIDTH


def preview(root: str, page: Page, path: str, pairs: Pairs) -> Preview:
    """The preview of a page with a picture; `root` is the public address of the program, `pairs` are its brief."""
    image = _query([*pairs, ("lang", page.language)])
    return Preview(root + path + _query([*pairs, *page.looks]), f"{root}{path}.png{image}", LOCALES[page.language])


def _query(pairs: Pairs) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""
