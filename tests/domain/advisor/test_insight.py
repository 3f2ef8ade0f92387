"""What the reasoner adds to a report, replayed through the evaluator; on the real rules and their stories."""

import random
from decimal import Decimal
from functools import cache
from itertools import combinations

import pytest

from app.domain.advice import run
from app.domain.advisor.advise import advise
from app.domain.advisor.insight import deepen
from app.domain.model.briefs import Brief
from app.domain.model.decisions import decide
from app.domain.reasoning.changes import whole
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.brief import read_brief
from app.domain.whatif.worth import other_values
from tests.builders import NOON, present
from tests.stories import REAL, STORIES, brief_of
from tests.walks import completed, completion_in

REASONER = Reasoner(REAL)
TOLD = ("single_page_app", "orders", "chat_on_gateway", "nothing_answered")


def deepened(brief):
    return deepen(REASONER, run(REAL, brief), advise(REAL, brief, NOON, with_alternatives=False))


@cache
def report_of(story):
    return deepened(brief_of(STORIES[story]))


def outcomes(brief):
    choices = decide(REAL.decisions.values(), REAL.facts_of(brief), brief.pins)
    return {name: choice.outcomes for name, choice in choices.items()}


def other_way(brief, decision, chosen):
    """A completion of a brief, under the same pins, in which a decision comes out otherwise, or None."""
    groups = REASONER.groups(brief)
    for always in REASONER.against(groups, decision, chosen):
        if REASONER.solver.solve(assumptions=[*always, *(literal for found in groups.values() for literal in found)]):
            return completion_in(REASONER, brief, set(REASONER.solver.get_model()))
    return None


@pytest.mark.some(1)
@pytest.mark.parametrize("name", TOLD)
def test_what_is_said_to_force_an_outcome_does_and_none_of_it_can_be_left_out(name):
    brief = brief_of(STORIES[name])
    now, complete = outcomes(brief), whole(REAL, brief)
    for note in report_of(name).decisions:
        names = [held.fact for held in note.forced_by if held.kind == "input"]
        pins = {held.fact: brief.pins[held.fact] for held in note.forced_by if held.kind == "decision"}
        forced = Brief({item: complete.answers[item] for item in names}, pins if not note.pinned else brief.pins)
        assert other_way(forced, note.id, now[note.id]) is None
        # A pin that the reason does without could stand in for an answer here.
        for left_out in names if not brief.pins else ():
            rest = {item: value for item, value in forced.answers.items() if item != left_out}
            other = other_way(Brief(rest), note.id, now[note.id])
            assert other is not None, f"{note.id} does not need {left_out}"
            assert outcomes(other)[note.id] != now[note.id]


@pytest.mark.parametrize("name", TOLD)
def test_every_flip_replays_to_its_outcome_and_none_is_missing(name):
    brief = brief_of(STORIES[name])
    now, facts = outcomes(brief), REAL.facts_of(brief)
    wanted: dict = {}
    for item in REAL.inputs.values():
        for value in REASONER.model.other_values(item, facts[item.id]):
            after = outcomes(REAL.answered(brief, {item.id: value}))
            for decision in REAL.decisions.values():
                if after[decision.id] != now[decision.id]:
                    labels = [decision.outcomes[outcome].label.en for outcome in after[decision.id]]
                    told = (item.id, " + ".join(labels) or "none of these")
                    wanted.setdefault(decision.id, []).append(told)
    report = report_of(name)
    assert {
        note.id: [(flip.input, flip.outcome.en) for flip in note.flips] for note in report.decisions if note.flips
    } == wanted
    for note in report.assumptions:
        hanging = {decision for decision, told in wanted.items() if note.input in dict(told)}
        assert set(note.decisions) == hanging


