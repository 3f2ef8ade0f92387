"""Routes of pages and their sections: the whole brief is in the query string, the answer is HTML."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from app.domain.advisor.consultation import consult
from app.domain.model.decisions import Decision
from app.domain.report.brief import query_pairs
from app.domain.report.interview import progress_of
from app.domain.report.report import ArchitectureNote, Report
from app.domain.rulebook import Rulebook
from app.errors import NotFound
from app.storage import revoke, save
from app.web.build import etag, not_modified, report_etag
from app.web.deps import (
    BRIGHTEST,
    FIRST_LIGHT,
    SEARCHED,
    AgainstDep,
    BriefDep,
    ConsultationDep,
    FormBriefDep,
    FormDep,
    NowDep,
    Page,
    PageDep,
    ProofDep,
    ReasonerDep,
    RootDep,
    RulebookDep,
    SessionDep,
    StoredReportDep,
    link_to,
)
from app.web.error_pages import ErrorView
from app.web.pictures import PagePicture
from app.web.rate import StoringAllowed
from app.web.render import VARY, render, wants_block
from app.web.views.ask import AskPage, number_view
from app.web.views.changes import changes_view
from app.web.views.curve import curve_view
from app.web.views.diff import diff_view, pins_diff, unpinned
from app.web.views.finding import finding_view
from app.web.views.home import home_view
from app.web.views.preview import preview
from app.web.views.proof import proof_view
from app.web.views.report import ReportView, json_url, live, reasons
from app.web.views.rules import decision_view, rules_view
from app.web.views.spread import spread_view
from app.web.views.worth import worth_view
from app.words.catalogue import said, words

STORED_FOR = "max-age=300, must-revalidate"
REVOKE_COOKIE = "revoke"
REVOKE_SECONDS = 600

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/")
async def home_page(request: Request, page: PageDep, rulebook: RulebookDep) -> Response:
    """The first page: what this is, and stories to start from."""
    return render(request, page.at_light(0), "home.html", home_view(rulebook))


@router.get("/ask")
def question_page(request: Request, page: PageDep, given: BriefDep, asked: ConsultationDep) -> Response:
    """The page of questions: the next question, what is settled, and the map of all questions."""
    progress = progress_of(asked.reasoner, asked.brief)
    walk = AskPage(asked, progress, request.query_params.get("at", ""))
    lit = page.at_light(walk.light)
    picture = Markup()
    if walk.architecture.components:
        picture = _picture(walk.architecture, asked.outline, lit, linked=False).drawn()
    view = walk.view(given.notices, picture, request.query_params.get(SEARCHED, ""))
    return render(request, lit, "ask.html", view, headers={"Cache-Control": "no-cache"})


@router.get("/ask/found")
def found_section(request: Request, page: PageDep, given: BriefDep, rulebook: RulebookDep) -> Response:
    """The questions for the words that are being typed."""
    view = finding_view(rulebook, given.brief, request.query_params.get(SEARCHED, ""))
    return render(request, page, "_found.html", view)


@router.get("/ask/number")
def number_section(request: Request, page: PageDep, rulebook: RulebookDep) -> Response:
    """What an exact number means that is being typed: in the time of its input, or why it cannot be."""
    return render(request, page, "_number.html", number_view(rulebook, request.query_params.multi_items()))


@router.get("/advice")
def advice_page(
    request: Request, page: PageDep, given: BriefDep, asked: ConsultationDep, now: NowDep, root: RootDep
) -> Response:
    """The advice for a brief; what is not answered is assumed."""
    pairs = query_pairs(given.brief)
    notices = (*given.notices, *page.notices)
    headers = _kept_until(_etag(request, page, pairs, notices, root))
    if held := not_modified(request, headers):
        return held
    lit = page.at_light(BRIGHTEST)
    report = asked.full.dated(now)
    view = ReportView(
        report,
        _picture(report.architecture, report, lit).drawn(),
        live(asked.reasoner.rulebook, pairs),
        notices,
        json_url=json_url(pairs),
        pins_diff=pins_diff(asked),
        preview=preview(root, page, "/advice", pairs),
        labels=asked.reasoner.rulebook.roles.labels,
    )
    return render(request, lit, "advice.html", view, headers=headers)


@router.get("/advice/worth")
def worth_section(request: Request, page: PageDep, asked: ConsultationDep) -> Response:
    """What each assumption of a brief is worth: the decisions that it can change, and how far the cost moves."""
    return _section(request, page, "worth", query_pairs(asked.brief), lambda: worth_view(asked.reasoner, asked.advice))


@router.get("/advice/decisions/{name}")
def decision_changes_section(request: Request, name: str, page: PageDep, asked: ConsultationDep) -> Response:
    """What would change one decision of a brief: each flip with its cost, the fewest changes to other outcomes."""
    decision, key = _known(asked.reasoner.rulebook, name), (name, query_pairs(asked.brief))
    return _section(request, page, "changes", key, lambda: changes_view(asked.reasoner, asked.advice, decision))


@router.get("/advice/changes")
def changes_section(
    request: Request, page: PageDep, reasoner: ReasonerDep, given: BriefDep, against: AgainstDep
) -> Response:
    """A brief against another one, or against itself without its pins: both architectures as one picture with marks."""
    before = unpinned(given.brief) if against is None else against.brief
    notices = (*given.notices, *(against.notices if against else ()), *page.notices)
    return _section(
        request,
        page,
        "diff",
        (query_pairs(given.brief), query_pairs(before), notices),
        lambda: diff_view(
            consult(reasoner, before), consult(reasoner, given.brief), page, notices, pinned=against is None
        ),
    )


@router.get("/advice/spread")
def spread_section(request: Request, page: PageDep, asked: ConsultationDep) -> Response:
    """What the spread of a brief's cost comes from: the uncertain numbers that move it most."""
    return _section(request, page, "spread", query_pairs(asked.brief), lambda: spread_view(asked.advice))


