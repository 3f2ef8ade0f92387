"""What pydantic finds wrong with a request, told in one sentence for every faulty field, in English and Korean.

A fault names the values that are possible and the one nearest to what was written; every sentence is short, however
much was sent.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.errors import FieldProblem, InvalidBrief

MOST_PROBLEMS: Final = 100
"""Most faulty fields that are told one by one."""
MOST_NAMED: Final = 12
"""Most names that a sentence lists."""
MOST_LETTERS: Final = 60
"""Most letters of what was written that a sentence or the name of a field repeats."""
LIKE: Final = 0.7
"""How alike two names are from which on one may have been meant for the other; 1 is the same."""
SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "unknown": ("is not known{near}; known are: {names}", "알 수 없는 이름입니다{near}. 쓸 수 있는 이름: {names}"),
    "unknown_here": ("is not known here", "여기에는 쓸 수 없는 이름입니다"),
    "choice": (
        "{said}is not possible{near}; choose one of: {names}",
        "쓸 수 없는 값입니다{said}{near}. 다음 중 하나를 골라 주십시오: {names}",
    ),
    "choices": (
        "{said}is not possible{near}; choose from: {names}",
        "쓸 수 없는 값입니다{said}{near}. 다음 중에서 골라 주십시오: {names}",
    ),
    "no_number": ("{said}is not a number; {wanted}", "숫자가 아닙니다{said}. {wanted}"),
    "not_whole": ("{said}is not a whole number; {wanted}", "정수가 아닙니다{said}. {wanted}"),
    "out_of_range": ("{said}is out of range; {wanted}", "범위를 벗어난 값입니다{said}. {wanted}"),
    "wanted": ("write a number from {least} to {most}", "{least}에서 {most} 사이의 수를 적어 주십시오"),
    "wanted_whole": ("write a whole number from {least} to {most}", "{least}에서 {most} 사이의 정수를 적어 주십시오"),
    "amount": (
        "write a number from 0 to {most}, or an object with low, typical and high",
        "0에서 {most} 사이의 수를 적거나 low, typical, high 값을 담은 객체를 적어 주십시오",
    ),
    "object": ("write an object with {names}", "다음 항목을 담은 객체를 적어 주십시오: {names}"),
    "any_object": ("write an object: {{name: value}}", "{{이름: 값}} 형식의 객체를 적어 주십시오"),
    "list": ("write a list", "목록을 적어 주십시오"),
    "text": ("write text", "문자열을 적어 주십시오"),
    "plain_number": ("write a number", "숫자를 적어 주십시오"),
    "whole_number": ("write a whole number", "정수를 적어 주십시오"),
    "missing": ("is missing", "빠진 항목입니다. 값을 적어 주십시오"),
    "too_long": ("holds too many entries; at most {max_length} are accepted", "항목은 {max_length}개까지 받습니다"),
    "too_short": ("holds too few entries; at least {min_length} needed", "항목이 {min_length}개 이상 있어야 합니다"),
    "string_too_long": ("has more than {max_length} letters", "{max_length}자를 넘습니다"),
    "string_too_short": ("has too few letters; at least {min_length} needed", "{min_length}자 이상이어야 합니다"),
    "greater_than_equal": ("is too small; at least {ge}", "너무 작습니다. {ge} 이상이어야 합니다"),
    "less_than_equal": ("is too large; at most {le}", "너무 큽니다. {le} 이하여야 합니다"),
    "near": (" (did you mean `{name}`?)", "(가장 비슷한 이름: {name})"),
    "more": (" and {count} more", " 외 {count}개"),
    "more_problems": ("{count} more fields are faulty", "잘못된 항목이 {count}개 더 있습니다"),
    "other": ("cannot be used", "쓸 수 없는 값입니다"),
}
"""For each kind of fault, and each part of a sentence, the words in English and Korean."""
PYDANTIC: Final[Mapping[str, str]] = {
    "extra_forbidden": "unknown_here",
    **dict.fromkeys(
        ("model_type", "dict_type", "mapping_type", "dataclass_type", "model_attributes_type"), "any_object"
    ),
    **dict.fromkeys(("list_type", "tuple_type"), "list"),
    **dict.fromkeys(("string_type", "string_sub_type"), "text"),
    **dict.fromkeys(("decimal_type", "decimal_parsing", "finite_number"), "plain_number"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), "whole_number"),
}
"""Which kind each fault of pydantic's own is, where its name says something else."""
Model = TypeVar("Model", bound=BaseModel)
Told = Mapping[str, Any]


