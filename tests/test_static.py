"""The files of others are as they were published, and the icons are safe to put into a page."""

import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

TESTS = Path(__file__).parent
STATIC = TESTS.parent / "static"
VENDOR = STATIC / "vendor"
ICONS = sorted((STATIC / "icons").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("folder", [VENDOR, STATIC / "fonts", TESTS / "vendor" / "mermaid"], ids=lambda path: path.name)
def test_the_files_of_others_are_those_of_the_readme(folder):
    listed = re.findall(r"^([0-9a-f]{64})  (\S+)$", (folder / "README.md").read_text("utf-8"), re.MULTILINE)
    present = [path for path in folder.rglob("*") if path.is_file() and path.name != "README.md"]
    sums = {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in present}
    assert {path: checksum for checksum, path in listed} == sums


def test_the_font_sheet_names_only_files_that_are_there():
    sheet = VENDOR / "pretendard" / "pretendardvariable-dynamic-subset.css"
    named = re.findall(r"url\(([^)]+)\)", sheet.read_text("utf-8"))
    assert len(named) == 92
    assert all((sheet.parent / name).is_file() for name in named)


@pytest.mark.parametrize("path", ICONS, ids=[path.stem for path in ICONS])
def test_an_icon_is_a_plain_picture(path):
    root = ET.fromstring(path.read_text("utf-8"))
    assert root.tag == f"{SVG}svg"
    assert re.fullmatch(r"0 0 \d+ \d+", root.attrib["viewBox"])
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in {"script", "style", "image", "foreignObject", "use", "a"}
        assert not [name for name in element.attrib if name.startswith("on") or name.endswith("href")]


def test_every_icon_is_named_in_the_readme():
    listed = re.findall(r"^\| (\w+)\.svg \|", (STATIC / "icons" / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == [path.stem for path in ICONS]
