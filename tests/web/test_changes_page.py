"""What would change one decision: a page of its own, or a block of its card, with the cost of every flip."""

from html import unescape
from urllib.parse import urlencode

import pytest

from app.domain.advice import run
from app.domain.advisor.guidance import explain
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.brief import query_pairs
from tests.builders import present
from tests.stories import STORIES, brief_of
from tests.web.plain_browser import get

CHAT = brief_of(STORIES["realtime_chat"])
QUERY = urlencode(query_pairs(CHAT))
PATH = f"/advice/decisions/realtime_code?{QUERY}"


@pytest.fixture(scope="module")
def reasoner(rulebook):
    return Reasoner(rulebook)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_flip_with_its_cost_and_every_shortest_way_is_shown(client, reasoner, language):
    text = unescape(client.get(f"{PATH}&lang={language}").text)
    found = explain(reasoner, run(reasoner.rulebook, CHAT), "realtime_code")
    assert found.flips
    for flip in found.flips:
        assert flip.words.in_language(language) in text
        assert f"{abs(present(flip.difference).typical):,.0f}" in text
    outcomes = reasoner.rulebook.decisions["realtime_code"].outcomes
    assert all(outcomes[name].label.in_language(language) in text for name in found.fewest)
    flipped = {outcome for flip in found.flips for outcome in flip.outcomes}
    further = {outcome: moves for outcome, moves in found.fewest.items() if outcome not in flipped}
    assert further
    for moves in further.values():
        assert all(move.words.in_language(language) in text for move in present(moves))


def test_each_way_leads_to_an_advice_with_the_outcome_it_names(client, reasoner):
    page = get(client, PATH)
    links = [link["href"] for link in page.links if link["href"].startswith("/advice?") and link.get("class") == "fine"]
    found = explain(reasoner, run(reasoner.rulebook, CHAT), "realtime_code")
    reached = set()
    for link in links:
        decisions = client.get(link.replace("/advice?", "/advice.json?")).json()["decisions"]
        reached.add(next(note["outcome"] for note in decisions if note["id"] == "realtime_code"))
    assert reached == set(found.fewest)


def test_the_card_of_a_decision_leads_there_and_takes_the_block_alone(client):
    page = get(client, f"/advice?{QUERY}")
    link = next(item for item in page.links if item["href"].startswith("/advice/decisions/realtime_code"))
    assert link["hx-get"] == link["href"]
    block = client.get(link["href"], headers={"HX-Request": "true"}).text
    assert block.strip().startswith('<div class="facet wide changes">')
    assert "<html" not in block


def test_a_pinned_decision_says_so_and_an_unknown_one_is_not_found(client):
    pinned = client.get("/advice/decisions/database?pin.database=dynamodb")
    assert "You fixed this decision" in pinned.text
    missing = client.get("/advice/decisions/nothing")
    assert missing.status_code == 404
    assert "There is no decision named nothing." in missing.text


def test_the_same_question_is_not_answered_twice(client):
    first = client.get(PATH)
    assert client.get(PATH, headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_a_stored_report_keeps_the_cost_of_every_flip(client):
    stored = client.post("/api/v1/reports", json={"answers": {"parts": ["api"]}}).json()
    report = client.get(f"/api/v1/reports/{stored['token']}").json()
    flips = [flip for note in report["decisions"] for flip in note["flips"]]
    assert flips
    assert all(flip["difference"] for flip in flips)
    assert all(note["worth"] for note in report["assumptions"])
    assert "a month" in client.get(f"/r/{stored['token']}").text
