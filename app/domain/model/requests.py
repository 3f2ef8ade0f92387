"""What a request may hold, as pydantic schemas made with the names of a rulebook; OpenAPI comes from the same schemas.

Lenient where people write one thing in several ways; whatever cannot be is refused at its own field.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import GenericAlias
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, ErrorDetails, InitErrorDetails, PydanticCustomError
from pydantic_core import core_schema as schemas

from app.domain.model.architecture import Amount
from app.domain.model.expressions import plain

NONE_OF_THESE = "none_of_these"
NONE = "none"
"""The name that stands for the empty set where it is among those that stand alone."""
LARGEST_FIGURE = Decimal(10) ** 15
LONGEST_NUMBER = 60
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
MOST_PROBLEMS = 100
"""Most faulty fields that are told one by one."""
Read = TypeVar("Read")


class Request(BaseModel):
    """What somebody sends: frozen; an unknown name is refused together with the names that are known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="wrap")
    @classmethod
    def _naming_what_it_takes(cls, given: object, read: ModelWrapValidatorHandler[Self]) -> Self:
        return _naming(lambda: cls.model_fields, given, read)


@dataclass(frozen=True, eq=False, repr=False)
class Of:
    """An annotation: the value is read by this schema, and written as its type says."""

    schema: CoreSchema

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The schema, then that of the type for what it gives."""
        return schemas.chain_schema([self.schema, handler(source)])


@dataclass(frozen=True, eq=False, repr=False)
class Described:
    """An annotation: OpenAPI says this of a value, given what it says of its type."""

    tell: Callable[[JsonSchemaValue], JsonSchemaValue]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The description of the type, and what is added to it."""
        return self.tell(handler(core))


@dataclass(frozen=True)
class AtMost:
    """An annotation of a list: how many entries it may have, which is found out before any of them is read."""

    entries: int

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The schema of the list behind a look at its length."""
        return schemas.no_info_before_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The description of the list with its length."""
        return {**handler(core), "maxItems": self.entries}

    def _checked(self, given: object) -> object:
        if isinstance(given, list) and len(given) > self.entries:
            raise PydanticCustomError("too_long", "too long", {"max_length": self.entries})
        return given


def several(model: type[BaseModel], most: int, tell: Callable[[JsonSchemaValue], JsonSchemaValue]) -> Any:  # noqa: ANN401
    """The type of a tuple of one model or more, each described so."""
    annotated: Any = Annotated
    items = GenericAlias(tuple, (annotated[model, Described(tell)], ...))
    marks = (AfterValidator(_not_empty), AtMost(most), Described(lambda told: {**told, "minItems": 1}))
    return annotated[items, *marks]


def _not_empty(items: tuple[object, ...]) -> tuple[object, ...]:
    # Not by min_length of the tuple, which counts only the items that are sound.
    if not items:
        raise PydanticCustomError("too_short", "at least one", {"min_length": 1})
    return items


def refused(schema: CoreSchema, kind: str, **told: object) -> CoreSchema:
    """The same schema, but all that is wrong with a value is one fault of this kind; `told` is for its message."""
    return schemas.custom_error_schema(schema, kind, custom_error_message=kind, custom_error_context=told)


def first_of(choices: Sequence[CoreSchema]) -> CoreSchema:
    """What the first fitting schema reads."""
    return schemas.union_schema([*choices], mode="left_to_right")


def name_of(names: Sequence[str]) -> CoreSchema:
    """One of the names."""
    return refused(schemas.literal_schema([*names]), "choice", names=tuple(names))


def one_of(names: Sequence[str]) -> CoreSchema:
    """One of the names, also as a list of one; gives the name."""
    alone = schemas.list_schema(schemas.literal_schema([*names]), min_length=1, max_length=1)
    return schemas.no_info_after_validator_function(_one, first_of([*_spoken(names), alone]))


