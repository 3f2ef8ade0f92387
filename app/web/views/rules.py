"""The views of the rulebook: all decisions, and one decision with its table, outcomes, neighbours and examples."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.model.decisions import Decision, Outcome, Rule
from app.domain.model.guardrails import Guardrail
from app.domain.report.explain import fact_name, source_notes, test_words
from app.domain.rulebook import Rulebook, SourceNote
from app.web.deps import Pairs
from app.web.views.comparison import ComparisonView, comparison_view
from app.words.catalogue import said
from app.words.text import Text, joined

KINDS = ("part", "shared", "finding")
COMPARISON = "comparison"


@dataclass(frozen=True)
class KindGroup:
    """The decisions of one kind; comparisons are a kind of their own."""

    id: str
    decisions: list[Decision]


@dataclass(frozen=True)
class Node:
    """A neighbour in the requirements graph, with its page if it has one."""

    words: Text
    kind: str
    url: str
    pairs: Pairs


@dataclass(frozen=True)
class Condition:
    """One test of a rule in words: the fact and what it must be."""

    node: Node
    test: Text


@dataclass(frozen=True)
class SpokenGuardrail:
    """A guardrail with its tests in words."""

    severity: str
    message: Text
    conditions: list[Condition]


@dataclass(frozen=True)
class RulesView:
    """What the page of all rules shows."""

    groups: list[KindGroup]
    guardrails: list[SpokenGuardrail]
    decisions: int
    inputs: int
    sources: int
    fingerprint: str


@dataclass(frozen=True)
class RuleRow:
    """One row of a decision table: a rule, and where it comes from."""

    conditions: list[Condition]
    label: Text
    because: Text
    sources: tuple[SourceNote, ...]
    overrules: tuple[SourceNote, ...]


@dataclass(frozen=True)
class AddedComponent:
    """A component that an outcome adds; several services where the type follows a setting."""

    services: list[str]
    purpose: Text


@dataclass(frozen=True)
class OutcomeView:
    """One outcome: what it adds and carries."""

    id: str
    label: Text
    adds: list[AddedComponent]
    traits: list[Text]
    instead: Text | None


@dataclass(frozen=True)
class ProvenExample:
    """One example of the table, as written."""

    given: list[tuple[str, str]]
    then: Text
    shows: str


@dataclass(frozen=True)
class DecisionView:
    """What the page of one decision shows."""

    decision: Decision
    rows: list[RuleRow]
    outcomes: list[OutcomeView]
    reads: list[Node]
    read_by: list[Node]
    examples: list[ProvenExample]
    compared: ComparisonView | None


def rules_view(rulebook: Rulebook) -> RulesView:
    """The page of all rules."""
    decisions = rulebook.decisions.values()
    written = [rulebook.decisions[name] for name in rulebook.written]
    groups = [KindGroup(kind, [item for item in written if item.kind == kind]) for kind in KINDS]
    compared = [rulebook.decisions[name] for name in rulebook.comparisons]
    return RulesView(
        groups=[*groups, KindGroup(COMPARISON, compared)] if compared else groups,
        guardrails=[_guardrail(rulebook, item) for item in rulebook.guardrails],
        decisions=len(decisions),
        inputs=len(rulebook.inputs),
        sources=len(rulebook.sources),
        fingerprint=rulebook.fingerprint,
    )


def decision_view(rulebook: Rulebook, decision: Decision) -> DecisionView:
    """The page of one decision."""
    graph, priced = rulebook.requirements, rulebook.comparisons.get(decision.id)
    return DecisionView(
        decision=decision,
        rows=[_row(rulebook, decision, rule) for rule in decision.rules],
        outcomes=[_outcome(rulebook, decision, name, found) for name, found in decision.outcomes.items()],
        reads=[_node(rulebook, name) for name in decision.facts],
        read_by=[_node(rulebook, name) for name in graph.successors(decision.id) if name in rulebook.decisions],
        examples=[
            ProvenExample(
                [(fact, _written(value)) for fact, value in example.given.items()],
                _outcomes(decision, example.then),
                ", ".join(example.shows),
            )
            for example in decision.examples
        ],
        compared=comparison_view(rulebook, priced) if priced else None,
    )


def _guardrail(rulebook: Rulebook, guardrail: Guardrail) -> SpokenGuardrail:
    conditions = [
        Condition(_node(rulebook, fact), test_words(rulebook, fact, test)) for fact, test in guardrail.tests.items()
    ]
    return SpokenGuardrail(guardrail.severity, _named(rulebook, guardrail.message), conditions)


def _row(rulebook: Rulebook, decision: Decision, rule: Rule) -> RuleRow:
    return RuleRow(
        conditions=[
            Condition(_node(rulebook, fact), test_words(rulebook, fact, test)) for fact, test in rule.tests.items()
        ],
        label=decision.outcomes[rule.outcome].label,
        because=_named(rulebook, rule.because),
        sources=source_notes(rulebook, rule.sources),
        overrules=source_notes(rulebook, rule.overrules),
    )


def _named(rulebook: Rulebook, text: Text) -> Text:
    # Without a report there are no answers: the names of the facts are filled in.
    names = {fact: fact_name(rulebook, fact)[1] for fact in text.names()}
    return text.filled({fact: Text(en=f"‹{name.en}›", ko=f"‹{name.ko}›") for fact, name in names.items()})


def _outcome(rulebook: Rulebook, decision: Decision, name: str, outcome: Outcome) -> OutcomeView:
    alternative = decision.instead.get(name)
    adds = [
        AddedComponent(
            _services(rulebook, [part.type] if isinstance(part.type, str) else part.type.values.values()), part.purpose
        )
        for part in outcome.adds
    ]
    traits = [rulebook.roles.traits[trait] for trait in outcome.traits]
    return OutcomeView(name, outcome.label, adds, traits, alternative.text if alternative else None)


def _services(rulebook: Rulebook, types: Iterable[str]) -> list[str]:
    shorthand = rulebook.roles.types_by_setting
    named = [found for name in types for found in (shorthand[name].values.values() if name in shorthand else [name])]
    return list(dict.fromkeys(rulebook.components[name].service for name in named))


def _node(rulebook: Rulebook, name: str) -> Node:
    kind, words = fact_name(rulebook, name)
    if name in rulebook.decisions:
        return Node(words, kind, f"/rules/{name}", [])
    question: Mapping[str, str] = {item: found.id for found in rulebook.questions for item in found.inputs}
    return Node(words, kind, "/ask", [("at", question[name])]) if name in question else Node(words, kind, "", [])


def _outcomes(decision: Decision, then: str | tuple[str, ...]) -> Text:
    labels = [decision.outcomes[name].label for name in ([then] if isinstance(then, str) else then)]
    return joined(labels) if labels else said("value.none")


def _written(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else f"[{', '.join(value)}]"
