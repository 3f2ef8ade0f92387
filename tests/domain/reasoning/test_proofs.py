"""The prover against brute force, on a small rulebook and on two hundred mutants of it."""

import random
from collections import Counter

import pytest

from app.domain.reasoning.proofs import in_words, proof_report, prove
from tests.builders import small_rulebook as build
from tests.domain.reasoning.brute_force import cells, everything
from tests.domain.reasoning.extra_rules import EXTRA
from tests.domain.reasoning.mutants import mutant

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
    assert proof.answer_sets == counted == 320
    assert {item.id: item.checked for item in proof.properties} == {
        "complete": 10, "unique": 2, "consistent": 1, "alive": 52, "speaking": 3,
        "roles": 7, "connected": 5, "open": 9, "used": 9, "mattering": 9,
    }  # fmt: skip
    assert (in_words(320), in_words(10**51 - 1), in_words(992 * 10**48)) == ("320", "10.0 × 10^50", "9.9 × 10^50")


def test_prover_and_brute_force_agree_on_two_hundred_mutants(base):
    seen = Counter()
    for seed in range(200):
        rulebook = mutant(base, random.Random(seed))
        wanted = everything(rulebook)
        assert told(prove(rulebook)) == wanted, f"mutant {seed}"
        seen.update({kind for kind, *_ in wanted} or {"sound"})
    # Every kind of fault came up, so that agreement says something about each.
    assert seen.keys() == {
        "gap", "overlap", "conflict", "dead", "lost", "silent", "end", "role", "closed", "unused", "idle", "sound",
    }, seen  # fmt: skip


def test_the_proof_of_a_rulebook_is_reported_with_its_name(small_rulebook):
    report = proof_report(small_rulebook)
    assert report.fingerprint == small_rulebook.fingerprint
    assert report.proof == prove(small_rulebook)
    assert all(item.claim.ko and item.space.ko for item in report.proof.properties)
