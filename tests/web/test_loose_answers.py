"""Answers that are tests, in every channel: address, form, JSON, shared link, next question, reasons, comparison."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from tests.web.plain_browser import get

LOOSE = {"parts": ["job"], "run_minutes": "> 15", "availability": "not best_effort", "compliance": "has health"}
QUERY = [("parts", "job"), ("run_minutes", "> 15"), ("availability", "not best_effort"), ("compliance", "has health")]


def advice(client, answers):
    response = client.post("/api/v1/advice", json={"answers": answers})
    assert response.status_code == 200, response.text
    return response.json()


def outcomes(report):
    return {note["id"]: note["outcome"] or note["outcomes"] for note in report["decisions"]}


def assumed(report):
    return {item["input"]: item for item in report["assumptions"]}


def test_a_report_says_what_was_said_and_what_is_assumed(client):
    report = advice(client, LOOSE)
    item = assumed(report)["run_minutes"]
    assert (item["test"], item["unsure"]) == ("> 15", False)
    assert float(item["value"]) > 15
    assert "15" in item["said"]["en"]
    assert outcomes(report)["job_code"] == outcomes(advice(client, {**LOOSE, "run_minutes": item["value"]}))["job_code"]
    assert report["brief"]["answers"]["availability"] == "not best_effort"
    assert advice(client, report["brief"]["answers"])["summary"] == report["summary"]


def test_page_json_and_csv_of_one_address_say_the_same(client):
    query = urlencode(QUERY)
    report = client.get(f"/advice.json?{query}").json()
    assert outcomes(report) == outcomes(advice(client, LOOSE))
    text = unescape(client.get(f"/advice?{query}").text)
    assert "you said: " in text
    total = client.get(f"/advice.csv?{query}").text.strip().splitlines()[-1]
    assert report["estimate"]["monthly"]["high"] in total


def test_the_walk_keeps_a_test_in_every_link_and_form(client):
    page = get(client, "/ask", QUERY)
    assert {("run_minutes", "> 15"), ("availability", "not best_effort")} <= set(hidden_pairs(page))
    (link, *_) = [link["href"] for link in page.links if link["href"].startswith("/advice?")]
    assert "run_minutes=%3E+15" in link


def hidden_pairs(page):
    form = next(form for form in page.forms if "question-form" in form.attributes.get("class", ""))
    return [(control.name, control.value) for control in form.controls if control.type == "hidden"]


def test_an_exact_number_wins_over_a_range_and_may_be_counted_otherwise(client):
    sent = [("parts", "api"), ("monthly_requests", "> 10000000"), ("exact.monthly_requests", "2000")]
    kept = hidden_pairs(get(client, "/ask", sent))
    assert [value for name, value in kept if name == "monthly_requests"] == ["2000"]
    kept = hidden_pairs(get(client, "/ask", [*sent, ("per.monthly_requests", "day")]))
    assert [value for name, value in kept if name == "monthly_requests"] == ["2000/day"]


def test_a_rate_is_shown_converted_and_kept_as_typed(client):
    text = unescape(client.get("/ask?parts=api&monthly_requests=2000/day&at=traffic").text)
    assert 'value="2000/day"' in text
    assert "60,833 requests" in text
    report = advice(client, {"parts": ["api"], "monthly_requests": "2000/day"})
    assert report["brief"]["answers"]["monthly_requests"] == "2000/day"
    (given,) = [item for item in report["given"] if item["input"] == "monthly_requests"]
    assert (given["value"], given["words"]["en"]) == ("60833", "60,833 requests (2000/day)")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2000/day", "That is 60,833 requests"),
        ("> 10..", "leaves no possible number"),
        ("many", "is not a number"),
        ("", ""),
    ],
)
def test_what_a_number_means_is_told_while_it_is_typed(client, typed, told):
    query = urlencode({"exact.monthly_requests": typed})
    response = client.get(f"/ask/number?{query}", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert told in unescape(response.text)


def test_a_range_is_split_where_it_still_matters_and_not_sure_ends_it(client):
    sent = [("parts", "job"), ("run_minutes", "> 10"), ("at", "job")]
    form = next(form for form in get(client, "/ask", sent).forms if "question-form" in form.attributes.get("class", ""))
    values = [control.value for control in form.named("run_minutes") if control.type == "radio"]
    assert values == ["(10..15]", "> 15", "not_sure > 10"]
    kept = get(client, "/ask", [("parts", "job"), ("run_minutes", "not_sure > 10")])
    assert ("run_minutes", "not_sure > 10") in hidden_pairs(kept)
    open_now = client.post("/api/v1/next", json={"answers": {"parts": ["job"], "run_minutes": "not_sure > 10"}}).json()
    assert "run_minutes" not in open_now["open"]


def test_the_next_question_asks_for_a_sharper_value_only_where_it_matters(client):
    told = {
        raw: client.post("/api/v1/next", json={"answers": {"parts": ["job"], "run_minutes": raw}}).json()
        for raw in ("> 10", "> 15", "20")
    }
    assert "run_minutes" in told["> 10"]["open"]
    assert "run_minutes" not in told["> 15"]["open"]
    assert (
        told["> 15"]["settled"]["job_code"] == told["20"]["settled"]["job_code"]
        if "job_code" in told["20"]["settled"]
        else True
    )


def test_the_next_question_names_the_ranges_between_which_the_advice_differs(client):
    answers: dict = {"parts": ["job"]}
    for _ in range(30):
        question = client.post("/api/v1/next", json={"answers": answers}).json()["question"]
        if question is None or "run_minutes" in question["inputs"]:
            break
        answers |= dict.fromkeys(question["inputs"], "not_sure")
    assert question is not None
    assert [item["test"] for item in question["ranges"]["run_minutes"]] == ["<= 15", "> 15"]


def test_reasons_changes_and_comparison_know_a_test(client):
    body = {"answers": LOOSE, "decision": "job_code"}
    explained = client.post("/api/v1/explain", json=body).json()
    assert "run_minutes" in {item["fact"] for item in explained["reason"]["inputs"]}
    against = urlencode({"against": "parts=job&run_minutes=5"})
    text = unescape(client.get(f"/advice/changes?parts=job&{urlencode({'run_minutes': '> 15'})}&{against}").text)
    assert "15 minutes" in text


def test_a_shared_report_keeps_its_tests(client):
    stored = client.post("/api/v1/reports", json={"answers": LOOSE})
    assert stored.status_code == 201, stored.text
    token = stored.json()["token"]
    report = client.get(f"/api/v1/reports/{token}").json()
    assert report["brief"]["answers"]["run_minutes"] == "> 15"
    assert assumed(report)["availability"]["test"] == "not best_effort"
    page = client.get(f"/r/{token}")
    assert "you said: " in unescape(page.text)


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("run_minutes", "> 999999", "leaves no possible number"),
        ("availability", "not [best_effort, three_nines, four_nines]", "leaves no possible value"),
        ("compliance", "has health and lacks health", "leaves no possible value"),
        ("run_minutes", "5/day", "leaves no possible number"),
        ("parts", "any of []", "leaves no possible value"),
    ],
)
def test_an_impossible_test_is_refused_by_name(client, name, raw, told):
    response = client.post("/api/v1/advice", json={"answers": {name: raw}})
    assert response.status_code == 422
    (fault,) = response.json()["errors"]
    assert fault["field"] == f"answers.{name}"
    assert re.search(told, fault["message"]), fault
