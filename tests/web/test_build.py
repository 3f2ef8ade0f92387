"""A new build ends every ETag: a deploy that changed code, words, a template, a style or a rule is seen at once."""

from dataclasses import replace

import pytest
from fastapi.routing import APIRoute

from app.main import OPENAPI_URL
from app.web import api, exports, pages
from app.web.build import ROOT, build_of

BRIEF = "parts=api&parts=site&pin.database=dynamodb"
BY_CONTENT = {"/advice.svg", "/advice.png", "/advice.drawio", "/advice.mmd"}
"""Pictures: their ETag is made of the bytes themselves, whichever build drew them."""
UNTAGGED = {"/", "/ask", "/ask/found", "/ask/number", "/rules", "/rules/{name}", "/proof", "/api/v1/docs"}
"""Pages that are sent whole each time."""
FILES = (
    "app/domain/pipeline/compose.py",
    "app/words/catalogues/site.py",
    "static/app.css",
    "static/app.js",
    "static/icons/lambda.svg",
    "static/picture.css",
    "static/vendor/htmx/htmx.min.js",
    "templates/_report.html",
)


def addresses():
    """Every address that GET answers with an ETag, by its path; those of stored reports hold none."""
    routes = [*api.router.routes, *exports.router.routes, *pages.router.routes]
    got = [route.path for route in routes if isinstance(route, APIRoute) and "GET" in (route.methods or ())]
    paths = {path for path in got if "{token}" not in path}
    return {path: f"{path.replace('{name}', 'database')}?{BRIEF}" for path in {OPENAPI_URL, *paths} - UNTAGGED}


def test_every_etag_ends_with_the_build_and_holds_as_long_as_it(app, client):
    build = app.state.build
    for path, address in addresses().items():
        app.state.build = build
        held = {"If-None-Match": client.get(address).headers["etag"]}
        assert client.get(address, headers=held).status_code == 304, path
        app.state.build = replace(build, id="another")
        assert client.get(address, headers=held).status_code == (304 if path in BY_CONTENT else 200), path


@pytest.mark.parametrize("changed", FILES)
def test_a_change_of_any_file_that_shapes_an_answer_makes_another_build(tmp_path, changed):
    for name in FILES:
        copy = tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((ROOT / name).read_bytes())
    before = build_of("rules", tmp_path)
    assert build_of("rules", tmp_path) == before
    with (tmp_path / changed).open("a") as file:
        file.write(" ")
    assert build_of("rules", tmp_path).id != before.id


def test_a_change_of_the_rules_makes_another_build(tmp_path):
    assert build_of("rules", tmp_path).id != build_of("other rules", tmp_path).id


def test_the_address_of_a_file_changes_with_the_file_alone(client, app):
    build = app.state.build
    address = build.asset("app.css")
    assert address in client.get("/").text
    assert replace(build, id="another").asset("app.css") == address
    assert client.get(address).headers["cache-control"] == "public, max-age=31536000, immutable"
    assert replace(build, digests={"static/app.css": "f" * 64}).asset("app.css") == "/static/app.css?v=ffffffffffff"
