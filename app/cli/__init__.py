"""The command line. Documents in and out are those of the API.

Exit code 0: done; 1: the input or the rules are wrong; 2: the command was called wrongly.
"""

from typing import Annotated

import typer

from app.cli.commands import advise, check, compose, decide, draw, estimate, serve
from app.cli.price_commands import prices

main = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Architecture Advisor: from a brief to an AWS architecture with reasons, cost and a picture.",
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        from app.version import version  # noqa: PLC0415 - for this option alone

        typer.echo(version())
        raise typer.Exit


@main.callback()
def _program(
    _version: Annotated[
        bool, typer.Option("--version", help="print the version and end", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Take the options that stand before a command."""


for command in (advise, decide, compose, estimate, draw, check, serve):
    main.command()(command)
main.add_typer(prices, name="prices")
