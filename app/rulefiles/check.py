"""Checks across rule files: the proofs, the examples, and that every claim that an example shows matters to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from app.domain.advice import run
from app.domain.advisor.economy import saving_note
from app.domain.model.briefs import Brief
from app.domain.model.decisions import Choice, Decision, Example, decide, decide_table
from app.domain.model.expressions import FactValue
from app.domain.model.guardrails import Guardrail, Saying
from app.domain.pipeline.savings import Saving
from app.domain.pricebooks.priceable import price_gaps
from app.domain.reasoning.proofs import Proof, prove
from app.domain.reasoning.tables import ProofFinding
from app.domain.report.brief import query_pairs, read_brief
from app.domain.rulebook import Rulebook
from app.errors import InvalidBrief, Problem
from app.rulefiles.link import Finding
from app.rulefiles.load import load_with_places


@dataclass(frozen=True)
class Checked:
    """A rulebook with its proof, every problem, and warnings about facts that should be checked again."""

    rulebook: Rulebook
    proof: Proof
    problems: list[Problem]
    warnings: list[Problem]


def check(folder: Path, today: date) -> Checked:
    """Load and check the rules of a folder; RulebookInvalid if they cannot be loaded."""
    rulebook, contents = load_with_places(folder)
    proof = prove(rulebook)
    proven = [_told(finding) for finding in proof.findings]
    findings = [*proven, *example_findings(rulebook), *claim_findings(rulebook), *unused_findings(rulebook)]
    findings += price_findings(rulebook)
    warnings = contents.placed(age_warnings(rulebook, today))
    return Checked(rulebook, proof, contents.placed(findings), warnings)


def _told(finding: ProofFinding) -> Finding:
    if finding.witness is None:
        return finding.owner, finding.path, finding.sentence
    shown = f"?{urlencode(query_pairs(finding.witness))}" if query_pairs(finding.witness) else "a brief without answers"
    return finding.owner, finding.path, f"{finding.sentence}; shown by {shown}"


def age_warnings(rulebook: Rulebook, today: date) -> Iterator[Finding]:
    """Facts that were checked more than twelve months before today."""
    for name, fact in rulebook.facts.items():
        a_year_later = f"{int(fact.checked_on[:4]) + 1}{fact.checked_on[4:]}"
        if a_year_later < today.isoformat():
            yield f"fact:{name}", ("checked_on",), f"checked on {fact.checked_on}, more than 12 months ago"


def example_findings(rulebook: Rulebook) -> Iterator[Finding]:
    """Examples of decisions, guardrails and savings that do not come out as written."""
    told: list[tuple[str, int, str | None]] = []
    for decision in rulebook.decisions.values():
        owner = f"decision:{decision.id}"
        told += [
            (owner, index, _example_fault(rulebook, decision, item)) for index, item in enumerate(decision.examples)
        ]
    for guardrail in rulebook.guardrails:
        owner = f"guardrail:{guardrail.id}"
        told += [
            (owner, index, _saying_fault(rulebook, guardrail, item)) for index, item in enumerate(guardrail.examples)
        ]
    for saving in rulebook.savings:
        owner = f"saving:{saving.id}"
        told += [(owner, index, _saving_fault(rulebook, saving, item)) for index, item in enumerate(saving.examples)]
    for owner, index, message in told:
        if message:
            yield owner, ("examples", index), message


def _saving_fault(rulebook: Rulebook, saving: Saving, saying: Saying) -> str | None:
    try:
        brief, _ = given_brief(rulebook, saying.given)
        note = saving_note(run(rulebook, brief), saving)
    except (InvalidBrief, LookupError) as fault:
        return f"cannot be run: {fault}"
    if (note is not None) != (saying.speaks == "true"):
        return f"saves {note.most} USD a month" if note else "does not apply, would not work or saves nothing"
    return None


def _example_fault(rulebook: Rulebook, decision: Decision, example: Example) -> str | None:
    try:
        got = run_example(rulebook, decision, example.given)
    except (InvalidBrief, LookupError) as fault:
        return f"cannot be run: {fault}"
    wanted = {example.then} if isinstance(example.then, str) else set(example.then)
    if set(got.outcomes) != wanted:
        return f"gives {', '.join(got.outcomes) or 'nothing'}, not {', '.join(sorted(wanted))}"
    for claim in example.shows:
        cited = [rule for rule in decision.rules if claim in (*rule.sources, *rule.overrules)]
        if not cited:
            return f"shows {claim}, which no rule of this decision cites"
        if not claim_weighs(rulebook, decision, example, claim):
            return f"shows {claim}, but comes out the same without the rules that cite it"
    return None


def claim_weighs(rulebook: Rulebook, decision: Decision, example: Example, claim: str) -> bool:
    """Whether an example has another outcome without the rules that cite a claim."""
    with_it = run_example(rulebook, decision, example.given)
    try:
        without = run_example(rulebook, decision.without(claim), example.given)
    except LookupError:
        return True
    return set(with_it.outcomes) != set(without.outcomes)


def run_example(rulebook: Rulebook, decision: Decision, given: Mapping[str, str | tuple[str, ...]]) -> Choice:
    """Evaluate one table for the facts of an example; InvalidBrief or LookupError if it cannot be run."""
    brief, traits = given_brief(rulebook, given)
    facts = rulebook.facts_of(brief)
    before = []
    for item in rulebook.decisions.values():
        if item.id == decision.id:
            break
        before.append(item)
    decide(before, facts, brief.pins)
    facts.update(traits)
    return decide_table(decision, facts)


def given_brief(
    rulebook: Rulebook, given: Mapping[str, str | tuple[str, ...]]
) -> tuple[Brief, Mapping[str, FactValue]]:
    """The facts of an example as a brief (answers, pins) and traits; InvalidBrief for an unknown name."""
    traits = {name: str(value) for name, value in given.items() if name in rulebook.roles.traits}
    pins = {name: value for name, value in given.items() if name in rulebook.decisions}
    answers = {name: value for name, value in given.items() if name not in traits and name not in pins}
    return read_brief(rulebook, answers, pins), traits


def _saying_fault(rulebook: Rulebook, guardrail: Guardrail, saying: Saying) -> str | None:
    try:
        brief, traits = given_brief(rulebook, saying.given)
        facts = rulebook.facts_of(brief)
        decide(rulebook.decisions.values(), facts, brief.pins)
    except (InvalidBrief, LookupError) as fault:
        return f"cannot be run: {fault}"
    facts.update(traits)
    speaks = guardrail.speaks(facts)
    if speaks != (saying.speaks == "true"):
        failing = [
            f"{name} is {_shown(facts[name])}"
            for name, test in guardrail.tests.items()
            if not test.matches(facts[name])
        ]
        return f"{'speaks' if speaks else 'does not speak: ' + '; '.join(failing)}"
    if saying.shows and not speaks:
        return f"shows {', '.join(saying.shows)}, but says nothing"
    missing = [claim for claim in saying.shows if claim not in guardrail.sources]
    return f"shows {', '.join(missing)}, which the guardrail does not cite" if missing else None


def _shown(value: FactValue) -> str:
    return ", ".join(sorted(value)) or "empty" if isinstance(value, frozenset) else str(value)


def claims_shown(rulebook: Rulebook) -> dict[str, list[str]]:
    """By claim, the decisions and guardrails of which an example shows it."""
    shown: dict[str, list[str]] = {}
    for decision in rulebook.decisions.values():
        for claim in {claim for example in decision.examples for claim in example.shows}:
            shown.setdefault(claim, []).append(decision.id)
    for guardrail in rulebook.guardrails:
        for claim in {claim for saying in guardrail.examples for claim in saying.shows}:
            shown.setdefault(claim, []).append(guardrail.id)
    return shown


def claim_findings(rulebook: Rulebook) -> Iterator[Finding]:
    """Claims of the notes for a decision (use D) or a guardrail (G) that no example shows."""
    shown = claims_shown(rulebook)
    for name, source in rulebook.sources.items():
        if source.kind == "notes" and {"D", "G"} & set(source.use) and name not in shown:
            yield f"source:{name}", (), "no example of a decision or guardrail shows this claim"


def price_findings(rulebook: Rulebook) -> Iterator[Finding]:
    """Line items that could be billed without a price, and line items wrongly declared unpriced."""
    for gap in price_gaps(rulebook):
        yield f"component type:{gap.type}", ("line_items", gap.line), gap.sentence


def unused_findings(rulebook: Rulebook) -> Iterator[Finding]:
    """Inputs and comparisons that nothing reads, comparisons with one result, traits not carried or not read."""
    graph = rulebook.requirements
    read = rulebook.inputs_of_estimates
    for name in rulebook.inputs:
        if not graph.successors(name) and name not in read:
            yield f"input:{name}", (), "no table and no formula reads this input"
    for name, priced in rulebook.comparisons.items():
        if not graph.successors(name):
            yield f"comparison:{name}", (), "no table and no guardrail reads this comparison"
        if len(priced.results) == 1:
            (result,) = priced.results
            yield f"comparison:{name}", ("inputs",), f"every cell comes out {result}, so it decides nothing"
    for name in rulebook.roles.traits:
        if not graph.predecessors(name) or not graph.successors(name):
            yield "roles:roles", ("traits", name), "no outcome carries this trait, or nothing reads it"
