"""The parts of a full report that need further runs: every alternative priced, savings, and the budget.

Each needs dozens of derived advices, so only reports that are shown or stored have them.
"""

from collections.abc import Mapping
from decimal import Decimal

from app.domain.advice import Advice
from app.domain.model.usage import Usage
from app.domain.pipeline.savings import Saving
from app.domain.report.documents import SavingNote
from app.domain.report.explain import Explainer, source_notes
from app.domain.report.report import Report
from app.domain.whatif.alternatives import all_alternatives
from app.domain.whatif.budget import budget_note
from app.domain.whatif.options import keeps, lacks_a_price
from app.words.text import Text
from app.words.units import counted

LEAST_SAVED = Decimal(1)
"""The smallest saving that is reported, in USD a month."""


def economize(advice: Advice, report: Report) -> Report:
    """The report of an advice with every alternative, the standing of the advice, savings and the budget."""
    alternatives, standing = all_alternatives(advice, report.decisions)
    return report.changed(
        alternatives=alternatives, standing=standing, savings=saving_notes(advice), budget=budget_note(advice)
    )


def saving_notes(advice: Advice) -> tuple[SavingNote, ...]:
    """The savings that apply and save at least LEAST_SAVED, the largest first."""
    found = [note for saving in advice.rulebook.savings if (note := saving_note(advice, saving))]
    return tuple(sorted(found, key=lambda note: -note.most))


def saving_note(advice: Advice, saving: Saving) -> SavingNote | None:
    """One saving with its amount; None if it does not apply, would not work, or saves less than LEAST_SAVED."""
    if not saving.applies(advice.facts) or not advice.brief.usage.keys().isdisjoint(saving.usage):
        return None
    figure = saving.share.spans(advice.estimate.line_items) if saving.share else _of_run(advice, saving)
    if figure is None or figure[1] < LEAST_SAVED:
        return None
    share = saving.share
    fixed = {name: pins for name, pins in saving.fixed.items() if advice.choices[name].outcomes != pins}
    return SavingNote(
        id=saving.id,
        title=saving.title,
        text=saving.text.filled(_words(advice, saving)),
        effort=saving.effort,
        least=figure[0],
        most=figure[1],
        percent_least=share.least if share else None,
        percent_most=share.most if share else None,
        pins=fixed,
        usage={name: f"{value:f}" for name, value in _figures(advice.usage, saving).items()},
        unverified=saving.unverified,
        sources=source_notes(advice.rulebook, saving.sources),
    )


def _of_run(advice: Advice, saving: Saving) -> tuple[Decimal, Decimal] | None:
    other = advice.with_pins(advice.brief.with_pins(saving.fixed)) if saving.pins else advice
    if saving.usage:
        other = other.with_usage(_figures(other.usage, saving))
    if not keeps(advice, other) or lacks_a_price(advice, other):
        return None
    saved = advice.estimate.monthly.typical - other.estimate.monthly.typical
    return saved, saved


def _figures(usage: Usage, saving: Saving) -> dict[str, Decimal]:
    """The values that the saving sets for figures, calculated from the typical month."""
    return {name: formula.value(usage.scopes[1], 1) for name, formula in saving.formulas.items()}


def _words(advice: Advice, saving: Saving) -> Mapping[str, Text]:
    """The present values, in words, of the facts and figures that the text of a saving names."""
    explainer = Explainer(advice.rulebook, advice.brief, advice.facts)
    figures = {figure.id: figure for figure in advice.rulebook.figures}
    return {
        name: counted(advice.usage.figures[name].typical, figures[name].unit)
        if name in figures
        else explainer.words(name)
        for name in saving.text.names()
    }
