"""Who needs whom: the requirements graph, and the order in which decisions and figures come; a circle is a problem."""

from collections.abc import Iterable, Mapping

import networkx as nx

from app.domain.model.decisions import Decision
from app.domain.model.guardrails import Guardrail
from app.domain.model.inputs import Topic
from app.domain.model.usage import FigureType
from app.domain.rulebook import Roles
from app.errors import Problem, RulebookInvalid


def requirements_graph(
    topics: Iterable[Topic], decisions: Mapping[str, Decision], guardrails: Iterable[Guardrail], roles: Roles
) -> "nx.DiGraph[str]":
    """Draw who needs whom: input → decision → decision, decision → trait → decision; nodes know their kind."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for topic in topics:
        graph.add_nodes_from((item.id for item in topic.inputs), kind="input")
    graph.add_nodes_from(roles.traits, kind="trait")
    graph.add_nodes_from(decisions, kind="decision")
    for decision in decisions.values():
        graph.add_edges_from((fact, decision.id) for fact in decision.facts if fact in graph)
        traits = {trait for outcome in decision.outcomes.values() for trait in outcome.traits if trait in graph}
        graph.add_edges_from((decision.id, trait) for trait in sorted(traits))
    for guardrail in guardrails:
        graph.add_node(f"guardrail {guardrail.id}", kind="guardrail")
        graph.add_edges_from((fact, f"guardrail {guardrail.id}") for fact in guardrail.when if fact in graph)
    return graph


def deciding_order(decisions: Mapping[str, Decision], graph: "nx.DiGraph[str]") -> dict[str, Decision]:
    """Sort decisions so that each comes after what it needs; a cycle is a problem that names its members."""
    try:
        order = list(nx.lexicographical_topological_sort(graph))
    except nx.NetworkXUnfeasible:
        cycle = [edge[0] for edge in nx.find_cycle(graph)]
        message = f"these need each other in a circle: {' → '.join([*cycle, cycle[0]])}"
        member = next(name for name in cycle if name in decisions)
        raise RulebookInvalid([Problem(f"rules/decisions/{member}.yaml", 1, message)]) from None
    return {name: decisions[name] for name in order if name in decisions}


def figure_order(figures: Iterable[FigureType]) -> tuple[FigureType, ...]:
    """Sort figures so that each comes after those that its formula reads; a cycle is a problem."""
    known = {figure.id: figure for figure in figures}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(known)
    graph.add_edges_from(
        (name, figure.id) for figure in known.values() for name in figure.parsed.names if name in known
    )
    try:
        return tuple(known[name] for name in nx.lexicographical_topological_sort(graph))
    except nx.NetworkXUnfeasible:
        cycle = [edge[0] for edge in nx.find_cycle(graph)]
        raise RulebookInvalid(
            [Problem("rules/usage", 0, f"these figures need each other in a circle: {' → '.join([*cycle, cycle[0]])}")]
        ) from None
