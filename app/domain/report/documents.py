"""The base of every part of a report, and the parts that weigh costs: standing, savings, what a budget allows."""

from functools import cached_property
from typing import ClassVar, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict

from app.domain.model.architecture import Amount, Number, RunGrade, WaitGrade
from app.domain.rulebook import SourceNote
from app.words.text import Text

Label: TypeAlias = Literal["cheapest", "fastest", "least_to_run"]


class Document(BaseModel):
    """A part of the report; frozen."""

    model_config = ConfigDict(frozen=True)
    parts: ClassVar[frozenset[str]] = frozenset()
    """The fields that hold documents, or lists of them, which are written on their own and joined in."""

    @cached_property
    def written(self) -> bytes:
        """The document as JSON, written once."""
        return b"".join(self.pieces())

    def pieces(self, left_out: frozenset[str] = frozenset()) -> list[bytes]:
        """The document as JSON in pieces, without some of its fields: a long one is put together only once."""
        found = [self.model_dump_json(exclude={*self.parts, *left_out} or None).encode().removesuffix(b"}")]
        for name in sorted(self.parts):
            found.append(b',"%b":' % name.encode())
            found += _pieces(getattr(self, name))
        found.append(b"}")
        return found

    def changed(self, **fields: object) -> Self:
        """The same part with other values in some fields; whatever was worked out of the old ones stays behind."""
        copy = self.model_copy(update=fields)
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy


def _pieces(part: Document | list[Document] | None) -> list[bytes]:
    if part is None:
        return [b"null"]
    if isinstance(part, Document):
        return part.pieces() if part.parts else [part.written]
    if not (part and part[0].parts):
        return [b"[", b",".join([item.written for item in part]), b"]"]
    items = [_pieces(item) for item in part]
    return [b"[", *items[0], *(piece for item in items[1:] for piece in (b",", *item)), b"]"]


class ToRun(Document):
    """Components of one step of what there is to run: what that means, and which they are."""

    grade: RunGrade
    label: Text
    meaning: Text
    components: list[str]
    services: list[str]


class Waiting(Document):
    """The longest wait for a start that a request can meet, and where."""

    grade: WaitGrade
    label: Text
    meaning: Text
    components: list[str]
    services: list[str]
    sources: list[SourceNote]


class Standing(Document):
    """How an architecture stands among the alternatives: `best` if none is better in one thing and worse in none."""

    to_run: list[ToRun]
    wait: Waiting
    best: bool
    labels: list[Label]


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
    pins: dict[str, list[str]]
    usage: dict[str, str]
    unverified: bool
    sources: list[SourceNote]


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
