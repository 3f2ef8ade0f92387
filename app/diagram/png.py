"""A picture as PNG, drawn with the two bundled fonts alone: every machine gives the same bytes.

The renderer holds Python's lock while it works, so it runs in a process of its own: other requests do not wait for it.
"""

import re
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final, Literal

from app.diagram.colours import COLOURS

FONTS: Final = tuple(sorted((Path(__file__).resolve().parents[2] / "static" / "fonts").glob("*.ttf")))
FAMILY: Final = "Advisor Sans"
RENDERER: Final = Path(__file__).with_name("renderer.py")

WIDTH: Final = 1200
"""The width in pixels that link previews ask for."""
NARROWEST: Final = 100
WIDEST: Final = 4000
TALLEST: Final = 8000
"""Greatest height in pixels; a picture that would be taller is drawn narrower than asked for."""
PATIENCE: Final = 60.0
"""Seconds after which a drawing is given up."""

_AT_ONCE: Final = BoundedSemaphore(2)
_SIZE: Final = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def rasterise(svg: str, width: int, scheme: Literal["light", "dark"]) -> bytes:
    """The PNG of a picture, so many pixels wide; at most two are drawn at once."""
    background = COLOURS["canvas"][scheme == "dark"]
    command = [sys.executable, "-P", str(RENDERER), *_size(svg, width), background, FAMILY, *map(str, FONTS)]
    with _AT_ONCE:
        done = subprocess.run(  # noqa: S603 - our own program with numbers, a colour and font files
            command, input=svg.encode(), capture_output=True, check=False, timeout=PATIENCE
        )
    if done.returncode:
        raise RuntimeError(f"the picture could not be drawn as PNG: {done.stderr.decode(errors='replace')}")
    return done.stdout


def _size(svg: str, width: int) -> tuple[str, str]:
    """The width to draw in, or the height where the picture would become too tall."""
    found = _SIZE.search(svg)
    if found is not None and float(found[2]) * width > float(found[1]) * TALLEST:
        return "", str(TALLEST)
    return str(width), ""
