"""Inputs (facts that a user gives), the questions that ask for them, and the brief that holds the answers.

An input that is not answered takes its usual value, and that is an assumption: shown as one, never hidden.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, ValidationError, create_model, model_validator
from pydantic_core import CoreSchema, SchemaValidator

from app.domain.model.expressions import FactValue
from app.domain.model.frozen import Frozen
from app.domain.model.refusals import problems_of
from app.domain.model.requests import (
    LARGEST_FIGURE,
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
Answer: TypeAlias = str | Decimal | frozenset[str]
NOT_SURE = "not_sure"


class Value(Frozen):
    """One value of a closed list, with the words that a user sees."""

    id: str
    label: Text
    help: Text | None = None


class Input(Frozen):
    """One fact that the user gives: its question, its possible values and its usual value."""

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
    def answer(self) -> CoreSchema:
        """What an answer can be: a value, or that the user is not sure."""
        return self._refused(first_of([self._possible, one_of([NOT_SURE])]), title=self.question.en)

    @property
    def _possible(self) -> CoreSchema:
        if self.kind == "number":
            return number(self.at_least, self.at_most, whole=self.whole)
        return (some_of if self.kind == "choices" else one_of)(self.value_ids)

    def _refused(self, schema: CoreSchema, **told: str) -> CoreSchema:
        limits = {"at_least": self.at_least, "at_most": self.at_most, "whole": self.whole}
        return refused(schema, self.kind, **told, **({"names": self.value_ids} if self.values else limits))

    def problem_with(self, raw: object) -> FieldProblem | None:
        """Say what is wrong with a value as written, or None when it is possible."""
        try:
            SchemaValidator(self._refused(self._possible)).validate_python(raw)
        except ValidationError as fault:
            return problems_of(fault.errors(include_url=False))[0]
        return None

    def value(self, raw: str | Iterable[str]) -> Answer:
        """The typed value of an answer that has no problem."""
        if self.kind == "number":
            return read_number(raw) or Decimal(0)
        return raw if isinstance(raw, str) else frozenset(raw)

    def usual_value(self) -> Answer:
        """The value that is assumed when the question is not answered."""
        return self._usual

    @cached_property
    def _usual(self) -> Answer:
        return self.value(self.usual)

    @cached_property
    def usual_words(self) -> Text:
        """The usual value as a user reads it."""
        return self.words(self._usual)

    def words(self, value: FactValue) -> Text:
        """The value as a user reads it."""
        if isinstance(value, Decimal):
            return counted(value, self.unit or Text(en="-", ko="-"))
        chosen = {value} if isinstance(value, str) else value
        labels = [item.label for item in self.values if item.id in chosen]
        return joined(labels) if labels else said("value.none_of_these")


class Question(Frozen):
    """One question on a page of the walk; it answers one input or several."""

    id: str
    question: Text
    inputs: tuple[str, ...] = Field(min_length=1)


class TopicName(Frozen):
    """The name of a topic."""

    id: str
    title: Text


class Topic(Frozen):
    """One file of inputs, in asking order."""

    topic: TopicName
    inputs: tuple[Input, ...] = Field(min_length=1)
    together: tuple[Question, ...] = ()

    def questions(self) -> tuple[Question, ...]:
        """The questions of the topic: a shared question stands where its first input stands."""
        shared = {name: question for question in self.together for name in question.inputs}
        found: dict[str, Question] = {}
        for item in self.inputs:
            question = shared.get(item.id) or Question(id=item.id, question=item.question, inputs=(item.id,))
            found.setdefault(question.id, question)
        return tuple(found.values())


@dataclass(frozen=True)
class Brief:
    """Everything that a user gives: answers, pins and usage figures; `unsure` holds the inputs answered "not sure"."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    pins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    usage: Mapping[str, Decimal] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()

    def with_pins(self, pins: Mapping[str, tuple[str, ...]]) -> "Brief":
        """The same brief with further pins."""
        return Brief(self.answers, {**self.pins, **pins}, self.usage, self.unsure)

    def without_pin(self, name: str) -> "Brief":
        """The same brief with one pin taken back."""
        rest = {pin: outcomes for pin, outcomes in self.pins.items() if pin != name}
        return Brief(self.answers, rest, self.usage, self.unsure)

    def with_usage(self, figures: Mapping[str, Decimal]) -> "Brief":
        """The same brief with further figures overwritten."""
        return Brief(self.answers, self.pins, {**self.usage, **figures}, self.unsure)

    def with_answers(self, answers: Mapping[str, Answer]) -> "Brief":
        """The same brief with further answers."""
        return Brief({**self.answers, **answers}, self.pins, self.usage, self.unsure.difference(answers))


@dataclass(frozen=True)
class Asked:
    """A brief as a key of what is remembered: the same words in the same order are the same question."""

    key: tuple[object, ...]
    brief: Brief = field(compare=False)

    @staticmethod
    def of(brief: Brief) -> "Asked":
        """The key of a brief."""
        parts = (brief.answers, brief.pins, brief.usage)
        return Asked((*(tuple(part.items()) for part in parts), brief.unsure), brief)


class BriefRequest(Request):
    """Answers, pins and usage figures; everything is optional."""

    answers: Mapping[str, str | Decimal | tuple[str, ...]] = {}
    pins: Mapping[str, tuple[str, ...]] = {}
    usage: Mapping[str, Decimal] = {}

    def brief(self) -> Brief:
        """What was given, each value by its type."""
        answers = {
            name: frozenset(answer) if isinstance(answer, tuple) else answer
            for name, answer in self.answers.items()
            if answer != NOT_SURE
        }
        return Brief(answers, self.pins, self.usage, frozenset(self.answers.keys() - answers))


def brief_request(
    answers: Mapping[str, CoreSchema], pins: Mapping[str, CoreSchema], figures: Iterable[str]
) -> type[BriefRequest]:
    """The request that takes these answers, pins and figures, each as its schema says."""
    figure = number(Decimal(0), LARGEST_FIGURE)
    return create_model(
        "Brief",
        __base__=BriefRequest,
        answers=(Annotated[dict[str, Any], Of(named(answers))], {}),
        pins=(Annotated[dict[str, Any], Of(named(pins))], {}),
        usage=(Annotated[dict[str, Any], Of(named(dict.fromkeys(figures, figure)))], {}),
    )
