"""From choices to words: why an outcome was chosen, why the others were not, what depends on an assumption.

Every explanation is derived from the evaluated tables: the rules that fired and the tests that failed.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from app.domain.model.briefs import Brief
from app.domain.model.decisions import Choice, Decision
from app.domain.model.expressions import AnyOf, Both, Bound, Condition, FactValue, Membership, Not, OneOf, Test
from app.domain.model.guardrails import Guardrail
from app.domain.pipeline.structure import Fault
from app.domain.report.report import Blocker, DecisionNote, Door, FactKind, GuardrailNote, Held, WhyNot
from app.domain.rulebook import Rulebook, SourceNote
from app.memory import remembered
from app.words.catalogue import said
from app.words.text import Text, joined

YES = said("value.yes")
NO = said("value.no")
NONE = said("value.none_of_these")
PINNED = said("reason.pinned")
_SIGNS = {
    ">=": "test.at_least",
    "<=": "test.at_most",
    ">": "test.more_than",
    "<": "test.less_than",
    "=": "test.exactly",
}
_MEMBERS = {"has": "test.includes", "lacks": "test.without", "only": "test.only"}


class _Assumed(dict[str, bool]):
    """Whether a fact depends on an assumption, by fact; traits are calculated on first access."""

    def __init__(self, of_trait: Callable[[str], bool]) -> None:
        super().__init__()
        self._of_trait = of_trait

    def __missing__(self, trait: str) -> bool:
        self[trait] = known = self._of_trait(trait)
        return known


class Explainer:
    """Explains the choices of one brief in words; decisions must be explained in deciding order."""

    def __init__(self, rulebook: Rulebook, brief: Brief, facts: Mapping[str, FactValue]) -> None:
        self.rulebook = rulebook
        self.brief = brief
        self.facts = facts
        self._assumed = _Assumed(self._trait_is_assumed)
        self._assumed.update((name, name not in brief.answers) for name in rulebook.inputs)

    def decision_note(self, choice: Choice, components: Iterable[str] = ()) -> DecisionNote:
        """The note of a decision: outcome, reason, rejected outcomes; `components` are the roles that it adds."""
        assumed = self.rests_on_assumption(choice)
        shaky = frozenset(filter(self._assumed.__getitem__, choice.decision.facts))
        return _decision_note(self.rulebook, choice, shaky, assumed, tuple(components))

    def reason(self, choice: Choice, index: int) -> Text:
        """The reason of a rule (by index), with the facts that it names filled in."""
        return _reason(self.rulebook, choice, index)

    def held(self, fact: str) -> Held:
        """A fact with its value in words."""
        return held(self.rulebook, fact, self.facts[fact], assumed=self._assumed[fact])

    def words(self, fact: str) -> Text:
        """The value of a fact as a user reads it."""
        return value_words(self.rulebook, fact, self.facts[fact])

    def guardrail_note(self, guardrail: Guardrail) -> GuardrailNote:
        """The message of a guardrail, with the facts that it names filled in."""
        told = tuple([(name, self.facts[name]) for name in guardrail.told])
        return _guardrail_note(self.rulebook, guardrail.id, told)

    def rests_on_assumption(self, choice: Choice) -> bool:
        """Whether the choice depends on an assumption, directly or through other decisions."""
        known = self._assumed.get(choice.decision.id)
        if known is None:
            assumed = self._assumed.__getitem__
            known = not choice.pinned and (
                any(map(assumed, choice.fired_on))
                # Whether only assumptions kept a rule with another outcome from firing.
                or any(all(map(assumed, failing)) for failing in choice.kept_out)
            )
            self._assumed[choice.decision.id] = known
        return known

    def _trait_is_assumed(self, trait: str) -> bool:
        """A present trait is certain if a certain outcome carries it, an absent one if all its decisions are."""
        carriers = self.rulebook.carriers[trait]
        if self.facts[trait] == "yes":
            return all(self._assumed[name] for name, outcomes in carriers if self._carries(name, outcomes))
        return any(self._assumed[name] for name, _ in carriers)

    def _carries(self, decision: str, outcomes: frozenset[str]) -> bool:
        chosen = self.facts[decision]
        return chosen in outcomes if isinstance(chosen, str) else not outcomes.isdisjoint(_members(chosen))


def _members(value: FactValue) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset()


@remembered("decision notes")
def _decision_note(
    rulebook: Rulebook, choice: Choice, shaky: frozenset[str], assumed: bool, components: tuple[str, ...]
) -> DecisionNote:
    decision, facts = choice.decision, choice.facts
    fired = [decision.rules[index] for index in choice.fired]

    def told(fact: str) -> Held:
        return held(rulebook, fact, facts[fact], assumed=fact in shaky)

    return DecisionNote(
        id=decision.id,
        title=decision.title,
        question=decision.question,
        kind=decision.kind,
        core=decision.core,
        axis=decision.axis,
        outcome=None if decision.collects else choice.outcomes[0],
        outcomes=choice.outcomes if decision.collects else None,
        label=choice.label,
        because=tuple([_reason(rulebook, choice, index) for index in choice.fired])
        or (PINNED if choice.pinned else NONE,),
        held=tuple([told(fact) for fact in choice.deciding]),
        sources=source_notes(rulebook, (source for rule in fired for source in rule.sources)),
        overrules=source_notes(rulebook, (source for rule in fired for source in rule.overrules)),
        why_not=tuple([_why_not(rulebook, choice, outcome, told) for outcome in choice.nearest_rules]),
        door=Door(way=decision.door.way, going_back=decision.door.going_back),
        pinned=choice.pinned,
        assumed=assumed,
        components=components,
    )


def _why_not(rulebook: Rulebook, choice: Choice, outcome: str, told: Callable[[str], Held]) -> WhyNot:
    """Why the nearest rule of another outcome does not fire: its failing tests, and earlier rules that hold."""
    index = choice.nearest_rules[outcome]
    tests = choice.decision.rules[index].tests
    return WhyNot(
        outcome=outcome,
        label=choice.decision.outcomes[outcome].label,
        blockers=tuple([_blocker(rulebook, fact, choice.facts[fact], tests[fact]) for fact in choice.failing[index]]),
        overtaken_by=tuple([told(fact) for fact in choice.overtaking(index)]),
    )


def _guardrail_note(rulebook: Rulebook, name: str, told: tuple[tuple[str, FactValue], ...]) -> GuardrailNote:
    guardrail = rulebook.guardrail[name]
    return GuardrailNote(
        id=guardrail.id,
        severity=guardrail.severity,
        message=guardrail.message.filled({fact: value_words(rulebook, fact, value) for fact, value in told}),
        instead=guardrail.instead,
        sources=source_notes(rulebook, guardrail.sources),
    )


def _reason(rulebook: Rulebook, choice: Choice, index: int) -> Text:
    because = choice.decision.rules[index].because
    facts = choice.facts
    return because.filled({name: value_words(rulebook, name, facts[name]) for name in because.names() if name in facts})


def _blocker(rulebook: Rulebook, fact: str, value: FactValue, test: Test) -> Blocker:
    _, name = fact_name(rulebook, fact)
    actual = value_words(rulebook, fact, value)
    return Blocker(fact=fact, name=name, needed=test_words(rulebook, fact, test), actual=actual)


def held(rulebook: Rulebook, fact: str, value: FactValue, *, assumed: bool) -> Held:
    """A fact with its value in words."""
    kind, name = fact_name(rulebook, fact)
    return Held(fact=fact, name=name, words=value_words(rulebook, fact, value), kind=kind, assumed=assumed)


def fact_name(rulebook: Rulebook, fact: str) -> tuple[FactKind, Text]:
    """The kind of a fact (input, decision, trait) and its name for a reader."""
    if fact in rulebook.inputs:
        return "input", rulebook.inputs[fact].question
    if fact in rulebook.decisions:
        return "decision", rulebook.decisions[fact].title
    return "trait", rulebook.roles.traits[fact]


def value_words(rulebook: Rulebook, fact: str, value: FactValue) -> Text:
    """A value of a fact in words."""
    if fact in rulebook.inputs:
        return rulebook.inputs[fact].words(value)
    if fact in rulebook.decisions:
        return _outcome_words(rulebook.decisions[fact], value)
    return YES if value == "yes" else NO


def _outcome_words(decision: Decision, value: FactValue) -> Text:
    chosen = {value} if isinstance(value, str) else value
    labels = [
        outcome.label
        for name, outcome in decision.outcomes.items()
        if isinstance(chosen, frozenset | set) and name in chosen
    ]
    return joined(labels, " + ") if labels else NONE


def test_words(rulebook: Rulebook, fact: str, test: Test) -> Text:
    """A test in words, such as "at least 100 people" or "not: none"."""
    return _condition_words(rulebook, fact, test.condition)


def answer_words(rulebook: Rulebook, brief: Brief, name: str) -> Text:
    """What a brief says of an input, in words: its value, the test it passes, or what is assumed; also as a rate."""
    item = rulebook.inputs[name]
    if name in brief.within:
        words = restriction_words(rulebook, name, brief.within[name])
    else:
        words = item.words(rulebook.facts_of(brief)[name])
    written = brief.written.get(name)
    return said("value.written", words=words, written=written) if written else words


def restriction_words(rulebook: Rulebook, name: str, test: Test) -> Text:
    """A test that was given as the answer to an input, in words; those of a band if it is one."""
    band = rulebook.inputs[name].band_of(test)
    return band.label if band else test_words(rulebook, name, test)


def _condition_words(rulebook: Rulebook, fact: str, condition: Condition) -> Text:
    match condition:
        case Bound(operator, limit):
            return _bound_words(rulebook, fact, operator, limit)
        case OneOf(values):
            return joined([value_words(rulebook, fact, value) for value in sorted(values)], " / ")
        case Membership(operator, member):
            return _membership_words(rulebook, fact, operator, member)
        case Not(inner):
            return said("test.not", value=_condition_words(rulebook, fact, inner))
        case Both(left, right):
            return joined([_condition_words(rulebook, fact, part) for part in (left, right)], ", ")
        case AnyOf(parts):
            return joined([_condition_words(rulebook, fact, part) for part in parts], " / ")


def _bound_words(rulebook: Rulebook, fact: str, operator: str, limit: Decimal) -> Text:
    return said(_SIGNS[operator], value=value_words(rulebook, fact, limit))


def _membership_words(rulebook: Rulebook, fact: str, operator: str, member: str) -> Text:
    if operator == "empty":
        return NONE
    return said(_MEMBERS[operator], value=value_words(rulebook, fact, frozenset({member})))


def source_notes(rulebook: Rulebook, cited: Iterable[str]) -> tuple[SourceNote, ...]:
    """The notes of cited sources and facts, each once."""
    return tuple([rulebook.source_notes[name] for name in dict.fromkeys(cited)])


def fault_note(rulebook: Rulebook, fault: Fault) -> GuardrailNote:
    """A fault of composition as a guardrail note of severity `breaks`."""
    title = rulebook.decisions[fault.decision].title
    role = joined([rulebook.roles.labels[name] for name in fault.role.split(", ")])
    return GuardrailNote(
        id=f"missing_{fault.role.replace(', ', '_')}",
        severity="breaks",
        message=said("guardrail.lacks", decision=title, role=role, label=fault.label),
        instead=said("guardrail.lacks_instead"),
        sources=(),
    )
