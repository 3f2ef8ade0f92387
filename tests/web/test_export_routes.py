"""The picture as a file: every form of the advice and of a stored report, its headers, and what links say of it."""

import json
import re
import struct
import threading
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from pydantic import HttpUrl

from app.diagram.svg import draw
from app.domain.report.brief import query_pairs
from app.export.architecture import MEDIA_TYPES
from app.main import create_app
from app.settings import Settings
from app.web import pictures
from app.web.pictures import KEPT, Pictures
from tests.builders import present
from tests.stories import STORIES, brief_of
from tests.web.plain_browser import Page, get

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
CHAT = query_pairs(brief_of(STORIES["realtime_chat"]))
FORMS = ["svg", "png", "drawio", "mmd"]
STARTS = {"svg": b"<svg ", "png": b"\x89PNG", "drawio": b"<mxfile ", "mmd": b"flowchart LR\n", "json": b"{"}


@pytest.fixture(autouse=True)
def nothing_drawn():
    KEPT.clear()


@pytest.fixture
def stored(client):
    token = client.post("/api/v1/reports", json={"answers": {"parts": ["api", "site"]}}).json()["token"]
    return f"/r/{token}"


def width(png):
    return struct.unpack(">I", png[16:20])[0]


def meta(client, path, pairs=()):
    tags = Page(client.get(path, params=list(pairs)).text).tags
    return {
        found.get("property") or found.get("name"): found["content"]
        for tag, found in tags
        if tag == "meta" and len(found) > 1
    }


@pytest.mark.parametrize("form", FORMS)
def test_the_advice_is_a_file_in_every_form(client, form):
    answer = client.get(f"/advice.{form}", params=CHAT)
    assert answer.content.startswith(STARTS[form])
    assert answer.headers["content-type"].partition(";")[0] == MEDIA_TYPES[form]
    assert answer.headers["cache-control"] == "no-cache"
    shown = "inline" if form in ("svg", "png") else "attachment"
    name = f"aws-web-site-or-web-app-api-realtime-connections.{form}"
    assert answer.headers["content-disposition"] == f'{shown}; filename="{name}"'
    again = client.get(f"/advice.{form}", params=CHAT, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]
    head = client.head(f"/advice.{form}", params=CHAT)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("form", FORMS)
def test_a_stored_report_is_a_file_in_every_form(client, stored, form):
    answer = client.get(f"{stored}.{form}")
    assert answer.content.startswith(STARTS[form])
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["cache-control"] == "max-age=300, must-revalidate"
    tag = {"If-None-Match": answer.headers["etag"]}
    assert client.get(f"{stored}.{form}", headers=tag).status_code == 304
    assert client.get(f"/r/nothing.{form}").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_the_language_is_that_of_the_link_or_of_the_browser(client, form):
    english, korean = (client.get(f"/advice.{form}", params=[*CHAT, ("lang", lang)]) for lang in ("en", "ko"))
    assert (english.headers["content-language"], korean.headers["content-language"]) == ("en", "ko")
    assert english.headers["etag"] != korean.headers["etag"]
    browser = client.get(f"/advice.{form}", params=CHAT, headers={"Accept-Language": "ko-KR,ko;q=0.9"})
    assert browser.content == korean.content
    assert browser.headers["vary"].startswith("Accept-Language")
    if form != "png":
        assert "사용자" in korean.text
        assert "사용자" not in english.text


def test_colours_are_those_of_the_link(client):
    light, dark, auto = (
        client.get("/advice.svg", params=[*CHAT, ("scheme", name)]).text for name in ("light", "dark", "auto")
    )
    assert 'fill="#0e1525"' in dark
    assert 'class="pic-canvas"' in auto
    assert "class=" not in light
    drawn = [client.get("/advice.png", params=[*CHAT, ("scheme", name)]).content for name in ("light", "dark", "auto")]
    assert drawn[0] == drawn[2] != drawn[1]


def test_a_png_has_the_width_that_is_asked_for(client, stored):
    assert width(client.get(f"{stored}.png").content) == 1200
    assert width(client.get(f"{stored}.png?width=640").content) == 640
    assert width(client.get(f"{stored}.png?width=4000").content) == 4000
    assert width(client.get("/advice.png", params=[*CHAT, ("width", "100")]).content) == 100


