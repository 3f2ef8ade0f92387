"""Inputs: the facts that a user gives, their possible values and ranges in words, and the questions that ask for them.

An input without an answer takes its usual value, which every report lists as an assumption.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from itertools import islice, pairwise, product
from typing import Literal, TypeAlias

from pydantic import Field, ValidationError, model_validator
from pydantic_core import CoreSchema, SchemaValidator

from app.domain.model.expressions import (
    AnyOf,
    Both,
    Condition,
    ExpressionFault,
    FactValue,
    Membership,
    OneOf,
    Test,
    parse_test,
)
from app.domain.model.frozen import Frozen
from app.domain.model.refusals import problems_of
from app.domain.model.requests import (
    NONE,
    number,
    one_of,
    read_number,
    refused,
    some_of,
)
from app.errors import FieldProblem
from app.words.catalogue import said
from app.words.text import Text, joined
from app.words.units import counted

Axis: TypeAlias = Literal["cost", "users", "time", "space"]
Period: TypeAlias = Literal["second", "minute", "hour", "day", "month"]
FEWEST_BANDS, MOST_BANDS = 3, 6
OPEN_END = Decimal(4)
"""How many times the assumed number an estimate goes up to, where only a lower limit is known."""
MOST_BOXES = 500
"""Most boxes that a test of a set may need."""
Answer: TypeAlias = str | Decimal | frozenset[str]
NOT_SURE = "not_sure"


@dataclass(frozen=True)
class Box:
    """The sets that have all members `present` and none of `absent`."""

    present: frozenset[str]
    absent: frozenset[str]

    def and_(self, other: "Box") -> "Box":
        """The sets in both boxes; none if a member is both present and absent."""
        return Box(self.present | other.present, self.absent | other.absent)


def boxes(condition: Condition, members: frozenset[str]) -> list[Box]:
    """Boxes that together hold the sets which satisfy a condition; ExpressionFault for one that is not about sets."""
    match condition:
        case Membership(operator, member):
            found = [_box(operator, member, members)]
        case OneOf(values):
            found = [Box(values, members - values)]
        case AnyOf(parts):
            found = [box for part in parts for box in boxes(part, members)]
        case Both(left, right):
            lefts, rights = boxes(left, members), boxes(right, members)
            found = [one.and_(other) for one, other in islice(product(lefts, rights), MOST_BOXES + 1)]
        case _:
            raise ExpressionFault("not a test of a set")
    if len(found) > MOST_BOXES:
        raise ExpressionFault("too many ways")
    return [box for box in dict.fromkeys(found) if not box.present & box.absent]


def _box(operator: str, member: str, members: frozenset[str]) -> Box:
    one, nothing = frozenset({member}), frozenset[str]()
    by_operator = {"has": Box(one, nothing), "lacks": Box(nothing, one), "only": Box(one, members - one)}
    return by_operator.get(operator, Box(nothing, members))


class Words(Frozen):
    """What people call something beside its label, by language: for the search for a question."""

    en: tuple[str, ...] = ()
    ko: tuple[str, ...] = ()


class Value(Frozen):
    """One possible value of a choice, with its label and help for the user.

    `alone`: in a set, it excludes every other value. `awaits`: the service or control that the value will lead to,
    while nothing reads it yet.
    """

    id: str
    label: Text
    help: Text | None = None
    synonyms: Words = Field(Words(), alias="words")
    alone: bool = False
    awaits: str = ""


class Band(Frozen):
    """A range of a number in words: a named test. `usual` is the number that is assumed for it.

    `awaits` as for a Value.
    """

    id: str
    label: Text
    values: str
    usual: Decimal
    awaits: str = ""

    @cached_property
    def test(self) -> Test:
        """The test that the numbers of the band pass."""
        return parse_test(self.values)


class Input(Frozen):
    """One fact that the user gives: its question, its possible values and its usual value.

    A number lies between `at_least` and `at_most`; `likely` (low, high) is its usual range, `bands` are its ranges in
    words, `per` is the time in which it is counted. `synonyms` are what people call it. `part`: the part of a workload
    that an answer implies while nobody named parts.
    """

    id: str
    kind: Literal["choice", "choices", "number"]
    question: Text
    help: Text | None = None
    axis: tuple[Axis, ...] = Field(min_length=1)
    core: bool = False
    values: tuple[Value, ...] = ()
    usual: str | tuple[str, ...]
    unit: Text | None = None
    at_least: Decimal = Decimal(0)
    at_most: Decimal = Decimal(10) ** 12
    likely: tuple[Decimal, Decimal] | None = None
    whole: bool = False
    bands: tuple[Band, ...] = ()
    per: Period | None = None
    part: str = ""
    synonyms: Words = Field(Words(), alias="words")

    @model_validator(mode="after")
    def _is_sound(self) -> "Input":
        if (self.kind == "number") == bool(self.values):
            raise ValueError("a choice lists its values, a number has none")
        if self.kind == "number" and (self.unit is None or self.likely is None):
            raise ValueError("a number needs unit and likely: [low, high]")
        if (self.kind == "choices") != isinstance(self.usual, tuple):
            raise ValueError("usual is a list for choices, one value otherwise")
        problem = self.problem_with(self.usual)
        if problem:
            raise ValueError(f"usual: {problem.told.en}")
        if self.bands:
            self._check_bands()
        return self

    def _check_bands(self) -> None:
        """ValueError unless there are three to six bands that hold every possible number once."""
        if self.kind != "number" or not FEWEST_BANDS <= len(self.bands) <= MOST_BANDS:
            raise ValueError("bands are three to six ranges of a number")
        for band in self.bands:
            if not self.allows(band.usual, band.test):
                raise ValueError(f"bands: {band.usual:f} is assumed for {band.id}, but does not lie in it")
        cuts = {self.at_least, self.at_most}.union(*(band.test.constants() for band in self.bands))
        inside = [number for low, high in pairwise(sorted(cuts)) for number in self._between(low, high)]
        whole = [number for cut in cuts for number in (cut, whole_above(cut))] if self.whole else list(cuts)
        for tried in sorted(filter(self._is_possible, {*inside, *whole})):
            held = [band.id for band in self.bands if band.test.matches(tried)]
            if len(held) != 1:
                raise ValueError(f"bands: {tried:f} lies in {' and '.join(held) or 'none of them'}")

    def _is_possible(self, number: Decimal) -> bool:
        """Whether an answer may be this number."""
        return self.at_least <= number <= self.at_most and not (self.whole and number % 1)

    @property
    def value_ids(self) -> tuple[str, ...]:
        """The ids of the possible values, in order."""
        return tuple(value.id for value in self.values)

    @cached_property
    def alone(self) -> frozenset[str]:
        """The values that exclude every other value of a set."""
        return frozenset(value.id for value in self.values if value.alone)

    @cached_property
    def possible(self) -> CoreSchema:
        """The schema of a possible value."""
        if self.kind == "number":
            return number(self.at_least, self.at_most, whole=self.whole)
        return some_of(self.value_ids, self.alone) if self.kind == "choices" else one_of(self.value_ids)

    def refusing(self, schema: CoreSchema, **told: object) -> CoreSchema:
        """The same schema, refusing in one sentence that names what is possible."""
        limits = {"at_least": self.at_least, "at_most": self.at_most, "whole": self.whole}
        values = {"names": self.value_ids, "alone": tuple(sorted(self.alone))}
        return refused(schema, self.kind, **told, **(values if self.values else limits))

    def problem_with(self, raw: object) -> FieldProblem | None:
        """What is wrong with an unparsed value, or None if it is possible."""
        try:
            SchemaValidator(self.refusing(self.possible)).validate_python(raw)
        except ValidationError as fault:
            return problems_of(fault.errors(include_url=False))[0]
        return None

    def value(self, raw: str | Iterable[str]) -> Answer:
        """The typed value of a valid answer: Decimal for a number, str for a choice, frozenset for choices."""
        if self.kind == "number":
            return read_number(raw) or Decimal(0)
        if self.kind == "choices":
            return self._held(frozenset([raw] if isinstance(raw, str) else raw))
        return raw if isinstance(raw, str) else "".join(raw)

    def _held(self, members: frozenset[str]) -> frozenset[str]:
        """A set of values; where one of them says that there is none, it stands for the empty set."""
        return members or (self.alone & {NONE})

    def toggled(self, members: frozenset[str], member: str) -> frozenset[str]:
        """A set with one member added or removed, as far as the members that stand alone allow it."""
        if member in members:
            return self._held(members - {member})
        return frozenset({member}) if member in self.alone else (members - self.alone) | {member}

    def within(self, test: Test, low: Decimal, high: Decimal) -> Decimal | None:
        """An allowed number strictly between two that passes a test, or None."""
        cuts = [low, *sorted(cut for cut in test.constants() if low < cut < high), high]
        tried = [number for left, right in pairwise(cuts) for number in self._between(left, right)]
        return next((number for number in [*tried, *cuts[1:-1]] if self.allows(number, test)), None)

    def assumed(self, test: Test) -> Answer | None:
        """The value that is assumed where only a test is known; None if no possible value passes it.

        The usual value if it passes, else of a number the usual one of the nearest band, of a set the nearest one.
        """
        usual = self._usual
        if test.matches(usual):
            return usual
        if isinstance(usual, Decimal):
            own = [band.usual for band in self.bands if test.matches(band.usual)]
            return min(own, key=lambda number: abs(number - usual), default=self._lowest(test))
        tried: Iterable[Answer] = self.value_ids if isinstance(usual, str) else self._sets_near(usual, test)
        return next((value for value in tried if test.matches(value)), None)

    def band_of(self, test: Test) -> Band | None:
        """The band that a test is, if it is one."""
        return next((band for band in self.bands if band.test.condition == test.condition), None)

    def likely_within(self, test: Test, assumed: Decimal) -> tuple[Decimal, Decimal]:
        """The range of a number known by a test, for the estimate; an open end is the likely one, or 4 times `assumed`.

        The multiple of an open end is our own choice: without it, the highest possible number would be estimated.
        """
        low, high = self.span(test)
        if high == self.at_most and self.likely and self.at_most not in test.constants():
            high = min(high, max(self.likely[1], OPEN_END * assumed))
        return low, high

    def boxes(self, test: Test) -> list[Box]:
        """The sets that pass a test, as boxes; ExpressionFault if it is not about sets."""
        return boxes(test.condition, frozenset(self.value_ids))

    def _sets_near(self, members: frozenset[str], test: Test) -> Iterator[frozenset[str]]:
        """Possible sets in the boxes of a test, those that differ least from `members` first."""
        for box in self.boxes(test):
            if box.present and box.present.isdisjoint(self.alone):
                yield (members | box.present) - box.absent - self.alone
            elif len(box.present) == 1:
                yield box.present
            elif not box.present:
                yield self._held(members - box.absent)
                yield from (frozenset({member}) for member in self.value_ids)

    def span(self, test: Test) -> tuple[Decimal, Decimal]:
        """The lowest and the highest possible number that passes a test; ValueError if none does.

        Of a stretch with an open end it is this end, except of whole numbers.
        """
        cuts = sorted({self.at_least, self.at_most, *test.constants()})
        ends = [cut for cut in cuts if self.allows(cut, test)]
        if self.whole:
            below = [cut.to_integral_value(ROUND_CEILING) - 1 for cut in cuts]
            ends += [end for end in [*below, *map(whole_above, cuts)] if self.allows(end, test)]
        else:
            for low, high in pairwise(cuts):
                ends += [low, high] if any(self.allows(number, test) for number in self._between(low, high)) else []
        return max(min(ends), self.at_least), min(max(ends), self.at_most)

    def _lowest(self, test: Test) -> Decimal | None:
        cuts = sorted({self.at_least, self.at_most, *test.constants()})
        inside = [number for low, high in pairwise(cuts) for number in self._between(low, high)]
        return next((number for number in [*inside, *cuts] if self.allows(number, test)), None)

    def _between(self, low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
        """Numbers strictly between two that stand for all of them: near the lower one where the upper one is far."""
        middle = min((low + high) / 2, 2 * low) if low > 0 else (low + high) / 2
        if self.whole:
            middle = max(middle.to_integral_value(ROUND_FLOOR), whole_above(low))
        return (middle,) if low < middle < high else ()

    def allows(self, number: Decimal, test: Test) -> bool:
        """Whether a number is possible and passes a test."""
        return self._is_possible(number) and test.matches(number)

    def usual_value(self) -> Answer:
        """The typed value that is assumed without an answer."""
        return self._usual

    @cached_property
    def _usual(self) -> Answer:
        return self.value(self.usual)

    @cached_property
    def usual_words(self) -> Text:
        """The usual value as a user reads it."""
        return self.words(self._usual)

    def words(self, value: FactValue) -> Text:
        """A typed value as a user reads it: a number with its unit, or the labels of the chosen values."""
        if isinstance(value, Decimal):
            return counted(value, self.unit or Text(en="-", ko="-"))
        chosen = {value} if isinstance(value, str) else value
        labels = [item.label for item in self.values if item.id in chosen]
        return joined(labels) if labels else said("value.none_of_these")


def whole_above(number: Decimal) -> Decimal:
    """The smallest whole number above a number."""
    return number.to_integral_value(ROUND_FLOOR) + 1


class Question(Frozen):
    """One question of the interview; it asks for one input or several."""

    id: str
    question: Text
    inputs: tuple[str, ...] = Field(min_length=1)


class TopicName(Frozen):
    """The id and title of a topic."""

    id: str
    title: Text


class Topic(Frozen):
    """The contents of one file of inputs, in asking order; `together` are the questions that ask for several inputs."""

    topic: TopicName
    inputs: tuple[Input, ...] = Field(min_length=1)
    together: tuple[Question, ...] = ()

    def questions(self) -> tuple[Question, ...]:
        """The questions of the topic in asking order; a question for several inputs comes at the first of them."""
        shared = {name: question for question in self.together for name in question.inputs}
        found: dict[str, Question] = {}
        for item in self.inputs:
            question = shared.get(item.id) or Question(id=item.id, question=item.question, inputs=(item.id,))
            found.setdefault(question.id, question)
        return tuple(found.values())
