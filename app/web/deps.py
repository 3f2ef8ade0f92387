"""The dependencies of routes: rulebook, database session, language and light of a page, the brief of a request."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock
from time import perf_counter
from typing import Annotated, ClassVar, get_args
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import Depends, HTTPException, Request
from sqlmodel import Session

from app.domain.advisor.consultation import Consultation, consult
from app.domain.advisor.requests import Requests
from app.domain.model.briefs import Brief
from app.domain.model.inputs import NOT_SURE
from app.domain.reasoning.proofs import ProofReport, proof_report
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.brief import brief_from_query
from app.domain.report.currency import CURRENCY, RATE, Display, read_display
from app.domain.report.report import Report
from app.domain.report.upgrade import read
from app.domain.rulebook import Rulebook
from app.errors import FieldProblem, InvalidBrief
from app.memory import remembered
from app.settings import Settings
from app.storage import load
from app.words.catalogue import said
from app.words.text import Language, Text

LANGUAGES: tuple[Language, ...] = get_args(Language)
BRIGHTEST = 10
"""The brightest level of light; the darkest is 0."""
FIRST_LIGHT = 6
"""The first level of light with dark text."""
FORM = "application/x-www-form-urlencoded"

_NONE = "none_of_these"
_ELSE_NOT_SURE = "else_not_sure"
EXACT = "exact."
"""What a field for an exact number begins with, beside the ranges to choose from."""
PER = "per."
"""What a field for the time begins with that an exact number is counted in."""
AGAINST = "against"
"""The parameter with the query string of another brief, with which the given one is compared."""
SEARCHED = "q"
"""The parameter with the words by which questions are searched for."""
_OF_THE_PAGE = ("lang", "scheme", "at", SEARCHED, AGAINST, CURRENCY, RATE)
_PROVING = Lock()

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Page:
    """What every template gets of the request: path, language, light and currency, and links that keep these."""

    schemes: ClassVar[tuple[str, ...]] = ("auto", "dark", "light")

    path: str
    language: Language
    scheme: str
    query: tuple[tuple[str, str], ...]
    light: int = 0
    display: Display | None = None
    notices: tuple[Text, ...] = ()

    @property
    def looks(self) -> Pairs:
        """Language and scheme, if the address names them."""
        return [(name, value) for name, value in self.query if name in ("lang", "scheme")]

    @property
    def kept(self) -> Pairs:
        """The parameters that every link keeps: language, scheme, currency and rate."""
        display = self.display
        return [*self.looks, *([(CURRENCY, display.code), (RATE, f"{display.rate:f}")] if display else [])]

    def url(self, path: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
        """A link inside the program that keeps language, scheme and currency."""
        query = urlencode([*pairs, *self.kept])
        return quote(path) + (f"?{query}" if query else "")

    def switched(self, key: str, value: str) -> str:
        """The same page with another language or scheme."""
        others = [pair for pair in self.query if pair[0] != key]
        return f"{quote(self.path)}?{urlencode([*others, (key, value)])}"

    def at_light(self, light: int) -> "Page":
        """The same page at a level of light, which the reader's scheme limits to the dark or the light half."""
        squeezed = {"dark": round(light * 0.4), "light": FIRST_LIGHT + round(light * 0.4)}
        return replace(self, light=squeezed.get(self.scheme, light))


def page_of(request: Request) -> Page:
    """The page of a request: its language (from the address, else from the browser), scheme and currency."""
    pairs = tuple((name, value) for name, value in request.query_params.multi_items() if value)
    asked = dict(pairs)
    language = next((item for item in LANGUAGES if item == asked.get("lang")), None)
    scheme = asked.get("scheme", "")
    display, notices = _display_of(asked)
    return Page(
        path=request.url.path,
        language=language or preferred(request.headers.get("accept-language", "")),
        scheme=scheme if scheme in Page.schemes else "auto",
        query=pairs if request.method in ("GET", "HEAD") else (),
        display=display,
        notices=notices,
    )


def _display_of(asked: Mapping[str, str]) -> tuple[Display | None, tuple[Text, ...]]:
    """The currency of a page; one that cannot be read is left out with a notice."""
    try:
        return read_display(asked.get(CURRENCY, ""), asked.get(RATE, "")), ()
    except InvalidBrief as fault:
        return None, tuple(_ignored(problem) for problem in fault.problems)


def _ignored(problem: FieldProblem) -> Text:
    field = said("currency.code" if problem.field == CURRENCY else "currency.rate")
    return said("notice.ignored", field=field, problem=problem.told)


def link_to(root: str, token: str) -> str:
    """The public address of a stored report."""
    return f"{root}/r/{token}"


def preferred(header: str) -> Language:
    """The language of this program that an Accept-Language header prefers; English when it names none."""
    weights: dict[str, float] = {}
    for part in header.split(","):
        tag, _, parameter = part.strip().partition(";")
        weight = parameter.strip().removeprefix("q=")
        try:
            weights.setdefault(tag.lower().partition("-")[0], float(weight) if weight else 1.0)
        except ValueError:
            continue
    return max(LANGUAGES, key=lambda item: weights.get(item, 0.0))


async def _page(request: Request) -> Page:
    return page_of(request)


async def _display(request: Request) -> Display | None:
    """The currency of a file; one that cannot be read is refused."""
    return read_display(request.query_params.get(CURRENCY, ""), request.query_params.get(RATE, ""))


async def _rulebook(request: Request) -> Rulebook:
    rulebook: Rulebook = request.app.state.rulebook
    return rulebook


