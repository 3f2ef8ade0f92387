"""How wide a text is, and how it is broken into lines that fit; widths in pixels."""

from functools import lru_cache
from typing import Final

from app.diagram.metrics import CHARACTERS, HANGUL, REGULAR, SEMIBOLD

ELLIPSIS: Final = "…"
MARGIN: Final = 1.03  # the font that stands in for Pretendard may be a little wider

_ADVANCES: Final = {
    False: dict(zip(CHARACTERS, REGULAR, strict=True)),
    True: dict(zip(CHARACTERS, SEMIBOLD, strict=True)),
}


@lru_cache(maxsize=8192)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text."""
    advances = _ADVANCES[bold]
    return sum(advances.get(character, HANGUL) for character in text) * size * MARGIN / 1000


def cut(text: str, limit: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if width(text, size, bold=bold) <= limit:
        return text
    short = text[: int(limit)]  # no letter is narrower than a pixel
    while short and width(short.rstrip() + ELLIPSIS, size, bold=bold) > limit:
        short = short[:-1]
    return short.rstrip() + ELLIPSIS


def wrap(text: str, limit: float, size: float, *, lines: int = 2, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines, broken between words; what does not fit ends in an ellipsis."""
    result: list[str] = []
    rest = text.split()
    while rest and len(result) < lines - 1:
        count = _words_that_fit(rest, limit, size, bold)
        result.append(cut(" ".join(rest[:count]), limit, size, bold=bold))
        rest = rest[count:]
    if rest:
        result.append(cut(" ".join(rest), limit, size, bold=bold))
    return tuple(result)


def balanced(text: str, limit: float, size: float) -> tuple[str, ...]:
    """One line if it fits, else two lines of about the same width."""
    words = text.split()
    if width(text, size) <= limit or len(words) == 1:
        return (cut(text, limit, size),)
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    best = min(halves, key=lambda pair: max(width(half, size) for half in pair))
    return tuple(cut(half, limit, size) for half in best)


def _words_that_fit(words: list[str], limit: float, size: float, bold: bool) -> int:
    count = 1
    while count < len(words) and width(" ".join(words[: count + 1]), size, bold=bold) <= limit:
        count += 1
    return count
