"""Errors: a page for people, a problem document for programs, and always the right status and headers."""

import pytest

from app.web.middleware import BODY_LIMIT, STAGE_LIMIT

PROBLEM = "application/problem+json"


def test_people_get_a_page_in_their_language(client):
    response = client.get("/nowhere?lang=ko")
    assert response.status_code == 404
    assert "text/html" in response.headers["content-type"]
    assert "찾을 수 없습니다" in response.text


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/", "GET, HEAD"),
        ("GET", "/share", "POST"),
        ("PUT", "/api/v1/reports/" + "x" * 22, "GET, DELETE, HEAD"),
        ("DELETE", "/api/v1/advice", "POST"),
        ("GET", "/api/v1/decide", "POST"),
        ("OPTIONS", "/api/v1/questions", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_every_right_one(client, method, path, allowed):
    response = client.request(method, path)
    assert response.status_code == 405
    assert response.headers["allow"] == allowed
    assert (PROBLEM in response.headers["content-type"]) == path.startswith("/api/")


def test_programs_get_a_problem_document(client):
    response = client.get("/api/v1/nothing", headers={"Accept-Language": "ko"})
    assert response.status_code == 404
    assert response.headers["content-type"] == PROBLEM
    problem = response.json()
    assert problem["status"] == 404
    assert problem["type"] == "about:blank"
    assert problem["title"] == "찾을 수 없습니다"


@pytest.mark.parametrize("path", ["/api/v1/advice", "/share"])
def test_a_body_that_is_too_large_is_refused_however_it_comes(client, path):
    large = b'{"answers": {"parts": "' + b"x" * BODY_LIMIT + b'"}}'
    for body in (large, iter([large[:40000], large[40000:]])):
        response = client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert response.status_code == 413
        assert f"{BODY_LIMIT:,}" in response.text


def test_a_body_of_exactly_the_limit_is_read(client):
    body = b'{"answers": {}}'
    padded = body + b" " * (BODY_LIMIT - len(body))
    response = client.post("/api/v1/advice", content=padded, headers={"Content-Type": "application/json"})
    assert response.status_code == 200


@pytest.mark.parametrize("stage", ["compose", "estimate", "draw"])
def test_a_stage_takes_the_long_output_of_the_one_before(client, stage):
    headers = {"Content-Type": "application/json"}
    long, too_long = (b'{"filler": "' + b"x" * length + b'"}' for length in (2 * BODY_LIMIT, STAGE_LIMIT))
    assert client.post(f"/api/v1/{stage}", content=long, headers=headers).status_code == 422
    assert client.post(f"/api/v1/{stage}", content=too_long, headers=headers).status_code == 413


def test_what_breaks_inside_is_told_without_its_insides(client, app):
    app.state.rulebook = None
    for path, kind in (("/", "text/html"), ("/api/v1/questions", PROBLEM)):
        response = client.get(path)
        assert response.status_code == 500
        assert kind in response.headers["content-type"]
        assert "Traceback" not in response.text
        assert "NoneType" not in response.text
        assert "default-src 'none'" in response.headers["content-security-policy"]


def test_a_form_in_another_format_is_refused(client):
    response = client.post("/share", json={"parts": ["api"]})
    assert response.status_code == 415
    assert "application/x-www-form-urlencoded" in response.text


def test_a_form_that_is_not_text_is_refused(client):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/share", content=b"\xff\xfe=1", headers=headers).status_code == 400
