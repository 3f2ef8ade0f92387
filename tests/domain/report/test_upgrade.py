"""A stored report of every schema version is read; a newer and a damaged one are named errors."""

import pytest

from app.domain.report.report import SCHEMA_VERSION
from app.domain.report.upgrade import MIGRATIONS, read, upgraded
from app.errors import ReportDamaged, ReportTooNew
from tests.stored import STORED

VERSIONS = range(1, SCHEMA_VERSION + 1)


def holds(document, other):
    """Whether a document says all that another one says; it may have further fields."""
    if isinstance(other, dict):
        return document.keys() >= other.keys() and all(holds(document[name], other[name]) for name in other)
    if isinstance(other, list):
        return len(document) == len(other) and all(map(holds, document, other))
    return document == other


def test_every_schema_version_has_a_stored_report_and_every_older_one_a_step():
    assert sorted(STORED) == list(VERSIONS)
    assert sorted(MIGRATIONS) == list(VERSIONS)[:-1]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_stored_report_of_every_version_is_read(version):
    assert STORED[version]["schema_version"] == version
    report = read(STORED[version])
    assert report.schema_version == SCHEMA_VERSION
    assert report.architecture.components
    assert report.estimate.line_items
    assert read(report.model_dump(mode="json")) == report


def test_the_report_of_today_says_all_that_the_stored_one_says():
    # A field that is renamed or dropped without a step would be lost here.
    stored = STORED[SCHEMA_VERSION]
    assert holds(read(stored).model_dump(mode="json"), stored)


def test_steps_are_taken_one_after_the_other_and_leave_the_stored_document_alone():
    stored = {"schema_version": 1, "name": "old"}
    migrations = {
        1: lambda document: {"title": document["name"]},
        2: lambda document: {**document, "level": 1},
    }
    assert upgraded(stored, 3, migrations) == {"schema_version": 3, "title": "old", "level": 1}
    assert upgraded({"schema_version": 2, "title": "new"}, 3, migrations)["level"] == 1
    assert stored == {"schema_version": 1, "name": "old"}
    with pytest.raises(ReportDamaged):
        upgraded({"schema_version": 1}, 3, migrations)


def test_a_newer_version_is_named():
    with pytest.raises(ReportTooNew, match="schema version 99; this server reads versions up to 1") as found:
        read({**STORED[1], "schema_version": 99})
    assert "99" in found.value.text("ko")


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "text",
        {},
        {"schema_version": 1},
        *({**STORED[1], "schema_version": it} for it in (0, -1, "1", True, 1.0)),
    ],
    ids=["none", "list", "text", "empty", "version alone", "0", "-1", "string", "true", "1.0"],
)
def test_what_is_no_report_is_damaged(document):
    with pytest.raises(ReportDamaged):
        read(document)


@pytest.mark.parametrize("missing", sorted({"architecture", "brief", "estimate", "summary"}))
def test_a_report_without_a_part_is_damaged(missing):
    with pytest.raises(ReportDamaged):
        read({name: value for name, value in STORED[1].items() if name != missing})
