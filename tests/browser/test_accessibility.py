"""axe-core finds nothing on any page, in both languages, light and dark, with everything unfolded."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
CHAT = "parts=api&parts=realtime&connection_life=longer&records=relational"
PATHS = (
    "/?",
    f"/ask?{CHAT}",
    f"/advice?{CHAT}",
    f"/advice?{CHAT}&pin.database=dynamodb",
    f"/advice/changes?{CHAT}&pin.database=dynamodb",
    f"/advice/decisions/database?{CHAT}",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(site, tab, path, language, scheme):
    tab.goto(f"{site}{path}&lang={language}&scheme={scheme}")
    for folded in tab.locator("main details").all():
        folded.evaluate("details => { details.open = true }")
    found = Axe().run(tab).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []


def test_axe_would_find_a_fault(site, tab):
    tab.goto(f"{site}/advice?{CHAT}")
    tab.evaluate("document.querySelector('.picture').removeAttribute('aria-label')")
    tab.evaluate("document.querySelectorAll('svg.pic title').forEach(title => title.remove())")
    tab.evaluate("document.querySelectorAll('svg.pic text').forEach(words => words.remove())")
    assert "link-name" in {fault["id"] for fault in Axe().run(tab).response["violations"]}
