"""Reading a stored report of any schema version: it is brought to today's form, one version after the other.

When a change of the report would make older documents unreadable: raise SCHEMA_VERSION in report.py, add the step from
the version before to STEPS, and keep a stored report of the new version under tests/data/stored/ for ever.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from pydantic import ValidationError

from app.domain.report.report import SCHEMA_VERSION, Report
from app.errors import ReportDamaged, ReportTooNew

Step: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: Final[Mapping[int, Step]] = {}
"""By schema version: the function that takes a document of that version and returns one of the next version."""


def read(document: object) -> Report:
    """A stored document as a Report; raises ReportTooNew, or ReportDamaged when it is no report of its version."""
    try:
        return Report.model_validate(upgraded(document))
    except ValidationError as error:
        raise ReportDamaged from error


def upgraded(document: object, newest: int = SCHEMA_VERSION, steps: Mapping[int, Step] = STEPS) -> dict[str, Any]:
    """A stored document in the form of the newest schema version; raises ReportTooNew or ReportDamaged."""
    version = document.get("schema_version") if isinstance(document, dict) else None
    if not isinstance(document, dict) or type(version) is not int or version < 1:
        raise ReportDamaged
    if version > newest:
        raise ReportTooNew(version, newest)
    for older in range(version, newest):
        document = {**_applied(steps[older], document), "schema_version": older + 1}
    return document


def _applied(step: Step, document: dict[str, Any]) -> dict[str, Any]:
    try:
        return step(document)
    except (KeyError, TypeError, AttributeError) as error:
        # The step found something else than its version has.
        raise ReportDamaged from error
