"""The prover against brute force, on a small rulebook and on two hundred mutants of it."""

import random
from collections import Counter
from decimal import Decimal

import pytest

from app.domain.model.decisions import decide
from app.domain.reasoning import space
from app.domain.reasoning.proofs import in_words, proof_report, prove
from app.domain.reasoning.space import EvaluatorDisagrees
from tests.builders import present
from tests.builders import small_rulebook as build
from tests.depth import DEPTH, some
from tests.domain.reasoning.brute_force import cells, everything
from tests.domain.reasoning.extra_rules import EXTRA
from tests.domain.reasoning.mutants import mutant, rebuilt, with_decision

OWNERS = {"complete": "gap", "consistent": "conflict", "speaking": "silent", "used": "unused", "mattering": "idle"}
PLACES = {"roles": "role", "connected": "end", "open": "closed"}


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """The small rulebook with a contradiction to leave out, and a unique table over two decisions."""
    return build(tmp_path_factory.mktemp("base"), EXTRA)


def told(proof):
    """What the prover found, as brute force names it."""
    found = set()
    for item in proof.properties:
        for finding in item.findings:
            found.add(named(item.id, finding.owner.partition(":")[2], finding.path, finding.sentence))
    return found


def named(claim, owner, path, sentence):
    if claim in OWNERS:
        return OWNERS[claim], owner
    if claim in PLACES:
        return PLACES[claim], owner, path[1], path[3]
    if claim == "unique":
        left, right = [int(word) - 1 for word in sentence.split() if word.isdigit()][:2]
        assert path[1] == right
        return "overlap", owner, left, right
    return ("dead" if path[0] == "rules" else "lost"), owner, path[1]


def test_a_sound_rulebook_has_no_finding_by_proof_and_by_brute_force(base, small_rulebook):
    for rulebook in (base, small_rulebook):
        assert prove(rulebook).findings == ()
        assert everything(rulebook) == set()


def test_the_answer_sets_are_counted(base):
    proof = prove(base)
    counted = 1
    for item in base.inputs.values():
        counted *= len(cells(base, item))
    assert proof.answer_sets == counted == 896
    assert {item.id: item.checked for item in proof.properties} == {
        "complete": 11, "unique": 3, "consistent": 1, "alive": 60, "speaking": 3,
        "roles": 7, "connected": 5, "open": 9, "used": 9, "mattering": 15,
    }  # fmt: skip
    assert (in_words(896), in_words(10**51 - 1), in_words(992 * 10**48)) == ("896", "10.0 × 10^50", "9.9 × 10^50")


KINDS = {
    "gap", "overlap", "conflict", "dead", "lost", "silent", "end", "role", "closed", "unused", "idle", "sound",
}  # fmt: skip


def test_prover_and_brute_force_agree_on_two_hundred_mutants(base):
    seen: Counter[str] = Counter()
    for seed in some(range(200), 40):
        rulebook = mutant(base, random.Random(seed))
        wanted = everything(rulebook)
        assert told(prove(rulebook)) == wanted, f"mutant {seed}"
        seen.update({kind for kind, *_ in wanted} or {"sound"})
    # At full depth every kind of fault comes up, so that agreement says something about each.
    assert seen.keys() == KINDS if DEPTH.proof else seen.keys() <= KINDS, seen


def test_the_proof_of_a_rulebook_is_reported_with_its_name(small_rulebook):
    report = proof_report(small_rulebook)
    assert report.fingerprint == small_rulebook.fingerprint
    assert report.proof == prove(small_rulebook)
    assert all(item.claim.ko and item.space.ko for item in report.proof.properties)


PEOPLE = """\
topic: {id: extra, title: {en: Words., ko: 말.}}
inputs:
  - id: people
    kind: number
    whole: true
    question: {en: Words., ko: 말.}
    axis: [time]
    unit: {en: people, ko: 명}
    usual: 1
    likely: [1, 2]
    at_most: 10
"""
TWO_ROWS = (
    ("{api_code: container, job_code: task}", '{people: "<= 1"}'),
    ("{api_code: container, job_code: not task}", '{people: ">= 2"}'),
)


def counting(folder, people):
    """The review as a table over a number: up to one, from two on."""
    review = EXTRA["decisions/review.yaml"]
    kept = [line for line in review.splitlines() if "job_code: " not in line or "api_code: container" in line]
    review = "\n".join(kept) + "\n"
    for old, new in TWO_ROWS:
        review = review.replace(old, new)
    review = review.replace("  nothing: {label: {en: Nothing, ko: 없음}}\n", "").replace("nothing}]", "both}]")
    return build(folder, {"decisions/review.yaml": review, "inputs/03-extra.yaml": people})


def test_between_two_whole_numbers_there_is_no_answer_and_no_gap(tmp_path):
    assert prove(counting(tmp_path / "whole", PEOPLE)).findings == ()
    broken = prove(counting(tmp_path / "broken", PEOPLE.replace("    whole: true\n", "")))
    (gap,) = broken.findings
    assert (gap.owner, gap.sentence) == ("decision:review", "no row fits people = 1.5")
    assert present(gap.witness).answers == {"people": Decimal("1.5")}
    assert broken.answer_sets == 896 * len(["0", "0–1", "1", "1–2", "2", "2–10", "10"])


def test_a_witness_that_the_evaluator_refuses_is_an_error(base, monkeypatch):
    """With an evaluator in which some rule always fires, a planted gap cannot be confirmed and is an error."""
    review = base.decisions["review"]
    gappy = with_decision(base, rebuilt(review, rules=review.rules[:-1]))
    assert ("gap", "review") in told(prove(gappy))
    monkeypatch.setattr(space, "decide", lambda decisions, facts, pins: decide_sound(base, decisions, facts, pins))
    with pytest.raises(EvaluatorDisagrees, match="a gap in review"):
        prove(gappy)


def decide_sound(base, decisions, facts, pins):
    return decide([base.decisions[decision.id] for decision in decisions], facts, pins)
