"""Reviewing price books: age, missing price points, points in some regions only, implausible differences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.model.prices import GLOBAL, PriceKey
from app.domain.pricebooks.changes import Shelf
from app.domain.pricebooks.needed import NeededPrice
from app.domain.pricebooks.offers import OfferMapping

AGES = ((24, "over 24 months"), (12, "12 to 24 months"), (6, "6 to 12 months"), (0, "under 6 months"))
OLD_MONTHS = 12


@dataclass(frozen=True)
class AgeGroup:
    """The price points of one age group: counts by service, the oldest and newest date; `old`: over OLD_MONTHS."""

    label: str
    points: int
    oldest: str
    newest: str
    services: Mapping[str, int]
    old: bool


@dataclass(frozen=True)
class Gap:
    """A price point that is needed and missing in a region; `elsewhere` are the files that have it."""

    region: str
    price: NeededPrice
    elsewhere: tuple[str, ...]


@dataclass(frozen=True)
class OneSided:
    """A price point that some regions have, and others do not although it could exist there."""

    service: str
    item: str
    present: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """A price that differs implausibly between regions: (region, USD) of the cheapest and of the most expensive one."""

    service: str
    item: str
    cheapest: tuple[str, Decimal]
    dearest: tuple[str, Decimal]

    @property
    def factor(self) -> Decimal:
        """The ratio of the highest to the lowest price."""
        return self.dearest[1] / self.cheapest[1]


@dataclass(frozen=True)
class PriceReview:
    """All findings about the price books.

    `points`: counts by file. `unused`: counts by file of points that nothing needs. `unmapped`: counts by service of
    points that no row of the offer mapping fits.
    """

    points: Mapping[str, int]
    ages: tuple[AgeGroup, ...]
    gaps: tuple[Gap, ...]
    one_sided: tuple[OneSided, ...]
    spreads: tuple[Spread, ...]
    unused: Mapping[str, int]
    unmapped: Mapping[str, int]


def review(
    shelf: Shelf,
    needed: Mapping[str, Mapping[PriceKey, NeededPrice]],
    mapping: OfferMapping,
    today: date,
    factor: Decimal,
) -> PriceReview:
    """Review the price points of all files; prices whose ratio exceeds `factor` count as implausible."""
    regions = sorted(shelf.keys() - {GLOBAL})
    asked = {key for prices in needed.values() for key in prices}
    used = {region: needed.get(region, {}).keys() if region != GLOBAL else asked for region in shelf}
    keys = {key for points in shelf.values() for key in points}
    return PriceReview(
        points={region: len(points) for region, points in shelf.items()},
        ages=tuple(_ages(shelf, today)),
        gaps=tuple(_gaps(shelf, needed, mapping)),
        one_sided=tuple(_one_sided(shelf, regions, mapping)),
        spreads=tuple(sorted(_spreads(shelf, regions, factor), key=lambda spread: -spread.factor)),
        unused={region: len(points.keys() - used[region]) for region, points in shelf.items()},
        unmapped=_counted(service for service, item in keys if mapping.row_of(service, item) is None),
    )


def _ages(shelf: Shelf, today: date) -> Iterator[AgeGroup]:
    groups: dict[int, list[tuple[str, str]]] = {least: [] for least, _ in AGES}
    for points in shelf.values():
        for point in points.values():
            age = max(_months(point.as_of, today), 0)
            groups[next(least for least, _ in AGES if least <= age)].append((point.as_of, point.service))
    for least, label in AGES:
        found = sorted(groups[least])
        if found:
            services = _counted(service for _, service in found)
            yield AgeGroup(label, len(found), found[0][0], found[-1][0], services, least >= OLD_MONTHS)


def _months(as_of: str, today: date) -> int:
    """The number of whole months from an ISO 8601 date to today."""
    then = date.fromisoformat(as_of)
    return (today.year - then.year) * 12 + today.month - then.month - (today.day < then.day)


def _gaps(shelf: Shelf, needed: Mapping[str, Mapping[PriceKey, NeededPrice]], mapping: OfferMapping) -> Iterator[Gap]:
    for region, prices in needed.items():
        for key, price in prices.items():
            declared = any(entry.covers(*key, region) for entry in mapping.unpriced)
            if not declared and key not in shelf[region] and key not in shelf.get(GLOBAL, {}):
                yield Gap(region, price, tuple(other for other, points in shelf.items() if key in points))


def _one_sided(shelf: Shelf, regions: Iterable[str], mapping: OfferMapping) -> Iterator[OneSided]:
    for service, item in sorted({key for region in regions for key in shelf[region]}):
        possible = [region for region in regions if mapping.exists_in(service, item, region)]
        present = tuple(region for region in possible if (service, item) in shelf[region])
        missing = tuple(region for region in possible if (service, item) not in shelf[region])
        if present and missing:
            yield OneSided(service, item, present, missing)


def _spreads(shelf: Shelf, regions: Iterable[str], factor: Decimal) -> Iterator[Spread]:
    prices: dict[PriceKey, dict[str, Decimal]] = {}
    for region in regions:
        for key, point in shelf[region].items():
            if point.tiers[0].usd:
                prices.setdefault(key, {})[region] = point.tiers[0].usd
    for (service, item), by_region in sorted(prices.items()):
        cheapest, dearest = min(by_region, key=by_region.__getitem__), max(by_region, key=by_region.__getitem__)
        if by_region[dearest] > factor * by_region[cheapest]:
            yield Spread(service, item, (cheapest, by_region[cheapest]), (dearest, by_region[dearest]))


def _counted(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))
