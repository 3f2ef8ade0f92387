"""Reading what a user gives (answers, pins, usage) into a Brief, and writing a Brief as the query string of a link.

Whatever cannot be is refused by name, all faults at once; pages are lenient and drop what they do not know.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from app.domain.model.inputs import NOT_SURE, Answer, Brief, Input, read_number
from app.domain.report.report import BriefNote
from app.domain.rulebook import Rulebook
from app.errors import FieldProblem, InvalidBrief
from app.words.text import Text

LARGEST_FIGURE = Decimal(10) ** 15
PIN = "pin."
USAGE = "usage."


def read_brief(
    rulebook: Rulebook,
    answers: Mapping[str, Any] | None = None,
    pins: Mapping[str, Any] | None = None,
    usage: Mapping[str, Any] | None = None,
) -> Brief:
    """Read a brief from plain data; raise InvalidBrief with every faulty field (`answers.x`, `pins.y`, `usage.z`)."""
    return read_document(rulebook, {"answers": answers, "pins": pins, "usage": usage})


def read_document(rulebook: Rulebook, document: object) -> Brief:
    """Read a brief from a document with the keys answers, pins and usage, all optional; every fault is told at once."""
    if not isinstance(document, Mapping):
        message = "write an object with answers, pins and usage"
        raise InvalidBrief([_problem("", message, "answers, pins, usage를 담은 객체를 적습니다")])
    reader = _Reader(rulebook)
    for key, section in document.items():
        reader.read_section(str(key), section)
    if reader.problems:
        raise InvalidBrief(reader.problems)
    return reader.brief()


def brief_from_query(
    rulebook: Rulebook, pairs: Iterable[tuple[str, str]], *, lenient: bool = True
) -> tuple[Brief, tuple[Text, ...]]:
    """Read a brief from the pairs of a query string; what is faulty is dropped with a notice, or refused if strict."""
    reader = _Reader(rulebook)
    for name, raw in _grouped(pairs).items():
        value = raw if len(raw) > 1 else raw[0]
        if name.startswith(PIN):
            reader.read_pin(name.removeprefix(PIN), value)
        elif name.startswith(USAGE):
            reader.read_usage(name.removeprefix(USAGE), raw[-1])
        else:
            reader.read_answer(name, value)
    if reader.problems and not lenient:
        raise InvalidBrief(reader.problems)
    notices = tuple(
        Text(en=f"Ignored: {problem}", ko=f"무시한 입력: {problem.field}: {problem.text('ko')}")
        for problem in reader.problems
    )
    return reader.brief(), notices


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        if value != "":
            grouped.setdefault(name, []).append(value)
    return grouped


def query_pairs(brief: Brief) -> list[tuple[str, str]]:
    """A brief as the pairs of a query string: answers, `pin.` and `usage.` keys, sets as a repeated key."""
    pairs: list[tuple[str, str]] = []
    for name, answer in brief.answers.items():
        pairs.extend((name, word) for word in _words(answer))
    pairs.extend((name, NOT_SURE) for name in sorted(brief.unsure))
    for name, outcomes in brief.pins.items():
        pairs.extend((PIN + name, outcome) for outcome in outcomes or ("none_of_these",))
    pairs.extend((USAGE + name, f"{figure:f}") for name, figure in brief.usage.items())
    return pairs


def brief_note(brief: Brief) -> BriefNote:
    """A brief as a part of the report, in the shape in which it can be sent again."""
    answers: dict[str, str | list[str]] = {name: _plain(answer) for name, answer in brief.answers.items()}
    answers.update(dict.fromkeys(sorted(brief.unsure), NOT_SURE))
    pins: dict[str, str | list[str]] = {
        name: outcomes[0] if len(outcomes) == 1 else list(outcomes) for name, outcomes in brief.pins.items()
    }
    return BriefNote(answers=answers, pins=pins, usage={name: f"{figure:f}" for name, figure in brief.usage.items()})


def plain_answer(answer: Answer) -> str | list[str]:
    """An answer as JSON: a string, or a sorted list for a set."""
    return _plain(answer)


def _plain(answer: Answer) -> str | list[str]:
    if isinstance(answer, frozenset):
        return sorted(answer)
    return f"{answer:f}" if isinstance(answer, Decimal) else answer


def _words(answer: Answer) -> list[str]:
    plain = _plain(answer)
    if isinstance(plain, list):
        return plain or ["none_of_these"]
    return [plain]


def _problem(field: str, message: str, korean: str) -> FieldProblem:
    return FieldProblem(field, message, korean)


def _unknown(field: str, known: Iterable[str]) -> FieldProblem:
    listed = ", ".join(known)
    return _problem(field, f"is not known; known are: {listed}", f"알 수 없는 이름입니다. 쓸 수 있는 이름: {listed}")


class _Reader:
    """Collects what can be read of a brief, and every problem."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.answers: dict[str, Answer] = {}
        self.unsure: set[str] = set()
        self.pins: dict[str, tuple[str, ...]] = {}
        self.usage: dict[str, Decimal] = {}
        self.problems: list[FieldProblem] = []

    def brief(self) -> Brief:
        return Brief(self.answers, self.pins, self.usage, frozenset(self.unsure))

    def read_section(self, key: str, section: object) -> None:
        readers = {"answers": self.read_answer, "pins": self.read_pin, "usage": self.read_usage}
        if key not in readers:
            self.problems.append(_unknown(key, readers))
        elif isinstance(section, Mapping):
            for name, raw in section.items():
                readers[key](str(name), raw)
        elif section is not None:
            self.problems.append(_problem(key, "write an object: {name: value}", "{이름: 값} 형식의 객체를 적습니다"))

    def read_answer(self, name: str, raw: object) -> None:
        item = self.rulebook.inputs.get(name)
        if item is None:
            self.problems.append(_unknown(f"answers.{name}", self.rulebook.inputs))
        elif raw in (NOT_SURE, [NOT_SURE]):
            self.unsure.add(name)
        else:
            self._typed(item, raw)

    def _typed(self, item: Input, raw: object) -> None:
        written = _written(raw)
        if item.kind == "choices":
            written = [written] if isinstance(written, str) else written
            written = [] if written == ["none_of_these"] else written
        if written is None:
            self.problems.append(
                _problem(f"answers.{item.id}", "write text, a number or a list", "문자열, 숫자 또는 목록을 적습니다")
            )
            return
        problem = item.problem_with(written)
        if problem:
            self.problems.append(_problem(f"answers.{item.id}", problem.en, problem.ko))
        else:
            self.answers[item.id] = item.value(
                written[0] if item.kind == "choice" and isinstance(written, list) else written
            )

    def read_pin(self, name: str, raw: object) -> None:
        decision = self.rulebook.decisions.get(name)
        if decision is None:
            self.problems.append(_unknown(f"pins.{name}", self.rulebook.decisions))
            return
        written = _written(raw)
        outcomes = [written] if isinstance(written, str) else written
        if outcomes == ["none_of_these"] and decision.collects:
            outcomes = []
        if outcomes is None or any(outcome not in decision.outcomes for outcome in outcomes):
            self.problems.append(_unknown(f"pins.{name}", decision.outcomes))
        elif len(outcomes) != 1 and not decision.collects:
            self.problems.append(_problem(f"pins.{name}", "takes exactly one outcome", "결과를 하나만 지정합니다"))
        else:
            self.pins[name] = tuple(dict.fromkeys(outcomes))

    def read_usage(self, name: str, raw: object) -> None:
        known = {figure.id for figure in self.rulebook.figures} | self.rulebook.measures.inputs.keys()
        if name not in known:
            self.problems.append(_unknown(f"usage.{name}", sorted(known)))
            return
        number = read_number(raw)
        if number is None or not 0 <= number <= LARGEST_FIGURE:
            self.problems.append(
                _problem(
                    f"usage.{name}",
                    f"write a number from 0 to {LARGEST_FIGURE:f}",
                    f"0에서 {LARGEST_FIGURE:f} 사이의 숫자를 적습니다",
                )
            )
        else:
            self.usage[name] = number


def _written(raw: object) -> str | list[str] | None:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, str | int | float | Decimal):
        return str(raw)
    if isinstance(raw, list | tuple) and all(isinstance(item, str) for item in raw):
        return list(raw)
    return None
