"""Showing amounts in another currency beside USD, at a rate that the user gives; reports are stored in USD only."""

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency, format_decimal, list_currencies

from app.domain.model.requests import read_number
from app.errors import FieldProblem, InvalidBrief
from app.words.catalogue import said
from app.words.text import Language

CURRENCY, RATE = "currency", "rate"
LARGEST_RATE = Decimal(10) ** 9


@dataclass(frozen=True)
class Display:
    """A currency by its ISO 4217 code, and its rate: units of it for 1 USD."""

    code: str
    rate: Decimal

    def money(self, usd: Decimal, language: Language) -> str:
        """An amount in USD, converted and formatted for a language."""
        return format_currency(self.converted(usd), self.code, locale=language)

    def converted(self, usd: Decimal) -> Decimal:
        """An amount in USD, converted, not rounded."""
        return usd * self.rate

    def rate_words(self, language: Language) -> str:
        """The rate formatted for a language with all its digits."""
        return format_decimal(self.rate, locale=language, decimal_quantization=False)


def read_display(code: str, rate: str) -> Display | None:
    """Parse a currency code and its rate; None if both are empty, InvalidBrief if one is missing or wrong."""
    if not code and not rate:
        return None
    currency, number, problems = code.upper(), read_number(rate), []
    if currency not in list_currencies():
        problems.append(FieldProblem(CURRENCY, said("fault.currency")))
    if number is None or not 0 < number <= LARGEST_RATE:
        problems.append(FieldProblem(RATE, said("fault.rate", most=LARGEST_RATE)))
    if problems or number is None:
        raise InvalidBrief(problems)
    return Display(currency, number)
