"""A test that was given as an answer, in the words of a reader: "over 15 minutes", "99.9% or 99.99%"."""

from typing import Final

from app.domain.model.expressions import AnyOf, Both, Bound, Condition, Membership, Not, OneOf, Test
from app.domain.model.inputs import Input
from app.words.catalogue import said
from app.words.text import Text

_COMPARED: Final = {">": "over", ">=": "at_least", "<": "under", "<=": "at_most", "=": "exactly"}


def restriction_words(item: Input, test: Test) -> Text:
    """A test over an input in words; the words of a band if it is one."""
    band = item.band_of(test)
    return band.label if band else _words(item, test.condition)


def _words(item: Input, condition: Condition) -> Text:
    match condition:
        case Bound(operator, limit):
            return said(f"test.{_COMPARED[operator]}", number=item.words(limit))
        case OneOf(values):
            return _joined("test.or", [item.words(value) for value in item.value_ids if value in values])
        case Membership(operator, member):
            return said(f"test.{operator}", words=item.words(member) if member else "")
        case Not(inner):
            return said("test.not", words=_words(item, inner))
        case Both(left, right):
            return _joined("test.and", [_words(item, left), _words(item, right)])
        case AnyOf(parts):
            return _joined("test.or", [_words(item, part) for part in parts])


def _joined(key: str, texts: list[Text]) -> Text:
    found, *rest = texts
    for text in rest:
        found = said(key, left=found, right=text)
    return found
