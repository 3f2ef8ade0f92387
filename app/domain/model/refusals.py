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

from app.domain.model.requests import MOST_PROBLEMS, read_number
from app.errors import FieldProblem, InvalidBrief
from app.words.catalogue import WORDS, said
from app.words.text import Text

MOST_NAMED: Final = 12
"""Most names that a sentence lists."""
MOST_LETTERS: Final = 60
"""Most letters of what was written that a sentence or the name of a field repeats."""
LIKE: Final = 0.7
"""How alike two names are from which on one may have been meant for the other; 1 is the same."""
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
LIMITS: Final = ("max_length", "min_length", "ge", "le", "most")
"""What a sentence tells of the limits that pydantic names."""
_TEST: Final = re.compile(r"^\s*(?:not|has|lacks|only|any of|one of)\b|[<>=\[\]~/]|\.\.|\bor\b|\band\b|\d\s*-\s*\d")
"""What tells a test from a plain value."""
Model = TypeVar("Model", bound=BaseModel)


def read_as(model: type[Model], document: object) -> Model:
    """Read a document as a request; InvalidBrief names every faulty field."""
    try:
        return model.model_validate(document)
    except ValidationError as fault:
        raise InvalidBrief(problems_of(fault.errors(include_url=False))) from None


def problems_of(errors: Sequence[ErrorDetails]) -> tuple[FieldProblem, ...]:
    """Every faulty field by its path with what is wrong; the last one says if there are too many to be told."""
    told = [_problem(error) for error in errors[:MOST_PROBLEMS]]
    return (*told, *([FieldProblem("", said("refused.more_problems"))] if len(errors) > len(told) else ()))


def _problem(error: ErrorDetails) -> FieldProblem:
    return FieldProblem(".".join(clipped(str(step)) for step in error["loc"]), sentence_of(error))


def sentence_of(error: ErrorDetails) -> Text:
    """What is wrong with one field."""
    kind, told, given = error["type"], error.get("ctx", {}), error["input"]
    if kind == "literal_error":
        kind, told = "choice", {"names": re.findall("'([^']*)'", told["expected"])}
    if "names" in told:
        written = error["loc"][-1] if kind == "unknown" else given
        return _of_names(kind, tuple(told["names"]), written, told)
    if kind == "number":
        return _of_number(told, given)
    key = f"refused.{PYDANTIC.get(kind, kind)}"
    return said(key if key in WORDS else "refused.other", **{name: told[name] for name in LIMITS if name in told})


def _of_names(kind: str, names: tuple[str, ...], given: object, told: Mapping[str, Any]) -> Text:
    written, alone = _written(given), told.get("alone", ())
    if told.get("tests") and any(map(_TEST.search, written)):
        return said(f"refused.test_{kind}", names=_listed(names), given=_given(" ".join(written)), first=names[0])
    unknown = [name for name in written if name not in names]
    apart = [name for name in written if name in alone] if not unknown else []
    if len(written) > 1 and apart:
        return said("refused.alone", name=apart[0])
    nearest = [near for name in unknown[:1] for near in get_close_matches(name, names, 1, LIKE)]
    near = said("refused.near", name=nearest[0]) if nearest else ""
    return said(f"refused.{kind}", names=_listed(names), near=near, given=_given(", ".join(unknown or written)))


def _of_number(told: Mapping[str, Any], given: object) -> Text:
    written = ", ".join(_written(given))
    number = read_number(given)
    if number is None:
        kind = "test_number" if told.get("tests") and _TEST.search(written) else "no_number"
    else:
        kind = "not_whole" if told["at_least"] <= number <= told["at_most"] else "out_of_range"
    wanted = "refused.wanted_whole" if told["whole"] else "refused.wanted"
    limits = said(wanted, least=told["at_least"], most=told["at_most"])
    return said(f"refused.{kind}", given=_given(written), wanted=limits)


def _listed(names: tuple[str, ...]) -> str | Text:
    some, rest = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    return said("refused.more", names=some, count=rest) if rest > 0 else some


def _written(given: object) -> list[str]:
    """What was written, as far as a sentence can repeat it."""
    if isinstance(given, list | tuple):
        return [clipped(item) for item in given[:MOST_NAMED] if isinstance(item, str)]
    if isinstance(given, bool):
        return [str(given).lower()]
    return [clipped(str(given))] if isinstance(given, str | int | float | Decimal) and given != "" else []


def _given(written: str) -> Text:
    return said("refused.given", written=clipped(written)) if written else said("refused.not_told")


def clipped(text: str) -> str:
    """What was written, as far as a sentence repeats it."""
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"
