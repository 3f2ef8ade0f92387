"""What the command advise does: the advice on a brief as tables, JSON or CSV."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Column, Table

from app.cli.terminal import OUT, open_rulebook, print_json, read_brief_source, refusing
from app.domain.advice import run
from app.domain.advisor.advise import report_of
from app.domain.advisor.economy import economize
from app.domain.model.briefs import Brief
from app.domain.pipeline.account import ACCOUNT
from app.domain.report.brief import read_document
from app.domain.report.currency import Display, read_display
from app.domain.report.notes import component_names
from app.domain.report.report import BudgetNote, LineItemNote, Report, UnpricedNote
from app.domain.rulebook import Rulebook
from app.export.line_items import line_items_csv
from app.words.catalogue import said, words
from app.words.figures import Usd, number, span
from app.words.text import Language, joined
from app.words.units import in_units

UNCHANGED = said("cli.nothing_fixed")


def print_advice(source: Path, as_json: bool, as_csv: bool, lang: Language, currency: str, rate: str) -> None:
    """Print the advice on a brief as tables, as JSON or its line items as CSV."""
    rulebook = open_rulebook()
    display = refusing(lang, lambda: read_display(currency, rate))
    report = refusing(lang, lambda: _advise(rulebook, read_document(rulebook, read_brief_source(source))))
    if as_csv:
        sys.stdout.write(line_items_csv(report, lang, display))
    elif as_json:
        print_json(report.model_dump(mode="json"))
    else:
        _print_report(report, lang)
        _print_economy(report, lang, display)


def _advise(rulebook: Rulebook, brief: Brief) -> Report:
    advice = run(rulebook, brief)
    return economize(advice, report_of(advice, with_alternatives=False).dated(datetime.now(UTC)))


def _print_report(report: Report, lang: Language) -> None:
    for text in filter(None, (report.scope, report.summary)):
        OUT.print(text.in_language(lang), markup=False)
    for note in report.guardrails:
        OUT.print(words(f"cli_severity.{note.severity}", lang, message=note.message), markup=False)
    decisions = _table(lang, "cli.decision", "cli.outcome", "cli.because")
    for decision in report.decisions:
        if decision.components or decision.pinned or (decision.core and decision.outcome != "none"):
            because = joined(decision.because, " ")
            decisions.add_row(*(text.in_language(lang) for text in (decision.title, decision.label, because)))
    OUT.print(decisions)
    OUT.print(_costs(report, lang))


def _costs(report: Report, lang: Language) -> Table:
    """The table of all line items, those without a price last."""
    names = component_names(report.architecture) | {ACCOUNT: said("place.account")}
    costs = _table(lang, "cli.item", "cli.quantity", "cli.unit_price", "cli.usd")

    def add(item: LineItemNote | UnpricedNote, price: str, monthly: str) -> None:
        name = words("cli.line", lang, component=names[item.component], item=item.name)
        costs.add_row(name, in_units(item.quantity.typical, item.unit, lang), price, monthly)

    for priced in report.estimate.line_items:
        add(priced, number(priced.unit_price, lang), f"{priced.monthly.typical:,.2f}")
    for item in report.estimate.unpriced:
        add(item, "?", words("cli.not_in_total", lang))
    return costs


def _table(lang: Language, *columns: str) -> Table:
    """A table whose words are broken rather than cut where a column is too narrow for them."""
    return Table(*(Column(words(key, lang), overflow="fold") for key in columns))


def _print_economy(report: Report, lang: Language, display: Display | None) -> None:
    if display:
        amount = display.money(report.estimate.monthly.typical, lang)
        told = words("cli.converted", lang, amount=amount, rate=display.rate_words(lang), code=display.code)
        OUT.print(told, markup=False)
    if report.budget:
        OUT.print(_budget_line(report.budget, lang), markup=False)
    if not report.savings:
        return
    savings = _table(lang, "cli.saving", "cli.usd_a_month", "cli.effort")
    for note in report.savings:
        least, most = (f"{amount:,.2f}" for amount in (note.least, note.most))
        amounts = least if least == most else span(least, most, lang)
        savings.add_row(note.title.in_language(lang), amounts, note.effort.in_language(lang))
    OUT.print(savings)


def _budget_line(note: BudgetNote, lang: Language) -> str:
    """What can be done about the budget: the cheapest alternative, and the answer that costs most."""
    fixed = joined([said("cli.fixed", decision=item.title, outcome=item.label) for item in note.fixed] or [UNCHANGED])
    key = "cli.budget_fits" if note.fits else "cli.budget_exceeded"
    told = words(key, lang, amount=Usd(note.monthly.typical, 2), fixed=fixed)
    answer = note.costliest
    if answer is None:
        return told
    costs = words(
        "cli.costliest",
        lang,
        question=answer.name,
        words=answer.words,
        other=answer.other,
        saved=Usd(answer.saved, 2),
    )
    return f"{told}\n{costs}"
