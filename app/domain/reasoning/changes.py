"""What would change the advice: every single other answer that flips an outcome, and the fewest answers that reach one.

What was not answered stands at its usual value here, exactly as in the advice that the changes are compared with.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from networkx import descendants
from pysat.examples.rc2 import RC2
from pysat.formula import WCNF

from app.domain.decisions import Choice, Decision, decide, decide_table
from app.domain.expressions import FactValue
from app.domain.inputs import Answer, Brief
from app.domain.reasoning.reasoner import Reasoner
from app.domain.rulebook import Rulebook


@dataclass(frozen=True)
class Change:
    """Another answer to one input, and the decisions that then come out otherwise."""

    input: str
    value: Answer
    outcomes: Mapping[str, tuple[str, ...]]


def whole(rulebook: Rulebook, brief: Brief) -> Brief:
    """The brief with every input answered: what was not said stands at its usual value."""
    usual = {name: item.usual_value() for name, item in rulebook.inputs.items() if name not in brief.answers}
    return Brief({**brief.answers, **usual}, brief.pins, brief.usage)


def single_changes(reasoner: Reasoner, brief: Brief) -> tuple[Change, ...]:
    """Every change of one answer (to a value of another cell) that changes at least one outcome."""
    rulebook = reasoner.rulebook
    facts = rulebook.facts_of(brief)
    choices = decide(rulebook.decisions.values(), facts, brief.pins)
    found = []
    for item in rulebook.inputs.values():
        later = descendants(rulebook.requirements, item.id)
        tables = [decision for decision in rulebook.decisions.values() if decision.id in later]
        for value in reasoner.model.other_values(item, facts[item.id]):
            changed = _flipped(rulebook, tables, {**facts, item.id: value}, choices, item.id)
            if changed:
                found.append(Change(item.id, value, changed))
    return tuple(found)


def fewest_changes(reasoner: Reasoner, brief: Brief, decision: str, outcome: str) -> dict[str, Answer] | None:
    """The fewest answers to change until a decision comes to an outcome, with new values; None if impossible."""
    rulebook, model = reasoner.rulebook, reasoner.model
    formula = WCNF()
    formula.extend(model.clauses)
    formula.extend([[literal] for literal in model.pin_literals(brief, rulebook)])
    formula.append([model.outcome(rulebook.decisions[decision], outcome)])
    answers = model.answer_literals(whole(rulebook, brief), rulebook)
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


def _flipped(
    rulebook: Rulebook, tables: list[Decision], facts: dict[str, FactValue], choices: Mapping[str, Choice], name: str
) -> dict[str, tuple[str, ...]]:
    """Decide again what a changed input can reach; tables none of whose facts moved keep their choice."""
    moved = {name}
    flipped: dict[str, tuple[str, ...]] = {}
    for decision in tables:
        if choices[decision.id].pinned or moved.isdisjoint(decision.facts):
            continue
        choice = decide_table(decision, facts)
        if choice.outcomes == choices[decision.id].outcomes:
            continue
        flipped[decision.id] = choice.outcomes
        facts[decision.id] = choice.value
        moved.add(decision.id)
        for trait in rulebook.traits_of[decision.id]:
            value = _trait(rulebook, trait, facts)
            if facts[trait] != value:
                facts[trait] = value
                moved.add(trait)
    return flipped


def _trait(rulebook: Rulebook, trait: str, facts: Mapping[str, FactValue]) -> str:
    for name in rulebook.requirements.predecessors(trait):
        chosen = facts[name]
        members = chosen if isinstance(chosen, frozenset) else frozenset({str(chosen)})
        outcomes = rulebook.decisions[name].outcomes
        if any(trait in outcomes[item].traits for item in members):
            return "yes"
    return "no"
