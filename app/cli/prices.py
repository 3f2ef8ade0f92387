"""The commands prices check and prices diff, which need no network."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from pydantic import TypeAdapter

from app.cli.price_tables import print_changes, print_review
from app.cli.terminal import open_rulebook, open_settings, print_json, refusing
from app.domain.model.prices import GLOBAL, PriceKey
from app.domain.pricebooks.changes import PriceChange, Shelf, compare
from app.domain.pricebooks.effect import ComparisonFlip, StoryChange, comparison_flips, story_changes
from app.domain.pricebooks.needed import NeededPrice, needed_prices
from app.domain.pricebooks.offers import OfferMapping
from app.domain.pricebooks.review import PriceReview, review
from app.domain.rulebook import Rulebook
from app.rulefiles.offer_mapping import load_mapping
from app.rulefiles.price_files import open_points, price_books
from app.rulefiles.revisions import points_of_revision


@dataclass(frozen=True)
class Books:
    """The price books of the rules folder: points by file, prices that line items need, the mapping."""

    folder: Path
    rulebook: Rulebook
    shelf: Shelf
    needed: Mapping[str, Mapping[PriceKey, NeededPrice]]
    mapping: OfferMapping

    def services(self) -> list[str]:
        """Every service that has a price point or that a line item asks for."""
        named = {service for points in self.shelf.values() for service, _ in points}
        return sorted(named.union(service for prices in self.needed.values() for service, _ in prices))

    def refreshable(self, region: str) -> Iterator[tuple[str, str, str]]:
        """Service, item and unit of every point that a region's file has, that others have, or that line items need."""
        units = {key: point.unit for key, point in self.shelf[region].items()}
        if region != GLOBAL:
            others = [points for name, points in self.shelf.items() if name != GLOBAL]
            for key in (key for points in others for key in points):
                units.setdefault(key, next(points[key].unit for points in others if key in points))
            for key, price in self.needed.get(region, {}).items():
                if key not in self.shelf.get(GLOBAL, {}):
                    units.setdefault(key, price.unit)
        return ((service, item, unit) for (service, item), unit in sorted(units.items()))


def print_price_check(as_json: bool, factor: float) -> None:
    """Print age, gaps, points of some regions only and differences of more than `factor` times."""
    books = open_books()
    today = datetime.now(UTC).date()
    found = review(books.shelf, books.needed, books.mapping, today, Decimal(str(factor)))
    if as_json:
        print_json(TypeAdapter(PriceReview).dump_python(found, mode="json"))
    else:
        print_review(found, today)


def print_price_changes(old: str, new: str, as_json: bool) -> None:
    """Print what changed between two sets of price files, each a folder or a git revision, and what it does."""
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


def open_books() -> Books:
    """The price books of the rules folder; faulty files end the command."""
    folder = open_settings().rules_dir
    rulebook = open_rulebook()
    shelf = refusing("en", lambda: open_points(folder / "prices"))
    needed = needed_prices(rulebook)
    named = {key for points in shelf.values() for key in points}
    named |= {key for needs in needed.values() for key in needs}
    mapping = refusing("en", lambda: load_mapping(folder, named))
    return Books(folder, rulebook, shelf, needed, mapping)


def _shelf(place: str) -> Shelf:
    """The price points of a folder or a git revision; without a name those of the rules."""
    folder = open_settings().rules_dir / "prices"
    named = Path(place) if place else folder
    if named.is_dir():
        inner = named / "prices"
        return refusing("en", lambda: open_points(inner if inner.is_dir() else named))
    return refusing("en", lambda: points_of_revision(folder, place))
