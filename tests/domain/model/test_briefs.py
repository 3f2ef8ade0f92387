"""How answers are read that are not yet a value: tests as people write them, rates, and what is refused."""

from decimal import Decimal

import pytest
from pydantic import ValidationError
from pydantic_core import SchemaValidator

from app.domain.model.briefs import Brief, answer_schema, per
from app.domain.model.inputs import Input
from app.domain.model.refusals import problems_of

WORDS = {"en": "Words.", "ko": "말."}


def values(*names, alone=()):
    return [{"id": name, "label": {"en": name.upper(), "ko": name}, "alone": name in alone} for name in names]


CHOICE = Input.model_validate(
    {"id": "x", "kind": "choice", "question": WORDS, "axis": ["cost"], "values": values("a", "b", "c"), "usual": "b"}
)
CHOICES = Input.model_validate(
    {"id": "s", "kind": "choices", "question": WORDS, "axis": ["cost"], "values": values("a", "b", "c"), "usual": ["a"]}
)
APART = Input.model_validate(
    {
        "id": "apart",
        "kind": "choices",
        "question": WORDS,
        "axis": ["cost"],
        "values": values("none", "a", "b", alone=("none",)),
        "usual": ["none"],
    }
)
NUMBER = Input.model_validate(
    {
        "id": "n",
        "kind": "number",
        "question": WORDS,
        "axis": ["cost"],
        "usual": "5",
        "unit": {"en": "GB", "ko": "GB"},
        "at_most": "5000",
        "likely": ["1", "10"],
        "per": "month",
        "bands": [
            {"id": "low", "label": WORDS, "values": "<= 15", "usual": 5},
            {"id": "middle", "label": WORDS, "values": "(15..100]", "usual": 30},
            {"id": "high", "label": WORDS, "values": "> 100", "usual": 400},
        ],
    }
)
WHOLE = NUMBER.model_copy(update={"whole": True, "bands": ()})


def read(item, raw):
    return SchemaValidator(answer_schema(item)).validate_python(raw)


def passing(item, raw, among):
    test = read(item, raw).test
    return [value for value in among if test.matches(value)]


@pytest.mark.parametrize(
    ("raw", "passes"),
    [
        ("> 15", [16, 5000]),
        (">15", [16, 5000]),
        ("<= 15", [0, 1, 15]),
        ("[15..16)", [15]),
        ("1..15", [1, 15]),
        ("1-15", [1, 15]),
        ("1~15", [1, 15]),
        ("15 .. 1", [1, 15]),
        ("> 1,000", [5000]),
        ("< 1 or > 16", [0, 5000]),
        ("> 1 and < 16", [15]),
        (["< 1", "> 16"], [0, 5000]),
        ("not 15", [0, 1, 16, 5000]),
    ],
)
def test_a_range_of_numbers_is_read(raw, passes):
    assert passing(NUMBER, raw, [Decimal(number) for number in (0, 1, 15, 16, 5000)]) == passes


@pytest.mark.parametrize(
    ("raw", "passes"),
    [("not b", ["a", "c"]), ("[a, b]", ["a", "b"]), ("any of [a, b]", ["a", "b"]), (["a", "c"], ["a", "c"])],
)
def test_several_values_of_a_choice_are_one_of_them(raw, passes):
    assert passing(CHOICE, raw, ["a", "b", "c"]) == passes


@pytest.mark.parametrize(
    ("raw", "passes"),
    [
        ("has a", ["a", "ab"]),
        ("lacks a", ["", "b"]),
        ("not a", ["", "b"]),
        ("any of [a, b]", ["a", "b", "ab"]),
        ("has a and lacks b", ["a"]),
        (["has a", "has b"], ["ab"]),
        ("has a or empty", ["", "a", "ab"]),
        ("not [a, c]", ["", "b"]),
    ],
)
def test_a_test_of_a_set_is_read(raw, passes):
    sets = {name: frozenset(name) for name in ("", "a", "b", "ab")}
    assert passing(CHOICES, raw, sets.values()) == [sets[name] for name in passes]


@pytest.mark.parametrize(
    ("item", "raw", "value"),
    [
        (NUMBER, "= 7", Decimal(7)),
        (NUMBER, "7..7", Decimal(7)),
        (NUMBER, ">= 5000", Decimal(5000)),
        (WHOLE, "(7..9)", Decimal(8)),
        (CHOICE, "not [a, b]", "c"),
        (CHOICES, "[a, b]", frozenset("ab")),
        (CHOICES, ["a", "b"], frozenset("ab")),
        (CHOICES, "only b", frozenset("b")),
        (CHOICES, "empty", frozenset()),
        (APART, "none_of_these", frozenset({"none"})),
        (APART, [], frozenset({"none"})),
        (APART, "a", frozenset("a")),
    ],
)
def test_what_only_one_value_passes_is_that_value(item, raw, value):
    reading = read(item, raw)
    assert (reading.value, reading.test) == (value, None)


