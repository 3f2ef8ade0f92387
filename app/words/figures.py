"""Formatting numbers, money (USD) and dates for each language by Unicode CLDR (Babel).

Amounts are exact decimals; each is rounded once when it is formatted: half up, but half to even for `Usd`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from app.words.text import Language, Text

WHOLE_FROM: Final = Decimal(100)
"""From this amount on, a quantity or a sum of money is shown without digits after the point."""
_LEAST: Final = Decimal("0.001")
"""The smallest quantity that is written as a number."""
_CENT: Final = Decimal("0.01")
_LOCALES: Final[dict[Language, Locale]] = {"en": Locale.parse("en"), "ko": Locale.parse("ko")}
_MARKS: Final[dict[Language, dict[int, str]]] = {
    language: str.maketrans({",": get_group_symbol(locale), ".": get_decimal_symbol(locale)})
    for language, locale in _LOCALES.items()
}
"""What each language writes between thousands and before decimals; both count in groups of three digits."""
_POWERS: Final[dict[Language, tuple[tuple[int, str], ...]]] = {
    "en": ((12, "T"), (9, "B"), (6, "M"), (3, "K")),
    "ko": ((12, "조"), (8, "억"), (4, "만")),
}


@dataclass(frozen=True)
class Usd:
    """An amount in USD to be formatted with `digits` decimals, rounded half to even."""

    amount: Decimal
    digits: int


def number(amount: Decimal | int, language: Language) -> str:
    """A number with all its digits, at most 28."""
    written = f"{amount.normalize():,f}" if isinstance(amount, Decimal) else f"{amount:,d}"
    return written.translate(_MARKS[language])


def quantity(amount: Decimal, language: Language) -> str:
    """A quantity: rounded to a whole number from 100 on, to at most three decimals below."""
    rounded = amount.quantize(Decimal(1) if amount >= WHOLE_FROM or not amount else _LEAST, ROUND_HALF_UP)
    return f"< {number(_LEAST, language)}" if amount and not rounded else number(rounded, language)


def money(amount: Decimal, language: Language, digits: int | None = None) -> str:
    """An amount in USD with `digits` decimals (0 to 2); by default none from 100 on and for 0, else two."""
    if digits is None:
        digits = 0 if abs(amount) >= WHOLE_FROM or not amount else 2
    rounded = amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    if digits == 2 and not rounded and amount > 0:
        return f"< {_dollars(_CENT, language, 2)}"
    return _dollars(rounded, language, digits)


def dollars(usd: Usd, language: Language) -> str:
    """An amount in USD with its own number of decimals."""
    return _dollars(usd.amount, language, usd.digits)


def money_span(least: Decimal, most: Decimal, language: Language, digits: int | None = None) -> str:
    """Two amounts in USD as a range, or one if both are formatted alike."""
    low, high = money(least, language, digits), money(most, language, digits)
    return low if low == high else span(low, high, language)


def price(amount: Decimal, language: Language) -> str:
    """A unit price in USD with all its digits."""
    return f"${number(amount, language)}"


def percent(amount: Decimal, language: Language) -> str:
    """A difference in whole percent with its sign (a minus sign, not a hyphen; ± for 0)."""
    rounded = amount.quantize(Decimal(1), ROUND_HALF_UP)
    sign = "±" if not rounded else "+" if rounded > 0 else "−"
    return f"{sign}{number(abs(rounded), language)}%"


def span(low: str, high: str, language: Language) -> str:
    """A range between two formatted ends."""
    return f"{low}~{high}" if language == "ko" else f"{low}–{high}"


def day(when: date, language: Language) -> str:
    """A date in the long form of the language."""
    return format_date(when, "long", locale=_LOCALES[language])


def is_one(amount: Decimal | int, language: Language) -> bool:
    """Whether the language uses the singular for this number; never in Korean."""
    rule = _LOCALES[language].plural_form
    return bool(rule.tags) and rule(amount) == "one"


def compact(amount: Decimal) -> Text:
    """A large number in short form, with three significant digits: 1.5M, 150만."""
    return Text(en=_compact(amount, "en"), ko=_compact(amount, "ko"))


def _compact(amount: Decimal, language: Language) -> str:
    powers: Iterable[tuple[int, str]] = _POWERS[language]
    for power, unit in powers:
        if amount >= Decimal(10) ** power:
            scaled = amount / Decimal(10) ** power
            return number(round(scaled, max(0, 2 - scaled.adjusted())), language) + unit
    return number(round(amount, 2), language)


def _dollars(amount: Decimal, language: Language, digits: int) -> str:
    return f"${amount:,.{digits}f}".translate(_MARKS[language])
