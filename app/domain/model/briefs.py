"""The brief that holds what a user gives, and how answers are read that are not yet a value.

An answer may be a value, "not sure", a test that the value passes (`> 15`, `[5..10)`, `not best_effort`,
`any of [a, b]`, `has health`), or a number for another time than its own (`2000/day`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Annotated, Any, Final

from pydantic import create_model
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core import core_schema as schemas

from app.domain.model.expressions import (
    AnyOf,
    Both,
    Condition,
    ExpressionFault,
    Membership,
    Not,
    OneOf,
    Test,
    condition_kinds,
    parse_test,
    plain,
)
from app.domain.model.inputs import NOT_SURE, Answer, Input, Period
from app.domain.model.requests import (
    LARGEST_FIGURE,
    Of,
    Request,
    first_of,
    named,
    number,
    one_of,
    read_number,
)
from app.words.units import TIMES

LONGEST_TEST: Final = 400
"""Most letters of a test."""
SECONDS: Final[Mapping[str, Decimal]] = {
    "second": Decimal(1),
    "minute": Decimal(60),
    "hour": Decimal(3600),
    "day": Decimal(86400),
    "week": Decimal(604800),
    "month": Decimal(730 * 3600),
    "year": Decimal(8760 * 3600),
}
"""How many seconds a time has; a month has 730 hours, as in the estimate."""
_WIDE: Final = Context(prec=200)
_DIGITS: Final = r"\d[\d,_]*(?:\.\d+)?"
_RATE: Final = re.compile(
    rf"(?:({_DIGITS})(\s*(?:\.\.|~|-|–)\s*))?({_DIGITS})\s*(?:/|per\s|an?\s)\s*({'|'.join(TIMES.values())})(?![a-z])",
    re.IGNORECASE,
)
_GROUPED: Final = re.compile(r"(?<=\d)[,_](?=\d{3}(?!\d))")
_KINDS: Final = {"number": "number", "choice": "value"}
_RANGE: Final = re.compile(rf"^({_DIGITS})\s*(?:\.\.|~|-|–)\s*({_DIGITS})$")
_LISTED: Final = re.compile(r"^(not\s+)?(?:any of|one of)?\s*\[([^\]]*)\]$")


@dataclass(frozen=True)
class Brief:
    """What a user gives: typed answers by input, pinned outcomes by decision, overwritten figures of the month by id.

    `unsure` are the inputs answered "not sure": they count as asked and take their usual value. `within`: by input a
    test that its value passes, where the value itself is not known. `written`: what was written for an answer or a
    test, where it was a rate.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    pins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    usage: Mapping[str, Decimal] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    within: Mapping[str, Test] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    def with_pins(self, pins: Mapping[str, tuple[str, ...]]) -> "Brief":
        """The same brief with these pins added or replaced."""
        return replace(self, pins={**self.pins, **pins})

    def without_pin(self, name: str) -> "Brief":
        """The same brief without the pin of one decision."""
        return replace(self, pins={pin: outcomes for pin, outcomes in self.pins.items() if pin != name})

    def with_usage(self, figures: Mapping[str, Decimal]) -> "Brief":
        """The same brief with these figures overwritten."""
        return replace(self, usage={**self.usage, **figures})

    def with_answers(self, answers: Mapping[str, Answer]) -> "Brief":
        """The same brief with these answers added or replaced."""
        rest = self.without_answers(answers)
        return replace(rest, answers={**self.answers, **answers})

    def without_answers(self, names: Iterable[str]) -> "Brief":
        """The same brief with nothing said of these inputs."""
        gone = frozenset(names)
        return replace(
            self,
            answers={name: answer for name, answer in self.answers.items() if name not in gone},
            unsure=self.unsure - gone,
            within={name: test for name, test in self.within.items() if name not in gone},
            written={name: text for name, text in self.written.items() if name not in gone},
        )

    @property
    def said(self) -> frozenset[str]:
        """The inputs of which something is said, if only "not sure"."""
        return self.unsure.union(self.answers, self.within)


@dataclass(frozen=True)
class Asked:
    """A hashable key for a brief; briefs with the same entries in the same order have equal keys."""

    key: tuple[object, ...]
    brief: Brief = field(compare=False)

    @staticmethod
    def of(brief: Brief) -> "Asked":
        """The key for a brief."""
        parts = (brief.answers, brief.pins, brief.usage, brief.within, brief.written)
        return Asked((*(tuple(part.items()) for part in parts), brief.unsure), brief)


