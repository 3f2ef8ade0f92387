"""The icons as symbols: one per picture, each with ids of its own."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

FOLDER: Final = Path(__file__).resolve().parents[2] / "static" / "icons"

_OPENING: Final = re.compile(r"<svg\b[^>]*\bviewBox=\"([^\"]+)\"[^>]*>")
_TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL)
_ID: Final = re.compile(r"\bid=\"([^\"]+)\"")
_FULL: Final = re.compile(r"d=\"M0 0h(\d+)v\1H0z?\"")


class Icon(NamedTuple):
    """A symbol ready to be inlined; `outline` tells that it has no ground of its own."""

    symbol: str
    outline: bool


def _icon(path: Path) -> Icon:
    """The icon in a file; ValueError when it has no viewBox."""
    name, source = path.stem, path.read_text(encoding="utf-8")
    opening = _OPENING.search(source)
    if opening is None:
        raise ValueError(f"{path} has no viewBox")
    body = _TITLE.sub("", source[opening.end() : source.rindex("</svg>")])
    for own in sorted(set(_ID.findall(body))):
        fresh = f"{name}-{own}"
        body = body.replace(f'id="{own}"', f'id="{fresh}"').replace(f"#{own})", f"#{fresh})")
        body = body.replace(f'href="#{own}"', f'href="#{fresh}"')
    symbol = f'<symbol id="icon-{name}" viewBox="{opening[1]}">{body.strip()}</symbol>'
    return Icon(symbol, _FULL.search(body) is None)


ICONS: Final[Mapping[str, Icon]] = {path.stem: _icon(path) for path in sorted(FOLDER.glob("*.svg"))}
"""Every icon by its name, read when the first picture is drawn."""
