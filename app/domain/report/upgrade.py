"""Reading a stored report of any schema version: it is migrated to the present one, version by version.

When a change of the report would make older documents unreadable: raise SCHEMA_VERSION in report.py, add the migration
from the version before to MIGRATIONS, and keep a stored report of the new version under tests/data/stored/.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from pydantic import ValidationError

from app.domain.report.report import SCHEMA_VERSION, Report
from app.errors import ReportDamaged, ReportTooNew

Migration: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: Final[Mapping[int, Migration]] = {}
"""By schema version: the function that takes a document of that version and returns one of the next version."""


def read(document: object) -> Report:
    """A stored document as a Report; ReportTooNew for a later version, ReportDamaged if it is not valid."""
    try:
        return Report.model_validate(upgraded(document))
    except ValidationError as error:
        raise ReportDamaged from error


def upgraded(
    document: object, newest: int = SCHEMA_VERSION, migrations: Mapping[int, Migration] = MIGRATIONS
) -> dict[str, Any]:
    """A stored document migrated to the schema version `newest`; ReportTooNew or ReportDamaged as in `read`."""
    version = document.get("schema_version") if isinstance(document, dict) else None
    if not isinstance(document, dict) or type(version) is not int or version < 1:
        raise ReportDamaged
    if version > newest:
        raise ReportTooNew(version, newest)
    for older in range(version, newest):
        document = {**_applied(migrations[older], document), "schema_version": older + 1}
    return document


def _applied(migration: Migration, document: dict[str, Any]) -> dict[str, Any]:
    try:
        return migration(document)
    except (KeyError, TypeError, AttributeError) as error:
        # The document does not have the form of its version.
        raise ReportDamaged from error
