"""The report as a document: parts with other values, and the JSON that is written of it."""

import json
from datetime import timedelta

import pytest

from app.domain.advisor.advise import advise
from app.domain.report.brief import read_brief
from app.domain.report.upgrade import read
from tests.builders import NOON


@pytest.fixture
def report(small_rulebook):
    return advise(small_rulebook, read_brief(small_rulebook, {"parts": ["job"], "run_minutes": "60"}), NOON)


def test_the_written_report_is_the_document(report):
    assert json.loads(report.written) == report.model_dump(mode="json")
    assert read(json.loads(report.written)) == report


def test_a_changed_note_is_written_with_its_change(report):
    note = report.decisions[0]
    before = note.written
    other = note.changed(pinned=not note.pinned)
    assert json.loads(other.written)["pinned"] is not json.loads(before)["pinned"]
    assert (note.written, type(other)) == (before, type(note))


def test_another_date_and_another_field_are_written_as_they_are(report):
    assert report.written
    later = report.dated(NOON + timedelta(days=1))
    assert json.loads(later.written) == {**json.loads(report.written), "created_at": later.created_at}
    assert later.created_at != report.created_at
    other = later.changed(region="nowhere")
    assert json.loads(other.written)["region"] == "nowhere"
    assert json.loads(later.written)["region"] == report.region
