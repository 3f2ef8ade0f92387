"""The smallest set of answers that forces an outcome: no other set, of any answers, has fewer members.

Found by hitting sets: every way in which the outcome could still differ names answers of which one must be in the set.
"""

from collections.abc import Iterable, Mapping

from networkx import ancestors
from pysat.examples.hitman import Hitman
from pysat.solvers import Solver

from app.domain.inputs import Brief
from app.domain.reasoning.reasoner import ENGINE, PIN, Reason, Reasoner


def smallest_reason(reasoner: Reasoner, brief: Brief, decision: str, outcomes: tuple[str, ...]) -> Reason | None:
    """The fewest answers and pins of a brief that alone force a decision's outcomes; None if they are still open."""
    reachable = ancestors(reasoner.rulebook.requirements, decision)
    groups = {
        key: literals
        for key, literals in reasoner.groups(brief).items()
        if key in reachable or key.removeprefix(PIN) in {decision, *reachable}
    }
    against = reasoner.against(brief, decision, outcomes)
    # A solver of its own: of several smallest sets, the same one is found whatever was asked before.
    with Solver(name=ENGINE, bootstrap_with=reasoner.model.clauses) as solver, Hitman(solver="m22") as hitman:
        while True:
            chosen = sorted(hitman.get() or [])
            open_way = next((always for always in against if not _forced(solver, groups, chosen, always)), None)
            if open_way is None:
                return reasoner.reason_of(set(chosen))
            missing = _missing(solver, groups, chosen, open_way)
            if not missing:
                return None
            hitman.hit(missing)


def _forced(solver: Solver, groups: Mapping[str, list[int]], chosen: Iterable[str], always: list[int]) -> bool:
    return not solver.solve(assumptions=[*always, *(literal for key in chosen for literal in groups[key])])


def _missing(solver: Solver, groups: Mapping[str, list[int]], chosen: list[str], always: list[int]) -> list[str]:
    """Answers of which one at least must be added: with all others kept, the outcome can still differ."""
    kept = dict.fromkeys([*chosen, *_satisfied(solver, groups)])
    for key in groups:
        if key not in kept and not _forced(solver, groups, [*kept, key], always):
            kept.update(dict.fromkeys(_satisfied(solver, groups)))
    return [key for key in groups if key not in kept]


def _satisfied(solver: Solver, groups: Mapping[str, list[int]]) -> list[str]:
    """The answers that hold in the completion found last."""
    model = set(solver.get_model())
    return [key for key, literals in groups.items() if model.issuperset(literals)]
