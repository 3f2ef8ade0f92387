"""Every word of a page stands in the catalogue, in both languages, and nothing stands there in vain."""

import re
from pathlib import Path
from string import Formatter

import pytest

from app.web.words import WORDS, words

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").glob("*.html"))
CODE = sorted((ROOT / "app" / "web").rglob("*.py"))
LITERAL = re.compile(r"""\bt\('([\w.]+)'""")
PREFIX = re.compile(r"""\bt\('([\w.]+)' ~""")
CODED = re.compile(r"""\bwords\(f"([\w.]+)\{""")
# Language names are written in their own language; the rest of the text between tags comes from the catalogue.
OWN_NAMES = {"English", "한국어"}


def names_in_braces(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_name_the_same_values(key):
    assert names_in_braces(WORDS[key].en) == names_in_braces(WORDS[key].ko) or key.endswith(".singular")


def test_templates_ask_only_for_words_that_are_there():
    for path in TEMPLATES:
        text = path.read_text("utf-8")
        prefixes = set(PREFIX.findall(text))
        for key in set(LITERAL.findall(text)) - prefixes:
            assert key in WORDS, f"{path.name}: {key}"
        for prefix in prefixes:
            assert any(key.startswith(prefix) for key in WORDS), f"{path.name}: {prefix}"


def test_no_words_stand_there_in_vain():
    templates = "".join(path.read_text("utf-8") for path in TEMPLATES)
    code = "".join(path.read_text("utf-8") for path in CODE if path.parent.name != "words")
    prefixes = [*PREFIX.findall(templates), *CODED.findall(code)]
    for key in WORDS:
        plain = key.removesuffix(".singular")
        used = f"'{plain}'" in templates or f'"{plain}"' in code or any(plain.startswith(prefix) for prefix in prefixes)
        assert used, key


def test_no_template_holds_words_of_its_own():
    for path in TEMPLATES:
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        loose = {found.strip() for found in re.findall(r">([^<]+)<", text)}
        loose = {found for found in loose if re.search(r"[A-Za-z가-힣]", found)} - OWN_NAMES - {"openapi.json"}
        assert not loose, f"{path.name}: {loose}"


def test_one_is_said_apart():
    assert words("ask.remaining", "en", n=1) == "at most 1 more question"
    assert words("ask.remaining", "en", n=2) == "at most 2 more questions"
