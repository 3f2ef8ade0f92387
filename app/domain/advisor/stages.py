"""The stages one by one, each on plain documents: the output of one is the input of the next.

brief → decide_stage → compose_stage → estimate_stage; the last also prices a bare list of components.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from app.domain.advice import FREE_ALLOWANCES, run
from app.domain.advisor.advise import guardrail_notes
from app.domain.model.architecture import Amount, Architecture, Component, ComponentType
from app.domain.model.prices import GLOBAL, PriceBook
from app.domain.model.requests import LARGEST_FIGURE, read_number
from app.domain.model.usage import FIRST_MONTH, LAST_MONTH, Usage, measure, scopes_of
from app.domain.pipeline.account import with_account
from app.domain.pipeline.compose import sized
from app.domain.pipeline.costs import estimate
from app.domain.pricebooks.priceable import choices_of, settings_of_region, sizes_of
from app.domain.report.brief import brief_note, read_document
from app.domain.report.explain import Explainer
from app.domain.report.notes import architecture_note, estimate_note, usage_notes
from app.domain.report.report import ArchitectureNote
from app.domain.rulebook import Rulebook
from app.errors import FieldProblem, InvalidBrief
from app.words.text import Text

MOST_COMPONENTS = 200
MOST_ZONES = 6
MOST_NAMED = 12
"""Most sizes that a message names."""
_ZERO = Decimal(0)
_UNTITLED = Text(en="AWS architecture", ko="AWS 아키텍처")
_UNNAMED = Text(en="priced alone", ko="단독 견적")


def decide_stage(rulebook: Rulebook, document: object) -> dict[str, Any]:
    """Decide a brief: {answers, pins, usage} → {brief, decisions, guardrails}."""
    brief = read_document(rulebook, document)
    advice = run(rulebook, brief)
    explainer = Explainer(rulebook, brief, advice.facts)
    decisions = [explainer.decision_note(choice, []) for choice in advice.choices.values()]
    return {
        "brief": brief_note(brief).model_dump(mode="json"),
        "decisions": [note.model_dump(mode="json") for note in decisions],
        "guardrails": [note.model_dump(mode="json") for note in guardrail_notes(rulebook, advice, explainer)],
    }


def compose_stage(rulebook: Rulebook, document: object) -> dict[str, Any]:
    """Compose decisions: {brief, decisions[{id, outcome | outcomes}]} → {brief, region, usage, architecture}."""
    fields = _object(document)
    brief = read_document(rulebook, fields.get("brief", {}))
    chosen = _chosen(fields.get("decisions"))
    pinned = read_document(rulebook, {"pins": {**brief_note(brief).pins, **chosen}}).pins
    advice = run(rulebook, brief.with_pins(pinned))
    return {
        "brief": brief_note(brief).model_dump(mode="json"),
        "region": advice.architecture.region,
        "usage": [note.model_dump(mode="json") for note in usage_notes(rulebook, advice.usage)],
        "architecture": architecture_note(rulebook, advice.architecture, None).model_dump(mode="json"),
    }


def estimate_stage(rulebook: Rulebook, document: object) -> dict[str, Any]:
    """Price an architecture, or a bare list of components with given load; adds `estimate` to what came in."""
    fields = _object(document)
    reader = _Reader(rulebook, fields)
    usage = reader.usage()
    free = reader.free()
    architecture = reader.architecture(usage)
    reader.stop_at_problems()
    book = _book(rulebook, architecture.region)
    bill = estimate(rulebook.catalogue, book, architecture)
    forgotten = rulebook.forgotten if "architecture" in fields else ()
    bill = with_account(bill, book, architecture, forgotten, free=free)
    return {
        **{name: fields[name] for name in ("brief", "usage", FREE_ALLOWANCES) if name in fields},
        "region": architecture.region,
        "architecture": architecture_note(rulebook, architecture, bill).model_dump(mode="json")
        | {"connections": _inner(fields).get("connections", [])},
        "estimate": estimate_note(rulebook, bill).model_dump(mode="json"),
        "not_read": [] if "architecture" in fields else _not_read(rulebook, architecture),
    }


def _book(rulebook: Rulebook, region: str) -> PriceBook:
    """The price book of a region; that of `global` holds what has no region."""
    if region != GLOBAL:
        return rulebook.prices[region]
    points = rulebook.prices[rulebook.default_region].points
    return PriceBook(GLOBAL, {key: point for key, point in points.items() if point.region == GLOBAL})


def _not_read(rulebook: Rulebook, architecture: Architecture) -> list[str]:
    """What was given with a bare list and no line of the component's bill depends on."""
    return [
        f"{component.id}: load.{kind}"
        for component in architecture.components
        for kind in component.load
        if kind not in rulebook.components[component.type].loads_read
    ]


