"""The commands about price books: their options and help. The code of each is imported when it runs."""

from pathlib import Path
from typing import Annotated

import typer

from app.pricelist import HOST

prices = typer.Typer(no_args_is_help=True, help="Check, refresh and compare the price books.")
AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]


@prices.command()
def check(
    as_json: AsJson = False,
    factor: Annotated[
        float, typer.Option(min=1, help="how many times the cheapest region's price is still plausible")
    ] = 3,
) -> None:
    """Report age, gaps, points of some regions only and implausible differences; warnings do not fail."""
    from app.cli.prices import print_price_check

    print_price_check(as_json, factor)


@prices.command()
def refresh(
    region: Annotated[
        list[str] | None, typer.Option(help="only this region, or global; may be given several times")
    ] = None,
    service: Annotated[list[str] | None, typer.Option(help="only this service, such as EC2; several times")] = None,
    base_url: Annotated[str, typer.Option("--base-url", help="server of the price list")] = HOST,
    cache: Annotated[Path, typer.Option(help="folder that keeps what was downloaded")] = Path("data/pricelist"),
    timeout: Annotated[float, typer.Option(min=0.1, help="seconds to wait for an answer")] = 30,
    write: Annotated[bool, typer.Option("--write", help="put the prices into the price files")] = False,
) -> None:
    """Read AWS's public price list and report what changed; without --write nothing under the rules changes."""
    from app.cli.price_refresh import refresh_prices

    refresh_prices(region, service, base_url, cache, timeout, write)


@prices.command()
def diff(
    old: Annotated[str, typer.Argument(help="folder of price files or git revision", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="the same; default: the price files of the rules", metavar="[NEW]")] = "",
    as_json: AsJson = False,
) -> None:
    """List price points added, gone and changed, comparisons that turn, and what every story costs before and after."""
    from app.cli.prices import print_price_changes

    print_price_changes(old, new, as_json)
