"""The documents of the API that are not a report: the questions and the rulebook."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from app.domain.model.architecture import ComponentType, Number
from app.domain.model.decisions import Decision, Rule
from app.domain.model.guardrails import Guardrail
from app.domain.model.inputs import Input, Question, TopicName
from app.domain.model.usage import FigureType
from app.domain.pipeline.account import ForgottenLine, FreeAllowance
from app.domain.pipeline.comparisons import Cheaper, Comparison, PricedComparison
from app.domain.pipeline.cost_tables import combination_tests
from app.domain.report.documents import Document
from app.domain.report.finding import Place, find
from app.domain.rulebook import Fact, Rulebook, Source, Story
from app.words.text import Text


class AskedQuestion(Document):
    """A question, and the inputs that it answers."""

    id: str
    question: Text
    inputs: tuple[Input, ...]


class AskedTopic(Document):
    """A topic with its questions in asking order."""

    id: str
    title: Text
    questions: tuple[AskedQuestion, ...]


class Questions(Document):
    """Every question, topic by topic."""

    fingerprint: str
    topics: tuple[AskedTopic, ...]


class FoundQuestion(AskedQuestion):
    """A question that was found: its topic, and the inputs and values in which the words stand, best first."""

    topic: TopicName
    matches: tuple[Place, ...]


class FoundQuestions(Document):
    """The best questions for the words `q`, best first; `all` counts every one that was found."""

    fingerprint: str
    q: str
    all: int
    found: tuple[FoundQuestion, ...]


class Table(Decision):
    """A decision; a table that a comparison makes may have more rules than one that is written by hand."""

    rules: tuple[Rule, ...]


class ComparedCell(Document):
    """A cell of a comparison: the tests for it, and the least and most that each side costs a month in USD."""

    region: str
    cell: Mapping[str, str]
    left: tuple[Number, Number]
    right: tuple[Number, Number]
    cheaper: Cheaper


class ComparisonCells(Comparison):
    """A comparison as its file has it, and its cells."""

    cells: tuple[ComparedCell, ...]


class WholeRulebook(Document):
    """The rulebook without its prices, entry by entry as in the rule files, with the cells of its comparisons."""

    fingerprint: str
    regions: tuple[str, ...]
    default_region: str
    decisions: tuple[Table, ...]
    comparisons: tuple[ComparisonCells, ...]
    guardrails: tuple[Guardrail, ...]
    components: tuple[ComponentType, ...]
    usage: tuple[FigureType, ...]
    forgotten: tuple[ForgottenLine, ...]
    allowances: tuple[FreeAllowance, ...]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    examples: tuple[Story, ...]


def found_document(rulebook: Rulebook, typed: str) -> FoundQuestions:
    """The questions for what was typed, best first."""
    finding = find(rulebook, typed)
    found = tuple(
        FoundQuestion(
            id=item.question.id,
            question=item.question.question,
            inputs=_inputs(rulebook, item.question),
            topic=item.topic,
            matches=item.places,
        )
        for item in finding.found
    )
    return FoundQuestions(fingerprint=rulebook.fingerprint, q=typed, all=finding.all, found=found)


def _inputs(rulebook: Rulebook, question: Question) -> tuple[Input, ...]:
    return tuple(rulebook.inputs[name] for name in question.inputs)


def questions_document(rulebook: Rulebook) -> Questions:
    """Every topic with its questions in asking order, and the inputs that each question answers."""

    def asked(question: Question) -> AskedQuestion:
        return AskedQuestion(id=question.id, question=question.question, inputs=_inputs(rulebook, question))

    topics = tuple(
        AskedTopic(id=item.topic.id, title=item.topic.title, questions=tuple(map(asked, item.questions())))
        for item in rulebook.topics
    )
    return Questions(fingerprint=rulebook.fingerprint, topics=topics)


def rulebook_document(rulebook: Rulebook) -> WholeRulebook:
    """The rulebook as a document."""
    return WholeRulebook(
        fingerprint=rulebook.fingerprint,
        regions=rulebook.regions,
        default_region=rulebook.default_region,
        decisions=tuple(Table.model_construct(**_fields(decision)) for decision in rulebook.decisions.values()),
        comparisons=tuple(map(_with_cells, rulebook.comparisons.values())),
        guardrails=rulebook.guardrails,
        components=tuple(rulebook.components.values()),
        usage=rulebook.figures,
        forgotten=rulebook.forgotten,
        allowances=rulebook.allowances,
        facts=rulebook.facts,
        sources=rulebook.sources,
        examples=rulebook.examples,
    )


def _with_cells(priced: PricedComparison) -> ComparisonCells:
    cells = tuple(
        ComparedCell(
            region=cell.region,
            cell=combination_tests(priced, cell.where),
            left=cell.left,
            right=cell.right,
            cheaper=cell.cheaper,
        )
        for cell in priced.combinations
    )
    return ComparisonCells.model_construct(**_fields(priced.comparison), cells=cells)


def _fields(model: BaseModel) -> dict[str, Any]:
    return {name: getattr(model, name) for name in type(model).model_fields}
