"""What the commands from a brief to its cost do: advise and its stages decide, compose and estimate."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.table import Table

from app.cli.terminal import OUT, open_rulebook, print_json, read_source, refusing
from app.domain.advisor.advise import advise
from app.domain.advisor.economy import economize
from app.domain.advisor.stages import compose_stage, decide_stage, estimate_stage
from app.domain.model.inputs import Brief
from app.domain.report.brief import read_document
from app.domain.report.currency import Display, read_display
from app.domain.report.report import BudgetNote, Report
from app.domain.rulebook import Rulebook
from app.export.line_items import line_items_csv
from app.words.text import Language


def print_advice(source: Path, as_json: bool, as_csv: bool, lang: Language, currency: str, rate: str) -> None:
    """Print the advice on a brief as tables, as JSON or its line items as CSV."""
    rulebook = open_rulebook()
    display = refusing(lang, lambda: read_display(currency, rate))
    report = refusing(lang, lambda: _advise(rulebook, read_document(rulebook, _brief(source))))
    if as_csv:
        sys.stdout.write(line_items_csv(report, lang, display))
    elif as_json:
        print_json(report.model_dump(mode="json"))
    else:
        _print_report(report, lang)
        _print_economy(report, lang, display)


def print_decisions(source: Path) -> None:
    """Print what the tables decide for a brief, as JSON."""
    _stage(decide_stage, source, _brief)


def print_architecture(source: Path) -> None:
    """Print the architecture of decisions, as JSON."""
    _stage(compose_stage, source, read_source)


def print_estimate(source: Path) -> None:
    """Print what an architecture or a list of components costs, as JSON."""
    _stage(estimate_stage, source, read_source)


def _advise(rulebook: Rulebook, brief: Brief) -> Report:
    return economize(rulebook, brief, advise(rulebook, brief, datetime.now(UTC), roads=False))


def _brief(source: Path) -> object:
    """The brief in a document: the document itself, or its `brief` if it is a story or a report."""
    document = read_source(source)
    return document["brief"] if isinstance(document, dict) and "brief" in document else document


def _stage(stage: Callable[[Rulebook, object], dict[str, Any]], source: Path, read: Callable[[Path], object]) -> None:
    rulebook = open_rulebook()
    print_json(refusing("en", lambda: stage(rulebook, read(source))))


def _print_report(report: Report, lang: Language) -> None:
    korean = lang == "ko"
    OUT.print(report.summary.in_language(lang), markup=False)
    for note in report.guardrails:
        OUT.print(f"[{note.severity}] {note.message.in_language(lang)}", markup=False)
    decisions = Table(
        "결정" if korean else "Decision", "결과" if korean else "Outcome", "이유" if korean else "Because"
    )
    for decision in report.decisions:
        if decision.components or decision.pinned or (decision.core and decision.outcome != "none"):
            because = " ".join(text.in_language(lang) for text in decision.because)
            decisions.add_row(decision.title.in_language(lang), decision.label.in_language(lang), because)
    OUT.print(decisions)
    costs = Table(
        "항목" if korean else "Line item", "수량" if korean else "Quantity", "단가" if korean else "Unit price", "USD"
    )
    for line in report.estimate.line_items:
        name = f"{line.component}: {line.name.in_language(lang)}"
        costs.add_row(
            name, f"{line.quantity.typical:,.2f} {line.unit}", f"{line.unit_price:f}", f"{line.monthly.typical:,.2f}"
        )
    for item in report.estimate.unpriced:
        name = f"{item.component}: {item.name.in_language(lang)}"
        costs.add_row(
            name, f"{item.quantity.typical:,.2f} {item.unit}", "?", "합계 제외" if korean else "not in the total"
        )
    OUT.print(costs)


def _print_economy(report: Report, lang: Language, display: Display | None) -> None:
    korean = lang == "ko"
    if display:
        rate, code = display.rate_words(lang), display.code
        amount = display.money(report.estimate.monthly.typical, lang)
        at_rate = f"입력한 환율 1 USD = {rate} {code}" if korean else f"at your rate of {rate} {code} per USD"
        OUT.print(f"{amount} ({at_rate})", markup=False)
    if report.budget:
        OUT.print(_budget_line(report.budget, lang), markup=False)
    if not report.savings:
        return
    savings = Table(
        "절감" if korean else "Saving", "USD/월" if korean else "USD a month", "노력" if korean else "Effort"
    )
    for note in report.savings:
        least = "" if note.least == note.most else f"{note.least:,.2f} – "
        savings.add_row(note.title.in_language(lang), f"{least}{note.most:,.2f}", note.effort.in_language(lang))
    OUT.print(savings)


def _budget_line(note: BudgetNote, lang: Language) -> str:
    """What can be done about the budget, in one line."""
    fixed = ", ".join(f"pin.{name}={','.join(outcomes)}" for name, outcomes in note.pins.items())
    cheapest = f"{note.monthly.typical:,.2f}"
    if lang == "ko":
        fits = "예산에 들어옵니다" if note.fits else "예산을 넘습니다"
        said = f"모든 답변을 지키는 가장 저렴한 추천: 월 ${cheapest}({fixed or '이 추천'}). {fits}."
    else:
        fits = "it fits the budget" if note.fits else "still above the budget"
        said = (
            f"The cheapest advice found that keeps every answer: ${cheapest} a month ({fixed or 'this one'}); {fits}."
        )
    answer = note.costliest
    if answer is None:
        return said
    name, words, other = (text.in_language(lang) for text in (answer.name, answer.words, answer.other))
    costs = "비용이 가장 많이 드는 답변" if lang == "ko" else "The answer that costs most"
    return f"{said}\n{costs}: {name} {words} → {other}: −${answer.saved:,.2f}"
