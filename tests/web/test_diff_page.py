"""Two briefs side by side: a picture with marks and the same in words, as a page and as a block of the advice."""

from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from app.domain.advisor.advise import advise
from app.domain.report.brief import query_pairs
from app.domain.report.diff import diff
from tests.builders import NOON
from tests.stories import REAL, STORIES, brief_of
from tests.web.plain_browser import Page, get

CHAT = brief_of(STORIES["realtime_chat"])
PINNED = CHAT.with_pins({"database": ("dynamodb",)})
QUERY, PINS = urlencode(query_pairs(CHAT)), urlencode(query_pairs(PINNED))


def compared(one, other):
    return diff(*(advise(REAL, brief, NOON, with_alternatives=False).architecture for brief in (one, other)))


def links_of(page):
    return [link["href"] for link in page.links if link["href"].startswith("/advice/changes?")]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_pins_against_the_advice_without_them(client, language):
    text = unescape(client.get(f"/advice/changes?{PINS}&lang={language}").text)
    found = compared(CHAT, PINNED)
    assert {change.mark for change in found.components} >= {"new", "gone"}
    words = {"en": {"new": "New: ", "gone": "Gone: "}, "ko": {"new": "추가: ", "gone": "제거: "}}[language]
    for change in found.components:
        assert f'id="pic-{change.id}"' in text
        assert f"{change.shown.service}</strong> {change.shown.label.in_language(language)}" in text
        if change.mark in words:
            assert f"<title>{words[change.mark]}{change.shown.service}" in text
    assert "pin.database" not in text.partition("<main")[2].partition("</h1>")[0]


def test_the_advice_with_pins_says_what_they_change_and_leads_there(client):
    text = client.get(f"/advice?{PINS}").text
    found = compared(CHAT, PINNED)
    counts = [len(found.marked(mark)) for mark in ("new", "gone", "changed")]
    assert "Your pins against the advice without them: {} new, {} gone, {} changed.".format(*counts) in text
    own = f"/advice/changes?{PINS}"
    assert own in links_of(Page(text))
    assert not any(link == f"/advice/changes?{QUERY}" for link in links_of(get(client, f"/advice?{QUERY}")))


def test_every_alternative_leads_to_its_picture_against_the_advice(client):
    page = get(client, f"/advice?{QUERY}")
    report = client.get(f"/advice.json?{QUERY}").json()
    shown = {tuple(sorted(parse_qsl(urlsplit(link).query))) for link in links_of(page)}
    alternatives = [other for other in report["alternatives"] if not other["at_most"]]
    assert len({bool(other["stops"]) for other in alternatives}) == 2, "some would work, some would not"
    for other in alternatives:
        pins = [(f"pin.{name}", outcome) for name, outcomes in other["pins"].items() for outcome in outcomes]
        assert tuple(sorted([*query_pairs(CHAT), *pins, ("against", QUERY)])) in shown


def test_every_change_of_a_decision_leads_to_its_picture(client):
    page = get(client, f"/advice/decisions/realtime_code?{QUERY}")
    advices = [
        link["href"] for link in page.links if link["href"].startswith("/advice?") and link.get("class") == "fine"
    ]
    assert len(links_of(page)) == len(advices) > 1
    assert "picture" in page.ids
    for link, advice in zip(links_of(page), advices, strict=True):
        pairs = dict(parse_qsl(urlsplit(link).query))
        assert pairs.pop("against") == QUERY
        assert pairs == dict(parse_qsl(urlsplit(advice).query))
        answer = client.get(link)
        assert answer.status_code == 200
        assert "<svg" in answer.text


def test_htmx_gets_the_section_that_takes_the_place_of_the_picture(client):
    page = get(client, f"/advice?{PINS}")
    link = next(item for item in page.links if item["href"] == f"/advice/changes?{PINS}")
    assert (link["hx-get"], link["hx-target"]) == (link["href"], "#picture")
    block = client.get(link["href"], headers={"HX-Request": "true"}).text
    assert block.strip().startswith('<section id="picture"')
    assert "<html" not in block


