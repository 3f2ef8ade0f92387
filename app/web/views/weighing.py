"""The alternatives of a report: those that would work beside the advice, cheapest first, and those that would not."""

from dataclasses import dataclass

from app.domain.model.architecture import Amount
from app.domain.report.documents import Standing
from app.domain.report.report import Alternative, Report


@dataclass(frozen=True)
class AlternativeRow:
    """One row of the table of alternatives: the advice itself, or an alternative in `other`."""

    monthly: Amount
    complete: bool
    standing: Standing | None
    other: Alternative | None = None


def alternative_rows(report: Report) -> list[AlternativeRow]:
    """The advice and every alternative that would work, cheapest first; nothing when there is none to compare."""
    estimate = report.estimate
    own = AlternativeRow(estimate.monthly, estimate.complete, report.standing)
    others = [AlternativeRow(other.monthly, other.complete, other.standing, other) for other in report.alternatives]
    feasible = [row for row in others if row.other and not row.other.stops]
    return sorted([own, *feasible], key=lambda row: row.monthly.typical) if feasible else []


def not_feasible(report: Report) -> list[Alternative]:
    """The alternatives that a guardrail stops."""
    return [other for other in report.alternatives if other.stops]
