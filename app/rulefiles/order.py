"""The requirements graph, and the order in which decisions and figures are calculated; a cycle is a problem."""

from collections.abc import Iterable, Mapping

from app.domain.model.decisions import Decision
from app.domain.model.graph import Circle, Graph
from app.domain.model.guardrails import Guardrail
from app.domain.model.inputs import Topic
from app.domain.model.usage import FigureType
from app.domain.rulebook import Roles
from app.errors import Problem, RulebookInvalid


def requirements_graph(
    topics: Iterable[Topic], decisions: Mapping[str, Decision], guardrails: Iterable[Guardrail], roles: Roles
) -> Graph:
    """The requirements graph: input → decision → decision, decision → trait → decision, all of these → guardrail."""
    facts = [*(item.id for topic in topics for item in topic.inputs), *roles.traits, *decisions]
    known, nodes = set(facts), list(facts)
    edges: list[tuple[str, str]] = []
    for decision in decisions.values():
        edges += [(fact, decision.id) for fact in decision.facts if fact in known]
        traits = {trait for outcome in decision.outcomes.values() for trait in outcome.traits if trait in known}
        edges += [(decision.id, trait) for trait in sorted(traits)]
    for guardrail in guardrails:
        node = f"guardrail {guardrail.id}"
        nodes.append(node)
        edges += [(fact, node) for fact in guardrail.when if fact in known]
    return Graph(nodes, edges)


def deciding_order(decisions: Mapping[str, Decision], graph: Graph) -> dict[str, Decision]:
    """The decisions by id, each after those that it reads; raises RulebookInvalid with the members of a cycle."""
    try:
        order = graph.in_order()
    except Circle as circle:
        member = next(name for name in circle.members if name in decisions)
        message = f"these need each other in a circle: {circle}"
        raise RulebookInvalid([Problem(f"rules/decisions/{member}.yaml", 1, message)]) from None
    return {name: decisions[name] for name in order if name in decisions}


def figure_order(figures: Iterable[FigureType]) -> tuple[FigureType, ...]:
    """The figures, each after those that its formula reads; raises RulebookInvalid for a cycle."""
    known = {figure.id: figure for figure in figures}
    edges = ((name, figure.id) for figure in known.values() for name in figure.parsed.names if name in known)
    try:
        return tuple(known[name] for name in Graph(known, edges).in_order())
    except Circle as circle:
        message = f"these figures need each other in a circle: {circle}"
        raise RulebookInvalid([Problem("rules/usage", 0, message)]) from None
