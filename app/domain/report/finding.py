"""Finding questions by the words that people use, whatever their language and with small typing errors.

Every word of what is typed must stand in what a question tells: names (labels of values and bands, synonyms), then
questions and ids, then explanations. A word is met by one that begins with it; Korean also inside, since particles
attach. A word that is met nowhere stands for the ones that are nearest to it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from functools import cached_property
from typing import Final

from app.domain.model.inputs import Band, Input, Question, TopicName, Value, Words
from app.domain.report.documents import Document
from app.domain.rulebook import Rulebook
from app.memory import remembered
from app.words.particles import is_korean, without_particle
from app.words.text import Text

MOST_LETTERS: Final = 100
"""Most letters that are searched for."""
MOST_FOUND: Final = 20
"""Most questions that a search gives."""
MOST_PLACES: Final = 3
"""Most places of one question that are told."""
ALIKE: Final = 0.8
"""How alike a typed word and a known one are from which on a typing error is supposed; 1 is the same."""
FEWEST_ALIKE: Final = 4
"""Fewest letters of a word (Korean ones taken apart) in which a typing error is supposed."""
WHOLE, BEGUN, TOGETHER, MISTYPED = 100, 80, 5, 0.5
"""What all that was typed is worth as a whole name and as its beginning, words in one place, and a mistyped word."""
_WORD: Final = re.compile(r"[^\W_]+")


class Kind(IntEnum):
    """What a saying is; its number is what a whole word in it is worth."""

    EXPLANATION = 12
    QUESTION = 30
    NAME = 60


def plain(text: str) -> str:
    """A text as it is compared: one width, one way to write Korean, no capitals."""
    return unicodedata.normalize("NFKC", text).casefold()


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, each once; `e-mail` is also one word."""
    found = _WORD.findall(plain(text))
    return tuple(dict.fromkeys([*found, *filter(None, map(_joined, text.split()))]))


def _joined(text: str) -> str:
    """The letters of a text without anything between them."""
    return "".join(_WORD.findall(plain(text)))


@dataclass(frozen=True)
class Saying:
    """A text that tells of a question: of one of its inputs, or of a value or band of it.

    `shown` is what is told when it matches; if empty, the word that did.
    """

    question: str
    input: str
    value: str
    kind: Kind
    text: str
    shown: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words."""
        return words_of(self.text)

    @cached_property
    def joined(self) -> str:
        """Its letters without anything between them."""
        return _joined(self.text)

    def worth(self, word: str) -> tuple[float, str]:
        """What the saying is worth for a typed word, 0 if nothing, and the word of its own that is met."""
        if word in self.words:
            return self.kind, word
        begun = next((own for own in self.words if own.startswith(word)), "")
        if begun:
            return self.kind * 0.8, begun
        if not is_korean(word):
            return 0, ""
        inside = next((own for own in self.words if word in own), "")
        apart = word if len(word) > 2 and word in self.joined else ""
        return (self.kind * 0.6, inside or apart) if inside or apart else (0, "")


@dataclass(frozen=True)
class Hit:
    """A saying that meets a typed word or all of them, what this is worth, and the word to tell."""

    saying: Saying
    worth: float
    word: str


class Place(Document):
    """Where a question was found: an input, one of its values or bands (or none), and the words that are met there."""

    input: str
    value: str
    label: Text | None
    words: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A question that was found, with its topic and the best places."""

    question: Question
    topic: TopicName
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Finding:
    """The best questions for what was typed, best first, and how many there are in all."""

    found: tuple[Found, ...]
    all: int


@dataclass(frozen=True)
class Index:
    """Every saying of a rulebook, and its questions with their topics, in asking order."""

    sayings: tuple[Saying, ...]
    questions: Mapping[str, tuple[Question, TopicName]]

    @cached_property
    def vocabulary(self) -> dict[str, str]:
        """Every word by its letters, Korean ones taken apart."""
        return {_letters(word): word for saying in self.sayings for word in saying.words}

    def typed(self, text: str) -> list[str]:
        """The words that were typed, each once: `e-mail` is one if it is met as one, else two."""
        found: list[str] = []
        for chunk in text.split():
            whole = _joined(chunk)
            found += [whole] if whole and self._met(whole) else _WORD.findall(plain(chunk))
        return list(dict.fromkeys(found))

    def hits(self, word: str) -> list[Hit]:
        """The sayings that meet a typed word, as it is or without a Korean particle, else the nearest words."""
        for form in dict.fromkeys((word, without_particle(word))):
            if met := self._met(form):
                return met
        return [Hit(hit.saying, hit.worth * MISTYPED, hit.word) for near in self._near(word) for hit in self._met(near)]

    def _met(self, word: str) -> list[Hit]:
        tried = ((saying, *saying.worth(word)) for saying in self.sayings)
        return [Hit(saying, worth, saying.shown or own) for saying, worth, own in tried if worth]

    def _near(self, word: str) -> list[str]:
        letters = _letters(word)
        if len(letters) < FEWEST_ALIKE:
            return []
        alike = [known for known in self.vocabulary if abs(len(known) - len(letters)) <= 2]
        return [self.vocabulary[near] for near in get_close_matches(letters, alike, MOST_PLACES, ALIKE)]

    def phrases(self, typed: str) -> dict[str, list[Hit]]:
        """By question, what says all that was typed, and names that begin with it, however both are spaced."""
        whole = _joined(typed)
        return _by_question(
            Hit(saying, WHOLE if saying.joined == whole else BEGUN, saying.shown or whole)
            for saying in self.sayings
            if saying.joined == whole or (saying.kind is Kind.NAME and saying.joined.startswith(whole))
        )

    def all_met(self, words: Iterable[str]) -> dict[str, list[list[Hit]]]:
        """By question in which all words are met, what meets each of them."""
        kept: dict[str, list[list[Hit]]] = {}
        for place, word in enumerate(words):
            met = _by_question(self.hits(word))
            kept = {name: [*kept.get(name, ()), hits] for name, hits in met.items() if not place or name in kept}
            if not kept:
                break
        return kept


