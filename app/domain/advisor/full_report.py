"""The report with everything in it, as the page shows it and as it is stored."""

from datetime import datetime
from functools import lru_cache

from app.domain.advisor.advise import LAST_ASKED, advised
from app.domain.advisor.economy import economize
from app.domain.advisor.insight import deepen
from app.domain.model.inputs import Asked, Brief
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.report import Report


def full_report(reasoner: Reasoner, brief: Brief, now: datetime, *, priced: bool = False) -> Report:
    """Advise, and add what the reasoner knows, every alternative, the savings and what to do about the budget.

    If `priced`, also what each flip costs and how far each assumption moves the cost: a stored report tells it all.
    """
    return told(reasoner, Asked.of(brief), priced=priced).dated(now)


@lru_cache(LAST_ASKED)
def told(reasoner: Reasoner, asked: Asked, *, priced: bool) -> Report:
    """The full report for what was asked, not dated yet."""
    brief, rulebook = asked.brief, reasoner.rulebook
    report = deepen(reasoner, brief, advised(rulebook, asked, roads=False), priced=priced)
    return economize(rulebook, brief, report)
