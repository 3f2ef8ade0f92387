"""Checks references between rule files: every name exists, every test fits the kind of its fact.

A problem is (owner, key path inside the owner, sentence); the loader adds file and line.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from app.domain.model.architecture import ComponentType
from app.domain.model.decisions import ConnectionSpec, Decision, Rule, TypeBySetting
from app.domain.model.expressions import Formula, Test, condition_kinds
from app.domain.pipeline.savings import Saving, Share
from app.domain.report.brief import read_brief
from app.domain.rulebook import Rulebook, Story
from app.errors import InvalidBrief
from app.rulefiles.yaml_reader import KeyPath

Finding: TypeAlias = tuple[str, KeyPath, str]
_NUMBERS = frozenset({"hours", "month", "zones", "count"})


def link_problems(rulebook: Rulebook) -> list[Finding]:
    """Every unknown name, every test of the wrong kind, every table beyond its limits."""
    names = Names(rulebook)
    findings: list[Finding] = []
    for decision in rulebook.decisions.values():
        generated = decision.id in rulebook.comparisons
        findings.extend(_comparison_findings(names, decision) if generated else _decision_findings(names, decision))
    for guardrail in rulebook.guardrails:
        owner = f"guardrail:{guardrail.id}"
        findings.extend(names.tests(owner, ("when",), guardrail.tests))
        findings.extend(names.sources(owner, ("sources",), guardrail.sources))
    for found in rulebook.components.values():
        findings.extend(_component_findings(names, found))
    for figure in rulebook.figures:
        findings.extend(names.formula(f"figure:{figure.id}", ("formula",), figure.parsed))
    findings.extend(_scale_findings(names))
    findings.extend(finding for saving in rulebook.savings for finding in _saving_findings(names, saving))
    for name, fact in rulebook.facts.items():
        findings.extend(names.sources(f"fact:{name}", ("source",), (fact.source,)))
    findings.extend(_account_findings(names))
    findings.extend(_role_findings(rulebook))
    findings.extend(_default_findings(names))
    findings.extend(_name_findings(rulebook))
    for story in rulebook.examples:
        findings.extend(_story_findings(rulebook, story))
    return findings


class Names:
    """The names that rule files may use, with checks that yield findings for unknown ones."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.figures = {figure.id for figure in rulebook.figures}
        self.roles = set(rulebook.roles.roles) | set(rulebook.roles.role_sets)
        self.types_by_setting = [*rulebook.roles.types_by_setting.items(), *_types_by_setting(rulebook)]

    def tests(self, owner: str, path: KeyPath, tests: Mapping[str, Test]) -> Iterator[Finding]:
        """Check the tests of a rule: the fact exists, the kind fits, the values are possible."""
        for fact, test in tests.items():
            message = self._test_fault(fact, test)
            if message:
                yield owner, (*path, fact), message

    def _test_fault(self, fact: str, test: Test) -> str | None:
        kind, values = self._kind_of(fact)
        if kind is None:
            return "no input, decision or trait has this name"
        wrong = condition_kinds(test) - {kind}
        if wrong:
            return f"the test {test.text!r} does not fit: this is a {kind}"
        unknown = sorted(test.names() - set(values))
        if unknown:
            return f"{', '.join(unknown)} is not possible here; known are: {', '.join(values)}"
        return None

    def _kind_of(self, fact: str) -> tuple[str | None, tuple[str, ...]]:
        if fact in self.rulebook.inputs:
            item = self.rulebook.inputs[fact]
            return {"choice": "value", "choices": "set", "number": "number"}[item.kind], item.value_ids
        if fact in self.rulebook.decisions:
            decision = self.rulebook.decisions[fact]
            return "set" if decision.collects else "value", tuple(decision.outcomes)
        if fact in self.rulebook.roles.traits:
            return "value", ("yes", "no")
        return None, ()

    def sources(self, owner: str, path: KeyPath, cited: Iterable[str]) -> Iterator[Finding]:
        """Check that every cited source or fact exists."""
        for source in cited:
            known = (
                source.removeprefix("fact:") in self.rulebook.facts
                if source.startswith("fact:")
                else (source in self.rulebook.sources)
            )
            if not known:
                yield owner, path, f"the source {source} stands neither in sources.yaml nor in facts.yaml"

    def formula(self, owner: str, path: KeyPath, formula: Formula, *, local: bool = False) -> Iterator[Finding]:
        """Check that every name of a formula has a value; `local` ones belong to a component or a connection."""
        for name in sorted(formula.names):
            if not self._number_exists(name, local=local):
                yield owner, path, f"the formula names {name}, which no figure, number input, fact or value has"

    def _number_exists(self, name: str, *, local: bool) -> bool:
        head, _, tail = name.partition(".")
        if name in self.figures or (local and (name in _NUMBERS or name in self.rulebook.roles.settings)):
            return True
        if name in {"hours", "month"}:
            return True
        if head == "fact":
            return tail in self.rulebook.facts and self.rulebook.facts[tail].number is not None
        if local and head in ("load", "size"):
            return head == "size" or tail in self.rulebook.roles.loads
        item = self.rulebook.inputs.get(head)
        return item is not None and (tail in item.value_ids if tail else item.kind == "number")


