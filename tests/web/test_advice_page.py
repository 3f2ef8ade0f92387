"""The advice: reasons, picture, costs and pins on one page, all from the address."""

import re
from decimal import Decimal
from html import unescape
from urllib.parse import urlencode

import pytest

from tests.depth import some
from tests.web.plain_browser import Page, get

MONEY = re.compile(r"\$([\d,]+\.\d\d)")


def report(client, path="/advice.json"):
    return client.get(path).json()


def test_the_advice_is_a_bright_hall_with_every_part_of_the_report(client):
    page = get(client, "/advice")
    found = report(client)
    assert page.light == 10
    assert page.headings[0].strip() == found["summary"]["en"]
    for section in ("picture", "decisions", "costs", "alternatives", "guardrails", "assumptions", "level", "share"):
        assert section in page.ids
    assert {f"decision-{item['id']}" for item in found["decisions"]} <= set(page.ids)


def test_every_story_shows_its_reasons_lines_and_assumptions(story_pages):
    for text, found in story_pages.values():
        page = Page(text)
        assert len(page.ids) == len(set(page.ids)), "an id stands twice"
        for guardrail in found["guardrails"]:
            assert f"guardrail-{guardrail['id']}" in page.ids
        for line in found["estimate"]["line_items"]:
            assert line["price"]["as_of"] in text
        if found["estimate"]["unpriced"]:
            assert "not in the total" in text
            assert "at least" in text


def test_the_lines_of_a_component_add_up_to_the_total_shown(story_pages):
    for text, whole in story_pages.values():
        found = whole["estimate"]
        lines = sum(Decimal(line["monthly"]["typical"]) for line in found["line_items"])
        assert abs(lines - Decimal(found["monthly"]["typical"])) <= Decimal("0.01") * len(found["line_items"])
        total = MONEY.findall(text.partition("<tfoot>")[2])[1]
        assert Decimal(total.replace(",", "")) == Decimal(found["monthly"]["typical"]).quantize(Decimal("0.01"))


def test_what_estimates_forget_is_shown_with_its_reason(story_pages):
    for page, found in story_pages.values():
        zeros = [line for line in found["estimate"]["line_items"] if line["component"] == "account"]
        text = unescape(page)
        assert zeros
        for line in zeros:
            assert line["monthly"]["high"] == "0.00"
            assert line["name"]["en"] in text
            assert line["note"]["en"] in text


def test_free_allowances_are_taken_off_and_put_back_by_a_link(client):
    path = "/advice?parts=api&pin.api_code=function"
    (link,) = (link["href"] for link in get(client, path).links if "free_allowances=on" in link["href"])
    assert "allowances are not taken off" in client.get(path).text
    taken = get(client, link.partition("#")[0])
    assert "allowances are taken off" in client.get(link.partition("#")[0]).text
    before, after = (
        Decimal(report(client, f"/advice.json?parts=api&pin.api_code=function{more}")["estimate"]["monthly"]["typical"])
        for more in ("", "&free_allowances=on")
    )
    assert after < before
    assert any("free_allowances=off" in link["href"] for link in taken.links)


def test_a_decision_is_pinned_by_a_button_and_unpinned_by_a_link(client):
    page = get(client, "/advice", [("parts", "api")])
    brief = next(form for form in page.forms if form.attributes.get("id") == "brief")
    button = next(control for control in brief.buttons() if control.name == "pin.api_code")
    pinned_at = "/advice?" + urlencode(brief.pairs(button=button))
    assert "parts=api" in pinned_at
    pinned = get(client, pinned_at)
    found = report(client, pinned_at.replace("/advice", "/advice.json"))
    decision = next(item for item in found["decisions"] if item["id"] == "api_code")
    assert (decision["pinned"], decision["outcome"]) == (True, button.value)
    links = [link["href"] for link in pinned.links if link["href"].startswith("/advice?")]
    assert "/advice?parts=api" in links
    assert all(href.count("pin.api_code") <= 1 for href in links)


def test_every_pin_of_a_core_decision_gives_an_answer(client, rulebook):
    core = [decision for decision in rulebook.decisions.values() if decision.core]
    for name, outcome in some([(decision.id, outcome) for decision in core for outcome in decision.outcomes], 6):
        assert f"decision-{name}" in get(client, "/advice", [(f"pin.{name}", outcome)]).ids


def test_an_assumption_leads_to_its_question(client, rulebook):
    page = get(client, "/advice", [("parts", "api")])
    brief = next(form for form in page.forms if form.attributes.get("id") == "brief")
    button = next(control for control in brief.buttons() if control.attributes.get("formaction") == "/ask")
    asked = get(client, button.attributes["formaction"], brief.pairs(button=button))
    question = next(item for item in rulebook.questions if item.id == button.value)
    assert asked.headings[0].strip() == question.question.en


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_same_answers_keep_their_tag_until_an_answer_changes(client, language):
    first = client.get(f"/advice?parts=api&lang={language}")
    again = client.get(f"/advice?parts=api&lang={language}", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    assert again.headers["vary"] == first.headers["vary"].replace(", Accept-Encoding", "")
    other = client.get(f"/advice?parts=site&lang={language}", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200
    block = {"If-None-Match": first.headers["etag"], "HX-Request": "true"}
    assert client.get(f"/advice?parts=api&lang={language}", headers=block).status_code == 200


def test_what_the_user_sends_is_written_as_text(client):
    text = client.get("/advice", params={"<script>alert(1)</script>": "x", "parts": "<b>"}).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
