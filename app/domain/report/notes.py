"""From results of the stages to documents of the report: architecture, usage and estimate."""

from collections import Counter

from app.domain.model.architecture import Amount, Architecture, Component
from app.domain.model.prices import PricePoint
from app.domain.model.usage import FigureType, Usage
from app.domain.pipeline.account import ACCOUNT
from app.domain.pipeline.costs import Estimate, LineItem, Unpriced
from app.domain.report.report import (
    ArchitectureNote,
    ComponentNote,
    ConnectionNote,
    EstimateNote,
    Figure,
    LineItemNote,
    PriceNote,
    UnpricedNote,
)
from app.domain.rulebook import Rulebook
from app.words.catalogue import said, service_name
from app.words.text import Text, joined
from app.words.units import a_month


def architecture_note(rulebook: Rulebook, architecture: Architecture, estimate: Estimate | None) -> ArchitectureNote:
    """The architecture as a document; each component with the sum of its bill if there is an estimate."""
    bills = estimate.by_component if estimate else {}
    return ArchitectureNote(
        region=architecture.region,
        zones=architecture.zones,
        settings=architecture.settings,
        components=tuple(
            [
                _component_note(rulebook, component, bills[component.id].monthly if component.id in bills else None)
                for component in architecture.components
            ]
        ),
        connections=tuple(
            [
                ConnectionNote(source=item.source, target=item.target, label=item.label, kind=item.kind, load=item.load)
                for item in architecture.connections
            ]
        ),
    )


def _component_note(rulebook: Rulebook, component: Component, monthly: Amount | None) -> ComponentNote:
    found = rulebook.components[component.type]
    return ComponentNote(
        id=component.id,
        type=component.type,
        service=component.service,
        label=component.label,
        place=component.place,
        group=component.group,
        zones=component.zones,
        count=component.count.typical,
        size=component.size,
        icon=component.icon,
        tier=component.tier,
        counts=component.count,
        options=component.options,
        load=component.load,
        first_load=component.first_load,
        decisions=component.decisions,
        resource=found.resource,
        equivalents=found.equivalents,
        monthly=monthly,
    )


def component_names(architecture: ArchitectureNote) -> dict[str, Text]:
    """The service of each component by id, with its label if several components have the same service."""
    often = Counter(item.service for item in architecture.components)
    return {
        item.id: said("picture.apart", service=service_name(item.service), label=item.label)
        if often[item.service] > 1
        else service_name(item.service)
        for item in architecture.components
    }


def usage_notes(rulebook: Rulebook, usage: Usage) -> tuple[Figure, ...]:
    """The figures of the month with their formulas in words."""
    given = usage.overwritten
    return tuple(
        [_figure_note(figure, usage.figures[figure.id], overwritten=figure.id in given) for figure in rulebook.figures]
    )


def _figure_note(figure: FigureType, amount: Amount, *, overwritten: bool) -> Figure:
    return Figure(
        id=figure.id,
        label=figure.label,
        unit=figure.unit,
        words=figure.words,
        low=amount.low,
        typical=amount.typical,
        high=amount.high,
        overwritten=overwritten,
    )


def estimate_note(rulebook: Rulebook, estimate: Estimate, beyond: Amount | None = None) -> EstimateNote:
    """The estimate as a document; `beyond` as in EstimateNote."""
    return EstimateNote(
        currency="USD",
        monthly=estimate.monthly + beyond if beyond else estimate.monthly,
        beyond=beyond,
        first_month=estimate.first_month,
        complete=estimate.complete,
        line_items=tuple([line_item_note(rulebook, line) for line in estimate.line_items]),
        unpriced=tuple([_unpriced_note(item) for item in estimate.unpriced]),
    )


def _unpriced_note(item: Unpriced) -> UnpricedNote:
    return UnpricedNote(
        component=item.component,
        name=item.name,
        unit=item.unit,
        quantity=item.quantity,
        price=item.price,
        reason=item.reason,
    )


def line_item_note(rulebook: Rulebook, line: LineItem) -> LineItemNote:
    """One line item as a document; the first month only if it differs."""
    return LineItemNote(
        component=line.component,
        name=line.name,
        unit=line.unit,
        quantity=line.quantity,
        unit_price=line.unit_price,
        monthly=line.monthly,
        first_month=line.first_month if line.first_month != line.monthly else None,
        price=_price_note(line.point),
        source=rulebook.source_notes[line.source],
        note=_note(line),
    )


def _price_note(point: PricePoint) -> PriceNote:
    return PriceNote(
        service=point.service, item=point.item, region=point.region, source=point.source, as_of=point.as_of
    )


def _note(line: LineItem) -> Text | None:
    """The note of a line item: its own, and whether the account's free allowance was subtracted."""
    allowance = line.point.allowance
    if allowance is None or line.component == ACCOUNT:
        return line.note
    amount = a_month(allowance.amount, line.unit)
    state = f"{'taken' if line.free else 'left'}{'_unverified' if allowance.unverified else ''}"
    told = said(f"allowance.{state}", amount=amount)
    return joined([line.note, told], " ") if line.note else told
