"""advise(): the whole product as one function, brief → decide → compose → estimate → Report."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from app.domain.account import ACCOUNT, with_account
from app.domain.architecture import Architecture, Component
from app.domain.brief import brief_note, plain_answer
from app.domain.compose import Fault, compose
from app.domain.costs import Estimate, Known, LineItem, estimate
from app.domain.decisions import Choice, decide
from app.domain.explain import Explainer, source_notes
from app.domain.expressions import FactValue
from app.domain.inputs import Brief
from app.domain.notes import architecture_note, estimate_note, line_item_note, usage_notes
from app.domain.report import (
    SCHEMA_VERSION,
    Alternative,
    Assumption,
    DecisionNote,
    GivenAnswer,
    GuardrailNote,
    LevelNote,
    Range,
    Report,
)
from app.domain.rulebook import Rulebook
from app.domain.texts import Text
from app.domain.usage import Usage, measure

FREE_ALLOWANCES = "free_allowances"
"""The input that says whether the account's free allowances are taken off."""
LEVELS = {"minimal": 1, "growth": 2, "robust": 3}


@dataclass(frozen=True)
class Advice:
    """One run of the stages for one brief: facts, choices, usage, architecture, faults of composition, estimate."""

    brief: Brief
    facts: Mapping[str, FactValue]
    choices: Mapping[str, Choice]
    usage: Usage
    architecture: Architecture
    faults: tuple[Fault, ...]
    estimate: Estimate
    known: Known

    def with_pins(self, rulebook: Rulebook, brief: Brief) -> "Advice":
        """Run the same answers with other pins; whatever these cannot change is taken over."""
        pins = {name for name in {*self.brief.pins, *brief.pins} if self.brief.pins.get(name) != brief.pins.get(name)}
        moving = pins.union(*(rulebook.downstream[name] for name in pins))
        kept = {name: choice for name, choice in self.choices.items() if name not in moving}
        return _run(rulebook, brief, self.usage, self.known, kept)


def run(rulebook: Rulebook, brief: Brief) -> Advice:
    """Run decide, compose, usage and estimate for a brief; any pin gives an answer."""
    usage = measure(rulebook.measures, brief, rulebook.facts_of(brief))
    return _run(rulebook, brief, usage, {}, {})


def _run(rulebook: Rulebook, brief: Brief, usage: Usage, known: Known, kept: Mapping[str, Choice]) -> Advice:
    facts = rulebook.facts_of(brief)
    choices = decide(rulebook.decisions.values(), facts, brief.pins, kept)
    region = str(facts["region"])
    architecture, faults = compose(rulebook.catalogue, choices, usage, region)
    book, free = rulebook.prices[region], facts.get(FREE_ALLOWANCES) == "on"
    bill = estimate(rulebook.components, book, architecture, usage, known)
    bill = with_account(bill, book, architecture, rulebook.forgotten, free=free, known=known)
    return Advice(brief, facts, choices, usage, architecture, faults, bill, known)


def advise(rulebook: Rulebook, brief: Brief, now: datetime, *, roads: bool = True) -> Report:
    """Give the whole advice for a brief as a report; `now` stands in it as the time of making.

    Without `roads` the alternatives, each a run of its own, are left out.
    """
    advice = run(rulebook, brief)
    explainer = Explainer(rulebook, brief, advice.facts)
    roles = _roles_by_decision(advice.architecture)
    decisions = [explainer.decision_note(choice, roles.get(name, [])) for name, choice in advice.choices.items()]
    return Report(
        schema_version=SCHEMA_VERSION,
        fingerprint=rulebook.fingerprint,
        created_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        region=advice.architecture.region,
        title=explainer.words("parts"),
        summary=summary(rulebook, advice),
        brief=brief_note(brief),
        given=_given(explainer),
        assumptions=_assumptions(explainer),
        decisions=decisions,
        architecture=architecture_note(rulebook, advice.architecture, advice.estimate),
        usage=usage_notes(rulebook, advice.usage),
        estimate=estimate_note(rulebook, advice.estimate),
        alternatives=[_with_reason(road, decisions) for road in alternatives(rulebook, advice)] if roads else [],
        guardrails=guardrail_notes(rulebook, advice, explainer),
        level=_level(advice, explainer),
    )


