"""What the stages and the guidance are asked with: models with the names of a rulebook, each made when it is needed.

What an earlier stage tells beyond what the next one reads is taken along unread; every other unknown name is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    Field,
    JsonValue,
    PlainValidator,
    ValidationInfo,
    create_model,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator
from pydantic_core import core_schema as schemas

from app.domain.advisor.results import Decisions, Priced
from app.domain.model.architecture import Amount, ComponentType
from app.domain.model.briefs import Brief, BriefRequest
from app.domain.model.prices import GLOBAL
from app.domain.model.refusals import read_as
from app.domain.model.requests import (
    LARGEST_FIGURE,
    Described,
    Of,
    Request,
    RequestSchema,
    amount,
    exact_number,
    name_of,
    named,
    number,
    several,
    spread,
)
from app.domain.pricebooks.priceable import choices_of, sizes_of
from app.domain.report.report import ArchitectureNote, ComponentNote, ConnectionNote, DecisionNote, Figure, Report
from app.domain.rulebook import Rulebook
from app.words.text import Text

MOST_COMPONENTS = 200
MOST_ZONES = 6
QUANTITY = exact_number(-LARGEST_FIGURE, LARGEST_FIGURE)
Quantity: TypeAlias = Annotated[Amount, Of(spread(QUANTITY))]
"""A quantity in three scenarios, with the digits that are written."""
Fields: TypeAlias = dict[str, Any]
"""Fields of a model, each with its type and its default."""


class ExplainRequest(BriefRequest):
    """A brief, and the decision to explain."""

    decision: str


class DecisionGiven(Request):
    """What a decision came out as: `outcome`, or `outcomes` if it collects them."""

    id: str
    outcome: tuple[str, ...] | None = None
    outcomes: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _has_one_of_both(self) -> Self:
        if (self.outcome is None) == (self.outcomes is None):
            raise PydanticCustomError("one_outcome", "needs either outcome or outcomes")
        return self

    @property
    def chosen(self) -> tuple[str, ...]:
        """The outcomes that it came out as."""
        return self.outcome or self.outcomes or ()


class ComposeRequest(Request):
    """The output of decide."""

    brief: BriefRequest
    decisions: tuple[DecisionGiven, ...]


class ComponentGiven(Request):
    """A component to price: its type, what it carries in a month, and what else its bill depends on."""

    type: str
    id: str = ""
    zones: Decimal | None = None
    size: str = ""
    options: Mapping[str, str] = {}
    load: Mapping[str, Amount] = {}
    first_load: Mapping[str, Amount] = {}
    count: Amount | None = None
    counts: Amount | None = None
    label: Text | None = None


class ConnectionGiven(ConnectionNote, Request):
    """A connection, as compose gives it."""

    load: dict[str, Quantity]


class ComponentsGiven(Request):
    """Components to price, with the region and the architecture-wide settings that hold for all of them."""

    region: str | None = None
    settings: Mapping[str, str] = {}
    components: tuple[ComponentGiven, ...]
    connections: tuple[ConnectionGiven, ...] = ()


@dataclass(frozen=True)
class UsageGiven:
    """Figures of the month: as they were written, and as they were read."""

    written: JsonValue = None
    figures: Mapping[str, Amount] = field(default_factory=dict)


class Accompanied(Request):
    """The brief, the figures of the month and the free allowances that go with components to price."""

    brief: BriefRequest | None = None
    usage: UsageGiven = UsageGiven()
    free_allowances: Literal["on", "off"] | None = None
    region: str | None = None
    settings: Mapping[str, str] = {}


class ListPriced(Accompanied, ComponentsGiven):
    """A bare list of components with given load; `settings` may hold architecture-wide settings."""


class ArchitecturePriced(Accompanied):
    """The output of compose, or of estimate, or a report."""

    architecture: ComponentsGiven


EstimateRequest: TypeAlias = ListPriced | ArchitecturePriced


@dataclass(frozen=True, eq=False)
class Requests:
    """Reads every request by its model; InvalidBrief names every faulty field."""

    rulebook: Rulebook

    def brief(self, document: object) -> Brief:
        """Read a brief: answers, pins and usage, all optional."""
        return read_as(self.rulebook.brief_request, document).brief()

    def explain(self, document: object) -> ExplainRequest:
        """Read a brief and the decision to explain."""
        return read_as(self.explained, document)

    def compose(self, document: object) -> ComposeRequest:
        """Read decisions to compose."""
        return read_as(self.composed, document)

    def estimate(self, document: object) -> EstimateRequest:
        """Read an architecture or a bare list of components to price."""
        if isinstance(document, Mapping) and "architecture" in document:
            return read_as(self.architecture_priced, document)
        return read_as(self.list_priced, document)

    @cached_property
    def explained(self) -> type[ExplainRequest]:
        """The model of what explain takes."""
        decision = Annotated[str, Of(name_of([*self.rulebook.decisions]))]
        bases: tuple[Any, ...] = (self.rulebook.brief_request, ExplainRequest)
        return create_model("Explained", __base__=bases, decision=(decision, ...))

    @cached_property
    def composed(self) -> type[ComposeRequest]:
        """The model of what compose takes."""
        brief = self.rulebook.brief_request
        listed = several(_decision(self.rulebook), len(self.rulebook.decisions), partial(_each_decision, self.rulebook))
        return create_model(
            "Decided",
            __base__=ComposeRequest,
            **unread(ComposeRequest, Decisions),
            brief=(brief, brief()),
            decisions=(listed, ...),
        )

    @cached_property
    def list_priced(self) -> type[ListPriced]:
        """The model of a bare list that estimate takes."""
        fields = {**unread(ListPriced, ArchitectureNote), **self._accompanying, **self._components}
        return create_model("ComponentList", __base__=ListPriced, **fields)

    @cached_property
    def architecture_priced(self) -> type[ArchitecturePriced]:
        """The model of an architecture that estimate takes."""
        fields = {**unread(ComponentsGiven, ArchitectureNote), **self._components}
        inner = create_model("ArchitectureGiven", __base__=ComponentsGiven, **fields)
        fields = {**unread(ArchitecturePriced, Report, Priced), **self._accompanying, "architecture": (inner, ...)}
        return create_model("Composed", __base__=ArchitecturePriced, **fields)

    @cached_property
    def _components(self) -> Fields:
        """The fields of a list of components."""
        listed = several(_component(self.rulebook), MOST_COMPONENTS, partial(_each_type, self.rulebook))
        return {"region": self._region, "settings": self._settings, "components": (listed, ...)}

    @cached_property
    def _accompanying(self) -> Fields:
        """The fields beside a list of components."""
        usage = Annotated[UsageGiven, Of(_usage(self.rulebook.figure_names)), Described(_also_listed)]
        brief = (self.rulebook.brief_request | None, None)
        return {"brief": brief, "usage": (usage, UsageGiven()), "region": self._region, "settings": self._settings}

    @property
    def _region(self) -> tuple[Any, Any]:
        region = name_of([*self.rulebook.regions, GLOBAL])
        return Annotated[str, Of(region)], None

    @property
    def _settings(self) -> tuple[Any, Any]:
        written = schemas.str_schema(coerce_numbers_to_str=True)
        figure, zones = (
            schemas.no_info_after_validator_function(str, number(Decimal(least), most, whole=True))
            for least, most in ((0, LARGEST_FIGURE), (1, Decimal(MOST_ZONES)))
        )
        # Formulas read a setting that stands at a number.
        usual = self.rulebook.roles.settings
        kinds = {name: figure if value.isdecimal() else written for name, value in usual.items()} | {"zones": zones}
        return Annotated[dict[str, str], Of(named(kinds))], {}


def unread(base: type[BaseModel], *documents: type[BaseModel]) -> Fields:
    """The fields of documents that a request does not read but takes along."""
    names = dict.fromkeys(name for document in documents for name in document.model_fields)
    return {name: (Any, Field(default=None, description="not read")) for name in names if name not in base.model_fields}


def _decision(rulebook: Rulebook) -> type[DecisionGiven]:
    pins = {name: SchemaValidator(decision.pins) for name, decision in rulebook.decisions.items()}

    def outcomes(given: object, info: ValidationInfo) -> object:
        """What the decision can be pinned to."""
        decision = info.data.get("id")
        return None if given is None or decision is None else pins[decision].validate_python(given)

    outcome = Annotated[Any, PlainValidator(outcomes, json_schema_input_type=Any)]
    return create_model(
        "DecisionGiven",
        __base__=DecisionGiven,
        **unread(DecisionGiven, DecisionNote),
        id=(Annotated[str, Of(name_of([*rulebook.decisions]))], ...),
        outcome=(outcome, None),
        outcomes=(outcome, None),
    )


def _component(rulebook: Rulebook) -> type[ComponentGiven]:
    load = Annotated[dict[str, Amount], Of(named(dict.fromkeys(rulebook.roles.loads, amount())))]
    count = Annotated[Amount | None, Of(schemas.nullable_schema(amount()))]
    zones = schemas.nullable_schema(number(Decimal(1), Decimal(MOST_ZONES), whole=True))

    def sized(size: str, info: ValidationInfo) -> str:
        """A size of the type; none is needed where one is chosen."""
        found = rulebook.components.get(info.data.get("type", ""))
        if found is None or (not size and not found.needs_size) or (found.size and found.size.numbers_of(size)):
            return size
        sizes = sizes_of(rulebook, found)
        if sizes and size not in sizes:
            raise PydanticCustomError("choice", "no size of this type", {"names": sizes})
        return size

    def chosen(given: object, info: ValidationInfo) -> object:
        """Options of the type, each with a value that it can have."""
        found = rulebook.components.get(info.data.get("type", ""))
        return SchemaValidator(_choices(rulebook, found)).validate_python(given) if found else {}

    return create_model(
        "ComponentGiven",
        __base__=ComponentGiven,
        **unread(ComponentGiven, ComponentNote),
        type=(Annotated[str, Of(name_of([*rulebook.components]))], ...),
        size=(Annotated[str, AfterValidator(sized), Field(validate_default=True)], ""),
        options=(Annotated[Any, PlainValidator(chosen, json_schema_input_type=dict[str, str] | None)], {}),
        zones=(Annotated[Decimal | None, Of(zones)], None),
        load=(load, {}),
        first_load=(load, {}),
        count=(count, None),
        counts=(count, None),
    )


def _choices(rulebook: Rulebook, found: ComponentType) -> CoreSchema:
    return named({name: name_of(values) for name, values in choices_of(rulebook, found).items()})


def _usage(figures: Sequence[str]) -> CoreSchema:
    """Figures by name, also as the list that compose gives."""
    section = named(dict.fromkeys(figures, amount()))
    return schemas.no_info_wrap_validator_function(_usage_given, section)


def _usage_given(written: JsonValue, read: schemas.ValidatorFunctionWrapHandler) -> UsageGiven:
    figures: object = written
    if isinstance(written, list) and all(
        isinstance(item, dict) and isinstance(item.get("id"), str) for item in written
    ):
        beside = Figure.model_fields.keys() - {"low", "typical", "high"}
        figures = {
            item["id"]: {name: part for name, part in item.items() if name not in beside}
            for item in written
            if isinstance(item, dict)
        }
    return UsageGiven(written, read(figures))


def _each_decision(rulebook: Rulebook, told: JsonSchemaValue) -> JsonSchemaValue:
    """Which outcomes each decision can have, for OpenAPI."""
    either = []
    for name, decision in rulebook.decisions.items():
        given, other = ("outcomes", "outcome") if decision.collects else ("outcome", "outcomes")
        pins = RequestSchema().generate_inner(decision.pins)
        own = {"id": {"const": name}, given: pins, other: {"type": "null"}}
        either.append({"properties": own, "required": ["id", given]})
    return {**told, "anyOf": either}


def _each_type(rulebook: Rulebook, told: JsonSchemaValue) -> JsonSchemaValue:
    """Which sizes and options each type of component can have, for OpenAPI."""
    either, plain = [], []
    for name, found in rulebook.components.items():
        sizes, choices = sizes_of(rulebook, found), _choices(rulebook, found)
        if not sizes and not choices_of(rulebook, found):
            plain.append(name)
            continue
        own = {"type": {"const": name}, "options": RequestSchema().generate_inner(choices)}
        if sizes:
            own["size"] = {"enum": [*sizes] if found.needs_size else ["", *sizes]}
        either.append({"properties": own, "required": ["type", *(["size"] if found.needs_size else [])]})
    alone = {"type": {"enum": plain}, "options": {"type": ["object", "null"], "maxProperties": 0}}
    return {**told, "anyOf": [{"properties": alone}, *either]}


def _also_listed(told: JsonSchemaValue) -> JsonSchemaValue:
    """The list that compose gives, besides what is told, for OpenAPI."""
    section = told["anyOf"][0]
    figure = section["additionalProperties"]["anyOf"][0]
    beside = Figure.model_fields.keys() - {"id", "low", "typical", "high"}
    item = {
        "type": "object",
        "properties": {
            "id": section["propertyNames"],
            **dict.fromkeys(("low", "typical", "high"), figure),
            **{name: {} for name in sorted(beside)},
        },
        "required": ["id", "low", "typical", "high"],
        "additionalProperties": False,
    }
    return {"anyOf": [*told["anyOf"], {"type": "array", "items": item}]}
