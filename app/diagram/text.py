"""How wide a text is, and how it is broken into lines that fit; widths in pixels."""

from typing import Final

from app.diagram.metrics import CHARACTERS, HANGUL, REGULAR, SEMIBOLD

ELLIPSIS: Final = "…"
MARGIN: Final = 1.03  # the font that stands in for Pretendard may be a little wider


class _Advances(dict[str, int]):
    """The advance widths of characters in thousandths of the font size; any other character is as wide as Hangul."""

    def __missing__(self, character: str) -> int:
        return HANGUL


_ADVANCES: Final = {
    False: _Advances(zip(CHARACTERS, REGULAR, strict=True)),
    True: _Advances(zip(CHARACTERS, SEMIBOLD, strict=True)),
}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text in a font of that size."""
    return sum(map(_ADVANCES[bold].__getitem__, text)) * size * MARGIN / 1000


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
