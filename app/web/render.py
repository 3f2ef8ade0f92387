"""From a view to HTML: the whole page, or for HTMX one block of it alone; and how figures are written."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.web.build import ROOT, Build
from app.web.deps import Page
from app.words.catalogue import Value, words
from app.words.text import Language, Text

VARY = "Accept-Language, HX-Request, HX-History-Restore-Request"

_CENT = Decimal("0.01")
_WHOLE_FROM = Decimal(100)


def render(
    request: Request,
    page: Page,
    template: str,
    view: object,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """Render a page; HTMX gets its block `main` and its title, or the block alone that `page.html#block` names.

    When HTMX restores its history it gets the whole page. `within` tells a template that it stands in another page.
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


def money(amount: Decimal, digits: int | None = None) -> str:
    """An amount of USD; from 100 on in whole dollars unless digits after the point are asked for."""
    if digits is None:
        digits = 0 if abs(amount) >= _WHOLE_FROM or not amount else 2
    rounded = amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    if digits == 2 and not rounded and amount > 0:
        return f"< ${_CENT}"
    return f"${rounded:,f}"


def quantity(amount: Decimal) -> str:
    """A quantity: from 100 on a whole number, below it three digits after the point at most."""
    digits = Decimal(1) if amount >= _WHOLE_FROM or not amount else Decimal("0.001")
    rounded = amount.quantize(digits, ROUND_HALF_UP)
    if amount and not rounded:
        return "< 0.001"
    written = f"{rounded:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def price(amount: Decimal) -> str:
    """A unit price with every digit that it has."""
    written = f"{amount:f}"
    return "$" + (written.rstrip("0").rstrip(".") if "." in written else written)


def percent(amount: Decimal) -> str:
    """A difference in percent with its sign, without digits after the point; a minus sign, not a hyphen."""
    rounded = amount.quantize(Decimal(1), ROUND_HALF_UP)
    sign = "±" if not rounded else "+" if rounded > 0 else "−"
    return f"{sign}{abs(rounded):,f}%"


def templates_of(build: Build) -> Environment:
    """The templates of the pages; each is compiled when it is first rendered."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(asset=build.asset, money=money, quantity=quantity, price=price)
    return environment


def _writers(language: Language) -> dict[str, Any]:
    def say(text: Text) -> str:
        return text.in_language(language)

    def difference(amount: Decimal) -> str:
        sign = "same" if not amount.quantize(_CENT) else "more" if amount > 0 else "less"
        return words(f"alternative.{sign}", language, amount=money(abs(amount)))

    return {"t": partial(_words, language), "say": say, "difference": difference, "percent": percent}


def _words(language: Language, key: str, **values: Value) -> str:
    return words(key, language, **values)
