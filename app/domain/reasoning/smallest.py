"""The smallest set of answers that forces an outcome or a contradiction (smallest by number, not only by inclusion).

Implicit hitting sets (Reiter 1987): a model in which the outcome differs gives answers of which at least one must be
in the set; the minimum hitting set of all such conflicts is tried next, until it forces the outcome.
"""

from collections.abc import Iterable

from pysat.examples.hitman import Hitman
from pysat.solvers import Solver

from app.domain.model.briefs import Brief
from app.domain.reasoning.reasoner import ENGINE, Groups, Reason, Reasoner
from app.memory import remembered


def smallest_reason(reasoner: Reasoner, brief: Brief, decision: str, outcomes: tuple[str, ...]) -> Reason | None:
    """A smallest set of answers and pins of a brief that forces the outcomes of a decision; None if all do not."""
    return smallest_among(reasoner, decision, outcomes, tuple(reasoner.bearing(brief, decision).items()))


@remembered("reasons")
def smallest_among(
    reasoner: Reasoner, decision: str, outcomes: tuple[str, ...], bearing: tuple[tuple[str, tuple[int, ...]], ...]
) -> Reason | None:
    """The same, given the answers and pins that bear on the decision, as pairs of name and literals."""
    groups = dict(bearing)
    short = reasoner.reason_among(groups, decision, outcomes)
    if short is None:
        return None
    return _smaller(reasoner, groups, short, reasoner.against(groups, decision, outcomes))


def smallest_conflict(reasoner: Reasoner, brief: Brief, guardrail: str) -> Reason:
    """A smallest set of answers and pins of a brief that makes a guardrail speak; empty if it is silent."""
    short = reasoner.conflict(brief, guardrail)
    groups = reasoner.bearing(brief, f"guardrail {guardrail}")
    return _smaller(reasoner, groups, short, [reasoner.against_silence(groups, guardrail)])


def _smaller(reasoner: Reasoner, groups: Groups, short: Reason, against: list[list[int]]) -> Reason:
    """`short` if no reason has fewer members, else one of the smallest."""
    size = len(short.inputs) + len(short.pins)
    if size < 2:  # none of its members can be left out
        return short
    # Whether a smaller one exists does not depend on earlier queries, but which one is found does: a fresh solver.
    if _smallest(reasoner.solver, groups, against, below=size) is None:
        return short
    defined = [clause for _, forms in reasoner.disjunctions.since(0) for clause in forms[0]]
    with Solver(name=ENGINE, bootstrap_with=[*reasoner.model.clauses, *defined]) as solver:
        return reasoner.reason_of(_smallest(solver, groups, against, below=len(groups) + 1) or ())


def _smallest(solver: Solver, groups: Groups, against: list[list[int]], *, below: int) -> list[str] | None:
    """A smallest set of groups that contradicts every list of `against`; None if all have `below` members or more."""
    with Hitman(solver="m22") as hitman:
        chosen: list[str] = []
        while len(chosen) < below:
            open_way = next((always for always in against if not _forced(solver, groups, chosen, always)), None)
            if open_way is None:
                return chosen
            hitman.hit(_missing(solver, groups, chosen, open_way))
            chosen = sorted(hitman.get() or [])
    return None


def _forced(solver: Solver, groups: Groups, chosen: Iterable[str], always: list[int]) -> bool:
    return not solver.solve(assumptions=[*always, *(literal for key in chosen for literal in groups[key])])


def _missing(solver: Solver, groups: Groups, chosen: list[str], always: list[int]) -> list[str]:
    """Groups of which at least one must be added: with all others kept, the literals of `always` can still be true."""
    kept = dict.fromkeys([*chosen, *_satisfied(solver, groups)])
    for key in groups:
        if key not in kept and not _forced(solver, groups, [*kept, key], always):
            kept.update(dict.fromkeys(_satisfied(solver, groups)))
    return [key for key in groups if key not in kept]


def _satisfied(solver: Solver, groups: Groups) -> list[str]:
    """The groups whose literals are all true in the model that the solver found last."""
    model = solver.get_model()  # the literal of each variable, in order
    return [key for key, literals in groups.items() if all(model[abs(item) - 1] == item for item in literals)]
