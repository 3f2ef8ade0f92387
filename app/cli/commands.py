"""The commands: their options and help. The code of each is imported only when it runs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from app.diagram.png import NARROWEST, WIDEST, WIDTH
from app.export import Form

Source = Annotated[Path, typer.Argument(help="YAML or JSON file; - reads standard input", metavar="FILE")]
Lang = Annotated[Literal["en", "ko"], typer.Option("--lang", help="language of texts")]


def advise(
    brief: Source,
    as_json: Annotated[bool, typer.Option("--json", help="print the whole report as JSON")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="print the line items as CSV")] = False,
    lang: Lang = "en",
    currency: Annotated[str, typer.Option("--currency", help="also show amounts in this currency (ISO 4217)")] = "",
    rate: Annotated[str, typer.Option("--rate", help="how much of the currency one USD is")] = "",
) -> None:
    """Advise on a brief (answers, pins, usage), or on the brief of a story or report: parts, reasons, monthly cost."""
    from app.cli.advice import print_advice

    print_advice(brief, as_json, as_csv, lang, currency, rate)


def decide(brief: Source = Path("-")) -> None:
    """Run the decisions: a brief in (also that of a story or report), decisions out (JSON)."""
    from app.cli.stages import print_decisions

    print_decisions(brief)


def compose(decisions: Source = Path("-")) -> None:
    """Compose the architecture: what decide printed in, architecture and usage out (JSON)."""
    from app.cli.stages import print_architecture

    print_architecture(decisions)


def estimate(architecture: Source = Path("-")) -> None:
    """Price an architecture, or a bare list of components with load: JSON in, JSON out."""
    from app.cli.stages import print_estimate

    print_estimate(architecture)


def draw(
    architecture: Source = Path("-"),
    lang: Lang = "en",
    scheme: Annotated[Literal["light", "dark"], typer.Option("--scheme", help="colours of SVG and PNG")] = "light",
    form: Annotated[Form, typer.Option("--format", help="mmd is Mermaid, drawio a draw.io file")] = "svg",
    width: Annotated[int, typer.Option("--width", help="pixels of a PNG", min=NARROWEST, max=WIDEST)] = WIDTH,
    output: Annotated[Path | None, typer.Option("--output", help="file to write; default: standard output")] = None,
) -> None:
    """Draw an architecture: what compose, estimate or advise --json printed in, a picture or a file to edit out."""
    from app.cli.drawing import write_drawing

    write_drawing(architecture, lang, scheme, form, width, output)


def check(
    rules: Annotated[
        Path | None, typer.Option("--rules", help="folder of rule files; default: ADVISOR_RULES_DIR")
    ] = None,
    report: Annotated[bool, typer.Option("--report", help="also print how often each outcome comes out")] = False,
) -> None:
    """Check the rule files and prove them; every problem as file:line: message; exit code 1 if there is one."""
    from app.cli.rules import print_check

    print_check(rules, report)


def serve(
    port: Annotated[int, typer.Option(help="port to listen on", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
) -> None:
    """Serve the pages and the API."""
    from app.cli.server import run_server

    run_server(host, port)
