"""Looking up sentences: a key and values give a sentence in one language or in both.

Placeholders in braces, as `{region}`, are replaced by values formatted by type: strings unchanged; numbers, money and
dates by the rules of the language. Two special forms cover differences between languages:

- `{n:question|questions}` gives the first words if the language uses the singular for the number `n`, else the second;
- `{:으로}` gives the form of a Korean particle that agrees with the word before it (see particles.py).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Final, TypeAlias

from app.words.catalogues import EVERY
from app.words.figures import Usd, day, dollars, is_one, number
from app.words.particles import particle
from app.words.text import Language, Text

Value: TypeAlias = str | int | Decimal | date | Usd | Text

WORDS: Final[Mapping[str, tuple[str, str]]] = EVERY
"""Every key with its sentence in English and in Korean."""
_parse = Formatter().parse


def words(key: str, language: Language, **values: Value) -> str:
    """The sentence under a key in one language, with its values filled in."""
    return filled(WORDS[key][language == "ko"], language, values)


def said(key: str, **values: Value) -> Text:
    """The sentence under a key in both languages, with its values filled in."""
    english, korean = WORDS[key]
    return Text(en=filled(english, "en", values), ko=filled(korean, "ko", values))


def under(prefix: str) -> dict[str, Text]:
    """Every sentence whose key begins with `prefix.`, by the rest of its key, in order; placeholders are kept."""
    start = f"{prefix}."
    return {key.removeprefix(start): Text(en=en, ko=ko) for key, (en, ko) in WORDS.items() if key.startswith(start)}


def service_name(service: str) -> Text:
    """The name of a service; AWS's proper names stay English, other names are translated."""
    key = f"service.{service}"
    return said(key) if key in WORDS else Text(en=service, ko=service)


def filled(sentence: str, language: Language, values: Mapping[str, Value]) -> str:
    """A sentence with its values and particles filled in; a KeyError names a value that is not given."""
    if "{" not in sentence:
        return sentence
    told = ""
    for literal, name, spec, _ in _parse(sentence):
        told += literal
        if name == "" and spec:
            told += particle(told, spec)
        elif name and spec:
            told += filled(_counted(values[name], spec, language), language, values)
        elif name:
            told += _shown(values[name], language)
    return told


def _counted(count: Value, forms: str, language: Language) -> str:
    if not isinstance(count, int | Decimal):
        raise TypeError(f"{count!r} is not a number, so nothing can be said in the singular or plural of it")
    one, _, others = forms.partition("|")
    return one if is_one(count, language) else others


def _shown(value: Value, language: Language) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, date):
        return day(value, language)
    return dollars(value, language) if isinstance(value, Usd) else number(value, language)
