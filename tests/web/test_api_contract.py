"""Schemathesis holds the API to its own description: whatever is sent, the answer is one that is described."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
OPERATIONS = [
    "GET /api/v1/questions",
    "GET /api/v1/rulebook",
    "POST /api/v1/advice",
    "POST /api/v1/next",
    "POST /api/v1/explain",
    "POST /api/v1/reports",
    "GET /api/v1/reports/{token}",
    "DELETE /api/v1/reports/{token}",
    "POST /api/v1/decide",
    "POST /api/v1/compose",
    "POST /api/v1/estimate",
    "POST /api/v1/draw",
]


def operations(app):
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    found = [result.ok() for result in schema.get_all_operations()]
    return {f"{operation.method.upper()} {operation.path}": operation for operation in found}


def test_every_operation_is_tried(app):
    assert sorted(operations(app)) == sorted(OPERATIONS)


CASES = [
    *((name, GenerationMode.POSITIVE) for name in OPERATIONS),
    # Only a body can break its description: a query takes every name, a token every text.
    *((name, GenerationMode.NEGATIVE) for name in OPERATIONS if name.startswith("POST")),
]


@pytest.mark.parametrize(("name", "mode"), CASES)
def test_the_api_keeps_its_description(app, client, name, mode):
    @given(case=operations(app)[name].as_strategy(generation_mode=mode))
    @settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def holds(case):
        case.call_and_validate(checks=CHECKS)

    holds()
