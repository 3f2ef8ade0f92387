"""The API: one POST for the whole advice, its stages in a row, stored reports, errors that name every fault."""

from decimal import Decimal

import pytest
from fastapi.testclient import TestClient
from pydantic import HttpUrl

from app.main import create_app
from app.settings import Settings
from tests.depth import some

PROBLEM = "application/problem+json"
BRIEF = {"answers": {"parts": ["api", "site"]}, "pins": {}, "usage": {}}


def test_an_empty_brief_gives_a_whole_report(client, rulebook):
    response = client.post("/api/v1/advice", json={})
    report = response.json()
    assert response.status_code == 200
    assert len(report["assumptions"]) == len(rulebook.inputs)
    assert {item["id"] for item in report["decisions"]} == set(rulebook.decisions)
    assert isinstance(report["estimate"]["monthly"]["typical"], str)


def told_at_once(report):
    """The report without what only the page and a stored report add."""
    decisions = [{**note, "forced_by": [], "flips": []} for note in report["decisions"]]
    assumptions = [{**note, "decisions": [], "worth": None} for note in report["assumptions"]]
    added: dict = {"confidence": None, "repairs": [], "created_at": "", "standing": None, "savings": [], "budget": None}
    return {**report, **added, "alternatives": [], "decisions": decisions, "assumptions": assumptions}


def test_the_link_of_the_page_gives_the_same_report_and_says_more(client):
    posted = client.post("/api/v1/advice", json=BRIEF)
    fetched = client.get("/advice.json?parts=site&parts=api")
    assert told_at_once(posted.json()) == told_at_once(fetched.json())
    named, every = (
        {(other["decision"], other["outcome"]): other["monthly"] for other in answer.json()["alternatives"]}
        for answer in (posted, fetched)
    )
    assert named.items() < every.items()
    assert posted.json()["confidence"] is None
    assert fetched.json()["confidence"]["settled"] > 0
    assert any(note["flips"] for note in fetched.json()["decisions"])
    assert posted.headers["etag"] == fetched.headers["etag"]
    again = client.get("/advice.json?parts=site&parts=api", headers={"If-None-Match": fetched.headers["etag"]})
    assert again.status_code == 304
    other = client.post("/api/v1/advice", json={"answers": {"parts": ["site"]}})
    assert other.headers["etag"] != posted.headers["etag"]


def test_every_faulty_field_is_named(client):
    brief = {"answers": {"parts": ["nonsense"], "nothing": "x"}, "pins": {"nothing": "x"}, "usage": {"nothing": -1}}
    response = client.post("/api/v1/advice", json=brief)
    assert response.status_code == 422
    assert response.headers["content-type"] == PROBLEM
    fields = {error["field"] for error in response.json()["errors"]}
    assert fields == {"answers.parts", "answers.nothing", "pins.nothing", "usage.nothing"}


@pytest.mark.parametrize("path", ["advice", "cost-curve", "reports", "decide", "compose", "estimate", "draw"])
def test_a_body_that_cannot_be_read_is_refused(client, path):
    json_type = {"Content-Type": "application/json"}
    for body in (b"{", b"", b"\xff", b"NaN", b"[" * 60000):
        response = client.post(f"/api/v1/{path}", content=body, headers=json_type)
        assert (response.status_code, response.headers["content-type"]) == (400, PROBLEM), body[:9]
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        response = client.post(f"/api/v1/{path}", content=b"{}", headers={"Content-Type": kind})
        assert (response.status_code, response.headers["content-type"]) == (415, PROBLEM)
    for body in (b"[]", b'"x"', b"1", b"null", b'{"nonsense": 1}'):
        response = client.post(f"/api/v1/{path}", content=body, headers=json_type)
        assert (response.status_code, response.headers["content-type"]) == (422, PROBLEM), body
        assert response.json()["errors"]


def test_the_cost_curve_names_its_axis_its_lines_and_every_change(client, rulebook):
    orders = {story.id: story for story in rulebook.examples}["orders"]
    response = client.post("/api/v1/cost-curve", json={"answers": orders.brief.model_dump(mode="json")["answers"]})
    curve = response.json()
    assert response.status_code == 200
    assert (curve["axis"]["input"], curve["own"]) == ("monthly_requests", "60000000")
    assert curve["axis"]["label"].keys() == curve["axis"]["assumption"].keys() == {"en", "ko"}
    for contest in curve["contests"]:
        names = {line["id"] for line in contest["lines"]}
        assert [line["recommended"] for line in contest["lines"]].count(True) == 1
        for line in contest["lines"]:
            assert all(isinstance(point[key], str) for point in line["points"] for key in ("x", "typical", "apart"))
        for crossing in contest["crossings"]:
            assert {crossing["from"], crossing["to"]} <= {*names, None}
        spans = contest["cheapest"]
        assert [span["from_x"] for span in spans[1:]] == [crossing["x"] for crossing in contest["crossings"]]
        assert [int(span["to_x"]) + 1 for span in spans[:-1]] == [int(span["from_x"]) for span in spans[1:]]
    database = next(contest for contest in curve["contests"] if contest["id"] == "database")
    assert [(crossing["from"], crossing["to"]) for crossing in database["crossings"]] == [
        ("recommended", "database=aurora_serverless")
    ]


