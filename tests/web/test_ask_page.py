"""The walk: plain forms from the first question to the last, state in the address alone."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest

from app.domain.model.briefs import Brief
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.brief import brief_from_query
from app.domain.report.interview import progress_of
from app.web.deps import brief_pairs
from app.words.catalogue import words
from tests.builders import present
from tests.depth import some
from tests.web.plain_browser import Page, get

REMAINING = re.compile(r"at most (\d+) more question")


def remaining(text):
    return int(present(REMAINING.search(text))[1])


def answer(client, page, choose):
    """Answer the question on a page and give the text of the next page."""
    form = next(form for form in page.forms if "question-form" in form.attributes.get("class", ""))
    return client.get("/ask?" + urlencode(choose(form))).text


def not_sure(form):
    buttons = [button for button in form.buttons() if button.value == "not_sure"]
    return form.pairs(button=buttons[0] if buttons else None)


def first_option(form):
    options: dict = {}
    for control in form.controls:
        if control.type in ("radio", "checkbox"):
            options.setdefault(control.name, control.value)
    typed = {control.name: control.attributes.get("min", "1") for control in form.controls if control.type == "number"}
    return form.pairs(chosen=list(options.items()), typed=typed)


@pytest.fixture(scope="module")
def walks(shared_client, rulebook):
    """The pages of two walks, not sure of anything and always the first option, as text and as a browser reads it."""

    def walked(choose):
        text = shared_client.get("/ask").text
        for _ in range(len(rulebook.questions) + 1):
            page = Page(text)
            yield text, page
            if not any("question-form" in form.attributes.get("class", "") for form in page.forms):
                return
            text = answer(shared_client, page, choose)
        raise AssertionError("the walk does not end")

    return {choose: list(walked(choose)) for choose in (not_sure, first_option)}


@pytest.mark.parametrize("choose", [not_sure, first_option])
def test_a_walk_without_script_ends_and_its_count_never_rises(client, walks, choose):
    counts = [remaining(text) for text, _ in walks[choose]]
    lights = [page.light for _, page in walks[choose]]
    assert counts == sorted(counts, reverse=True)
    assert lights == sorted(lights)
    assert (counts[-1], lights[-1]) == (0, 10)
    _, last = walks[choose][-1]
    advice = next(link["href"] for link in last.links if link["href"].startswith("/advice?"))
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
    return hidden_pairs(get(client, "/ask", pairs))


def test_any_question_opens_from_the_map_with_its_answer_kept(client, rulebook):
    for question in some(rulebook.questions, 12):
        item = rulebook.inputs[question.inputs[0]]
        value = item.values[-1].id if item.values else f"{item.at_most:f}"
        page = get(client, "/ask", [(item.id, value), ("at", question.id)])
        assert page.headings[0].strip() == question.question.en
        number = item.kind == "number"
        controls = page.form("/ask").named(f"exact.{item.id}" if number else item.id)
        shown = [control for control in controls if control.type != "hidden"]
        assert any(control.value == value and (number or "checked" in control.attributes) for control in shown), (
            question.id
        )


def test_what_cannot_be_is_left_out_with_a_notice(client):
    text = client.get("/ask?nonsense=1&pin.nothing=x&usage.none=5").text
    for name in ("nonsense", "nothing", "none"):
        assert f"“{name}”" in text


def test_a_parked_question_names_the_answers_that_make_it_needless(client, rulebook):
    text = unescape(client.get("/ask?parts=site&rendering=prebuilt").text)
    question = rulebook.inputs["media_kind"].question.en
    entry = text.partition(f">{question}</button>")[2].partition("</li>")[0]
    assert words("state.needless", "en") in entry
    assert f"{rulebook.inputs['parts'].question.en} <strong>Web site or web app</strong>" in entry


def test_what_is_not_needed_for_many_answers_is_folded_and_not_sure_is_told_apart(walks):
    shown = "".join(text for text, _ in walks[not_sure])
    folded = "".join(re.findall(r'<details class="state">.*?</details>', shown, re.DOTALL))
    counts = {int(n) for n in re.findall(r"because of (\d+) answers", folded)}
    assert counts
    assert min(counts) > 2
    assert f"({words('tag.unsure', 'en')})" in folded


def why(text):
    return unescape(text).partition('<details class="why">')[2].partition("</details>")[0]


@pytest.mark.parametrize("path", ["/ask", "/ask?parts=site", "/ask?parts=api&at=software", "/ask?parts=site&at=parts"])
def test_a_question_says_which_decisions_hang_on_it_given_the_other_answers(client, rulebook, path):
    reasoner = Reasoner(rulebook)
    pairs = parse_qsl(path.partition("?")[2])
    brief, _ = brief_from_query(rulebook, brief_pairs(pairs))
    asked = dict(pairs).get("at") or present(progress_of(reasoner, brief).question).id
    inputs = next(question.inputs for question in rulebook.questions if question.id == asked)
    others = Brief({name: value for name, value in brief.answers.items() if name not in inputs})
    expected = {
        rulebook.decisions[name].title.en
        for name in rulebook.written
        if any(reasoner.can_change(others, item, name) for item in inputs)
    }
    assert expected
    assert set(re.findall(r"<li>([^<]+)</li>", why(client.get(path).text))) == expected


def test_a_question_that_nothing_hangs_on_says_so(client):
    assert words("ask.why_nothing", "en") in why(client.get("/ask?parts=site&rendering=prebuilt&at=media_kind").text)


def test_when_the_core_is_settled_the_walk_offers_the_advice_and_more_questions(walks, rulebook):
    reasoner = Reasoner(rulebook)
    shown = []
    for text, page in walks[first_option]:
        progress = progress_of(reasoner, brief_from_query(rulebook, brief_pairs(hidden_pairs(page)))[0])
        shown.append('class="core-settled"' in text)
        assert shown[-1] == (progress.core_settled and progress.question is not None)
    assert True in shown
    assert shown[0] is shown[-1] is False


def test_the_end_of_the_walk_offers_the_numbers_that_sharpen_the_cost(client, walks):
    *before, (text, page) = walks[not_sure]
    assert not any(words("ask.sharpen", "en") in earlier for earlier, _ in before)
    assert words("ask.done", "en") in text
    lines = text.partition('class="sharpen"')[2].partition("</section>")[0]
    assert 1 <= lines.count("<li>") <= 12
    change = next(link["href"] for link in page.links if "at=" in link["href"])
    assert "question-form" in client.get(change).text


def hidden_pairs(page):
    form = next(form for form in page.forms if form.attributes.get("id") == "brief")
    return [(control.name, control.value) for control in form.controls if control.type == "hidden"]


def test_answers_survive_a_change_of_language(client):
    page = get(client, "/ask", [("parts", "site"), ("parts", "api")])
    korean = next(link["href"] for link in page.links if link.get("lang") == "ko")
    assert parse_qsl(korean.partition("?")[2]) == [("parts", "site"), ("parts", "api"), ("lang", "ko")]
