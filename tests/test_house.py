"""The rules of the house that a machine can hold: imports go down, files and functions stay small."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = sorted(path for folder in ("app", "alembic", "tests") for path in (ROOT / folder).rglob("*.py"))
APP = [path for path in CODE if path.is_relative_to(ROOT / "app")]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
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
        ("app/domain/expressions.py", "from pathlib import Path\n"),
        ("app/domain/expressions.py", "import app.domain.inputs\n"),
        ("app/errors.py", "import app.domain\n"),
        ("app/diagram/svg.py", "import app.export\n"),
    ],
)
def test_an_import_that_goes_up_or_out_and_an_unplaced_file_are_refused(tmp_path, file, text):
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    # A small copy of the house, every module on its floor and empty.
    modules = ["__main__", "web/__init__", "settings", "rulefiles/__init__", "diagram/__init__", "errors"]
    for module in [*modules, "__init__", "export/__init__", "domain/__init__", "domain/inputs"]:
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
            length = node.end_lineno - node.lineno + 1
            assert length <= 50, f"{node.name} in line {node.lineno} has {length} lines"


@pytest.mark.parametrize("path", APP, ids=names(APP))
def test_a_module_says_what_lives_in_it_and_is_named_by_subject(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert path.stem not in KINDS


def test_alembic_has_no_init_file_that_would_hide_the_package():
    assert not list((ROOT / "alembic").rglob("__init__.py"))


def test_templates_and_the_script_stay_small():
    small = [*TEMPLATES, *(ROOT / "static").glob("app.js")]
    assert {str(path.relative_to(ROOT)): lines(path) for path in small if lines(path) > 150} == {}
