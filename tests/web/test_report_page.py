"""The link: a report is stored once, shown unchanged to whoever has it, and deleted by its revoke token."""

from urllib.parse import urlencode

from app.words.catalogue import words
from tests.depth import some
from tests.web.plain_browser import Page, get

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def share(client, path="/advice?parts=api&parts=site"):
    page = Page(client.get(path).text)
    response = client.post("/share", content=urlencode(page.form("/share").pairs()), headers=FORM)
    assert response.status_code == 303
    return response.headers["location"]


def revoke_token(text):
    return next(found["value"] for tag, found in Page(text).tags if found.get("name") == "revoke_token")


def test_sharing_leads_to_a_link_that_shows_the_same_report(client):
    before = client.get("/advice.json?parts=api&parts=site").json()
    path = share(client)
    after = client.get("/api/v1/reports/" + path.removeprefix("/r/")).json()
    assert {**before, "created_at": ""} == {**after, "created_at": ""}
    client.get(path)
    page = get(client, path)
    assert page.headings[0].strip() == before["summary"]["en"]
    assert not [form for form in page.forms if form.action == "/share"]
    assert "/advice?parts=api&parts=site" in [link["href"] for link in page.links]


def test_the_revoke_token_is_shown_once_and_kept_out_of_caches(client):
    path = share(client)
    first = client.get(path)
    token = revoke_token(first.text)
    assert len(token) == 22
    assert first.headers["cache-control"] == "private, no-store"
    second = client.get(path)
    assert revoke_token(second.text) == ""
    assert token not in second.text
    assert second.headers["cache-control"] == "max-age=300, must-revalidate"


def test_the_revoke_token_deletes_the_report_and_another_does_not(client):
    path = share(client)
    token = revoke_token(client.get(path).text)
    wrong = client.post(path + "/revoke", data={"revoke_token": "x" * 22})
    assert wrong.status_code == 403
    assert client.get(path).status_code == 200
    assert client.post(path + "/revoke", data={"revoke_token": token}).status_code == 200
    assert client.get(path).status_code == 404


def test_a_stored_report_says_when_the_rules_have_changed(client, app, rulebook):
    path = share(client)
    assert words("stored.same", "en") in client.get(path).text
    app.state.rulebook = type(rulebook)(
        **{name: getattr(rulebook, name) for name in rulebook.__dataclass_fields__ if name != "fingerprint"},
        fingerprint="another",
    )
    assert words("stored.changed", "en") in client.get(path).text


def test_a_link_that_was_never_given_shows_an_error_page(client):
    for token in ("x" * 22, "short", "..%2f..%2fetc"):
        response = client.get(f"/r/{token}")
        assert response.status_code == 404
        assert "text/html" in response.headers["content-type"]


def test_every_story_can_be_shared(client, story_pages):
    for link, (text, _) in some(story_pages.items(), 3):
        shared = client.post("/share", content=urlencode(Page(text).form("/share").pairs()), headers=FORM)
        assert client.get(shared.headers["location"]).status_code == 200, link
