"""From indexes and offer files to price points: what is found, what is not, and files of the wrong shape."""

from decimal import Decimal

import httpx
import pytest

from app.domain.model.prices import price_points
from app.domain.pricebooks.offers import OfferMapping, wanted_points
from app.errors import PriceListFailed
from app.pricelist.index import INDEX, PriceList
from app.pricelist.refresh import refresh
from tests.pricelist.offer_server import HEADER, PUBLISHED, VERSION, offer_csv, price_list, rate, serving

SEOUL = "ap-northeast-2"
MAPPING = OfferMapping.model_validate(
    {
        "prefixes": {"us-east-1": ["", "USE1-"], SEOUL: "APN2-"},
        "rows": [
            {
                "service": "EC2",
                "item": "{instance} linux",
                "offer": "AmazonEC2",
                "usage": "BoxUsage:{instance}",
                "where": {"operation": "RunInstances", "Instance Type": "{instance}"},
            },
            {"service": "NAT", "item": "hour", "offer": "AmazonEC2", "usage": "NatGateway-Hours"},
            {"service": "S3", "item": "storage", "offer": "AmazonS3", "usage": "TimedStorage-ByteHrs"},
            {"service": "CDN", "item": "out", "offer": "AmazonCloudFront", "usage": "AP-Out-Bytes", "whole": "true"},
        ],
    }
)
FILES = {
    ("AmazonEC2", SEOUL): [
        rate(
            "A1", "APN2-BoxUsage:m7g.large", "0.1000000000", operation="RunInstances", **{"Instance Type": "m7g.large"}
        ),
        rate("A2", "APN2-BoxUsage:m7g.large", "0.2000000000", operation="RunInstances:0002"),
        rate("A3", "APN2-NatGateway-Hours", "0.0590000000"),
        rate("A4", "APN2-NatGateway-Hours", "0.0410000000", TermType="Reserved"),
        rate("A5", "NatGateway-Hours", "0.0450000000"),
    ],
    ("AmazonS3", SEOUL): [
        rate("B1", "APN2-TimedStorage-ByteHrs", "0.0240000000", "51200", "Inf"),
        rate("B1", "APN2-TimedStorage-ByteHrs", "0.0250000000", "0", "51200"),
    ],
    ("AmazonCloudFront", None): [rate("C1", "AP-Out-Bytes", "0.1200000000")],
}
EC2 = f"/offers/v1.0/aws/AmazonEC2/{VERSION}/{SEOUL}/index.csv"
REGIONS = "/offers/v1.0/aws/AmazonEC2/current/region_index.json"


def row(service, item, usd, start="", end=""):
    return {
        "service": service, "item": item, "unit": "x", "region": SEOUL, "usd": usd, "tier_from": start, "tier_to": end,
        "as_of": "2025-01-01", "source": "old",
    }  # fmt: skip


NOW = {
    SEOUL: price_points(
        [row("EC2", "m7g.large linux", "0.1004"), row("NAT", "hour", "0.059"), row("S3", "storage", "0.025")]
    )
}
ASKED = [("EC2", "m7g.large linux", "x"), ("NAT", "hour", "x"), ("S3", "storage", "x"), ("CDN", "out", "x")]


@pytest.fixture
def server():
    with serving(price_list(FILES)) as found:
        yield found


def refreshed(server, cache, asked=ASKED):
    wanted, _ = wanted_points(MAPPING, SEOUL, asked)
    with httpx.Client(timeout=5, trust_env=False) as client:
        found = refresh(PriceList(client, server.base, cache), wanted, NOW)
    return {f"{item.service} {item.item}": item for item in found}


def test_every_point_is_found_with_its_tiers_date_and_source(server, tmp_path):
    found = refreshed(server, tmp_path)
    assert {name: item.kind for name, item in found.items()} == {
        "EC2 m7g.large linux": "changed", "NAT hour": "same", "S3 storage": "changed", "CDN out": "new",
    }  # fmt: skip
    assert [tier.usd for tier in found["S3 storage"].new.tiers] == [Decimal("0.025"), Decimal("0.024")]
    nat = found["NAT hour"].new
    assert (nat.as_of, nat.source) == (PUBLISHED[:10], f"AWS Price List: AmazonEC2 {VERSION}, {SEOUL}, SKU A3")
    assert found["CDN out"].new.source.startswith(f"AWS Price List: AmazonCloudFront {VERSION}, all regions")


def test_what_no_product_fits_is_gone_if_we_had_it_and_missing_if_not(server, tmp_path):
    server.documents[EC2] = offer_csv("AmazonEC2", [])
    found = refreshed(server, tmp_path, [*ASKED, ("EC2", "m9g.large linux", "x")])
    assert (found["NAT hour"].kind, found["EC2 m9g.large linux"].kind) == ("gone", "missing")
    assert found["NAT hour"].old is not None
    assert found["NAT hour"].note == f"AWS Price List: AmazonEC2 {VERSION}, {SEOUL}: no product on demand fits"


