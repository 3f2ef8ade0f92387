"""The program as pages and API see it: real rules, a database of its own for every test."""

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(database_url=f"sqlite:///{tmp_path}/reports.db", rate_limit="1000/second")


@pytest.fixture
def app(settings, rulebook):
    return create_app(settings, rulebook)


@pytest.fixture
def client(app):
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client