def picture_parts(document: object) -> tuple[ArchitectureNote, Text, dict[str, str]]:
    """What a picture needs of any document that holds an architecture: the architecture, a title, cost badges."""
    fields = _object(document)
    try:
        note = ArchitectureNote.model_validate(_inner(fields))
        title = Text.model_validate(fields.get("title") or _UNTITLED.model_dump())
    except ValidationError as fault:
        raise InvalidBrief(
            FieldProblem(
                ".".join(("architecture", *(str(step) for step in error["loc"]))),
                f"{error['msg']}: draw takes what compose or estimate returns",
                "compose나 estimate가 반환한 문서를 그대로 넣습니다",
            )
            for error in fault.errors()
        ) from None
    return note, title, badges(note)


def badges(architecture: ArchitectureNote) -> dict[str, str]:
    """The cost of each priced component as a badge, such as "$43"."""
    return {
        component.id: badge(component.monthly.typical)
        for component in architecture.components
        if component.monthly is not None
    }


def badge(monthly: Decimal) -> str:
    """An amount of USD a month as short as a badge: cents below 10, then whole dollars."""
    if monthly == 0:
        return "$0"
    return f"${monthly:,.2f}" if monthly < 10 else f"${monthly:,.0f}"


def _object(document: object) -> Mapping[str, Any]:
    if not isinstance(document, Mapping):
        raise InvalidBrief([FieldProblem("", "write a JSON object", "JSON 객체를 적습니다")])
    return document


def _chosen(decisions: object) -> dict[str, Any]:
    if not isinstance(decisions, list) or not decisions:
        raise InvalidBrief(
            [FieldProblem("decisions", "write the list that decide returns", "decide가 반환한 목록을 적습니다")]
        )
    chosen: dict[str, Any] = {}
    for index, item in enumerate(decisions):
        fields = item if isinstance(item, Mapping) else {}
        given = [fields[name] for name in ("outcome", "outcomes") if fields.get(name) is not None]
        if not isinstance(fields.get("id"), str) or len(given) != 1:
            raise InvalidBrief(
                [
                    FieldProblem(
                        f"decisions.{index}",
                        "needs id and either outcome or outcomes",
                        "id와 함께 outcome이나 outcomes 중 하나가 필요합니다",
                    )
                ]
            )
        chosen[fields["id"]] = given[0]
    return chosen


