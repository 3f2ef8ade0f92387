"""Routes for programs (JSON, /api/v1): the whole advice by one POST, its stages, stored reports, the rulebook."""

import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from app.diagram.colours import Scheme
from app.diagram.png import NARROWEST, WIDEST, WIDTH
from app.domain.advice import run
from app.domain.advisor.consultation import consult
from app.domain.advisor.guidance import explain_decision, next_question
from app.domain.advisor.requests import ComposeRequest, EstimateRequest, ExplainRequest
from app.domain.advisor.results import Composition, Decisions, ExplainedDecision, NextQuestion, Priced
from app.domain.advisor.stages import compose_stage, decide_stage, estimate_stage
from app.domain.model.briefs import Brief
from app.domain.report.finding import MOST_LETTERS
from app.domain.report.report import Report
from app.domain.whatif.curve import Curve, cost_curve
from app.export import Form
from app.export.architecture import MEDIA_TYPES, Look, TitledArchitecture
from app.export.drawable import drawable
from app.storage import revoke, save
from app.web.api_documents import (
    FoundQuestions,
    Questions,
    WholeRulebook,
    found_document,
    questions_document,
    rulebook_document,
)
from app.web.build import etag, not_modified, report_etag
from app.web.deps import NowDep, ReasonerDep, RequestsDep, RootDep, RulebookDep, SessionDep, StoredReportDep, link_to
from app.web.openapi import problems, takes
from app.web.pages import STORED_FOR
from app.web.pictures import drawn
from app.web.rate import StoringAllowed
from app.words.text import Language

JSON_TYPE = "application/json"
NEGLIGIBLE = 1e-43
SEARCHED = (
    "Words in English or Korean, in any order: questions that hold all of them, each as the beginning of a word "
    "(Korean also inside one), with small typing errors"
)
SURROGATE = b"\\ud"

DRAWN: dict[str, Any] = {
    "description": "The architecture in the form that `format` asks for",
    "content": {
        kind: {"schema": {"type": "string", **({"format": "binary"} if form == "png" else {})}}
        for form, kind in MEDIA_TYPES.items()
        if form != "json"
    },
    "model": TitledArchitecture,
}

UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The ETag in If-None-Match still holds"}}
STORED_LINKS: dict[int | str, dict[str, Any]] = {
    201: {
        "links": {
            "read": {"operationId": "stored_report", "parameters": {"token": "$response.body#/token"}},
            "delete": {
                "operationId": "delete_report",
                "parameters": {
                    "path.token": "$response.body#/token",
                    "header.X-Revoke-Token": "$response.body#/revoke_token",
                },
            },
        }
    }
}

router = APIRouter(prefix="/api/v1", generate_unique_id_function=lambda route: route.name)


class StoredLink(BaseModel):
    """Where a stored report is; the revoke token is given only here."""

    token: str
    revoke_token: str
    url: str


async def _document(request: Request) -> object:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != JSON_TYPE and not (media_type.startswith("application/") and media_type.endswith("+json")):
        raise HTTPException(415, JSON_TYPE)
    body = await request.body()
    try:
        document = json.loads(body, parse_float=_float, parse_constant=_refuse)
        if SURROGATE in body.lower():  # an escape may stand for half a character, which no answer could repeat
            json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise HTTPException(400) from None
    return document


def _float(text: str) -> float:
    # Smaller than any quantity: read as 0, so that hundreds of digits do not slow every sum.
    number = float(text)
    return number if abs(number) >= NEGLIGIBLE else 0.0


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not JSON")


DocumentDep = Annotated[object, Depends(_document)]


async def _brief(requests: RequestsDep, document: DocumentDep) -> Brief:
    return requests.brief(document)


async def _explain(requests: RequestsDep, document: DocumentDep) -> ExplainRequest:
    return requests.explain(document)


async def _compose(requests: RequestsDep, document: DocumentDep) -> ComposeRequest:
    return requests.compose(document)


async def _estimate(requests: RequestsDep, document: DocumentDep) -> EstimateRequest:
    return requests.estimate(document)


BriefBody = Annotated[Brief, Depends(_brief)]


@router.get(
    "/questions",
    summary="All questions, or those that some words find",
    response_model=Questions | FoundQuestions,
    responses={**UNCHANGED, **problems(422)},
)
async def questions(
    request: Request,
    rulebook: RulebookDep,
    q: Annotated[str, Query(max_length=MOST_LETTERS, description=SEARCHED)] = "",
) -> Response:
    """All questions with their inputs, topic by topic, in asking order; with `q` the best 20 for its words."""
    words = q.strip()
    return _tagged(
        request,
        lambda: found_document(rulebook, words) if words else questions_document(rulebook),
        *filter(None, [words]),
    )


@router.get(
    "/rulebook",
    summary="The whole rulebook",
    response_model=WholeRulebook,
    responses={**UNCHANGED, **problems()},
)
async def rulebook_of_the_program(request: Request, rulebook: RulebookDep) -> Response:
    """Everything the program knows: decisions, comparisons, guardrails, components, facts, sources, stories."""
    return _tagged(request, lambda: rulebook_document(rulebook))


@router.post(
    "/advice",
    summary="The advice for a brief",
    response_model=Report,
    responses=problems(400, 413, 415, 422),
    openapi_extra=takes("Brief"),
)
async def advice(request: Request, reasoner: ReasonerDep, brief: BriefBody, now: NowDep) -> Response:
    """The advice for a brief: answers, pins and usage, all optional."""
    report = consult(reasoner, brief).report.dated(now)
    return _written(report, {"ETag": report_etag(request, report), "Cache-Control": "no-store"})


