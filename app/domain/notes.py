"""Values of the stages as parts of the report: architecture, usage and estimate."""

from app.domain.account import ACCOUNT
from app.domain.architecture import Amount, Architecture, Component, Connection
from app.domain.costs import Estimate, LineItem
from app.domain.report import (
    ArchitectureNote,
    ComponentNote,
    ConnectionNote,
    EstimateNote,
    Figure,
    LineItemNote,
    PriceNote,
    Range,
    UnpricedNote,
)
from app.domain.rulebook import Rulebook
from app.domain.texts import Text
from app.domain.usage import Usage


def architecture_note(rulebook: Rulebook, architecture: Architecture, bill: Estimate | None) -> ArchitectureNote:
    """The architecture as a document; each component with its share of the bill if there is one."""
    return ArchitectureNote(
        region=architecture.region,
        zones=architecture.zones,
        settings=architecture.settings,
        components=[_component_note(rulebook, component, bill) for component in architecture.components],
        connections=[_connection_note(line) for line in architecture.connections],
    )


def _component_note(rulebook: Rulebook, component: Component, bill: Estimate | None) -> ComponentNote:
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
        counts=Range.of(component.count),
        options=component.options,
        load=_ranges(component.load),
        first_load=_ranges(component.first_load),
        decisions=list(component.decisions),
        resource=found.resource,
        equivalents=found.equivalents,
        monthly=Range.of(bill.of_component(component.id)) if bill and found.line_items else None,
    )


def _connection_note(line: Connection) -> ConnectionNote:
    return ConnectionNote(
        source=line.source, target=line.target, label=line.label, kind=line.kind, load=_ranges(line.load)
    )


def _ranges(load: dict[str, Amount]) -> dict[str, Range]:
    return {kind: Range.of(amount) for kind, amount in load.items()}


def usage_notes(rulebook: Rulebook, usage: Usage) -> list[Figure]:
    """The numbers of the month with their formulas in words."""
    return [
        Figure(
            id=figure.id,
            label=figure.label,
            unit=figure.unit,
            words=figure.words,
            low=amount.low,
            typical=amount.typical,
            high=amount.high,
            overwritten=figure.id in usage.overwritten,
        )
        for figure in rulebook.figures
        for amount in (usage.figures[figure.id],)
    ]


def estimate_note(rulebook: Rulebook, bill: Estimate) -> EstimateNote:
    """The bill as a document."""
    return EstimateNote(
        currency="USD",
        monthly=Range.of(bill.monthly),
        first_month=Range.of(bill.first_month),
        complete=bill.complete,
        line_items=[line_item_note(rulebook, line) for line in bill.line_items],
        unpriced=[
            UnpricedNote(
                component=item.component,
                name=item.name,
                unit=item.unit,
                quantity=Range.of(item.quantity),
                price=item.price,
                reason=item.reason,
            )
            for item in bill.unpriced
        ],
    )


def line_item_note(rulebook: Rulebook, line: LineItem) -> LineItemNote:
    """One line of the bill as a document; the first month only where it differs."""
    return LineItemNote(
        component=line.component,
        name=line.name,
        unit=line.unit,
        quantity=Range.of(line.quantity),
        unit_price=line.unit_price,
        monthly=Range.of(line.monthly),
        first_month=Range.of(line.first_month) if line.first_month != line.monthly else None,
        price=PriceNote(
            service=line.point.service,
            item=line.point.item,
            region=line.point.region,
            source=line.point.source,
            as_of=line.point.as_of,
        ),
        source=rulebook.source_notes[line.source],
        note=_note(line),
    )


def _note(line: LineItem) -> Text | None:
    """What is said of a line: its own note, and whether the account's free allowance was taken off."""
    allowance = line.point.allowance
    if allowance is None or line.component == ACCOUNT:
        return line.note
    amount = (
        f"{allowance.amount:,f}".rstrip("0").rstrip(".") if "." in f"{allowance.amount:f}" else f"{allowance.amount:,f}"
    )
    state, state_korean = ("without", "빼지 않았습니다") if line.free is None else ("after", "뺐습니다")
    doubt, doubt_korean = (" (unverified)", "(미확인)") if allowance.unverified else ("", "")
    said = Text(
        en=f"{state.capitalize()} the account's free allowance of {amount} a month{doubt}.",
        ko=f"계정의 월 무료 사용량 {amount}{doubt_korean}을(를) {state_korean}.",
    )
    return Text(en=f"{line.note.en} {said.en}", ko=f"{line.note.ko} {said.ko}") if line.note else said
