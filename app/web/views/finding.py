"""The view of a search for questions: the best ones with where the words stand, and what is answered already."""

from dataclasses import dataclass
from typing import Literal

from app.domain.model.briefs import Brief
from app.domain.model.inputs import Question
from app.domain.report.explain import answer_words
from app.domain.report.finding import MOST_FOUND, MOST_LETTERS, Found, Place, find, plain
from app.domain.rulebook import Rulebook
from app.words.catalogue import said
from app.words.text import Text, joined


@dataclass(frozen=True)
class Answer:
    """What a brief says to a question, in words; the state is empty if it says nothing."""

    state: Literal["answered", "unsure", ""]
    words: Text | None


@dataclass(frozen=True)
class Spot:
    """Where words stand in a question that was found: a value, one of several inputs or neither; and the words."""

    label: Text | None
    words: tuple[str, ...]


@dataclass(frozen=True)
class FoundEntry:
    """A question that was found."""

    id: str
    topic: Text
    text: Text
    spots: list[Spot]
    answer: Answer


@dataclass(frozen=True)
class FindingView:
    """What the search for questions shows: what was typed, how it went (none before a search), the best questions."""

    typed: str
    told: Text | None
    found: list[FoundEntry]
    most: int = MOST_LETTERS

    @property
    def failed(self) -> bool:
        """Whether a search found nothing."""
        return self.told is not None and not self.found


def answer_of(rulebook: Rulebook, brief: Brief, question: Question) -> Answer:
    """What a brief says to a question."""
    told = [name for name in question.inputs if name in brief.answers or name in brief.within]
    unsure = any(name in brief.unsure for name in question.inputs)
    words = joined([answer_words(rulebook, brief, name) for name in told]) if told else None
    return Answer("answered" if told else "unsure" if unsure else "", words)


def finding_view(rulebook: Rulebook, brief: Brief, typed: str) -> FindingView:
    """The questions for what was typed, with the answers of a brief."""
    typed = typed.strip()
    if not typed:
        return FindingView("", None, [])
    if len(typed) > MOST_LETTERS:
        return FindingView(typed[:MOST_LETTERS], said("find.too_long", most=MOST_LETTERS), [])
    finding = find(rulebook, typed)
    if not finding.found:
        return FindingView(typed, said("find.nothing", typed=typed), [])
    told = said("find.found" if finding.all <= MOST_FOUND else "find.more", n=finding.all, most=MOST_FOUND)
    return FindingView(typed, told, [_entry(rulebook, brief, found) for found in finding.found])


def _entry(rulebook: Rulebook, brief: Brief, found: Found) -> FoundEntry:
    question = found.question
    spots = [_spot(rulebook, question, place) for place in found.places]
    told = [spot for spot in spots if spot.label or spot.words]
    return FoundEntry(question.id, found.topic.title, question.question, told, answer_of(rulebook, brief, question))


def _spot(rulebook: Rulebook, question: Question, place: Place) -> Spot:
    """What is told of a place: of the words those that neither the question nor the label shows, and no id."""
    asked = rulebook.inputs[place.input].question
    label = place.label or (asked if len(question.inputs) > 1 else None)
    shown = plain(" ".join(text.en + " " + text.ko for text in (question.question, label) if text))
    ids = (place.input, place.value)
    return Spot(label, tuple(word for word in place.words if word not in ids and plain(word) not in shown))
