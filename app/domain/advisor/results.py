"""What the stages and the guidance give: documents, as the API and the command line show them."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from pydantic import Field, JsonValue

from app.domain.model.architecture import Amount
from app.domain.report.documents import Document
from app.domain.report.report import (
    ArchitectureNote,
    BriefNote,
    DecisionNote,
    EstimateNote,
    Figure,
    GuardrailNote,
    Held,
)
from app.words.text import Text

Outcome: TypeAlias = str | tuple[str, ...]
"""What a decision came out as; several outcomes if it collects them."""


def _absent(value: object) -> bool:
    return value is None


class Decisions(Document):
    """What decide gives: every decision with its reasons, and the guardrails that speak."""

    brief: BriefNote
    decisions: tuple[DecisionNote, ...]
    guardrails: tuple[GuardrailNote, ...]


class Composition(Document):
    """What compose gives: the numbers of the month and the architecture."""

    brief: BriefNote
    region: str
    usage: tuple[Figure, ...]
    architecture: ArchitectureNote


class Priced(Document):
    """What estimate gives: what came in, priced. `not_read` names what was given in vain with a bare list."""

    brief: BriefNote | None = Field(default=None, exclude_if=_absent)
    usage: JsonValue = Field(default=None, exclude_if=_absent)
    free_allowances: Literal["on", "off"] | None = Field(default=None, exclude_if=_absent)
    region: str
    architecture: ArchitectureNote
    estimate: EstimateNote
    not_read: tuple[str, ...]


class RangeNote(Document):
    """A range of a number as a test, which may be its answer, and in words."""

    test: str
    words: Text


class QuestionNote(Document):
    """A question and the inputs that it asks for.

    `ranges`: by number input the ranges between which the advice can still differ; within one of them it is the same.
    """

    id: str
    question: Text
    inputs: tuple[str, ...]
    ranges: Mapping[str, tuple[RangeNote, ...]]


class Parked(Document):
    """An input that need not be asked for, and the answers because of which."""

    input: str
    because: tuple[str, ...]


class NextQuestion(Document):
    """Where the walk stands: what to ask next, how many questions can remain, what is settled and what is possible."""

    question: QuestionNote | None
    remaining: int
    core_settled: bool
    open: tuple[str, ...]
    parked: tuple[Parked, ...]
    settled: Mapping[str, Outcome]
    possible: Mapping[str, tuple[str, ...]]


class ReasonNote(Document):
    """The smallest set of answers and pins that forces an outcome."""

    inputs: tuple[Held, ...]
    pins: tuple[str, ...]


class Change(Document):
    """One other answer that alone brings a decision to another outcome, and what a month then costs more."""

    input: str
    value: str | tuple[str, ...]
    words: Text
    difference: Amount | None
    complete: bool
    outcome: Outcome


class MoveNote(Document):
    """One answer to change, and the value to give it."""

    input: str
    value: str | tuple[str, ...]
    words: Text


class ExplainedDecision(Document):
    """Why a decision comes out as it does; `fewest` has null for an outcome that no answers reach."""

    decision: str
    outcome: Outcome
    settled: bool
    because: tuple[Text, ...]
    reason: ReasonNote | None
    changes: tuple[Change, ...]
    fewest: Mapping[str, tuple[MoveNote, ...] | None]
