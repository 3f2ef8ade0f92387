"""Every word of a page stands in the catalogue, in both languages, and nothing stands there in vain."""

import re
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter

import pytest

from app.words import catalogues
from app.words.catalogue import WORDS, Value, filled, said, words
from app.words.particles import PAIRS
from app.words.text import Text
from tests.korean import faults

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").glob("*.html"))
CODE = [path for path in (ROOT / "app").rglob("*.py") if "catalogues" not in path.parts]
LITERAL = re.compile(r"""\bt\('([\w.]+)'""")
PREFIX = re.compile(r"""\bt\('([\w.]+)' ~""")
CODED = re.compile(r"""\b(?:words|said)\(f"([\w.]+)\{""")
ASKED = re.compile(r"""\bunder\("([\w.]+)"\)""")
# Language names are written in their own language; the rest of the text between tags comes from the catalogue.
OWN_NAMES = {"English", "한국어"}


def fields(sentence):
    """The names in braces of a sentence, the forms of a plural included, and the particles."""
    names, particles = set(), set()
    for _, name, spec, _ in Formatter().parse(sentence):
        if name:
            names.add(name)
            inner = fields(spec) if spec else (set(), set())
            names |= inner[0]
        elif name == "":
            particles.add(spec)
    return names, particles


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_name_the_same_values(key):
    english, korean = WORDS[key]
    assert fields(english)[0] == fields(korean)[0]
    assert not fields(english)[1]
    assert fields(korean)[1] <= PAIRS.keys()


@pytest.mark.parametrize("key", WORDS)
def test_korean_keeps_to_the_word_list(key):
    english, korean = WORDS[key]
    assert faults(Text(en=english, ko=korean)) == []


def test_no_korean_stands_outside_the_room_of_words():
    code = [path for path in (ROOT / "app").rglob("*.py") if not path.is_relative_to(ROOT / "app" / "words")]
    assert [path.name for path in code if re.search("[가-힣]", path.read_text("utf-8"))] == []


def test_no_key_stands_in_two_catalogues():
    modules = [import_module(f"{catalogues.__name__}.{found.name}") for found in iter_modules(catalogues.__path__)]
    tables = [table for module in modules for table in vars(module).values() if isinstance(table, dict)]
    keys = [key for table in tables for key in table if isinstance(key, str) and "." in key]
    assert sorted(keys) == sorted(WORDS)


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
    code = "".join(path.read_text("utf-8") for path in CODE)
    prefixes = [*PREFIX.findall(templates), *CODED.findall(code), *ASKED.findall(code), "service."]
    for key in WORDS:
        used = f"'{key}'" in templates or f'"{key}"' in code or any(key.startswith(prefix) for prefix in prefixes)
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
    assert words("ask.remaining", "ko", n=1) == "남은 질문 최대 1개"
    assert words("worth.idle", "en", n=1).startswith("One further assumption changes")
    assert words("worth.idle", "en", n=1200).startswith("1,200 further assumptions change")


def test_values_are_written_as_the_language_does():
    values: dict[str, Value] = {"n": Decimal("12345.60"), "when": date(2026, 1, 5), "text": Text(en="queue", ko="큐")}
    sentence = "{n} · {when} · {text}"
    assert filled(sentence, "en", values) == "12,345.6 · January 5, 2026 · queue"
    assert filled(sentence, "ko", values) == "12,345.6 · 2026년 1월 5일 · 큐"


def test_a_particle_follows_what_stands_before_it():
    assert filled("{a}{:으로}, “{b}”{:을}", "ko", {"a": "x86", "b": "큐"}) == "x86으로, “큐”를"


def test_both_languages_are_said_at_once():
    assert said("advice.zones", n=2) == Text(en="2 Availability Zones", ko="가용 영역 2개")


def test_a_value_that_is_missing_or_of_no_number_is_told():
    with pytest.raises(KeyError):
        words("advice.zones", "en")
    with pytest.raises(TypeError):
        words("advice.zones", "en", n="two")
