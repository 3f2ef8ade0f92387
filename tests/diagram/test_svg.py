"""The SVG: self-contained, strict, accessible, the same bytes for the same architecture."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from app.diagram import text
from app.diagram.colours import COLOURS, PAINT
from app.diagram.icons import FOLDER, ICONS
from app.diagram.svg import draw
from app.words.text import Text
from tests.depth import some
from tests.diagram.samples import SAMPLES

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
TITLE = Text(en="A <chat> & more", ko="채팅 <서비스>")


def drawn(name: str = "chat_two_zones", **changes: Any) -> str:
    wanted: dict[str, Any] = {"title": TITLE, "language": "en", "scheme": "light", "badges": {"realtime": "$36.04"}}
    return draw(SAMPLES[name], **{**wanted, **changes})


@pytest.mark.parametrize("scheme", ["light", "dark", "auto"])
@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_well_formed_and_needs_nothing_from_elsewhere(name: str, scheme: str) -> None:
    svg = drawn(name, scheme=scheme)
    ET.fromstring(svg)
    assert "<style" not in svg
    assert "style=" not in svg
    assert "<script" not in svg
    assert "<image" not in svg
    assert set(re.findall(r'href="([^"]*)"', svg)) <= {f"#{found}" for found in re.findall(r'id="([^"]+)"', svg)}


@pytest.mark.parametrize("name", SAMPLES)
def test_no_id_occurs_twice(name: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', drawn(name))
    assert len(ids) == len(set(ids))


def test_the_same_architecture_gives_the_same_bytes_under_any_hash_seed() -> None:
    script = (
        "import hashlib\nfrom app.diagram.svg import draw\nfrom app.words.text import Text\n"
        "from tests.diagram.covering import composed\nfrom tests.diagram.samples import SAMPLES\n"
        "from tests.stories import STORIES, brief_of\n"
        "title = Text(en='x', ko='y')\n"
        "notes = [*SAMPLES.values(), *(composed(brief_of(story))[0] for story in STORIES.values())]\n"
        "all = ''.join(draw(note, title=title, language='ko', scheme='auto', badges={}) for note in notes)\n"
        "print(hashlib.sha256(all.encode()).hexdigest())"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in some(("0", "1", "77", "4096"), 2)
    }
    assert len(sums) == 1


def test_it_tells_a_screen_reader_what_it_shows() -> None:
    root = ET.fromstring(drawn())
    assert root.get("role") == "group"
    assert root.findtext(f"{SVG}title") == TITLE.en
    assert root.findtext(f"{SVG}desc") == "15 components and 16 connections, read from left to right."
    titles = [element.text for element in root.iter(f"{SVG}title")]
    assert "1. Users → Amazon CloudFront: HTTPS · WSS" in titles


def test_cards_are_links_where_an_address_is_known() -> None:
    root = ET.fromstring(drawn(links={"realtime": "#decision-realtime", "cache": "/x?a=1&b=2"}))
    links = {element.get("id"): element.get("href") for element in root.iter(f"{SVG}a")}
    assert links == {"pic-realtime": "#decision-realtime", "pic-cache": "/x?a=1&b=2"}


def test_words_keep_their_length_in_any_font() -> None:
    root = ET.fromstring(drawn())
    words = next(element for element in root.iter(f"{SVG}text") if element.text == "Amazon CloudFront")
    wanted = text.width("Amazon CloudFront", 13, bold=True) / text.MARGIN
    assert float(words.attrib["textLength"]) == pytest.approx(wanted, abs=0.1)


def test_colours_are_those_of_the_scheme() -> None:
    assert COLOURS["card"][1] in drawn(scheme="dark")
    assert COLOURS["request"][0] in drawn(scheme="light")
    assert COLOURS["request"][0] not in drawn(scheme="dark")
    assert "class=" not in drawn(scheme="light")


def test_in_a_page_every_painted_shape_has_a_class() -> None:
    svg = re.sub(r"<defs>.*?</defs>", "", drawn(scheme="auto"), flags=re.DOTALL)
    for tag in re.findall(r"<(?:rect|path|circle|text)\b[^>]*>", svg):
        assert re.search(r'class="pic-[a-z-]+"', tag), tag


def test_the_style_sheet_repeats_the_colours() -> None:
    css = (ROOT / "static" / "picture.css").read_text(encoding="utf-8")
    for name, (light, dark) in COLOURS.items():
        assert re.findall(rf"--pic-{name}: (#[0-9a-f]+);", css) == [light, dark]
    for name, (fill, stroke) in PAINT.items():
        rule = re.search(rf"^\.{name} {{(.*)}}$", css, re.MULTILINE)
        assert rule, name
        assert (f"fill: var(--pic-{fill});" in rule[1]) is bool(fill)
        assert (f"stroke: var(--pic-{stroke});" in rule[1]) is bool(stroke)


def test_the_style_sheet_lights_the_lines_of_every_card() -> None:
    css = (ROOT / "static" / "picture.css").read_text(encoding="utf-8")
    lit = re.findall(r"\.pic:has\(\.pic-c(\d+):is\(:hover, :focus-visible\)\) \.pic-e(\d+)", css)
    assert lit == [(str(number), str(number)) for number in range(64)]


@pytest.mark.parametrize("ink", [name for name in COLOURS if name.endswith("-ink") and name != "badge-ink"])
def test_words_stand_out_from_their_ground(ink: str) -> None:
    ground = ink.removesuffix("-ink")
    ground = ground if ground in {"public", "private", "data", "lane", "cost", "zones", "count"} else "canvas"
    for scheme in (0, 1):
        assert contrast(COLOURS[ink][scheme], COLOURS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("kind", ["request", "async", "line-data", "auth", "operations", "replication"])
def test_lines_stand_out_from_every_ground(kind: str) -> None:
    for scheme in (0, 1):
        for ground in ("canvas", "public", "private", "data", "lane"):
            assert contrast(COLOURS[kind][scheme], COLOURS[ground][scheme]) >= 3


def test_every_icon_can_be_inlined() -> None:
    assert sorted(ICONS) == sorted(path.stem for path in FOLDER.glob("*.svg"))
    for icon in ICONS.values():
        assert ET.fromstring(icon.symbol).get("viewBox")


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
