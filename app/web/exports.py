"""Routes of reports as files: pictures in every form, line items as CSV, stored reports as JSON."""

import re
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.diagram.colours import Scheme
from app.diagram.png import NARROWEST, WIDEST, WIDTH
from app.domain.model.requests import read_number
from app.domain.report.currency import Display
from app.domain.report.report import Report
from app.errors import FieldProblem, InvalidBrief
from app.export import Form
from app.export.architecture import MEDIA_TYPES, Look
from app.export.line_items import line_items_csv
from app.web.build import content_etag, etag, not_modified
from app.web.deps import ConsultationDep, DisplayDep, Page, PageDep, StoredReportDep
from app.web.pages import STORED_FOR
from app.web.pictures import drawn
from app.words.catalogue import said

SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
SHOWN: frozenset[Form] = frozenset({"svg", "png"})
"""The forms that a browser shows inline; the others are sent as attachments."""
LONGEST_NAME = 60
CSV_TYPE = "text/csv; charset=utf-8; header=present"

router = APIRouter(include_in_schema=False)


async def _look(request: Request, page: PageDep) -> Look:
    """The look that a request asks for by `lang`, `scheme` and, for PNG, `width`; raises InvalidBrief."""
    problems = []
    scheme = next((item for item in SCHEMES if item == (request.query_params.get("scheme") or "auto")), None)
    if scheme is None:
        problems.append(FieldProblem("scheme", said("fault.scheme", known=", ".join(SCHEMES))))
    width = read_number(request.query_params.get("width") or WIDTH)
    if width is None or width not in range(NARROWEST, WIDEST + 1):
        problems.append(FieldProblem("width", said("fault.width", least=NARROWEST, most=WIDEST)))
    if problems or scheme is None or width is None:
        raise InvalidBrief(problems)
    return Look(page.language, scheme, int(width))


LookDep = Annotated[Look, Depends(_look)]


@router.get("/advice.svg")
@router.get("/advice.png")
@router.get("/advice.drawio")
@router.get("/advice.mmd")
def advice_picture(request: Request, look: LookDep, asked: ConsultationDep) -> Response:
    """The picture of the advice for a brief, in the form that the address ends in."""
    return _picture(request, asked.outline, look, {"Cache-Control": "no-cache"})


@router.get("/r/{token}.svg")
@router.get("/r/{token}.png")
@router.get("/r/{token}.drawio")
@router.get("/r/{token}.mmd")
def stored_report_picture(request: Request, look: LookDep, report: StoredReportDep) -> Response:
    """The picture of a stored report, in the form that the address ends in."""
    headers = {"Cache-Control": STORED_FOR, "X-Robots-Tag": "noindex"}
    return _picture(request, report, look, headers)


@router.get("/advice.csv")
async def advice_csv(request: Request, page: PageDep, asked: ConsultationDep, display: DisplayDep) -> Response:
    """The line items of the advice for a brief."""
    tag = etag(request, page.language, request.url.query)
    headers = {"Cache-Control": "no-cache", "ETag": tag, "Vary": "Accept-Language"}
    held = not_modified(request, headers)
    return held or _csv(asked.outline, page, display, headers)


@router.get("/r/{token}.csv")
def stored_report_csv(page: PageDep, report: StoredReportDep, display: DisplayDep) -> Response:
    """The line items of a stored report."""
    headers = {"Cache-Control": STORED_FOR, "Vary": "Accept-Language", "X-Robots-Tag": "noindex"}
    return _csv(report, page, display, headers)


@router.get("/r/{token}.json")
def stored_report_json(report: StoredReportDep) -> Response:
    """A stored report as JSON."""
    headers = {"Cache-Control": STORED_FOR, "X-Robots-Tag": "noindex"}
    return Response(report.model_dump_json(), media_type="application/json", headers=headers)


def _picture(request: Request, report: Report, look: Look, headers: dict[str, str]) -> Response:
    form = next(item for item in MEDIA_TYPES if request.url.path.endswith(f".{item}"))
    picture = drawn(report.architecture, report.title, form, look)
    known = {**headers, "ETag": content_etag(picture), "Vary": "Accept-Language"}
    if held := not_modified(request, known):
        return held
    shown = "inline" if form in SHOWN else "attachment"
    named = {
        **known,
        "Content-Disposition": f'{shown}; filename="{_file_name(report)}.{form}"',
        "Content-Language": look.language,
    }
    return Response(picture, media_type=MEDIA_TYPES[form], headers=named)


def _file_name(report: Report) -> str:
    """The file name for a report, without ending: its title in lower-case ASCII letters, digits and hyphens."""
    words = re.sub(r"[^a-z0-9]+", "-", report.title.en.lower())[:LONGEST_NAME].strip("-")
    return f"aws-{words}" if words else "aws-architecture"


def _csv(report: Report, page: Page, display: Display | None, headers: dict[str, str]) -> Response:
    named = {
        **headers,
        "Content-Disposition": 'attachment; filename="line-items.csv"',
        "Content-Language": page.language,
    }
    return Response(line_items_csv(report, page.language, display), media_type=CSV_TYPE, headers=named)
