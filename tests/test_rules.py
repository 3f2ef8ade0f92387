"""The real rules: sound, proven by their examples, and complete in both languages."""

import pytest

from app.domain.model.decisions import decide
from app.rulefiles.check import claim_weighs, claims_shown, given_brief
from tests.stories import REAL, ROOT

CLAIMS = sorted(
    name for name, source in REAL.sources.items() if source.kind == "notes" and {"D", "G"} & set(source.use)
)


def test_the_rules_hold_together(checked_rules):
    assert [str(problem) for problem in checked_rules] == []


def test_no_input_decision_or_guardrail_is_only_half_bilingual():
    def same(text):
        return text.en == text.ko and any("a" <= letter <= "z" for letter in text.en) and " " in text.en.strip()

    texts = [item.question for item in REAL.inputs.values()]
    texts += [rule.because for decision in REAL.decisions.values() for rule in decision.rules]
    texts += [guardrail.message for guardrail in REAL.guardrails]
    assert [text.en for text in texts if same(text)] == []


def shown_by(claim):
    for decision in REAL.decisions.values():
        for example in decision.examples:
            if claim in example.shows:
                yield decision, example
    for guardrail in REAL.guardrails:
        for saying in guardrail.examples:
            if claim in saying.shows:
                yield guardrail, saying


@pytest.mark.parametrize("claim", CLAIMS)
def test_without_the_rule_that_cites_a_claim_its_example_comes_out_otherwise(claim):
    assert claim in claims_shown(REAL)
    for owner, example in shown_by(claim):
        if hasattr(owner, "rules"):
            assert claim_weighs(REAL, owner, example, claim), owner.id
        else:
            brief, traits = given_brief(REAL, example.given)
            facts = REAL.facts_of(brief)
            decide(REAL.decisions.values(), facts, brief.pins)
            assert claim in owner.sources
            assert owner.speaks({**facts, **traits}), owner.id
    uses = set(REAL.sources[claim].use)
    kinds = {hasattr(owner, "rules") for owner, _ in shown_by(claim)}
    assert "D" not in uses or True in kinds, "a claim meant for decisions is shown by no decision"
    assert "G" not in uses or "D" in uses or False in kinds, "a claim meant for a guardrail is shown by none"


def test_every_icon_and_price_region_is_there():
    icons = {path.stem for path in (ROOT / "static/icons").glob("*.svg")}
    assert {found.icon for found in REAL.components.values()} - icons == set()
    assert set(REAL.inputs["region"].value_ids) == set(REAL.regions)


def test_every_row_fits_into_its_table():
    for decision in REAL.decisions.values():
        assert len(decision.facts) <= 6
        assert len(decision.examples) >= 1
        proven = {
            name
            for example in decision.examples
            for name in ([example.then] if isinstance(example.then, str) else example.then)
        }
        assert proven == {rule.outcome for rule in decision.rules}, decision.id
