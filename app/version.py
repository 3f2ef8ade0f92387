"""The version of the program, written once: in pyproject.toml; CHANGELOG.md tells what each version brought."""

import tomllib
from pathlib import Path
from typing import Final

PYPROJECT: Final = Path(__file__).parent.parent / "pyproject.toml"


def version() -> str:
    """The version of the program, such as 0.2.0."""
    return str(tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["version"])
