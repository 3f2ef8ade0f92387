"""Documents that a command cannot read are refused in one sentence, whatever they hold."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import main, terminal


def refusal(*arguments, given=None):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Traceback" not in result.stderr
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe\x00", "codec can't decode"),
        (rb'{"answers": {"records": "\ud800"}}', "surrogates not allowed"),
        (b"[" * 50_000, "too many lists and objects"),
        (b"- " * 50_000, "too many lists and objects"),
        (b"{a: " * 50_000, "too many lists and objects"),
    ],
)
def test_what_cannot_be_read_is_refused_from_a_file_and_from_standard_input(tmp_path, content, why):
    path = tmp_path / "brief.yaml"
    path.write_bytes(content)
    assert why in refusal("decide", path)
    assert why in refusal("decide", given=content)


def test_a_document_without_end_is_not_read_to_the_end(monkeypatch):
    monkeypatch.setattr(terminal, "MOST_BYTES", 1000)
    assert refusal("decide", "/dev/zero") == "/dev/zero cannot be read: it holds more than 1,000 bytes"


def test_a_closed_standard_input_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(OSError, match="closed"):
        terminal._bytes_of(Path("-"))
