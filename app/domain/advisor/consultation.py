"""The advice for one brief and its reports, each calculated on first access."""

from functools import cached_property

from app.domain.advice import Advice, run
from app.domain.advisor.advise import report_of
from app.domain.advisor.economy import economize
from app.domain.advisor.insight import deepen
from app.domain.model.briefs import Asked, Brief
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.report import Report
from app.memory import remembered


class Consultation:
    """The advice for one brief and its reports, none of them dated."""

    def __init__(self, reasoner: Reasoner, brief: Brief) -> None:
        self.reasoner = reasoner
        self.brief = brief

    @cached_property
    def advice(self) -> Advice:
        """The results of all stages for the brief."""
        return run(self.reasoner.rulebook, self.brief)

    @cached_property
    def outline(self) -> Report:
        """The report without alternatives: enough for a picture or a list of line items."""
        return report_of(self.advice, with_alternatives=False)

    @cached_property
    def report(self) -> Report:
        """The report with the alternatives that the rulebook names."""
        return report_of(self.advice)

    @cached_property
    def full(self) -> Report:
        """The report as the page shows it: with forcing answers, every alternative, savings, budget."""
        return self._told(priced=False)

    @cached_property
    def priced(self) -> Report:
        """The report as it is stored: the full one, with the cost effect of each flip and assumption."""
        return self._told(priced=True)

    def _told(self, *, priced: bool) -> Report:
        """The outline with what the reasoner knows, every alternative, the savings and the budget."""
        return economize(self.advice, deepen(self.reasoner, self.advice, self.outline, priced=priced))


def consult(reasoner: Reasoner, brief: Brief) -> Consultation:
    """The consultation for a brief; kept, because a page, its sections and its files request the same one in turn."""
    return _consulted(reasoner, Asked.of(brief))


@remembered("consultations")
def _consulted(reasoner: Reasoner, asked: Asked) -> Consultation:
    return Consultation(reasoner, asked.brief)
