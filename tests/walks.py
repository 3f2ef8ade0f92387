"""Walks through the questions of a rulebook, with given answers or with seeded ones, for tests of the questions."""

from app.domain.model.briefs import Brief
from app.domain.report.interview import progress_of

SHARE_UNSURE = 0.1
SHARE_CHOSEN = 0.4


def walk(reasoner, brief, answer):
    """Every stage of a walk, as (brief, progress); `answer` says more for a question and gives the next brief."""
    while True:
        progress = progress_of(reasoner, brief)
        yield brief, progress
        if progress.question is None:
            return
        brief = answer(brief, progress.question)


def said(brief, answers, unsure=()):
    """The brief with more answers, and more inputs answered "not sure"."""
    return Brief({**brief.answers, **answers}, brief.pins, brief.usage, brief.unsure | frozenset(unsure))


def at_random(reasoner, chance):
    """Answers every question at random: from the cells of its inputs, now and then "not sure"."""

    def answer(brief, question):
        if chance.random() < SHARE_UNSURE:
            return said(brief, {}, question.inputs)
        return said(brief, {name: some_value(reasoner, name, chance) for name in question.inputs})

    return answer


def as_told(whole):
    """Answers every question as a whole brief does, "not sure" where it says nothing."""

    def answer(brief, question):
        told = {name: whole.answers[name] for name in question.inputs if name in whole.answers}
        return said(brief, told, set(question.inputs) - told.keys())

    return answer


def some_value(reasoner, name, chance):
    """A value of an input: any set, any choice, a number of any cell or a likely one."""
    item = reasoner.rulebook.inputs[name]
    if item.kind == "choices":
        return fitting(item, (member for member in item.value_ids if chance.random() < SHARE_CHOSEN))
    cells = [cell for cell in reasoner.model.cells[name] if reasoner.model.has_value(item, cell)]
    likely = [edge for edge in item.likely or () if not item.whole or edge == edge.to_integral_value()]
    return chance.choice([*(reasoner.model.value_given(item, cell) for cell in cells), *likely])


def fitting(item, members):
    """Those of the members that can be chosen together: the first alone if it stands alone, else all that do not."""
    members = tuple(members)
    return frozenset(members[:1]) if item.alone.issuperset(members[:1]) else frozenset(members) - item.alone


def completed(reasoner, brief, chance):
    """The brief with everything that was neither answered nor unsure answered at random."""
    left = [name for name in reasoner.rulebook.inputs if name not in brief.answers and name not in brief.unsure]
    return said(brief, {name: some_value(reasoner, name, chance) for name in left})


def completion_in(reasoner, brief, true):
    """The completion of a brief that a solver's true variables describe; what was answered stays as it was said."""
    inputs = reasoner.rulebook.inputs
    usual = {name: inputs[name].usual_value() for name in brief.unsure}
    found = {name: reasoner.model.value_in(item, true) for name, item in inputs.items()}
    return Brief({**found, **usual, **brief.answers}, brief.pins)


def witness(reasoner, brief, name):
    """Two completions of a brief that differ in one input alone and in an outcome, or None if there are none."""
    twins, top = reasoner._twins, reasoner.model.top
    agree = [selector for other, selector in twins.same.items() if other != name]
    if not reasoner._double.solve(assumptions=[*reasoner._fixed(brief), *agree, twins.differ]):
        return None
    true = {literal for literal in reasoner._double.get_model() if literal > 0}
    shifted = {literal - top for literal in true if top < literal <= 2 * top}
    return completion_in(reasoner, brief, true), completion_in(reasoner, brief, shifted)
