"""Eleven levels of light: every text is readable on every level, text turns once, no background lies in between."""

import re
from pathlib import Path

import pytest

from app.web.deps import BRIGHTEST, FIRST_LIGHT, Page

SHEET = (Path(__file__).parent.parent.parent / "static" / "app.css").read_text("utf-8")
TOKENS = {
    int(level): dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", body))
    for level, body in re.findall(r"^\.light-(\d+) \{(.*?)\}", SHEET, re.DOTALL | re.MULTILINE)
}
GROUNDS = ("bg", "surface", "sunken", "fill")


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightness(colour):
    part = luminance(colour)
    return 116 * part ** (1 / 3) - 16 if part > 0.008856 else 903.3 * part


def test_there_are_eleven_steps_each_lighter_than_the_one_before():
    assert sorted(TOKENS) == list(range(BRIGHTEST + 1))
    grounds = [lightness(TOKENS[level]["bg"]) for level in range(BRIGHTEST + 1)]
    assert grounds == sorted(grounds)
    assert len(set(grounds)) == BRIGHTEST + 1


@pytest.mark.parametrize("level", range(BRIGHTEST + 1))
def test_text_is_readable(level):
    tokens = TOKENS[level]
    for ground in ("bg", "surface", "sunken"):
        for ink in ("text", "muted", "accent", "good", "warn", "bad"):
            assert contrast(tokens[ink], tokens[ground]) >= 4.5, f"{ink} on {ground}"
        assert contrast(tokens["edge"], tokens[ground]) >= 3, f"edge on {ground}"
    assert contrast(tokens["on-fill"], tokens["fill"]) >= 4.5


@pytest.mark.parametrize("level", range(BRIGHTEST + 1))
def test_no_background_lies_in_between_and_text_turns_once(level):
    for ground in GROUNDS:
        assert not 35 <= lightness(TOKENS[level][ground]) <= 65, ground
    assert (lightness(TOKENS[level]["text"]) < 50) == (level >= FIRST_LIGHT)


def test_every_colour_of_a_text_or_ground_is_a_token():
    rules = SHEET.partition("/* Elements */")[2].partition("@media print")[0]
    for name, value in re.findall(r"^\s+(color|background|background-color):\s*([^;]+);", rules, re.MULTILINE):
        assert value.startswith(("var(--", "inherit", "transparent", "none", "linear-gradient", "radial-gradient")) or (
            value in ("#fff", "#3b4151")  # the documentation of the API stands on white paper
        ), f"{name}: {value}"


@pytest.mark.parametrize(
    ("scheme", "darkest", "lightest"), [("auto", 0, 10), ("dark", 0, 4), ("light", 6, 10), ("other", 0, 10)]
)
def test_the_reader_may_keep_to_one_half(scheme, darkest, lightest):
    page = Page("/", "en", scheme, ())
    levels = [page.at_light(level).light for level in range(BRIGHTEST + 1)]
    assert (levels[0], levels[-1]) == (darkest, lightest)
    assert levels == sorted(levels)
