"""Shared by all commands: reading a document, printing, and errors in one line each with exit code 1."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import typer
from rich.console import Console

from app.domain.rulebook import Rulebook
from app.errors import AdvisorError, InvalidBrief, Problem, RulebookInvalid
from app.rulefiles.load import load_rulebook
from app.rulefiles.yaml_reader import parse_yaml
from app.settings import Settings
from app.words.catalogue import said
from app.words.text import Language

Result = TypeVar("Result")
OUT = Console(highlight=False, soft_wrap=True)
MOST_BYTES = 16 * 1024 * 1024
"""Most bytes of a document that a command reads; a whole report has about one million."""
MOST_NESTED = 10_000
"""Most openings of one kind in a document that is not JSON."""
OPENING = ("[", "{", "- ", ": ")
"""What opens something nested in YAML."""


def refusing(lang: Language, work: Callable[[], Result]) -> Result:
    """The result of `work`; an AdvisorError is printed, one line a fault, and ends the command with exit code 1."""
    try:
        return work()
    except InvalidBrief as fault:
        complain("\n".join(f"{problem.field}: {problem.text(lang)}" for problem in fault.problems))
    except AdvisorError as fault:
        complain(fault.text(lang))
    raise typer.Exit(1)


def open_settings() -> Settings:
    """The settings from the environment; a wrong one ends the command."""
    return refusing("en", Settings.from_environment)


def open_rulebook() -> Rulebook:
    """The rulebook of the settings' folder; a faulty one ends the command."""
    folder = open_settings().rules_dir
    return refusing("en", lambda: load_rulebook(folder))


def read_source(source: Path) -> object:
    """Read a YAML or JSON document as plain text values; RulebookInvalid with file and line when it cannot be read."""
    name = "standard input" if str(source) == "-" else str(source)
    try:
        text = _bytes_of(source).decode()
        return _document(text, name)
    except (OSError, UnicodeError) as fault:
        raise AdvisorError(said("fault.unreadable_file", name=name, cause=str(fault))) from None


def _bytes_of(source: Path) -> bytes:
    """The bytes of a file or of standard input; OSError when it cannot be read or holds more than MOST_BYTES."""
    if str(source) != "-":
        with source.open("rb") as file:
            read = file.read(MOST_BYTES + 1)
    elif sys.stdin is None:
        raise OSError("it is closed")
    else:
        read = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(read) > MOST_BYTES:
        raise OSError(f"it holds more than {MOST_BYTES:,} bytes")
    return read


def _document(text: str, name: str) -> object:
    """A document as JSON, or else as YAML; UnicodeError for an escape that stands for half a character."""
    try:
        # The output of a stage is JSON; as YAML its null would be read as the text null.
        document: object = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        if max(map(text.count, OPENING)) > MOST_NESTED:  # the reader of YAML would exhaust the stack
            raise RulebookInvalid([Problem(name, 1, "not readable as YAML: too many lists and objects")]) from None
        read, problems = parse_yaml(text, name)
        if problems:
            raise RulebookInvalid(problems) from None
        document = {} if read.data is None else read.data
    json.dumps(document, ensure_ascii=False).encode()
    return document


def read_brief_source(source: Path) -> object:
    """Read the brief in a document: the document itself, or its `brief` if it is a story or a report."""
    document = read_source(source)
    return document["brief"] if isinstance(document, dict) and "brief" in document else document


def print_json(document: dict[str, Any]) -> None:
    """Print a document as JSON to standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def complain(message: str) -> None:
    """Print a message to standard error."""
    sys.stderr.write(message + "\n")
