"""The base of every part of a report, and the parts that weigh costs: standing, savings, what a budget allows."""

from typing import Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict

from app.domain.model.architecture import Amount, Number, RunGrade, WaitGrade
from app.domain.rulebook import SourceNote
from app.words.text import Text

Label: TypeAlias = Literal["cheapest", "fastest", "least_to_run"]


class Document(BaseModel):
    """A part of the report; frozen, and lists in it are tuples."""

    model_config = ConfigDict(frozen=True)

    def changed(self, **fields: object) -> Self:
        """The same part with other values in some fields."""
        return self.model_copy(update=fields)


class ToRun(Document):
    """Components of one step of what there is to run: what that means, and which they are."""

    grade: RunGrade
    label: Text
    meaning: Text
    components: tuple[str, ...]
    services: tuple[str, ...]


class Waiting(Document):
    """The longest wait for a start that a request can meet, and where."""

    grade: WaitGrade
    label: Text
    meaning: Text
    components: tuple[str, ...]
    services: tuple[str, ...]
    sources: tuple[SourceNote, ...]


class Standing(Document):
    """How an architecture stands among the alternatives: `best` if none is better in one thing and worse in none."""

    to_run: tuple[ToRun, ...]
    wait: Waiting
    best: bool
    labels: tuple[Label, ...]


class SavingNote(Document):
    """A way to spend less: from `least` to `most` USD a month, equal where the figure is a run of its own.

    The percentages are those of a source, of the lines that they are a share of.
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
    """A decision that is fixed to another outcome, in words."""

    decision: str
    title: Text
    label: Text


class CostliestAnswer(Document):
    """The answer that costs most: what a month costs with its cheapest other value."""

    input: str
    name: Text
    words: Text
    other: Text
    monthly: Amount
    saved: Number
    fits: bool