def summary(rulebook: Rulebook, advice: Advice) -> Text:
    """The advice in one sentence: the services that carry it, the region, the monthly cost."""
    main = [component for component in advice.architecture.components if _carries(rulebook, component)]
    steps = advice.architecture.steps_in()
    main.sort(key=lambda component: (steps.get(component.id) or len(steps), component.tier))
    services = list(dict.fromkeys(_short(component.service) for component in main))
    region = rulebook.inputs["region"].words(advice.architecture.region)
    level = advice.choices["level"].label
    monthly = advice.estimate.monthly
    least, least_korean = ("", "") if advice.estimate.complete else ("at least ", "최소 ")
    span = f"${monthly.low:,.0f}–${monthly.high:,.0f}"
    return Text(
        en=f"{_english_list(services)} in {_place(region.en)} ({level.en.lower()}), "
        f"{least}about ${monthly.typical:,.0f} a month ({span}).",
        ko=f"{_place(region.ko)}의 {', '.join(services) or 'AWS 구성 요소 없음'}({level.ko}), "
        f"월 {least_korean}약 ${monthly.typical:,.0f}({span}).",
    )


def _short(service: str) -> str:
    return service.removeprefix("Amazon ").removeprefix("AWS ")


def _place(region: str) -> str:
    return region.partition(" (")[0]


def _carries(rulebook: Rulebook, component: Component) -> bool:
    """Whether the summary names a component: the way in, or what a part or a core decision brings, but no support."""
    if component.place in ("outside", "account") or component.group in ("regional_operations", "regional_security"):
        return False
    brought_by = [rulebook.decisions[name] for name in component.decisions]
    way_in = component.id in rulebook.roles.role_sets.get("front", ())
    return way_in or any(decision.core or decision.kind == "part" for decision in brought_by)


def _english_list(words: list[str]) -> str:
    if len(words) < 2:
        return words[0] if words else "No AWS component"
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _roles_by_decision(architecture: Architecture) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for component in architecture.components:
        for name in component.decisions:
            roles.setdefault(name, []).append(component.id)
    return roles


def _given(explainer: Explainer) -> list[GivenAnswer]:
    return [
        GivenAnswer(
            input=name,
            value=plain_answer(answer),
            question=explainer.rulebook.inputs[name].question,
            words=explainer.words(name),
        )
        for name, answer in explainer.brief.answers.items()
    ]


def _assumptions(explainer: Explainer) -> list[Assumption]:
    brief = explainer.brief
    return [
        Assumption(
            input=name,
            value=plain_answer(item.usual_value()),
            question=item.question,
            words=explainer.words(name),
            unsure=name in brief.unsure,
        )
        for name, item in explainer.rulebook.inputs.items()
        if name not in brief.answers
    ]


def guardrail_notes(rulebook: Rulebook, advice: Advice, explainer: Explainer) -> list[GuardrailNote]:
    """What must be said about this combination: the rulebook's guardrails, faults of composition, the budget."""
    spoken = [
        GuardrailNote(
            id=guardrail.id,
            severity=guardrail.severity,
            message=guardrail.message.filled({name: explainer.words(name) for name in guardrail.message.names()}),
            instead=guardrail.instead,
            sources=source_notes(rulebook, guardrail.sources),
        )
        for guardrail in rulebook.guardrails
        if guardrail.speaks(advice.facts)
    ]
    broken = [_fault_note(rulebook, fault) for fault in dict.fromkeys(advice.faults)]
    order = ("conflict", "breaks", "caution", "note")
    return sorted([*broken, *spoken, *_budget_note(advice)], key=lambda note: order.index(note.severity))


def _fault_note(rulebook: Rulebook, fault: Fault) -> GuardrailNote:
    title = rulebook.decisions[fault.decision].title
    return GuardrailNote(
        id=f"missing_{fault.role.replace(', ', '_')}",
        severity="breaks",
        message=Text(
            en=f"{title.en} needs {fault.role} for “{fault.label.en}”, but the pinned decisions leave it out.",
            ko=f"고정한 결정 때문에 {title.ko}에 필요한 구성 요소가 빠졌습니다: {fault.role}({fault.label.ko}).",
        ),
        instead=Text(en="Remove one of the pins.", ko="고정한 결정 중 하나를 해제합니다."),
        sources=[],
    )


