"""The rules of the house that a machine can hold: imports go down, files and functions stay small."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import present

ROOT = Path(__file__).parent.parent
CODE = sorted(path for folder in ("app", "alembic", "tests") for path in (ROOT / folder).rglob("*.py"))
APP = [path for path in CODE if path.is_relative_to(ROOT / "app")]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ROOMS = sorted(path.parent.name for path in (ROOT / "app" / "domain").glob("*/__init__.py"))
"""The packages of the domain."""
MOST_MODULES = 12
KINDS = {"services", "managers", "repositories", "ports", "helpers", "utils", "models", "schemas", "common"}


def names(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def lines(path):
    return len(path.read_text("utf-8").splitlines())


def lint_imports(folder):
    # The program beside the interpreter of this run: the contracts must hold for what is being tested.
    linter = Path(sys.executable).parent / "lint-imports"
    return subprocess.run([linter, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_imports_go_down_only():
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("app/unplaced.py", ""),
        ("app/domain/unplaced.py", ""),
        ("app/domain/model/expressions.py", "from pathlib import Path\n"),
        ("app/domain/model/expressions.py", "import app.domain.rulebook\n"),
        ("app/errors.py", "import app.domain\n"),
        ("app/diagram/svg.py", "import app.export\n"),
    ],
)
def test_an_import_that_goes_up_or_out_and_an_unplaced_file_are_refused(tmp_path, file, text):
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    # A small copy of the house, every module on its floor and empty.
    packages = ["web", "words", "rulefiles", "diagram", "export", "domain", *(f"domain/{name}" for name in ROOMS)]
    modules = ["__main__", "settings", "errors", "memory", "__init__", "domain/advice", "domain/rulebook"]
    for module in [*modules, *(f"{name}/__init__" for name in packages), "domain/model/expressions"]:
        path = tmp_path / "app" / f"{module}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert lint_imports(tmp_path).returncode == 0
    (tmp_path / file).write_text(text, "utf-8")
    assert lint_imports(tmp_path).returncode == 1


@pytest.mark.parametrize("path", CODE, ids=names(CODE))
def test_a_file_has_at_most_400_lines_and_a_function_50(path):
    assert lines(path) <= 400
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, functions):
            length = present(node.end_lineno) - node.lineno + 1
            assert length <= 50, f"{node.name} in line {node.lineno} has {length} lines"


@pytest.mark.parametrize("room", ROOMS)
def test_a_package_of_the_domain_has_at_most_12_modules_and_says_what_lives_there(room):
    folder = ROOT / "app" / "domain" / room
    assert len([path for path in folder.glob("*.py") if path.stem != "__init__"]) <= MOST_MODULES
    assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))


@pytest.mark.parametrize("path", APP, ids=names(APP))
def test_a_module_says_what_lives_in_it_and_is_named_by_subject(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert path.stem not in KINDS


def test_alembic_has_no_init_file_that_would_hide_the_package():
    assert not list((ROOT / "alembic").rglob("__init__.py"))


def test_templates_and_the_script_stay_small():
    small = [*TEMPLATES, *(ROOT / "static").glob("app.js")]
    assert {str(path.relative_to(ROOT)): lines(path) for path in small if lines(path) > 150} == {}