@pytest.mark.some(1)
@pytest.mark.parametrize("name", TOLD)
def test_no_fewer_answers_force_an_outcome(name):
    brief = brief_of(STORIES[name])
    complete, now = whole(REAL, brief), outcomes(brief)
    groups = REASONER.groups(complete)
    small = [note for note in report_of(name).decisions if 0 < len(note.forced_by) <= 3]
    assert len(small) > 10
    for note in small:
        told = len(note.forced_by)
        # What the answers settle is told by answers alone, without the assumptions that might make it shorter.
        among = [item for item in groups if item in brief.answers or any(held.assumed for held in note.forced_by)]
        near = [item for item in among if item in REAL.requirements.ancestors(note.id)]
        for names in combinations(near, told - 1):
            fixed = [literal for item in names for literal in groups[item]]
            ways = REASONER.against(groups, note.id, now[note.id])
            assert any(REASONER.solver.solve(assumptions=[*way, *fixed]) for way in ways), (note.id, names)


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["realtime_chat", "chat_on_gateway"])
def test_what_is_remembered_of_another_brief_tells_the_same_as_asking_anew(name):
    report_of(name)
    brief = brief_of(STORIES[name]).with_answers({"estate": frozenset({"ecs"}), "environments": Decimal(3)})
    anew = deepen(Reasoner(REAL), run(REAL, brief), advise(REAL, brief, NOON, with_alternatives=False))
    assert deepened(brief).decisions == anew.decisions


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["orders", "chat_on_gateway"])
def test_every_flip_and_every_assumption_says_what_it_costs(name):
    brief = brief_of(STORIES[name])
    now = run(REAL, brief).estimate.monthly.typical
    report = deepen(REASONER, run(REAL, brief), advise(REAL, brief, NOON, with_alternatives=False), priced=True)
    flips = {(flip.input, str(flip.value)): flip for note in report.decisions for flip in note.flips}
    for flip in flips.values():
        other = run(REAL, REAL.answered(brief, {flip.input: REAL.inputs[flip.input].value(flip.value)}))
        assert present(flip.difference).typical == other.estimate.monthly.typical - now
    assert flips
    for note in report.assumptions:
        costs = [
            now,
            *(
                run(REAL, REAL.answered(brief, {note.input: value})).estimate.monthly.typical
                for value in other_values(REAL.inputs[note.input])
            ),
        ]
        worth = present(note.worth)
        assert (worth.least, worth.most) == (min(costs), max(costs)), note.input


@pytest.mark.parametrize("name", TOLD)
def test_what_is_settled_is_settled_by_answers_alone(name):
    brief, chance = brief_of(STORIES[name]), random.Random(name)
    report, now = report_of(name), outcomes(brief)
    said = Brief(brief.answers, brief.pins)
    settled = {decision for decision in REAL.decisions if other_way(said, decision, now[decision]) is None}
    sure = settled.intersection(REAL.written)
    assert (report.confidence.settled, report.confidence.assumed) == (len(sure), len(REAL.written) - len(sure))
    for _ in range(10):
        after = outcomes(completed(REASONER, said, chance))
        assert all(after[decision] == now[decision] for decision in settled)
    for note in report.decisions:
        assert note.id not in settled or {held.fact for held in note.forced_by} <= {*brief.answers, *brief.pins}


def test_not_sure_is_no_answer_that_settles_anything():
    unsure = deepened(read_brief(REAL, dict.fromkeys(REAL.inputs, "not_sure")))
    silent = deepened(Brief())
    assert unsure.confidence == silent.confidence
    assert unsure.confidence.settled == 0


def test_a_pinned_decision_is_forced_by_nobody_and_flipped_by_nothing():
    free = deepened(Brief())
    flipped = next(note for note in free.decisions if note.flips and note.outcome)
    report = deepened(Brief(pins={flipped.id: (flipped.outcome,)}))
    note = next(item for item in report.decisions if item.id == flipped.id)
    assert note.pinned
    assert note.forced_by == note.flips == ()
    assert all(flipped.id not in item.decisions for item in report.assumptions)


CONFLICTS = [guardrail for guardrail in REAL.guardrails if guardrail.severity == "conflict"]


def contradicting(guardrail):
    """A whole brief in which a guardrail speaks, as the solver finds one; pins where answers alone do not do it."""
    pins, model = REASONER.model.pins, REASONER.model
    for may in ((), guardrail.when):
        none = [-pin for name, pin in pins.items() if name not in may]
        if REASONER.solver.solve(assumptions=[model.guardrails[guardrail.id], *none]):
            true = {literal for literal in REASONER.solver.get_model() if literal > 0}
            pinned = {
                name: tuple(item for item in decision.outcomes if model.outcome(decision, item) in true)
                for name, decision in REAL.decisions.items()
                if pins[name] in true
            }
            return completion_in(REASONER, Brief(pins=pinned), true)
    raise AssertionError(f"{guardrail.id} never speaks")


@pytest.mark.some(4)
@pytest.mark.parametrize("guardrail", CONFLICTS, ids=lambda guardrail: guardrail.id)
def test_every_repair_silences_its_contradiction_and_none_is_missing(guardrail):
    brief = contradicting(guardrail)
    report = deepened(brief)
    repair = next(item for item in report.repairs if item.guardrail == guardrail.id)
    between = [held.fact for held in repair.between]
    kept = Brief({name: brief.answers[name] for name in between}, brief.pins)
    chance = random.Random(guardrail.id)
    assert all(speaks(guardrail, completed(REASONER, kept, chance)) for _ in range(20))
    wanted = [
        (name, REASONER.rulebook.inputs[name].question)
        for name in between
        for value in REASONER.model.other_values(REAL.inputs[name], brief.answers[name])
        if not speaks(guardrail, brief.with_answers({name: value}))
    ]
    assert [(flip.input, flip.name) for flip in repair.repairs] == wanted
    assert wanted, "no single answer repairs it"


def speaks(guardrail, brief):
    facts = REAL.facts_of(brief)
    decide(REAL.decisions.values(), facts, brief.pins)
    return guardrail.speaks(facts)
