"""Comparing architectures by three criteria: cost, what there is to run, how long a request may wait for a start.

The last two are ordinal grades. Criteria are not combined into a score: `best` means Pareto-optimal.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from app.domain.advice import Advice
from app.domain.model.architecture import Component, RunGrade, WaitGrade
from app.domain.model.graph import Graph
from app.domain.report.documents import Label, Standing, ToRun, Waiting
from app.domain.report.explain import source_notes
from app.domain.rulebook import RUN_GRADES, WAIT_GRADES

WAITED_FOR = frozenset({"request", "data"})
"""The kinds of connection on which the caller waits for an answer."""


class Measured(NamedTuple):
    """The criteria; less is better. `to_run`: numbers of components by grade, highest grade first (lexicographic)."""

    cost: Decimal
    to_run: tuple[int, ...]
    wait: int

    def beats(self, other: "Measured") -> bool:
        """Whether it dominates the other (Pareto): worse in no criterion, better in at least one."""
        no_worse = self.cost <= other.cost and self.to_run <= other.to_run and self.wait <= other.wait
        return no_worse and self != other


class Weighed(NamedTuple):
    """Advice to compare, and its typical cost in USD a month; None excludes it (unknown price, or would not work)."""

    advice: Advice
    cost: Decimal | None


def standings(weighed: Sequence[Weighed]) -> list[Standing]:
    """The standing of each among all, in the given order."""
    to_run = [_to_run(one.advice) for one in weighed]
    waiting = [_waiting(one.advice) for one in weighed]
    measured = [
        None
        if one.cost is None
        else Measured(
            one.cost,
            tuple(len(runs.get(grade, ())) for grade in reversed(RUN_GRADES[1:])),
            WAIT_GRADES.index(waits[0]),
        )
        for one, runs, waits in zip(weighed, to_run, waiting, strict=True)
    ]
    known = [item for item in measured if item is not None]
    return [
        Standing(
            to_run=tuple(
                [_run_note(one.advice, grade, runs[grade]) for grade in reversed(RUN_GRADES) if grade in runs]
            ),
            wait=_wait_note(one.advice, *waits),
            best=item is not None and not any(other.beats(item) for other in known),
            labels=() if item is None else tuple(_labels(item, known)),
        )
        for one, runs, waits, item in zip(weighed, to_run, waiting, measured, strict=True)
    ]


def _labels(item: Measured, known: Sequence[Measured]) -> Iterable[Label]:
    """The criteria in which it is first; ties go to the cheapest, and nobody is first where all are equal."""
    places: tuple[tuple[Label, int], ...] = (("cheapest", 0), ("fastest", 2), ("least_to_run", 1))
    for label, place in places:
        ranked = [(other[place], *other) for other in known]
        if len({rank[0] for rank in ranked}) > 1 and (item[place], *item) == min(ranked):
            yield label


def _to_run(advice: Advice) -> dict[RunGrade, list[str]]:
    runs: dict[RunGrade, list[str]] = {}
    for component in advice.architecture.components:
        grade = advice.rulebook.components[component.type].to_run
        if grade != "none":
            runs.setdefault(grade, []).append(component.id)
    return runs


def _waiting(advice: Advice) -> tuple[WaitGrade, list[str]]:
    """The longest wait for a start that a request can meet, and the components that cause it."""
    worst: WaitGrade = "none"
    where: list[str] = []
    for component in _reached(advice):
        wait = advice.rulebook.components[component.type].wait
        if wait is None or not all(test.matches(advice.facts[fact]) for fact, test in wait.tests.items()):
            continue
        if wait.grade == worst:
            where.append(component.id)
        elif WAIT_GRADES.index(wait.grade) > WAIT_GRADES.index(worst):
            worst, where = wait.grade, [component.id]
    return worst, where


def _reached(advice: Advice) -> list[Component]:
    """The components that a request from outside reaches over connections on which the caller waits."""
    architecture = advice.architecture
    waited_for = [(item.source, item.target) for item in architecture.connections if item.kind in WAITED_FOR]
    graph = Graph((component.id for component in architecture.components), waited_for)
    reached = graph.distances(component.id for component in architecture.components if component.place == "outside")
    return [component for component in architecture.components if component.id in reached]


def _run_note(advice: Advice, grade: RunGrade, components: list[str]) -> ToRun:
    described = advice.rulebook.scales.to_run[grade]
    return ToRun(
        grade=grade,
        label=described.label,
        meaning=described.meaning,
        components=tuple(components),
        services=_services(advice, components),
    )


def _wait_note(advice: Advice, grade: WaitGrade, components: list[str]) -> Waiting:
    described = advice.rulebook.scales.wait[grade]
    return Waiting(
        grade=grade,
        label=described.label,
        meaning=described.meaning,
        components=tuple(components),
        services=_services(advice, components),
        sources=source_notes(advice.rulebook, described.sources),
    )


def _services(advice: Advice, components: list[str]) -> tuple[str, ...]:
    named = {component.id: component.service for component in advice.architecture.components}
    return tuple(dict.fromkeys(named[role] for role in components))
