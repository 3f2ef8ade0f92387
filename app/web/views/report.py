"""The view of a report: decisions in groups, costs by component, guardrails by severity; live if it can be changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from markupsafe import Markup

from app.domain.advice import FREE_ALLOWANCES
from app.domain.model.architecture import Amount
from app.domain.pipeline.account import ACCOUNT
from app.domain.report.brief import PIN, USAGE
from app.domain.report.diff import Mark
from app.domain.report.report import (
    Alternative,
    ComponentNote,
    DecisionNote,
    GuardrailNote,
    LineItemNote,
    Report,
    UnpricedNote,
)
from app.domain.rulebook import Rulebook
from app.export.architecture import MEDIA_TYPES
from app.web.deps import Pairs, compared
from app.web.views.outline import Outline, outline
from app.web.views.preview import Preview
from app.web.views.weighing import AlternativeRow, alternative_rows, not_feasible
from app.words.catalogue import said
from app.words.text import Text, joined

MOST_OPEN = 12
"""Most decisions of a group that stand open."""
FORMS = tuple(MEDIA_TYPES)
SECTIONS = ("picture", "decisions", "costs", "alternatives", "guardrails", "assumptions", "level", "share")


@dataclass(frozen=True)
class Live:
    """The changes that a live report offers: its brief as a query, with pins, answers or figures changed."""

    pairs: Pairs
    question_of: Mapping[str, str]

    def unpinned(self, decision: str) -> Pairs:
        """The brief without a pin."""
        return [(name, value) for name, value in self.pairs if name != PIN + decision]

    def pinned(self, decision: str, outcome: str) -> Pairs:
        """The brief with a decision pinned to an outcome."""
        return [*self.unpinned(decision), (PIN + decision, outcome)]

    def answered(self, name: str, value: str) -> Pairs:
        """The brief with another answer to one question."""
        return [*((key, given) for key, given in self.pairs if key != name), (name, value)]

    def with_changes(self, pins: Mapping[str, Iterable[str]], usage: Mapping[str, str]) -> Pairs:
        """The brief with these pins and figures put in."""
        changed = {PIN + name for name in pins} | {USAGE + name for name in usage}
        others = [(name, value) for name, value in self.pairs if name not in changed]
        pinned = [(PIN + name, outcome) for name, outcomes in pins.items() for outcome in outcomes]
        return [*others, *pinned, *((USAGE + name, figure) for name, figure in usage.items())]

    def beside(self, pairs: Pairs) -> Pairs:
        """The query of the page that compares another brief with this one."""
        return compared(pairs, self.pairs)

    @property
    def without_usage(self) -> Pairs:
        """The brief without the figures that it overwrites."""
        return [(name, value) for name, value in self.pairs if not name.startswith(USAGE)]

    def with_pins(self, pins: Mapping[str, Iterable[str]]) -> Pairs:
        """The brief with these pins and no other."""
        others = [(name, value) for name, value in self.pairs if not name.startswith(PIN)]
        return [*others, *((PIN + name, outcome) for name, outcomes in pins.items() for outcome in outcomes)]


@dataclass(frozen=True)
class Group:
    """Decisions under one heading; folded groups are read on demand."""

    id: str
    notes: list[DecisionNote]
    folded: bool = False


@dataclass(frozen=True)
class ComponentCost:
    """The line items of one component."""

    service: str
    label: Text
    items: list[LineItemNote]
    unpriced: list[UnpricedNote]

    @property
    def typical(self) -> Decimal:
        """What the component costs in a typical month, as the sum of its line items."""
        return sum((item.monthly.typical for item in self.items), Decimal(0))


@dataclass(frozen=True)
class ReportView:
    """What the advice and the stored report show; the last fields belong to the stored one."""

    report: Report
    picture: Markup
    live: Live | None
    notices: tuple[Text, ...] = ()
    title: str = ""
    json_url: str = ""
    pins_diff: Mapping[Mark, int] | None = None
    token: str = ""
    link: str = ""
    revoke_token: str = ""
    same_rules: bool = True
    labels: Mapping[str, Text] = field(default_factory=dict)
    preview: Preview | None = None
    contents = SECTIONS
    drawn = FORMS

    @property
    def made(self) -> date:
        """The day on which the report was made."""
        return datetime.fromisoformat(self.report.created_at).date()

    @property
    def pairs(self) -> Pairs:
        """The brief of the report as the pairs of a query."""
        brief = self.report.brief
        given = [*brief.answers.items(), *((PIN + name, value) for name, value in brief.pins.items())]
        pairs = [(name, word) for name, value in given for word in _listed(value)]
        return [*pairs, *((USAGE + name, figure) for name, figure in brief.usage.items())]

    def file(self, ending: str) -> str:
        """The address of the report, its picture or its line items as a file with that ending."""
        return f"/r/{self.token}.{ending}" if self.token else f"/advice.{ending}"

    @property
    def asked(self) -> Pairs:
        """The brief as the query of the page; empty for a stored report."""
        return [] if self.token else self.pairs

    @cached_property
    def alternative_rows(self) -> list[AlternativeRow]:
        """The advice beside every alternative that would work."""
        return alternative_rows(self.report)

    @cached_property
    def not_feasible(self) -> list[Alternative]:
        """The alternatives that would not work."""
        return not_feasible(self.report)

    @property
    def totals(self) -> list[tuple[str, Decimal]]:
        """The total of the month in three scenarios, by the key of its words."""
        monthly: Amount = self.report.estimate.monthly
        return [("low", monthly.low), ("typical", monthly.typical), ("high", monthly.high)]

    @cached_property
    def outline(self) -> Outline:
        """The picture in words."""
        return outline(self.report.architecture)

    @cached_property
    def shown(self) -> Mapping[str, ComponentNote]:
        """The components of the picture by id."""
        return {item.id: item for item in self.report.architecture.components}

    def turns(self, other: Alternative) -> dict[str, list[str]]:
        """The roles that an alternative adds, fills with another type of component and takes away."""
        return {
            "added": [name for name in other.added if name not in other.removed],
            "replaced": [name for name in other.added if name in other.removed],
            "removed": [name for name in other.removed if name not in other.added],
        }

    def roles(self, names: Iterable[str]) -> Text:
        """Some roles as readers see them: by `labels`, or by the component that has the role in this picture."""
        return joined([self.labels.get(name) or self._label(name) for name in names])

    def _label(self, name: str) -> Text:
        if name in self.shown:
            return self.shown[name].label
        plain = name.replace("_", " ")
        return Text(en=plain, ko=plain)

    def titles(self, decisions: Iterable[str]) -> Text:
        """The titles of some decisions, as one text."""
        return joined([note.title for note in self.report.decisions if note.id in decisions])

    @cached_property
    def price_sources(self) -> Mapping[str, int]:
        """The sources of the prices, numbered in the order in which they occur."""
        found = dict.fromkeys(item.price.source for cost in self.component_costs for item in cost.items)
        return {source: number for number, source in enumerate(found, 1)}

    @property
    def serious(self) -> list[GuardrailNote]:
        """The guardrails that stand at the top."""
        return [note for note in self.report.guardrails if note.severity in ("conflict", "breaks")]

    @property
    def cautions(self) -> list[GuardrailNote]:
        """The guardrails that stand open in their own section."""
        return [note for note in self.report.guardrails if note.severity == "caution"]

    @property
    def remarks(self) -> list[GuardrailNote]:
        """The guardrails that are good to know, read on demand."""
        return [note for note in self.report.guardrails if note.severity == "note"]

    @property
    def groups(self) -> list[Group]:
        """The decisions: core ones first, what is not needed and the findings folded."""
        notes = self.report.decisions
        taken = [note for note in notes if note.kind != "finding" and (note.pinned or not _absent(note))]
        further = [note for note in taken if not note.core]
        groups = [
            Group("core", [note for note in taken if note.core]),
            Group("further", further, folded=len(further) > MOST_OPEN),
            Group("absent", [note for note in notes if note.kind != "finding" and note not in taken], folded=True),
            Group("findings", [note for note in notes if note.kind == "finding"], folded=True),
        ]
        return [group for group in groups if group.notes]

    @cached_property
    def component_costs(self) -> list[ComponentCost]:
        """The line items by component, dearest first."""
        estimate = self.report.estimate
        costs = [
            ComponentCost(
                item.service,
                item.label,
                [line_item for line_item in estimate.line_items if line_item.component == item.id],
                [line_item for line_item in estimate.unpriced if line_item.component == item.id],
            )
            for item in self.report.architecture.components
        ]
        costs.append(
            ComponentCost(
                "AWS",
                said("cost.often_forgotten"),
                [item for item in estimate.line_items if item.component == ACCOUNT],
                [],
            )
        )
        return sorted((cost for cost in costs if cost.items or cost.unpriced), key=lambda cost: -cost.typical)

    @property
    def allowances_taken(self) -> bool:
        """Whether the account's free allowances were taken off the costs."""
        return self.report.brief.answers.get(FREE_ALLOWANCES) == "on"

    @property
    def grows(self) -> bool:
        """Whether the first month costs less than the month shown."""
        return self.report.estimate.first_month != self.report.estimate.monthly


def live(rulebook: Rulebook, pairs: Pairs) -> Live:
    """The changes that the report of a brief offers."""
    questions = {name: question.id for question in rulebook.questions for name in question.inputs}
    return Live(pairs, questions)


def json_url(pairs: Pairs) -> str:
    """The address under which the same report is JSON."""
    return "/advice.json" + (f"?{urlencode(pairs)}" if pairs else "")


def reasons(report: Report) -> dict[str, str]:
    """The place on the page that gives the reason for each component, by its id."""
    return {item.id: f"#decision-{item.decisions[0]}" for item in report.architecture.components if item.decisions}


def _absent(note: DecisionNote) -> bool:
    return note.outcome == "none" or note.outcomes == ()


def _listed(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ("none_of_these",)
