"""The view of two briefs: how they differ, and what that changes in the architecture, as a picture and in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from app.diagram.changes import marked_picture
from app.diagram.svg import render as render_picture
from app.domain.advisor.consultation import Consultation, consult
from app.domain.advisor.stages import badge, badges
from app.domain.model.architecture import Amount
from app.domain.model.briefs import Brief
from app.domain.report.brief import query_pairs
from app.domain.report.diff import ArchitectureDiff, ComponentChange, ConnectionChange, Mark, Trait, diff
from app.domain.report.explain import answer_words
from app.domain.report.report import ComponentNote, DecisionNote, Report
from app.domain.rulebook import Rulebook
from app.web.deps import Page, Pairs
from app.words.catalogue import service_name, words
from app.words.figures import money, quantity
from app.words.text import Language, Text, joined
from app.words.units import behind


@dataclass(frozen=True)
class Turn:
    """One thing that is different: an answer, a pin, a figure or a decision, before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedComponent:
    """A component that differs, with every trait that does."""

    service: str
    label: Text
    turns: list[Turn]


@dataclass(frozen=True)
class DiffView:
    """What the page of two briefs shows."""

    pinned: bool
    picture: Markup
    same: bool
    causes: list[Turn]
    decisions: list[Turn]
    components: dict[Mark, list[ChangedComponent]]
    connections: list[tuple[Mark, str]]
    monthly: tuple[Amount, Amount]
    pairs: Pairs
    before: Pairs
    notices: tuple[Text, ...]

    @property
    def difference(self) -> str:
        """What a typical month costs more or less after the change, in USD."""
        more = self.monthly[1].typical - self.monthly[0].typical
        sign = "±" if not more else "+" if more > 0 else "−"
        return sign + money(abs(more), "en", 2)


def unpinned(brief: Brief) -> Brief:
    """The same answers, every decision left to the rules."""
    return replace(brief, pins={})


def pins_diff(asked: Consultation) -> Mapping[Mark, int] | None:
    """How many components the pins of a brief make new, gone and changed; None without pins."""
    if not asked.brief.pins:
        return None
    without = consult(asked.reasoner, unpinned(asked.brief))
    found = diff(without.outline.architecture, asked.outline.architecture)
    return {mark: len(found.marked(mark)) for mark in ("new", "gone", "changed")}


def diff_view(
    earlier: Consultation, later: Consultation, page: Page, notices: tuple[Text, ...], *, pinned: bool
) -> DiffView:
    """Compare the advice for two briefs; `pinned` if the earlier one is the later one without its pins."""
    rulebook, briefs = later.reasoner.rulebook, (earlier.brief, later.brief)
    before, after = earlier.outline, later.outline
    found = diff(before.architecture, after.architecture)
    language = page.language
    return DiffView(
        pinned=pinned,
        picture=_picture(found, (before, after), briefs, page),
        same=found.empty,
        causes=list(_causes(rulebook, briefs, language)),
        decisions=list(_decisions(before, after, language)),
        components={
            mark: [_component(change, language) for change in found.marked(mark)] for mark in ("new", "gone", "changed")
        },
        connections=[(change.mark, _connection(found, change, language)) for change in found.connections],
        monthly=(before.estimate.monthly, after.estimate.monthly),
        pairs=query_pairs(briefs[1]),
        before=query_pairs(briefs[0]),
        notices=notices,
    )


def _picture(
    found: ArchitectureDiff, reports: tuple[Report, Report], briefs: tuple[Brief, Brief], page: Page
) -> Markup:
    language = page.language
    costs = badges(found.union)
    notes: dict[str, str] = {}
    for change in found.marked("changed"):
        notes[change.id] = ", ".join(f"{turn.name} {turn.before} → {turn.after}" for turn in _turns(change, language))
        if "cost" in change.traits:
            costs[change.id] = " → ".join(_badges(change))
    picture = marked_picture(found, title=reports[1].title, language=language, badges=costs, notes=notes)
    gone = {change.id for change in found.marked("gone")}
    addresses = [page.url("/advice", query_pairs(brief)) for brief in briefs]
    links = {
        item.id: f"{addresses[item.id not in gone]}#decision-{item.decisions[0]}"
        for item in found.union.components
        if item.decisions
    }
    # Not from outside: app.diagram.svg wrote it and escaped all texts.
    return Markup(render_picture(picture, language=language, scheme="auto", links=links))  # noqa: S704


