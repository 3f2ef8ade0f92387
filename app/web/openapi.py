"""What the API says of itself (OpenAPI 3.1), from the models of requests and documents."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from app.domain.advisor.requests import Requests
from app.domain.model.architecture import ComponentType
from app.domain.model.inputs import NOT_SURE
from app.domain.model.requests import RequestSchema
from app.domain.pricebooks.priceable import choices_of, sizes_of
from app.domain.rulebook import Rulebook
from app.export.drawable import Drawable, DrawnArchitecture
from app.web.error_pages import PROBLEM, ProblemDocument

TITLE = "Architecture Advisor"
VERSION = "1"

REFERENCE = "#/components/schemas/{model}"

Schema = dict[str, Any]

EXAMPLE = {"answers": {"parts": ["site", "api"], "connection_life": NOT_SURE}}
PRICED = {"region": "us-east-1", "components": [{"type": "ebs_volume", "load": {"stored_gb": 100}}]}

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


def describe(app: FastAPI, requests: Requests) -> Schema:
    """The description of the whole API."""
    schema = get_openapi(
        title=TITLE,
        version=VERSION,
        description="The AWS architecture that fits a brief, with reasons, cost and a picture.",
        license_info={"name": "MIT", "identifier": "MIT"},
        routes=app.routes,
    )
    documents = schema.setdefault("components", {}).get("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        documents.pop(unused, None)
    schema["components"]["schemas"] = {**_bodies(requests), **documents, **_problem()}
    for path in schema["paths"].values():
        for operation in path.values():
            # The framework adds its own 422 to every route with a parameter; ours are problem documents.
            if "application/json" in operation["responses"].get("422", {}).get("content", {}):
                del operation["responses"]["422"]
    return schema


def _problem() -> dict[str, Schema]:
    told = ProblemDocument.model_json_schema(ref_template=REFERENCE, mode="serialization")
    return {**told.pop("$defs"), "Problem": told}


def _bodies(requests: Requests) -> dict[str, Schema]:
    """What the routes take: the models of the requests, and what each type of component can be given."""
    rulebook, decision = requests.rulebook, next(iter(requests.rulebook.decisions))
    models: dict[str, Any] = {
        "Brief": rulebook.brief_request,
        "Explained": requests.explained,
        "Decided": requests.composed,
        "Priceable": requests.list_priced | requests.architecture_priced,
        "Drawable": DrawnArchitecture | Drawable,
    }
    mode: JsonSchemaMode = "validation"
    roots, found = TypeAdapter.json_schemas(
        [(name, mode, TypeAdapter(model)) for name, model in models.items()],
        ref_template=REFERENCE,
        schema_generator=RequestSchema,
    )
    bodies: dict[str, Schema] = {**{name: roots[name, mode] for name in models}, **found["$defs"]}
    bodies["Brief"]["example"] = EXAMPLE
    bodies["Explained"]["example"] = {**EXAMPLE, "decision": decision}
    bodies["Priceable"].update(description=_priceable(rulebook), example=PRICED)
    return bodies


def _priceable(rulebook: Rulebook) -> str:
    return (
        "The output of compose, or a bare list of components with given load; `settings` may hold architecture-wide "
        "settings. Region `global` prices what has no Region. What each type can be given:\n\n"
    ) + "\n".join(_told(rulebook, found) for found in rulebook.components.values() if found.line_items)


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
