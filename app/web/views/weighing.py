"""The alternatives of a report side by side: the advice and what would work, cheapest first, and what would not."""

from dataclasses import dataclass

from app.domain.model.architecture import Amount
from app.domain.report.documents import Standing
from app.domain.report.report import Alternative, Report


@dataclass(frozen=True)
class Row:
    """One architecture of the comparison; the advice itself has no alternative."""

    monthly: Amount
    complete: bool
    standing: Standing | None
    other: Alternative | None = None


def rows(report: Report) -> list[Row]:
    """The advice and every alternative that would work, cheapest first; nothing when there is none to compare."""
    estimate = report.estimate
    own = Row(estimate.monthly, estimate.complete, report.standing)
    others = [Row(other.monthly, other.complete, other.standing, other) for other in report.alternatives]
    feasible = [row for row in others if row.other and not row.other.stops]
    return sorted([own, *feasible], key=lambda row: row.monthly.typical) if feasible else []


def not_feasible(report: Report) -> list[Alternative]:
    """The alternatives that a guardrail stops."""
    return [other for other in report.alternatives if other.stops]
