"""The documents of the API that are not a report: the questions, the rulebook, the picture of a given architecture."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel

from app.diagram.svg import draw
from app.domain.architecture import Amount
from app.domain.brief import LARGEST_FIGURE
from app.domain.comparisons import PricedComparison
from app.domain.cost_tables import cell_tests
from app.domain.report import ArchitectureNote, ComponentNote
from app.domain.rulebook import Rulebook
from app.domain.stages import picture_parts
from app.domain.texts import Language, Text
from app.errors import FieldProblem, InvalidBrief
from app.web.render import STATIC

MOST_DRAWN = 60
"""Most components of a picture; routing lines among many more takes seconds."""
MOST_LINES = 120
LONGEST = 120
"""Most letters of one text of an architecture to draw."""
ICONS = frozenset(path.stem for path in (STATIC / "icons").glob("*.svg"))

Scheme = Literal["light", "dark", "auto"]

_ONE = Amount.of(Decimal(1))
_UNLISTED = Text(en="not listed", ko="목록에 없음")


def questions_document(rulebook: Rulebook) -> dict[str, Any]:
    """Every topic with its questions in asking order, and the inputs that each question answers."""
    return {
        "fingerprint": rulebook.fingerprint,
        "topics": [
            {
                "id": topic.topic.id,
                "title": topic.topic.title.model_dump(),
                "questions": [
                    {
                        "id": question.id,
                        "question": question.question.model_dump(),
                        "inputs": [rulebook.inputs[name].model_dump(mode="json") for name in question.inputs],
                    }
                    for question in topic.questions()
                ],
            }
            for topic in rulebook.topics
        ],
    }


def rulebook_document(rulebook: Rulebook) -> dict[str, Any]:
    """The whole rulebook but its prices, as the rule files have it, and the cells of its comparisons."""
    return {
        "fingerprint": rulebook.fingerprint,
        "regions": list(rulebook.regions),
        "default_region": rulebook.default_region,
        "decisions": [item.model_dump(mode="json", by_alias=True) for item in rulebook.decisions.values()],
        "comparisons": [_comparison(priced) for priced in rulebook.comparisons.values()],
        "guardrails": [item.model_dump(mode="json", by_alias=True) for item in rulebook.guardrails],
        "components": [item.model_dump(mode="json", by_alias=True) for item in rulebook.components.values()],
        "usage": [item.model_dump(mode="json", by_alias=True) for item in rulebook.figures],
        "forgotten": [item.model_dump(mode="json") for item in rulebook.forgotten],
        "allowances": [item.model_dump(mode="json") for item in rulebook.allowances],
        "facts": {name: item.model_dump(mode="json") for name, item in rulebook.facts.items()},
        "sources": {name: item.model_dump(mode="json") for name, item in rulebook.sources.items()},
        "examples": [item.model_dump(mode="json") for item in rulebook.examples],
    }


def _comparison(priced: PricedComparison) -> dict[str, Any]:
    """A comparison as its file has it, and its cells with the least and most that each side costs a month in USD."""
    cells = [
        {
            "region": cell.region,
            "cell": cell_tests(priced, cell.where),
            "left": [f"{amount:f}" for amount in cell.left],
            "right": [f"{amount:f}" for amount in cell.right],
            "cheaper": cell.cheaper,
        }
        for cell in priced.cells
    ]
    return {**priced.comparison.model_dump(mode="json"), "cells": cells}


def draw_stage(document: object, language: Language, scheme: Scheme) -> str:
    """The picture of an architecture, alone or inside the document of a stage or a report; raises InvalidBrief."""
    architecture, title, badges = picture_parts(document)
    _refuse_undrawable(architecture)
    drawn = _with_every_end(architecture)
    return draw(drawn, title=title, language=language, scheme=scheme, badges=badges, links=None)


def _refuse_undrawable(architecture: ArchitectureNote) -> None:
    found = [
        FieldProblem(f"architecture.{name}", f"at most {limit} are drawn", f"{limit}개까지 그립니다")
        for name, count, limit in (
            ("components", len(architecture.components), MOST_DRAWN),
            ("connections", len(architecture.connections), MOST_LINES),
        )
        if count > limit
    ]
    found.extend(
        FieldProblem(f"architecture.components.{index}.icon", "is not a known icon", "알 수 없는 아이콘입니다")
        for index, item in enumerate(architecture.components)
        if item.icon not in ICONS
    )
    for field, value in _leaves("architecture", architecture):
        if isinstance(value, Decimal) and abs(value) > LARGEST_FIGURE:
            found.append(FieldProblem(field, f"is beyond {LARGEST_FIGURE:f}", f"{LARGEST_FIGURE:f}을(를) 넘습니다"))
        if isinstance(value, str) and len(value) > LONGEST:
            found.append(FieldProblem(field, f"has more than {LONGEST} letters", f"{LONGEST}자를 넘습니다"))
    if found:
        raise InvalidBrief(found)


def _leaves(field: str, value: object) -> Iterator[tuple[str, object]]:
    """Every value that holds no others, by its field."""
    if isinstance(value, Amount):
        yield from _leaves(field, vars(value))
    elif isinstance(value, BaseModel | Mapping):
        for name, inner in dict(value).items():
            yield from _leaves(f"{field}.{name}", inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(f"{field}.{index}", inner)
    else:
        yield field, value


def _with_every_end(architecture: ArchitectureNote) -> ArchitectureNote:
    """Each component once, and a plain box for every end of a connection that the document does not list."""
    components = {item.id: item for item in architecture.components}
    for line in architecture.connections:
        for name in (line.source, line.target):
            components.setdefault(name, _unlisted(name))
    return architecture.model_copy(update={"components": list(components.values())})


def _unlisted(name: str) -> ComponentNote:
    return ComponentNote(
        id=name,
        type="",
        service=name,
        label=_UNLISTED,
        place="outside",
        group="outside",
        zones=1,
        count=_ONE.typical,
        size="",
        icon="client",
        tier=1,
        counts=_ONE,
        load={},
        decisions=[],
    )
