"""All that a rule author or an operator can write is written down."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel
from typer import Typer

from app.cli import main
from app.domain.model.architecture import ComponentType, LineItemType, Size, Wait
from app.domain.model.decisions import (
    Addition,
    ConnectionSpec,
    Decision,
    Door,
    Example,
    NamedAlternative,
    Outcome,
    Rule,
)
from app.domain.model.guardrails import Guardrail, Saying
from app.domain.model.inputs import Input, Question, Topic, Value
from app.domain.model.usage import FigureType
from app.domain.pipeline.account import ForgottenLine, FreeAllowance, Reason
from app.domain.pipeline.comparisons import BillOfMaterials, ComparedInput, Comparison, MaterialItem
from app.domain.pipeline.growth import Contest, Count, Growth, SizeOf
from app.domain.pipeline.savings import Saving, Share
from app.domain.pricebooks.offers import OfferMapping, OfferRow, Unpriced
from app.domain.rulebook import Expected, Grade, Roles, Scales, Story, StoryBrief
from app.main import create_app
from app.settings import Settings

ROOT = Path(__file__).parent.parent
RULES = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TOP = {path.name for path in ROOT.iterdir()}
EXAMPLES = {"app/export/dot.py", "tests/export/test_dot.py", "tests/web/test_sources_page.py"} | {
    "app/web/views/sources.py",
    "templates/sources.html",
}
"""The files that the recipes make."""
WRITTEN_BY_RUNNING = {"tests/bench/last.json", "data/pricelist"}
MODELS = (
    Addition, BillOfMaterials, ComparedInput, Comparison, ComponentType, Contest, Count, Decision, Door, Example,
    Expected, FigureType, ForgottenLine, FreeAllowance, Grade, Growth, Guardrail, Input, LineItemType, OfferMapping,
    MaterialItem, OfferRow,
    Outcome, Question, Reason, NamedAlternative, Roles, Rule,
    Saving, Saying, Scales, Share, Size, SizeOf, Story, StoryBrief, Topic,
    Unpriced, Value, Wait,
    ConnectionSpec,
)  # fmt: skip


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]*)`", text))))


def _commands(program: Typer) -> list[str]:
    """Every command as it is typed, those of a group with the group's name before them."""
    own = [command.name or command.callback.__name__ for command in program.registered_commands if command.callback]
    groups = [(group.name, group.typer_instance) for group in program.registered_groups if group.typer_instance]
    return [*own, *(f"{name} {command}" for name, inner in groups for command in _commands(inner))]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_of_a_rule_file_is_written_down(model: type[BaseModel]):
    keys = {field.alias or name for name, field in model.model_fields.items()}
    assert keys - _words(RULES) == set()


def test_every_hit_policy_is_written_down():
    assert {"first", "unique", "collect"} <= _words(RULES)


def test_every_command_is_written_down():
    missing = [command for command in _commands(main) if f"python -m app {command}" not in README]
    assert missing == []


def test_every_setting_is_written_down():
    variables = {f"ADVISOR_{name.upper()}" for name in Settings.model_fields}
    assert variables - _words(README) == set()


def test_every_route_of_the_api_is_written_down(rulebook, tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/reports.db")
    with TestClient(create_app(settings, rulebook)) as client:
        paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert paths
    assert [path for path in paths if path.removeprefix("/api/v1") not in README] == []


def test_every_package_is_on_the_map():
    packages = {path.parent.relative_to(ROOT) for path in (ROOT / "app").glob("*/__init__.py")}
    packages |= {path.parent.relative_to(ROOT) for path in (ROOT / "app" / "domain").glob("*/__init__.py")}
    modules = {path.relative_to(ROOT) for folder in ("app", "app/domain") for path in (ROOT / folder).glob("[a-z]*.py")}
    assert [str(path) for path in packages if f"`{path}/`" not in CONTRIBUTING] == []
    assert [str(path) for path in modules if f"`{path}`" not in CONTRIBUTING] == []


def test_every_target_of_make_is_written_down():
    (targets,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert [target for target in targets.split() if f"`make {target}`" not in CONTRIBUTING] == []


@pytest.mark.parametrize("text", [README, CONTRIBUTING, RULES], ids=["README", "CONTRIBUTING", "rules/README"])
def test_every_file_that_is_named_is_there(text):
    named = set(re.findall(r"`([\w.-]+(?:/[\w.-]+)*/?)`", text)) | set(re.findall(r"\]\(([\w./-]+)\)", text))
    paths = {path for path in named if "/" in path and path.partition("/")[0] in TOP}
    gone = {path for path in paths - EXAMPLES - WRITTEN_BY_RUNNING if not (ROOT / path).exists()}
    assert gone == set()


def test_the_glossary_is_in_alphabetical_order_and_no_word_is_both_used_and_left():
    rows = re.findall(
        r"^\| ([\w -]+) \| (.*) \|$", CONTRIBUTING.partition("## Glossary")[2].partition("## Recipes")[0], re.MULTILINE
    )
    words = [word for word, _ in rows if word != "word"]
    left = {
        word for _, meaning in rows for found in re.findall(r"\(([\w, -]+)\)$", meaning) for word in found.split(", ")
    }
    assert words == sorted(words)
    assert left & set(words) == set()
