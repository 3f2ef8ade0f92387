"""What is sent wrong is refused: 422 with every faulty field, each in one short sentence in English and in Korean."""

import json
import re

import pytest

NESTED = json.loads("[" * 60 + "]" * 60)
LONG = "x" * 10_000
NAT = {"type": "nat_gateway", "load": {"gb": 1}}
COMPONENT = {"id": "a", "type": "s3", "service": "Amazon S3", "label": {"en": "a", "ko": "가"}, "place": "data"}
DRAWN = {
    **COMPONENT, "group": "data", "zones": 1, "count": 1, "size": "", "icon": "s3", "tier": 5,
    "counts": {"low": 1, "typical": 1, "high": 1}, "load": {}, "decisions": [],
}  # fmt: skip
CONNECTION = {"source": "a", "target": "b", "label": {"en": "a", "ko": "가"}, "kind": "data", "load": {}}
SENT = [
    ("advice", {"answers": {"monthly_request": 1}}, {"answers.monthly_request"}),
    ("advice", {"answer": {}, "pins": 1, "usage": []}, {"answer", "pins", "usage"}),
    ("advice", {"answers": {"parts": NESTED, "services": True, "gpu": 1, "region": ""}},
     {"answers.parts", "answers.services", "answers.gpu", "answers.region"}),
    ("advice", {"answers": {"parts": ["site"] * 3000 + ["sites"], "records": LONG, LONG: 1}},
     {"answers.parts", "answers.records", "answers." + "x" * 60 + "…"}),
    ("advice", {"pins": {"database": ["rds", "rds"], "egress": {}, "blockers": [[]]}, "usage": {"files_gb": {}}},
     {"pins.database", "pins.egress", "pins.blockers", "usage.files_gb"}),
    ("next", {"usage": {"files_gb": "1e400", "work_ms": True, "export_gb": "", "data_gb": [1]}},
     {"usage.files_gb", "usage.work_ms", "usage.export_gb", "usage.data_gb"}),
    ("explain", {"decision": ["database"], "answers": None, "colour": 1}, {"decision", "colour"}),
    ("explain", {}, {"decision"}),
    ("decide", [{"answers": {}}], {""}),
    ("compose", {"decisions": [NESTED, {"id": "database", "outcome": "rdz"}, {"id": 1}], "sky": 1},
     {"decisions.0", "decisions.1.outcome", "decisions.2.id", "sky"}),
    ("compose", {"decisions": {}, "brief": {"answers": {"part": "site"}}}, {"decisions", "brief.answers.part"}),
    ("estimate", {"components": [NAT] * 5000}, {"components"}),
    ("estimate", {"components": [{"typ": "nat_gateway"}, {**NAT, "zones": True, "count": [1], "load": NESTED}]},
     {"components.0.type", "components.0.typ", "components.1.zones", "components.1.count", "components.1.load"}),
    ("estimate", {"components": [{**NAT, "load": {"gb": {"low": 1, "typical": 1, "hi": 1}, "gbs": 1}}], "region": ""},
     {"components.0.load.gb", "components.0.load.gbs", "region"}),
    ("estimate", {"components": [{**NAT, "label": {"en": ""}, "options": [], "first_load": 1, "size": NESTED}]},
     {"components.0.label.en", "components.0.label.ko", "components.0.options", "components.0.first_load",
      "components.0.size"}),
    ("estimate", {"components": [NAT], "usage": [{"id": "files_gb", "low": 1}],
                  "settings": {"zones": 9, "x": 1, "edge": ""}},
     {"usage.files_gb", "settings.zones", "settings.x", "settings.edge"}),
    ("estimate", {"architecture": {"components": [{"type": LONG}]}, "brief": {"pins": {"x": 1}}, "nothing": 1},
     {"architecture.components.0.type", "brief.pins.x", "nothing"}),
    ("estimate", {"architecture": None}, {"architecture"}),
    ("draw", {"region": "x", "zones": 1, "components": [{**DRAWN, "colour": "red", "tier": -1}], "connections": [],
              "sky": 1},
     {"architecture.components.0.colour", "architecture.components.0.tier", "architecture.sky"}),
    ("draw", {"architecture": {"region": LONG, "zones": "1.5", "components": [DRAWN] * 61, "connections": NESTED},
              "title": {"en": "a"}},
     {"architecture.region", "architecture.zones", "architecture.components", "architecture.connections.0",
      "title.ko"}),
    ("draw", {"region": "x", "zones": 1, "components": [{**DRAWN, "counts": {"low": "x", "mid": 1}}],
              "connections": [{**CONNECTION, "kind": "wire", "load": {"gb": 1}, "to": "b"}]},
     {"architecture.components.0.counts.low", "architecture.components.0.counts.typical",
      "architecture.components.0.counts.high", "architecture.components.0.counts.mid",
      "architecture.connections.0.kind", "architecture.connections.0.load.gb", "architecture.connections.0.to"}),
]  # fmt: skip