def test_the_pins_of_a_line_lead_to_its_cost_at_the_own_size(client):
    brief = {"answers": {"parts": ["site", "api"], "monthly_users": 20000}, "pins": {"processor": "x86"}}
    curve = client.post("/api/v1/cost-curve", json=brief).json()
    for contest in curve["contests"]:
        for line in contest["lines"]:
            report = client.post("/api/v1/advice", json={**brief, "pins": line["pins"]}).json()
            own = next(point for point in line["points"] if point["x"] == curve["own"])
            assert own["typical"] == report["estimate"]["monthly"]["typical"], line["id"]


def test_a_report_is_stored_read_and_deleted(client):
    stored = client.post("/api/v1/reports", json=BRIEF)
    assert stored.status_code == 201
    link = stored.json()
    assert stored.headers["location"] == f"/api/v1/reports/{link['token']}"
    assert link["url"] == f"http://testserver/r/{link['token']}"
    read = client.get(stored.headers["location"])
    assert read.headers["cache-control"] == "max-age=300, must-revalidate"
    assert read.json()["brief"]["answers"] == BRIEF["answers"]
    for headers in ({}, {"X-Revoke-Token": "x"}, {"X-Revoke-Token": link["token"]}):
        assert client.delete(stored.headers["location"], headers=headers).status_code == 403
    deleted = client.delete(stored.headers["location"], headers={"X-Revoke-Token": link["revoke_token"]})
    assert deleted.status_code == 204
    for response in (client.get(stored.headers["location"]), client.delete(stored.headers["location"])):
        assert response.status_code == 404
        assert response.headers["content-type"] == PROBLEM


def test_the_public_address_is_that_of_the_settings(tmp_path, rulebook):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/r.db", base_url=HttpUrl("https://advisor.example/"))
    with TestClient(create_app(settings, rulebook)) as client:
        link = client.post("/api/v1/reports", json={}).json()
    assert link["url"] == f"https://advisor.example/r/{link['token']}"


def test_storing_too_often_is_put_off(tmp_path, rulebook):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/r.db", rate_limit="2/minute")
    with TestClient(create_app(settings, rulebook)) as client:
        assert [client.post("/api/v1/reports", json={}).status_code for _ in range(3)] == [201, 201, 429]
        late = client.post("/api/v1/reports", json={})
        assert late.headers["content-type"] == PROBLEM
        assert late.headers["retry-after"] == "60"
        assert client.post("/api/v1/advice", json={}).status_code == 200


def test_the_stages_in_a_row_give_what_one_post_gives(client, rulebook):
    for story in some(rulebook.examples, 4):
        brief = story.brief.model_dump(mode="json")
        whole = client.post("/api/v1/advice", json=brief).json()
        decided = client.post("/api/v1/decide", json=brief).json()
        composed = client.post("/api/v1/compose", json=decided).json()
        estimated = client.post("/api/v1/estimate", json=composed).json()
        assert estimated["estimate"] == whole["estimate"], story.id
        assert len(estimated["architecture"]["components"]) == len(whole["architecture"]["components"])
        for document in (composed, estimated, whole, whole["architecture"]):
            picture = client.post("/api/v1/draw", json=document)
            assert picture.status_code == 200
            assert picture.headers["content-type"].startswith("image/svg+xml")
            assert picture.text.startswith("<svg")


def test_a_picture_of_nonsense_is_refused_by_field(client):
    architecture = client.post("/api/v1/advice", json=BRIEF).json()["architecture"]
    faults: dict[str, dict] = {
        "architecture.components.0.icon": {"icon": "../../pyproject"},
        "architecture.components.0.place": {"place": "nowhere"},
        "architecture.components.0.service": {"service": "x" * 121},
        "architecture.components.0.resource": {"resource": "x" * 121},
        "architecture.components.0.count": {"count": "1e300"},
        "architecture.components.0.counts.high": {"counts": {"low": 1, "typical": 1, "high": 1e16}},
        "architecture.components.0.load.gb.low": {"load": {"gb": {"low": -1e16, "typical": 1, "high": 1}}},
        "architecture.components.0.zones": {"zones": False},
        "architecture.components.0.tier": {"tier": True},
    }
    for field, change in faults.items():
        first, *others = architecture["components"]
        response = client.post("/api/v1/draw", json={**architecture, "components": [{**first, **change}, *others]})
        assert response.status_code == 422, field
        assert [error["field"] for error in response.json()["errors"]] == [field]
    without_region = {name: value for name, value in architecture.items() if name != "region"}
    errors = client.post("/api/v1/draw", json=without_region).json()["errors"]
    assert [error["field"] for error in errors] == ["architecture.region"]


