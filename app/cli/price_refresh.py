"""The command prices refresh: compares AWS's public price list with the price books."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

from app.cli.price_tables import print_refreshed
from app.cli.prices import Books, open_books
from app.cli.terminal import OUT, refusing
from app.domain.model.prices import PriceKey, PricePoint
from app.domain.pricebooks.offers import Refreshed, Wanted, wanted_points
from app.pricelist.download import Watch, unwatched
from app.pricelist.index import PriceList
from app.pricelist.refresh import refresh
from app.rulefiles.price_files import refresh_files


def refresh_prices(
    region: list[str] | None, service: list[str] | None, base_url: str, cache: Path, timeout: float, write: bool
) -> None:
    """Print what the price list of a server says of the chosen points; with `write` change the price files too."""
    books = open_books()
    chosen = _chosen("--region", region, books.shelf)
    services = _chosen("--service", service, books.services())
    wanted, unknown = _wanted(books, chosen, services)
    with httpx.Client(timeout=timeout) as client, _watched() as watch:
        source = PriceList(client, base_url.rstrip("/"), cache, watch)
        found = refusing("en", lambda: refresh(source, wanted, books.shelf))
    print_refreshed([*found, *unknown])
    written: dict[str, dict[PriceKey, PricePoint]] = {}
    for item in found:
        if item.new is not None:
            written.setdefault(item.region, {})[item.service, item.item] = item.new
    if not write:
        OUT.print("Nothing was written; --write puts the prices into the price files.")
        return
    for path in refusing("en", lambda: refresh_files(books.folder / "prices", written)):
        OUT.print(f"Written: {path}", markup=False)
    OUT.print("`prices diff HEAD` shows what this makes of the stories.", markup=False)


def _chosen(option: str, asked: list[str] | None, known: Iterable[str]) -> list[str]:
    known = list(known)
    for name in asked or []:
        if name not in known:
            raise typer.BadParameter(f"{name} is not known; known are: {', '.join(known)}", param_hint=option)
    return asked or known


def _wanted(books: Books, regions: list[str], services: list[str]) -> tuple[list[Wanted], list[Refreshed]]:
    """What to read, and the points that the books have but the mapping does not know."""
    wanted: list[Wanted] = []
    unknown: list[Refreshed] = []
    for region in regions:
        asked = [point for point in books.refreshable(region) if point[0] in services]
        found, others = wanted_points(books.mapping, region, asked)
        wanted.extend(found)
        own = books.shelf[region]
        unknown.extend(Refreshed(region, *key, "not refreshed", own[key]) for key in others if key in own)
    return wanted, unknown


@contextmanager
def _watched() -> Iterator[Watch]:
    """Show a progress bar for every file that is downloaded, on a terminal only."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield unwatched
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console) as bar:
        tasks: dict[str, TaskID] = {}

        def watch(url: str, done: int, total: int | None) -> None:
            if url not in tasks:
                offer, _, *rest = url.rpartition("/aws/")[2].split("/")
                tasks[url] = bar.add_task("/".join([offer, *rest[:-1]]), total=total)
            bar.update(tasks[url], completed=done, total=total)

        yield watch
