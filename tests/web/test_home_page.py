"""The first page: dark, in two languages, with every story to try."""

from tests.web.plain_browser import Page, get


def test_the_first_page_is_dark_and_offers_every_story(client, rulebook, story_pages):
    page = get(client, "/")
    assert page.light == 0
    stories = [link for link in page.links if link.get("class") == "story"]
    assert len(stories) == len(rulebook.examples)
    assert [story["href"] for story in stories] == list(story_pages)


def test_the_language_follows_the_link_then_the_browser(client, rulebook):
    korean = rulebook.examples[0].title.ko
    assert korean in client.get("/?lang=ko", headers={"Accept-Language": "en"}).text
    assert korean in client.get("/", headers={"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.8"}).text
    assert korean not in client.get("/", headers={"Accept-Language": "en;q=0.9,ko;q=0.2"}).text
    assert korean not in client.get("/", headers={"Accept-Language": "fr, ;q=x"}).text
    assert "Accept-Language" in client.get("/").headers["vary"]


def test_a_chosen_language_and_light_stay_on_every_link_inside(client):
    page = Page(client.get("/?lang=ko&scheme=light").text)
    assert page.root["lang"] == "ko"
    assert page.light == 6
    inside = [link["href"] for link in page.links if link["href"].startswith(("/ask", "/rules", "/advice"))]
    assert inside
    assert all("lang=ko" in href and "scheme=light" in href for href in inside)


def test_htmx_gets_the_block_alone_but_the_whole_page_when_it_restores_history(client):
    whole = client.get("/ask").text
    part = client.get("/ask", headers={"HX-Request": "true"}).text
    restored = client.get("/ask", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}).text
    assert "<html" in whole
    assert restored == whole
    assert "<html" not in part
    assert '<main id="main"' in part
    assert "<title>" in part
