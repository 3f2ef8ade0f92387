"""The rulebook on pages: every decision is listed, and each page shows its whole table."""

from html import unescape

import pytest

from app.domain.pipeline.cost_tables import dollars
from tests.web.plain_browser import Page, get


def test_every_decision_is_listed(client, rulebook):
    links = {link["href"] for link in get(client, "/rules").links}
    assert {f"/rules/{name}" for name in rulebook.decisions} <= links


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_decision_has_a_page_with_its_rows_and_outcomes(client, rulebook, language):
    for decision in rulebook.decisions.values():
        text = client.get(f"/rules/{decision.id}?lang={language}").text
        page = Page(text)
        assert page.headings[0].strip() == decision.title.in_language(language)
        assert {f"outcome-{name}" for name in decision.outcomes} <= set(page.ids)
        assert text.count('<p class="when">') == len(decision.rules)


def test_every_link_of_a_decision_leads_to_a_decision_or_a_question(client, rulebook):
    questions = {f"/ask?at={question.id}" for question in rulebook.questions}
    decisions = {f"/rules/{name}" for name in rulebook.decisions}
    for name in rulebook.decisions:
        links = {link["href"] for link in get(client, f"/rules/{name}").links}
        inside = {href for href in links if href.startswith(("/rules/", "/ask?"))} - {f"/rules/{name}?lang=ko"}
        own = {href for href in inside if "lang=" in href or "scheme=" in href}
        assert inside - own <= questions | decisions


def test_a_decision_that_is_not_there_is_named(client):
    response = client.get("/rules/nothing")
    assert response.status_code == 404
    assert "There is no decision named nothing." in response.text


def test_comparisons_are_listed_under_a_title_of_their_own(client, rulebook):
    text = client.get("/rules").text
    section = text.partition('id="kind-comparison"')[2].partition("</section>")[0]
    assert all(f'href="/rules/{name}"' in section for name in rulebook.comparisons)
    finding = text.partition('id="kind-finding"')[2].partition("</section>")[0]
    assert not any(f'href="/rules/{name}"' in finding for name in rulebook.comparisons)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_of_a_comparison_shows_both_bills_and_every_cell(client, rulebook, language):
    for name, priced in rulebook.comparisons.items():
        text = unescape(client.get(f"/rules/{name}?lang={language}").text)
        assert text.count('class="cell-row"') == len(priced.combinations)
        for side in (priced.comparison.left, priced.comparison.right):
            assert f"<h3>{side.label.in_language(language)}</h3>" in text
            assert all(f"<code>{item.quantity}</code>" in text for item in side.items)
        for cell in (priced.combinations[0], priced.combinations[-1]):
            assert f">{dollars(cell.left).in_language(language)}</td>" in text
            assert f">{dollars(cell.right).in_language(language)}</td>" in text
    assert 'class="cell-row"' not in client.get("/rules/egress").text