@router.get("/advice/curve")
def curve_section(request: Request, page: PageDep, asked: ConsultationDep) -> Response:
    """What the advice and its alternatives cost from small to large, and where the cheapest changes."""
    return _section(request, page, "curve", query_pairs(asked.brief), lambda: curve_view(asked.advice))


@router.get("/advice.json")
def advice_json(request: Request, asked: ConsultationDep, now: NowDep) -> Response:
    """The report of a brief as JSON, as it would be stored."""
    headers = {"Cache-Control": "no-cache", "ETag": report_etag(request, asked.outline)}
    if held := not_modified(request, headers):
        return held
    return Response(asked.priced.dated(now).model_dump_json(), media_type="application/json", headers=headers)


@router.post("/share", dependencies=[StoringAllowed])
def store_report(
    page: PageDep, reasoner: ReasonerDep, given: FormBriefDep, session: SessionDep, now: NowDep
) -> Response:
    """Store the report of a brief and redirect to it; a cookie for that address alone holds the revoke token."""
    report = consult(reasoner, given.brief).priced.dated(now)
    stored = save(session, report.model_dump(mode="json"), report.fingerprint, now)
    path = f"/r/{stored.token}"
    response = RedirectResponse(page.url(path), 303, {"Cache-Control": "no-store"})
    response.set_cookie(
        REVOKE_COOKIE, stored.revoke_token, max_age=REVOKE_SECONDS, path=path, httponly=True, samesite="strict"
    )
    return response


@router.get("/r/{token}")
def stored_report_page(
    request: Request, token: str, page: PageDep, rulebook: RulebookDep, root: RootDep, report: StoredReportDep
) -> Response:
    """A stored report; the first request after storing also shows the revoke token."""
    lit = page.at_light(BRIGHTEST)
    revoke_token = request.cookies.get(REVOKE_COOKIE, "")
    view = ReportView(
        report,
        _picture(report.architecture, report, lit).drawn(),
        None,
        token=token,
        link=link_to(root, token),
        preview=preview(root, page, f"/r/{token}", []),
        revoke_token=revoke_token,
        same_rules=report.fingerprint == rulebook.fingerprint,
        labels=rulebook.roles.labels,
    )
    caching = "private, no-store" if revoke_token else STORED_FOR
    response = render(request, lit, "report.html", view, headers={"Cache-Control": caching, "X-Robots-Tag": "noindex"})
    if revoke_token:
        response.delete_cookie(REVOKE_COOKIE, path=f"/r/{token}", httponly=True, samesite="strict")
    return response


@router.post("/r/{token}/revoke", dependencies=[StoringAllowed])
def revoke_report(request: Request, token: str, page: PageDep, form: FormDep, session: SessionDep) -> Response:
    """Delete a stored report with its revoke token."""
    revoke(session, token, dict(form).get("revoke_token", ""))
    text = words("stored.deleted_text", page.language)
    view = ErrorView(200, words("stored.deleted", page.language), text)
    return render(request, page.at_light(FIRST_LIGHT), "error.html", view, headers={"Cache-Control": "no-store"})


@router.get("/rules")
async def rules_page(request: Request, page: PageDep, rulebook: RulebookDep) -> Response:
    """All decisions."""
    return render(request, page.at_light(BRIGHTEST), "rules.html", rules_view(rulebook))


@router.get("/rules/{name}")
async def decision_page(request: Request, name: str, page: PageDep, rulebook: RulebookDep) -> Response:
    """One decision with its table."""
    return render(request, page.at_light(BRIGHTEST), "decision.html", decision_view(rulebook, _known(rulebook, name)))


@router.get("/proof")
async def proof_page(request: Request, page: PageDep, rulebook: RulebookDep, proven: ProofDep) -> Response:
    """What is proven of the rulebook over all answers, and how often each outcome comes out."""
    return render(request, page.at_light(BRIGHTEST), "proof.html", proof_view(rulebook, proven))


@router.get("/api/v1/docs")
async def api_docs_page(request: Request, page: PageDep) -> Response:
    """The interactive documentation of the API."""
    return render(request, page.at_light(BRIGHTEST), "docs.html", None)


def _known(rulebook: Rulebook, name: str) -> Decision:
    decision = rulebook.decisions.get(name)
    if decision is None:
        raise NotFound(said("fault.no_decision", name=name))
    return decision


def _picture(architecture: ArchitectureNote, report: Report, page: Page, *, linked: bool = True) -> PagePicture:
    return PagePicture(architecture, report.title, page.language, reasons(report) if linked else {})


def _section(request: Request, page: Page, name: str, asked: object, view: Callable[[], object]) -> Response:
    """The section of that name, or 304 if the browser has it: it depends on `asked`, and `view` makes it."""
    headers = _kept_until(_etag(request, page, name, asked))
    held = not_modified(request, headers)
    return held or render(request, page.at_light(BRIGHTEST), f"{name}.html#{name}", view(), headers=headers)


def _kept_until(tag: str) -> dict[str, str]:
    """The headers of an answer that a browser may keep if it asks each time whether the ETag still holds."""
    return {"Cache-Control": "no-cache", "ETag": tag, "Vary": VARY}


def _etag(request: Request, page: Page, *asked: object) -> str:
    """The ETag of a page or a section in the reader's language, scheme and currency."""
    return etag(request, page.language, page.scheme, page.kept, wants_block(request), *asked)