def _account_findings(names: Names) -> Iterator[Finding]:
    rulebook = names.rulebook
    for line in rulebook.forgotten:
        owner = f"forgotten line:{line.id}"
        named = [*line.types, *(name for reason in line.reasons for name in reason.present)]
        yield from known(owner, ("types",), named, rulebook.components, "a component type")
        yield from names.sources(owner, ("source",), (line.source,))
        yield from known(owner, ("price",), line.price.names, rulebook.roles.settings, "a setting")
        wanted = line.price.item.format_map({**dict.fromkeys(line.price.names, "?"), **rulebook.roles.settings})
        for book in rulebook.prices.values():
            if book.find(line.price.service, wanted) is None:
                yield owner, ("price",), f"no price of {line.price.service}: {wanted} in {book.region}"
    priced = {key for book in rulebook.prices.values() for key in book.points}
    for free in rulebook.allowances:
        owner = f"free allowance:{free.id}"
        yield from names.sources(owner, ("source",), (free.source,))
        for item in free.items:
            if (free.service, item) not in priced:
                yield owner, ("items",), f"no Region has a price of {free.service}: {item}"


def _role_findings(rulebook: Rulebook) -> Iterator[Finding]:
    roles = rulebook.roles
    for name, members in roles.role_sets.items():
        yield from known("roles:roles", ("role_sets", name), members, roles.roles, "in the list of roles")
    for name, by_setting in roles.types_by_setting.items():
        path = ("types_by_setting", name)
        yield from known("roles:roles", path, (by_setting.by,), roles.settings, "in the list of settings")
        yield from known("roles:roles", path, by_setting.values.values(), rulebook.components, "a component type")


def _types_by_setting(rulebook: Rulebook) -> Iterator[tuple[str, TypeBySetting]]:
    for decision in rulebook.decisions.values():
        for outcome in decision.outcomes.values():
            for addition in outcome.adds:
                if isinstance(addition.type, TypeBySetting):
                    yield f"the {addition.role} of {decision.id}", addition.type


def _default_findings(names: Names) -> Iterator[Finding]:
    for named, by_setting in names.types_by_setting:
        value = names.rulebook.roles.settings.get(by_setting.by)
        if value is not None and value not in by_setting.values:
            yield "roles:roles", ("settings",), f"{named} has no type for {by_setting.by} {value}"


def _name_findings(rulebook: Rulebook) -> Iterator[Finding]:
    """Names that are used twice among facts, among questions and inputs, or among figures and number inputs."""
    for name in rulebook.decisions:
        if name in rulebook.inputs or name in rulebook.roles.traits:
            yield f"decision:{name}", ("id",), f"{name} is the name of an input or a trait already"
    for figure in rulebook.figures:
        if figure.id in rulebook.inputs:
            yield f"figure:{figure.id}", ("id",), f"{figure.id} is the name of an input already"
    for topic in rulebook.topics:
        inputs = {item.id for item in topic.inputs}
        for question in topic.together:
            owner = f"question:{question.id}"
            yield from known(owner, ("inputs",), question.inputs, inputs, "an input of this topic")
            if question.id in rulebook.inputs:
                yield owner, ("id",), f"{question.id} is the name of an input already"


def _story_findings(rulebook: Rulebook, story: Story) -> Iterator[Finding]:
    owner, expect = f"story:{story.id}", story.expect
    try:
        read_brief(rulebook, story.brief.answers, story.brief.pins, story.brief.usage)
        read_brief(rulebook, None, expect.outcomes)
    except InvalidBrief as fault:
        for problem in fault.problems:
            section, _, name = problem.field.partition(".")
            path = ("brief", section, name) if name in getattr(story.brief, section) else ("expect", "outcomes", name)
            yield owner, path, problem.told.en
    for key, allowed in (("types", rulebook.components), ("not_types", rulebook.components)):
        yield from known(owner, ("expect", key), getattr(expect, key), allowed, "a component type")
    spoken = {guardrail.id for guardrail in rulebook.guardrails}
    yield from known(owner, ("expect", "guardrails"), expect.guardrails, spoken, "a guardrail")


