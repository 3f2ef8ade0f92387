"""The view of the proof: what holds over how many answer sets, what does not, how often each outcome comes out."""

from dataclasses import dataclass
from datetime import date

from app.domain.model.decisions import Decision
from app.domain.reasoning.proofs import Proven, in_words
from app.domain.reasoning.reachability import Reachability
from app.domain.reasoning.tables import ProofFinding
from app.domain.report.brief import query_pairs
from app.domain.rulebook import Rulebook
from app.web.deps import DatedProof, Pairs
from app.web.views.rules import KINDS
from app.words.text import Text

MOST_OPEN = 12
"""Most entries of a list that stand open, the largest first."""


@dataclass(frozen=True)
class Fault:
    """A finding of the proof: its owner, its sentence, and a brief that shows it if there is one."""

    owner: str
    sentence: str
    witness: Pairs | None


@dataclass(frozen=True)
class Share:
    """A share in words and in hundredths; `usual` if the outcome comes out when nothing is sure."""

    label: Text
    sampled: str
    width: float
    near_stories: str = ""
    usual: bool = False


@dataclass(frozen=True)
class Shares:
    """A list of shares, the largest first: those that stand open, and the rest."""

    first: list[Share]
    further: list[Share]


@dataclass(frozen=True)
class DecisionShares:
    """One decision: the shares of its outcomes."""

    id: str
    title: Text
    outcomes: list[Share]


@dataclass(frozen=True)
class KindShares:
    """The decisions of one kind."""

    id: str
    decisions: list[DecisionShares]


@dataclass(frozen=True)
class ProofView:
    """What the page of the proof shows."""

    fingerprint: str
    made: date
    seconds: str
    factor: str
    exponent: str
    digits: str
    properties: tuple[Proven, ...]
    faults: list[Fault]
    sampled: int
    near_stories: int
    deciding: Shares
    groups: list[KindShares]
    otherwise: Shares


def proof_view(rulebook: Rulebook, proven: DatedProof) -> ProofView:
    """The page of a proof."""
    report = proven.report
    reached = report.reachability
    factor, _, exponent = in_words(report.proof.answer_sets).partition(" × 10^")
    return ProofView(
        fingerprint=report.fingerprint,
        made=proven.at.date(),
        seconds=f"{proven.seconds:.1f}",
        factor=factor,
        exponent=exponent,
        digits=f"{report.proof.answer_sets:,}",
        properties=report.proof.properties,
        faults=[_fault(finding) for finding in report.proof.findings],
        sampled=reached.sampled,
        near_stories=reached.near_stories,
        deciding=_deciding(rulebook, reached),
        groups=[KindShares(kind, _decisions(rulebook, kind, reached)) for kind in KINDS],
        otherwise=_otherwise(rulebook, reached),
    )


def share_words(part: float) -> str:
    """A share from 0 to 1 in percent; a small share above 0 is `< 0.1%`, never 0%."""
    if not part or part == 1:
        return f"{part:.0%}"
    return "< 0.1%" if part < 0.001 else "> 99.9%" if part > 0.999 else f"{part:.1%}"


def _deciding(rulebook: Rulebook, reached: Reachability) -> Shares:
    bits = {name: gain for name, gain in reached.deciding.items() if gain > 0}
    most = max(bits.values(), default=1)
    return _folded(
        [Share(rulebook.inputs[name].question, f"{gain:.2f}", _hundredths(gain / most)) for name, gain in bits.items()]
    )


def _otherwise(rulebook: Rulebook, reached: Reachability) -> Shares:
    parts = sorted(reached.otherwise.items(), key=lambda pair: -pair[1])
    return _folded(
        [Share(rulebook.decisions[name].title, share_words(part), _hundredths(part)) for name, part in parts]
    )


def _folded(shares: list[Share]) -> Shares:
    return Shares(shares[:MOST_OPEN], shares[MOST_OPEN:])


def _decisions(rulebook: Rulebook, kind: str, reached: Reachability) -> list[DecisionShares]:
    return [_decision(decision, reached) for decision in rulebook.decisions.values() if decision.kind == kind]


def _decision(decision: Decision, reached: Reachability) -> DecisionShares:
    outcomes = [
        Share(
            decision.outcomes[share.outcome].label,
            share_words(share.sampled),
            _hundredths(share.sampled),
            share_words(share.near_stories),
            share.unsure,
        )
        for share in reached.outcomes
        if share.decision == decision.id
    ]
    return DecisionShares(decision.id, decision.title, outcomes)


def _fault(finding: ProofFinding) -> Fault:
    where = ".".join(str(key) for key in finding.path)
    owner = f"{finding.owner} {where}".strip()
    return Fault(owner, finding.sentence, None if finding.witness is None else query_pairs(finding.witness))


def _hundredths(part: float) -> float:
    return round(100 * part, 2)
