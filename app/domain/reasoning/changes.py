"""What would change the advice: single other answers that change an outcome, and the fewest answers that reach one.

Inputs without an answer have their usual value here, as in the advice that the changes are compared with.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pysat.examples.rc2 import RC2
from pysat.formula import WCNF

from app.domain.advice import redecide
from app.domain.model.briefs import Brief
from app.domain.model.decisions import decide
from app.domain.model.inputs import Answer
from app.domain.reasoning.reasoner import Reasoner
from app.domain.rulebook import Rulebook


@dataclass(frozen=True)
class Change:
    """Another value of one input, and the new outcomes of the decisions that it changes."""

    input: str
    value: Answer
    outcomes: Mapping[str, tuple[str, ...]]


def whole(rulebook: Rulebook, brief: Brief) -> Brief:
    """The brief with every input answered, by what is assumed where the brief has no answer."""
    facts = rulebook.facts_of(brief)
    assumed = {name: facts[name] for name in rulebook.inputs if name not in brief.answers}
    return Brief({**brief.answers, **assumed}, brief.pins, brief.usage)


def single_changes(reasoner: Reasoner, brief: Brief) -> tuple[Change, ...]:
    """Every change of one input, to one value of each other cell, that changes at least one outcome."""
    rulebook = reasoner.rulebook
    facts = rulebook.facts_of(brief)
    choices = decide(rulebook.decisions.values(), facts, brief.pins)
    found = []
    for item in rulebook.inputs.values():
        tables = rulebook.downstream[item.id]
        for value in reasoner.model.other_values(item, facts[item.id]):
            others = {**facts, item.id: value}
            other, _ = redecide(rulebook, choices, others, {item.id}, brief.pins, tables)
            changed = {
                table.id: other[table.id].outcomes
                for table in tables
                if other[table.id].outcomes != choices[table.id].outcomes
            }
            if changed:
                found.append(Change(item.id, value, changed))
    return tuple(found)


def fewest_changes(reasoner: Reasoner, brief: Brief, decision: str, outcome: str) -> dict[str, Answer] | None:
    """The fewest inputs to change for a decision to have an outcome, with their new values; None if impossible.

    Partial MaxSAT (RC2): one soft clause of weight 1 for keeping each answer.
    """
    rulebook, model = reasoner.rulebook, reasoner.model
    formula = WCNF()
    formula.extend(model.clauses)
    formula.extend([[literal] for literal in model.pin_literals(brief, rulebook)])
    formula.append([model.outcome(rulebook.decisions[decision], outcome)])
    answers = {name: ways[0] for name, ways in model.answer_ways(whole(rulebook, brief), rulebook).items()}
    for literals in answers.values():
        kept = model.top + len(formula.soft) + 1
        formula.extend([[-kept, literal] for literal in literals])
        formula.append([kept], weight=1)
    with RC2(formula) as solver:
        solution = solver.compute()
    if solution is None:
        return None
    true = {literal for literal in solution if literal > 0}
    moved = [name for name, literals in answers.items() if any((abs(lit) in true) != (lit > 0) for lit in literals)]
    return {name: model.value_in(rulebook.inputs[name], true) for name in moved}