@pytest.mark.parametrize(
    ("path", "document", "field"),
    [
        ("estimate", {"region": {}, "components": [{"type": "alb"}]}, "region"),
        ("estimate", {"components": [{"type": "alb", "id": 0}]}, "components.0.id"),
        ("estimate", {"components": [{"type": "rds_instance", "size": {}}]}, "components.0.size"),
        ("compose", {"brief": 0, "decisions": [{"id": "accounts", "outcome": "one"}]}, "brief"),
        ("compose", {"decisions": [{"id": "accounts", "outcome": "one", "outcomes": 0}]}, "decisions.0.outcomes"),
        ("compose", {"decisions": [{"id": "accounts"}]}, "decisions.0"),
    ],
)
def test_a_stage_guesses_nothing_for_a_value_of_the_wrong_kind(client, path, document, field):
    response = client.post(f"/api/v1/{path}", json=document)
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_a_connection_to_what_is_not_listed_is_drawn_to_a_box_with_its_name(client):
    architecture = client.post("/api/v1/advice", json=BRIEF).json()["architecture"]
    architecture["connections"][0]["target"] = "a_place_of_our_own"
    picture = client.post("/api/v1/draw", json=architecture)
    assert picture.status_code == 200
    assert "a_place_of_our_own" in picture.text


def test_a_picture_takes_language_and_colours_from_the_query(client):
    architecture = client.post("/api/v1/advice", json=BRIEF).json()
    assert client.post("/api/v1/draw?lang=ko&scheme=dark", json=architecture).status_code == 200
    response = client.post("/api/v1/draw?lang=fr&scheme=pink", json=architecture)
    assert {error["field"] for error in response.json()["errors"]} == {"lang", "scheme"}


def test_questions_and_rulebook_are_whole_and_tagged(client, rulebook):
    questions = client.get("/api/v1/questions")
    listed = [item["id"] for topic in questions.json()["topics"] for item in topic["questions"]]
    assert listed == [question.id for question in rulebook.questions]
    known = client.get("/api/v1/rulebook")
    assert [item["id"] for item in known.json()["decisions"]] == list(rulebook.decisions)
    compared = {item["id"]: item for item in known.json()["comparisons"]}
    assert compared.keys() == rulebook.comparisons.keys()
    for name, priced in rulebook.comparisons.items():
        cells = compared[name]["cells"]
        assert [(cell["region"], cell["cheaper"]) for cell in cells] == [
            (cell.region, cell.cheaper) for cell in priced.combinations
        ]
        assert [tuple(map(Decimal, cell["left"])) for cell in cells] == [cell.left for cell in priced.combinations]
    assert known.json()["fingerprint"] == rulebook.fingerprint
    for path, response in (("/api/v1/questions", questions), ("/api/v1/rulebook", known)):
        tag = response.headers["etag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_the_description_is_of_openapi_3_1_and_names_every_error(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert set(schema["paths"]) == {
        "/api/v1/questions",
        "/api/v1/rulebook",
        "/api/v1/advice",
        "/api/v1/next",
        "/api/v1/explain",
        "/api/v1/cost-curve",
        "/api/v1/reports",
        "/api/v1/reports/{token}",
        "/api/v1/decide",
        "/api/v1/compose",
        "/api/v1/estimate",
        "/api/v1/draw",
    }
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            for status, response in operation["responses"].items():
                if status.startswith(("4", "5")):
                    assert list(response["content"]) == [PROBLEM], (path, method, status)


def test_the_description_says_how_a_stored_report_is_read_and_deleted(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    links = paths["/api/v1/reports"]["post"]["responses"]["201"]["links"]
    at_report = paths["/api/v1/reports/{token}"]
    assert links["read"]["operationId"] == at_report["get"]["operationId"]
    assert links["delete"]["operationId"] == at_report["delete"]["operationId"]
    named = {f"{item['in']}.{item['name']}" for item in at_report["delete"]["parameters"]}
    assert set(links["delete"]["parameters"]) == named


def test_the_health_check_names_the_rulebook(client, rulebook):
    assert client.get("/healthz").json() == {"status": "ok", "rulebook": rulebook.fingerprint}


def test_the_health_check_fails_when_the_database_does_not_answer(app, client, rulebook):
    with app.state.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE report")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"status": "the database does not answer", "rulebook": rulebook.fingerprint}
