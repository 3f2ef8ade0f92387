"""axe-core finds nothing on any page, in both languages, light and dark, unfolded (of the many decisions some)."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
CHAT = "parts=api&parts=realtime&connection_life=longer&records=relational"
PATHS = (
    "/?",
    f"/ask?{CHAT}",
    f"/advice?{CHAT}&pin.database=dynamodb",
    f"/advice/changes?{CHAT}&pin.database=dynamodb",
    f"/advice/decisions/database?{CHAT}",
)
UNFOLD = """
for (const folded of document.querySelectorAll("main details:not(.decision)")) folded.open = true;
for (const folded of [...document.querySelectorAll("main details.decision")].slice(0, 8)) folded.open = true;
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(site, tab, path, language, scheme):
    tab.goto(f"{site}{path}&lang={language}&scheme={scheme}")
    tab.evaluate(UNFOLD)
    # The colours are those of English too; to measure them takes most of the time.
    rules = {"color-contrast": {"enabled": language == "en"}}
    found = Axe().run(tab, options={"resultTypes": ["violations"], "rules": rules}).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []


def test_axe_would_find_a_fault(site, tab):
    tab.goto(f"{site}/advice?{CHAT}")
    tab.evaluate("document.querySelector('.picture').removeAttribute('aria-label')")
    tab.evaluate("document.querySelectorAll('svg.pic title').forEach(title => title.remove())")
    tab.evaluate("document.querySelectorAll('svg.pic text').forEach(words => words.remove())")
    assert "link-name" in {fault["id"] for fault in Axe().run(tab).response["violations"]}
