"""What the API says of itself (OpenAPI 3.1): bodies with every input, outcome and figure of the rulebook by name."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.domain.advisor.stages import MOST_COMPONENTS, MOST_ZONES
from app.domain.model.architecture import ComponentType
from app.domain.model.decisions import Decision
from app.domain.model.inputs import NOT_SURE, Input
from app.domain.model.prices import GLOBAL
from app.domain.model.requests import LARGEST_FIGURE
from app.domain.pricebooks.priceable import choices_of, sizes_of
from app.domain.report.report import ArchitectureNote
from app.domain.rulebook import Rulebook
from app.export.drawable import ICONS, LONGEST, MOST_DRAWN, MOST_LINES
from app.web.error_pages import PROBLEM

TITLE = "Architecture Advisor"
VERSION = "1"

Schema = dict[str, Any]

_NONE = "none_of_these"
_PROBLEM: Schema = {
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
    409: "A newer program stored the report",
    410: "The stored report is damaged",
    413: "The body is too large",
    415: "The body is not sent as application/json",
    422: "Fields that cannot be used, each named",
    429: "Too many requests that store",
    500: "An unexpected error",
}


def problems(*statuses: int) -> dict[int | str, Schema]:
    """The error answers of a route; 500 is always among them."""
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _MEANING[status], "content": content} for status in (*statuses, 500)}


def takes(name: str) -> Schema:
    """The request body of a route, by the name of its schema."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def describe(app: FastAPI, rulebook: Rulebook) -> Schema:
    """The description of the whole API."""
    schema = get_openapi(
        title=TITLE,
        version=VERSION,
        description="The AWS architecture that fits a brief, with reasons, cost and a picture.",
        license_info={"name": "MIT", "identifier": "MIT"},
        routes=app.routes,
    )
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas.update(_bodies(rulebook), Problem=_PROBLEM)
    for path in schema["paths"].values():
        for operation in path.values():
            # The framework adds its own 422 to every route with a parameter; ours are problem documents.
            if "application/json" in operation["responses"].get("422", {}).get("content", {}):
                del operation["responses"]["422"]
    return schema


def _bodies(rulebook: Rulebook) -> dict[str, Schema]:
    drawn, parts = _drawable()
    return {
        "Brief": _brief(rulebook),
        "Explained": _explained(rulebook),
        "Decided": _decided(rulebook),
        "Priceable": _priceable(rulebook),
        "Drawable": {"description": "An architecture alone, or the document of compose or estimate", **drawn},
        **parts,
        "TitledArchitecture": {
            "type": "object",
            "required": ["title", "architecture"],
            "properties": {
                "title": {"$ref": "#/components/schemas/Text"},
                "architecture": {"$ref": "#/components/schemas/ArchitectureNote"},
            },
        },
    }


def _drawable() -> tuple[Schema, dict[str, Schema]]:
    drawn = ArchitectureNote.model_json_schema(ref_template="#/components/schemas/Drawn{model}")
    parts: dict[str, Schema] = {f"Drawn{name}": part for name, part in drawn.pop("$defs").items()}
    decimal = {
        "anyOf": [
            {"type": "number", "minimum": -float(LARGEST_FIGURE), "maximum": float(LARGEST_FIGURE)},
            {"type": "string", "pattern": r"^-?[0-9]{1,14}(\.[0-9]{1,9})?$"},
        ]
    }
    whole = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]{1,9}$"}]}
    parts["DrawnAmount"]["properties"] = dict.fromkeys(parts["DrawnAmount"]["properties"], decimal)
    parts["DrawnComponentNote"]["properties"].update(count=decimal, zones=whole, tier=whole)
    drawn["properties"]["zones"] = whole
    for part in (drawn, *parts.values()):
        for field in part["properties"].values():
            for text in (field, field.get("items"), field.get("additionalProperties")):
                if isinstance(text, dict) and text.get("type") == "string":
                    text["maxLength"] = LONGEST
    drawn["properties"]["components"]["maxItems"] = MOST_DRAWN
    drawn["properties"]["connections"]["maxItems"] = MOST_LINES
    parts["DrawnComponentNote"]["properties"]["icon"] = {"enum": sorted(ICONS)}
    return drawn, parts


def _brief(rulebook: Rulebook) -> Schema:
    figures = {figure.id for figure in rulebook.figures} | rulebook.measures.inputs.keys()
    return {
        "description": "Answers, pins and usage figures; everything is optional",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "answers": _optional({name: _answer(item) for name, item in rulebook.inputs.items()}),
            "pins": _optional({name: _pin(item) for name, item in rulebook.decisions.items()}),
            "usage": _optional({name: _number(0, float(LARGEST_FIGURE)) for name in sorted(figures)}),
        },
        "example": {"answers": {"parts": ["site", "api"], "connection_life": NOT_SURE}},
    }


def _explained(rulebook: Rulebook) -> Schema:
    brief = _brief(rulebook)
    return {
        **brief,
        "description": "A brief, and the decision to explain",
        "required": ["decision"],
        "properties": {**brief["properties"], "decision": {"enum": list(rulebook.decisions)}},
        "example": {**brief["example"], "decision": next(iter(rulebook.decisions))},
    }


