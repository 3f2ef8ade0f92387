"""The commands about price books: check them, refresh them from AWS's public price list, compare two sets of them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import httpx
import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

from app.cli.price_tables import print_changes, print_refreshed, print_review
from app.cli.terminal import OUT, open_rulebook, open_settings, print_json, refusing
from app.domain.model.prices import GLOBAL, PriceKey, PricePoint
from app.domain.pricebooks.changes import PriceChange, Shelf, compare
from app.domain.pricebooks.effect import ComparisonFlip, StoryChange, comparison_flips, story_changes
from app.domain.pricebooks.needed import NeededPrice, needed_prices
from app.domain.pricebooks.offers import OfferMapping, Refreshed, Wanted, wanted_points
from app.domain.pricebooks.review import PriceReview, review
from app.domain.rulebook import Rulebook
from app.pricelist.download import Watch, unwatched
from app.pricelist.index import HOST, PriceList
from app.pricelist.refresh import refresh as read_price_list
from app.rulefiles.offer_mapping import load_mapping
from app.rulefiles.price_files import open_points, price_books, refresh_files
from app.rulefiles.revisions import points_of_revision

prices = typer.Typer(no_args_is_help=True, help="Check, refresh and compare the price books.")
AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]


@dataclass(frozen=True)
class _Books:
    """Everything about the price books of the rules folder: points by file, what line items ask for, the mapping."""

    folder: Path
    rulebook: Rulebook
    shelf: Shelf
    needed: Mapping[str, Mapping[PriceKey, NeededPrice]]
    mapping: OfferMapping

    def services(self) -> list[str]:
        """Every service that has a price point or that a line item asks for."""
        named = {service for points in self.shelf.values() for service, _ in points}
        return sorted(named.union(service for prices in self.needed.values() for service, _ in prices))

    def candidates(self, region: str) -> Iterator[tuple[str, str, str]]:
        """Service, item and unit of the points of a file, of those that other regions have and that line items need."""
        units = {key: point.unit for key, point in self.shelf[region].items()}
        if region != GLOBAL:
            others = [points for name, points in self.shelf.items() if name != GLOBAL]
            for key in (key for points in others for key in points):
                units.setdefault(key, next(points[key].unit for points in others if key in points))
            for key, price in self.needed.get(region, {}).items():
                if key not in self.shelf.get(GLOBAL, {}):
                    units.setdefault(key, price.unit)
        return ((service, item, unit) for (service, item), unit in sorted(units.items()))


@prices.command()
def check(
    as_json: AsJson = False,
    factor: Annotated[
        float, typer.Option(min=1, help="how many times the cheapest region's price is still plausible")
    ] = 3,
) -> None:
    """Report age, gaps, points of some regions only and implausible differences; warnings do not fail."""
    books = _books()
    today = datetime.now(UTC).date()
    found = review(books.shelf, books.needed, books.mapping, today, Decimal(str(factor)))
    if as_json:
        print_json(TypeAdapter(PriceReview).dump_python(found, mode="json"))
    else:
        print_review(found, today)


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
    books = _books()
    chosen = _chosen("--region", region, books.shelf)
    services = _chosen("--service", service, books.services())
    wanted, unknown = _wanted(books, chosen, services)
    with httpx.Client(timeout=timeout) as client, _watched() as watch:
        source = PriceList(client, base_url.rstrip("/"), cache, watch)
        found = refusing("en", lambda: read_price_list(source, wanted, books.shelf))
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


@prices.command()
def diff(
    old: Annotated[str, typer.Argument(help="folder of price files or git revision", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="the same; default: the price files of the rules", metavar="[NEW]")] = "",
    as_json: AsJson = False,
) -> None:
    """List price points added, gone and changed, comparisons that turn, and what every story costs before and after."""
    rulebook = open_rulebook()
    before, after = _shelf(old), _shelf(new)
    changes = compare(before, after)
    books = price_books(before), price_books(after)
    flips, stories = list(comparison_flips(rulebook, *books)), list(story_changes(rulebook, *books))
    if as_json:
        points = [{"kind": item.kind, **TypeAdapter(PriceChange).dump_python(item, mode="json")} for item in changes]
        turned = TypeAdapter(list[ComparisonFlip]).dump_python(flips, mode="json")
        totals = TypeAdapter(list[StoryChange]).dump_python(stories, mode="json")
        print_json({"prices": points, "comparisons": turned, "stories": totals})
    else:
        print_changes(changes, flips, stories)


def _books() -> _Books:
    folder = open_settings().rules_dir
    rulebook = open_rulebook()
    shelf = refusing("en", lambda: open_points(folder / "prices"))
    needed = needed_prices(rulebook)
    named = {key for points in shelf.values() for key in points}
    named |= {key for needs in needed.values() for key in needs}
    mapping = refusing("en", lambda: load_mapping(folder, named))
    return _Books(folder, rulebook, shelf, needed, mapping)


def _chosen(option: str, asked: list[str] | None, known: Iterable[str]) -> list[str]:
    known = list(known)
    for name in asked or []:
        if name not in known:
            raise typer.BadParameter(f"{name} is not known; known are: {', '.join(known)}", param_hint=option)
    return asked or known


def _wanted(books: _Books, regions: list[str], services: list[str]) -> tuple[list[Wanted], list[Refreshed]]:
    """What to read, and the points that the books have but the mapping does not know."""
    wanted: list[Wanted] = []
    unknown: list[Refreshed] = []
    for region in regions:
        asked = [point for point in books.candidates(region) if point[0] in services]
        found, others = wanted_points(books.mapping, region, asked)
        wanted.extend(found)
        own = books.shelf[region]
        unknown.extend(Refreshed(region, *key, "not refreshed", own[key]) for key in others if key in own)
    return wanted, unknown


def _shelf(place: str) -> Shelf:
    """The price points of a folder or a git revision; without a name those of the rules."""
    folder = open_settings().rules_dir / "prices"
    named = Path(place) if place else folder
    if named.is_dir():
        inner = named / "prices"
        return refusing("en", lambda: open_points(inner if inner.is_dir() else named))
    return refusing("en", lambda: points_of_revision(folder, place))


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
