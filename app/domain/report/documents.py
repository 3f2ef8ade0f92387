"""The base class of every document of a report, and the documents about standing, savings and the budget."""

from typing import Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict

from app.domain.model.architecture import Amount, Number, RunGrade, WaitGrade
from app.domain.rulebook import SourceNote
from app.words.text import Text

Label: TypeAlias = Literal["cheapest", "fastest", "least_to_run"]


class Document(BaseModel):
    """A part of the report; immutable, with tuples for lists."""

    model_config = ConfigDict(frozen=True)

    def changed(self, **fields: object) -> Self:
        """A copy with other values in some fields; not validated."""
        return self.model_copy(update=fields)


class ToRun(Document):
    """The components with one grade of what there is to run, and what the grade means."""

    grade: RunGrade
    label: Text
    meaning: Text
    components: tuple[str, ...]
    services: tuple[str, ...]


class Waiting(Document):
    """The longest wait for a start that a request can meet, and the components that cause it."""

    grade: WaitGrade
    label: Text
    meaning: Text
    components: tuple[str, ...]
    services: tuple[str, ...]
    sources: tuple[SourceNote, ...]


class Standing(Document):
    """How an architecture compares with the alternatives: `best` if none dominates it (Pareto).

    `labels` are the criteria in which it is first.
    """

    to_run: tuple[ToRun, ...]
    wait: Waiting
    best: bool
    labels: tuple[Label, ...]


class SavingNote(Document):
    """A way to spend less: from `least` to `most` USD a month; equal if calculated from another advice.

    The percentages (0 to 100) come from a source and refer to the line items that become cheaper.
    """

    id: str
    title: Text
    text: Text
    effort: Text
    least: Number
    most: Number
    percent_least: Number | None = None
    percent_most: Number | None = None
    pins: dict[str, tuple[str, ...]]
    usage: dict[str, str]
    unverified: bool
    sources: tuple[SourceNote, ...]


class Fixed(Document):
    """A decision pinned to another outcome, in words."""

    decision: str
    title: Text
    label: Text


class CostliestAnswer(Document):
    """The answer whose change saves most: its words, the other value, and the month with it in USD.

    `fits`: whether the budget then suffices.
    """

    input: str
    name: Text
    words: Text
    other: Text
    monthly: Amount
    saved: Number
    fits: bool