def _component_findings(names: Names, found: ComponentType) -> Iterator[Finding]:
    owner = f"component type:{found.id}"
    for index, item in enumerate(found.line_items):
        yield from names.formula(owner, ("line_items", index, "quantity"), item.formula, local=True)
        yield from names.sources(owner, ("line_items", index, "source"), (item.source,))
        allowed = {"size", *found.options, *names.rulebook.roles.settings}
        yield from known(owner, ("line_items", index, "price"), item.price.names, allowed, "size, option or setting")
        yield from _when_findings(names, found, index)
    yield from names.formula(owner, ("count",), found.count_formula, local=True)
    for need, formula in (found.size.formulas if found.size else {}).items():
        yield from names.formula(owner, ("size", "needs", need), formula, local=True)
    yield from names.tests(owner, ("wait", "when"), found.wait.tests if found.wait else {})
    if found.place == "regional" and found.lane is None:
        yield owner, ("place",), "a regional component names its lane"
    if found.status != "available" and found.status not in names.rulebook.facts:
        yield owner, ("status",), f"{found.status} is neither available nor a fact"


def _when_findings(names: Names, found: ComponentType, index: int) -> Iterator[Finding]:
    owner, path = f"component type:{found.id}", ("line_items", index, "when")
    when = found.line_items[index].when
    yield from known(owner, path, when, {*found.options, *names.rulebook.roles.settings}, "an option or a setting")
    for name, wanted in when.items():
        values = (wanted,) if isinstance(wanted, str) else wanted
        yield from known(owner, path, values, found.options.get(name, values), f"a value of {name}")


def _scale_findings(names: Names) -> Iterator[Finding]:
    for scale, grades in (("to_run", names.rulebook.scales.to_run), ("wait", names.rulebook.scales.wait)):
        for grade, described in grades.items():
            yield from names.sources("scales:scales", (scale, grade, "sources"), described.sources)


def _saving_findings(names: Names, saving: Saving) -> Iterator[Finding]:
    owner = f"saving:{saving.id}"
    yield from names.tests(owner, ("when",), saving.tests)
    yield from pin_findings(names.rulebook, owner, ("pins",), saving.pins)
    yield from names.sources(owner, ("sources",), saving.sources)
    figures = names.figures | names.rulebook.measures.inputs.keys()
    nameable = {*names.rulebook.inputs, *names.figures}
    yield from known(owner, ("text",), sorted(saving.text.names()), nameable, "an answer or a figure to put in braces")
    yield from known(owner, ("usage",), saving.usage, figures, "a figure or a number input")
    for figure, formula in saving.formulas.items():
        yield from names.formula(owner, ("usage", figure), formula)
    if saving.share:
        yield from _share_findings(names, owner, saving.share)


def _share_findings(names: Names, owner: str, share: Share) -> Iterator[Finding]:
    priced = {service for book in names.rulebook.prices.values() for service, _ in book.points}
    yield from known(owner, ("share", "prices"), share.prices, priced, "a service with a price")
    for key, named in (("roles", share.roles), ("without_roles", share.without_roles)):
        yield from known(owner, ("share", key), named, names.rulebook.roles.roles, "in the list of roles")


def _decision_findings(names: Names, decision: Decision) -> Iterator[Finding]:
    owner = f"decision:{decision.id}"
    yield from _table_findings(owner, decision)
    for index, rule in enumerate(decision.rules):
        yield from _rule_findings(names, decision, index, rule)
    for outcome in decision.outcomes:
        yield from _outcome_findings(names, decision, outcome)
    for outcome, alternative in decision.instead.items():
        yield from pin_findings(names.rulebook, owner, ("instead", outcome), alternative.pins)
    yield from _example_findings(owner, decision)


def _comparison_findings(names: Names, table: Decision) -> Iterator[Finding]:
    """The problems of a priced comparison other than those of its generated rules."""
    owner, comparison = f"comparison:{table.id}", names.rulebook.comparisons[table.id].comparison
    yield from names.sources(owner, ("sources",), comparison.sources)
    for path, item in comparison.items:
        yield from names.sources(owner, (*path, "source"), (item.source,))
    yield from _example_findings(owner, table)