@router.post(
    "/next",
    summary="The next question for a brief",
    response_model=NextQuestion,
    responses=problems(400, 413, 415, 422),
    openapi_extra=takes("Brief"),
)
def next_of(reasoner: ReasonerDep, brief: BriefBody) -> Response:
    """The question to ask next, how many can remain, parked questions with reasons, settled and possible outcomes."""
    return _written(next_question(reasoner, brief))


@router.post(
    "/explain",
    summary="Why a decision comes out as it does, and what would change it",
    response_model=ExplainedDecision,
    responses=problems(400, 413, 415, 422),
    openapi_extra=takes("Explained"),
)
def explain(reasoner: ReasonerDep, asked: Annotated[ExplainRequest, Depends(_explain)]) -> Response:
    """Tell which answers force a decision, which single answer flips it at what cost, the fewest that reach another."""
    return _written(explain_decision(reasoner, asked))


@router.post(
    "/cost-curve",
    summary="The cost of a brief and its alternatives against the size of the workload",
    response_model=Curve,
    responses=problems(400, 413, 415, 422),
    openapi_extra=takes("Brief"),
)
def curve_of(rulebook: RulebookDep, brief: BriefBody) -> Response:
    """The cost of a brief and of its alternatives over five decades of size, and where the cheapest changes."""
    return _written(cost_curve(run(rulebook, brief)), {"Cache-Control": "no-store"})


@router.post(
    "/reports",
    summary="Store the report of a brief",
    status_code=201,
    response_model=StoredLink,
    responses={**STORED_LINKS, **problems(400, 413, 415, 422, 429)},
    openapi_extra=takes("Brief"),
    dependencies=[StoringAllowed],
)
def store_report(
    reasoner: ReasonerDep,
    brief: BriefBody,
    root: RootDep,
    session: SessionDep,
    now: NowDep,
) -> Response:
    """Store the report of a brief; the answer has its address and the token that deletes it."""
    report = consult(reasoner, brief).priced.dated(now)
    stored = save(session, report.model_dump(mode="json"), report.fingerprint, now)
    link = StoredLink(token=stored.token, revoke_token=stored.revoke_token, url=link_to(root, stored.token))
    headers = {"Location": f"/api/v1/reports/{stored.token}", "Cache-Control": "no-store"}
    return JSONResponse(link.model_dump(), 201, headers)


@router.get("/reports/{token}", summary="A stored report", response_model=Report, responses=problems(404, 409, 410))
def stored_report(report: StoredReportDep) -> Response:
    """A stored report, unchanged since it was stored."""
    return _written(report, {"Cache-Control": STORED_FOR})


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
    revoke(session, token, revoke_token or "")
    return Response(status_code=204)


@router.post(
    "/decide",
    summary="Stage 1: decide",
    response_model=Decisions,
    responses=problems(400, 413, 415, 422),
    openapi_extra=takes("Brief"),
)
async def decide(rulebook: RulebookDep, brief: BriefBody) -> Response:
    """Stage 1: a brief → its decisions with reasons, and the guardrails that speak."""
    return _written(decide_stage(rulebook, brief))


@router.post(
    "/compose",
    summary="Stage 2: compose",
    response_model=Composition,
    responses=problems(400, 413, 415, 422),
    openapi_extra=takes("Decided"),
)
async def compose(rulebook: RulebookDep, asked: Annotated[ComposeRequest, Depends(_compose)]) -> Response:
    """Stage 2: decisions → the architecture: components and connections with the load they carry."""
    return _written(compose_stage(rulebook, asked))


@router.post(
    "/estimate",
    summary="Stage 3: estimate",
    response_model=Priced,
    responses=problems(400, 413, 415, 422),
    openapi_extra=takes("Priceable"),
)
async def estimate(rulebook: RulebookDep, asked: Annotated[EstimateRequest, Depends(_estimate)]) -> Response:
    """Stage 3: an architecture, or `{"components": [{"type": …, "load": …}]}` → line items and the month's cost."""
    return _written(estimate_stage(rulebook, asked))


@router.post(
    "/draw",
    summary="Stage 4: draw",
    responses={200: DRAWN, **problems(400, 413, 415, 422)},
    openapi_extra=takes("Drawable"),
    response_class=Response,
)
def draw(
    document: DocumentDep,
    lang: Language = "en",
    scheme: Scheme = "auto",
    form: Annotated[Form, Query(alias="format", description="mmd is Mermaid, drawio a draw.io file")] = "svg",
    width: Annotated[int, Query(ge=NARROWEST, le=WIDEST, description="pixels of a PNG")] = WIDTH,
) -> Response:
    """An architecture → its picture as SVG or PNG, a draw.io or Mermaid file, or itself as JSON.

    `lang` and `scheme` choose words and colours.
    """
    picture = drawn(*drawable(document), form, Look(lang, scheme, width))
    return Response(picture, media_type=MEDIA_TYPES[form])


def _written(document: BaseModel, headers: Mapping[str, str] | None = None) -> Response:
    return Response(document.model_dump_json(by_alias=True), media_type=JSON_TYPE, headers=headers)


def _tagged(request: Request, make: Callable[[], BaseModel], *asked: str) -> Response:
    headers = {"ETag": etag(request, request.url.path, *asked), "Cache-Control": "no-cache"}
    return not_modified(request, headers) or _written(make(), headers)
