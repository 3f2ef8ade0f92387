"""The command line. Documents in and out are those of the API.

Exit code 0: done; 1: the input or the rules are wrong; 2: the command was called wrongly.
"""

import typer

from app.cli.advice import advise, compose, decide, draw, estimate
from app.cli.prices import prices
from app.cli.rules import check
from app.cli.server import serve

main = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Architecture Advisor: from a brief to an AWS architecture with reasons, cost and a picture.",
)
for command in (advise, decide, compose, estimate, draw, check, serve):
    main.command()(command)
main.add_typer(prices, name="prices")
