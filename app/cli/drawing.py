"""The command draw."""

import sys
from pathlib import Path
from typing import Literal

import typer

from app.cli.terminal import read_source, refusing
from app.errors import AdvisorError
from app.export import Form
from app.export.architecture import Look, export
from app.export.drawable import drawable
from app.words.catalogue import said
from app.words.text import Language


def write_drawing(
    source: Path, lang: Language, scheme: Literal["light", "dark"], form: Form, width: int, output: Path | None
) -> None:
    """Write an architecture in a form to a file, or to standard output when none is named."""
    if form == "png" and output is None and sys.stdout.isatty():
        raise typer.BadParameter("a PNG is not for the terminal: redirect it or name a file with --output")
    note, title = refusing(lang, lambda: drawable(read_source(source)))
    drawn = export(note, title, form, Look(lang, scheme, width))
    if output is None:
        sys.stdout.buffer.write(drawn)
    else:
        refusing(lang, lambda: _write(output, drawn))


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as fault:
        raise AdvisorError(said("fault.unwritable_file", name=str(output), cause=str(fault))) from None
