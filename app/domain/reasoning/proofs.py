"""The properties that are proven over every answer set of a rulebook, and the report of the proof."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.domain.model.decisions import Decision
from app.domain.reasoning.composing import end_findings, role_findings, status_findings, unused_findings
from app.domain.reasoning.composition import Composition
from app.domain.reasoning.reachability import Reachability, reachability_of
from app.domain.reasoning.space import Space
from app.domain.reasoning.tables import (
    Known,
    ProofFinding,
    conflict_findings,
    gap_findings,
    guardrail_findings,
    overlap_findings,
    rule_findings,
)
from app.domain.reasoning.values import value_count, value_findings
from app.domain.rulebook import Rulebook
from app.words.catalogue import said
from app.words.text import Text

Where: TypeAlias = Literal["answers", "consistent", "pins"]
Search: TypeAlias = Callable[[Known, Composition], Iterator[ProofFinding]]


@dataclass(frozen=True)
class Property:
    """A property of rulebooks: the space it is proven over, the search for violations, the number of things checked.

    `where`: `answers` (all answer sets), `consistent` (those without a contradiction), `pins` (all with all pins).
    """

    id: str
    where: Where
    search: Search
    count: Callable[[Rulebook], int]


@dataclass(frozen=True)
class Proven:
    """The result of proving one property of a rulebook; without findings it holds."""

    id: str
    claim: Text
    space: Text
    checked: int
    findings: tuple[ProofFinding, ...]


@dataclass(frozen=True)
class Proof:
    """The results for all properties, and the number of answer sets that they cover."""

    properties: tuple[Proven, ...]
    answer_sets: int

    @property
    def findings(self) -> tuple[ProofFinding, ...]:
        """The violations of all properties."""
        return tuple(finding for item in self.properties for finding in item.findings)


@dataclass(frozen=True)
class ProofReport:
    """The proof of the rulebook with this fingerprint, and how often each outcome comes out."""

    fingerprint: str
    proof: Proof
    reachability: Reachability


def proof_report(rulebook: Rulebook) -> ProofReport:
    """Prove a rulebook and report how often each outcome comes out."""
    return ProofReport(rulebook.fingerprint, prove(rulebook), reachability_of(rulebook))


def prove(rulebook: Rulebook) -> Proof:
    """Prove every property of a rulebook; EvaluatorDisagrees if the evaluator contradicts a witness."""
    space = Space(rulebook)
    known, composition = Known(space), Composition(rulebook, space.model)
    try:
        # In this order: a table found faulty may have any outcome in the later proofs.
        proven = [
            Proven(
                item.id,
                said(f"proven.{item.id}"),
                said(f"proven.over_{item.where}"),
                item.count(rulebook),
                tuple(item.search(known, composition)),
            )
            for item in PROPERTIES
        ]
    finally:
        space.close()
    return Proof(tuple(proven), space.answer_sets())


def in_words(number: int) -> str:
    """A count in digits below a million, above as 9.9 × 10^50."""
    if number < 10**6:
        return f"{number:,}"
    exponent = len(str(number)) - 1
    return f"{number / 10**exponent:.1f} × 10^{exponent}"


def _tables(rulebook: Rulebook) -> list[Decision]:
    return list(rulebook.decisions.values())


def _unique(rulebook: Rulebook) -> list[Decision]:
    return [decision for decision in _tables(rulebook) if decision.hit_policy == "unique"]


def _rules_and_outcomes(rulebook: Rulebook) -> int:
    return sum(len(decision.rules) + len(decision.outcomes) for decision in _tables(rulebook))


def _additions(rulebook: Rulebook) -> int:
    return sum(len(outcome.adds) for decision in _tables(rulebook) for outcome in decision.outcomes.values())


def _required(rulebook: Rulebook) -> int:
    outcomes = [outcome for decision in _tables(rulebook) for outcome in decision.outcomes.values()]
    return sum(not spec.optional for outcome in outcomes for spec in outcome.connect)


PROPERTIES = (
    Property(
        "complete",
        "pins",
        lambda known, _: gap_findings(known),
        lambda rulebook: len(rulebook.decisions),
    ),
    Property(
        "unique",
        "pins",
        lambda known, _: overlap_findings(known),
        lambda rulebook: len(_unique(rulebook)),
    ),
    Property(
        "consistent",
        "answers",
        lambda known, _: conflict_findings(known),
        lambda rulebook: sum(item.severity == "conflict" for item in rulebook.guardrails),
    ),
    Property(
        "alive",
        "consistent",
        lambda known, _: rule_findings(known),
        _rules_and_outcomes,
    ),
    Property(
        "speaking",
        "pins",
        lambda known, _: guardrail_findings(known),
        lambda rulebook: len(rulebook.guardrails),
    ),
    Property(
        "roles",
        "pins",
        role_findings,
        lambda rulebook: len(rulebook.roles.roles),
    ),
    Property(
        "connected",
        "answers",
        end_findings,
        _required,
    ),
    Property(
        "open",
        "pins",
        status_findings,
        _additions,
    ),
    Property(
        "used",
        "pins",
        unused_findings,
        lambda rulebook: len(rulebook.components),
    ),
    Property(
        "mattering",
        "consistent",
        lambda known, _: value_findings(known),
        value_count,
    ),
)
