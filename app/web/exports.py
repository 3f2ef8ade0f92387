"""Routes that give a report as a file: its line items as CSV, a stored report as JSON."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.advisor import advise
from app.domain.currency import Display
from app.domain.report import Report, read
from app.export.line_items import line_items_csv
from app.storage import load
from app.web.deps import BriefDep, DisplayDep, NowDep, Page, PageDep, RulebookDep, SessionDep, mark
from app.web.pages import STORED_FOR
from app.web.render import asset_version

CSV_TYPE = "text/csv; charset=utf-8; header=present"

router = APIRouter(include_in_schema=False)


@router.get("/advice.csv")
async def advice_as_csv(
    request: Request, page: PageDep, rulebook: RulebookDep, given: BriefDep, now: NowDep, display: DisplayDep
) -> Response:
    """The line items of the advice for a brief."""
    tag = mark(rulebook.fingerprint, page.language, request.url.query, asset_version())
    headers = {"Cache-Control": "no-cache", "ETag": tag, "Vary": "Accept-Language"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return _csv(advise(rulebook, given.brief, now, roads=False), page, display, headers)


@router.get("/r/{token}.csv")
def stored_as_csv(token: str, page: PageDep, session: SessionDep, display: DisplayDep) -> Response:
    """The line items of a stored report."""
    headers = {"Cache-Control": STORED_FOR, "Vary": "Accept-Language", "X-Robots-Tag": "noindex"}
    return _csv(read(load(session, token)), page, display, headers)


@router.get("/r/{token}.json")
def stored_as_json(token: str, session: SessionDep) -> Response:
    """A stored report as the document that it is."""
    headers = {"Cache-Control": STORED_FOR, "X-Robots-Tag": "noindex"}
    return Response(read(load(session, token)).written(), media_type="application/json", headers=headers)


def _csv(report: Report, page: Page, display: Display | None, headers: dict[str, str]) -> Response:
    named = {
        **headers,
        "Content-Disposition": 'attachment; filename="line-items.csv"',
        "Content-Language": page.language,
    }
    return Response(line_items_csv(report, page.language, display), media_type=CSV_TYPE, headers=named)
