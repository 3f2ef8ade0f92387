"""Roads that compete with the advice for one job: other outcomes of some decisions, as far as they would work."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from app.domain.advice import Advice, redecide
from app.domain.model.decisions import Choice
from app.domain.model.growth import Contest
from app.domain.pipeline.structure import Structure, structure_of
from app.words.text import Text

Pins: TypeAlias = Mapping[str, str]
NONE = "none"


@dataclass(frozen=True)
class Rival:
    """A road: the pins that lead there, what they come to, and the decision that tells it from the other roads."""

    pins: Pins
    decision: str
    choices: Mapping[str, Choice]
    built: Structure
    labels: Mapping[str, Mapping[str, Text]]

    @property
    def outcome(self) -> str:
        """What that decision came to."""
        return ", ".join(self.choices[self.decision].outcomes)

    @property
    def label(self) -> Text:
        """What is different on this road."""
        return self.labels.get(self.decision, {}).get(self.outcome) or self.choices[self.decision].label


def itself(advice: Advice, contest: Contest) -> Rival:
    """The advice as a road of the contest: told by its host, or by the first decision that takes part."""
    taking_part = (name for name, outcomes in contest.outcomes.items() if _outcome(advice, name) in outcomes)
    hosts = (name for name in contest.on if _outcome(advice, name) != NONE)
    decision = next((name for names in (hosts, taking_part) for name in names), next(iter(contest.outcomes)))
    return Rival({}, decision, advice.choices, structure_of(advice.rulebook.catalogue, advice.choices), {})


def rivals(advice: Advice, contest: Contest) -> Iterator[Rival]:
    """Every road of a contest that would work, other than the advice itself.

    Where the advice has no host to run on (the decision of `on`), the first road that has one is taken to every host.
    """
    on = next(iter(contest.on), "")
    host = _outcome(advice, on) if on else NONE
    if host in contest.on.get(on, ()):
        yield from _hosted(advice, contest, {}, host)
    for name, outcome in contest.pins:
        own = _outcome(advice, name)
        if outcome == own or own not in contest.outcomes[name]:
            continue
        rival = _rival(advice, contest, {name: outcome}, name)
        if rival and on and host == NONE and rival.choices[on].value != NONE:
            rival = replace(rival, decision=on)
            host = rival.outcome
            yield rival
            yield from _hosted(advice, contest, rival.pins, host)
        elif rival:
            yield rival


def _hosted(advice: Advice, contest: Contest, pins: Pins, host: str) -> Iterator[Rival]:
    for name, outcomes in contest.on.items():
        found = (_rival(advice, contest, {**pins, name: outcome}, name) for outcome in outcomes if outcome != host)
        yield from (rival for rival in found if rival)


def _outcome(advice: Advice, name: str) -> str:
    return ", ".join(advice.choices[name].outcomes)


def _rival(advice: Advice, contest: Contest, pins: Pins, decision: str) -> Rival | None:
    """The run with these pins; None when it breaks something that the advice itself does not break."""
    rulebook = advice.rulebook
    fixed = {**advice.brief.pins, **{name: (outcome,) for name, outcome in pins.items()}}
    choices, facts = redecide(rulebook, advice.choices, advice.facts, set(), fixed, rulebook.decisions.values())
    broken = {guardrail.id for guardrail in advice.speaking}
    if any(guardrail.speaks(facts) for guardrail in rulebook.stoppers if guardrail.id not in broken):
        return None
    built = structure_of(rulebook.catalogue, choices)
    return Rival(pins, decision, choices, built, contest.labels) if set(built.faults) <= set(advice.faults) else None
