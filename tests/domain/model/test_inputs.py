from decimal import Decimal

import pytest
from pydantic import ValidationError

from app.domain.model.briefs import Brief
from app.domain.model.inputs import Input
from app.domain.model.requests import read_number

WORDS = {"en": "Words.", "ko": "말."}
VALUES = [{"id": "a", "label": {"en": "Ay", "ko": "에이"}}, {"id": "b", "label": {"en": "Bee", "ko": "비"}}]
CHOICE = {"id": "x", "kind": "choice", "question": WORDS, "axis": ["cost"], "values": VALUES, "usual": "a"}
CHOICES = {**CHOICE, "kind": "choices", "usual": []}
NUMBER = {
    "id": "n",
    "kind": "number",
    "question": WORDS,
    "axis": ["cost"],
    "usual": "5",
    "unit": {"en": "GB", "ko": "GB"},
    "at_least": "1",
    "at_most": "5000",
    "likely": ["1", "10"],
    "whole": "true",
}


def item(fields, **changed):
    return Input.model_validate({**fields, **changed})


@pytest.mark.parametrize(
    ("fields", "raw", "value"),
    [
        (CHOICE, "b", "b"),
        (CHOICES, ["a", "b"], frozenset({"a", "b"})),
        (CHOICES, [], frozenset()),
        (NUMBER, "12", Decimal(12)),
        (NUMBER, "1,200", Decimal(1200)),
        (NUMBER, " 1_200 ", Decimal(1200)),
        (NUMBER, "1e3", Decimal(1000)),
    ],
)
def test_an_answer_that_has_no_problem_has_a_value(fields, raw, value):
    assert item(fields).problem_with(raw) is None
    assert item(fields).value(raw) == value


@pytest.mark.parametrize(
    ("fields", "raw", "told"),
    [
        (CHOICE, "c", "c is not possible; choose one of: a, b"),
        (CHOICE, ["a", "b"], "a, b is not possible; choose one of: a, b"),
        (CHOICES, ["a", "c"], "c is not possible; choose from: a, b"),
        (NUMBER, "many", "many is not a number; write a whole number from 1 to 5,000"),
        (NUMBER, "nan", "nan is not a number; write a whole number from 1 to 5,000"),
        (NUMBER, "0", "0 is out of range; write a whole number from 1 to 5,000"),
        (NUMBER, "5001", "5001 is out of range; write a whole number from 1 to 5,000"),
        (NUMBER, "1.5", "1.5 is not a whole number; write a whole number from 1 to 5,000"),
    ],
)
def test_an_impossible_answer_is_told_with_what_is_possible(fields, raw, told):
    problem = item(fields).problem_with(raw)
    assert problem.told.en == told
    assert problem.told.ko != told


@pytest.mark.parametrize(
    ("fields", "changed", "told"),
    [
        (CHOICE, {"values": []}, "a choice lists its values"),
        (CHOICE, {"usual": "c"}, "usual: c is not possible"),
        (CHOICE, {"usual": ["a"]}, "usual is a list for choices"),
        (CHOICES, {"usual": "a"}, "usual is a list for choices"),
        (NUMBER, {"values": VALUES}, "a choice lists its values, a number has none"),
        (NUMBER, {"unit": None}, "needs unit and likely"),
        (NUMBER, {"likely": None}, "needs unit and likely"),
        (NUMBER, {"usual": "0.5"}, "usual: 0.5 is out of range"),
        (CHOICE, {"axis": ["speed"]}, "cost"),
        (CHOICE, {"colour": "red"}, "Extra inputs"),
    ],
)
def test_an_input_that_contradicts_itself_is_refused(fields, changed, told):
    with pytest.raises(ValidationError, match=told):
        item(fields, **changed)


def bands(*ranges):
    return [
        {"id": f"band{number}", "label": WORDS, "values": test, "usual": usual}
        for number, (test, usual) in enumerate(ranges)
    ]


@pytest.mark.parametrize(
    ("ranges", "told"),
    [
        ([("<= 15", 5), ("> 15", 30)], "three to six"),
        ([("<= 15", 5), ("(15..60]", 30), ("> 15", 100)], "16 lies in band1 and band2"),
        ([("< 15", 5), ("(15..60]", 30), ("> 60", 100)], "15 lies in none of them"),
        ([("<= 15", 16), ("(15..60]", 30), ("> 60", 100)], "16 is assumed for band0"),
        ([("<= 15", 5), ("(15..60]", "30.5"), ("> 60", 100)], "30.5 is assumed for band1"),
        ([("<= 15", 5), ("somewhere else", 30), ("> 60", 100)], "cannot read the test"),
    ],
)
def test_bands_that_do_not_hold_every_number_once_are_refused(ranges, told):
    with pytest.raises(ValidationError, match=told):
        item(NUMBER, bands=bands(*ranges))


def test_bands_that_hold_every_number_once_are_sound():
    found = item(NUMBER, bands=bands(("<= 15", 5), ("[16..60]", 30), ("> 60", 100)))
    assert [band.test.matches(Decimal(16)) for band in found.bands] == [False, True, False]


@pytest.mark.parametrize(
    ("fields", "value", "english", "korean"),
    [
        (CHOICE, "b", "Bee", "비"),
        (CHOICES, frozenset({"a", "b"}), "Ay, Bee", "에이, 비"),
        (CHOICES, frozenset(), "none of these", "해당 없음"),
        (NUMBER, Decimal("1200.0"), "1,200 GB", "1,200 GB"),
        (NUMBER, Decimal("1E+3"), "1,000 GB", "1,000 GB"),
    ],
)
def test_a_value_in_words(fields, value, english, korean):
    words = item(fields).words(value)
    assert (words.en, words.ko) == (english, korean)


@pytest.mark.parametrize(
    "raw", ["", "nan", "inf", "-Infinity", "1" * 61, True, "1e999999999", "1e-999999", None, "0x10"]
)
def test_what_is_no_ordinary_number_is_refused(raw):
    assert read_number(raw) is None


@pytest.mark.parametrize(
    ("raw", "number"), [("1,000.5", "1000.5"), (3, "3"), (0.1, "0.1"), ("1e6", "1000000"), ("-2", "-2")]
)
def test_numbers_are_read_exactly(raw, number):
    assert read_number(raw) == Decimal(number)


def test_a_shared_question_stands_where_its_first_input_stands(small_rulebook):
    assert [question.id for question in small_rulebook.questions] == [
        "parts", "region", "run_minutes", "records", "skills", "volumes", "budget_usd",
    ]  # fmt: skip
    assert small_rulebook.questions[5].inputs == ("monthly_requests", "export_gb")


def test_a_brief_gains_pins_and_answers_without_changing_itself():
    brief = Brief({"a": "1"}, {"p": ("x",)}, {"u": Decimal(1)}, frozenset({"b"}))
    more = brief.with_pins({"q": ("y",)}).with_answers({"b": "2"})
    assert more == Brief({"a": "1", "b": "2"}, {"p": ("x",), "q": ("y",)}, {"u": Decimal(1)}, frozenset())
    assert brief.unsure == {"b"}