def _budget_note(advice: Advice) -> list[GuardrailNote]:
    budget = advice.brief.answers.get("budget_usd")
    typical = advice.estimate.monthly.typical
    if not isinstance(budget, Decimal) or typical <= budget:
        return []
    return [
        GuardrailNote(
            id="over_budget",
            severity="caution",
            message=Text(
                en=f"The typical monthly cost of ${typical:,.2f} exceeds the budget of ${budget:,.2f}.",
                ko=f"월 비용이 예산을 넘습니다: 보통 ${typical:,.2f}, 예산 ${budget:,.2f}.",
            ),
            instead=None,
            sources=[],
        )
    ]


def _level(advice: Advice, explainer: Explainer) -> LevelNote:
    choice = advice.choices["level"]
    outcome = choice.outcomes[0]
    return LevelNote(
        id=outcome,
        number=LEVELS[outcome],
        label=choice.label,
        because=[explainer.reason(choice.decision.rules[index]) for index in choice.fired],
        next=choice.decision.outcomes[outcome].note,
    )


def alternatives(rulebook: Rulebook, advice: Advice) -> list[Alternative]:
    """Roads not taken, re-run and priced: those that the rulebook names, and the way back from every pin."""
    roads: list[Alternative] = []
    for name, choice in advice.choices.items():
        if choice.pinned:
            other = advice.with_pins(rulebook, advice.brief.without_pin(name))
            if other.choices[name].outcomes != choice.outcomes:
                roads.append(_road(rulebook, advice, other, name, _back_text(other.choices[name])))
        if "none" in choice.outcomes:
            continue
        for outcome, road in choice.decision.instead.items():
            pins = {pin: (value,) if isinstance(value, str) else value for pin, value in road.pins.items()}
            known = any(alternative.decision == name and alternative.outcome == outcome for alternative in roads)
            if not known and outcome not in choice.outcomes and _differs(advice, pins):
                other = advice.with_pins(rulebook, advice.brief.with_pins(pins))
                roads.append(_road(rulebook, advice, other, name, road.text))
    return roads


def _with_reason(road: Alternative, decisions: list[DecisionNote]) -> Alternative:
    """The road with the answers that speak against it, as its decision tells them."""
    notes = next(note.why_not for note in decisions if note.id == road.decision)
    return road.model_copy(update={"why_not": next((note for note in notes if note.outcome == road.outcome), None)})


def _differs(advice: Advice, pins: Mapping[str, tuple[str, ...]]) -> bool:
    return any(advice.choices[pin].outcomes != outcomes for pin, outcomes in pins.items())


def _back_text(choice: Choice) -> Text:
    return Text(
        en=f"Without this pin, your answers lead to: {choice.label.en}.",
        ko=f"고정을 해제했을 때 답변에 따른 결과: {choice.label.ko}.",
    )


def _road(rulebook: Rulebook, advice: Advice, other: Advice, name: str, text: Text) -> Alternative:
    """One road as a document; a line that both bills share is one object, so lines are told apart by identity."""
    here = {component.id: component.type for component in advice.architecture.components}
    there = {component.id: component.type for component in other.architecture.components}
    ours = {id(line) for line in advice.estimate.line_items}
    theirs = {id(line) for line in other.estimate.line_items}
    return Alternative(
        decision=name,
        outcome=", ".join(other.choices[name].outcomes),
        title=rulebook.decisions[name].title,
        label=other.choices[name].label,
        text=text,
        why_not=None,
        pins={pin: list(outcomes) for pin, outcomes in other.brief.pins.items()},
        monthly=Range.of(other.estimate.monthly),
        difference=Range.of(other.estimate.monthly - advice.estimate.monthly),
        complete=other.estimate.complete,
        added=[role for role, found in there.items() if here.get(role) != found],
        removed=[role for role, found in here.items() if there.get(role) != found],
        line_items=[line_item_note(rulebook, line) for line in other.estimate.line_items if _new(line, ours)],
        saved_items=[line_item_note(rulebook, line) for line in advice.estimate.line_items if _new(line, theirs)],
        guardrails=[guardrail.id for guardrail in rulebook.stoppers if guardrail.speaks(other.facts)],
    )


def _new(line: LineItem, others: Collection[int]) -> bool:
    return id(line) not in others and line.component != ACCOUNT