@pytest.mark.some(4)
@pytest.mark.parametrize("wrong", ["width=4001", "width=99", "width=wide", "width=300.5", "scheme=pink", "width=-1"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_cannot_be_drawn_is_refused_by_name(client, stored, wrong, language):
    for path in ("/advice.png", f"{stored}.png"):
        answer = client.get(f"{path}?{wrong}&lang={language}")
        assert answer.status_code == 422
        assert f"<code>{wrong.partition('=')[0]}</code>" in answer.text
        if wrong.startswith("width"):
            assert ("from 100 to 4,000" if language == "en" else "100에서 4,000") in answer.text


@pytest.mark.parametrize("form", STARTS)
def test_the_api_draws_in_every_form(client, form):
    report = client.post("/api/v1/advice", json={"answers": {"parts": ["api"]}}).json()
    answer = client.post("/api/v1/draw", params={"format": form, "width": 320, "lang": "ko"}, json=report)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == MEDIA_TYPES[form]
    assert answer.content.startswith(STARTS[form])
    if form == "png":
        assert width(answer.content) == 320
    if form == "json":
        assert answer.json() == {"title": report["title"], "architecture": report["architecture"]}
        assert client.post("/api/v1/draw", json=answer.json()).text == client.post("/api/v1/draw", json=report).text
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/draw"]["post"]["responses"]["200"]
    assert MEDIA_TYPES[form] in described["content"]


@pytest.mark.parametrize("query", ["format=gif", "width=4001", "width=x"])
def test_the_api_refuses_what_it_cannot_draw(client, query):
    report = client.post("/api/v1/advice", json={"answers": {"parts": ["api"]}}).json()
    answer = client.post(f"/api/v1/draw?{query}", json=report)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [query.partition("=")[0]]


@pytest.mark.parametrize("form", ["svg", "png", "drawio", "mmd"])
def test_characters_that_no_file_can_hold_do_no_harm(client, form):
    report = client.post("/api/v1/advice", json={"answers": {"parts": ["api"]}}).json()
    first = report["architecture"]["components"][0]
    first["service"], first["label"]["en"] = "a\x00b\x1b[1m", "one\ntwo\u2028\ufffe]]>"
    report["title"]["en"] = "\x07bell"
    answer = client.post(f"/api/v1/draw?format={form}", json=report)
    assert answer.status_code == 200
    if form in ("svg", "drawio"):
        ET.fromstring(answer.text)


def test_every_form_is_written_down_and_linked_from_the_page(client, stored):
    for form in MEDIA_TYPES:
        assert f"/advice.{form}?" in README
        assert f"/r/{{token}}.{form}" in README
        assert f"`{form}`" in README
    advice = [link["href"] for link in get(client, "/advice", [*CHAT, ("lang", "ko")]).links]
    kept = [link["href"] for link in get(client, stored).links]
    for form in MEDIA_TYPES:
        (link,) = [href for href in advice if href.startswith(f"/advice.{form}?") and "lang=ko" in href]
        assert parse_qs(urlsplit(link).query)["parts"] == [value for name, value in CHAT if name == "parts"]
        assert client.get(link).status_code == 200
        assert f"{stored}.{form}" in kept


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_link_that_is_pasted_shows_title_summary_and_picture(client, stored, language):
    report = client.get("/advice.json", params=CHAT).json()
    found = meta(client, "/advice", [*CHAT, ("lang", language)])
    assert found["og:title"] == report["title"][language]
    assert found["og:description"] == report["summary"][language]
    assert found["og:locale"] == {"en": "en_US", "ko": "ko_KR"}[language]
    assert found["twitter:card"] == "summary_large_image"
    for path, tags in (("/advice", found), (stored, meta(client, stored, [("lang", language)]))):
        assert tags["og:url"].startswith(f"http://testserver{path}")
        assert tags["og:image"].startswith(f"http://testserver{path}.png?")
        assert f"lang={language}" in tags["og:image"]
        picture = client.get(tags["og:image"])
        assert width(picture.content) == int(tags["og:image:width"]) == 1200
        assert client.get(tags["og:url"]).status_code == 200


def test_the_addresses_of_a_preview_are_the_public_ones(client, rulebook, tmp_path):
    from fastapi.testclient import TestClient

    settings = Settings(database_url=f"sqlite:///{tmp_path}/other.db", base_url=HttpUrl("https://advisor.example.com/"))
    with TestClient(create_app(settings, rulebook)) as other:
        found = meta(other, "/advice", [("parts", "api")])
    assert found["og:image"] == "https://advisor.example.com/advice.png?parts=api&lang=en"
    assert found["og:url"] == "https://advisor.example.com/advice?parts=api"
    assert "og:image" not in meta(client, "/rules")


def test_a_picture_is_drawn_once(client, stored, monkeypatch):
    drawn = []

    def export(*given):
        drawn.append(given[2])
        return b"<svg />"

    monkeypatch.setattr(pictures, "export", export)
    for _ in range(2):
        client.get(f"{stored}.svg")
        client.get(f"{stored}.png?width=300")
    client.get(f"{stored}.png?width=301")
    client.get(f"{stored}.svg?lang=ko")
    assert drawn == ["svg", "png", "png", "svg"]


def test_the_page_draws_its_picture_once_and_never_in_the_event_loop(client, monkeypatch):
    threads = []

    def drawing(*given, **named):
        threads.append(threading.current_thread().name)
        return draw(*given, **named)

    monkeypatch.setattr(pictures, "draw", drawing)
    for path in ("/advice", "/ask"):
        for _ in range(2):
            assert "<svg" in client.get(path, params=CHAT).text
    assert len(threads) == 2
    assert all(name.startswith("AnyIO worker") for name in threads)


def test_pictures_are_kept_up_to_a_number_and_a_size():
    kept = Pictures(most=3, most_bytes=100)
    for name in "abc":
        kept.keep(name, b"x" * 10)
    assert kept.get("a")
    kept.keep("d", b"x" * 10)
    assert [name for name in "abcd" if kept.get(name)] == ["a", "c", "d"]
    kept.keep("e", b"x" * 85)
    assert [name for name in "acde" if kept.get(name)] == ["d", "e"]
    kept.keep("f", b"x" * 101)
    assert len(kept) == 0
    kept.keep("g", b"x" * 60)
    kept.keep("g", b"x" * 70)
    assert kept.made("g", bytes) == b"x" * 70
    assert kept.made("h", lambda: b"y") == b"y"
    assert len(kept) == 2


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_picture_stands_beside_it_in_words(client, language):
    report = client.get("/advice.json", params=CHAT).json()
    architecture = report["architecture"]
    text = client.get("/advice", params=[*CHAT, ("lang", language)]).text
    listed = present(re.search(r'<details class="parts-list">.*?</details>', text, re.DOTALL))[0]
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", listed)).replace("&#39;", "'")
    for item in architecture["components"]:
        assert item["label"][language] in words
    assert ("Region ap-northeast-2 › VPC › Private subnet" if language == "en" else "› VPC › 프라이빗 서브넷") in words
    numbers = [int(number) for number in re.findall(r'<li value="(\d+)">', listed)]
    # Connections that are drawn as one line are one step.
    drawn = {int(number) for number in re.findall(r'font-weight="700" text-anchor="middle"[^>]*>(\d+)<', text)}
    assert numbers == sorted(numbers)
    assert len(numbers) > len(drawn)
    assert set(numbers) == drawn == set(range(1, max(numbers) + 1))
    counted = sum(line["kind"] in ("request", "async", "data") for line in architecture["connections"])
    assert len(numbers) == counted
    assert listed.count(" → ") == len(architecture["connections"])
    picture = ET.fromstring(client.get("/advice.svg", params=[*CHAT, ("lang", language)]).text)
    titles = [title.text for title in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert any(str(title).startswith(f"{numbers[-1]}. ") for title in titles)


def test_the_architecture_as_json_is_that_of_the_report(client, stored):
    document = client.get(f"{stored}.json").json()
    alone = client.post("/api/v1/draw?format=json", json=document)
    assert json.loads(alone.text)["architecture"] == document["architecture"]