def _example_findings(owner: str, decision: Decision) -> Iterator[Finding]:
    for index, example in enumerate(decision.examples):
        then = (example.then,) if isinstance(example.then, str) else example.then
        yield from known(owner, ("examples", index, "then"), then, decision.outcomes, "an outcome of this decision")


def _table_findings(owner: str, decision: Decision) -> Iterator[Finding]:
    if len(decision.facts) > 6:
        yield owner, ("rules",), f"reads {len(decision.facts)} facts; split off a finding (at most 6)"
    if decision.hit_policy == "unique" and len(decision.facts) > 3:
        yield owner, ("hit_policy",), "unique reads at most 3 facts; use first"
    closes = decision.rules[-1].otherwise is not None
    if (decision.hit_policy == "first") != closes or any(rule.otherwise for rule in decision.rules[:-1]):
        yield owner, ("rules",), "first ends with one otherwise; unique and collect have none"


def _rule_findings(names: Names, decision: Decision, index: int, rule: Rule) -> Iterator[Finding]:
    owner, path = f"decision:{decision.id}", ("rules", index)
    yield from names.tests(owner, (*path, "when"), rule.tests)
    yield from known(owner, (*path, "then"), (rule.outcome,), decision.outcomes, "an outcome of this decision")
    yield from names.sources(owner, (*path, "sources"), rule.sources)
    yield from names.sources(owner, (*path, "overrules"), rule.overrules)
    nameable = {*decision.facts, *names.rulebook.inputs}
    yield from known(owner, (*path, "because"), sorted(rule.because.names()), nameable, "a fact to put in braces")


def known(owner: str, path: KeyPath, used: Iterable[str], allowed: Collection[str], what: str) -> Iterator[Finding]:
    """A finding for every used name that is not allowed; `what` says what it should be."""
    for name in used:
        if name not in allowed:
            yield owner, path, f"{name} is not {what}"


def _outcome_findings(names: Names, decision: Decision, outcome: str) -> Iterator[Finding]:
    owner, path = f"decision:{decision.id}", ("outcomes", outcome)
    found = decision.outcomes[outcome]
    roles = names.rulebook.roles
    yield from names.tests(owner, (*path, "suits"), found.suiting)
    yield from known(owner, (*path, "traits"), found.traits, roles.traits, "in the list of traits")
    yield from known(owner, (*path, "settings"), found.settings, roles.settings, "in the list of settings")
    for setting, value in found.settings.items():
        for named, by_setting in names.types_by_setting:
            if by_setting.by == setting and value not in by_setting.values:
                yield owner, (*path, "settings"), f"{named} has no type for {setting} {value}"
    for index, addition in enumerate(found.adds):
        place = (*path, "adds", index)
        yield from known(owner, place, (addition.role,), roles.roles, "in the list of roles")
        if isinstance(addition.type, TypeBySetting):
            yield from known(owner, place, (addition.type.by,), roles.settings, "in the list of settings")
        types = _type_names(addition.type, roles.types_by_setting)
        yield from known(owner, place, types, names.rulebook.components, "a component type")
    for index, spec in enumerate(found.connect):
        yield from _connection_findings(names, owner, (*path, "connect", index), spec)


def _type_names(named: str | TypeBySetting, shared: Mapping[str, TypeBySetting]) -> Iterator[str]:
    by_setting = shared.get(named) if isinstance(named, str) else named
    if by_setting is None:
        yield str(named)
    else:
        yield from by_setting.values.values()


def _connection_findings(names: Names, owner: str, path: KeyPath, spec: ConnectionSpec) -> Iterator[Finding]:
    ends = [(end,) if isinstance(end, str) else end for end in (spec.source, spec.target, spec.via)]
    yield from known(owner, path, (role for end in ends for role in end), names.roles, "a role or a role set")
    yield from known(owner, (*path, "load"), spec.load, names.rulebook.roles.loads, "a kind of load")
    for kind, formula in spec.formulas.items():
        yield from names.formula(owner, (*path, "load", kind), formula, local=True)


def pin_findings(
    rulebook: Rulebook, owner: str, path: KeyPath, pins: Mapping[str, str | tuple[str, ...]]
) -> Iterator[Finding]:
    """A finding for every pin of an unknown decision or outcome."""
    for name, pinned in pins.items():
        decision = rulebook.decisions.get(name)
        if decision is None:
            yield owner, path, f"pins {name}, which is no decision"
            continue
        for outcome in (pinned,) if isinstance(pinned, str) else pinned:
            if outcome not in decision.outcomes:
                yield owner, path, f"pins {name} to {outcome}, which is not one of its outcomes"
