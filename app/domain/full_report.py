"""The report with everything in it, as the page shows it and as it is stored."""

from datetime import datetime

from app.domain.advisor import advise
from app.domain.economy import economize
from app.domain.inputs import Brief
from app.domain.insight import deepen
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report import Report


def full_report(reasoner: Reasoner, brief: Brief, now: datetime, *, priced: bool = False) -> Report:
    """Advise, and add what the reasoner knows, every alternative, the savings and what to do about the budget.

    If `priced`, also what each flip costs and how far each assumption moves the cost: a stored report tells it all.
    """
    report = deepen(reasoner, brief, advise(reasoner.rulebook, brief, now, roads=False), priced=priced)
    return economize(reasoner.rulebook, brief, report)