def some_of(names: Sequence[str], alone: Collection[str] = ()) -> CoreSchema:
    """A list of the names, one name, or `none_of_these`, alone or in a list; gives each name once.

    A name in `alone` has no other beside it.
    """
    together = [name for name in names if name not in alone]
    forms = [schemas.list_schema(schemas.literal_schema(together))]
    forms += [schemas.list_schema(schemas.literal_schema([*alone]), min_length=1, max_length=1)] if alone else []

    def some(raw: object) -> tuple[object, ...]:
        given = tuple(dict.fromkeys(raw if isinstance(raw, list) else [_one(raw)]))
        return given if given not in ((), (NONE_OF_THESE,)) else tuple({NONE}.intersection(alone))

    read = first_of([*forms, *_spoken(names), one_of([NONE_OF_THESE])])
    return schemas.no_info_after_validator_function(some, read)


def pinned(names: Sequence[str], *, several: bool) -> CoreSchema:
    """One outcome among the names, or `several`; gives a tuple."""
    read = some_of(names) if several else schemas.no_info_after_validator_function(_alone, one_of(names))
    return refused(read, "choices" if several else "choice", names=names)


def number(at_least: Decimal, at_most: Decimal, *, whole: bool = False) -> CoreSchema:
    """A number as such or written as text, where commas and underscores may stand; gives a plain Decimal."""
    inner = schemas.decimal_schema(ge=at_least, le=at_most, multiple_of=Decimal(1) if whole else None)
    read = schemas.no_info_before_validator_function(read_number, inner)
    return refused(read, "number", at_least=at_least, at_most=at_most, whole=whole)


def exact_number(at_least: Decimal, at_most: Decimal) -> CoreSchema:
    """A number with the digits that are written."""
    read = schemas.decimal_schema(ge=at_least, le=at_most)
    return refused(read, "number", at_least=at_least, at_most=at_most, whole=False)


def spread(figure: CoreSchema) -> CoreSchema:
    """A figure for each scenario: {low, typical, high}; gives an Amount."""
    each = {name: schemas.typed_dict_field(figure) for name in ("low", "typical", "high")}
    read = schemas.typed_dict_schema(each, extra_behavior="forbid")
    return schemas.no_info_after_validator_function(lambda given: Amount(**given), read)


def amount() -> CoreSchema:
    """A figure from 0 for all scenarios, or one for each; gives an Amount."""
    figure = number(Decimal(0), LARGEST_FIGURE)
    exact = schemas.no_info_after_validator_function(Amount.of, figure)
    return refused(first_of([exact, spread(figure)]), "amount", most=LARGEST_FIGURE)


def named(kinds: Mapping[str, CoreSchema]) -> CoreSchema:
    """An object with some of these names, each with a value of its own kind; keeps the order in which it is written."""
    fields = {name: schemas.typed_dict_field(kind, required=False) for name, kind in kinds.items()}
    section = schemas.nullable_schema(schemas.typed_dict_schema(fields, extra_behavior="forbid"))

    def in_order(given: object, read: schemas.ValidatorFunctionWrapHandler) -> dict[str, Any]:
        values: dict[str, Any] = _naming(lambda: kinds, given, read) or {}
        return {name: values[name] for name in given} if isinstance(given, Mapping) else values

    return schemas.no_info_wrap_validator_function(in_order, section)


def read_number(raw: object) -> Decimal | None:
    """A finite number of at most 60 characters from text or a JSON number; None when it is not one."""
    text = str(raw).strip().replace("_", "")
    if isinstance(raw, bool) or not text or len(text) > LONGEST_NUMBER:
        return None
    if "," in text:  # only between groups of three digits: elsewhere it may be meant as a decimal point
        text = text.replace(",", "") if _GROUPED.fullmatch(text) else ""
    try:
        found = Decimal(text)
    except ArithmeticError:
        return None
    # 1e999999999 is short as text and would be a gigabyte once it is written out.
    exponent = found.as_tuple().exponent
    return plain(found) if isinstance(exponent, int) and abs(exponent) <= LONGEST_NUMBER else None


def _spoken(names: Sequence[str]) -> list[CoreSchema]:
    """One of the names; yes and no also as truth values."""
    truth = [schemas.bool_schema(strict=True)] if {"yes", "no"} <= set(names) else []
    return [schemas.literal_schema([*names]), *truth]


def _one(raw: object) -> object:
    given = raw[0] if isinstance(raw, list) else raw
    return {True: "yes", False: "no"}[given] if isinstance(given, bool) else given


