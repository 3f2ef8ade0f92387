"""The indexes of the price list: from an offer code and a region to the offer file in the cache folder."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from app.errors import PriceListFailed
from app.pricelist.download import Watch, download, get_json, unwatched

INDEX = "/offers/v1.0/aws/index.json"


@dataclass
class PriceList:
    """One server of the price list; a file that is complete in the cache folder is not fetched again.

    The address of an offer file contains its version, so that its content never changes.
    """

    client: httpx.Client
    base: str
    cache: Path
    watch: Watch = unwatched
    _read: dict[str, dict[str, Any]] = field(default_factory=dict)

    def offer_file(self, offer: str, region: str | None) -> tuple[str, Path] | None:
        """URL and path of an offer's CSV for one region or all (None); None if AWS lists none; PriceListFailed."""
        entry = self._entry(INDEX, "offers", offer)
        if entry is None:
            return None
        key = "currentRegionIndexUrl" if region else "currentVersionUrl"
        path = self._address(INDEX, f"offers.{offer}", entry, key)
        if region:
            inner = self._entry(path, "regions", region)
            if inner is None:
                return None
            path = self._address(path, f"regions.{region}", inner, "currentVersionUrl")
        return self._brought(path.removesuffix(".json") + ".csv")

    def _brought(self, path: str) -> tuple[str, Path]:
        url = self.base + path
        target = self.cache / Path(urlsplit(path).path.lstrip("/"))
        if not target.resolve().is_relative_to(self.cache.resolve()):
            raise PriceListFailed(f"{url} leads out of the cache folder; check --base-url.")
        if not target.is_file():
            download(self.client, url, target, self.watch)
        return url, target

    def _entry(self, path: str, key: str, name: str) -> dict[str, Any] | None:
        url = self.base + path
        if path not in self._read:
            document = get_json(self.client, url)
            entries = document.get(key) if isinstance(document, dict) else None
            if not isinstance(entries, dict):
                raise PriceListFailed(f"{url} has no {key}: it is not an index of the price list; check --base-url.")
            self._read[path] = entries
        entry = self._read[path].get(name)
        if entry is not None and not isinstance(entry, dict):
            raise PriceListFailed(
                f"{url} has no address under {key}.{name}: AWS may have changed the form of its index."
            )
        return entry

    def _address(self, path: str, name: str, entry: dict[str, Any], key: str) -> str:
        found = entry.get(key)
        if not isinstance(found, str) or not found.startswith("/") or not found.endswith(".json"):
            raise PriceListFailed(f"{self.base}{path} has no {name}.{key}: AWS may have changed the form of its index.")
        return found
