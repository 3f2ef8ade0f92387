"""Every error raised on purpose: a fact, with a message fit for the user in English and Korean."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from app.words.catalogue import said
from app.words.text import Language, Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a rule file, printed as `file:line: message`; line 0 stands for the file as a whole."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One faulty field of what the user sent, named by its path, such as `answers.users`."""

    field: str
    told: Text

    def text(self, language: Language) -> str:
        """What is wrong with the field, in a language."""
        return self.told.in_language(language)

    def __str__(self) -> str:
        return f"{self.field}: {self.told.en}"


class AdvisorError(Exception):
    """Something the user can be told: what is wrong, where, and what to do."""

    def __init__(self, told: Text | str) -> None:
        """The message in both languages; a plain string is English, for those who write rules or run the server."""
        self.told = Text(en=told, ko=told) if isinstance(told, str) else told
        super().__init__(self.told.en)

    @property
    def message(self) -> str:
        """The message in English."""
        return self.told.en

    def text(self, language: Language) -> str:
        """The message in a language."""
        return self.told.in_language(language)


class NotFound(AdvisorError):
    """What was asked for does not exist, or no longer."""


class RevokeTokenWrong(AdvisorError):
    """The revoke token does not belong to the stored report."""

    def __init__(self) -> None:
        super().__init__(said("fault.revoke_token"))


class ReportUnreadable(AdvisorError):
    """A report is stored under the link but cannot be shown; its revoke token still deletes it."""


class ReportTooNew(ReportUnreadable):
    """A newer program stored the report; `version` is its schema version, `known` the newest that can be read.

    Over HTTP 409: the state of the report conflicts with the request only until the server is updated.
    """

    def __init__(self, version: int, known: int) -> None:
        super().__init__(said("fault.report_too_new", version=version, known=known))


class ReportDamaged(ReportUnreadable):
    """The stored document is no report of any schema version.

    Over HTTP 410: nothing will make it readable again.
    """

    def __init__(self) -> None:
        super().__init__(said("fault.report_damaged"))


class InvalidBrief(AdvisorError):
    """Answers, pins or usage that cannot be; names every faulty field."""

    def __init__(self, problems: Iterable[FieldProblem]) -> None:
        self.problems = tuple(problems)
        english, korean = (
            "; ".join(f"{problem.field}: {problem.text(language)}" for problem in self.problems)
            for language in get_args(Language)
        )
        super().__init__(said("fault.brief", problems=Text(en=english, ko=korean)))


class DocumentTooLarge(AdvisorError):
    """A document exceeds what is accepted; both sizes in bytes."""

    def __init__(self, size: int, limit: int) -> None:
        self.size = size
        self.limit = limit
        super().__init__(said("fault.document_too_large", size=size, limit=limit))


class PriceMissing(AdvisorError):
    """No price point is known for a line item in a region."""

    def __init__(self, price: str, region: str) -> None:
        self.price = price
        self.region = region
        super().__init__(said("fault.price_missing", price=price, region=region))


class PriceListFailed(AdvisorError):
    """AWS's price list could not be read; the message names the address, what happened and what to do."""


class RulebookInvalid(AdvisorError):
    """The rule files cannot be used; holds every problem found in them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class SettingInvalid(AdvisorError):
    """A setting from the environment is wrong; the message names the variable and what it accepts."""