def _inner(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = fields.get("architecture")
    return inner if isinstance(inner, Mapping) else fields


class _Reader:
    """Reads what is to be priced, and collects every problem."""

    def __init__(self, rulebook: Rulebook, fields: Mapping[str, Any]) -> None:
        self.rulebook = rulebook
        self.fields = fields
        self.problems: list[FieldProblem] = []

    def stop_at_problems(self) -> None:
        if self.problems:
            raise InvalidBrief(self.problems)

    def problem(self, field: str, message: str, korean: str) -> None:
        self.problems.append(FieldProblem(field, message, korean))

    def usage(self) -> Usage:
        given = self._figures(self.fields.get("usage"))
        if self.fields.get("brief"):
            brief = read_document(self.rulebook, self.fields["brief"])
            usage = measure(self.rulebook.measures, brief, self.rulebook.facts_of(brief))
        else:
            scopes, first = (scopes_of(self.rulebook.measures, {}, month) for month in (LAST_MONTH, FIRST_MONTH))
            usage = Usage({}, frozenset(), scopes, first, frozenset({"month"}))
        return _with_figures(usage, given)

    def free(self) -> bool:
        """Whether the account's free allowances are taken off: what the document says, or else its brief."""
        said = self.fields.get(FREE_ALLOWANCES)
        if said is None and self.fields.get("brief"):
            said = read_document(self.rulebook, self.fields["brief"]).answers.get(FREE_ALLOWANCES)
        if said not in (None, "on", "off"):
            self.problem(FREE_ALLOWANCES, "write on or off", "on 또는 off를 적습니다")
        return said == "on"

    def _figures(self, raw: object) -> dict[str, Amount]:
        pairs: list[tuple[str, object]] = []
        if isinstance(raw, Mapping):
            pairs = list(raw.items())
        elif isinstance(raw, list):
            pairs = [(str(item.get("id")), item) for item in raw if isinstance(item, Mapping)]
        known = {figure.id for figure in self.rulebook.figures} | self.rulebook.measures.inputs.keys()
        figures = {}
        for name, value in pairs:
            if name not in known:
                self.problem(f"usage.{name}", "is not a known figure", "알 수 없는 수치입니다")
            figures[name] = self._amount(f"usage.{name}", value)
        return figures

    def _amount(self, field: str, raw: object) -> Amount:
        parts = [raw.get(name) for name in ("low", "typical", "high")] if isinstance(raw, Mapping) else [raw]
        numbers = [read_number(part) for part in parts]
        if any(number is None or not 0 <= number <= LARGEST_FIGURE for number in numbers):
            self.problem(
                field,
                f"write a number from 0 to {LARGEST_FIGURE:f}, or low, typical and high",
                f"0에서 {LARGEST_FIGURE:f} 사이의 숫자 또는 low, typical, high를 적습니다",
            )
            return Amount.of(_ZERO)
        return Amount.of(*(number for number in numbers if number is not None))

    def architecture(self, usage: Usage) -> Architecture:
        inner = _inner(self.fields)
        region = self._region(inner)
        settings = self._settings(inner, region)
        listed = inner.get("components")
        if not isinstance(listed, list) or not 0 < len(listed) <= MOST_COMPONENTS:
            self.problem(
                "components",
                f"write a list of 1 to {MOST_COMPONENTS} components",
                f"구성 요소 1~{MOST_COMPONENTS}개의 목록을 적습니다",
            )
            listed = []
        components = [self._component(index, item, settings, usage) for index, item in enumerate(listed)]
        return Architecture(
            region,
            self._zones("settings.zones", settings["zones"]),
            settings,
            tuple(item for item in components if item),
        )

    def _region(self, inner: Mapping[str, Any]) -> str:
        region = inner.get("region", self.fields.get("region", self.rulebook.default_region))
        if isinstance(region, str) and region in (GLOBAL, *self.rulebook.prices):
            return region
        known = ", ".join((*self.rulebook.regions, GLOBAL))
        self.problem("region", f"is not known; known are: {known}", f"알 수 없는 리전입니다. 쓸 수 있는 리전: {known}")
        return self.rulebook.default_region

    def _settings(self, inner: Mapping[str, Any], region: str) -> dict[str, str]:
        given = inner.get("settings") or self.fields.get("settings") or {}
        known = self.rulebook.roles.settings
        if not isinstance(given, Mapping) or any(name not in known for name in given):
            self.problem("settings", f"known are: {', '.join(known)}", f"쓸 수 있는 설정: {', '.join(known)}")
            return dict(known)
        regional = settings_of_region(self.rulebook, region) if region in self.rulebook.prices else {}
        return {**known, **regional, **{name: str(value) for name, value in given.items()}}

    def _component(self, index: int, raw: object, settings: Mapping[str, str], usage: Usage) -> Component | None:
        field = f"components.{index}"
        found = self.rulebook.components.get(str(raw.get("type"))) if isinstance(raw, Mapping) else None
        if found is None or not isinstance(raw, Mapping):
            self.problem(
                f"{field}.type", "is not a component type of the rulebook", "규칙집에 없는 구성 요소 유형입니다"
            )
            return None
        place, catalogue = found.place_with(settings), self.rulebook.catalogue
        zones = self._zones(f"{field}.zones", raw.get("zones", settings["zones"] if found.zonal else 1))
        loads = {name: self._loads(f"{field}.{name}", raw.get(name)) for name in ("load", "first_load")}
        component = Component(
            id=self._text(f"{field}.id", raw.get("id", "")) or f"{found.id}_{index + 1}",
            type=found.id,
            service=found.service,
            label=_label(raw.get("label")),
            icon=found.icon,
            place=place,
            group=f"regional_{found.lane}" if place == "regional" else place,
            tier=found.tier,
            zones=zones,
            count=Amount.of(Decimal(1)),
            size=self._text(f"{field}.size", raw.get("size", "")),
            options=self._options(f"{field}.options", found, raw.get("options")),
            load=loads["load"],
            first_load=loads["first_load"] or loads["load"],
            settings={name: settings[name] for name in catalogue.settings_read[found.id]},
            numbers=usage.numbers(catalogue.names_read[found.id]),
        )
        if not isinstance(raw.get("size", ""), str) or self._size_faulty(f"{field}.size", found, component.size):
            return None
        component = sized(component, found)
        count = raw.get("counts") or raw.get("count")
        return component if count is None else replace(component, count=self._amount(f"{field}.count", count))

    def _text(self, field: str, raw: object) -> str:
        if isinstance(raw, str):
            return raw
        self.problem(field, "write a text", "문자열을 적습니다")
        return ""

    def _size_faulty(self, field: str, found: ComponentType, size: str) -> bool:
        if not size and not found.needs_size:
            return False
        if found.size and found.size.numbers_of(size):
            return False
        sizes = sizes_of(self.rulebook, found)
        if size in sizes or not sizes:
            return False
        some = ", ".join(sizes[:MOST_NAMED])
        self.problem(field, f"write a size of this type, such as {some}", f"이 유형의 크기를 적습니다. 예: {some}")
        return True

    def _options(self, field: str, found: ComponentType, raw: object) -> dict[str, str]:
        if raw is None or raw == {}:
            return {}
        choices = choices_of(self.rulebook, found)
        if isinstance(raw, Mapping) and all(str(value) in choices.get(name, ()) for name, value in raw.items()):
            return {str(name): str(value) for name, value in raw.items()}
        known = "; ".join(f"{name}: {', '.join(values)}" for name, values in choices.items()) or "none"
        self.problem(field, f"known are: {known}", f"쓸 수 있는 옵션: {known}")
        return {}

    def _zones(self, field: str, raw: object) -> int:
        number = read_number(raw)
        if number is None or number not in range(1, MOST_ZONES + 1):
            self.problem(
                field, f"write a whole number from 1 to {MOST_ZONES}", f"1에서 {MOST_ZONES} 사이의 정수를 적습니다"
            )
            return 1
        return int(number)

    def _loads(self, field: str, raw: object) -> dict[str, Amount]:
        if raw is None:
            return {}
        if not isinstance(raw, Mapping) or any(kind not in self.rulebook.roles.loads for kind in raw):
            known = ", ".join(self.rulebook.roles.loads)
            self.problem(field, f"known kinds of load are: {known}", f"쓸 수 있는 부하 종류: {known}")
            return {}
        return {str(kind): self._amount(f"{field}.{kind}", value) for kind, value in raw.items()}


def _with_figures(usage: Usage, given: Mapping[str, Amount]) -> Usage:
    return usage.with_numbers({name: amount for name, amount in given.items() if usage.figures.get(name) != amount})


def _label(raw: object) -> Text:
    if isinstance(raw, Mapping) and raw.get("en") and raw.get("ko"):
        return Text(en=str(raw["en"]), ko=str(raw["ko"]))
    return _UNNAMED
