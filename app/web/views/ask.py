"""The view of the page of questions: the question asked, what is settled, the picture so far, the map of questions."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from markupsafe import Markup

from app.domain.advisor.consultation import Consultation
from app.domain.model.architecture import Amount
from app.domain.model.inputs import Input, Question, Value
from app.domain.report.brief import plain_answer, query_pairs
from app.domain.report.interview import Progress
from app.domain.report.report import ArchitectureNote, DecisionNote
from app.web.deps import BRIGHTEST, Pairs
from app.web.views.worth import Worth, sharpening
from app.words.text import Text, joined

State = Literal["answered", "unsure", "open", "parked", "cost"]


@dataclass(frozen=True)
class Field:
    """One input of the question that is asked, with what was answered before."""

    input: Input
    chosen: frozenset[str]
    written: str

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
    def usual(self) -> Text:
        """The usual value in words."""
        return self.input.words(self.input.usual_value())

    @property
    def usual_ids(self) -> tuple[str, ...]:
        """The usual values to mark among those to choose from."""
        return (self.input.usual,) if isinstance(self.input.usual, str) else self.input.usual

    @property
    def usual_number(self) -> str:
        """The usual value of a number, as it may stand in an empty field."""
        return str(self.input.usual)

    @property
    def at_least(self) -> str:
        """The smallest number accepted."""
        return f"{self.input.at_least:f}"

    @property
    def at_most(self) -> str:
        """The largest number accepted."""
        return f"{self.input.at_most:f}"

    @property
    def step(self) -> str:
        """The step of a number field."""
        return "1" if self.input.whole else "any"


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

    def view(self, notices: tuple[Text, ...], picture: Markup) -> AskView:
        """The page with its picture drawn."""
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
        answer = self.brief.answers.get(item.id)
        if answer is None:
            return Field(item, frozenset(), "")
        plain = plain_answer(answer)
        return Field(
            item,
            frozenset([plain] if isinstance(plain, str) else plain),
            f"{answer.normalize():f}" if isinstance(answer, Decimal) else "",
        )

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
        answered = [name for name in question.inputs if name in self.brief.answers]
        unsure = [name for name in question.inputs if name in self.brief.unsure]
        state: State = "answered" if answered else "unsure" if unsure else self._state(set(question.inputs))
        words = [self.rulebook.inputs[name].words(self.brief.answers[name]) for name in answered]
        told = joined(words) if words else None
        because = self._because(question) if state == "parked" else []
        if state == "parked" and not because and set(question.inputs) & self.rulebook.measures.inputs.keys():
            state = "cost"
        return MapEntry(question.id, question.question, state, told, because)

    def _because(self, question: Question) -> list[Said]:
        """A smallest set of answers that makes a parked question needless."""
        parked = [name for name in question.inputs if name in self.progress.parked]
        needed = dict.fromkeys(reason for name in parked for reason in self.reasoner.parked_because(self.brief, name))
        facts = self.rulebook.facts_of(self.brief)
        items = [self.rulebook.inputs[name] for name in needed]
        return [Said(item.question, item.words(facts[item.id]), item.id in self.brief.unsure) for item in items]

    def _state(self, unanswered: set[str]) -> State:
        if unanswered & set(self.progress.open):
            return "open"
        return "parked" if unanswered & set(self.progress.parked) else "cost"
