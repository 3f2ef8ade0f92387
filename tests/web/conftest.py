"""The program as pages and API see it, with the real rules.

Tests that only ask share one program and its database. One that takes `app`, `settings` or `monkeypatch` may change the
program and has one of its own.
"""

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.web.plain_browser import get

OWN = {"app", "settings", "monkeypatch"}


def settings_in(folder):
    return Settings(database_url=f"sqlite:///{folder}/reports.db", rate_limit="1000/second")


def client_of(app):
    return TestClient(app, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture
def settings(tmp_path):
    return settings_in(tmp_path)


@pytest.fixture
def app(settings, rulebook):
    return create_app(settings, rulebook)


@pytest.fixture(scope="session")
def shared_client(rulebook, tmp_path_factory):
    with client_of(create_app(settings_in(tmp_path_factory.mktemp("web")), rulebook)) as client:
        yield client


@pytest.fixture
def client(request):
    if OWN & set(request.fixturenames):
        with client_of(request.getfixturevalue("app")) as client:
            yield client
    else:
        client = request.getfixturevalue("shared_client")
        client.cookies.clear()
        yield client


@pytest.fixture(scope="session")
def story_pages(shared_client):
    """The advice on every story that the first page offers: the page by its address, and the report it shows."""
    links = [link["href"] for link in get(shared_client, "/").links if link.get("class") == "story"]
    pages = {link: shared_client.get(link) for link in links}
    assert {page.status_code for page in pages.values()} == {200}
    reports = {link: shared_client.get(link.replace("/advice", "/advice.json")).json() for link in links}
    return {link: (pages[link].text, reports[link]) for link in links}
