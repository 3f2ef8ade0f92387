"""The whole advice as one function: brief → decide → compose → estimate → Report."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from app.domain.advice import Advice, run
from app.domain.model.architecture import Amount, Architecture, Component
from app.domain.model.briefs import Brief
from app.domain.model.expressions import FactValue
from app.domain.model.inputs import Input
from app.domain.report.brief import brief_note, plain_answer, plain_test
from app.domain.report.explain import Explainer, answer_words, fault_note, restriction_words
from app.domain.report.notes import architecture_note, estimate_note, usage_notes
from app.domain.report.report import (
    SCHEMA_VERSION,
    UNDATED,
    Assumption,
    GivenAnswer,
    GuardrailNote,
    LevelNote,
    Report,
)
from app.domain.rulebook import PARTS, Rulebook
from app.domain.whatif.alternatives import alternatives
from app.domain.whatif.ranges import beyond
from app.words.catalogue import said, service_name
from app.words.figures import Usd
from app.words.text import Text, joined

LEVELS = {"minimal": 1, "growth": 2, "robust": 3}


def advise(rulebook: Rulebook, brief: Brief, now: datetime, *, with_alternatives: bool = True) -> Report:
    """The report for a brief, with `now` as `created_at`.

    `with_alternatives`: whether the alternatives that the rulebook names are included, each priced.
    """
    return report_of(run(rulebook, brief), with_alternatives=with_alternatives).dated(now)


def report_of(advice: Advice, *, with_alternatives: bool = True) -> Report:
    """The report of an advice, without a date (`created_at` is UNDATED)."""
    rulebook, brief = advice.rulebook, advice.brief
    explainer = Explainer(rulebook, brief, advice.facts)
    roles = _roles_by_decision(advice.architecture)
    estimate = estimate_note(rulebook, advice.estimate, beyond(advice))
    decisions = tuple([explainer.decision_note(choice, roles.get(name, ())) for name, choice in advice.choices.items()])
    return Report(
        schema_version=SCHEMA_VERSION,
        fingerprint=rulebook.fingerprint,
        created_at=UNDATED,
        region=advice.architecture.region,
        title=explainer.words("parts"),
        summary=summary(rulebook, advice, estimate.monthly),
        scope=_scope(rulebook, brief, explainer),
        brief=brief_note(brief),
        given=tuple([_given(rulebook, brief, name) for name in brief.answers]),
        assumptions=tuple(
            [
                _assumption(rulebook, item, brief, advice.facts[name])
                for name, item in rulebook.inputs.items()
                if name not in brief.answers
            ]
        ),
        decisions=decisions,
        architecture=architecture_note(rulebook, advice.architecture, advice.estimate),
        usage=usage_notes(rulebook, advice.usage),
        estimate=estimate,
        alternatives=alternatives(advice, decisions) if with_alternatives else (),
        guardrails=guardrail_notes(rulebook, advice, explainer),
        level=_level(advice, explainer),
    )


def _scope(rulebook: Rulebook, brief: Brief, explainer: Explainer) -> Text | None:
    """Which parts are assumed, and why, where the brief names none."""
    if PARTS in brief.answers or PARTS in brief.within:
        return None
    key = "summary.implied_parts" if rulebook.implied_parts(brief) else "summary.usual_parts"
    return said(key, parts=explainer.words(PARTS))


def summary(rulebook: Rulebook, advice: Advice, monthly: Amount) -> Text:
    """The advice in one sentence: its main services, the region, the level and the monthly cost."""
    main = [component for component in advice.architecture.components if _carries(rulebook, component)]
    depths = advice.architecture.depths
    main.sort(key=lambda component: (depths.get(component.id) or len(depths), component.tier))
    services = list(dict.fromkeys(_short(service_name(component.service)) for component in main))
    region = rulebook.inputs["region"].words(advice.architecture.region)
    level = advice.choices["level"].label
    return said(
        "summary.about" if advice.estimate.complete else "summary.at_least",
        services=_listed(services),
        region=Text(en=_place(region.en), ko=_place(region.ko)),
        level=Text(en=level.en.lower(), ko=level.ko),
        amount=Usd(monthly.typical, 0),
        low=Usd(monthly.low, 0),
        high=Usd(monthly.high, 0),
    )


def _short(service: Text) -> Text:
    english, korean = (name.removeprefix("Amazon ").removeprefix("AWS ") for name in (service.en, service.ko))
    return Text(en=english, ko=korean)


def _place(region: str) -> str:
    return region.partition(" (")[0]


def _carries(rulebook: Rulebook, component: Component) -> bool:
    """Whether the summary names a component: an entry point, or one added by a part or a core decision.

    Components of operations and security, and those outside the region, are not named.
    """
    if component.place in ("outside", "other_region", "account") or component.group in (
        "regional_operations",
        "regional_security",
    ):
        return False
    brought_by = [rulebook.decisions[name] for name in component.decisions]
    way_in = component.id in rulebook.roles.role_sets.get("front", ())
    return way_in or any(decision.core or decision.kind == "part" for decision in brought_by)


def _listed(services: list[Text]) -> Text:
    if not services:
        return said("summary.no_service")
    *others, last = services
    return said("summary.service_and", services=joined(others), last=last) if others else last


def _roles_by_decision(architecture: Architecture) -> Mapping[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for component in architecture.components:
        for name in component.decisions:
            roles.setdefault(name, []).append(component.id)
    return roles


def _given(rulebook: Rulebook, brief: Brief, name: str) -> GivenAnswer:
    value, question = plain_answer(brief.answers[name]), rulebook.inputs[name].question
    return GivenAnswer(input=name, value=value, question=question, words=answer_words(rulebook, brief, name))


def _assumption(rulebook: Rulebook, item: Input, brief: Brief, value: FactValue) -> Assumption:
    test = brief.within.get(item.id)
    return Assumption(
        input=item.id,
        value=plain_answer(value),
        question=item.question,
        words=item.usual_words if value is item.usual_value() else item.words(value),
        unsure=item.id in brief.unsure,
        test=plain_test(brief, item.id) if test else "",
        said=restriction_words(rulebook, item.id, test) if test else None,
    )


def guardrail_notes(rulebook: Rulebook, advice: Advice, explainer: Explainer) -> tuple[GuardrailNote, ...]:
    """The guardrails that speak, faults of composition and an exceeded budget, the most severe first."""
    spoken = [explainer.guardrail_note(guardrail) for guardrail in advice.speaking]
    broken = [fault_note(rulebook, fault) for fault in dict.fromkeys(advice.faults)]
    order = ("conflict", "breaks", "caution", "note")
    return tuple(sorted([*broken, *spoken, *_budget_note(advice)], key=lambda note: order.index(note.severity)))


def _budget_note(advice: Advice) -> list[GuardrailNote]:
    budget = advice.brief.answers.get("budget_usd")
    typical = advice.estimate.monthly.typical
    if not isinstance(budget, Decimal) or typical <= budget:
        return []
    return [
        GuardrailNote(
            id="over_budget",
            severity="caution",
            message=said("guardrail.over_budget", typical=Usd(typical, 2), budget=Usd(budget, 2)),
            instead=None,
            sources=(),
        )
    ]


def _level(advice: Advice, explainer: Explainer) -> LevelNote:
    choice = advice.choices["level"]
    outcome = choice.outcomes[0]
    return LevelNote(
        id=outcome,
        number=LEVELS[outcome],
        label=choice.label,
        because=tuple([explainer.reason(choice, index) for index in choice.fired]),
        next=choice.decision.outcomes[outcome].note,
    )