def _optional(properties: dict[str, Schema]) -> Schema:
    return {"type": ["object", "null"], "additionalProperties": False, "properties": properties}


def _answer(item: Input) -> Schema:
    text = {"title": item.question.en}
    if item.kind == "number":
        number = _number(float(item.at_least), float(item.at_most), "integer" if item.whole else "number")
        return {**text, "anyOf": [*number["anyOf"], {"const": NOT_SURE}]}
    one: list[Any] = [*item.value_ids, NOT_SURE]
    if {"yes", "no"} <= set(item.value_ids):
        one.extend([True, False])
    if item.kind == "choice":
        single = {"type": "array", "minItems": 1, "maxItems": 1, "items": {"enum": [*item.value_ids, NOT_SURE]}}
        return {**text, "anyOf": [{"enum": one}, single]}
    return {**text, "anyOf": [{"enum": [*one, _NONE]}, _set(item.value_ids), {"const": [_NONE]}, {"const": [NOT_SURE]}]}


def _pin(decision: Decision) -> Schema:
    outcomes = list(decision.outcomes)
    if decision.collects:
        return {"anyOf": [{"enum": [*outcomes, _NONE]}, _set(tuple(outcomes)), {"const": [_NONE]}]}
    single = {"type": "array", "minItems": 1, "maxItems": 1, "items": {"enum": outcomes}}
    return {"anyOf": [{"enum": outcomes}, single]}


def _set(values: tuple[str, ...]) -> Schema:
    return {"type": "array", "items": {"enum": list(values)}}


def _number(at_least: float, at_most: float, kind: str = "number") -> Schema:
    """A number, or its digits as a string."""
    digits = len(str(int(at_most))) - 1
    written = [{"type": "string", "pattern": f"^[0-9]{{1,{digits}}}$"}] if at_least <= 0 and digits else []
    return {"anyOf": [{"type": kind, "minimum": at_least, "maximum": at_most}, *written]}


def _decided(rulebook: Rulebook) -> Schema:
    items = [
        {
            "type": "object",
            "required": ["id", "outcomes" if item.collects else "outcome"],
            "properties": {
                "id": {"const": name},
                "outcomes": _set(tuple(item.outcomes)) if item.collects else {"type": "null"},
                "outcome": {"type": "null"} if item.collects else {"enum": list(item.outcomes)},
            },
        }
        for name, item in rulebook.decisions.items()
    ]
    return {
        "type": "object",
        "description": "The output of decide",
        "required": ["decisions"],
        "properties": {
            "brief": {"$ref": "#/components/schemas/Brief"},
            "decisions": {"type": "array", "minItems": 1, "items": {"anyOf": items}},
        },
    }


def _priceable(rulebook: Rulebook) -> Schema:
    sizes = {name: sizes_of(rulebook, found) for name, found in rulebook.components.items()}
    unsized = sorted(name for name, known in sizes.items() if not known)
    return {
        "type": "object",
        "description": "The output of compose, or a bare list of components with given load; `settings` may hold "
        "architecture-wide settings. Region `global` prices what has no Region. What each type can be given:\n\n"
        + "\n".join(_told(rulebook, found) for found in rulebook.components.values() if found.line_items),
        "required": ["components"],
        "properties": {
            "region": {"enum": [*rulebook.regions, GLOBAL]},
            "components": {
                "type": "array",
                "minItems": 1,
                "maxItems": MOST_COMPONENTS,
                "items": {
                    "anyOf": [
                        _priced(rulebook, {"type": {"enum": unsized}}, ["type"]),
                        *(
                            _priced(
                                rulebook,
                                {"type": {"const": name}, "size": {"enum": list(known)}},
                                _asked(rulebook, name),
                            )
                            for name, known in sizes.items()
                            if known
                        ),
                    ]
                },
            },
        },
        "example": {"region": "us-east-1", "components": [{"type": "ebs_volume", "load": {"stored_gb": 100}}]},
    }


def _asked(rulebook: Rulebook, name: str) -> list[str]:
    return ["type", "size"] if rulebook.components[name].needs_size else ["type"]


def _priced(rulebook: Rulebook, chosen: Schema, required: list[str]) -> Schema:
    amount = _number(0, float(LARGEST_FIGURE))
    return {
        "type": "object",
        "required": required,
        "properties": {
            **chosen,
            "id": {"type": "string"},
            "zones": {"type": "integer", "minimum": 1, "maximum": MOST_ZONES},
            "count": {"anyOf": [*amount["anyOf"], {"type": "null"}]},
            "load": _optional(dict.fromkeys(rulebook.roles.loads, amount)),
        },
    }


def _told(rulebook: Rulebook, found: ComponentType) -> str:
    """One line on a type: the load and options that its bill depends on, and some of its sizes."""
    told = f"* `{found.id}` ({found.service})"
    if found.loads_read:
        told += f"; load: {', '.join(found.loads_read)}"
    for name, values in choices_of(rulebook, found).items():
        told += f"; option {name}: {', '.join(values)}"
    sizes = sizes_of(rulebook, found)
    if sizes:
        told += f"; {len(sizes)} sizes, such as {sizes[0]}"
    return told