@dataclass(frozen=True)
class Reading:
    """What an answer says: a value, or a test that it passes, and whether it is "not sure"; `written` as in Brief."""

    value: Answer | None = None
    test: Test | None = None
    unsure: bool = False
    written: str = ""


class BriefRequest(Request):
    """A brief as it arrives, validated against the rulebook; every field is optional."""

    answers: Mapping[str, Any] = {}
    pins: Mapping[str, tuple[str, ...]] = {}
    usage: Mapping[str, Decimal] = {}

    def brief(self) -> Brief:
        """The brief with typed values."""
        readings: Mapping[str, Reading] = self.answers
        return Brief(
            {name: reading.value for name, reading in readings.items() if reading.value is not None},
            self.pins,
            self.usage,
            frozenset(name for name, reading in readings.items() if reading.unsure),
            {name: reading.test for name, reading in readings.items() if reading.test},
            {name: reading.written for name, reading in readings.items() if reading.written},
        )


def brief_request(
    inputs: Mapping[str, Input], pins: Mapping[str, CoreSchema], figures: Iterable[str]
) -> type[BriefRequest]:
    """A BriefRequest that accepts answers to these inputs, these pins (schema by id) and these figures."""
    figure = number(Decimal(0), LARGEST_FIGURE)
    answers = {name: answer_schema(item) for name, item in inputs.items()}
    return create_model(
        "Brief",
        __base__=BriefRequest,
        answers=(Annotated[dict[str, Any], Of(named(answers))], {}),
        pins=(Annotated[dict[str, Any], Of(named(pins))], {}),
        usage=(Annotated[dict[str, Any], Of(named(dict.fromkeys(figures, figure)))], {}),
    )


def answer_schema(item: Input) -> CoreSchema:
    """The schema of an answer: a possible value, `not_sure`, a test or a rate; gives a Reading."""
    value = schemas.no_info_after_validator_function(lambda raw: Reading(item.value(raw)), item.possible)
    unsure = schemas.no_info_after_validator_function(lambda _: Reading(unsure=True), one_of([NOT_SURE]))
    test = schemas.no_info_plain_validator_function(lambda raw: _loose(item, raw), metadata={"told": _told(item)})
    return item.refusing(first_of([value, unsure, test]), title=item.question.en, tests=True)


def _loose(item: Input, raw: object) -> Reading:
    """An answer that is no value as such; PydanticCustomError if it is none of what it may be."""
    given = [raw] if isinstance(raw, str) else raw if isinstance(raw, list) else []
    texts = [text.strip() for text in given if isinstance(text, str) and len(text) <= LONGEST_TEST]
    sure = [text.removeprefix(f"{NOT_SURE} ") for text in texts]
    tests = [text for text in sure if text != NOT_SURE]
    try:
        reading = read_test(item, tests if len(texts) == len(given) else [])
    except ExpressionFault:
        raise PydanticCustomError("test", "no test that a possible value passes") from None
    return replace(reading, unsure=reading.test is not None and sure != texts)


def read_test(item: Input, texts: Sequence[str]) -> Reading:
    """The reading of tests over one input: of a set all hold, of another input any; ExpressionFault if none can.

    A test that only one value passes is read as this value.
    """
    plain_texts = [_converted(item, text) for text in texts]
    joiner, join = (" and ", _all) if item.kind == "choices" else (" or ", _any)
    test = Test(joiner.join(plain_texts), join([_condition(item, text) for text in plain_texts]))
    if test.names() - set(item.value_ids) or not _fits(item, test) or item.assumed(test) is None:
        raise ExpressionFault("no possible value passes")
    written = joiner.join(texts) if plain_texts != list(texts) else ""
    single = _only(item, test)
    return Reading(test=test, written=written) if single is None else Reading(single, written=written)


def _fits(item: Input, test: Test) -> bool:
    """Whether a test is about the kind of value that the input has."""
    kinds = condition_kinds(test)
    return kinds <= {"set", "value"} if item.kind == "choices" else kinds == {_KINDS[item.kind]}


