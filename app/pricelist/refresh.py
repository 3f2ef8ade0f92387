"""Reading wanted price points from the price list, one offer file after the other."""

from collections.abc import Iterable, Mapping

from app.domain.model.prices import PriceKey, PricePoint
from app.domain.pricebooks.offers import Refreshed, Wanted, refreshed
from app.pricelist.index import PriceList
from app.pricelist.offer_file import read_offer


def refresh(
    prices: PriceList, wanted: Iterable[Wanted], now: Mapping[str, Mapping[PriceKey, PricePoint]]
) -> list[Refreshed]:
    """The result for each wanted price point; `now` are the present points by region and key.

    PriceListFailed if any file fails: there are no partial results.
    """
    by_file: dict[tuple[str, str | None], list[Wanted]] = {}
    for point in wanted:
        by_file.setdefault(point.file, []).append(point)
    found: list[Refreshed] = []
    for (offer, region), points in sorted(by_file.items(), key=lambda pair: (pair[0][0], pair[0][1] or "")):
        place = prices.offer_file(offer, region)
        if place is None:
            found.extend(refreshed(point, [], None, now[point.region].get(point.key)) for point in points)
            continue
        edition, rates = read_offer(place[1], place[0], points)
        for point, fitting in zip(points, rates, strict=True):
            found.append(refreshed(point, fitting, edition, now[point.region].get(point.key)))
    return sorted(found, key=lambda item: (item.region, item.service, item.item))
