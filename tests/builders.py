"""A small rulebook, complete in every kind of file, for tests that must not depend on the real rules."""

import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from app.domain.advisor.requests import Requests
from app.domain.advisor.stages import compose_stage, decide_stage, estimate_stage
from app.rulefiles.load import load_rulebook

SMALL_RULES = Path(__file__).parent / "small_rules"
Value = TypeVar("Value")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def present(value: Value | None) -> Value:
    """A value that must be there."""
    assert value is not None
    return value


def text_of(file):
    """The text of one file of the small rulebook."""
    return (SMALL_RULES / file).read_text("utf-8")


def edited(file, *replacements):
    """The text of one file of the small rulebook with pieces replaced; each piece must stand there."""
    text = text_of(file)
    for old, new in replacements:
        assert old in text, f"{file} does not hold {old!r}"
        text = text.replace(old, new, 1)
    return text


def write_rules(folder, changed=None):
    """Write the small rulebook into `folder`/rules, some files with other text; return that folder."""
    rules = shutil.copytree(SMALL_RULES, folder / "rules")
    for name, text in (changed or {}).items():
        (rules / name).write_text(text, "utf-8")
    return rules


def small_rulebook(folder, changed=None):
    """Load the small rulebook, written into `folder`."""
    return load_rulebook(write_rules(folder, changed))


requests_of = cache(Requests)


def decide_document(rulebook, document):
    """What decide gives for a document, as JSON."""
    return decide_stage(rulebook, requests_of(rulebook).brief(document)).model_dump(mode="json")


def compose_document(rulebook, document):
    """What compose gives for a document, as JSON."""
    return compose_stage(rulebook, requests_of(rulebook).compose(document)).model_dump(mode="json")


def estimate_document(rulebook, document):
    """What estimate gives for a document, as JSON."""
    return estimate_stage(rulebook, requests_of(rulebook).estimate(document)).model_dump(mode="json")
