"""Reading what a user gives (answers, pins, usage) into a Brief, and writing a Brief as the query string of a link.

Whatever cannot be is refused by name, all faults at once; pages are lenient and drop what they do not know.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.domain.model.briefs import Brief
from app.domain.model.inputs import NOT_SURE, Answer
from app.domain.model.refusals import clipped, read_as, sentence_of
from app.domain.model.requests import NONE_OF_THESE
from app.domain.report.report import BriefNote
from app.domain.rulebook import Rulebook
from app.words.catalogue import said
from app.words.text import Text

PIN = "pin."
USAGE = "usage."
MOST_NOTICES = 100
"""Most things left out that a page tells one by one."""


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
    return read_as(rulebook.brief_request, document).brief()


def brief_from_query(
    rulebook: Rulebook, pairs: Iterable[tuple[str, str]], *, lenient: bool = True
) -> tuple[Brief, tuple[Text, ...]]:
    """Read a brief from the pairs of a query string; what is faulty is dropped with a notice, or refused if strict."""
    document = _grouped(pairs)
    if not lenient:
        return read_document(rulebook, document), ()
    titles = _titles(rulebook)
    notices = []
    for section, given in document.items():
        for name in [name for name in given if name not in titles[section]]:
            given.pop(name)
            notices.append(said("notice.unknown", name=clipped(name)))
    try:
        brief = rulebook.brief_request.model_validate(document).brief()
    except ValidationError as fault:
        for error in fault.errors(include_url=False):
            section, name = (str(step) for step in error["loc"][:2])
            document[section].pop(name)
            notices.append(_notice(titles[section][name], error))
        brief = read_document(rulebook, document)
    return brief, tuple(notices[:MOST_NOTICES])


def _titles(rulebook: Rulebook) -> Mapping[str, Mapping[str, Text]]:
    """What people call each name that a section of a brief knows: by questions and titles, not by ids."""
    questions = {item.id: item.question for item in rulebook.inputs.values()}
    figures = {figure.id: figure.label for figure in rulebook.figures}
    return {
        "answers": questions,
        "pins": {decision.id: decision.title for decision in rulebook.decisions.values()},
        "usage": figures | {name: questions[name] for name in rulebook.measures.inputs},
    }


def _notice(field: Text, error: ErrorDetails) -> Text:
    """What a page says to people of a value in its address that it left out."""
    if error["type"] == "number":
        return said("notice.ignored", field=field, problem=sentence_of(error))
    given = error["input"]
    written = ", ".join(map(str, given)) if isinstance(given, list) else str(given)
    return said("notice.not_possible", field=field, given=clipped(written))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, str | list[str]]]:
    """A query string as a document; of a repeated figure the last one counts."""
    document: dict[str, dict[str, str | list[str]]] = {"answers": {}, "pins": {}, "usage": {}}
    repeated: dict[tuple[str, str], list[str]] = {}
    for name, value in pairs:
        if value != "":
            repeated.setdefault(_place(name), []).append(value)
    for (section, name), values in repeated.items():
        document[section][name] = values if len(values) > 1 and section != "usage" else values[-1]
    return document


def _place(name: str) -> tuple[str, str]:
    """The section and the name in it for a key of a query string."""
    for prefix, section in ((PIN, "pins"), (USAGE, "usage")):
        if name.startswith(prefix):
            return section, name.removeprefix(prefix)
    return "answers", name


def query_pairs(brief: Brief) -> list[tuple[str, str]]:
    """A brief as the pairs of a query string: answers, `pin.` and `usage.` keys, sets as a repeated key."""
    pairs: list[tuple[str, str]] = []
    for name, answer in brief.answers.items():
        pairs.extend((name, word) for word in (brief.written.get(name),) if word)
        pairs.extend((name, word) for word in _words(answer) if name not in brief.written)
    pairs.extend((name, plain_test(brief, name)) for name in brief.within)
    pairs.extend((name, NOT_SURE) for name in sorted(brief.unsure - brief.within.keys()))
    for name, outcomes in brief.pins.items():
        pairs.extend((PIN + name, outcome) for outcome in outcomes or (NONE_OF_THESE,))
    pairs.extend((USAGE + name, f"{figure:f}") for name, figure in brief.usage.items())
    return pairs


def brief_note(brief: Brief) -> BriefNote:
    """A brief as a part of the report, in the shape in which it can be sent again."""
    answers: dict[str, str | tuple[str, ...]] = {
        name: brief.written.get(name) or plain_answer(answer) for name, answer in brief.answers.items()
    }
    answers.update({name: plain_test(brief, name) for name in brief.within})
    answers.update(dict.fromkeys(sorted(brief.unsure - brief.within.keys()), NOT_SURE))
    pins = {name: outcomes[0] if len(outcomes) == 1 else outcomes for name, outcomes in brief.pins.items()}
    return BriefNote(answers=answers, pins=pins, usage={name: f"{figure:f}" for name, figure in brief.usage.items()})


def plain_test(brief: Brief, name: str) -> str:
    """The test that was given as an answer, as it was written; behind "not sure" if nothing sharper is known."""
    text = brief.written.get(name) or brief.within[name].text
    return f"{NOT_SURE} {text}" if name in brief.unsure else text


def plain_answer(answer: Answer) -> str | tuple[str, ...]:
    """An answer as in a document: a string, or for a set its members in order."""
    if isinstance(answer, frozenset):
        return tuple(sorted(answer))
    return f"{answer:f}" if isinstance(answer, Decimal) else answer


def _words(answer: Answer) -> tuple[str, ...]:
    plain = plain_answer(answer)
    return (plain,) if isinstance(plain, str) else plain or (NONE_OF_THESE,)
