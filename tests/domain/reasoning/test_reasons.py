"""Reasons, parking, contradictions and changes, against every completion of random briefs of the small rulebook."""

import random
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.model.briefs import Brief
from app.domain.model.decisions import decide
from app.domain.model.expressions import Test
from app.domain.reasoning.changes import fewest_changes, single_changes, whole
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.interview import progress_of
from tests.builders import small_rulebook as build
from tests.depth import DEPTH, examples
from tests.domain.reasoning.brute_force import cells, members, values
from tests.domain.reasoning.extra_rules import EXTRA
from tests.domain.reasoning.test_reasoner import briefs, completions, moved_by
from tests.stories import REAL
from tests.walks import completed

EXACT = settings(examples(40, 10), derandomize=True)


@pytest.fixture(scope="module")
def reasoner(tmp_path_factory):
    return Reasoner(build(tmp_path_factory.mktemp("reasons"), EXTRA))


def outcomes(rulebook, brief):
    choices = decide(rulebook.decisions.values(), rulebook.facts_of(brief), brief.pins)
    return {name: choice.outcomes for name, choice in choices.items()}


def known(rulebook, brief):
    """What a brief says: its answers, what is assumed of what is unsure, and tests."""
    assumed = {name: rulebook.assumed_value(brief, name) for name in brief.unsure}
    return dict(brief.within) | assumed | dict(brief.answers)


def saying(brief, known_answers):
    """The brief that says so, with the pins of another."""
    tests = {name: said for name, said in known_answers.items() if isinstance(said, Test)}
    return Brief({name: said for name, said in known_answers.items() if name not in tests}, brief.pins, within=tests)


def only(brief, known_answers, inputs, pins):
    """The brief that says no more than some of its answers and pins."""
    kept = Brief(pins={name: brief.pins[name] for name in pins})
    return saying(kept, {name: known_answers[name] for name in inputs})


def every_pin(rulebook, brief, kept):
    """The brief under every value of the pins that were left out: a pin may have fixed anything."""
    left = [name for name in brief.pins if name not in kept.pins]
    for combination in product(*(values(rulebook.decisions[name]) for name in left)):
        pins = {
            name: tuple(item for item in rulebook.decisions[name].outcomes if item in members(value))
            for name, value in zip(left, combination, strict=True)
        }
        yield kept.with_pins(pins)


def came_out(rulebook, brief, kept, decision):
    """Every outcome that a decision has over the completions of what was kept of a brief."""
    place = list(rulebook.decisions).index(decision)
    return {found[place] for pinned in every_pin(rulebook, brief, kept) for _, found in completions(rulebook, pinned)}


def speaking(rulebook, brief, kept, guardrail):
    """Whether a guardrail speaks, over the completions of what was kept of a brief."""
    (found,) = (item for item in rulebook.guardrails if item.id == guardrail)
    said = set()
    for pinned in every_pin(rulebook, brief, kept):
        for answers, _ in completions(rulebook, pinned):
            facts = rulebook.facts_of(Brief(dict(zip(rulebook.inputs, answers, strict=True))))
            decide(rulebook.decisions.values(), facts, pinned.pins)
            said.add(found.speaks(facts))
    return said


def assert_smallest(brief, known_answers, reason, forces):
    """The set forces, and no set with one member less does."""
    assert forces(only(brief, known_answers, reason.inputs, reason.pins))
    for name in reason.inputs:
        rest = [other for other in reason.inputs if other != name]
        assert not forces(only(brief, known_answers, rest, reason.pins)), f"{name} can be left out"
    for name in reason.pins:
        rest = [other for other in reason.pins if other != name]
        assert not forces(only(brief, known_answers, reason.inputs, rest)), f"the pin of {name} can be left out"


@EXACT
@given(data=st.data())
def test_a_reason_forces_its_outcome_and_holds_nothing_that_could_be_left_out(reasoner, data):
    rulebook = reasoner.rulebook
    brief = data.draw(briefs(rulebook))
    answers, now = known(rulebook, brief), outcomes(rulebook, brief)
    for decision in data.draw(st.lists(st.sampled_from(list(rulebook.decisions)), min_size=2, max_size=3)):
        reason = reasoner.reason(brief, decision, now[decision])
        settled = len(came_out(rulebook, brief, saying(brief, answers), decision)) == 1
        assert (reason is not None) == settled
        if reason is not None:
            goal = {frozenset(now[decision])}
            assert_smallest(
                brief, answers, reason, lambda kept, d=decision, g=goal: came_out(rulebook, brief, kept, d) == g
            )


@EXACT
@given(data=st.data())
def test_what_parks_a_question_makes_it_irrelevant_and_nothing_of_it_can_be_left_out(reasoner, data):
    rulebook = reasoner.rulebook
    brief = data.draw(briefs(rulebook))
    answers = known(rulebook, brief)
    still_open = [name for name in rulebook.inputs if name not in brief.answers and name not in brief.unsure]
    relevant = reasoner.relevant(brief, still_open)

    def idle(names, name):
        kept = only(brief, answers, names, brief.pins)
        return not moved_by(rulebook, list(completions(rulebook, kept)), name)

    for name in still_open:
        because = reasoner.parked_because(brief, name)
        assert set(because) <= answers.keys()
        if name in relevant:
            assert because == ()
            continue
        assert idle(because, name)
        for left_out in because:
            rest = [other for other in because if other != left_out]
            assert not idle(rest, name), f"{left_out} does not park {name}"


