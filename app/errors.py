"""Every error raised on purpose: a fact, with a message fit for the user in English and Korean."""

from collections.abc import Iterable
from dataclasses import dataclass


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
    message: str
    korean: str = ""

    def text(self, language: str) -> str:
        """Return the message in `ko` where it is known, else in English."""
        return self.korean if language == "ko" and self.korean else self.message

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


class AdvisorError(Exception):
    """Something the user can be told: what is wrong, where, and what to do."""

    def __init__(self, message: str, korean: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.korean = korean

    def text(self, language: str) -> str:
        """Return the message in `ko` where it is known, else in English."""
        return self.korean if language == "ko" and self.korean else self.message


class NotFound(AdvisorError):
    """What was asked for does not exist, or no longer."""


class RevokeTokenWrong(AdvisorError):
    """The revoke token does not belong to the stored report."""

    def __init__(self) -> None:
        super().__init__(
            "This revoke token does not belong to the report; use the one given when it was stored.",
            "이 보고서의 철회 토큰이 아닙니다. 보고서를 저장할 때 받은 토큰을 사용합니다.",
        )


class ReportUnreadable(AdvisorError):
    """A report is stored under the link but cannot be shown; its revoke token still deletes it."""


class ReportTooNew(ReportUnreadable):
    """A newer program stored the report; `version` is its schema version, `known` the newest that can be read.

    Over HTTP 409: the state of the report conflicts with the request only until the server is updated.
    """

    def __init__(self, version: int, known: int) -> None:
        super().__init__(
            f"The report has schema version {version}; this server reads versions up to {known}. "
            "It can be read again once the server is updated.",
            f"보고서의 스키마 버전은 {version}이며 이 서버는 {known}까지만 읽을 수 있습니다. "
            "서버를 업데이트하면 다시 볼 수 있습니다.",
        )


class ReportDamaged(ReportUnreadable):
    """The stored document is no report of any schema version.

    Over HTTP 410: nothing will make it readable again.
    """

    def __init__(self) -> None:
        super().__init__(
            "The stored document is damaged and cannot be shown. Answer the questions again to store a new report.",
            "저장된 문서가 손상되어 보고서를 표시할 수 없습니다. 질문에 다시 답하고 새 보고서를 저장해 주십시오.",
        )


class InvalidBrief(AdvisorError):
    """Answers, pins or usage that cannot be; names every faulty field."""

    def __init__(self, problems: Iterable[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "The brief cannot be used: " + "; ".join(map(str, self.problems)),
            "입력을 사용할 수 없습니다: " + "; ".join(f"{p.field}: {p.text('ko')}" for p in self.problems),
        )


class DocumentTooLarge(AdvisorError):
    """A document exceeds what is accepted; both sizes in bytes."""

    def __init__(self, size: int, limit: int) -> None:
        self.size = size
        self.limit = limit
        super().__init__(
            f"The document has {size:,} bytes; at most {limit:,} are accepted.",
            f"문서 크기가 {size:,}바이트입니다. 최대 {limit:,}바이트까지 받습니다.",
        )


class PriceMissing(AdvisorError):
    """No price point is known for a line item in a region."""

    def __init__(self, price: str, region: str) -> None:
        self.price = price
        self.region = region
        super().__init__(
            f"No price is known for {price} in {region}.",
            f"{region} 리전의 {price} 가격을 알 수 없습니다.",
        )


class PriceListFailed(AdvisorError):
    """AWS's price list could not be read; the message names the address, what happened and what to do."""


class RulebookInvalid(AdvisorError):
    """The rule files cannot be used; holds every problem found in them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class SettingInvalid(AdvisorError):
    """A setting from the environment is wrong; the message names the variable and what it accepts."""
