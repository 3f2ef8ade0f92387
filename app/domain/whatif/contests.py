"""The alternatives of a contest: other outcomes for one job, without those that a guardrail or fault rules out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from app.domain.advice import Advice, redecide
from app.domain.model.decisions import Choice
from app.domain.pipeline.growth import Contest
from app.domain.pipeline.structure import Structure, structure_of
from app.domain.whatif.options import ABSENT
from app.words.text import Text

Pins: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class ContestAlternative:
    """One alternative of a contest: its pins, the choices and structure that follow, and the decision that names it."""

    pins: Pins
    decision: str
    choices: Mapping[str, Choice]
    built: Structure
    labels: Mapping[str, Mapping[str, Text]]

    @property
    def outcome(self) -> str:
        """The outcome of the decision that names it."""
        return ", ".join(self.choices[self.decision].outcomes)

    @property
    def label(self) -> Text:
        """The label of that outcome: the one of the contest if it has one."""
        return self.labels.get(self.decision, {}).get(self.outcome) or self.choices[self.decision].label


def itself(advice: Advice, contest: Contest) -> ContestAlternative:
    """The advice as an alternative of the contest, named by its host or by the first decision that takes part."""
    taking_part = (name for name, outcomes in contest.outcomes.items() if _outcome(advice, name) in outcomes)
    hosts = (name for name in contest.on if _outcome(advice, name) != ABSENT)
    decision = next((name for names in (hosts, taking_part) for name in names), next(iter(contest.outcomes)))
    return ContestAlternative({}, decision, advice.choices, structure_of(advice.rulebook.catalogue, advice.choices), {})


def alternatives_of(advice: Advice, contest: Contest) -> Iterator[ContestAlternative]:
    """Every alternative of a contest that would work, other than the advice itself.

    If the advice has a host (an outcome of the decision in `on`), it is tried on every other host; if not, the first
    alternative with a host is.
    """
    on = next(iter(contest.on), "")
    host = _outcome(advice, on) if on else ABSENT
    if host in contest.on.get(on, ()):
        yield from _hosted(advice, contest, {}, host)
    for name, outcome in contest.pins:
        own = _outcome(advice, name)
        if outcome == own or own not in contest.outcomes[name]:
            continue
        found = _alternative(advice, contest, {name: outcome}, name)
        if found and on and host == ABSENT and found.choices[on].value != ABSENT:
            found = replace(found, decision=on)
            host = found.outcome
            yield found
            yield from _hosted(advice, contest, found.pins, host)
        elif found:
            yield found


def _hosted(advice: Advice, contest: Contest, pins: Pins, host: str) -> Iterator[ContestAlternative]:
    for name, outcomes in contest.on.items():
        for outcome in outcomes:
            found = _alternative(advice, contest, {**pins, name: outcome}, name) if outcome != host else None
            if found:
                yield found


def _outcome(advice: Advice, name: str) -> str:
    return ", ".join(advice.choices[name].outcomes)


def _alternative(advice: Advice, contest: Contest, pins: Pins, decision: str) -> ContestAlternative | None:
    """The alternative with these pins; None if it has a stopping guardrail or fault that the advice does not have."""
    rulebook = advice.rulebook
    fixed = {**advice.brief.pins, **{name: (outcome,) for name, outcome in pins.items()}}
    choices, facts = redecide(rulebook, advice.choices, advice.facts, set(), fixed, rulebook.decisions.values())
    broken = {guardrail.id for guardrail in advice.speaking}
    if any(guardrail.speaks(facts) for guardrail in rulebook.stoppers if guardrail.id not in broken):
        return None
    built = structure_of(rulebook.catalogue, choices)
    if not set(built.faults) <= set(advice.faults):
        return None
    return ContestAlternative(pins, decision, choices, built, contest.labels)
