"""The documents of the API that are not a report: questions, rulebook, a picture of given components, OpenAPI parts."""

from typing import Any, Literal

from pydantic import ValidationError

from app.diagram.svg import draw
from app.domain.inputs import Input
from app.domain.report import ArchitectureNote
from app.domain.rulebook import Rulebook
from app.domain.stages import MOST_COMPONENTS
from app.domain.texts import Language, Text
from app.errors import FieldProblem, InvalidBrief
from app.web.error_pages import PROBLEM
from app.web.render import STATIC, money

MOST_CONNECTIONS = 400
PICTURE_TITLE = Text(en="Architecture", ko="아키텍처")
ICONS = frozenset(path.stem for path in (STATIC / "icons").glob("*.svg"))

_VALUE = {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "array", "items": {"type": "string"}}]}
BRIEF: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "answers": {
            "type": "object",
            "description": "input → value; a list for a set, `not_sure` for the usual value",
            "additionalProperties": _VALUE,
        },
        "pins": {
            "type": "object",
            "description": "decision → outcome, or a list of outcomes where the decision collects",
            "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        },
        "usage": {
            "type": "object",
            "description": "figure → number of a month, instead of the calculated one",
            "additionalProperties": {"anyOf": [{"type": "number"}, {"type": "string"}]},
        },
    },
    "example": {"answers": {"parts": ["site", "api"], "connection_life": "not_sure"}, "pins": {}, "usage": {}},
}
BRIEF_QUERY: dict[str, Any] = {
    "parameters": [
        {
            "name": "brief",
            "in": "query",
            "style": "form",
            "explode": True,
            "description": "answers as `input=value`, sets as a repeated key, `pin.<decision>`, `usage.<figure>`",
            "schema": {"type": "object", "additionalProperties": {"type": "string"}},
        }
    ]
}
SVG: dict[str, Any] = {
    "description": "The picture",
    "content": {"image/svg+xml": {"schema": {"type": "string"}}},
}
PROBLEM_SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "description": "A problem document of RFC 9457; `errors` names every faulty field",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
_MEANING = {
    400: "The body is not JSON",
    403: "The revoke token is wrong or missing",
    404: "No such report",
    413: "The body is too large",
    415: "The body is not sent as application/json",
    422: "Fields that cannot be used, each named",
    429: "Too many requests that store",
    500: "An unexpected error",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route for its OpenAPI description; 500 is always among them."""
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _MEANING[status], "content": content} for status in (*statuses, 500)}


def takes(body: dict[str, Any] | str) -> dict[str, Any]:
    """The request body of a route for its OpenAPI description: a schema, or an object described in words."""
    schema = {"type": "object", "description": body} if isinstance(body, str) else body
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


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
                        "inputs": [_input(rulebook.inputs[name]) for name in question.inputs],
                    }
                    for question in topic.questions()
                ],
            }
            for topic in rulebook.topics
        ],
    }


def rulebook_document(rulebook: Rulebook) -> dict[str, Any]:
    """The whole rulebook but its prices, as the rule files have it."""
    return {
        "fingerprint": rulebook.fingerprint,
        "regions": list(rulebook.regions),
        "default_region": rulebook.default_region,
        "decisions": [item.model_dump(mode="json", by_alias=True) for item in rulebook.decisions.values()],
        "guardrails": [item.model_dump(mode="json", by_alias=True) for item in rulebook.guardrails],
        "components": [item.model_dump(mode="json", by_alias=True) for item in rulebook.components.values()],
        "usage": [item.model_dump(mode="json", by_alias=True) for item in rulebook.figures],
        "facts": {name: item.model_dump(mode="json") for name, item in rulebook.facts.items()},
        "sources": {name: item.model_dump(mode="json") for name, item in rulebook.sources.items()},
        "examples": [item.model_dump(mode="json") for item in rulebook.examples],
    }


def draw_stage(document: object, language: Language, scheme: str) -> str:
    """The picture of an architecture document, or of the one inside a report; raises InvalidBrief."""
    inner = document.get("architecture", document) if isinstance(document, dict) else document
    try:
        architecture = ArchitectureNote.model_validate(inner)
    except ValidationError as fault:
        problems_found = [
            FieldProblem(".".join(map(str, item["loc"])), item["msg"])
            for item in fault.errors(include_url=False, include_input=False, include_context=False)
        ]
        raise InvalidBrief(problems_found) from None
    _refuse_undrawable(architecture)
    costs = {item.id: item.monthly.typical for item in architecture.components if item.monthly is not None}
    chosen: Literal["light", "dark", "auto"] = "dark" if scheme == "dark" else "light" if scheme == "light" else "auto"
    return draw(
        architecture,
        title=PICTURE_TITLE,
        language=language,
        scheme=chosen,
        badges={name: money(amount) for name, amount in costs.items() if amount},
        links=None,
    )


def _refuse_undrawable(architecture: ArchitectureNote) -> None:
    ids = [item.id for item in architecture.components]
    found = []
    if len(ids) > MOST_COMPONENTS or len(architecture.connections) > MOST_CONNECTIONS:
        text = f"at most {MOST_COMPONENTS} components and {MOST_CONNECTIONS} connections are drawn"
        korean = f"구성 요소 {MOST_COMPONENTS}개, 연결 {MOST_CONNECTIONS}개까지 그립니다"
        found.append(FieldProblem("components", text, korean))
    for index, item in enumerate(architecture.components):
        if item.id in ids[:index]:
            found.append(FieldProblem(f"components.{index}.id", "stands twice", "두 번 나옵니다"))
        if item.icon not in ICONS:
            found.append(FieldProblem(f"components.{index}.icon", "is not a known icon", "알 수 없는 아이콘입니다"))
    found.extend(_loose_ends(architecture, frozenset(ids)))
    if found:
        raise InvalidBrief(found)


def _loose_ends(architecture: ArchitectureNote, ids: frozenset[str]) -> list[FieldProblem]:
    return [
        FieldProblem(f"connections.{index}.{end}", "is not a component", "구성 요소가 아닙니다")
        for index, line in enumerate(architecture.connections)
        for end, name in (("source", line.source), ("target", line.target))
        if name not in ids
    ]


def _input(item: Input) -> dict[str, Any]:
    return item.model_dump(mode="json")