def _badges(change: ComponentChange) -> list[str]:
    costs = [item.monthly for item in (change.before, change.after) if item is not None]
    shown = ["–" if cost is None else badge(cost.typical) for cost in costs]
    return shown[:1] if shown[0] == shown[-1] else shown


def _causes(rulebook: Rulebook, briefs: tuple[Brief, Brief], language: Language) -> Iterable[Turn]:
    before, after = briefs
    for name in rulebook.inputs:
        told = [_answer(rulebook, brief, name, language) for brief in briefs]
        if told[0] != told[1]:
            yield Turn(rulebook.inputs[name].question.in_language(language), *told)
    for name in dict.fromkeys((*before.pins, *after.pins)):
        told = [_pin(rulebook, brief, name, language) for brief in briefs]
        if told[0] != told[1]:
            title = rulebook.decisions[name].title.in_language(language)
            yield Turn(words("diff.pin", language, decision=title), *told)
    figures = {item.id: (item.question, item.unit) for item in rulebook.inputs.values()}
    figures |= {figure.id: (figure.label, figure.unit) for figure in rulebook.figures}
    for name in dict.fromkeys((*before.usage, *after.usage)):
        if before.usage.get(name) != after.usage.get(name):
            label, unit = figures[name]
            told = [_figure(brief, name, unit, language) for brief in briefs]
            yield Turn(words("diff.usage", language, figure=label), *told)


def _figure(brief: Brief, name: str, unit: Text | None, language: Language) -> str:
    if name not in brief.usage:
        return words("diff.calculated", language)
    amount = brief.usage[name]
    written = quantity(amount, language)
    return behind(written, amount, unit, language) if unit else written


def _answer(rulebook: Rulebook, brief: Brief, name: str, language: Language) -> str:
    item = rulebook.inputs[name]
    if name in brief.answers or name in brief.within:
        return answer_words(rulebook, brief, name).in_language(language)
    return words("diff.assumed", language, words=item.words(rulebook.assumed_value(brief, name)))


def _pin(rulebook: Rulebook, brief: Brief, name: str, language: Language) -> str:
    if name not in brief.pins:
        return words("diff.unpinned", language)
    outcomes = rulebook.decisions[name].outcomes
    labels = [outcomes[outcome].label for outcome in brief.pins[name]]
    return joined(labels).in_language(language) if labels else words("diff.absent", language)


def _decisions(before: Report, after: Report, language: Language) -> Iterable[Turn]:
    was = {note.id: note for note in before.decisions}
    for note in after.decisions:
        if note.kind != "finding" and _outcomes(note) != _outcomes(was[note.id]):
            labels = (was[note.id].label, note.label)
            yield Turn(note.title.in_language(language), *(label.in_language(language) for label in labels))


def _outcomes(note: DecisionNote) -> tuple[str, ...]:
    return (note.outcome,) if note.outcome is not None else note.outcomes or ()


def _component(change: ComponentChange, language: Language) -> ChangedComponent:
    return ChangedComponent(change.shown.service, change.shown.label, list(_turns(change, language)))


def _turns(change: ComponentChange, language: Language) -> Iterable[Turn]:
    if change.before is not None and change.after is not None:
        for trait in change.traits:
            told = (_trait(item, trait, language) for item in (change.before, change.after))
            yield Turn(words(f"trait.{trait}", language), *told)


def _trait(item: ComponentNote, trait: Trait, language: Language) -> str:
    """One trait of a component in words."""
    cost = "–" if item.monthly is None else money(item.monthly.typical, language, 2)
    told: dict[Trait, str] = {
        "label": item.label.in_language(language),
        "place": words(f"place.{item.place}", language),
        "zones": str(item.zones),
        "count": quantity(item.count, language),
        "size": item.size or "–",
        "options": ", ".join(item.options.values()) or "–",
        "cost": cost,
    }
    return told[trait]


def _connection(found: ArchitectureDiff, change: ConnectionChange, language: Language) -> str:
    connection = found.union.connections[change.at]
    ends = " → ".join(_end(found, role, language) for role in (connection.source, connection.target))
    return f"{ends}: {connection.label.in_language(language)}"


def _end(found: ArchitectureDiff, role: str, language: Language) -> str:
    """The service at one end of a connection; with its role where several components share it."""
    item = next(item for item in found.union.components if item.id == role)
    alike = [other for other in found.union.components if other.service == item.service]
    service = service_name(item.service)
    if len(alike) == 1:
        return service.in_language(language)
    return words("picture.apart", language, service=service, label=item.label)
