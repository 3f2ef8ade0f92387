"""Inputs (facts that a user gives), the questions that ask for them, and the brief that holds the answers.

An input that is not answered takes its usual value, and that is an assumption: shown as one, never hidden.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from app.domain.model.expressions import FactValue, plain
from app.domain.model.frozen import Frozen
from app.words.text import Text, joined

Axis: TypeAlias = Literal["cost", "users", "time", "space"]
Answer: TypeAlias = str | Decimal | frozenset[str]
NOT_SURE = "not_sure"
LONGEST_NUMBER = 60


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
            raise ValueError(f"usual: {problem.en}")
        return self

    @property
    def value_ids(self) -> tuple[str, ...]:
        """The ids of the possible values, in order."""
        return tuple(value.id for value in self.values)

    def problem_with(self, raw: str | Iterable[str]) -> Text | None:
        """Say what is wrong with an answer as written, or None when it is a possible value."""
        if self.kind == "number":
            return self._number_problem(raw)
        given = [raw] if isinstance(raw, str) else list(raw)
        unknown = [item for item in given if item not in self.value_ids]
        if unknown or (self.kind == "choice" and len(given) != 1):
            listed = ", ".join(self.value_ids)
            said = ", ".join(unknown) or ", ".join(given) or "-"
            return Text(
                en=f"{said} is not possible; choose {'from' if self.kind == 'choices' else 'one of'}: {listed}",
                ko=f"쓸 수 없는 값입니다: {said}. 다음 중에서 고릅니다: {listed}",
            )
        return None

    def _number_problem(self, raw: str | Iterable[str]) -> Text | None:
        number = read_number(raw)
        if number is None:
            return Text(en=f"{raw} is not a number", ko=f"숫자가 아닙니다: {raw}")
        if not self.at_least <= number <= self.at_most:
            return Text(
                en=f"{number} is out of range; give a number from {self.at_least:f} to {self.at_most:f}",
                ko=f"범위를 벗어난 값입니다: {number}. {self.at_least:f}에서 {self.at_most:f} 사이의 수를 적습니다",
            )
        if self.whole and number != number.to_integral_value():
            return Text(en=f"{number} is not a whole number", ko=f"정수가 아닙니다: {number}")
        return None

    def value(self, raw: str | Iterable[str]) -> Answer:
        """The typed value of an answer that has no problem."""
        if self.kind == "number":
            return read_number(raw) or Decimal(0)
        return raw if isinstance(raw, str) else frozenset(raw)

    def usual_value(self) -> Answer:
        """The value that is assumed when the question is not answered."""
        return self.value(self.usual)

    def words(self, value: FactValue) -> Text:
        """The value as a user reads it."""
        if isinstance(value, Decimal):
            shown = f"{value.normalize():,f}"
            unit = self.unit or Text(en="-", ko="-")
            counter = unit.ko if "가" <= unit.ko[0] <= "힣" else f" {unit.ko}"
            return Text(en=f"{shown} {_one(unit.en) if value == 1 else unit.en}", ko=f"{shown}{counter}")
        chosen = {value} if isinstance(value, str) else value
        labels = [item.label for item in self.values if item.id in chosen]
        return joined(labels) if labels else Text(en="none of these", ko="해당 없음")


def _one(unit: str) -> str:
    """An English unit of exactly one: "1 minute a month", "1 person"."""
    thing, space, rest = unit.partition(" ")
    single = "person" if thing == "people" else re.sub(r"(?<=[A-Za-z]{2})s$", "", thing)
    return f"{single}{space}{rest}"


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


def read_number(raw: object) -> Decimal | None:
    """A finite number of at most 60 characters from text or a JSON number; None when it is not one."""
    text = str(raw).strip().replace(",", "").replace("_", "")
    if isinstance(raw, bool) or not text or len(text) > LONGEST_NUMBER:
        return None
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    # 1e999999999 is short as text and would be a gigabyte once it is written out.
    exponent = number.as_tuple().exponent
    return plain(number) if isinstance(exponent, int) and abs(exponent) <= LONGEST_NUMBER else None
