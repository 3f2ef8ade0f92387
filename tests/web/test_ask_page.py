"""The walk: plain forms from the first question to the last, state in the address alone."""

import re
from urllib.parse import parse_qsl, urlencode

import pytest

from tests.web.plain_browser import Page, get

REMAINING = re.compile(r"at most (\d+) more question")


def remaining(text):
    return int(REMAINING.search(text)[1])


def answer(client, page, choose):
    """Answer the question on a page and give the text of the next page."""
    form = next(form for form in page.forms if "question-form" in form.attributes.get("class", ""))
    return client.get("/ask?" + urlencode(choose(form))).text


def not_sure(form):
    buttons = [button for button in form.buttons() if button.value == "not_sure"]
    return form.pairs(button=buttons[0] if buttons else None)


def first_option(form):
    options = {}
    for control in form.controls:
        if control.type in ("radio", "checkbox"):
            options.setdefault(control.name, control.value)
    typed = {control.name: control.attributes.get("min", "1") for control in form.controls if control.type == "number"}
    return form.pairs(chosen=list(options.items()), typed=typed)


@pytest.mark.parametrize("choose", [not_sure, first_option])
def test_a_walk_without_script_ends_and_its_count_never_rises(client, rulebook, choose):
    text = client.get("/ask").text
    count = remaining(text)
    light = Page(text).light
    for _ in range(len(rulebook.questions) + 1):
        page = Page(text)
        if not any("question-form" in form.attributes.get("class", "") for form in page.forms):
            break
        text = answer(client, page, choose)
        assert remaining(text) <= count
        assert Page(text).light >= light
        count, light = remaining(text), Page(text).light
    assert count == 0
    assert light == 10
    advice = next(link["href"] for link in Page(text).links if link["href"].startswith("/advice?"))
    assert client.get(advice).status_code == 200


def test_not_sure_wins_and_none_of_these_is_an_answer(client, rulebook):
    several = next(item for item in rulebook.inputs.values() if item.kind == "choices")
    chosen = several.values[0]
    sent = [(several.id, "none_of_these"), (several.id, chosen.id), (several.id, "not_sure")]
    assert (several.id, "not_sure") in hidden(client, sent)
    assert (several.id, chosen.id) in hidden(client, sent[:2])
    assert (several.id, "none_of_these") not in hidden(client, sent[:2])
    assert (several.id, "none_of_these") in hidden(client, sent[:1])


def hidden(client, pairs):
    form = next(form for form in get(client, "/ask", pairs).forms if form.attributes.get("id") == "brief")
    return [(control.name, control.value) for control in form.controls if control.type == "hidden"]


def test_any_question_opens_from_the_map_with_its_answer_kept(client, rulebook):
    for question in rulebook.questions:
        item = rulebook.inputs[question.inputs[0]]
        value = item.values[-1].id if item.values else f"{item.at_most:f}"
        page = get(client, "/ask", [(item.id, value), ("at", question.id)])
        assert page.headings[0].strip() == question.question.en
        controls = page.form("/ask").named(item.id)
        shown = [control for control in controls if control.type != "hidden"]
        assert any(
            control.value == value and (control.type == "number" or "checked" in control.attributes)
            for control in shown
        ), question.id


def test_what_cannot_be_is_left_out_with_a_notice(client):
    text = client.get("/ask?nonsense=1&pin.nothing=x&usage.none=5").text
    for name in ("answers.nonsense", "pins.nothing", "usage.none"):
        assert name in text


def test_the_map_says_what_is_parked(client):
    assert "cannot change the advice" in client.get("/ask?parts=site").text


def test_answers_survive_a_change_of_language(client):
    page = get(client, "/ask", [("parts", "site"), ("parts", "api")])
    korean = next(link["href"] for link in page.links if link.get("lang") == "ko")
    assert parse_qsl(korean.partition("?")[2]) == [("parts", "site"), ("parts", "api"), ("lang", "ko")]
