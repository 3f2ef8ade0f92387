"""The search for a question: on the page without script, in the section for HTMX, and in the API."""

from html import unescape
from urllib.parse import urlencode

import pytest

from app.domain.report.finding import MOST_FOUND, MOST_LETTERS
from app.words.catalogue import words
from tests.builders import present
from tests.web.plain_browser import Page, get

ANSWERED = [("parts", "api"), ("parts", "realtime"), ("run_minutes", "not_sure"), ("lang", "en")]


def finder(page):
    return next(form for form in page.forms if form.attributes.get("role") == "search")


def results(text):
    return unescape(text).partition('<ol class="found">')[2].partition("</ol>")[0]


def told(text):
    return unescape(text).partition('role="status">')[2].partition("</p>")[0]


def test_a_search_without_script_keeps_every_answer_and_leads_to_the_question(client):
    form = finder(get(client, "/ask", ANSWERED))
    sent = form.pairs(typed={"q": "웹소켓"})
    assert set(ANSWERED) <= set(sent)
    text = client.get(f"/ask?{urlencode(sent)}").text
    page = Page(text)
    assert finder(page).named("q")[0].value == "웹소켓"
    assert told(text) == words("find.found", "en", n=results(text).count("<li"))
    brief = next(form for form in page.forms if form.attributes.get("id") == "brief")
    button = next(control for control in brief.buttons() if control.value == "parts")
    chosen = brief.pairs(button=button)
    assert set(ANSWERED) | {("at", "parts")} <= set(chosen)
    assert get(client, "/ask", chosen).headings[0].strip() == "Which parts does the product have?"


def test_a_search_keeps_the_question_that_is_asked(client):
    sent = finder(get(client, "/ask", [("at", "region")])).pairs(typed={"q": "lambda"})
    assert ("at", "region") in sent


def test_the_field_is_labelled_and_described(client):
    page = get(client, "/ask")
    field = present(finder(page).named("q")[0]).attributes
    assert ("label", {"for": field["id"]}) in page.tags
    assert field["aria-describedby"] in page.ids
    assert field["maxlength"] == str(MOST_LETTERS)
    assert [tag for tag, attributes in page.tags if attributes.get("role") == "status"] == ["p"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_result_shows_topic_question_value_word_and_answer(client, rulebook, language):
    text = results(client.get(f"/ask?parts=realtime&q=websocket&lang={language}").text)
    entry = text.partition("</li>")[0]
    item = rulebook.inputs["parts"]
    value = next(value for value in item.values if value.id == "realtime")
    topic = rulebook.topics[0].topic.title
    for shown in (topic, item.question, value.label):
        assert shown.in_language(language) in entry
    assert "<mark>websocket</mark>" in entry
    assert words("find.answer", language, words=value.label) in entry
    assert words("state.unsure", language) in results(client.get(f"/ask?parts=not_sure&q=api&lang={language}").text)


def test_no_id_is_shown_where_one_was_typed(client):
    text = results(client.get("/ask?q=monthly_requests").text)
    assert "<li" in text
    assert ">monthly_requests<" not in text


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_went_wrong_is_said(client, language):
    nothing, long = "qqqq zzzz", "x" * (MOST_LETTERS + 1)
    text = client.get(f"/ask?q={nothing}&lang={language}").text
    assert told(text) == words("find.nothing", language, typed=nothing)
    text = client.get(f"/ask?q={long}&lang={language}").text
    assert told(text) == words("find.too_long", language, most=MOST_LETTERS)
    assert finder(Page(text)).named("q")[0].value == long[:MOST_LETTERS]
    assert told(client.get("/ask?q=%20").text) == told(client.get("/ask").text) == ""


def test_much_that_is_found_is_bounded_and_said(client):
    text = client.get("/ask?q=a&lang=en").text
    assert results(text).count("<li") == MOST_FOUND
    assert f"the best {MOST_FOUND}" in told(text)


def test_a_search_is_no_answer_and_is_escaped(client):
    text = client.get("/ask?q=%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in text
    assert words("notice.ignored", "en", field="“q”", problem="")[:12] not in unescape(text)
    assert client.get("/advice?parts=site&q=x").text.count("“q”") == 0


def test_while_somebody_types_the_results_alone_are_sent(client):
    response = client.get("/ask/found?parts=realtime&q=websocket&lang=ko", headers={"HX-Request": "true"})
    assert "<html" not in response.text
    assert "<mark>websocket</mark>" in response.text
    assert 'hx-swap-oob="innerHTML"' in response.text
    assert client.get("/ask/found").status_code == 200


def test_the_api_gives_the_best_questions_with_the_words_that_matched(client, rulebook):
    found = client.get("/api/v1/questions?q=WebSocket").json()
    assert (found["q"], found["all"], found["fingerprint"]) == ("WebSocket", len(found["found"]), rulebook.fingerprint)
    first = found["found"][0]
    assert (first["id"], first["topic"]["id"]) == ("parts", "parts")
    assert [item["id"] for item in first["inputs"]] == ["parts"]
    (match,) = first["matches"]
    assert (match["input"], match["value"], match["words"]) == ("parts", "realtime", ["websocket"])
    assert match["label"]["ko"] == "실시간 연결"


def test_the_api_refuses_too_much_and_gives_all_without_words(client):
    response = client.get(f"/api/v1/questions?q={'x' * (MOST_LETTERS + 1)}")
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == ["q"]
    every = client.get("/api/v1/questions")
    assert client.get("/api/v1/questions?q=%20").json() == every.json()
    assert client.get("/api/v1/questions?q=qqqq").json()["found"] == []
    tags = {client.get(f"/api/v1/questions{query}").headers["etag"] for query in ("", "?q=api", "?q=job")}
    assert len(tags) == 3


def test_the_api_tells_bands_periods_words_and_what_values_await(client, rulebook):
    document = client.get("/api/v1/questions").json()
    told = {
        item["id"]: item for topic in document["topics"] for asked in topic["questions"] for item in asked["inputs"]
    }
    assert told.keys() == rulebook.inputs.keys()
    for item in rulebook.inputs.values():
        shown = told[item.id]
        assert [band["id"] for band in shown["bands"]] == [band.id for band in item.bands]
        assert (shown["per"], shown["words"]["ko"]) == (item.per, list(item.synonyms.ko))
        for value, given in zip(item.values, shown["values"], strict=True):
            assert (given["alone"], given["awaits"]) == (value.alone, value.awaits)
            assert given["words"]["en"] == list(value.synonyms.en)


def test_the_description_documents_the_words(client):
    operation = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/questions"]["get"]
    (parameter,) = operation["parameters"]
    assert (parameter["name"], parameter["in"], parameter["required"]) == ("q", "query", False)
    assert parameter["schema"]["maxLength"] == MOST_LETTERS
    assert "Korean" in parameter["description"]
