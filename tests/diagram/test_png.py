"""PNG: the size that was asked for, the same bytes twice, and every character drawn with our own fonts."""

import struct
import zlib
from itertools import pairwise

import pytest

from app.diagram.colours import COLOURS
from app.diagram.metrics import CHARACTERS, HANGUL, REGULAR, SEMIBOLD
from app.diagram.png import FAMILY, FONTS, TALLEST, rasterise
from app.diagram.renderer import render
from app.diagram.svg import draw
from app.words.catalogue import under
from app.words.text import Text
from tests.diagram.samples import SAMPLES

TITLE = Text(en="Chat for everyone", ko="모두의 채팅 서비스")


def picture(name="chat_two_zones", language="ko", scheme="light"):
    return draw(SAMPLES[name], title=TITLE, language=language, scheme=scheme, badges={"realtime": "$36.04"})


def size(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def pixels(png):
    """The rows of an RGBA picture of 8 bits, unfiltered."""
    width, height = size(png)
    data, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    raw, row, rows = zlib.decompress(data), bytearray(4 * width), []
    for line in range(height):
        start = line * (4 * width + 1)
        row = unfiltered(raw[start], raw[start + 1 : start + 1 + 4 * width], row)
        rows.append(row)
    return rows


def unfiltered(kind, line, above):
    row = bytearray(line)
    for at in range(len(row)):
        left, up = row[at - 4] if at >= 4 else 0, above[at]
        corner = above[at - 4] if at >= 4 else 0
        nearest = min((left, up, corner), key=lambda near: abs(left + up - corner - near))
        row[at] = (row[at] + (0, left, up, (left + up) // 2, nearest)[kind]) & 255
    return row


def dark_pixels(png):
    return sum(row[at] < 128 for row in pixels(png) for at in range(0, len(row), 4))


def text_svg(words, weight=400):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" viewBox="0 0 200 40" '
        f'font-family="Pretendard Variable, sans-serif"><text x="5" y="28" font-size="20" font-weight="{weight}">'
        f"{words}</text></svg>"
    )


def drawn_text(words, weight=400, fonts=FONTS):
    return render(text_svg(words, weight), 200, None, "#ffffff", (FAMILY, [str(font) for font in fonts]))


class Font:
    """What a TrueType file says of its characters: the glyph of each (a map of format 4), and its advance width."""

    def __init__(self, path):
        self.data = path.read_bytes()
        entries = (struct.unpack(">4sIII", self.data[at : at + 16]) for at in range(12, 12 + 16 * self.data[5], 16))
        self.tables = {tag.decode(): place for tag, _, place, _ in entries}
        start = self.tables["cmap"]
        maps = (self.numbers("HHHH", start + 4 + 8 * at) for at in range(self.numbers("H", start + 2)[0]))
        places = [start + (high << 16) + low for _, _, high, low in maps]
        self.glyphs = self._glyphs(next(place for place in places if self.numbers("H", place) == (4,)))

    def numbers(self, kinds, at):
        return struct.unpack_from(f">{kinds}", self.data, at)

    def _glyphs(self, at):
        count = self.numbers("H", at + 6)[0] // 2
        ends, starts, deltas, offsets = (
            self.numbers(f"{count}H", at + place + 2 * count * part) for part, place in enumerate((14, 16, 16, 16))
        )
        found = {}
        for place, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
            for code in range(first, last + 1):
                inside = at + 16 + 6 * count + 2 * place + offset + 2 * (code - first)
                glyph = self.numbers("H", inside)[0] if offset else code
                found[code] = (glyph + delta) % 65536
        return found

    def width(self, character):
        """The advance width in thousandths of the font size."""
        units = self.numbers("H", self.tables["head"] + 18)[0]
        measured = self.numbers("H", self.tables["hhea"] + 34)[0]
        at = min(self.glyphs[ord(character)], measured - 1)
        return 1000 * self.numbers("H", self.tables["hmtx"] + 4 * at)[0] / units


def texts(value):
    """Every text inside a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def test_a_picture_is_as_wide_as_asked_for_and_the_same_each_time():
    svg = picture()
    first = rasterise(svg, 1200, "light")
    assert size(first)[0] == 1200
    assert rasterise(svg, 1200, "light") == first
    assert size(rasterise(svg, 300, "light"))[0] == 300


def test_what_would_be_too_tall_becomes_narrower():
    tall = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="300" viewBox="0 0 10 300"/>'
    assert size(rasterise(tall, 4000, "light")) == (round(TALLEST / 30), TALLEST)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pixel_at_the_border_has_the_colour_of_the_ground(scheme):
    rows = pixels(rasterise(picture(scheme=scheme), 301, scheme))
    ground = bytes.fromhex(COLOURS["canvas"][scheme == "dark"][1:]) + b"\xff"
    border = [*rows[:1], *rows[-1:], *(row[:4] + row[-4:] for row in rows)]
    assert {bytes(row[at : at + 4]) for row in border for at in range(0, len(row), 4)} == {ground}


@pytest.mark.parametrize("weight", [400, 600, 700])
def test_korean_and_latin_are_drawn_with_our_fonts_alone(weight):
    for words in ("실시간 채팅", "Amazon SQS"):
        assert dark_pixels(drawn_text(words, weight)) > 200
        assert dark_pixels(drawn_text(words, weight, fonts=())) == 0


def test_bold_words_are_bolder_and_syllables_differ():
    assert dark_pixels(drawn_text("실시간", 600)) > 1.1 * dark_pixels(drawn_text("실시간"))
    inks = [drawn_text(syllable) for syllable in "가각간갇갈"]
    assert all(one != other for one, other in pairwise(inks))


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_the_fonts_hold_every_character_that_a_picture_can_show(rulebook, font):
    known = Font(font).glyphs
    shown = [text for prefix in ("frame", "line", "mark", "picture", "service") for text in under(prefix).values()]
    said = {text for words in shown for text in (words.en, words.ko)}
    for part in ("inputs", "decisions", "components", "facts", "sources"):
        for item in getattr(rulebook, part).values():
            said.update(texts(item.model_dump(mode="json", by_alias=True)))
    for item in (*rulebook.guardrails, *rulebook.examples, *rulebook.figures):
        said.update(texts(item.model_dump(mode="json", by_alias=True)))
    assert len(said) > 1000
    missing = {letter for text in said for letter in text if letter.isprintable() and ord(letter) not in known}
    assert missing == set()


def test_the_fonts_are_small_and_carry_a_name_of_their_own():
    assert len(FONTS) == 2
    assert sum(font.stat().st_size for font in FONTS) < 1_500_000
    for font in FONTS:
        # Once, in the credits.
        assert font.read_bytes().count("Pretendard".encode("utf-16-be")) == 1
        assert FAMILY.encode("utf-16-be") in font.read_bytes()


@pytest.mark.parametrize(
    ("font", "widths"), [*zip(FONTS, (REGULAR, SEMIBOLD), strict=True)], ids=["regular", "semibold"]
)
def test_words_are_as_wide_as_the_layout_takes_them_to_be(font, widths):
    read = Font(font)
    assert [round(read.width(character)) for character in CHARACTERS] == pytest.approx(list(widths), abs=1)
    assert {round(read.width(syllable)) for syllable in "가나다한글힝"} <= {HANGUL - 1, HANGUL, HANGUL + 1}


def test_what_is_no_picture_is_refused():
    with pytest.raises(RuntimeError, match="could not be drawn"):
        rasterise("<svg", 100, "light")
