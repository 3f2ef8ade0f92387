"""Routes for programs (JSON, /api/v1): the whole advice by one POST, its stages, stored reports, the rulebook."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from app.domain.advisor import advise
from app.domain.brief import brief_from_query, read_document
from app.domain.report import Report, read
from app.domain.rulebook import Rulebook
from app.domain.stages import compose_stage, decide_stage, estimate_stage
from app.errors import FieldProblem, InvalidBrief, RevokeTokenWrong
from app.storage import load, revoke, save
from app.web.api_documents import (
    BRIEF,
    BRIEF_QUERY,
    SVG,
    draw_stage,
    problems,
    questions_document,
    rulebook_document,
    takes,
)
from app.web.deps import NowDep, RulebookDep, SessionDep, SettingsDep, link_to
from app.web.pages import STORED_FOR
from app.web.rate import StoringAllowed

JSON_TYPE = "application/json"

router = APIRouter(prefix="/api/v1")


class StoredLink(BaseModel):
    """Where a stored report is; the revoke token is given only here."""

    token: str
    revoke_token: str
    url: str


async def _document(request: Request) -> object:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != JSON_TYPE and not (media_type.startswith("application/") and media_type.endswith("+json")):
        raise HTTPException(415, JSON_TYPE)
    try:
        return json.loads(await request.body(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise HTTPException(400) from None


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not JSON")


DocumentDep = Annotated[object, Depends(_document)]


@router.get("/questions", summary="All questions", responses=problems())
async def questions(request: Request, rulebook: RulebookDep) -> Response:
    """All questions with their inputs, topic by topic, in asking order."""
    return _tagged(request, rulebook, lambda: questions_document(rulebook))


@router.get("/rulebook", summary="The whole rulebook", responses=problems())
async def rulebook_of_the_program(request: Request, rulebook: RulebookDep) -> Response:
    """Everything the program knows: decisions with their tables, guardrails, components, facts, sources, stories."""
    return _tagged(request, rulebook, lambda: rulebook_document(rulebook))


@router.post(
    "/advice",
    summary="The advice for a brief",
    response_model=Report,
    responses=problems(400, 413, 415, 422),
    openapi_extra=takes(BRIEF),
)
async def advice(rulebook: RulebookDep, document: DocumentDep, now: NowDep) -> Response:
    """The advice for a brief: answers, pins and usage, all optional."""
    report = advise(rulebook, read_document(rulebook, document), now)
    return _report(report, {"ETag": _tag(rulebook, report), "Cache-Control": "no-store"})


@router.get(
    "/advice",
    summary="The advice for a brief in the query string",
    response_model=Report,
    responses=problems(422),
    openapi_extra=BRIEF_QUERY,
)
async def advice_of_query(request: Request, rulebook: RulebookDep, now: NowDep) -> Response:
    """The same with the brief in the query string: `input=value`, `pin.decision=outcome`, `usage.figure=number`."""
    brief, _ = brief_from_query(rulebook, request.query_params.multi_items(), lenient=False)
    report = advise(rulebook, brief, now)
    tag = _tag(rulebook, report)
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return _report(report, headers)


@router.post(
    "/reports",
    summary="Store the report of a brief",
    status_code=201,
    response_model=StoredLink,
    responses=problems(400, 413, 415, 422, 429),
    openapi_extra=takes(BRIEF),
    dependencies=[StoringAllowed],
)
def store_report(
    request: Request,
    rulebook: RulebookDep,
    document: DocumentDep,
    settings: SettingsDep,
    session: SessionDep,
    now: NowDep,
) -> Response:
    """Advise and store the report; the answer names its link, and the token with which it can be deleted."""
    report = advise(rulebook, read_document(rulebook, document), now)
    stored = save(session, report.model_dump(mode="json"), report.fingerprint, now)
    link = StoredLink(
        token=stored.token, revoke_token=stored.revoke_token, url=link_to(request, settings, stored.token)
    )
    headers = {"Location": f"/api/v1/reports/{stored.token}", "Cache-Control": "no-store"}
    return JSONResponse(link.model_dump(), 201, headers)


@router.get("/reports/{token}", summary="A stored report", response_model=Report, responses=problems(404))
def stored_report(token: str, session: SessionDep) -> Response:
    """A stored report as it was."""
    return _report(read(load(session, token)), {"Cache-Control": STORED_FOR})


@router.delete(
    "/reports/{token}",
    summary="Delete a stored report",
    status_code=204,
    responses=problems(403, 404, 429),
    dependencies=[StoringAllowed],
)
def delete_report(
    token: str,
    session: SessionDep,
    revoke_token: Annotated[
        str | None, Header(alias="X-Revoke-Token", description="given when the report was stored")
    ] = None,
) -> Response:
    """Delete a stored report; the revoke token goes into the header X-Revoke-Token."""
    load(session, token)
    if not revoke_token:
        raise RevokeTokenWrong
    revoke(session, token, revoke_token)
    return Response(status_code=204)


@router.post("/decide", summary="Stage 1: decide", responses=problems(400, 413, 415, 422), openapi_extra=takes(BRIEF))
async def decide(rulebook: RulebookDep, document: DocumentDep) -> Response:
    """Stage 1: a brief → its decisions with reasons, and the guardrails that speak."""
    return JSONResponse(decide_stage(rulebook, document))


@router.post(
    "/compose",
    summary="Stage 2: compose",
    responses=problems(400, 413, 415, 422),
    openapi_extra=takes("the output of decide"),
)
async def compose(rulebook: RulebookDep, document: DocumentDep) -> Response:
    """Stage 2: decisions → the architecture: components and connections with the load they carry."""
    return JSONResponse(compose_stage(rulebook, document))


@router.post(
    "/estimate",
    summary="Stage 3: estimate",
    responses=problems(400, 413, 415, 422),
    openapi_extra=takes("the output of compose, or a bare list of components with given load"),
)
async def estimate(rulebook: RulebookDep, document: DocumentDep) -> Response:
    """Stage 3: an architecture, or `{"components": [{"type": …, "load": …}]}` → line items and the month's cost."""
    return JSONResponse(estimate_stage(rulebook, document))