@pytest.mark.parametrize(
    ("item", "raw", "assumed"),
    [
        (NUMBER, "> 2", 5),  # the usual number lies inside
        (NUMBER, "> 15", 30),  # that of the nearest band
        (NUMBER, "> 100", 400),
        (NUMBER, "[20..25]", Decimal("22.5")),
        (NUMBER, "> 1000", 2000),
        (WHOLE, "(7..10)", 8),
        (CHOICE, "not b", "a"),
        (CHOICE, "[b, c]", "b"),
        (CHOICES, "has b", frozenset("ab")),
        (CHOICES, "lacks a", frozenset()),
        (CHOICES, "any of [a, b]", frozenset("a")),
        (APART, "has a", frozenset("a")),
        (APART, "lacks none", frozenset("a")),
    ],
)
def test_one_value_within_is_assumed(item, raw, assumed):
    assert item.assumed(read(item, raw).test) == assumed


@pytest.mark.parametrize(
    ("item", "raw"),
    [
        (NUMBER, "> 5000"),
        (NUMBER, "< 0"),
        (NUMBER, "[3..2)"),
        (NUMBER, "> 5 and < 4"),
        (WHOLE, "(7..8)"),
        (NUMBER, "not_known or > 5"),
        (NUMBER, "has a"),
        (NUMBER, "[]"),
        (NUMBER, []),
        (NUMBER, ["> 1", 5]),
        (NUMBER, "1" * 500),
        (NUMBER, "2000/fortnight"),
        (NUMBER, "9" * 59 + "/s"),
        (NUMBER, "9" * 300 + "/s"),
        (NUMBER, "> " + "9" * 300),
        (CHOICE, "not [a, b, c]"),
        (CHOICE, "any of []"),
        (CHOICE, "> 5"),
        (CHOICE, "lacks a"),
        (CHOICE, "not d"),
        (CHOICES, "has a and lacks a"),
        (CHOICES, "has d"),
        (CHOICES, "> 5"),
        (CHOICES, " and ".join(["any of [a, b, c]"] * 20)),
        (APART, ["none", "a"]),
        (APART, "has none and has a"),
    ],
)
def test_what_no_value_can_pass_is_refused(item, raw):
    with pytest.raises(ValidationError) as refused:
        read(item, raw)
    (problem,) = problems_of(refused.value.errors())
    assert len(problem.told.en) < 300
    assert problem.told.en != problem.told.ko


@pytest.mark.parametrize(
    ("item", "raw", "told"),
    [
        (NUMBER, "> 9000", "> 9000 leaves no possible number; write a number from 0 to 5,000, or a range such as"),
        (CHOICE, "not [a, b, c]", "not [a, b, c] leaves no possible value; choose one of: a, b, c, or several as"),
        (CHOICES, "has d", "has d leaves no possible value; choose from: a, b, c, or write `has a`"),
        (APART, ["none", "a"], "`none` excludes the others; choose it alone or leave it out"),
    ],
)
def test_a_refusal_says_what_is_possible(item, raw, told):
    with pytest.raises(ValidationError) as refused:
        read(item, raw)
    (problem,) = problems_of(refused.value.errors())
    assert problem.told.en.startswith(told)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2/day", "60.833333"),
        ("2 per day", "60.833333"),
        ("2 a day", "60.833333"),
        ("2/일", "60.833333"),
        ("1/h", "730"),
        ("0.001/s", "2628"),
        ("1,000/month", "1000"),
        ("7 per week", "30.416667"),
        ("1200/year", "100"),
    ],
)
def test_a_rate_is_converted_and_kept_as_written(raw, value):
    reading = read(NUMBER, raw)
    assert (reading.value, reading.written) == (Decimal(value), raw)


def test_a_range_of_rates_is_converted():
    reading = read(NUMBER, "1..2/hour")
    assert (reading.test.text, reading.written) == ("730..1460", "1..2/hour")
    reading = read(NUMBER, "> 1/hour")
    assert (reading.test.text, reading.written) == ("> 730", "> 1/hour")
    assert read(WHOLE, "100/day").value == 3042


def test_a_number_that_is_not_counted_by_time_takes_no_rate():
    with pytest.raises(ValidationError):
        read(NUMBER.model_copy(update={"per": None}), "2/day")


def test_times_are_those_of_a_month_of_730_hours():
    assert per(Decimal(1), "second", "month", whole=True) == 2_628_000
    assert per(Decimal(730), "month", "hour", whole=False) == 1


def test_not_sure_beside_a_test_keeps_the_test_and_asks_no_more():
    reading = read(NUMBER, "not_sure > 15")
    assert (reading.test.text, reading.unsure) == ("> 15", True)
    assert read(NUMBER, "not_sure").test is None


def test_an_answer_takes_the_place_of_a_test():
    test = read(NUMBER, "> 15").test
    brief = Brief(within={"n": test}, written={"n": "> 15"}, unsure=frozenset({"n"}))
    assert brief.said == {"n"}
    assert brief.with_answers({"n": Decimal(3)}) == Brief({"n": Decimal(3)})
