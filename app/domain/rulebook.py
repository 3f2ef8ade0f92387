"""The rulebook: everything under rules/ as one immutable value, with the requirements graph and a fingerprint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import get_args

from pydantic import Field, model_validator

from app.domain.model.architecture import ComponentType, RunGrade, WaitGrade
from app.domain.model.briefs import Brief, BriefRequest, brief_request
from app.domain.model.decisions import Decision, TypeBySetting
from app.domain.model.expressions import FactValue
from app.domain.model.frozen import Frozen
from app.domain.model.graph import Graph
from app.domain.model.guardrails import Guardrail
from app.domain.model.inputs import Answer, Input, Question, Topic
from app.domain.model.prices import PriceBook
from app.domain.model.usage import FigureType, Measures, growing
from app.domain.pipeline.account import ForgottenLine, FreeAllowance
from app.domain.pipeline.comparisons import PricedComparison
from app.domain.pipeline.growth import Growth
from app.domain.pipeline.savings import Saving
from app.domain.pipeline.structure import Catalogue
from app.words.text import Text

RUN_GRADES: tuple[RunGrade, ...] = get_args(RunGrade)
"""The grades of what there is to run, in rising order."""
WAIT_GRADES: tuple[WaitGrade, ...] = get_args(WaitGrade)
"""The grades of how long a request may wait for a start, in rising order."""
DEFAULT_REGION = "ap-northeast-2"
PARTS = "parts"
"""The input that says of which parts the workload consists."""
# The region selects the price book, the budget is compared with the estimate, the allowances reduce it.
READ_BY_THE_PROGRAM = frozenset({"region", "budget_usd", "free_allowances"})


class Roles(Frozen):
    """The closed lists of names that decisions share.

    `settings`: default value by setting. `loads`: kinds of load. `types_by_setting`: named component types that depend
    on a setting. `labels`: the name for readers of every role and role set.
    """

    roles: tuple[str, ...]
    role_sets: dict[str, tuple[str, ...]]
    labels: dict[str, Text]
    traits: dict[str, Text]
    settings: dict[str, str]
    loads: tuple[str, ...]
    types_by_setting: dict[str, TypeBySetting]

    @model_validator(mode="after")
    def _are_labelled(self) -> "Roles":
        named = {*self.roles, *self.role_sets}
        if set(self.labels) != named:
            wrong = ", ".join(sorted(named.symmetric_difference(self.labels)))
            raise ValueError(f"labels name every role and role set, and no other: {wrong}")
        return self


class Source(Frozen):
    """A source: a claim of the notes (`claim`, with `verdict` of published sources) or a published document."""

    kind: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    checked_on: str = ""
    seen: str = ""
    use: tuple[str, ...] = ()
    claim: Text | None = None
    verdict: str = ""
    verdict_text: Text | None = None


class Fact(Frozen):
    """A dated fact about a service: a limit or a status, with its source."""

    value: str
    unit: str = ""
    text: Text
    source: str
    checked_on: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    unverified: bool = False
    since: str = ""

    @property
    def number(self) -> Decimal | None:
        """The value as a number, or None if it is not one."""
        return Decimal(self.value) if self.value.replace(".", "", 1).isdigit() else None


class Grade(Frozen):
    """One grade of a scale: its name, its meaning and the sources."""

    label: Text
    meaning: Text
    sources: tuple[str, ...] = ()


class Scales(Frozen):
    """The two ordinal scales by which architectures are compared besides cost; every grade is described."""

    to_run: dict[RunGrade, Grade]
    wait: dict[WaitGrade, Grade]

    @model_validator(mode="after")
    def _is_complete(self) -> "Scales":
        for name, grades, wanted in (("to_run", self.to_run, RUN_GRADES), ("wait", self.wait, WAIT_GRADES)):
            if set(grades) != set(wanted):
                raise ValueError(f"{name} describes each of: {', '.join(wanted)}")
        return self


class SourceNote(Frozen):
    """A source as a report shows it; `verdict`: whether published sources confirm a claim of the notes."""

    id: str
    title: Text
    publisher: str = ""
    url: str = ""
    checked_on: str = ""
    verdict: str = ""
    verdict_text: Text | None = None
    unverified: bool = False


class StoryBrief(Frozen):
    """The brief of a story, with values as text."""

    answers: dict[str, str | tuple[str, ...]] = {}
    pins: dict[str, str | tuple[str, ...]] = {}
    usage: dict[str, str] = {}


class Expected(Frozen):
    """What the advice of a story must contain and must not contain, and the range of its cost in USD a month."""

    outcomes: dict[str, str | tuple[str, ...]] = {}
    types: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    guardrails: tuple[str, ...] = ()
    level: str = ""
    monthly: tuple[Decimal, Decimal] | None = None
    derivation: Text | None = None


class Story(Frozen):
    """A worked example: a brief and what its advice must contain."""

    id: str = ""
    order: int
    title: Text
    story: Text
    brief: StoryBrief = StoryBrief()
    expect: Expected = Expected()
    shows: tuple[str, ...] = Field(default=())


@dataclass(frozen=True, eq=False)
class Rulebook:
    """All rules and prices; built once at start and immutable.

    `decisions` are in deciding order and include the tables of `comparisons`; `prices` are price books by region;
    `requirements` is the graph of what depends on what.
    """

    topics: tuple[Topic, ...]
    figures: tuple[FigureType, ...]
    comparisons: Mapping[str, PricedComparison]
    decisions: Mapping[str, Decision]
    guardrails: tuple[Guardrail, ...]
    components: Mapping[str, ComponentType]
    roles: Roles
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    prices: Mapping[str, PriceBook]
    forgotten: tuple[ForgottenLine, ...]
    allowances: tuple[FreeAllowance, ...]
    examples: tuple[Story, ...]
    scales: Scales
    savings: tuple[Saving, ...]
    growth: Growth
    fingerprint: str
    requirements: Graph = field(repr=False, compare=False)

    @cached_property
    def inputs(self) -> Mapping[str, Input]:
        """Every input by id, in asking order."""
        return {item.id: item for topic in self.topics for item in topic.inputs}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question in asking order."""
        return tuple(question for topic in self.topics for question in topic.questions())

    @cached_property
    def topic_by_input(self) -> Mapping[str, str]:
        """The id of the topic of every input."""
        return {item.id: topic.topic.id for topic in self.topics for item in topic.inputs}

    def topic_of(self, question: Question) -> str:
        """The id of the topic that a question belongs to."""
        return self.topic_by_input[question.inputs[0]]

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The regions with a price book."""
        return tuple(self.prices)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The ids of the decisions that are not tables of comparisons."""
        return tuple(name for name in self.decisions if name not in self.comparisons)

    @property
    def default_region(self) -> str:
        """The region if none is answered."""
        return DEFAULT_REGION

    @cached_property
    def usual_facts(self) -> Mapping[str, FactValue]:
        """The facts of an empty brief before deciding: every input at its usual value, every trait at `no`."""
        facts: dict[str, FactValue] = {name: item.usual_value() for name, item in self.inputs.items()}
        return {**facts, **dict.fromkeys(self.roles.traits, "no")}

    def facts_of(self, brief: Brief) -> dict[str, FactValue]:
        """The facts of a brief before deciding: its answers, and what is assumed of every other input."""
        return {**self.usual_facts, **self.assumed(brief), **brief.answers}

    def assumed(self, brief: Brief) -> dict[str, Answer]:
        """What is assumed otherwise than usual: a value within each test, and the parts that the answers imply."""
        values: dict[str, Answer] = {}
        for name, test in brief.within.items():
            value = self.inputs[name].assumed(test)
            if value is not None:
                values[name] = value
        if PARTS not in values and (implied := self.implied_parts(brief)):
            values[PARTS] = implied
        return values

    def implied_parts(self, brief: Brief) -> frozenset[str]:
        """The parts that the answers imply as long as nobody named parts; empty if they imply none."""
        if PARTS in brief.answers or PARTS in brief.unsure:
            return frozenset()
        said = (self.inputs[name].part for name in (*brief.answers, *brief.within))
        return frozenset(part for part in said if part)

    def answered(self, brief: Brief, answers: Mapping[str, Answer]) -> Brief:
        """The brief with these answers added or replaced; the parts stay as they are assumed, whatever these imply."""
        after, assumed = brief.with_answers(answers), self.assumed_value(brief, PARTS)
        kept = PARTS in after.answers or self.assumed_value(after, PARTS) == assumed
        return after if kept else after.with_answers({PARTS: assumed})

    def assumed_value(self, brief: Brief, name: str) -> Answer:
        """What is assumed of an input that has no answer."""
        return self.assumed(brief).get(name, self.inputs[name].usual_value())

    @cached_property
    def brief_request(self) -> type[BriefRequest]:
        """The model that validates briefs for this rulebook."""
        return brief_request(
            self.inputs,
            {name: decision.pins for name, decision in self.decisions.items()},
            self.figure_names,
        )

    @cached_property
    def figure_names(self) -> tuple[str, ...]:
        """The ids of all figures that a brief can overwrite: number inputs and figures of the month."""
        return (*self.measures.inputs, *(figure.id for figure in self.figures))

    @cached_property
    def catalogue(self) -> Catalogue:
        """The part of the rulebook that composing needs."""
        return Catalogue(self.components, self.roles.role_sets, self.roles.types_by_setting, self.roles.settings)

    @cached_property
    def measures(self) -> Measures:
        """The part of the rulebook that calculating usage needs."""
        return Measures(
            inputs={name: item for name, item in self.inputs.items() if item.kind == "number"},
            figures=self.figures,
            indicators=self._indicators(),
            constants=numbers_of(self.facts),
            growing=growing(self.figures),
        )

    @cached_property
    def formula_names(self) -> frozenset[str]:
        """Every name that some formula of a figure, a component type or a connection reads."""
        formulas = [figure.parsed for figure in self.figures]
        for found in self.components.values():
            formulas += [item.formula for item in found.line_items]
            formulas += [found.count_formula, *(found.size.formulas.values() if found.size else ())]
        for decision in self.decisions.values():
            for outcome in decision.outcomes.values():
                formulas += [formula for spec in outcome.connect for formula in spec.formulas.values()]
        return frozenset(name for formula in formulas for name in formula.names)

    @cached_property
    def inputs_of_estimates(self) -> frozenset[str]:
        """The inputs that estimates depend on other than through decisions: in formulas, or read by the program."""
        return READ_BY_THE_PROGRAM | {name.partition(".")[0] for name in self.formula_names}

    @cached_property
    def traits_of(self) -> Mapping[str, tuple[str, ...]]:
        """For each decision the traits that its outcomes carry."""
        return {
            name: tuple(dict.fromkeys(trait for outcome in decision.outcomes.values() for trait in outcome.traits))
            for name, decision in self.decisions.items()
        }

    @cached_property
    def carriers(self) -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
        """For each trait its carriers, as (decision, outcomes that carry it)."""
        return {
            trait: tuple(
                (name, frozenset(item for item, outcome in decision.outcomes.items() if trait in outcome.traits))
                for name, decision in self.decisions.items()
                if trait in self.traits_of[name]
            )
            for trait in self.roles.traits
        }

    @cached_property
    def source_notes(self) -> Mapping[str, SourceNote]:
        """The note of every source by id, and of every fact by `fact:<id>`."""
        documents = {name: _document_note(name, source) for name, source in self.sources.items()}
        facts = {f"fact:{name}": _fact_note(name, fact, self.sources[fact.source]) for name, fact in self.facts.items()}
        return {**documents, **facts}

    @cached_property
    def downstream(self) -> Mapping[str, tuple[Decision, ...]]:
        """For each input the decisions that depend on it, in deciding order."""
        reached = {name: self.requirements.descendants(name) for name in self.inputs}
        return {
            name: tuple(decision for decision in self.decisions.values() if decision.id in later)
            for name, later in reached.items()
        }

    @cached_property
    def thresholds(self) -> Mapping[str, frozenset[Decimal]]:
        """By fact the numbers at which some test of a table or a guardrail changes its result."""
        cuts: dict[str, frozenset[Decimal]] = {}
        tables = [rule.tests for decision in self.decisions.values() for rule in decision.rules]
        for tests in [*tables, *(guardrail.tests for guardrail in self.guardrails)]:
            for fact, test in tests.items():
                cuts[fact] = cuts.get(fact, frozenset()) | test.constants()
        return cuts

    @cached_property
    def guardrail(self) -> Mapping[str, Guardrail]:
        """Every guardrail by id."""
        return {guardrail.id: guardrail for guardrail in self.guardrails}

    @cached_property
    def stoppers(self) -> tuple[Guardrail, ...]:
        """The guardrails of severity `breaks` (would not work) and `conflict` (contradictory answers)."""
        return tuple(item for item in self.guardrails if item.severity in ("breaks", "conflict"))

    def _indicators(self) -> tuple[tuple[str, str, str], ...]:
        pairs = sorted(name for name in self.formula_names if name.partition(".")[0] in self.inputs and "." in name)
        return tuple((name, *_halves(name)) for name in pairs)


def _halves(name: str) -> tuple[str, str]:
    left, _, right = name.partition(".")
    return left, right


def _document_note(name: str, source: Source) -> SourceNote:
    return SourceNote(
        id=name,
        title=source.claim or Text(en=source.title or name, ko=source.title or name),
        publisher=source.publisher,
        url=source.url,
        checked_on=source.checked_on,
        verdict=source.verdict,
        verdict_text=source.verdict_text,
    )


def _fact_note(name: str, fact: Fact, behind: Source) -> SourceNote:
    return SourceNote(
        id=f"fact:{name}",
        title=fact.text,
        publisher=behind.publisher,
        url=behind.url,
        checked_on=fact.checked_on,
        unverified=fact.unverified,
    )


def numbers_of(facts: Mapping[str, Fact]) -> dict[str, Decimal]:
    """The numeric facts, by their name in formulas (`fact.<id>`)."""
    return {f"fact.{name}": fact.number for name, fact in facts.items() if fact.number is not None}
