"""The same properties as the proofs, by plain enumeration of a small rulebook: no clause, no solver."""

from decimal import Decimal
from itertools import chain, combinations, pairwise, product

from app.domain.model.briefs import Brief
from app.domain.model.decisions import pinned_choice
from app.domain.model.guardrails import Guardrail
from app.domain.model.usage import measure
from app.domain.pipeline.compose import compose
from app.domain.pipeline.structure import settings_of, type_of


def subsets(items):
    return [frozenset(some) for size in range(len(items) + 1) for some in combinations(items, size)]


def cells(rulebook, item):
    """One value of every kind that some test can tell apart; the usual one where nothing reads the input."""
    if not rulebook.requirements.successors(item.id):
        return [item.usual_value()]
    if item.kind != "number":
        return subsets(item.value_ids) if item.kind == "choices" else list(item.value_ids)
    tests = [rule.tests for decision in rulebook.decisions.values() for rule in decision.rules]
    tests += [guardrail.tests for guardrail in rulebook.guardrails]
    cuts = {cut for each in tests if item.id in each for cut in each[item.id].constants()}
    bounds = sorted({item.at_least, item.at_most, *(cut for cut in cuts if item.at_least < cut < item.at_most)})
    between = [low + 1 if item.whole else (low + high) / 2 for low, high in pairwise(bounds)]
    fits = {high > low + 1 or not item.whole for low, high in pairwise(bounds)}
    assert fits == {True}, "the oracle takes no neighbouring whole numbers"
    return [*bounds, *map(Decimal, between)]


def values(decision):
    """Every fact that a decision can be pinned to."""
    return subsets(list(decision.outcomes)) if decision.collects else list(decision.outcomes)


def members(value):
    return value if isinstance(value, frozenset) else frozenset({value})


def traits_of(decision, value):
    return {trait for outcome in members(value) for trait in decision.outcomes[outcome].traits}


def holding(decision, facts):
    return [
        index
        for index, rule in enumerate(decision.rules)
        if all(test.matches(facts[fact]) for fact, test in rule.tests.items())
    ]


def fired(decision, facts):
    rules = holding(decision, facts)
    return rules[:1] if decision.hit_policy == "first" else rules


def local_worlds(rulebook, names):
    """Every combination of these facts over all answers and pins."""
    carriers = [
        decision
        for decision in rulebook.decisions.values()
        if decision.id in names
        or any(trait in names for value in values(decision) for trait in traits_of(decision, value))
    ]
    axes = [
        [(name, cell) for cell in cells(rulebook, rulebook.inputs[name])] for name in names if name in rulebook.inputs
    ]
    axes += [[(decision.id, value) for value in values(decision)] for decision in carriers]
    for combination in product(*axes):
        facts = {**dict.fromkeys(rulebook.roles.traits, "no"), **dict(combination)}
        for decision in carriers:
            facts.update(dict.fromkeys(traits_of(decision, facts[decision.id]), "yes"))
        yield facts


def table_faults(rulebook):
    """Gaps and overlaps, table by table."""
    found: set[tuple] = set()
    for decision in rulebook.decisions.values():
        for facts in local_worlds(rulebook, decision.facts):
            rules = holding(decision, facts)
            if not rules and not decision.collects:
                found.add(("gap", decision.id))
            if decision.hit_policy == "unique":
                found |= {("overlap", decision.id, *pair) for pair in combinations(rules, 2)}
    return found


class Worlds:
    """Every answer set decided: (answers, facts, fired rules); free tables have every outcome."""

    def __init__(self, rulebook):
        self.rulebook = rulebook
        self.known = {}

    def all(self, free):
        key = frozenset(free)
        if key not in self.known:
            self.known[key] = list(self._decided(key))
        return self.known[key]

    def consistent(self, free, conflicts):
        return [world for world in self.all(free) if not any(item.speaks(world[1]) for item in conflicts)]

    def _decided(self, free):
        names, decisions = list(self.rulebook.inputs), list(self.rulebook.decisions.values())
        no_trait = dict.fromkeys(self.rulebook.roles.traits, "no")
        memory: dict[tuple, tuple] = {}
        for answers in product(*(cells(self.rulebook, item) for item in self.rulebook.inputs.values())):
            facts = {**dict(zip(names, answers, strict=True)), **no_trait}
            yield from ((answers, *world) for world in decided(decisions, facts, {}, free, memory))


def decided(decisions, facts, rules, free, memory):
    if not decisions:
        yield facts, rules
        return
    decision, *others = decisions
    key = (decision.id, *(facts[fact] for fact in decision.facts))
    if key not in memory:
        memory[key] = fired(decision, facts), come_out(decision, facts, free)
    now, possible = memory[key]
    for value in possible:
        after = {**facts, decision.id: value, **dict.fromkeys(traits_of(decision, value), "yes")}
        yield from decided(others, after, {**rules, decision.id: now}, free, memory)


def come_out(decision, facts, free):
    given = {decision.rules[index].outcome for index in fired(decision, facts)}
    if decision.id in free:
        return values(decision)
    if decision.collects:
        return [frozenset(given)]
    return list(given) if len(given) == 1 else []


def conflict_faults(rulebook, worlds, free):
    """Guardrails that leave no answers, and those that do."""
    found, kept = set(), list[Guardrail]()
    for guardrail in rulebook.guardrails:
        if guardrail.severity == "conflict":
            if worlds.consistent(free, [*kept, guardrail]):
                kept.append(guardrail)
            else:
                found.add(("conflict", guardrail.id))
    return found, kept


