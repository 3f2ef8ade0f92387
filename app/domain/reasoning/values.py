"""Proof that every value of every input changes something a reader sees: an outcome, a guardrail or a quantity.

Two copies of the clauses that agree on every other input, one with the value and one with the usual one, must be able
to differ. A guardrail of severity `note` does not count; a value that `awaits` a service need not change anything yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pysat.solvers import Solver

from app.domain.model.briefs import Brief
from app.domain.model.inputs import Input
from app.domain.reasoning.formulation import Formulation
from app.domain.reasoning.reasoner import ENGINE, twin_clauses
from app.domain.reasoning.space import Replay, replay
from app.domain.reasoning.tables import KeyPath, Known, ProofFinding, confirmed
from app.domain.rulebook import READ_BY_THE_PROGRAM, Rulebook


@dataclass(frozen=True)
class Option:
    """A value or band of an input: where it stands, the literals that choose it, and those that choose the usual one.

    `read`: whether a formula or the program itself reads the difference. `awaits` as for a Value.
    """

    input: str
    id: str
    path: KeyPath
    chosen: tuple[int, ...]
    usual: tuple[int, ...]
    read: bool
    awaits: str


def awaiting(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    """By service or control that is awaited, the values and bands that wait for it, as `input: value`."""
    found: dict[str, list[str]] = {}
    for item in rulebook.inputs.values():
        for name, service in [(value.id, value.awaits) for value in item.values] + [
            (band.id, band.awaits) for band in item.bands
        ]:
            if service:
                found.setdefault(service, []).append(f"{item.id}: {name}")
    return {service: tuple(values) for service, values in sorted(found.items())}


def value_count(rulebook: Rulebook) -> int:
    """How many values and bands are looked at; a number without bands counts once."""
    return sum(len(item.values) or max(len(item.bands), 1) for item in rulebook.inputs.values())


def value_findings(known: Known) -> Iterator[ProofFinding]:
    """Values and bands that never change anything, and inputs of which none does, over all consistent answers."""
    rulebook = known.space.rulebook
    spared = set().union(*(rulebook.requirements.ancestors(name) for name in known.faulty))
    pair = _Pair(known)
    with Solver(name=ENGINE, bootstrap_with=pair.clauses) as solver:
        for item in rulebook.inputs.values():
            if item.id in spared or not rulebook.requirements.successors(item.id):
                continue  # what nothing reads is another finding
            options = list(_options(rulebook, known.space.model, item))
            idle = [option for option in options if not pair.differ_by(solver, option)]
            yield from _told(known, item, options, idle)


class _Pair:
    """Two copies of the clauses without pins, the second free of contradiction; what a reader sees may differ.

    `ways`: assumptions for each way to differ: both free of contradiction and something else is seen, or the first
    contradicts itself.
    """

    def __init__(self, known: Known) -> None:
        model = known.space.model
        twins = twin_clauses(known.space.rulebook, model)
        self.clauses, self.same, self._top = list(twins.clauses), twins.same, model.top
        top, seen = twins.core, [twins.differ]
        for guardrail in known.space.rulebook.guardrails:
            if guardrail.severity != "note":
                top += 1
                one = model.guardrails[guardrail.id]
                self.clauses += [[-top, one, self.other(one)], [-top, -one, -self.other(one)]]
                seen.append(top)
        differ, clash = top + 1, top + 2
        self.clauses += [[-differ, *seen], [-clash, *known.conflicts]]
        sound = [*known.space.unpinned(known.faulty), *(-self.other(literal) for literal in known.conflicts)]
        self.ways = [[*sound, *(-literal for literal in known.conflicts), differ], [*sound, clash]]

    def other(self, literal: int) -> int:
        """The literal of the second copy."""
        return literal + self._top if literal > 0 else literal - self._top

    def differ_by(self, solver: Solver, option: Option) -> bool:
        """Whether the copies can differ in what is seen with the option in the first and the usual one in the second.

        Without literals, any two values may be compared.
        """
        if option.read or option.awaits:
            return True
        agree = [selector for name, selector in self.same.items() if name != option.input]
        chosen = [*agree, *option.chosen, *map(self.other, option.usual)]
        return any(solver.solve(assumptions=[*way, *chosen]) for way in self.ways)


def _options(rulebook: Rulebook, model: Formulation, item: Input) -> Iterator[Option]:
    """Every value but the usual one of a choice, every member of a set, every band but that of the usual number."""
    read, formulas = item.id in READ_BY_THE_PROGRAM, rulebook.formula_names
    if item.kind == "choices":
        for index, value in enumerate(item.values):
            literal = model.members[item.id, value.id]
            quantity = read or f"{item.id}.{value.id}" in formulas
            yield Option(item.id, value.id, ("values", index), (literal,), (-literal,), quantity, value.awaits)
    elif item.kind == "choice":
        usual = model.values[item.id, item.usual_value()]
        for index, value in enumerate(item.values):
            named = {f"{item.id}.{value.id}", f"{item.id}.{item.usual_value()}"}
            literal, quantity = model.values[item.id, value.id], read or not named.isdisjoint(formulas)
            if literal != usual:
                yield Option(item.id, value.id, ("values", index), (literal,), (usual,), quantity, value.awaits)
    else:
        yield from _bands(model, item, read=read or item.id in formulas)


def _bands(model: Formulation, item: Input, *, read: bool) -> Iterator[Option]:
    if not item.bands:
        yield Option(item.id, item.id, (), (), (), read, "")
    ranges = [tuple(model.outside(item, band.test)) for band in item.bands]
    usual = next(
        (cells for band, cells in zip(item.bands, ranges, strict=True) if band.test.matches(item.usual_value())), ()
    )
    for index, (band, cells) in enumerate(zip(item.bands, ranges, strict=True)):
        if cells != usual:
            yield Option(item.id, band.id, ("bands", index), cells, usual, read, band.awaits)


def _told(known: Known, item: Input, options: list[Option], idle: list[Option]) -> Iterator[ProofFinding]:
    if idle and len(idle) == len(options):
        yield _finding(known, item, idle[0], (), "no answer to it")
        return
    for option in idle:
        yield _finding(known, item, option, option.path, f"{option.id}, chosen instead of the usual value, never")


def _finding(known: Known, item: Input, option: Option, path: KeyPath, subject: str) -> ProofFinding:
    rulebook = known.space.rulebook
    readers = ", ".join(
        sorted(name for name in rulebook.requirements.successors(item.id) if name in rulebook.decisions)
    )
    seen = known.shown([*option.chosen, *known.strictly_alone(), *(-conflict for conflict in known.conflicts)])
    if seen is not None:
        _confirm(known, item, seen, option)
    ever = "ever changes" if path == () else "changes"
    sentence = f"read by {readers or 'guardrails'}, but {subject} {ever} an outcome, a guardrail or a quantity"
    return ProofFinding(f"input:{item.id}", path, sentence, seen.brief if seen else None)


def _confirm(known: Known, item: Input, seen: Replay, option: Option) -> None:
    """The evaluator must see no difference either when the value is taken back in the witness."""
    rulebook = known.space.rulebook
    now, usual = seen.facts[item.id], item.usual_value()
    back = item.toggled(now, option.id) if isinstance(now, frozenset) else usual
    without = replay(rulebook, Brief({**seen.brief.answers, item.id: back}))
    same = all(without.choices[name].outcomes == choice.outcomes for name, choice in seen.choices.items())
    contradicts = any(item.speaks(without.facts) for item in rulebook.guardrails if item.severity == "conflict")
    confirmed(contradicts or same, f"{item.id} changes nothing")