@EXACT
@given(data=st.data())
def test_a_contradiction_is_told_by_the_fewest_answers_and_all_its_single_repairs(reasoner, data):
    rulebook = reasoner.rulebook
    drawn = data.draw(briefs(rulebook))
    brief = whole(rulebook, drawn)
    facts = rulebook.facts_of(brief)
    decide(rulebook.decisions.values(), facts, brief.pins)
    for guardrail in rulebook.guardrails:
        conflict = reasoner.conflict(brief, guardrail.id)
        if not guardrail.speaks(facts):
            assert conflict.inputs == conflict.pins == ()
            continue
        assert_smallest(
            brief, brief.answers, conflict, lambda kept, g=guardrail.id: speaking(rulebook, brief, kept, g) == {True}
        )
        for name in rulebook.inputs:
            silent = [
                value
                for value in reasoner.model.other_values(rulebook.inputs[name], brief.answers[name])
                if speaking(rulebook, brief, brief.with_answers({name: value}), guardrail.id) == {False}
            ]
            assert list(reasoner.silencing(brief, name, guardrail.id)) == silent


@EXACT
@given(data=st.data())
def test_the_single_changes_are_all_that_there_are(reasoner, data):
    rulebook = reasoner.rulebook
    brief = data.draw(briefs(rulebook))
    now = outcomes(rulebook, brief)
    wanted = {}
    for name, item in rulebook.inputs.items():
        value_now = rulebook.facts_of(brief)[name]
        others = (
            [value_now ^ {member} for member in item.value_ids] if item.kind == "choices" else cells(rulebook, item)
        )
        for value in others:
            after = outcomes(rulebook, brief.with_answers({name: value}))
            moved = {decision: after[decision] for decision in after if after[decision] != now[decision]}
            if moved:
                wanted[name, cell(reasoner, name, value)] = moved
    found = single_changes(reasoner, brief)
    assert {(change.input, cell(reasoner, change.input, change.value)): change.outcomes for change in found} == wanted
    assert len(found) == len(wanted)
    assert brief.pins.keys().isdisjoint(decision for change in found for decision in change.outcomes)


def cell(reasoner, name, value):
    item = reasoner.rulebook.inputs[name]
    return value if item.kind == "choices" else reasoner.model.cell_of(item, value)


@EXACT
@given(data=st.data())
def test_the_fewest_changes_reach_the_outcome_and_no_fewer_do(reasoner, data):
    rulebook = reasoner.rulebook
    brief = data.draw(briefs(rulebook))
    now = whole(rulebook, brief).answers
    decision = data.draw(st.sampled_from(list(rulebook.decisions.values())))
    outcome = data.draw(st.sampled_from(list(decision.outcomes)))
    fewest = None
    for answers, found in completions(rulebook, Brief(pins=brief.pins)):
        if outcome in found[list(rulebook.decisions).index(decision.id)]:
            moved = sum(
                cell(reasoner, name, value) != cell(reasoner, name, now[name])
                for name, value in zip(rulebook.inputs, answers, strict=True)
                if rulebook.requirements.successors(name)
            )
            fewest = moved if fewest is None else min(fewest, moved)
    moves = fewest_changes(reasoner, brief, decision.id, outcome)
    assert (None if moves is None else len(moves)) == fewest
    if moves is not None:
        assert outcome in outcomes(rulebook, brief.with_answers(moves))[decision.id]
        assert all(cell(reasoner, name, value) != cell(reasoner, name, now[name]) for name, value in moves.items())


def everything_about(reasoner, brief):
    """What is asked of a reasoner about one brief."""
    rulebook = reasoner.rulebook
    progress, now = progress_of(reasoner, brief), outcomes(rulebook, brief)
    reasons = {name: reasoner.reason(whole(rulebook, brief), name, now[name]) for name in rulebook.decisions}
    parked = {name: reasoner.parked_because(brief, name) for name in progress.parked[:8]}
    core = next(decision for decision in rulebook.decisions.values() if decision.core and len(decision.outcomes) > 2)
    fewest = {outcome: fewest_changes(reasoner, brief, core.id, outcome) for outcome in core.outcomes}
    return progress, reasons, parked, fewest, single_changes(reasoner, brief)


def test_eight_threads_at_once_hear_what_one_alone_hears():
    chance, alone = random.Random(8), Reasoner(REAL)
    names = list(REAL.inputs)
    some = [
        Brief({name: full.answers[name] for name in chance.sample(names, chance.randrange(len(names)))})
        for full in (completed(alone, Brief(), chance) for _ in range(12 if DEPTH.proof else 3))
    ]
    shared = Reasoner(REAL)
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda brief: everything_about(shared, brief), some))
    # In another order, too: what a solver was asked before must not show in what it says.
    for brief, heard in reversed(list(zip(some, together, strict=True))):
        assert everything_about(alone, brief) == heard