@router.post(
    "/draw",
    summary="Stage 4: draw",
    responses={200: SVG, **problems(400, 413, 415, 422)},
    openapi_extra=takes("the output of compose or estimate, or its architecture alone"),
    response_class=Response,
)
async def draw(request: Request, document: DocumentDep) -> Response:
    """Stage 4: an architecture → its picture as SVG; `?lang=ko` and `?scheme=dark` choose words and colours."""
    asked = request.query_params
    faulty = [
        FieldProblem(name, f"write one of: {', '.join(known)}", f"다음 중에서 고릅니다: {', '.join(known)}")
        for name, known in (("lang", ("en", "ko")), ("scheme", ("light", "dark", "auto")))
        if name in asked and asked[name] not in known
    ]
    if faulty:
        raise InvalidBrief(faulty)
    svg = draw_stage(document, "ko" if asked.get("lang") == "ko" else "en", asked.get("scheme", "auto"))
    return Response(svg, media_type="image/svg+xml")


def _report(report: Report, headers: dict[str, str]) -> Response:
    return Response(report.model_dump_json(), media_type=JSON_TYPE, headers=headers)


def _tag(rulebook: Rulebook, report: Report) -> str:
    return _mark(rulebook.fingerprint, report.brief.model_dump_json())


def _tagged(request: Request, rulebook: Rulebook, make: Callable[[], dict[str, Any]]) -> Response:
    headers = {"ETag": _mark(rulebook.fingerprint, request.url.path), "Cache-Control": "no-cache"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return JSONResponse(make(), headers=headers)


def _mark(*parts: str) -> str:
    return f'W/"{sha256("|".join(parts).encode()).hexdigest()[:32]}"'
