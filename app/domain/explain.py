"""From choices to words: why an outcome was chosen, why the others were not, what rests on an assumption.

The trace of the tables is the only thing that speaks here.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from app.domain.decisions import Choice, Decision, Rule
from app.domain.expressions import AnyOf, Both, Bound, Condition, FactValue, Membership, Not, OneOf, Test
from app.domain.inputs import Brief
from app.domain.report import Blocker, DecisionNote, Door, FactKind, Held, WhyNot
from app.domain.rulebook import Rulebook, SourceNote
from app.domain.texts import Text

YES = Text(en="yes", ko="예")
NO = Text(en="no", ko="아니요")
NONE = Text(en="none of these", ko="해당 없음")
PINNED = Text(en="You fixed this decision.", ko="직접 고정한 결정입니다.")
_SIGNS = {
    ">=": ("at least", "이상"),
    "<=": ("at most", "이하"),
    ">": ("more than", "초과"),
    "<": ("less than", "미만"),
    "=": ("exactly", "정확히"),
}


class Explainer:
    """Puts the choices of one brief into words; one per advice."""

    def __init__(self, rulebook: Rulebook, brief: Brief, facts: Mapping[str, FactValue]) -> None:
        self.rulebook = rulebook
        self.brief = brief
        self.facts = facts
        self._assumed: dict[str, bool] = {}
        self._words: dict[str, Text] = {}
        self._held: dict[str, Held] = {}

    def decision_note(self, choice: Choice, components: list[str]) -> DecisionNote:
        """One decision with its reason, what was rejected and by which answer."""
        decision = choice.decision
        fired = [decision.rules[index] for index in choice.fired]
        single = choice.outcomes[0] if not decision.collects else None
        return DecisionNote(
            id=decision.id,
            title=decision.title,
            question=decision.question,
            kind=decision.kind,
            core=decision.core,
            axis=list(decision.axis),
            outcome=single,
            outcomes=list(choice.outcomes) if decision.collects else None,
            label=choice.label,
            because=[self.reason(rule) for rule in fired] or [PINNED if choice.pinned else NONE],
            held=[self.held(fact) for fact in self._deciding_facts(choice)],
            sources=source_notes(self.rulebook, (source for rule in fired for source in rule.sources)),
            overrules=source_notes(self.rulebook, (source for rule in fired for source in rule.overrules)),
            why_not=self.why_not(choice),
            door=Door(way=decision.door.way, going_back=decision.door.going_back),
            pinned=choice.pinned,
            assumed=self.rests_on_assumption(choice),
            components=components,
        )

    def reason(self, rule: Rule) -> Text:
        """The reason of a row, with the facts it names filled in."""
        names = rule.because.names() if "{" in rule.because.en or "{" in rule.because.ko else ()
        return rule.because.filled({name: self.words(name) for name in names})

    def _deciding_facts(self, choice: Choice) -> list[str]:
        """The facts of the rows that fired; for an `otherwise`, the facts that kept every other row from firing."""
        fired = [choice.decision.rules[index] for index in choice.fired]
        facts = [fact for rule in fired for fact in rule.when]
        if not facts and fired:
            facts = [fact for failing in choice.blocked().values() for fact in failing]
        return list(dict.fromkeys(facts))

    def held(self, fact: str) -> Held:
        """A fact as it is, in words."""
        if fact not in self._held:
            kind, name = fact_name(self.rulebook, fact)
            assumed = self._is_assumed(fact)
            self._held[fact] = Held(fact=fact, name=name, words=self.words(fact), kind=kind, assumed=assumed)
        return self._held[fact]

    def why_not(self, choice: Choice) -> list[WhyNot]:
        """For every other outcome what its nearest row lacks, and what earlier rows held against it."""
        notes = []
        for outcome, index in choice.nearest_rows().items():
            tests = choice.decision.rules[index].tests
            notes.append(
                WhyNot(
                    outcome=outcome,
                    label=choice.decision.outcomes[outcome].label,
                    blockers=[self._blocker(fact, tests[fact]) for fact in choice.failing[index]],
                    overtaken_by=[self.held(fact) for fact in choice.overtaking(index)],
                )
            )
        return notes

    def _blocker(self, fact: str, test: Test) -> Blocker:
        _, name = fact_name(self.rulebook, fact)
        needed = test_words(self.rulebook, fact, test)
        return Blocker(fact=fact, name=name, needed=needed, actual=self.words(fact))

    def words(self, fact: str) -> Text:
        """The value of a fact as a user reads it."""
        if fact not in self._words:
            self._words[fact] = value_words(self.rulebook, fact, self.facts[fact])
        return self._words[fact]

    def rests_on_assumption(self, choice: Choice) -> bool:
        """Whether an assumption stands behind the choice, directly or through other decisions."""
        known = self._assumed.get(choice.decision.id)
        if known is None:
            fired = (fact for index in choice.fired for fact in choice.decision.rules[index].when)
            known = not choice.pinned and (any(map(self._is_assumed, fired)) or self._kept_out(choice))
            self._assumed[choice.decision.id] = known
        return known

    def _kept_out(self, choice: Choice) -> bool:
        """Whether nothing but assumptions kept a row from firing that would have given another outcome."""
        rules = choice.decision.rules if choice.decision.collects else choice.decision.rules[: choice.fired[0]]
        return any(
            all(self._is_assumed(fact) for fact, test in rule.tests.items() if not test.matches(self.facts[fact]))
            for rule in rules
            if rule.outcome not in choice.outcomes
        )

    def _is_assumed(self, fact: str) -> bool:
        if fact in self.rulebook.inputs:
            return fact not in self.brief.answers
        if fact in self.rulebook.roles.traits and fact not in self._assumed:
            self._assumed[fact] = self._trait_is_assumed(fact)
        return self._assumed[fact]

    def _trait_is_assumed(self, trait: str) -> bool:
        """A trait is sure as soon as one sure outcome carries it, and is missing for sure if all decisions are sure."""
        carriers = list(self.rulebook.requirements.predecessors(trait))
        if self.facts[trait] == "yes":
            return all(self._assumed[name] for name in carriers if self._carries(name, trait))
        return any(self._assumed[name] for name in carriers)

    def _carries(self, decision: str, trait: str) -> bool:
        chosen = self.facts[decision]
        names = chosen if isinstance(chosen, frozenset) else {chosen}
        outcomes = self.rulebook.decisions[decision].outcomes
        return any(trait in outcome.traits for name, outcome in outcomes.items() if name in names)


def fact_name(rulebook: Rulebook, fact: str) -> tuple[FactKind, Text]:
    """What kind a fact is (input, decision, trait) and its name for the reader."""
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
    return _listed(labels, " + ") if labels else NONE


def test_words(rulebook: Rulebook, fact: str, test: Test) -> Text:
    """A test in words, such as "at least 100 people" or "not: none"."""
    key = (fact, test.text)
    if key not in rulebook.phrases:
        rulebook.phrases[key] = _condition_words(rulebook, fact, test.condition)
    return rulebook.phrases[key]


def _condition_words(rulebook: Rulebook, fact: str, condition: Condition) -> Text:
    match condition:
        case Bound(operator, limit):
            return _bound_words(rulebook, fact, operator, limit)
        case OneOf(values):
            return _listed([value_words(rulebook, fact, value) for value in sorted(values)], " / ")
        case Membership(operator, member):
            return _membership_words(rulebook, fact, operator, member)
        case Not(inner):
            words = _condition_words(rulebook, fact, inner)
            return Text(en=f"not {words.en}", ko=f"{words.ko} 아님")
        case Both(left, right):
            return _listed([_condition_words(rulebook, fact, part) for part in (left, right)], ", ")
        case AnyOf(parts):
            return _listed([_condition_words(rulebook, fact, part) for part in parts], " / ")


def _bound_words(rulebook: Rulebook, fact: str, operator: str, limit: Decimal) -> Text:
    english, korean = _SIGNS[operator]
    words = value_words(rulebook, fact, limit)
    return Text(en=f"{english} {words.en}", ko=f"{korean} {words.ko}" if operator == "=" else f"{words.ko} {korean}")


def _membership_words(rulebook: Rulebook, fact: str, operator: str, member: str) -> Text:
    if operator == "empty":
        return NONE
    words = value_words(rulebook, fact, frozenset({member}))
    return {
        "has": Text(en=f"includes {words.en}", ko=f"{words.ko} 포함"),
        "lacks": Text(en=f"without {words.en}", ko=f"{words.ko} 제외"),
        "only": Text(en=f"only {words.en}", ko=f"{words.ko}만"),
    }[operator]


def _listed(texts: list[Text], separator: str) -> Text:
    return Text(en=separator.join(text.en for text in texts), ko=separator.join(text.ko for text in texts))


def source_notes(rulebook: Rulebook, cited: Iterable[str]) -> list[SourceNote]:
    """Sources and facts as they stand in a report, each once."""
    return [rulebook.source_notes[name] for name in dict.fromkeys(cited)]
