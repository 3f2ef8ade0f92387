"""The smallest set of answers that forces an outcome or a contradiction: no other set, of any answers, has fewer.

Found by hitting sets: every way in which the outcome could still differ names answers of which one must be in the set.
"""

from collections.abc import Iterable

from pysat.examples.hitman import Hitman
from pysat.solvers import Solver

from app.domain.model.inputs import Brief
from app.domain.reasoning.reasoner import ENGINE, Groups, Reason, Reasoner
from app.memory import remembered


def smallest_reason(reasoner: Reasoner, brief: Brief, decision: str, outcomes: tuple[str, ...]) -> Reason | None:
    """The fewest answers and pins of a brief that alone force a decision's outcomes; None if they are still open."""
    return smallest_among(reasoner, decision, outcomes, tuple(reasoner.bearing(brief, decision).items()))


@remembered("reasons")
def smallest_among(
    reasoner: Reasoner, decision: str, outcomes: tuple[str, ...], bearing: tuple[tuple[str, tuple[int, ...]], ...]
) -> Reason | None:
    """The same of the answers and pins that bear on the decision: no other can change it."""
    groups = dict(bearing)
    short = reasoner.reason_among(groups, decision, outcomes)
    if short is None:
        return None
    return _smaller(reasoner, groups, short, reasoner.against(groups, decision, outcomes))


def smallest_conflict(reasoner: Reasoner, brief: Brief, guardrail: str) -> Reason:
    """The fewest answers and pins of a brief that alone make a guardrail speak; empty if it is silent."""
    short = reasoner.conflict(brief, guardrail)
    groups = reasoner.bearing(brief, f"guardrail {guardrail}")
    return _smaller(reasoner, groups, short, [reasoner.against_silence(groups, guardrail)])


def _smaller(reasoner: Reasoner, groups: Groups, short: Reason, against: list[list[int]]) -> Reason:
    """The reason itself if there is none with fewer members, else one of the smallest."""
    size = len(short.inputs) + len(short.pins)
    if size < 2:  # none of its members can be left out
        return short
    # Whether there is a smaller one does not hang on what the solver was asked before, but which one it finds does.
    if _smallest(reasoner.solver, groups, against, below=size) is None:
        return short
    with Solver(name=ENGINE, bootstrap_with=reasoner.model.clauses) as solver:
        return reasoner.reason_of(_smallest(solver, groups, against, below=len(groups) + 1) or ())


def _smallest(solver: Solver, groups: Groups, against: list[list[int]], *, below: int) -> list[str] | None:
    """A smallest set of groups that forces what is asked, if it has fewer members than `below`."""
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
    """Answers of which one at least must be added: with all others kept, the outcome can still differ."""
    kept = dict.fromkeys([*chosen, *_satisfied(solver, groups)])
    for key in groups:
        if key not in kept and not _forced(solver, groups, [*kept, key], always):
            kept.update(dict.fromkeys(_satisfied(solver, groups)))
    return [key for key in groups if key not in kept]


def _satisfied(solver: Solver, groups: Groups) -> list[str]:
    """The answers that hold in the completion found last."""
    model = solver.get_model()  # the literal of each variable, in order
    return [key for key, literals in groups.items() if all(model[abs(item) - 1] == item for item in literals)]
