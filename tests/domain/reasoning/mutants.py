"""Seeded faults in a rulebook, of the kinds that authors make: rules, tests, outcomes, roles, traits, guardrails."""

from dataclasses import replace

from app.domain.model.decisions import Addition
from app.errors import RulebookInvalid
from app.rulefiles.order import deciding_order, requirements_graph

TESTS = {
    "number": ["< 15", "<= 15", "> 15", "[5..15]", "(15..30)", "> 60", "< 0"],
    "set": ["has {}", "lacks {}", "only {}", "empty", "not empty"],
    "value": ["{}", "{}", "not {}", "any"],
}


def relinked(rulebook, decisions=None, **changed):
    """The rulebook with other parts, its requirements drawn anew."""
    decisions = {item.id: item for item in (decisions or rulebook.decisions.values())}
    guardrails = changed.get("guardrails", rulebook.guardrails)
    graph = requirements_graph(rulebook.topics, decisions, guardrails, rulebook.roles)
    return replace(rulebook, decisions=deciding_order(decisions, graph), requirements=graph, **changed)


def rebuilt(thing, **changed):
    """A model with other fields; built anew, since a copy would keep what was made ready from the old ones."""
    fields = {name: getattr(thing, name) for name in type(thing).model_fields}
    return type(thing).model_construct(**{**fields, **changed})


def other_test(rulebook, fact, chance):
    """A test that fits a fact."""
    item = rulebook.inputs.get(fact)
    decision = rulebook.decisions.get(fact)
    if item is not None and item.kind == "number":
        return chance.choice(TESTS["number"])
    if item is not None:
        kind, members = ("set" if item.kind == "choices" else "value"), item.value_ids
    elif decision is not None:
        kind, members = ("set" if decision.collects else "value"), tuple(decision.outcomes)
    else:
        kind, members = "value", ("yes", "no")
    written = chance.choice(TESTS[kind])
    return list(members) if written == "any" else written.format(chance.choice(members))


def changed(rule, **changed):
    return rebuilt(rule, **changed)


def drop_rule(rulebook, decision, rules, chance):
    if len(rules) > 1:
        del rules[chance.randrange(len(rules))]


def swap_rules(rulebook, decision, rules, chance):
    if len(rules) > 1:
        first, second = chance.sample(range(len(rules)), 2)
        rules[first], rules[second] = rules[second], rules[first]


def repeat_rule(rulebook, decision, rules, chance):
    source, place = chance.choice(rules), chance.randrange(len(rules) + 1)
    rules.insert(place, changed(source, then=chance.choice(list(decision.outcomes))))


def split_rule(rulebook, decision, rules, chance):
    index, fact = chance.randrange(len(rules)), chance.choice(["records", "tone"])
    value = rulebook.inputs[fact].value_ids[0]
    halves = [changed(rules[index], when={**rules[index].when, fact: test}) for test in (value, f"not {value}")]
    rules[index : index + 1] = halves


def change_test(rulebook, decision, rules, chance):
    index = chance.randrange(len(rules))
    fact = chance.choice(list(rules[index].when))
    rules[index] = changed(rules[index], when={**rules[index].when, fact: other_test(rulebook, fact, chance)})


def add_test(rulebook, decision, rules, chance):
    index, fact = chance.randrange(len(rules)), chance.choice(decision.facts)
    rules[index] = changed(rules[index], when={fact: other_test(rulebook, fact, chance), **rules[index].when})


def drop_test(rulebook, decision, rules, chance):
    index = chance.randrange(len(rules))
    if len(rules[index].when) > 1:
        rest = list(rules[index].when.items())[1:]
        rules[index] = changed(rules[index], when=dict(rest))


def change_then(rulebook, decision, rules, chance):
    index = chance.randrange(len(rules))
    rules[index] = changed(rules[index], then=chance.choice(list(decision.outcomes)))


ON_RULES = (drop_rule, swap_rules, repeat_rule, change_test, change_test, add_test, drop_test, split_rule, change_then)


def mutate_rules(rulebook, chance):
    # The unique tables and the one that alone reads an input have the rarer kinds of faults.
    often = [rulebook.decisions[name] for name in ("database", "review") for _ in range(2)]
    decision = chance.choice([*rulebook.decisions.values(), *often])
    closing = [rule for rule in decision.rules if rule.otherwise is not None]
    rules = [rule for rule in decision.rules if rule.otherwise is None]
    chance.choice(ON_RULES)(rulebook, decision, rules, chance)
    changed: dict[str, object] = {"rules": (*rules, *closing)}
    if decision.hit_policy == "unique" and chance.random() < 0.2:
        changed["hit_policy"] = "first"
    return with_decision(rulebook, rebuilt(decision, **changed))


def with_decision(rulebook, decision):
    return relinked(rulebook, [decision if item.id == decision.id else item for item in rulebook.decisions.values()])


def mutate_outcome(rulebook, chance):
    decision = chance.choice([item for item in rulebook.decisions.values() if item.kind != "finding"])
    name = chance.choice(list(decision.outcomes))
    outcome = decision.outcomes[name]
    role, kind = chance.choice(rulebook.roles.roles), chance.choice(list(rulebook.components))
    added = Addition.model_construct(role=role, type=kind, purpose=outcome.label)
    changes: list[dict] = [{"adds": ()}, {"adds": (*outcome.adds, added)}, {"traits": ()}, {"traits": ("in_vpc",)}]
    changes.append({"settings": {"platform": chance.choice(["eks", "fargate"])}})
    if outcome.connect:
        changes.append({"connect": (rebuilt(outcome.connect[0], target=role), *outcome.connect[1:])})
        changes.append({"connect": (rebuilt(outcome.connect[0], inside_vpc=True), *outcome.connect[1:])})
        changes.append({"connect": (rebuilt(outcome.connect[0], into_vpc=True), *outcome.connect[1:])})
    outcomes = {**decision.outcomes, name: rebuilt(outcome, **chance.choice(changes))}
    return with_decision(rulebook, rebuilt(decision, outcomes=outcomes))


def mutate_guardrail(rulebook, chance):
    guardrail = chance.choice(rulebook.guardrails)
    facts = [*rulebook.inputs, *rulebook.decisions, *rulebook.roles.traits]
    fact = chance.choice([*guardrail.when, *facts[:4], chance.choice(facts)])
    when = {fact: other_test(rulebook, fact, chance)}
    if chance.random() < 0.7:
        other = chance.choice(facts)
        when = {**guardrail.when, other: other_test(rulebook, other, chance), **when}
    changed = rebuilt(guardrail, when=when, severity=chance.choice([guardrail.severity, "conflict"]))
    return relinked(rulebook, guardrails=tuple(changed if item is guardrail else item for item in rulebook.guardrails))


def mutate_status(rulebook, chance):
    name = chance.choice(list(rulebook.components))
    closed = rebuilt(rulebook.components[name], status="gone")
    facts = {**rulebook.facts, "gone": rebuilt(rulebook.facts["run_limit"], value="end_of_life")}
    return relinked(rulebook, components={**rulebook.components, name: closed}, facts=facts)


def mutant(rulebook, chance):
    """The rulebook with one or two seeded faults; a change may also leave it sound."""
    kinds = chance.choices([mutate_rules, mutate_outcome, mutate_guardrail, mutate_status], [10, 4, 5, 1], k=2)
    for kind in kinds[: chance.choice([1, 1, 2])]:
        try:
            rulebook = kind(rulebook, chance)
        except RulebookInvalid as fault:
            assert "in a circle" in str(fault)  # noqa: PT017 - a circle is refused before anything can be proven
    return rulebook