def rule_faults(rulebook, worlds, free, conflicts):
    """Dead rules and lost outcomes in deciding order; a faulty table may have any outcome for those after it."""
    found = set()
    all_worlds = worlds.consistent(free, conflicts)
    for decision in rulebook.decisions.values():
        alive = {index for _, _, rules in all_worlds for index in rules[decision.id]}
        dead = {("dead", decision.id, index) for index in range(len(decision.rules)) if index not in alive}
        given = {decision.rules[index].outcome for index in alive}
        dead |= {("lost", decision.id, outcome) for outcome in owed(rulebook, decision) if outcome not in given}
        if dead:
            found |= dead
            free.add(decision.id)
            all_worlds = worlds.consistent(free, conflicts)
    return found


def owed(rulebook, decision):
    """A comparison has three outcomes whatever its cells say; it owes those that its rules name."""
    if decision.id in rulebook.comparisons:
        return {rule.outcome for rule in decision.rules}
    return set(decision.outcomes)


def silent_guardrails(rulebook):
    return {
        ("silent", guardrail.id)
        for guardrail in rulebook.guardrails
        if not any(guardrail.speaks(facts) for facts in local_worlds(rulebook, tuple(guardrail.tests)))
    }


def idle_inputs(rulebook, worlds, free, conflicts):
    """Inputs that no formula, no guardrail and no faulty table needs, and that change no outcome."""
    spared = {name.partition(".")[0] for name in rulebook.formula_names} | {"region", "budget_usd"}
    spared |= {fact for guardrail in rulebook.guardrails for fact in guardrail.tests}
    asked = []
    for name in rulebook.inputs:
        below = rulebook.requirements.successors(name) and {*reached(rulebook.requirements, name)}
        if below and name not in spared and not below & free:
            asked.append(name)
    all_worlds = worlds.consistent(free, conflicts)
    found = set()
    for name in asked:
        place = list(rulebook.inputs).index(name)
        groups: dict[tuple, set] = {}
        for answers, facts, _ in all_worlds:
            key = (answers[:place], answers[place + 1 :], tuple(facts[item] for item in sorted(free)))
            # A comparison that comes out otherwise changes nothing by itself.
            outcomes = tuple(facts[item] for item in rulebook.decisions if item not in rulebook.comparisons)
            groups.setdefault(key, set()).add(outcomes)
        if all(len(outcomes) == 1 for outcomes in groups.values()):
            found.add(("idle", name))
    return found


def reached(graph, name):
    for after in graph.successors(name):
        yield after
        yield from reached(graph, after)


def composed(rulebook, facts):
    """The choices that these facts name, and what the composer says of them."""
    choices = {
        name: pinned_choice(decision, tuple(item for item in decision.outcomes if item in members(facts[name])), {})
        for name, decision in rulebook.decisions.items()
    }
    usage = measure(rulebook.measures, Brief(), rulebook.usual_facts)
    return choices, compose(rulebook.catalogue, choices, usage, rulebook.regions[0])[1]


def empty_ends(rulebook, worlds):
    """Required connections that the composer misses an end of, over all answers with every table followed."""
    found, seen = set(), set()
    for _, facts, _ in worlds.all(()):
        key = tuple(facts[name] for name in rulebook.decisions)
        if key in seen:
            continue
        seen.add(key)
        choices, faults = composed(rulebook, facts)
        for name, choice in choices.items():
            labels = {fault.label for fault in faults if fault.decision == name}
            for outcome in choice.outcomes:
                for index, spec in enumerate(choice.decision.outcomes[outcome].connect):
                    if spec.label in labels and not spec.optional:
                        found.add(("end", name, outcome, index))
    return found


BUILT: dict[str, set[tuple]] = {}


def built(rulebook):
    """Roles filled twice, closed types and unused types over all pins; they depend on outcomes and types alone."""
    key = repr([[decision.outcomes for decision in rulebook.decisions.values()], rulebook.components])
    if key not in BUILT:
        BUILT[key] = build(rulebook)
    return BUILT[key]


def build(rulebook):
    building = [
        decision
        for decision in rulebook.decisions.values()
        if any(outcome.adds or outcome.settings for outcome in decision.outcomes.values())
    ]
    found, used = set(), set()
    for combination in product(*(values(decision) for decision in building)):
        choices = [
            pinned_choice(decision, tuple(item for item in decision.outcomes if item in members(value)), {})
            for decision, value in zip(building, combination, strict=True)
        ]
        additions = list(added(rulebook, choices))
        used |= {kind for *_, kind in additions}
        for (*_, role, kind), (name, outcome, index, other, second) in combinations(additions, 2):
            if role == other and kind != second:
                found.add(("role", name, outcome, index))
        found |= {("closed", *place) for *place, _, kind in additions if is_closed(rulebook, kind)}
    return found | {("unused", name) for name in rulebook.components if name not in used}


def added(rulebook, choices):
    settings = settings_of(rulebook.catalogue, choices)
    for choice in choices:
        for outcome in choice.outcomes:
            for index, addition in enumerate(choice.decision.outcomes[outcome].adds):
                kind = type_of(addition, rulebook.catalogue, settings)
                yield choice.decision.id, outcome, index, addition.role, kind


def is_closed(rulebook, kind):
    status = rulebook.components[kind].status
    return status != "available" and rulebook.facts[status].value != "available"


def everything(rulebook):
    """All that does not hold of a rulebook, as (kind, names…)."""
    tables = table_faults(rulebook)
    free = {name for _, name, *_ in tables}
    worlds = Worlds(rulebook)
    contradictions, conflicts = conflict_faults(rulebook, worlds, free)
    rules = rule_faults(rulebook, worlds, free, conflicts)
    idle = idle_inputs(rulebook, worlds, free, conflicts)
    ends = empty_ends(rulebook, worlds)
    parts = (tables, contradictions, rules, silent_guardrails(rulebook), ends, built(rulebook), idle)
    return set(chain.from_iterable(parts))
