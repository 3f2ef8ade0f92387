"""The stages one by one: the output of one is the input of the next.

brief → decide_stage → compose_stage → estimate_stage; the last also prices a bare list of components.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from app.domain.advice import FREE_ALLOWANCES, run
from app.domain.advisor.advise import guardrail_notes
from app.domain.advisor.requests import ArchitecturePriced, ComponentGiven, ComposeRequest, EstimateRequest
from app.domain.advisor.results import Composition, Decisions, Priced
from app.domain.model.architecture import Amount, Architecture, Component
from app.domain.model.briefs import Brief
from app.domain.model.prices import GLOBAL, PriceBook
from app.domain.model.usage import FIRST_MONTH, LAST_MONTH, Usage, measure, scopes_of
from app.domain.pipeline.account import with_account
from app.domain.pipeline.compose import sized
from app.domain.pipeline.costs import estimate
from app.domain.pricebooks.priceable import settings_of_region
from app.domain.report.brief import brief_note
from app.domain.report.explain import Explainer
from app.domain.report.notes import architecture_note, estimate_note, usage_notes
from app.domain.report.report import ArchitectureNote
from app.domain.rulebook import Rulebook
from app.words.catalogue import said


def decide_stage(rulebook: Rulebook, brief: Brief) -> Decisions:
    """Decide a brief: its decisions with reasons, and the guardrails that speak."""
    advice = run(rulebook, brief)
    explainer = Explainer(rulebook, brief, advice.facts)
    return Decisions(
        brief=brief_note(brief),
        decisions=tuple(explainer.decision_note(choice, []) for choice in advice.choices.values()),
        guardrails=tuple(guardrail_notes(rulebook, advice, explainer)),
    )


def compose_stage(rulebook: Rulebook, asked: ComposeRequest) -> Composition:
    """Compose the architecture of decisions, and calculate the numbers of the month."""
    brief = asked.brief.brief()
    advice = run(rulebook, brief.with_pins({item.id: item.chosen for item in asked.decisions}))
    return Composition(
        brief=brief_note(brief),
        region=advice.architecture.region,
        usage=tuple(usage_notes(rulebook, advice.usage)),
        architecture=architecture_note(rulebook, advice.architecture, None),
    )


def estimate_stage(rulebook: Rulebook, asked: EstimateRequest) -> Priced:
    """Price an architecture, or a bare list of components with given load."""
    whole = isinstance(asked, ArchitecturePriced)
    brief = asked.brief.brief() if asked.brief and asked.brief.model_fields_set else None
    architecture = _architecture(rulebook, asked, _usage(rulebook, asked, brief))
    book = _book(rulebook, architecture.region)
    bill = estimate(rulebook.catalogue, book, architecture)
    free = asked.free_allowances or (brief.answers.get(FREE_ALLOWANCES) if brief else None)
    bill = with_account(bill, book, architecture, rulebook.forgotten if whole else (), free=free == "on")
    connections = asked.architecture.connections if isinstance(asked, ArchitecturePriced) else asked.connections
    return Priced(
        brief=brief_note(brief) if brief else None,
        usage=asked.usage.written,
        free_allowances=asked.free_allowances,
        region=architecture.region,
        architecture=architecture_note(rulebook, architecture, bill).changed(connections=connections),
        estimate=estimate_note(rulebook, bill),
        not_read=() if whole else _not_read(rulebook, architecture),
    )


def _book(rulebook: Rulebook, region: str) -> PriceBook:
    """The price book of a region; that of `global` holds what has no region."""
    if region != GLOBAL:
        return rulebook.prices[region]
    points = rulebook.prices[rulebook.default_region].points
    return PriceBook(GLOBAL, {key: point for key, point in points.items() if point.region == GLOBAL})


def _not_read(rulebook: Rulebook, architecture: Architecture) -> tuple[str, ...]:
    """What was given with a bare list and no line of the component's bill depends on."""
    return tuple(
        f"{component.id}: load.{kind}"
        for component in architecture.components
        for kind in component.load
        if kind not in rulebook.components[component.type].loads_read
    )


def _usage(rulebook: Rulebook, asked: EstimateRequest, brief: Brief | None) -> Usage:
    """The figures of a brief, or none, with those that are given besides."""
    if brief:
        usage = measure(rulebook.measures, brief, rulebook.facts_of(brief))
    else:
        scopes, first = (scopes_of(rulebook.measures, {}, month) for month in (LAST_MONTH, FIRST_MONTH))
        usage = Usage({}, frozenset(), scopes, first, frozenset({"month"}))
    given = asked.usage.figures.items()
    return usage.with_numbers({name: amount for name, amount in given if usage.figures.get(name) != amount})


def _architecture(rulebook: Rulebook, asked: EstimateRequest, usage: Usage) -> Architecture:
    inner = asked.architecture if isinstance(asked, ArchitecturePriced) else asked
    region = inner.region or asked.region or rulebook.default_region
    regional = settings_of_region(rulebook, region) if region != GLOBAL else {}
    settings = {**rulebook.roles.settings, **regional, **(inner.settings or asked.settings)}
    components = [_component(rulebook, place, item, settings, usage) for place, item in enumerate(inner.components, 1)]
    return Architecture(region, int(settings["zones"]), settings, tuple(components))


def _component(
    rulebook: Rulebook, place: int, given: ComponentGiven, settings: Mapping[str, str], usage: Usage
) -> Component:
    found, catalogue = rulebook.components[given.type], rulebook.catalogue
    where = found.place_with(settings)
    component = Component(
        id=given.id or f"{found.id}_{place}",
        type=found.id,
        service=found.service,
        label=given.label or said("component.priced_alone"),
        icon=found.icon,
        place=where,
        group=f"regional_{found.lane}" if where == "regional" else where,
        tier=found.tier,
        zones=int(given.zones or (settings["zones"] if found.zonal else 1)),
        count=Amount.of(Decimal(1)),
        size=given.size,
        options=dict(given.options),
        load=dict(given.load),
        first_load=dict(given.first_load or given.load),
        settings={name: settings[name] for name in catalogue.settings_read[found.id]},
        numbers=usage.numbers(catalogue.names_read[found.id]),
    )
    component = sized(component, found)
    count = given.counts or given.count
    return replace(component, count=count) if count else component


def badges(architecture: ArchitectureNote) -> dict[str, str]:
    """The cost of each priced component as a badge, such as "$43"."""
    return {
        component.id: badge(component.monthly.typical)
        for component in architecture.components
        if component.monthly is not None
    }


def badge(monthly: Decimal) -> str:
    """An amount of USD a month as short as a badge: cents below 10, then whole dollars."""
    if monthly == 0:
        return "$0"
    return f"${monthly:,.2f}" if monthly < 10 else f"${monthly:,.0f}"
