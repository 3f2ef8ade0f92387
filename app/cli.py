"""The commands: advise and its stages, check, serve. Documents in and out are those of the API."""

from pathlib import Path

import typer
from rich.console import Console

from app.errors import RulebookInvalid
from app.rulefiles.check import check as check_rules
from app.settings import Settings

main = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)


@main.callback()
def start() -> None:
    """Architecture Advisor: from a brief to an AWS architecture with reasons, cost and a picture."""


@main.command()
def check(rules: Path | None = None) -> None:
    """Check the rule files; every problem as file:line: message; exit code 1 if there is one."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        rulebook, problems = check_rules(rules or Settings().rules_dir)
    except RulebookInvalid as fault:
        problems, rulebook = list(fault.problems), None
    for problem in problems:
        console.print(str(problem), markup=False)
    if problems or rulebook is None:
        console.print(f"{len(problems)} problems")
        raise typer.Exit(1)
    console.print(f"{len(rulebook.decisions)} decisions, {len(rulebook.inputs)} inputs, 0 problems")