def read_as(model: type[Model], document: object) -> Model:
    """Read a document as a request; InvalidBrief names every faulty field."""
    try:
        return model.model_validate(document)
    except ValidationError as fault:
        raise InvalidBrief(problems_of(fault.errors(include_url=False))) from None


def problems_of(errors: Sequence[ErrorDetails]) -> tuple[FieldProblem, ...]:
    """Every faulty field by its path with what is wrong; the last one counts those that are too many to be told."""
    told = [_problem(error) for error in errors[:MOST_PROBLEMS]]
    rest = len(errors) - len(told)
    return (*told, *([FieldProblem("", *_words("more_problems", count=rest))] if rest else ()))


def _problem(error: ErrorDetails) -> FieldProblem:
    field = ".".join(_clipped(str(step)) for step in error["loc"])
    kind, told, given = error["type"], error.get("ctx", {}), error["input"]
    if kind == "literal_error":
        kind, told = "choice", {"names": re.findall("'([^']*)'", told["expected"])}
    if kind == "unknown":
        given = error["loc"][-1]
    if "names" in told:
        return FieldProblem(field, *_of_names(kind, tuple(told["names"]), given))
    if kind == "number":
        return FieldProblem(field, *_of_number(told, given))
    values = {name: f"{value:,f}" if isinstance(value, Decimal) else value for name, value in told.items()}
    return FieldProblem(field, *_words(PYDANTIC.get(kind, kind), **values))


def _words(kind: str, **values: object) -> tuple[str, str]:
    english, korean = SENTENCES.get(kind, SENTENCES["other"])
    return english.format(**values), korean.format(**values)


def _both(kind: str, english: Told, korean: Told) -> tuple[str, str]:
    """A sentence whose values are words themselves, in each language."""
    return SENTENCES[kind][0].format(**english), SENTENCES[kind][1].format(**korean)


def _of_names(kind: str, names: tuple[str, ...], given: object) -> tuple[str, str]:
    listed, listed_korean = _listed(names)
    written = _written(given)
    unknown = [name for name in written if name not in names]
    nearest = [near for name in unknown[:1] for near in get_close_matches(name, names, 1, LIKE)]
    near, near_korean = _words("near", name=nearest[0]) if nearest else ("", "")
    said, said_korean = _said(", ".join(unknown or written))
    return _both(
        kind,
        {"names": listed, "near": near, "said": said},
        {"names": listed_korean, "near": near_korean, "said": said_korean},
    )


def _of_number(told: Told, given: object) -> tuple[str, str]:
    written = ", ".join(_written(given))
    try:
        number = Decimal(written.replace(",", "").replace("_", ""))
        kind = "out_of_range" if not told["at_least"] <= number <= told["at_most"] else "not_whole"
    except ArithmeticError:
        kind = "no_number"
    said, said_korean = _said(written)
    least, most = (f"{told[name]:,f}" for name in ("at_least", "at_most"))
    wanted, wanted_korean = _words("wanted_whole" if told["whole"] else "wanted", least=least, most=most)
    return _both(kind, {"said": said, "wanted": wanted}, {"said": said_korean, "wanted": wanted_korean})


def _listed(names: tuple[str, ...]) -> tuple[str, str]:
    some, rest = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    more, more_korean = _words("more", count=rest) if rest > 0 else ("", "")
    return some + more, some + more_korean


def _written(given: object) -> list[str]:
    """What was written, as far as a sentence can repeat it."""
    if isinstance(given, list | tuple):
        return [_clipped(item) for item in given[:MOST_NAMED] if isinstance(item, str)]
    if isinstance(given, bool):
        return [str(given).lower()]
    return [_clipped(str(given))] if isinstance(given, str | int | float | Decimal) and given != "" else []


def _said(written: str) -> tuple[str, str]:
    return (f"{_clipped(written)} ", f": {_clipped(written)}") if written else ("this ", "")


def _clipped(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"