def _alone(name: object) -> tuple[object]:
    return (name,)


def _naming(names: Callable[[], Collection[str]], given: object, read: Callable[[object], Read]) -> Read:
    """Read an object; its faults come in the order in which it is written, and tell which names it takes."""
    written = given if isinstance(given, Mapping) else {}
    if len(written) > MOST_PROBLEMS and len(written) > MOST_PROBLEMS + len(names()):
        raise PydanticCustomError("too_long", "too many names", {"max_length": len(names())})
    try:
        return read(given)
    except ValidationError as fault:
        known, place = tuple(names()), {name: index for index, name in enumerate(written)}
        found = fault.errors(include_url=False)
        found.sort(key=lambda error: place.get(error["loc"][0], -1) if error["loc"] else -1)
        # One more than is told stands for all others: a long document of faults is not carried from level to level.
        details = [_detail(error, known) for error in found[: MOST_PROBLEMS + 1]]
        raise ValidationError.from_exception_data(fault.title, details) from None


def _detail(error: ErrorDetails, names: tuple[str, ...]) -> InitErrorDetails:
    kind, told = error["type"], error.get("ctx")
    if kind == "extra_forbidden" and len(error["loc"]) == 1:
        kind, told = "unknown", {"names": names}
    if kind in ("model_type", "dict_type") and not error["loc"]:
        kind, told = "object", {"names": names}
    return {"type": PydanticCustomError(kind, error["msg"], told), "loc": error["loc"], "input": error["input"]}


class RequestSchema(GenerateJsonSchema):
    """JSON Schema of requests: a number may be written as text, an answer is titled with its question."""

    def custom_error_schema(self, schema: schemas.CustomErrorSchema) -> JsonSchemaValue:
        """The schema inside, with the title that goes with it."""
        title = schema.get("custom_error_context", {}).get("title")
        return self.generate_inner(schema["schema"]) | ({"title": title} if title else {})

    def union_schema(self, schema: schemas.UnionSchema) -> JsonSchemaValue:
        """One of several forms, each told once; that one value may also stand in a list alone is not told."""
        told = super().union_schema(schema)
        forms = [form for form in told.get("anyOf", []) if form.get("maxItems") != 1]
        return {**told, "anyOf": forms} if len(forms) > 1 else forms[0] if forms else told

    def function_plain_schema(self, schema: schemas.PlainValidatorFunctionSchema) -> JsonSchemaValue:
        """What the schema says of itself, for its function tells nothing."""
        told: JsonSchemaValue | None = schema.get("metadata", {}).get("told")
        return super().function_plain_schema(schema) if told is None else told

    def typed_dict_schema(self, schema: schemas.TypedDictSchema) -> JsonSchemaValue:
        """An object; where every name takes the same kind of value, that kind is told once."""
        names, fields = [*schema["fields"]], [*schema["fields"].values()]
        if len(fields) < 2 or fields[0].get("required", True) or any(field != fields[0] for field in fields):
            return super().typed_dict_schema(schema)
        kind = self.generate_inner(fields[0]["schema"])
        return {"type": "object", "propertyNames": {"enum": names}, "additionalProperties": kind}

    def decimal_schema(self, schema: schemas.DecimalSchema) -> JsonSchemaValue:
        """A number in its range, or its digits as text."""
        least, most = schema.get("ge", -LARGEST_FIGURE), schema.get("le", LARGEST_FIGURE)
        return _number(least, most, whole="multiple_of" in schema)


def _number(least: Decimal, most: Decimal, *, whole: bool) -> JsonSchemaValue:
    plainly = int if whole else float
    either: list[JsonSchemaValue] = [
        {"type": "integer" if whole else "number", "minimum": plainly(least), "maximum": plainly(most)}
    ]
    digits = len(str(int(most))) - 1
    if least <= 0 and digits:
        sign, fraction = "-?" if least < 0 else "", "" if whole else r"(\.[0-9]{1,9})?"
        either.append({"type": "string", "pattern": f"^{sign}[0-9]{{1,{digits}}}{fraction}$"})
    return {"anyOf": either}
