"""The ASGI application: settings, rulebook, database, middleware, pages and API."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.types import Scope

from app.domain.advisor.requests import Requests
from app.domain.reasoning.reasoner import Reasoner
from app.domain.rulebook import Rulebook
from app.rulefiles.load import load_rulebook
from app.settings import Settings
from app.storage import connect, migrate, reachable
from app.web import api, exports, pages
from app.web.build import STATIC, build_of, etag, not_modified
from app.web.error_pages import install
from app.web.middleware import BodyLimit, HeadLikeGet, SecurityHeaders
from app.web.openapi import TITLE, VERSION, describe
from app.web.render import templates_of

COLLECT_AFTER = 20_000
"""How many new objects wait for the collector: some answers' worth, which mostly go by themselves."""
OPENAPI_URL = "/api/v1/openapi.json"


def create_app(settings: Settings | None = None, rulebook: Rulebook | None = None) -> FastAPI:
    """The whole program as an ASGI application; raises RulebookInvalid or SettingInvalid before it serves anything."""
    settings = settings or Settings.from_environment()
    app = FastAPI(
        title=TITLE, version=VERSION, openapi_url=None, docs_url=None, redoc_url=None, lifespan=_with_database
    )
    app.state.settings = settings
    app.state.rulebook = rulebook or load_rulebook(settings.rules_dir)
    app.state.requests = Requests(app.state.rulebook)
    app.state.reasoner = Reasoner(app.state.rulebook)
    app.state.build = build_of(app.state.rulebook.fingerprint)
    app.state.templates = templates_of(app.state.build)
    app.state.limiter = MovingWindowRateLimiter(MemoryStorage())
    app.state.rate = parse(settings.rate_limit)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=4)
    for layer in (BodyLimit, HeadLikeGet, SecurityHeaders):
        app.add_middleware(layer)
    install(app)
    app.include_router(api.router, tags=["advice"])
    app.include_router(exports.router)
    app.include_router(pages.router)
    app.add_api_route(OPENAPI_URL, _openapi, include_in_schema=False)
    app.add_api_route("/healthz", _healthz, include_in_schema=False)
    app.mount("/static", _Static(directory=STATIC), name="static")
    return app


class _Static(StaticFiles):
    """Static files: a browser may keep one whose address has a version for a year, any other for a day."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        kept = "31536000, immutable" if b"v=" in scope["query_string"] else "86400"
        response.headers["Cache-Control"] = f"public, max-age={kept}"
        return response


@asynccontextmanager
async def _with_database(app: FastAPI) -> AsyncIterator[None]:
    engine = connect(app.state.settings.database_url)
    migrate(engine)
    app.state.engine = engine
    settle_collector()
    yield
    engine.dispose()


def settle_collector() -> None:
    """Exempt the objects that exist now from garbage collection, and let it run less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 100)


def _healthz(request: Request) -> Response:
    """Whether the program and its database answer, and the rulebook's fingerprint; 503 when the database does not."""
    state = request.app.state
    status, code = ("ok", 200) if reachable(state.engine) else ("the database does not answer", 503)
    return JSONResponse({"status": status, "rulebook": state.rulebook.fingerprint}, code)


async def _openapi(request: Request) -> Response:
    """The description of the API, made when it is first asked for."""
    app: FastAPI = request.app
    if app.openapi_schema is None:
        app.openapi_schema = describe(app, app.state.requests)
    headers = {"ETag": etag(request, request.url.path), "Cache-Control": "no-cache"}
    return not_modified(request, headers) or JSONResponse(app.openapi_schema, headers=headers)
