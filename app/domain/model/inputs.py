"""Inputs (facts that a user gives), the questions that ask for them, and the brief that holds the answers.

An input without an answer takes its usual value, which every report lists as an assumption.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, ValidationError, create_model, model_validator
from pydantic_core import CoreSchema, SchemaValidator

from app.domain.model.expressions import FactValue, Test, parse_test
from app.domain.model.frozen import Frozen
from app.domain.model.refusals import problems_of
from app.domain.model.requests import (
    LARGEST_FIGURE,
    NONE,
    Of,
    Request,
    first_of,
    named,
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
Answer: TypeAlias = str | Decimal | frozenset[str]
NOT_SURE = "not_sure"


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
        return self

    @property
    def value_ids(self) -> tuple[str, ...]:
        """The ids of the possible values, in order."""
        return tuple(value.id for value in self.values)

    @cached_property
    def alone(self) -> frozenset[str]:
        """The values that exclude every other value of a set."""
        return frozenset(value.id for value in self.values if value.alone)

    @cached_property
    def answer(self) -> CoreSchema:
        """The schema of an answer: a possible value or `not_sure`."""
        return self._refused(first_of([self._possible, one_of([NOT_SURE])]), title=self.question.en)

    @property
    def _possible(self) -> CoreSchema:
        if self.kind == "number":
            return number(self.at_least, self.at_most, whole=self.whole)
        return some_of(self.value_ids, self.alone) if self.kind == "choices" else one_of(self.value_ids)

    def _refused(self, schema: CoreSchema, **told: str) -> CoreSchema:
        limits = {"at_least": self.at_least, "at_most": self.at_most, "whole": self.whole}
        values = {"names": self.value_ids, "alone": tuple(sorted(self.alone))}
        return refused(schema, self.kind, **told, **(values if self.values else limits))

    def problem_with(self, raw: object) -> FieldProblem | None:
        """What is wrong with an unparsed value, or None if it is possible."""
        try:
            SchemaValidator(self._refused(self._possible)).validate_python(raw)
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
        """An allowed number strictly between two that passes a test, or None: the lowest of the stretches it makes."""
        cuts = [low, *sorted(cut for cut in test.constants() if low < cut < high), high]
        tried = [number for left, right in pairwise(cuts) for number in ((left + right) / 2, right)]
        if self.whole:
            floors = [cut.to_integral_value(ROUND_FLOOR) for cut in cuts]
            tried = [floor + step for floor in floors for step in (-1, 0, 1)]
        return next((number for number in tried if low < number < high and test.matches(number)), None)

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


@dataclass(frozen=True)
class Brief:
    """What a user gives: typed answers by input, pinned outcomes by decision, overwritten figures of the month by id.

    `unsure` are the inputs answered "not sure": they count as asked and take their usual value.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    pins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    usage: Mapping[str, Decimal] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()

    def with_pins(self, pins: Mapping[str, tuple[str, ...]]) -> "Brief":
        """The same brief with these pins added or replaced."""
        return Brief(self.answers, {**self.pins, **pins}, self.usage, self.unsure)

    def without_pin(self, name: str) -> "Brief":
        """The same brief without the pin of one decision."""
        rest = {pin: outcomes for pin, outcomes in self.pins.items() if pin != name}
        return Brief(self.answers, rest, self.usage, self.unsure)

    def with_usage(self, figures: Mapping[str, Decimal]) -> "Brief":
        """The same brief with these figures overwritten."""
        return Brief(self.answers, self.pins, {**self.usage, **figures}, self.unsure)

    def with_answers(self, answers: Mapping[str, Answer]) -> "Brief":
        """The same brief with these answers added or replaced."""
        return Brief({**self.answers, **answers}, self.pins, self.usage, self.unsure.difference(answers))


@dataclass(frozen=True)
class Asked:
    """A hashable key for a brief; briefs with the same entries in the same order have equal keys."""

    key: tuple[object, ...]
    brief: Brief = field(compare=False)

    @staticmethod
    def of(brief: Brief) -> "Asked":
        """The key for a brief."""
        parts = (brief.answers, brief.pins, brief.usage)
        return Asked((*(tuple(part.items()) for part in parts), brief.unsure), brief)


class BriefRequest(Request):
    """A brief as it arrives, validated against the rulebook; every field is optional."""

    answers: Mapping[str, str | Decimal | tuple[str, ...]] = {}
    pins: Mapping[str, tuple[str, ...]] = {}
    usage: Mapping[str, Decimal] = {}

    def brief(self) -> Brief:
        """The brief with typed values."""
        answers = {
            name: frozenset(answer) if isinstance(answer, tuple) else answer
            for name, answer in self.answers.items()
            if answer != NOT_SURE
        }
        return Brief(answers, self.pins, self.usage, frozenset(self.answers.keys() - answers))


def brief_request(
    answers: Mapping[str, CoreSchema], pins: Mapping[str, CoreSchema], figures: Iterable[str]
) -> type[BriefRequest]:
    """A BriefRequest that accepts these answers and pins (schema by id) and these figures, and rejects other names."""
    figure = number(Decimal(0), LARGEST_FIGURE)
    return create_model(
        "Brief",
        __base__=BriefRequest,
        answers=(Annotated[dict[str, Any], Of(named(answers))], {}),
        pins=(Annotated[dict[str, Any], Of(named(pins))], {}),
        usage=(Annotated[dict[str, Any], Of(named(dict.fromkeys(figures, figure)))], {}),
    )
