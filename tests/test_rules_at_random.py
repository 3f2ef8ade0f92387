"""Whatever is answered, pinned or overwritten, the real rules give a sound report."""

import sys
from concurrent.futures import ThreadPoolExecutor

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.advice import run
from app.domain.advisor.advise import advise
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.brief import read_brief
from app.domain.report.interview import progress_of
from app.memory import forget
from tests.builders import NOON
from tests.depth import examples
from tests.stories import REAL, STORIES, assert_exact, brief_of
from tests.walks import fitting

REASONER = Reasoner(REAL)


def answer_of(item):
    if item.kind == "choice":
        return st.sampled_from([*item.value_ids, "not_sure"])
    if item.kind == "choices":
        return st.lists(st.sampled_from(item.value_ids), unique=True).map(
            lambda members: sorted(fitting(item, members))
        )
    edges = [item.at_least, item.at_most, *item.likely]
    number = st.integers(int(item.at_least), int(item.at_most)) if item.whole else st.sampled_from(edges)
    return (number | st.sampled_from([edge for edge in edges if not item.whole or edge == int(edge)])).map(str)


def pin_of(decision):
    names = list(decision.outcomes)
    return st.lists(st.sampled_from(names), unique=True) if decision.collects else st.sampled_from(names)


def some_of(strategies, most):
    """A dict with up to `most` of the keys: few at a time, so that one alone is often what matters."""
    return st.lists(st.sampled_from(sorted(strategies)), unique=True, max_size=most).flatmap(
        lambda names: st.fixed_dictionaries({name: strategies[name] for name in names})
    )


ANSWERS = some_of({name: answer_of(item) for name, item in REAL.inputs.items()}, 25)
PINS = some_of({name: pin_of(decision) for name, decision in REAL.decisions.items()}, 6)
SLOW = settings(examples(30, 10), suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(ANSWERS, PINS)
def test_any_answers_and_pins_give_a_sound_report(answers, pins):
    report = advise(REAL, read_brief(REAL, answers, pins), NOON)
    assert_exact(report.estimate)
    roles = {component.id for component in report.architecture.components}
    assert all({line.source, line.target} <= roles for line in report.architecture.connections)
    assert {note.id for note in report.decisions if note.pinned} == pins.keys()
    assert all(note.because and note.because[0].ko for note in report.decisions)


@examples(200, 60)
@given(ANSWERS)
def test_answers_alone_always_fit_together(answers):
    advice = run(REAL, read_brief(REAL, answers))
    assert [(fault.decision, fault.role) for fault in advice.faults] == []
    joined = {end for line in advice.architecture.connections for end in (line.source, line.target)}
    alone = [c.id for c in advice.architecture.components if c.place != "account" and c.id not in joined]
    assert alone == []


GROWING = sorted({figure.id for figure in REAL.figures} | REAL.measures.inputs.keys())


@SLOW
@given(st.sampled_from(list(STORIES)), st.sampled_from(GROWING), st.integers(0, 10**6), st.integers(0, 10**6))
def test_an_estimate_never_falls_when_a_usage_grows(name, figure, one, other):
    brief = brief_of(STORIES[name])
    few, many = sorted((one, other))
    less, more = (
        run(REAL, read_brief(REAL, STORIES[name].brief.answers, STORIES[name].brief.pins, {figure: str(number)}))
        for number in (few, many)
    )
    assert brief.usage == {}
    if {item.price for item in less.estimate.unpriced} == {item.price for item in more.estimate.unpriced}:
        for scenario in range(3):
            assert less.estimate.monthly[scenario] <= more.estimate.monthly[scenario]


@examples(3, 1)
@given(st.data())
def test_the_walk_ends_and_its_count_never_rises(data):
    brief, before = read_brief(REAL), None
    for _ in range(len(REAL.questions)):
        progress = progress_of(REASONER, brief)
        assert before is None or progress.remaining < before
        if progress.question is None:
            break
        before = progress.remaining
        answers = {name: data.draw(answer_of(REAL.inputs[name])) for name in progress.question.inputs}
        more = read_brief(REAL, answers)
        brief = type(brief)({**brief.answers, **more.answers}, unsure=brief.unsure | more.unsure)
    assert progress_of(REASONER, brief).question is None


@SLOW
@given(st.sampled_from(list(STORIES)), PINS, PINS)
def test_advice_derived_with_other_pins_is_the_same_as_advice_run_anew(name, pins, others):
    brief = read_brief(REAL, STORIES[name].brief.answers, pins)
    other = read_brief(REAL, STORIES[name].brief.answers, others)
    assert_same_run(run(REAL, brief).with_pins(other), run_anew(other))


@SLOW
@given(st.sampled_from(list(STORIES)), PINS, ANSWERS)
def test_advice_derived_with_other_answers_is_the_same_as_advice_run_anew(name, pins, answers):
    brief = read_brief(REAL, STORIES[name].brief.answers, pins, STORIES[name].brief.usage)
    other = REAL.answered(brief, read_brief(REAL, answers).answers)
    derived = run(REAL, brief).with_answers(read_brief(REAL, answers).answers)
    assert_same_run(derived, run_anew(other))
    assert derived.usage.scopes == run(REAL, other).usage.scopes
    assert derived.usage.first_scopes == run(REAL, other).usage.first_scopes


@settings(SLOW, max_examples=examples(30, 6).max_examples)
@given(st.lists(st.tuples(st.sampled_from(list(STORIES)), ANSWERS, PINS), min_size=2, max_size=4))
def test_what_was_asked_before_never_shows_in_an_advice(asked):
    briefs = [read_brief(REAL, {**STORIES[name].brief.answers, **answers}, pins) for name, answers, pins in asked]
    remembering = [advise(REAL, brief, NOON).model_dump_json() for brief in briefs]
    anew = []
    for brief in reversed(briefs):
        forget()
        anew.append(advise(REAL, brief, NOON).model_dump_json())
    assert remembering == anew[::-1]


def test_many_threads_get_what_one_gets():
    briefs = [brief_of(story) for story in STORIES.values()]
    briefs += [brief.with_answers({"region": region}) for brief in briefs for region in ("us-east-1", "eu-west-1")]
    one_by_one = [run_anew(brief).estimate.monthly for brief in briefs]
    forget()
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as threads:
            at_once = list(threads.map(lambda brief: run(REAL, brief).estimate.monthly, briefs))
    finally:
        sys.setswitchinterval(before)
    assert at_once == one_by_one


def run_anew(brief):
    """The advice for a brief with nothing remembered."""
    forget()
    return run(REAL, brief)


def assert_same_run(derived, anew):
    assert {n: choice.outcomes for n, choice in derived.choices.items()} == {
        n: choice.outcomes for n, choice in anew.choices.items()
    }
    assert derived.facts == anew.facts
    assert derived.architecture == anew.architecture
    assert derived.faults == anew.faults
    assert derived.estimate == anew.estimate
