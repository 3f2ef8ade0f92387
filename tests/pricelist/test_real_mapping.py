"""The real mapping on offer files that hold exactly one rate for every tier of every price point of ours."""

import httpx
import pytest

from app.domain.model.prices import GLOBAL
from app.domain.pricebooks.offers import wanted_points
from app.pricelist.index import PriceList
from app.pricelist.refresh import refresh
from app.rulefiles.offer_mapping import load_mapping
from app.rulefiles.price_files import open_points
from tests.conftest import RULES
from tests.pricelist.offer_server import HEADER, price_list, serving


@pytest.fixture(scope="module")
def shelf():
    return open_points(RULES / "prices")


@pytest.fixture(scope="module")
def wanted(rulebook, shelf):
    from app.domain.pricebooks.needed import needed_prices

    needed = needed_prices(rulebook)
    mapping = load_mapping(RULES, {key for points in (*shelf.values(), *needed.values()) for key in points})
    return [
        point
        for region, points in shelf.items()
        for point in wanted_points(mapping, region, [(*key, found.unit) for key, found in points.items()])[0]
    ]


def lines(point, found, header):
    """The rates of a price point, as AWS would write them; prices by our units are scaled back to AWS's."""
    for tier in found.tiers:
        told = {
            "SKU": f"{point.region} {point.service} {point.item}",
            "TermType": "OnDemand",
            "StartingRange": f"{tier.start / point.row.scale:f}",
            "EndingRange": "Inf" if tier.end is None else f"{tier.end / point.row.scale:f}",
            "PricePerUnit": f"{tier.usd * point.row.scale:f}",
            "Currency": "USD",
            "usageType": min(point.usage),
            **{column: min(values) for column, values in point.where.items()},
        }
        yield [told.get(name, "") for name in header]


def test_every_point_with_a_row_is_found_and_none_takes_anothers_rate(shelf, wanted, tmp_path):
    header = list(dict.fromkeys([*HEADER, *(column for point in wanted for column in point.where)]))
    files: dict[tuple, list] = {}
    for point in wanted:
        files.setdefault(point.file, []).extend(lines(point, shelf[point.region][point.key], header))
    with serving(price_list(files, header)) as server, httpx.Client(timeout=20, trust_env=False) as client:
        found = refresh(PriceList(client, server.base, tmp_path), wanted, shelf)
    assert len(found) == len(wanted)
    assert [(item.region, item.service, item.item, item.kind, item.note) for item in found if item.kind != "same"] == []
    assert {item.region for item in found} == {*shelf} >= {GLOBAL}
