"""The commands: advise and its stages, check, serve. Documents in and out are those of the API.

Exit code 0: done; 1: the input or the rules are wrong; 2: the command was called wrongly.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import typer
import uvicorn
from rich.console import Console
from rich.table import Table

from app.diagram.svg import draw as draw_picture
from app.domain.advisor import advise as advise_brief
from app.domain.brief import read_document
from app.domain.reasoning.proofs import in_words
from app.domain.reasoning.reachability import Reachability, reachability_of
from app.domain.report import Report
from app.domain.rulebook import Rulebook
from app.domain.stages import compose_stage, decide_stage, estimate_stage, picture_parts
from app.domain.texts import Language
from app.errors import AdvisorError, InvalidBrief, RulebookInvalid
from app.rulefiles.check import check as check_rules
from app.rulefiles.load import load_rulebook
from app.rulefiles.yaml_reader import parse_yaml
from app.settings import Settings

main = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Architecture Advisor: from a brief to an AWS architecture with reasons, cost and a picture.",
)
Source = Annotated[Path, typer.Argument(help="YAML or JSON file; - reads standard input", metavar="FILE")]
Lang = Annotated[Literal["en", "ko"], typer.Option("--lang", help="language of texts")]
Result = TypeVar("Result")
_OUT = Console(highlight=False, soft_wrap=True)


@main.command()
def advise(
    brief: Source,
    as_json: Annotated[bool, typer.Option("--json", help="print the whole report as JSON")] = False,
    lang: Lang = "en",
) -> None:
    """Advise on a brief (answers, pins, usage), or on the brief of a story or report: parts, reasons, monthly cost."""
    rulebook = _rulebook()
    report = _refusing(lang, lambda: advise_brief(rulebook, read_document(rulebook, _brief(brief)), datetime.now(UTC)))
    if as_json:
        _print_json(report.model_dump(mode="json"))
    else:
        _print_report(report, lang)


@main.command()
def decide(brief: Source = Path("-")) -> None:
    """Run the decisions: a brief in (also that of a story or report), decisions out (JSON)."""
    _stage(decide_stage, brief, _brief)


@main.command()
def compose(decisions: Source = Path("-")) -> None:
    """Compose the architecture: what decide printed in, architecture and usage out (JSON)."""
    _stage(compose_stage, decisions, _document)


@main.command()
def estimate(architecture: Source = Path("-")) -> None:
    """Price an architecture, or a bare list of components with load: JSON in, JSON out."""
    _stage(estimate_stage, architecture, _document)


@main.command()
def draw(
    architecture: Source = Path("-"),
    lang: Lang = "en",
    scheme: Annotated[Literal["light", "dark"], typer.Option("--scheme", help="colours")] = "light",
) -> None:
    """Draw an architecture: what compose, estimate or advise --json printed in, SVG out."""
    note, title, badges = _refusing(lang, lambda: picture_parts(_document(architecture)))
    sys.stdout.write(draw_picture(note, title=title, language=lang, scheme=scheme, badges=badges) + "\n")


@main.command()
def check(
    rules: Annotated[
        Path | None, typer.Option("--rules", help="folder of rule files; default: ADVISOR_RULES_DIR")
    ] = None,
    report: Annotated[bool, typer.Option("--report", help="also print how often each outcome comes out")] = False,
) -> None:
    """Check the rule files and prove them; every problem as file:line: message; exit code 1 if there is one."""
    try:
        checked = check_rules(rules or _settings().rules_dir, datetime.now(UTC).date())
    except RulebookInvalid as fault:
        _complain(f"{fault.message}\n{len(fault.problems)} problems")
        raise typer.Exit(1) from None
    if checked.warnings:
        _complain("\n".join(f"warning: {warning}" for warning in checked.warnings))
    if checked.problems:
        _complain("\n".join([*map(str, checked.problems), f"{len(checked.problems)} problems"]))
        raise typer.Exit(1)
    rulebook = checked.rulebook
    _OUT.print(
        f"{len(rulebook.decisions)} decisions, {sum(len(item.rules) for item in rulebook.decisions.values())} rules, "
        f"{len(rulebook.inputs)} inputs, {len(rulebook.guardrails)} guardrails, "
        f"{len(rulebook.components)} component types: 0 problems. Fingerprint {rulebook.fingerprint}."
    )
    _OUT.print(f"Proven over {in_words(checked.proof.answer_sets)} answer sets:")
    for item in checked.proof.properties:
        _OUT.print(f"  {item.claim.en} ({item.checked}, over {item.space.en})")
    if report:
        _print_reachability(reachability_of(rulebook))


@main.command()
def serve(
    port: Annotated[int, typer.Option(help="port to listen on", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
) -> None:
    """Serve the pages and the API."""
    settings = _settings()
    _rulebook()
    uvicorn.run("app.main:create_app", factory=True, host=host, port=port, log_level=settings.log_level)


def _brief(source: Path) -> object:
    """The brief in a document: the document itself, or its `brief` if it is a story or a report."""
    document = _document(source)
    return document["brief"] if isinstance(document, dict) and "brief" in document else document


def _stage(stage: Callable[[Rulebook, object], dict[str, Any]], source: Path, read: Callable[[Path], object]) -> None:
    rulebook = _rulebook()
    _print_json(_refusing("en", lambda: stage(rulebook, read(source))))


def _refusing(lang: Language, work: Callable[[], Result]) -> Result:
    """Run work; a fault that the user can mend is told in one line each, with exit code 1."""
    try:
        return work()
    except InvalidBrief as fault:
        _complain("\n".join(f"{problem.field}: {problem.text(lang)}" for problem in fault.problems))
    except AdvisorError as fault:
        _complain(fault.text(lang))
    raise typer.Exit(1)


def _settings() -> Settings:
    return _refusing("en", Settings.from_environment)


def _rulebook() -> Rulebook:
    folder = _settings().rules_dir
    return _refusing("en", lambda: load_rulebook(folder))


def _document(source: Path) -> object:
    """Read a YAML or JSON document as plain text values; RulebookInvalid with file and line when it cannot be read."""
    name = "standard input" if str(source) == "-" else str(source)
    try:
        text = sys.stdin.read() if str(source) == "-" else source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise AdvisorError(f"{name} cannot be read: {fault}", f"파일을 읽을 수 없습니다: {name}: {fault}") from None
    try:
        # What a stage printed is JSON, whose null is not the word null.
        return json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        read, problems = parse_yaml(text, name)
    if problems:
        raise RulebookInvalid(problems)
    return {} if read.data is None else read.data


def _print_json(document: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _complain(message: str) -> None:
    sys.stderr.write(message + "\n")


def _print_report(report: Report, lang: Language) -> None:
    korean = lang == "ko"
    _OUT.print(report.summary.in_language(lang), markup=False)
    for note in report.guardrails:
        _OUT.print(f"[{note.severity}] {note.message.in_language(lang)}", markup=False)
    decisions = Table(
        "결정" if korean else "Decision", "결과" if korean else "Outcome", "이유" if korean else "Because"
    )
    for decision in report.decisions:
        if decision.components or decision.pinned or (decision.core and decision.outcome != "none"):
            because = " ".join(text.in_language(lang) for text in decision.because)
            decisions.add_row(decision.title.in_language(lang), decision.label.in_language(lang), because)
    _OUT.print(decisions)
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
    _OUT.print(costs)


def _print_reachability(found: Reachability) -> None:
    """Print the shares of outcomes, what the tables leave to `otherwise`, and which answers decide most."""
    _OUT.print(f"{'outcome':<60} sampled  near stories  all not sure  table's otherwise", markup=False)
    for share in found.outcomes:
        left = found.otherwise.get(share.decision)
        usual, rest = "yes" if share.unsure else "", "" if left is None else f"{left:.1%}"
        name = f"{share.decision}: {share.outcome}"
        _OUT.print(
            f"{name:<60} {share.sampled:>7.1%}  {share.near_stories:>12.1%}  {usual:>12}  {rest:>17}", markup=False
        )
    _OUT.print(
        f"Sampled: {found.sampled:,} seeded briefs. Near stories: all {found.near_stories:,} briefs within two answers "
        "of a story. Otherwise: share of the sampled briefs that no row before it fits."
    )
    most = [f"{name} {bits:.1f}" for name, bits in found.deciding.items()][:10]
    _OUT.print(f"Decides most (bits of all outcomes): {', '.join(most)}.")
