"""The proof on a page: what holds over how many answer sets, what does not, and how often each outcome comes out."""

from dataclasses import dataclass

from app.domain.brief import query_pairs
from app.domain.reasoning.proofs import Proven, in_words
from app.domain.reasoning.reachability import OutcomeShare
from app.domain.reasoning.tables import ProofFinding
from app.domain.rulebook import Rulebook
from app.domain.texts import Text
from app.web.deps import DatedProof, Pairs

MOST_INPUTS = 12
"""Most inputs that stand open, the most deciding first."""


@dataclass(frozen=True)
class Fault:
    """What does not hold, as the check tells it, and the brief that shows it."""

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
class DecisionShares:
    """One decision: the shares of its outcomes."""

    id: str
    title: Text
    outcomes: list[Share]


@dataclass(frozen=True)
class ProofView:
    """What the page of the proof shows."""

    fingerprint: str
    date: str
    seconds: str
    factor: str
    exponent: str
    digits: str
    properties: tuple[Proven, ...]
    faults: list[Fault]
    sampled: str
    near_stories: str
    deciding: list[Share]
    deciding_less: list[Share]
    decisions: list[DecisionShares]
    otherwise: list[Share]


def proof_view(rulebook: Rulebook, proven: DatedProof) -> ProofView:
    """The page of a proof."""
    report = proven.report
    reached = report.reachability
    factor, _, exponent = in_words(report.proof.answer_sets).partition(" × 10^")
    deciding = _deciding(rulebook, proven)
    return ProofView(
        fingerprint=report.fingerprint,
        date=proven.at.date().isoformat(),
        seconds=f"{proven.seconds:.1f}",
        factor=factor,
        exponent=exponent,
        digits=f"{report.proof.answer_sets:,}",
        properties=report.proof.properties,
        faults=[_fault(finding) for finding in report.proof.findings],
        sampled=f"{reached.sampled:,}",
        near_stories=f"{reached.near_stories:,}",
        deciding=deciding[:MOST_INPUTS],
        deciding_less=deciding[MOST_INPUTS:],
        decisions=[_decision(rulebook, name, reached.outcomes) for name in rulebook.decisions],
        otherwise=[
            Share(rulebook.decisions[name].title, share_words(part), _hundredths(part))
            for name, part in sorted(reached.otherwise.items(), key=lambda pair: -pair[1])
        ],
    )


def share_words(part: float) -> str:
    """A share from 0 to 1 in per cent; what is seen at all is never written as nothing."""
    if not part or part == 1:
        return f"{part:.0%}"
    return "< 0.1%" if part < 0.001 else "> 99.9%" if part > 0.999 else f"{part:.1%}"


def _deciding(rulebook: Rulebook, proven: DatedProof) -> list[Share]:
    bits = {name: gain for name, gain in proven.report.reachability.deciding.items() if gain > 0}
    most = max(bits.values(), default=1)
    return [
        Share(rulebook.inputs[name].question, f"{gain:.2f}", _hundredths(gain / most)) for name, gain in bits.items()
    ]


def _decision(rulebook: Rulebook, name: str, shares: tuple[OutcomeShare, ...]) -> DecisionShares:
    decision = rulebook.decisions[name]
    outcomes = [
        Share(
            decision.outcomes[share.outcome].label,
            share_words(share.sampled),
            _hundredths(share.sampled),
            share_words(share.near_stories),
            share.unsure,
        )
        for share in shares
        if share.decision == name
    ]
    return DecisionShares(name, decision.title, outcomes)


def _fault(finding: ProofFinding) -> Fault:
    where = ".".join(str(key) for key in finding.path)
    owner = f"{finding.owner} {where}".strip()
    return Fault(owner, finding.sentence, None if finding.witness is None else query_pairs(finding.witness))


def _hundredths(part: float) -> float:
    return round(100 * part, 2)
