"""The view of the page of questions: the question asked, what is settled, the picture so far, the map of questions."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from markupsafe import Markup

from app.domain.advisor.consultation import Consultation
from app.domain.model.architecture import Amount
from app.domain.model.expressions import Test, plain
from app.domain.model.inputs import NOT_SURE, Input, Question, Value
from app.domain.report.brief import brief_from_query, plain_answer, plain_test, query_pairs
from app.domain.report.explain import answer_words, restriction_words, test_words
from app.domain.report.interview import Progress, sharper
from app.domain.report.report import ArchitectureNote, DecisionNote
from app.domain.rulebook import Rulebook
from app.errors import InvalidBrief
from app.web.deps import BRIGHTEST, Pairs, brief_pairs
from app.web.views.finding import FindingView, answer_of, finding_view
from app.web.views.worth import Worth, sharpening
from app.words.catalogue import said
from app.words.text import Text

PERIODS = ("month", "day", "hour", "minute", "second")
State = Literal["answered", "unsure", "open", "parked", "cost"]


@dataclass(frozen=True)
class Range:
    """A range of a number to choose from: the test that it stands for, and its words."""

    test: str
    words: Text


@dataclass(frozen=True)
class Field:
    """One input of the question that is asked, with what was answered before.

    `written`: an exact number as it was written. `converted`: the same in the time of the input, if that is another.
    `said`: what is known of the answer, if that is a test. `ranges`: the bands of a number, or the sharper ranges
    within what is known. `apart`: the ranges between which the advice can still differ.
    """

    input: Input
    chosen: frozenset[str]
    written: str
    converted: Text | None
    assumed: Text
    not_sure: str
    said: Text | None
    ranges: tuple[Range, ...]
    apart: tuple[Range, ...]

    @property
    def id(self) -> str:
        """The name of the field."""
        return self.input.id

    @property
    def kind(self) -> str:
        """How it is answered: choice, choices or number."""
        return self.input.kind

    @property
    def question(self) -> Text:
        """The question of this input alone."""
        return self.input.question

    @property
    def help(self) -> Text | None:
        """A help text, if the input has one."""
        return self.input.help

    @property
    def values(self) -> tuple[Value, ...]:
        """The values to choose from."""
        return self.input.values

    @property
    def unit(self) -> Text | None:
        """The unit of a number."""
        return self.input.unit

    @property
    def times(self) -> tuple[str, ...]:
        """The times that a number can be counted in, its own first; empty if it is not counted by time."""
        own = self.input.per
        return (own, *(time for time in PERIODS if time != own)) if own else ()

    @property
    def counted(self) -> Text:
        """The unit of a number without the time that it is counted in."""
        english, korean = (self.unit.en, self.unit.ko) if self.unit else ("", "")
        behind = said(f"per_unit.{self.input.per}")
        return Text(en=english.removesuffix(f" {behind.en}"), ko=korean.removesuffix(f"/{behind.ko}"))

    @property
    def usual(self) -> Text:
        """What is assumed without a sharper answer, in words."""
        return self.assumed

    @property
    def usual_ids(self) -> tuple[str, ...]:
        """The usual values to mark among those to choose from."""
        return (self.input.usual,) if isinstance(self.input.usual, str) else self.input.usual


@dataclass(frozen=True)
class AskedQuestion:
    """The question on the page."""

    id: str
    topic: Text
    text: Text
    help: Text | None
    items: list[Field]

    @property
    def together(self) -> bool:
        """Whether it answers several inputs at once."""
        return len(self.items) > 1


@dataclass(frozen=True)
class Said:
    """An answer of the brief in words, with its question; `unsure` if "not sure" was said."""

    question: Text
    words: Text
    unsure: bool


@dataclass(frozen=True)
class MapEntry:
    """One question on the map; a parked one names the answers that make it needless."""

    id: str
    text: Text
    state: State
    words: Text | None
    because: list[Said]


@dataclass(frozen=True)
class MapTopic:
    """One topic of the map."""

    title: Text
    here: bool
    questions: list[MapEntry]

    @property
    def answered(self) -> int:
        """How many of its questions are answered, "not sure" included."""
        return sum(entry.state in ("answered", "unsure") for entry in self.questions)


@dataclass(frozen=True)
class AskView:
    """What the page of questions shows."""

    question: AskedQuestion | None
    hanging: list[Text]
    remaining: int
    core_settled: bool
    sharpen: list[Worth]
    hidden: Pairs
    pairs: Pairs
    notices: tuple[Text, ...]
    settled: list[DecisionNote]
    decisions: int
    monthly: Amount
    complete: bool
    topics: list[MapTopic]
    finding: FindingView
    picture: Markup


class AskPage:
    """Makes the view of the page of questions from a consultation and its next question."""

    def __init__(self, asked: Consultation, progress: Progress, wanted: str) -> None:
        self.asked = asked
        self.reasoner = asked.reasoner
        self.rulebook = rulebook = asked.reasoner.rulebook
        self.brief = asked.brief
        self.progress = progress
        self.report = asked.outline
        chosen = next((question for question in rulebook.questions if question.id == wanted), None)
        self.question = chosen or progress.question

    @property
    def light(self) -> int:
        """The level of light: the share of decisions that the answers have settled."""
        return len(self.progress.settled) * BRIGHTEST // max(1, len(self.rulebook.written))

    @cached_property
    def architecture(self) -> ArchitectureNote:
        """The part of the architecture that only settled decisions brought."""
        whole, settled = self.report.architecture, self.progress.settled.keys()
        components = tuple([item for item in whole.components if set(item.decisions) <= settled])
        names = {item.id for item in components}
        connections = tuple([item for item in whole.connections if {item.source, item.target} <= names])
        return whole.changed(components=components, connections=connections)

    def view(self, notices: tuple[Text, ...], picture: Markup, searched: str = "") -> AskView:
        """The page with its picture drawn, and the questions that were searched for."""
        pairs = query_pairs(self.brief)
        asked = set(self.question.inputs) if self.question else set()
        settled = [
            note for note in self.report.decisions if note.id in self.progress.settled and note.outcome != "none"
        ]
        return AskView(
            question=self._asked(self.question) if self.question else None,
            hanging=self._hanging(self.question.inputs) if self.question else [],
            remaining=self.progress.remaining,
            core_settled=self.progress.core_settled and self.progress.question is not None,
            sharpen=[] if self.question else sharpening(self.asked.advice),
            hidden=[(name, value) for name, value in pairs if name not in asked],
            pairs=pairs,
            notices=notices,
            settled=[note for note in settled if note.outcomes != ()],
            decisions=len(self.rulebook.written),
            monthly=self.report.estimate.monthly,
            complete=self.report.estimate.complete,
            topics=self._topics(),
            finding=finding_view(self.rulebook, self.brief, searched),
            picture=picture,
        )

    def _asked(self, question: Question) -> AskedQuestion:
        topic = next(topic for topic in self.rulebook.topics if question in topic.questions())
        fields = [self._field(self.rulebook.inputs[name]) for name in question.inputs]
        help_text = fields[0].help if len(fields) == 1 else None
        return AskedQuestion(question.id, topic.topic.title, question.question, help_text, fields)

    def _hanging(self, inputs: tuple[str, ...]) -> list[Text]:
        """The titles of the decisions that these inputs can still change, with every other answer as given."""
        brief = self.brief.without_answers(inputs)
        after = [(name, self.rulebook.requirements.descendants(name)) for name in inputs]
        return [
            self.rulebook.decisions[table].title
            for table in self.rulebook.written
            if any(table in later and self.reasoner.can_change(brief, name, table) for name, later in after)
        ]

    def _field(self, item: Input) -> Field:
        brief, name = self.brief, item.id
        answer, test = brief.answers.get(name), brief.within.get(name)
        chosen = plain_answer(answer) if answer is not None else plain_test(brief, name) if test else ()
        apart = tuple(self._range(name, found) for found in sharper(self.reasoner, brief, name))
        bands = tuple(Range(band.test.text, band.label) for band in item.bands)
        written = brief.written.get(name)
        number = f"{plain(answer):f}" if isinstance(answer, Decimal) else ""
        return Field(
            item,
            frozenset([chosen] if isinstance(chosen, str) else chosen),
            written or number if number else "",
            item.words(answer) if number and written and answer is not None else None,
            item.words(self.rulebook.assumed_value(brief, name)),
            f"{NOT_SURE} {brief.written.get(name) or test.text}" if test else NOT_SURE,
            restriction_words(self.rulebook, name, test) if test else None,
            apart if test and len(apart) > 1 else bands or apart,
            apart if len(apart) > 1 else (),
        )

    def _range(self, name: str, test: Test) -> Range:
        return Range(test.text, test_words(self.rulebook, name, test))

    def _topics(self) -> list[MapTopic]:
        return [
            MapTopic(
                title=topic.topic.title,
                here=self.question is not None and self.question in topic.questions(),
                questions=[self._entry(question) for question in topic.questions()],
            )
            for topic in self.rulebook.topics
        ]

    def _entry(self, question: Question) -> MapEntry:
        answer = answer_of(self.rulebook, self.brief, question)
        state: State = answer.state or self._state(set(question.inputs))
        because = self._because(question) if state == "parked" else []
        if state == "parked" and not because and set(question.inputs) & self.rulebook.measures.inputs.keys():
            state = "cost"
        return MapEntry(question.id, question.question, state, answer.words, because)

    def _because(self, question: Question) -> list[Said]:
        """A smallest set of answers that makes a parked question needless."""
        parked = [name for name in question.inputs if name in self.progress.parked]
        needed = dict.fromkeys(reason for name in parked for reason in self.reasoner.parked_because(self.brief, name))
        return [
            Said(
                self.rulebook.inputs[name].question,
                answer_words(self.rulebook, self.brief, name),
                name in self.brief.unsure,
            )
            for name in needed
        ]

    def _state(self, unanswered: set[str]) -> State:
        if unanswered & set(self.progress.open):
            return "open"
        return "parked" if unanswered & set(self.progress.parked) else "cost"


@dataclass(frozen=True)
class NumberView:
    """What a number means that is being typed, in words, or what is wrong with it; neither if nothing is."""

    words: Text | None
    problem: Text | None


def number_view(rulebook: Rulebook, pairs: Pairs) -> NumberView:
    """The view of the exact number in the pairs of a form."""
    try:
        brief, _ = brief_from_query(rulebook, brief_pairs(pairs), lenient=False)
    except InvalidBrief as fault:
        return NumberView(None, fault.problems[0].told)
    name = next(iter(brief.said), None)
    return NumberView(answer_words(rulebook, brief, name) if name else None, None)
