"""A price list in AWS's shape on loopback: indexes, region files in CSV, and the ways in which a server can fail."""

import csv
import hashlib
import io
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PUBLISHED = "2026-11-20T10:00:00Z"
VERSION = "20261120100000"
HEADER = [
    "SKU", "OfferTermCode", "RateCode", "TermType", "PriceDescription", "EffectiveDate", "StartingRange", "EndingRange",
    "Unit", "PricePerUnit", "Currency", "Product Family", "serviceCode", "Location", "Instance Type", "usageType",
    "operation", "Region Code",
]  # fmt: skip


def rate(sku, usage, usd, start="0", end="Inf", **columns):
    """One line of an offer file, as AWS writes it."""
    told = {
        "SKU": sku, "OfferTermCode": "JRTCKXETXF", "RateCode": f"{sku}.JRTCKXETXF.{start}", "TermType": "OnDemand",
        "StartingRange": start, "EndingRange": end, "Unit": "Hrs", "PricePerUnit": usd, "Currency": "USD",
        "usageType": usage, **columns,
    }  # fmt: skip
    return [told.get(name, "") for name in HEADER]


def offer_csv(offer, rates, header=HEADER):
    """An offer file: five lines of metadata, the header, one rate a line, everything in quotes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["FormatVersion", "v1.0"])
    writer.writerow(["Disclaimer", "This pricing list is for informational purposes only."])
    writer.writerow(["Publication Date", PUBLISHED])
    writer.writerow(["Version", VERSION])
    writer.writerow(["OfferCode", offer])
    writer.writerow(header)
    writer.writerows(rates)
    return text.getvalue().encode()


def price_list(files, header=HEADER):
    """Every document of a price list by path; `files` holds rates by offer and region (None: the file of all)."""
    documents = {}
    offers = {}
    for offer in dict.fromkeys(offer for offer, _ in files):
        root = f"/offers/v1.0/aws/{offer}"
        offers[offer] = {
            "offerCode": offer,
            "currentVersionUrl": f"{root}/{VERSION}/index.json",
            "currentRegionIndexUrl": f"{root}/current/region_index.json",
        }
        regions = {
            region: {"regionCode": region, "currentVersionUrl": f"{root}/{VERSION}/{region}/index.json"}
            for code, region in files
            if code == offer and region
        }
        documents[f"{root}/current/region_index.json"] = json.dumps({"regions": regions}).encode()
    for (offer, region), rates in files.items():
        part = f"{region}/" if region else ""
        documents[f"/offers/v1.0/aws/{offer}/{VERSION}/{part}index.csv"] = offer_csv(offer, rates, header)
    documents["/offers/v1.0/aws/index.json"] = json.dumps({"formatVersion": "v1.0", "offers": offers}).encode()
    return documents


class OfferServer:
    """What the server holds and was asked for; `cuts` and `slow` make it fail, `ranges` and `tags` switch it off."""

    def __init__(self, documents):
        self.documents = documents
        self.asked = []
        self.cuts = {}
        self.slow = set()
        self.status = {}
        self.ranges = True
        self.tags = True
        self.released = threading.Event()
        self.base = ""

    def tag(self, path):
        return '"' + hashlib.sha256(self.documents[path]).hexdigest()[:16] + '"'


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, documents):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.offers = OfferServer(documents)
        self.offers.base = f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self):
        offers = self.server.offers
        offers.asked.append((self.path, self.headers.get("Range")))
        if self.path in offers.slow:
            offers.released.wait(20)
            return
        status = offers.status.get(self.path, 200 if self.path in offers.documents else 404)
        if status != 200:
            self.send_error(status)
            return
        self._send(offers, offers.documents[self.path])

    def _send(self, offers, body):
        begin = 0
        asked = self.headers.get("Range")
        if asked and offers.ranges and self.headers.get("If-Range") == offers.tag(self.path):
            begin = int(asked.removeprefix("bytes=").removesuffix("-"))
            if begin >= len(body):
                self.send_error(416)
                return
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(body) - 1}/{len(body)}")
        if offers.tags:
            self.send_header("ETag", offers.tag(self.path))
        self.send_header("Content-Length", str(len(body) - begin))
        self.end_headers()
        left = offers.cuts.get(self.path, [])
        length = left.pop(0) if left else len(body)
        self.wfile.write(body[begin : begin + length])

    def log_message(self, *_):
        """Keep the output of the tests clean."""


@contextmanager
def serving(documents):
    """Serve documents on a free port of loopback."""
    server = _Server(documents)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server.offers
    finally:
        server.offers.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