@pytest.mark.parametrize("left_out", ["offer", "region"])
def test_an_offer_that_aws_does_not_list_there_is_no_failure(server, tmp_path, left_out):
    without = {key: rates for key, rates in FILES.items() if key[0] != "AmazonEC2"}
    elsewhere = {**without, ("AmazonEC2", "us-east-1"): []}
    server.documents = price_list(without if left_out == "offer" else elsewhere)
    found = refreshed(server, tmp_path)
    assert found["NAT hour"].kind == "gone"
    assert found["NAT hour"].note == "AWS lists no AmazonEC2 here"
    assert found["S3 storage"].kind == "changed"


def test_a_file_is_downloaded_once_and_an_index_is_read_once_a_run(server, tmp_path):
    refreshed(server, tmp_path)
    first = [path for path, _ in server.asked]
    assert len(first) == len(set(first)) == 6
    refreshed(server, tmp_path)
    assert [path for path, _ in server.asked[6:]] == [path for path in first if path.endswith(".json")]


def failing(server, cache):
    with pytest.raises(PriceListFailed) as fault:
        refreshed(server, cache)
    assert fault.value.message.startswith(server.base)
    assert "\n" not in fault.value.message
    return fault.value.message.removeprefix(server.base)


@pytest.mark.parametrize(
    ("path", "document", "told"),
    [
        (INDEX, b"{}", f"{INDEX} has no offers: it is not an index"),
        (INDEX, b"[]", f"{INDEX} has no offers"),
        (INDEX, b'{"offers": {"AmazonEC2": {}, "AmazonCloudFront": {}}}', ".AmazonCloudFront.currentVersionUrl"),
        (INDEX, b'{"offers": {"AmazonCloudFront": "x"}}', "has no address under offers.AmazonCloudFront"),
        (INDEX, b'{"offers": {"AmazonCloudFront": {"currentVersionUrl": "http://x/y.json"}}}', "currentVersionUrl"),
        (INDEX, b'{"offers": {"AmazonCloudFront": {"currentVersionUrl": "/../../y.json"}}}', "leads out of the cache"),
        (INDEX, b"<html>", "does not hold whole JSON"),
        (REGIONS, b'{"regions": [', f"{REGIONS} does not hold whole JSON"),
        (REGIONS, b'{"regions": null}', f"{REGIONS} has no regions"),
    ],
)  # fmt: skip
def test_an_index_of_another_shape_is_told(server, tmp_path, path, document, told):
    server.documents[path] = document
    assert told in failing(server, tmp_path)


def shaped(rates, header=HEADER, offer="AmazonEC2"):
    return offer_csv(offer, rates, header)


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (
            b"<!DOCTYPE html>\n<html>",
            "is not an offer file (where FormatVersion should stand it says '<!DOCTYPE html>')",
        ),
        (b"", "is not an offer file"),
        (b"\xff\xfe", "is not readable as CSV"),
        (shaped([], offer="AmazonRDS"), "holds the offer AmazonRDS, not AmazonEC2"),
        (shaped([], [name for name in HEADER if name != "PricePerUnit"]), "has no column PricePerUnit"),
        (shaped([rate("A", "x", "1")])[:-30], "is not readable as CSV"),
        (shaped([rate("A", "x", "1")]) + b'"B","JRT"\n', "breaks off in line 8"),
        (shaped([rate("A", "APN2-NatGateway-Hours", "0.4", Currency="CNY")]), "has a price in CNY, not USD, in line 7"),
        (shaped([rate("A", "APN2-NatGateway-Hours", "cheap")]), "has a number that cannot be read in line 7"),
        (shaped([rate("A", "APN2-NatGateway-Hours", "-1")]), "has a price that is none in line 7: -1"),
        (shaped([rate("A", "APN2-NatGateway-Hours", "NaN")]), "has a price that is none in line 7"),
    ],
)
def test_an_offer_file_of_another_shape_is_told_and_fetched_again_next_time(server, tmp_path, document, told):
    server.documents[EC2] = document
    assert told in failing(server, tmp_path)
    server.documents = price_list(FILES)
    assert refreshed(server, tmp_path)["NAT hour"].kind == "same"


def test_a_currency_of_a_product_that_nobody_asks_for_does_not_matter(server, tmp_path):
    other = rate("Z", "CNN1-NatGateway-Hours", "0.4", Currency="CNY")
    server.documents[EC2] = offer_csv("AmazonEC2", [*FILES["AmazonEC2", SEOUL], other])
    assert refreshed(server, tmp_path)["NAT hour"].kind == "same"
