"""axe-core finds nothing on any page, in both languages, light and dark, unfolded (of the many decisions some)."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
CHAT = "parts=api&parts=realtime&connection_life=longer&records=relational"
PATHS = (
    "/?",
    f"/ask?{CHAT}&q=database",
    f"/advice?{CHAT}&pin.database=dynamodb",
    f"/advice/changes?{CHAT}&pin.database=dynamodb",
    f"/advice/decisions/database?{CHAT}",
)
UNFOLD = """
for (const folded of document.querySelectorAll("main details:not(.decision)")) folded.open = true;
for (const folded of [...document.querySelectorAll("main details.decision")].slice(0, 8)) folded.open = true;
"""


def faults(tab, address, **rules):
    """What axe-core finds on a page, as rules with the elements that break them."""
    tab.goto(address)
    tab.evaluate(UNFOLD)
    found = Axe().run(tab, options={"resultTypes": ["violations"], "rules": rules}).response["violations"]
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]


@pytest.mark.some(5)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(site, tab, path, scheme):
    assert faults(tab, f"{site}{path}&lang=en&scheme={scheme}") == []


@pytest.mark.some(2)
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_in_korean(site, tab, path):
    # The colours are those of English; to measure them takes most of the time.
    colours = {"color-contrast": {"enabled": False}}
    assert faults(tab, f"{site}{path}&lang=ko", **colours) == []


def test_axe_would_find_a_fault(site, tab):
    tab.goto(f"{site}/advice?{CHAT}")
    tab.evaluate("document.querySelector('.picture').removeAttribute('aria-label')")
    tab.evaluate("document.querySelectorAll('svg.pic title').forEach(title => title.remove())")
    tab.evaluate("document.querySelectorAll('svg.pic text').forEach(words => words.remove())")
    found = Axe().run(tab, options={"runOnly": ["link-name"]}).response["violations"]
    assert [fault["id"] for fault in found] == ["link-name"]
