"""Renders views as HTML: the whole page, or one block for HTMX; the words and figures that templates write."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.web.build import ROOT, Build
from app.web.deps import Page
from app.words.catalogue import Value, service_name, words
from app.words.figures import day, money, money_span, percent, price, quantity
from app.words.text import Language, Text
from app.words.units import behind, between, in_units, unit_name

VARY = "Accept-Language, HX-Request, HX-History-Restore-Request"

_CENT = Decimal("0.01")
_WRITERS = (day, money, quantity, price, percent, money_span, unit_name, in_units)
"""The functions with which templates write figures; the last argument is the language of the page."""


def render(
    request: Request,
    page: Page,
    template: str,
    view: object,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """Render a template with a view; `page.html#block` names the block that HTMX gets.

    Without a block HTMX gets `main` and the title, and the whole page when it restores its history. `within` tells a
    template that it is put into another page.
    """
    name, _, block = template.partition("#")
    templates: Environment = request.app.state.templates
    found = templates.get_template(name)
    context = {"page": page, "view": view, "within": wants_block(request), **_writers(page.language)}
    if wants_block(request):
        body = "".join(found.blocks[block or "main"](found.new_context(context)))
        if not block and "title" in found.blocks:
            title = "".join(found.blocks["title"](found.new_context(context)))
            body = f"<title>{title}</title>{body}"
    else:
        body = found.render(context)
    return HTMLResponse(body, status, {"Vary": VARY, "Content-Language": page.language, **(headers or {})})


def wants_block(request: Request) -> bool:
    """Whether the request comes from HTMX and wants a part of the page."""
    return "hx-request" in request.headers and "hx-history-restore-request" not in request.headers


def templates_of(build: Build) -> Environment:
    """The templates of the pages; each is compiled when it is first rendered."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(asset=build.asset, between=between)
    return environment


def _writers(language: Language) -> dict[str, Any]:
    """The functions of templates that depend on the language of the page."""

    def say(text: Text) -> str:
        return text.in_language(language)

    def t(key: str, **values: Value) -> str:
        return words(key, language, **values)

    def difference(amount: Decimal) -> str:
        sign = "same" if not amount.quantize(_CENT) else "more" if amount > 0 else "less"
        return words(f"alternative.{sign}", language, amount=money(abs(amount), language))

    def measured(amount: Decimal, unit: Text) -> str:
        return behind(quantity(amount, language), amount, unit, language)

    def service(name: str) -> str:
        return service_name(name).in_language(language)

    written = {write.__name__: partial(write, language=language) for write in _WRITERS}
    return {"t": t, "say": say, "difference": difference, "measured": measured, "service": service, **written}