@pytest.mark.parametrize("name", [name for name in STORIES if name != "nothing_answered"])
def test_no_id_stands_twice_and_cards_lead_to_the_advice_they_belong_to(client, name):
    other = urlencode(query_pairs(brief_of(STORIES[name])))
    text = client.get(f"/advice/changes?{other}&{urlencode({'against': QUERY})}").text
    page = Page(text)
    assert len(page.ids) == len(set(page.ids))
    found = compared(CHAT, brief_of(STORIES[name]))
    assert len(found.union.components) <= 64, "static/picture.css lights the lines of 64 cards"
    cards = {
        link["id"].removeprefix("pic-"): link["href"] for link in page.links if "pic-node" in link.get("class", "")
    }
    for item in found.union.components:
        if item.decisions:
            gone = item.id in {change.id for change in found.marked("gone")}
            assert cards[item.id] == f"/advice?{QUERY if gone else other}#decision-{item.decisions[0]}"


def test_the_title_tells_own_pins_from_what_could_be_otherwise(client):
    own, other = (f"/advice/changes?{PINS}", f"/advice/changes?{PINS}&{urlencode({'against': QUERY})}")
    assert get(client, own).headings[0].strip() == "What your pins change in the picture"
    assert get(client, other).headings[0].strip() == "What changes in the picture"


def test_what_changed_of_a_component_is_told_before_and_after(client):
    two = CHAT.with_pins({"zones": ("one",)})
    text = unescape(client.get(f"/advice/changes?{urlencode(query_pairs(two))}").text)
    assert "Availability Zones 2 → 1" in text
    changed = compared(CHAT, two).marked("changed")
    assert any("zones" in change.traits for change in changed)
    assert "as the rules decide → <strong>" in text


def test_another_answer_is_named_with_what_it_was(client):
    text = unescape(client.get(f"/advice/changes?parts=api&{urlencode({'against': 'parts=site'})}").text)
    assert REAL.inputs["parts"].question.en in text
    labels = {value.id: value.label.en for value in REAL.inputs["parts"].values}
    assert f"{labels['site']} → <strong>{labels['api']}</strong>" in text


def test_without_pins_or_with_the_same_brief_nothing_differs(client):
    for path in (f"/advice/changes?{QUERY}", f"/advice/changes?{QUERY}&{urlencode({'against': QUERY})}"):
        text = client.get(path).text
        assert "Both are the same architecture." in text
        assert "pic-is-" not in text


def test_what_cannot_be_read_of_the_other_brief_is_left_out_with_a_notice(client):
    text = client.get(f"/advice/changes?parts=api&{urlencode({'against': 'parts=api&nonsense=1'})}").text
    assert "Ignored: the address names “nonsense”" in text
    assert "Ignored" not in client.get(f"/advice/changes?parts=api&{urlencode({'against': 'parts=site'})}").text
    flood = urlencode({"against": "&".join(f"a{n}=1" for n in range(2001))})
    assert client.get(f"/advice/changes?{flood}").status_code == 400


def test_the_same_question_is_not_answered_twice(client):
    first = client.get(f"/advice/changes?{PINS}")
    again = {"If-None-Match": first.headers["etag"]}
    assert client.get(f"/advice/changes?{PINS}", headers=again).status_code == 304
    other = f"/advice/changes?{PINS}&{urlencode({'against': 'parts=site'})}"
    assert client.get(other, headers=again).status_code == 200


def test_a_decision_leads_back_to_its_cards(client):
    page = get(client, f"/advice?{QUERY}")
    links = {link["href"] for link in page.links}
    for item in client.get(f"/advice.json?{QUERY}").json()["architecture"]["components"]:
        if item["decisions"]:
            assert f"#pic-{item['id']}" in links
            assert f"#decision-{item['decisions'][0]}" in links