def refused(client, path, document, language):
    answer = client.post(f"/api/v1/{path}?lang={language}", json=document)
    assert answer.status_code == 422, answer.text[:500]
    assert len(answer.content) < 30_000
    return [(error["field"], error["message"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize(("path", "document", "fields"), SENT)
def test_every_faulty_field_is_named_in_a_short_sentence(client, path, document, fields):
    english, korean = (refused(client, path, document, language) for language in ("en", "ko"))
    assert {field for field, _ in english} == fields
    assert [field for field, _ in english] == [field for field, _ in korean]
    for (field, message), (_, translated) in zip(english, korean, strict=True):
        assert len(field) < 150
        assert len(message) < 450, message
        assert not re.search(r"[가-힣]", message)
        assert re.search(r"[가-힣]", translated), translated
        assert not re.search(r"\((으|을|이|은)\)|\((를|가|는)\)", translated), translated


def test_of_thousands_of_faults_a_hundred_are_told(client):
    told = refused(client, "advice", {"answers": {f"a{number}": 1 for number in range(150)}}, "en")
    assert len(told) == 101
    assert told[-1] == ("", "more fields are faulty")
    ((field, message),) = refused(client, "advice", {"answers": {f"a{number}": 1 for number in range(3000)}}, "en")
    assert field == "answers"
    assert message.startswith("holds too much; at most ")


def test_the_nearest_name_and_a_few_of_the_others_are_told(client):
    ((_, message),) = refused(client, "advice", {"answers": {"monthly_request": 1}}, "en")
    assert message.startswith("is not known (did you mean `monthly_requests`?); known are: parts, ")
    assert re.search(r" and \d+ more$", message)
    ((_, message),) = refused(client, "advice", {"answers": {"monthly_request": 1}}, "ko")
    assert message.startswith("알 수 없는 이름입니다(가장 비슷한 이름: monthly_requests). 쓸 수 있는 이름: ")


def test_what_is_given_twice_counts_once(client, rulebook):
    collecting = next(name for name, decision in rulebook.decisions.items() if decision.collects)
    outcome = next(iter(rulebook.decisions[collecting].outcomes))
    decided = client.post("/api/v1/decide", json={"pins": {collecting: [outcome, outcome]}}).json()
    assert decided["brief"]["pins"] == {collecting: outcome}
    again = [{"id": collecting, "outcomes": [outcome]}, {"id": collecting, "outcomes": []}]
    assert client.post("/api/v1/compose", json={"decisions": again}).status_code == 200


@pytest.mark.parametrize("route", ["advice", "decide", "next", "explain", "compose", "estimate", "draw", "reports"])
def test_half_a_character_is_refused_everywhere(client, route):
    for body in (r'{"answers": {"records": "\ud800"}}', r'{"\uDFFF": 1}'):
        response = client.post(f"/api/v1/{route}", content=body, headers={"Content-Type": "application/json"})
        assert response.status_code == 400
    whole = r'{"answers": {"records": "\ud83d\ude00"}}'
    response = client.post(f"/api/v1/{route}", content=whole, headers={"Content-Type": "application/json"})
    assert response.status_code == 422


@pytest.mark.parametrize("prefix", ["", "pin.", "usage."])
def test_an_address_full_of_unknown_names_is_answered(client, prefix):
    query = "&".join(f"{prefix}x{number}=1" for number in range(1200))
    response = client.get(f"/advice.csv?{query}")
    assert response.status_code == 200
    assert response.text == client.get("/advice.csv").text
