"""Stored reports of every schema version at every address; one that cannot be read is told so and can be deleted."""

import json

import pytest
from sqlalchemy import text
from sqlmodel import Session

from app.storage import save
from tests.builders import NOON
from tests.stored import STORED
from tests.web.plain_browser import Page

ENDINGS = ("", ".json", ".csv", ".svg", ".png", ".drawio", ".mmd")
UNREADABLE = {
    "newer": (json.dumps({**STORED[1], "schema_version": 99}), 409, ("schema version 99", "스키마 버전은 99")),
    "no JSON": ('{"schema_version": 1, "fing', 410, ("damaged", "손상되어")),
    "no object": ("[]", 410, ("damaged", "손상되어")),
    "too deep": ("[" * 100_000, 410, ("damaged", "손상되어")),
    "no report": ('{"schema_version": 1}', 410, ("damaged", "손상되어")),
}


@pytest.fixture
def stored(client, app):
    """A function that stores a document and returns the two tokens of it."""

    def store(document):
        with Session(app.state.engine) as session:
            return save(session, document, "fingerprint", NOON)

    return store


@pytest.fixture(params=UNREADABLE, ids=list(UNREADABLE))
def unreadable(request, app, stored):
    """A stored report that cannot be read, with its status and what is said of it in English and Korean."""
    content, status, words = UNREADABLE[request.param]
    link = stored({})
    with app.state.engine.begin() as connection:
        connection.execute(text("UPDATE report SET document = :content"), {"content": content})
    return link, status, words


@pytest.mark.parametrize("version", sorted(STORED))
def test_a_stored_report_of_every_version_is_shown_in_every_form(client, stored, version):
    token = stored(STORED[version]).token
    for ending in ENDINGS:
        response = client.get(f"/r/{token}{ending}")
        assert response.status_code == 200, ending
        assert response.content
    assert STORED[version]["summary"]["en"] in client.get(f"/r/{token}").text
    shown = client.get(f"/api/v1/reports/{token}")
    assert (shown.status_code, shown.content) == (200, client.get(f"/r/{token}.json").content)


def test_an_unreadable_report_is_a_named_error_at_every_address(client, unreadable):
    link, status, words = unreadable
    for language, said in zip(("en", "ko"), words, strict=True):
        for ending in ENDINGS:
            response = client.get(f"/r/{link.token}{ending}?lang={language}")
            assert (response.status_code, response.headers["cache-control"]) == (status, "no-store"), ending
            assert said in response.text
        problem = client.get(f"/api/v1/reports/{link.token}?lang={language}").json()
        assert problem["status"] == status
        assert said in problem["detail"]


def test_an_unreadable_report_is_deleted_from_its_page(client, unreadable):
    link, status, _ = unreadable
    form = Page(client.get(f"/r/{link.token}").text).form(f"/r/{link.token}/revoke")
    assert client.post(form.action, data={"revoke_token": "x" * 22}).status_code == 403
    assert client.get(f"/r/{link.token}").status_code == status
    assert client.post(form.action, data=dict(form.pairs(typed={"revoke_token": link.revoke_token}))).status_code == 200
    assert client.get(f"/r/{link.token}").status_code == 404


def test_an_unreadable_report_is_deleted_through_the_api(client, unreadable):
    link, _, _ = unreadable
    address = f"/api/v1/reports/{link.token}"
    assert client.delete(address).status_code == 403
    assert client.delete(address, headers={"X-Revoke-Token": link.revoke_token}).status_code == 204
    assert client.delete(address, headers={"X-Revoke-Token": link.revoke_token}).status_code == 404