async def _reasoner(request: Request) -> Reasoner:
    reasoner: Reasoner = request.app.state.reasoner
    return reasoner


async def _requests(request: Request) -> Requests:
    requests: Requests = request.app.state.requests
    return requests


@dataclass(frozen=True)
class DatedProof:
    """The proof of the rulebook that is served, when it was made and how many seconds it took."""

    report: ProofReport
    at: datetime
    seconds: float


def _proof(request: Request) -> DatedProof:
    """The proof of the rulebook; requests at the same time wait for one another, so that only the first one proves."""
    with _PROVING:
        return _proven(request.app.state.rulebook)


@remembered("proof")
def _proven(rulebook: Rulebook) -> DatedProof:
    started = perf_counter()
    report = proof_report(rulebook)
    return DatedProof(report, datetime.now(UTC), perf_counter() - started)


async def _root(request: Request) -> str:
    """The public address of the program, without a slash at its end."""
    settings: Settings = request.app.state.settings
    return str(settings.base_url or request.base_url).rstrip("/")


def _session(request: Request) -> Iterator[Session]:
    with Session(request.app.state.engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(_session)]


def _stored_report(token: str, session: SessionDep) -> Report:
    """The report stored under the token of the path; raises NotFound or ReportUnreadable."""
    return read(load(session, token))


async def _now() -> datetime:
    return datetime.now(UTC)


DisplayDep = Annotated[Display | None, Depends(_display)]
PageDep = Annotated[Page, Depends(_page)]
RulebookDep = Annotated[Rulebook, Depends(_rulebook)]
RequestsDep = Annotated[Requests, Depends(_requests)]
ReasonerDep = Annotated[Reasoner, Depends(_reasoner)]
ProofDep = Annotated[DatedProof, Depends(_proof)]
RootDep = Annotated[str, Depends(_root)]
StoredReportDep = Annotated[Report, Depends(_stored_report)]
NowDep = Annotated[datetime, Depends(_now)]


@dataclass(frozen=True)
class GivenBrief:
    """The brief of a request, and notices about values that could not be read and are left out."""

    brief: Brief
    notices: tuple[Text, ...]


def brief_pairs(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """The pairs of a query or form that belong to the brief, without doubles.

    A form without script sends more than one value of a field: an exact number wins over all others, then "not sure",
    while "none of these" and "else not sure" count only if nothing else is chosen.
    """
    written = list(_with_exact([pair for pair in pairs if pair[0] not in _OF_THE_PAGE and pair[1]]))
    answered = {name for name, value in written if value != _ELSE_NOT_SURE}
    kept = [
        (name, NOT_SURE if value == _ELSE_NOT_SURE else value)
        for name, value in written
        if value != _ELSE_NOT_SURE or name not in answered
    ]
    unsure = {name for name, value in kept if _is_unsure(value)}
    chosen = {name for name, value in kept if value != _NONE and not _is_unsure(value)}
    cleaned = [
        (name, value)
        for name, value in kept
        if (_is_unsure(value) if name in unsure else not (value == _NONE and name in chosen))
    ]
    return list(dict.fromkeys(cleaned))


def _is_unsure(value: str) -> bool:
    """Whether a value is "not sure", alone or with what is known all the same (`not_sure > 15`)."""
    return value == NOT_SURE or value.startswith(f"{NOT_SURE} ")


def _with_exact(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """The pairs in which an exact number, with the time that it is counted in, takes the place of the range chosen."""
    exact = {name.removeprefix(EXACT): value.strip() for name, value in pairs if name.startswith(EXACT)}
    times = {name.removeprefix(PER): value for name, value in pairs if name.startswith(PER)}
    for name, value in exact.items():
        if value:
            plainly = value[-1].isdigit() and name in times
            yield name, f"{value}/{times[name]}" if plainly else value
    for name, value in pairs:
        if not name.startswith((EXACT, PER)) and not exact.get(name):
            yield name, value


def compared(pairs: Pairs, before: Pairs) -> Pairs:
    """The query of an address that compares one brief with another."""
    return [*pairs, (AGAINST, urlencode(before))]


async def _brief_of_query(request: Request, rulebook: RulebookDep) -> GivenBrief:
    return GivenBrief(*brief_from_query(rulebook, brief_pairs(request.query_params.multi_items())))


async def _against(request: Request, rulebook: RulebookDep) -> GivenBrief | None:
    written = request.query_params.get(AGAINST)
    if written is None:
        return None
    try:
        pairs = parse_qsl(written, max_num_fields=2000)
    except ValueError:
        raise HTTPException(400) from None
    return GivenBrief(*brief_from_query(rulebook, brief_pairs(pairs)))


async def _form(request: Request) -> Pairs:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415, FORM)
    try:
        body = (await request.body()).decode()
        return parse_qsl(body, keep_blank_values=True, max_num_fields=2000)
    except ValueError:
        raise HTTPException(400) from None


FormDep = Annotated[Pairs, Depends(_form)]


async def _brief_of_form(form: FormDep, rulebook: RulebookDep) -> GivenBrief:
    return GivenBrief(*brief_from_query(rulebook, brief_pairs(form)))


BriefDep = Annotated[GivenBrief, Depends(_brief_of_query)]


async def _consultation(given: BriefDep, reasoner: ReasonerDep) -> Consultation:
    return consult(reasoner, given.brief)


ConsultationDep = Annotated[Consultation, Depends(_consultation)]
"""The consultation for the brief that a page was asked for."""
AgainstDep = Annotated[GivenBrief | None, Depends(_against)]
FormBriefDep = Annotated[GivenBrief, Depends(_brief_of_form)]
