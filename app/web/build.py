"""The build: one digest of everything that shapes an answer, made at start, and the ETags that contain it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from app.domain.report.report import Report

ROOT: Final = Path(__file__).parent.parent.parent
STATIC: Final = ROOT / "static"

_SHAPING: Final = {"app": (".py",), "templates": (".html",), "static": (".css", ".js", ".svg")}
"""The folders and endings of the files that shape an answer beside the rules; words are part of the code."""


@dataclass(frozen=True)
class Build:
    """The version of the program and its rules that is served.

    `id` changes with any line of code, template, style, script, icon or rule; `digests` are the SHA-256 digests of
    these files (without the rules) by their paths from the root of the program.
    """

    id: str
    digests: Mapping[str, str]

    def asset(self, path: str) -> str:
        """The address of a file under static/, which changes when the file does; KeyError for an unknown one."""
        return f"/static/{path}?v={self.digests[f'static/{path}'][:12]}"


def build_of(fingerprint: str, root: Path = ROOT) -> Build:
    """The build of the program whose files are under `root`, with the rulebook of that fingerprint."""
    digests = {path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest() for path in _files(root)}
    return Build(_digest(fingerprint, *digests.items()), digests)


def etag(request: Request, *parts: object) -> str:
    """A weak ETag, the same for the same parts and the same build; parts are told apart by their `repr`."""
    build: Build = request.app.state.build
    return _weak(build.id, *parts)


def report_etag(request: Request, report: Report) -> str:
    """The ETag of a report: its brief and the build."""
    return etag(request, report.brief.model_dump_json())


def content_etag(content: bytes) -> str:
    """A weak ETag made of the content alone, whichever build made it."""
    return _weak(sha256(content).hexdigest())


def not_modified(request: Request, headers: Mapping[str, str]) -> Response | None:
    """An answer 304 if the client holds the ETag that is among the headers, else None."""
    held = headers["ETag"] in request.headers.get("if-none-match", "")
    return Response(status_code=304, headers=dict(headers)) if held else None


def _files(root: Path) -> Iterable[Path]:
    for folder, endings in _SHAPING.items():
        yield from sorted(path for path in (root / folder).rglob("*") if path.name.endswith(endings))


def _weak(*parts: object) -> str:
    return f'W/"{_digest(*parts)}"'


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:32]
