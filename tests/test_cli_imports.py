"""A command imports what it needs and nothing of the others: it answers at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import write_rules

ROOT = Path(__file__).parent.parent
SERVING = {"fastapi", "starlette", "uvicorn", "jinja2", "limits", "sqlalchemy", "sqlmodel", "alembic", "app.web"}
DRAWING = {"resvg_py", "app.diagram.svg"}
PROVING = {"pysat", "app.domain.reasoning"}
FETCHING = {"httpx", "app.pricelist.download"}
THINKING = {"yaml", "babel", "app.domain", "app.rulefiles", "app.settings"}
HELP = SERVING | DRAWING | PROVING | FETCHING | THINKING
PROGRAM = """
import sys
from app.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sys.modules, file=sys.stderr)
"""


def done(rules, *arguments, given=""):
    """What a command that does its work prints, and what it has imported at its end."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ADVISOR_")}
    environment["ADVISOR_RULES_DIR"] = str(rules)
    command = [sys.executable, "-c", PROGRAM, *arguments]
    ended = subprocess.run(command, cwd=ROOT, env=environment, input=given, capture_output=True, text=True, check=True)
    assert ended.stdout
    return ended.stdout, set(ended.stderr.split())


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    return write_rules(tmp_path_factory.mktemp("rules"))


@pytest.mark.parametrize(
    "command",
    ["", "advise", "decide", "compose", "estimate", "draw", "check", "serve", "prices", "prices check",
     "prices refresh", "prices diff"],
)  # fmt: skip
def test_help_needs_the_command_line_alone(rules, command):
    _, imported = done(rules, *command.split(), "--help")
    assert imported & HELP == set()


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        ("advise -", SERVING | DRAWING | PROVING | FETCHING),
        ("advise - --json", SERVING | DRAWING | PROVING | FETCHING),
        ("check", SERVING | DRAWING | FETCHING),
        ("prices diff PRICES", SERVING | DRAWING | FETCHING),
    ],
)
def test_a_command_imports_nothing_that_only_others_need(rules, arguments, unneeded):
    named = arguments.replace("PRICES", str(rules / "prices")).split()
    _, imported = done(rules, *named, given="answers: {parts: [job]}")
    assert imported & unneeded == set()


def test_the_stages_import_nothing_that_only_others_need(rules):
    document, unneeded = "answers: {parts: [job]}", SERVING | PROVING | FETCHING
    for stage, further in (("decide", DRAWING), ("compose", DRAWING), ("estimate", DRAWING), ("draw", set[str]())):
        document, imported = done(rules, stage, given=document)
        assert imported & (unneeded | further) == set(), stage
