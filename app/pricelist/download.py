"""Downloads one file of the price list: streamed, resumed after a cut connection, put in place only when complete."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import httpx

from app.errors import PriceListFailed

Watch: TypeAlias = Callable[[str, int, int | None], None]
ATTEMPTS = 3
# No compression: Content-Length and ranges must count the bytes of the file itself.
PLAIN = {"Accept-Encoding": "identity"}


@dataclass(frozen=True)
class _Part:
    """The part of a file that was downloaded: its bytes, and the validator (ETag or date) of the file it belongs to."""

    size: int
    mark: str


def unwatched(url: str, done: int, total: int | None) -> None:
    """A Watch that shows nothing."""


def get_json(client: httpx.Client, url: str) -> object:
    """The JSON document at an address; PriceListFailed when it cannot be had or is no JSON."""
    with _told(url):
        answer = client.get(url)
    _accept(url, answer.status_code, {200})
    try:
        return json.loads(answer.content)
    except ValueError:
        start = answer.text.strip()[:40]
        raise PriceListFailed(
            f"{url} does not hold whole JSON (it begins with {start!r}); see in a browser what is there, "
            "or name another server with --base-url."
        ) from None


def download(client: httpx.Client, url: str, target: Path, watch: Watch = unwatched) -> None:
    """Download a file to `target`; after a cut connection the next attempt continues the `.part` file.

    PriceListFailed after several attempts without an end, or when the file cannot be had.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with _told(url):
                _fetch(client, url, part, watch)
        except _Cut as cut:
            if attempt == ATTEMPTS:
                raise PriceListFailed(
                    f"{url} was cut {ATTEMPTS} times ({cut}); what came is kept, run the same command to continue."
                ) from None
        else:
            part.replace(target)
            _mark_of(part).unlink(missing_ok=True)
            return


class _Cut(Exception):
    """A transfer that ended before the file was complete."""


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turn errors of httpx and of the disk into PriceListFailed."""
    try:
        yield
    except httpx.TimeoutException:
        raise PriceListFailed(
            f"{url} did not answer in time; check the network, or wait longer with --timeout."
        ) from None
    except (httpx.TransportError, httpx.InvalidURL, httpx.UnsupportedProtocol) as fault:
        raise PriceListFailed(f"{url} cannot be reached ({fault}); check the network and --base-url.") from None
    except OSError as fault:
        raise PriceListFailed(f"{url} cannot be written to disk ({fault}); check --cache.") from None


def _fetch(client: httpx.Client, url: str, part: Path, watch: Watch) -> None:
    before = _kept(part)
    headers = {**PLAIN, "Range": f"bytes={before.size}-", "If-Range": before.mark} if before.size else PLAIN
    with client.stream("GET", url, headers=headers) as answer:
        if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            part.unlink()
            raise _Cut("the server knows no such part of it")
        _accept(url, answer.status_code, {200, 206})
        begin, total = _extent(url, answer)
        if begin not in (0, before.size):
            raise PriceListFailed(
                f"{url} was continued at byte {begin:,}, not {before.size:,}; delete {part} and try again."
            )
        if not begin:  # emptied before the validator is replaced: old bytes must never get that of a new file
            part.write_bytes(b"")
        _mark_of(part).write_text(_validator(answer), encoding="utf-8")
        size = _append(answer, part, begin, lambda done: watch(url, done, total))
    if total is not None and size != total:
        raise _Cut(f"{size:,} of {total:,} bytes came")


def _append(answer: httpx.Response, part: Path, begin: int, watch: Callable[[int], None]) -> int:
    """Write the body of a response after the first `begin` bytes; return the new size of the file in bytes."""
    size = begin
    with part.open("r+b") as file:
        file.seek(begin)
        watch(size)
        try:
            for chunk in answer.iter_raw():  # without buffering: buffered bytes would be lost in an interruption
                file.write(chunk)
                size += len(chunk)
                watch(size)
        except (httpx.RemoteProtocolError, httpx.ReadError) as fault:
            raise _Cut(f"after {size:,} bytes: {fault}") from None
    return size


def _accept(url: str, status: int, accepted: set[int]) -> None:
    if status == httpx.codes.NOT_FOUND:
        raise PriceListFailed(f"{url} does not exist (404); check --base-url and the offer codes of offers.yaml.")
    if status not in accepted:
        raise PriceListFailed(f"{url} answered {status}; try again later, or name another server with --base-url.")


def _extent(url: str, answer: httpx.Response) -> tuple[int, int | None]:
    """The byte at which the body begins, and the size of the whole file in bytes if the server gives it."""
    if answer.status_code == httpx.codes.PARTIAL_CONTENT:
        found = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", answer.headers.get("Content-Range", ""))
        if found is None:
            raise PriceListFailed(f"{url} was continued without saying where; delete the cache and try again.")
        return int(found[1]), int(found[2])
    length = answer.headers.get("Content-Length")
    return 0, int(length) if length else None


def _validator(answer: httpx.Response) -> str:
    """The value for If-Range: a strong ETag, else the date of the file."""
    tag = str(answer.headers.get("ETag", ""))
    return tag if tag and not tag.startswith("W/") else str(answer.headers.get("Last-Modified", ""))


def _kept(part: Path) -> _Part:
    mark = _mark_of(part)
    if part.is_file() and mark.is_file():
        written = mark.read_text(encoding="utf-8")
        if written:
            return _Part(part.stat().st_size, written)
    return _Part(0, "")


def _mark_of(part: Path) -> Path:
    return part.with_name(part.name + ".mark")
