"""The report as a document: parts with other values, and the JSON that is written of it."""

import json
from datetime import timedelta

import pytest
from pydantic import BaseModel, ValidationError

from app.domain.advisor.advise import advise
from app.domain.report.brief import read_brief
from app.domain.report.upgrade import read
from tests.builders import NOON


@pytest.fixture
def report(small_rulebook):
    return advise(small_rulebook, read_brief(small_rulebook, {"parts": ["job"], "run_minutes": "60"}), NOON)


def test_a_report_is_read_again_as_it_was_written(report):
    assert read(json.loads(report.model_dump_json())) == report


def test_a_changed_note_is_another_one(report):
    note = report.decisions[0]
    other = note.changed(pinned=not note.pinned)
    assert (other.pinned, type(other)) == (not note.pinned, type(note))
    assert report.decisions[0] is note


def test_another_date_is_written_as_it_is(report):
    later = report.dated(NOON + timedelta(days=1))
    assert later.created_at != report.created_at
    assert later == report.changed(created_at=later.created_at)


def test_nothing_in_a_report_can_be_changed_in_place(report):
    def lists(value, path=""):
        if isinstance(value, list):
            yield path
        elif isinstance(value, BaseModel):
            for name in type(value).model_fields:
                yield from lists(getattr(value, name), f"{path}.{name}")
        elif isinstance(value, tuple | dict):
            for item in value.values() if isinstance(value, dict) else value:
                yield from lists(item, path)

    assert list(lists(report)) == []
    with pytest.raises(ValidationError):
        report.region = "nowhere"
