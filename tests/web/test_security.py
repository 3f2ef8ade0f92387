"""Security headers on every answer, nothing inline, nothing from elsewhere."""

import re

import pytest

from tests.web.plain_browser import Page

PAGES = ["/", "/ask", "/advice", "/rules", "/rules/api_code", "/nowhere", "/api/v1/docs"]
ANSWERS = [*PAGES, "/healthz", "/api/v1/openapi.json", "/api/v1/nothing", "/static/app.css", "/static/nothing"]
# What a browser fetches by itself; links that a reader may follow are not among them.
FETCHED = {"script": "src", "img": "src", "link": "href", "image": "href", "use": "href"}


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_carries_the_headers(client, path):
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client, path):
    text = client.get(path).text
    page = Page(text)
    for tag, attributes in page.tags:
        assert tag != "style"
        assert "style" not in attributes, (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")]
        address = attributes.get(FETCHED.get(tag, ""), "")
        assert not re.match(r"(https?:)?//", address), address
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


def test_a_versioned_file_is_kept_for_good(client):
    page = Page(client.get("/").text)
    sheet = next(found["href"] for tag, found in page.tags if tag == "link" and "app.css" in found["href"])
    assert "immutable" in client.get(sheet).headers["cache-control"]
    assert "immutable" not in client.get("/static/app.css").headers["cache-control"]


@pytest.mark.parametrize("path", ["/", "/advice", "/healthz", "/api/v1/questions", "/static/app.js"])
def test_head_answers_like_get_without_a_body(client, path):
    head, whole = client.head(path), client.get(path)
    assert head.status_code == whole.status_code == 200
    assert not head.content
    assert head.headers["content-type"] == whole.headers["content-type"]


def test_files_outside_static_stay_there(client):
    for path in ("/static/../app/main.py", "/static/%2e%2e/app/main.py", "/static/..%2fapp/main.py"):
        assert client.get(path).status_code == 404
