"""What each assumption is worth: a page of its own, or a block of the advice, true to full runs of the advisor."""

import re
from html import unescape

import pytest

from app.domain.advice import run
from app.domain.model.briefs import Brief
from app.domain.reasoning.changes import single_changes
from app.domain.reasoning.reasoner import Reasoner
from app.domain.whatif.worth import assumption_spans, other_values
from app.web.views.worth import sharpening, worth_view
from app.words.figures import money
from tests.stories import STORIES, brief_of
from tests.web.plain_browser import get

BRIEFS = {"nothing": Brief(), **{name: brief_of(story) for name, story in list(STORIES.items())[:2]}}


@pytest.fixture(scope="module")
def reasoner(rulebook):
    return Reasoner(rulebook)


def monthly(rulebook, brief):
    return run(rulebook, brief).estimate.monthly.typical


@pytest.mark.parametrize("brief", BRIEFS.values(), ids=BRIEFS)
def test_a_span_is_what_full_runs_over_all_other_values_give(rulebook, reasoner, brief):
    now = monthly(rulebook, brief)
    spans = {span.input.id: span for span in assumption_spans(run(rulebook, brief), single_changes(reasoner, brief))}
    assert spans.keys() == rulebook.inputs.keys() - brief.answers.keys()
    for name, span in spans.items():
        values = other_values(rulebook.inputs[name])
        costs = [now, *(monthly(rulebook, rulebook.answered(brief, {name: value})) for value in values)]
        assert (span.least, span.most) == (min(costs), max(costs)), name


def test_every_decision_that_another_value_changes_is_named(rulebook, reasoner):
    advice = run(rulebook, Brief())
    for span in assumption_spans(advice, single_changes(reasoner, Brief())):
        for value in other_values(span.input):
            other = run(rulebook, rulebook.answered(Brief(), {span.input.id: value}))
            changed = {name for name, item in other.choices.items() if item.outcomes != advice.choices[name].outcomes}
            assert changed <= set(span.decisions), span.input.id


def test_the_largest_swing_comes_first_and_bars_stay_on_the_scale(reasoner):
    view = worth_view(reasoner, run(reasoner.rulebook, Brief()))
    lines = [*view.first, *view.further]
    swings = [line.most - line.least for line in lines]
    assert swings == sorted(swings, reverse=True)
    assert len(lines) + view.idle == len(reasoner.rulebook.inputs)
    for line in lines:
        assert 0 <= line.bar.left <= line.bar.now + 1
        assert line.bar.left + line.bar.width <= 100.01


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_shows_every_line_with_money_and_a_way_to_answer(client, reasoner, language):
    view = worth_view(reasoner, run(reasoner.rulebook, Brief()))
    text = unescape(client.get(f"/advice/worth?lang={language}").text)
    for line in [*view.first, *view.further]:
        assert line.question.in_language(language) in text
        assert money(line.most, "en") in text
    links = [link["href"] for link in get(client, "/advice/worth", [("lang", language)]).links]
    asked = {dict(line.change)["at"] for line in view.first}
    assert asked <= {found[1] for href in links if (found := re.search(r"at=(\w+)", href))}


def test_the_advice_loads_the_block_and_links_to_the_page_without_script(client):
    page = get(client, "/advice", [("parts", "site")])
    loader = next(found for _, found in page.tags if found.get("hx-get", "").startswith("/advice/worth"))
    assert loader["hx-get"] in [link["href"] for link in page.links]
    whole = client.get(loader["hx-get"])
    block = client.get(loader["hx-get"], headers={"HX-Request": "true"})
    assert "<html" in whole.text
    assert block.text.lstrip().startswith('<div class="worth"')
    assert block.text.strip() in whole.text
    assert "HX-Request" in block.headers["vary"]


def test_the_same_assumptions_are_not_reckoned_twice(client):
    path = "/advice/worth?parts=site"
    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert client.get(path + "&lang=ko", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_a_stored_report_loads_nothing(client):
    stored = client.post("/api/v1/reports", json={"answers": {"parts": ["site"]}})
    assert stored.status_code == 201
    assert "/advice/worth" not in client.get("/r/" + stored.json()["token"]).text


def test_numbers_that_sharpen_the_cost_are_unanswered_and_sorted_by_swing(rulebook):
    lines = sharpening(run(rulebook, Brief({"parts": frozenset({"api"})}, unsure=frozenset({"response_kb"}))))
    swings = [line.most - line.least for line in lines]
    assert swings
    assert swings == sorted(swings, reverse=True)
    assert all(swings)
    assert len(lines) <= 12
    questions = {rulebook.inputs[name].question for name in rulebook.inputs}
    assert {line.question for line in lines} <= questions - {rulebook.inputs["response_kb"].question}
    assert all(("parts", "api") in line.change for line in lines)