def find(rulebook: Rulebook, typed: str) -> Finding:
    """The questions in which all words that were typed are met, best first; none for more than MOST_LETTERS letters."""
    if not _WORD.search(typed) or len(typed) > MOST_LETTERS:
        return Finding((), 0)
    index = _index(rulebook)
    phrases, met = index.phrases(typed), index.all_met(index.typed(typed))
    worth = {name: _worth(phrases.get(name, []), met.get(name, [])) for name in index.questions}
    ranked = sorted(filter(worth.__getitem__, worth), key=worth.__getitem__, reverse=True)
    found = [
        Found(*index.questions[name], _places(rulebook, [phrases.get(name, []), *met.get(name, [])]))
        for name in ranked[:MOST_FOUND]
    ]
    return Finding(tuple(found), len(ranked))


def _worth(phrases: list[Hit], met: list[list[Hit]]) -> float:
    """What a question is worth that all that was typed meets, or each word of it."""
    whole = max((hit.worth for hit in phrases), default=0)
    if not met:
        return whole
    each = sum(max(hit.worth for hit in hits) for hits in met) / len(met)
    places = [{(hit.saying.input, hit.saying.value) for hit in hits} for hits in met]
    return max(whole, each + (TOGETHER if set.intersection(*places) else 0))


def _places(rulebook: Rulebook, met: Iterable[list[Hit]]) -> tuple[Place, ...]:
    """The places of the hits that are worth most for each word, best first."""
    best = [hit for hits in met for hit in hits if hit.worth == max(other.worth for other in hits)]
    found: dict[tuple[str, str], list[str]] = {}
    for hit in sorted(best, key=lambda hit: -hit.worth):
        found.setdefault((hit.saying.input, hit.saying.value), []).append(hit.word)
    return tuple(
        Place(input=name, value=value, label=_label(rulebook.inputs[name], value), words=tuple(dict.fromkeys(words)))
        for (name, value), words in list(found.items())[:MOST_PLACES]
    )


def _label(item: Input, value: str) -> Text | None:
    """The label of a value or band."""
    parts: tuple[Value | Band, ...] = (*item.values, *item.bands)
    return next((part.label for part in parts if part.id == value), None)


def _by_question(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.saying.question, []).append(hit)
    return found


def _letters(word: str) -> str:
    """A word with its Korean syllables taken apart into letters."""
    return unicodedata.normalize("NFD", word)


@remembered("words of questions")
def _index(rulebook: Rulebook) -> Index:
    questions = {question.id: (question, topic.topic) for topic in rulebook.topics for question in topic.questions()}
    sayings = [
        saying
        for question, _ in questions.values()
        for name in question.inputs
        for saying in _of_input(question, rulebook.inputs[name])
    ]
    return Index(tuple(sayings), questions)


def _of_input(question: Question, item: Input) -> Iterator[Saying]:
    def telling(value: str, kind: Kind, *texts: Text | None) -> Iterator[Saying]:
        for text in texts:
            for words in dict.fromkeys((text.en, text.ko)) if text else ():
                yield Saying(question.id, item.id, value, kind, words)

    def called(value: str, words: Words) -> Iterator[Saying]:
        for name in (*words.en, *words.ko):
            yield Saying(question.id, item.id, value, Kind.NAME, name, name)

    yield from called("", item.synonyms)
    yield from telling("", Kind.QUESTION, item.question, *([question.question] if len(question.inputs) > 1 else []))
    yield Saying(question.id, item.id, "", Kind.QUESTION, item.id, item.id)
    yield from telling("", Kind.EXPLANATION, item.help)
    for value in item.values:
        yield from called(value.id, value.synonyms)
        yield from telling(value.id, Kind.NAME, value.label)
        yield Saying(question.id, item.id, value.id, Kind.QUESTION, value.id, value.id)
        yield from telling(value.id, Kind.EXPLANATION, value.help)
    for band in item.bands:
        yield from telling(band.id, Kind.NAME, band.label)
        yield Saying(question.id, item.id, band.id, Kind.QUESTION, band.id, band.id)
