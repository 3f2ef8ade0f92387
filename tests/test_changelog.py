"""CHANGELOG.md tells what each version brought; the version is written once and told by the command line."""

import re
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from app.cli import main
from app.version import version

CHANGELOG = (Path(__file__).parent.parent / "CHANGELOG.md").read_text("utf-8")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_newest_version_of_the_changelog_is_that_of_the_program():
    headings = re.findall(r"^## \[(.+?)\](?: - (\S+))?$", CHANGELOG, re.MULTILINE)
    assert headings[0] == ("Unreleased", "")
    versions = [(name, date.fromisoformat(day)) for name, day in headings[1:]]
    assert versions[0][0] == version()
    assert versions == sorted(versions, key=lambda item: item[1], reverse=True)
    assert set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)) <= KINDS


def test_the_command_line_tells_the_version():
    result = CliRunner().invoke(main, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"{version()}\n")


def test_the_description_of_the_api_keeps_the_version_of_the_api(rulebook, tmp_path):
    from app.main import create_app
    from app.settings import Settings

    assert create_app(Settings(database_url=f"sqlite:///{tmp_path}/reports.db"), rulebook).version == "1"
