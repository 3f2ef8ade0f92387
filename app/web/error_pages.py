"""Turns every error into a page, or under /api into a problem document of RFC 9457."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app.domain.model.refusals import problems_of
from app.domain.report.documents import Document
from app.errors import (
    AdvisorError,
    DocumentTooLarge,
    FieldProblem,
    InvalidBrief,
    NotFound,
    ReportDamaged,
    ReportTooNew,
    ReportUnreadable,
    RevokeTokenWrong,
)
from app.web.deps import page_of
from app.web.render import VARY, render
from app.words.catalogue import WORDS, words

API = "/api/"
PROBLEM = "application/problem+json"

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_STATUS: Mapping[type[AdvisorError], int] = {
    NotFound: 404,
    RevokeTokenWrong: 403,
    ReportTooNew: 409,
    ReportDamaged: 410,
    DocumentTooLarge: 413,
    InvalidBrief: 422,
}
_log = logging.getLogger(__name__)


class FaultyField(Document):
    """One field of a request that cannot be used, and why."""

    field: str
    message: str


class ProblemDocument(Document):
    """A problem document of RFC 9457; `errors` names every faulty field."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: tuple[FaultyField, ...] = Field(default=(), exclude_if=lambda errors: not errors)


@dataclass(frozen=True)
class ErrorView:
    """What an error page shows; with the token of a stored report the form that deletes it."""

    status: int
    title: str
    detail: str
    errors: Sequence[FaultyField] = ()
    token: str = ""


def install(app: FastAPI) -> None:
    """Register the handlers of this module for every kind of error."""
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(AdvisorError, _of_advisor)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(Exception, _of_anything)


def answer(
    request: Request,
    status: int,
    detail: str = "",
    errors: Sequence[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
    *,
    token: str = "",
) -> Response:
    """An error as a page or as a problem document, in the reader's language.

    On a page the stored report under `token` can be deleted.
    """
    page = page_of(request)
    title = words(f"error.{status}" if f"error.{status}" in WORDS else "error.400", page.language)
    fields = tuple([FaultyField(field=problem.field, message=problem.text(page.language)) for problem in errors])
    kept = {"Cache-Control": "no-store", **(headers or {})}
    if not request.url.path.startswith(API):
        view = ErrorView(status, title, detail, fields, token)
        return render(request, page.at_light(2), "error.html", view, status=status, headers=kept)
    problem = ProblemDocument(title=title, status=status, detail=detail or title, errors=fields)
    kept = {**kept, "Vary": VARY, "Content-Language": page.language}
    return JSONResponse(problem.model_dump(), status, kept, media_type=PROBLEM)


def allowed_methods(request: Request) -> str:
    """Every method that some route takes for this path, as in an Allow header."""
    found = [
        method
        for method in _METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL for route in request.app.router.routes
        )
    ]
    return ", ".join([*found, *(["HEAD"] if "GET" in found else [])])


async def _of_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict((error.headers if isinstance(error, HTTPException) else None) or {})
    allowed = allowed_methods(request) if status == 405 else ""
    if allowed:
        headers["Allow"] = allowed
    detail = getattr(error, "detail", "")
    values = {
        "path": request.url.path,
        "allowed": allowed,
        "wanted": detail,
        "limit": detail,
        "seconds": headers.get("Retry-After", ""),
    }
    key = f"error.{status}_text"
    language = page_of(request).language
    return answer(request, status, words(key, language, **values) if key in WORDS else str(detail), headers=headers)


async def _of_advisor(request: Request, error: Exception) -> Response:
    language = page_of(request).language
    status = next((found for kind, found in _STATUS.items() if isinstance(error, kind)), 400)
    if isinstance(error, InvalidBrief):
        return answer(request, status, words("error.422_text", language), error.problems)
    token = request.path_params["token"] if isinstance(error, ReportUnreadable) else ""
    if token:
        _log.warning("a stored report cannot be read: %s %s", error, error.__cause__ or "")
    return answer(request, status, error.text(language) if isinstance(error, AdvisorError) else "", token=token)


async def _of_validation(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    # A fault of FastAPI starts with where the value came from: query, path or header.
    errors: list[Any] = [{**item, "loc": item["loc"][1:] or item["loc"]} for item in found]
    problems = problems_of(errors)
    return answer(request, 422, words("error.422_text", page_of(request).language), problems)


async def _of_anything(request: Request, error: Exception) -> Response:
    _log.error("unexpected error in %s %s", request.method, request.url.path, exc_info=error)
    return answer(request, 500, words("error.500_text", page_of(request).language), headers=SECURITY)


SECURITY: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""The headers that every answer carries; the one for an unexpected error is sent outside all middleware."""
