"""Settled, possible and relevant, against every completion of random partial briefs of the small rulebook."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.model.briefs import Brief, read_test
from app.domain.model.decisions import decide
from app.domain.reasoning.reasoner import Reasoner
from tests.builders import small_rulebook as build
from tests.depth import examples
from tests.domain.reasoning.brute_force import cells, members, values
from tests.domain.reasoning.extra_rules import EXTRA

ANSWERS = {
    "parts": st.frozensets(st.sampled_from(["site", "api", "job"])),
    "run_minutes": st.integers(0, 10000).map(Decimal),
    "records": st.sampled_from(["none", "relational"]),
    "skills": st.frozensets(st.sampled_from(["kubernetes", "servers"])),
    "tone": st.sampled_from(["low", "high"]),
}
TESTS = {
    "parts": [
        "has api",
        "lacks site",
        "any of [api, job]",
        "not [site, job]",
        "has api and lacks job",
    ],
    "run_minutes": ["> 15", "<= 15", "[5..20)", "< 3 or > 100", "not 15", "14..15", "> 20", "(0..1]"],
    "records": ["not none", "[none, relational]"],
    "skills": ["any of [kubernetes, servers]", "lacks servers", "empty or has servers"],
    "tone": ["not low", "any of [low, high]"],
}


@pytest.fixture(scope="module")
def reasoner(tmp_path_factory):
    return Reasoner(build(tmp_path_factory.mktemp("reasoner"), EXTRA))


@st.composite
def briefs(draw, rulebook):
    said = draw(st.sets(st.sampled_from(list(ANSWERS))))
    unsure = draw(st.frozensets(st.sampled_from(list(ANSWERS)))) - said
    loose = draw(st.sets(st.sampled_from(list(TESTS)))) - said
    readings = {name: read_test(rulebook.inputs[name], [draw(st.sampled_from(TESTS[name]))]) for name in sorted(loose)}
    pinned = draw(st.sets(st.sampled_from(list(rulebook.decisions)), max_size=2))
    pins = {}
    for name in sorted(pinned):
        decision = rulebook.decisions[name]
        value = draw(st.sampled_from(values(decision)))
        pins[name] = tuple(outcome for outcome in decision.outcomes if outcome in members(value))
    answers = {name: draw(ANSWERS[name]) for name in sorted(said)}
    answers |= {name: reading.value for name, reading in readings.items() if reading.value is not None}
    within = {name: reading.test for name, reading in readings.items() if reading.test}
    return Brief(answers, pins, {}, unsure - answers.keys(), within)


def passing(rulebook, item, test):
    """Every value that passes a test, as far as tables and the test itself can tell them apart."""
    values = cells(rulebook, item)
    if item.kind == "number":
        near = [cut + step for cut in test.constants() for step in (Decimal("-0.5"), Decimal(0), Decimal("0.5"))]
        values = [value for value in (*values, *near) if item.at_least <= value <= item.at_most]
    return [value for value in values if test.matches(value)]


def completions(rulebook, brief):
    """Every way to answer what is open, decided by the evaluator: (answers, outcomes of all decisions)."""
    fixed = {name: rulebook.assumed_value(brief, name) for name in brief.unsure} | brief.answers
    axes = [
        [fixed[name]]
        if name in fixed
        else passing(rulebook, item, brief.within[name])
        if name in brief.within
        else cells(rulebook, item)
        for name, item in rulebook.inputs.items()
    ]
    for answers in product(*axes):
        facts = rulebook.facts_of(Brief(dict(zip(rulebook.inputs, answers, strict=True))))
        choices = decide(rulebook.decisions.values(), facts, brief.pins)
        yield answers, tuple(frozenset(choice.outcomes) for choice in choices.values())


def moved_by(rulebook, found, name):
    """Whether two completions that differ in one input alone differ in an outcome."""
    place = list(rulebook.inputs).index(name)
    groups: dict[tuple, set] = {}
    for answers, outcomes in found:
        # A comparison that comes out otherwise changes nothing by itself.
        written = [out for name, out in zip(rulebook.decisions, outcomes, strict=True) if name in rulebook.written]
        groups.setdefault((*answers[:place], *answers[place + 1 :]), set()).add(tuple(written))
    return any(len(outcomes) > 1 for outcomes in groups.values())


@settings(examples(60, 20), derandomize=True)
@given(data=st.data())
def test_settled_possible_and_relevant_are_those_of_every_completion(reasoner, data):
    rulebook = reasoner.rulebook
    brief = data.draw(briefs(rulebook))
    found = list(completions(rulebook, brief))
    possible = reasoner.possible(brief)
    settled = reasoner.settled_among(brief, possible)
    for place, name in enumerate(rulebook.decisions):
        came_out = {outcomes[place] for _, outcomes in found}
        assert possible[name] == frozenset().union(*came_out)
        assert (name in settled) == (len(came_out) == 1)
        assert name not in settled or frozenset(settled[name]) in came_out
    still_open = [name for name in rulebook.inputs if name not in brief.answers and name not in brief.unsure]
    assert reasoner.relevant(brief, still_open) == tuple(name for name in still_open if moved_by(rulebook, found, name))
