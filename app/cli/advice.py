"""The commands from a brief to advice: advise and its stages decide, compose, estimate, draw."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.table import Table

from app.cli.terminal import OUT, open_rulebook, print_json, read_source, refusing
from app.diagram.svg import draw as draw_picture
from app.domain.advisor import advise as advise_brief
from app.domain.brief import read_document
from app.domain.report import Report
from app.domain.rulebook import Rulebook
from app.domain.stages import compose_stage, decide_stage, estimate_stage, picture_parts
from app.domain.texts import Language

Source = Annotated[Path, typer.Argument(help="YAML or JSON file; - reads standard input", metavar="FILE")]
Lang = Annotated[Literal["en", "ko"], typer.Option("--lang", help="language of texts")]


def advise(
    brief: Source,
    as_json: Annotated[bool, typer.Option("--json", help="print the whole report as JSON")] = False,
    lang: Lang = "en",
) -> None:
    """Advise on a brief (answers, pins, usage), or on the brief of a story or report: parts, reasons, monthly cost."""
    rulebook = open_rulebook()
    report = refusing(lang, lambda: advise_brief(rulebook, read_document(rulebook, _brief(brief)), datetime.now(UTC)))
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        _print_report(report, lang)


def decide(brief: Source = Path("-")) -> None:
    """Run the decisions: a brief in (also that of a story or report), decisions out (JSON)."""
    _stage(decide_stage, brief, _brief)


def compose(decisions: Source = Path("-")) -> None:
    """Compose the architecture: what decide printed in, architecture and usage out (JSON)."""
    _stage(compose_stage, decisions, read_source)


def estimate(architecture: Source = Path("-")) -> None:
    """Price an architecture, or a bare list of components with load: JSON in, JSON out."""
    _stage(estimate_stage, architecture, read_source)


def draw(
    architecture: Source = Path("-"),
    lang: Lang = "en",
    scheme: Annotated[Literal["light", "dark"], typer.Option("--scheme", help="colours")] = "light",
) -> None:
    """Draw an architecture: what compose, estimate or advise --json printed in, SVG out."""
    note, title, badges = refusing(lang, lambda: picture_parts(read_source(architecture)))
    sys.stdout.write(draw_picture(note, title=title, language=lang, scheme=scheme, badges=badges) + "\n")


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