def _converted(item: Input, text: str) -> str:
    """A text with every rate converted to the time that the input is counted in."""

    def converted(match: re.Match[str]) -> str:
        if item.per is None:
            raise ExpressionFault("not counted by time")
        lower, between, upper, word = match.groups()
        time, period, whole = _time(word), item.per, item.whole
        read = [read_number(text) for text in (lower, upper) if text]
        if None in read:
            raise ExpressionFault("no number")
        numbers = [per(number, time, period, whole=whole) for number in read if number is not None]
        return (between or "").join(f"{number:f}" for number in numbers)

    return _GROUPED.sub("", _RATE.sub(converted, text)) if item.kind == "number" else text


def _time(word: str) -> str:
    return next(time for time, words in TIMES.items() if word.lower() in words.split("|"))


def per(amount: Decimal, time: str, period: Period, *, whole: bool) -> Decimal:
    """A number counted in one time as counted in another: 2,000 a day are 60,833 a month of 730 hours."""
    places = Decimal(1) if whole else Decimal("0.000001")
    return plain((amount * SECONDS[period] / SECONDS[time]).quantize(places, ROUND_HALF_UP, _WIDE))


def _condition(item: Input, text: str) -> Condition:
    """One test as people write it; `and` binds closer than `or`."""
    ways = [[_simple(item, part.strip()) for part in way.split(" and ")] for way in text.split(" or ")]
    return _any([_all(way) for way in ways])


def _simple(item: Input, text: str) -> Condition:
    if item.kind == "number":
        return _number_condition(text)
    listed = _LISTED.match(text)
    names = [name.strip() for name in listed[2].split(",") if name.strip()] if listed else []
    if listed and not names:
        raise ExpressionFault("an empty list")
    if item.kind == "choices":
        return _set_condition(text, names, negated=bool(listed and listed[1]))
    if listed:
        one = OneOf(frozenset(names))
        return Not(one) if listed[1] else one
    return parse_test(text).condition


def _number_condition(text: str) -> Condition:
    if match := _RANGE.match(text):
        low, high = sorted(Decimal(side) for side in match.groups())
        return parse_test(f"[{low:f}..{high:f}]").condition
    return parse_test(text).condition


def _set_condition(text: str, names: list[str], *, negated: bool) -> Condition:
    if names and text.startswith("["):
        return OneOf(frozenset(names))
    if names:
        members = [Membership("lacks" if negated else "has", name) for name in names]
        return _all([*members]) if negated else _any([*members])
    match parse_test(text).condition:
        case Membership() as condition:
            return condition
        case OneOf(values):
            return _all([Membership("has", name) for name in sorted(values)])
        case Not(OneOf(values)):
            return _all([Membership("lacks", name) for name in sorted(values)])
    raise ExpressionFault("not a test of a set")


def _any(conditions: list[Condition]) -> Condition:
    return conditions[0] if len(conditions) == 1 else AnyOf(tuple(conditions))


def _all(conditions: list[Condition]) -> Condition:
    found, *rest = conditions
    for condition in rest:
        found = Both(found, condition)
    return found


def _only(item: Input, test: Test) -> Answer | None:
    """The value of a test that no other value passes; None if several do."""
    assumed = item.assumed(test)
    if isinstance(assumed, Decimal):
        low, high = item.span(test)
        return assumed if low == high else None
    if isinstance(assumed, frozenset):
        match test.condition:
            case OneOf() | Membership("only" | "empty"):
                return assumed
        return None
    passing = [value for value in item.value_ids if test.matches(value)]
    return assumed if len(passing) == 1 else None


def _told(item: Input) -> dict[str, Any]:
    """What JSON Schema says of the tests: forms that are always possible; others are read as well."""
    return {"type": "string", "pattern": "|".join(f"^{pattern}$" for pattern in _patterns(item))}


def _patterns(item: Input) -> Iterator[str]:
    names = "|".join(map(re.escape, item.value_ids))
    if item.kind == "number":
        digits = len(str(int(item.at_most))) - 1
        if item.at_least <= 0 and digits:
            yield rf">=? ?[0-9]{{1,{digits}}}"
            yield rf"<= ?[0-9]{{1,{digits}}}"
    elif item.kind == "choice":
        yield rf"\[({names})(, ({names}))*\]"
    else:
        yield rf"any of \[({names})(, ({names}))*\]"
        yield f"has ({names})"
