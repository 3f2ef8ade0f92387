"""The smallest set of answers that forces an outcome: no other set, of any answers, has fewer members.

Found by hitting sets: every way in which the outcome could still differ names answers of which one must be in the set.
"""

from collections.abc import Mapping

from networkx import ancestors
from pysat.examples.hitman import Hitman

from app.domain.inputs import Brief
from app.domain.reasoning.reasoner import PIN, Reason, Reasoner


def smallest_reason(reasoner: Reasoner, brief: Brief, decision: str, outcomes: tuple[str, ...]) -> Reason | None:
    """The fewest answers and pins of a brief that alone force a decision's outcomes; None if they are still open."""
    reachable = ancestors(reasoner.rulebook.requirements, decision)
    groups = {
        key: literals
        for key, literals in reasoner.groups(brief).items()
        if key in reachable or key.removeprefix(PIN) in {decision, *reachable}
    }
    against = reasoner.against(brief, decision, outcomes)
    with Hitman(solver="m22", htype="sorted") as hitman:
        while True:
            chosen = hitman.get() or []
            open_way = next((always for always in against if not _forced(reasoner, groups, chosen, always)), None)
            if open_way is None:
                return reasoner.reason_of(set(chosen))
            missing = _missing(reasoner, groups, chosen, open_way)
            if not missing:
                return None
            hitman.hit(missing)


def _forced(reasoner: Reasoner, groups: Mapping[str, list[int]], chosen: list[str], always: list[int]) -> bool:
    return not reasoner.solver.solve(assumptions=[*always, *(lit for key in chosen for lit in groups[key])])


def _missing(reasoner: Reasoner, groups: Mapping[str, list[int]], chosen: list[str], always: list[int]) -> list[str]:
    """Answers of which one at least must be added: with all others kept, the outcome can still differ."""
    kept = _satisfied(reasoner, groups) | set(chosen)
    for key in groups:
        if key not in kept and not _forced(reasoner, groups, [*kept, key], always):
            kept |= _satisfied(reasoner, groups)
    return [key for key in groups if key not in kept]


def _satisfied(reasoner: Reasoner, groups: Mapping[str, list[int]]) -> set[str]:
    """The answers that hold in the completion found last."""
    model = set(reasoner.solver.get_model())
    return {key for key, literals in groups.items() if model.issuperset(literals)}
