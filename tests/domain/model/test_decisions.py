import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.model.decisions import Decision, decide, decide_table
from app.domain.model.expressions import FactValue
from app.domain.model.guardrails import Guardrail

WORDS = {"en": "Words.", "ko": "말."}


def decision(rules, hit_policy="first", **changed):
    fields = {
        "id": "home",
        "kind": "part",
        "title": WORDS,
        "question": WORDS,
        "axis": ["cost"],
        "door": {"way": "two", "going_back": WORDS},
        "hit_policy": hit_policy,
        "rules": [{"because": WORDS, **rule} for rule in rules],
        "outcomes": {name: {"label": {"en": name, "ko": name}} for name in "abc"},
        "examples": [{"given": {}, "then": "a"}],
    }
    return Decision.model_validate({**fields, **changed})


FIRST = decision(
    [
        {"when": {"x": "p", "y": "[p, q]"}, "then": "a", "sources": ["notes:one"]},
        {"when": {"y": "q"}, "then": "b", "overrules": ["notes:two"]},
        {"otherwise": "c"},
    ]
)


def facts(x, y):
    return {"x": x, "y": y}


@pytest.mark.parametrize(
    ("x", "y", "outcome", "rule"), [("p", "q", "a", 0), ("r", "q", "b", 1), ("p", "r", "c", 2), ("r", "r", "c", 2)]
)
def test_the_first_rule_whose_tests_all_hold_decides(x, y, outcome, rule):
    choice = decide_table(FIRST, facts(x, y))
    assert (choice.outcomes, choice.fired) == ((outcome,), (rule,))
    assert choice.value == outcome


def test_what_blocked_the_other_outcomes_is_told_by_their_nearest_rule():
    choice = decide_table(FIRST, facts("r", "r"))
    assert choice.blocked() == {"a": ("x", "y"), "b": ("y",)}
    assert choice.nearest_rules == {"a": 0, "b": 1}
    overtaken = decide_table(FIRST, facts("p", "q"))
    assert overtaken.nearest_rules == {"b": 1, "c": 2}
    assert overtaken.overtaking(1) == ("x", "y")
    assert overtaken.overtaking(2) == ("x", "y")
    assert decide_table(FIRST, facts("p", "q")).blocked() == {"b": (), "c": ()}


def test_the_nearest_of_several_rules_is_the_one_that_fails_by_fewest_tests():
    table = decision(
        [{"when": {"x": "p", "y": "p"}, "then": "a"}, {"when": {"x": "q"}, "then": "a"}, {"otherwise": "b"}]
    )
    choice = decide_table(table, facts("r", "r"))
    assert choice.blocked() == {"a": ("x",)}
    assert choice.nearest_rules == {"a": 1}


def test_a_collecting_table_gives_every_outcome_that_fires_once():
    table = decision(
        [{"when": {"x": "p"}, "then": "a"}, {"when": {"y": "p"}, "then": "b"}, {"when": {"y": "[p, q]"}, "then": "b"}],
        "collect",
    )
    choice = decide_table(table, facts("p", "p"))
    assert (choice.outcomes, choice.fired, choice.value) == (("a", "b"), (0, 1, 2), frozenset({"a", "b"}))
    nothing = decide_table(table, facts("r", "r"))
    assert (nothing.outcomes, nothing.value, nothing.label.ko) == ((), frozenset(), "없음")


def test_a_table_with_a_gap_says_which():
    table = decision([{"when": {"x": "p"}, "then": "a"}], "unique")
    with pytest.raises(LookupError, match="no rule of home fits"):
        decide_table(table, facts("q", "p"))


@pytest.mark.parametrize(
    ("claim", "left"), [("notes:one", ["b", "c"]), ("notes:two", ["a", "c"]), ("notes:three", ["a", "b", "c"])]
)
def test_a_claim_taken_away_takes_its_rules_with_it(claim, left):
    decide_table(FIRST, facts("p", "q"))
    without = FIRST.without(claim)
    assert [rule.outcome for rule in without.rules] == left
    assert decide_table(without, facts("p", "q")).outcomes == (left[0],)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"then": "a"}, "needs tests"),
        ({"when": {"x": "p"}, "otherwise": "a"}, "`otherwise` has none"),
        ({"when": {"x": "p"}}, "either"),
        ({"when": {"x": "p"}, "then": "a", "otherwise": "b"}, "either"),
        ({"when": {"x": "a b c"}, "then": "a"}, "cannot read the test"),
        ({"when": {"x": "p"}, "then": "a", "weight": "q"}, "Extra inputs"),
    ],
)
def test_a_malformed_rule_is_refused(rule, told):
    with pytest.raises(ValidationError, match=told):
        decision([rule])


def test_a_table_has_at_most_12_rules():
    rules = [{"when": {"x": f"value_{number}"}, "then": "a"} for number in range(13)]
    assert decision(rules[:12], "unique")
    with pytest.raises(ValidationError, match="at most 12"):
        decision(rules, "unique")


def test_outcomes_and_traits_become_facts_of_later_decisions_and_a_pin_wins():
    first = decision(
        [{"when": {"x": "p"}, "then": "a"}, {"otherwise": "b"}],
        id="first",
        outcomes={"a": {"label": WORDS, "traits": ["loud"]}, "b": {"label": WORDS}},
    )
    second = decision(
        [{"when": {"loud": "yes", "first": "a"}, "then": "a"}, {"otherwise": "b"}],
        id="second",
    )
    known: dict[str, FactValue] = {"x": "p", "loud": "no"}
    choices = decide([first, second], known, {})
    assert (choices["second"].outcomes, known["loud"], known["second"]) == (("a",), "yes", "a")
    pinned = decide([first, second], {"x": "p", "loud": "no"}, {"first": ("b",)})
    assert (pinned["first"].pinned, pinned["first"].fired, pinned["second"].outcomes) == (True, (), ("b",))


@given(st.sampled_from("pqr"), st.sampled_from("pqr"))
def test_exactly_the_rules_before_the_fired_one_fail(x, y):
    choice = decide_table(FIRST, facts(x, y))
    (rule,) = choice.fired
    held = [all(test.matches(facts(x, y)[fact]) for fact, test in rule.tests.items()) for rule in FIRST.rules]
    assert held.index(True) == rule


def test_a_guardrail_speaks_when_all_its_tests_hold():
    guardrail = Guardrail.model_validate(
        {"id": "g", "severity": "note", "when": {"x": "p", "y": "not q"}, "message": WORDS, "examples": [{"given": {}}]}
    )
    assert guardrail.speaks(facts("p", "p"))
    assert not guardrail.speaks(facts("p", "q"))
