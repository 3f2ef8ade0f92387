"""The picture in Chromium: zoom, pan, highlights without script, changes in its place, print."""

import re

import pytest

from tests.builders import present

pytestmark = pytest.mark.browser
CHAT = "parts=api&parts=realtime&connection_life=longer&records=relational"
ADVICE = f"/advice?{CHAT}"
CHANGES = f"/advice/changes?{CHAT}&pin.database=dynamodb"
DRAWING = "document.querySelector('.picture svg')"
FRAME = "document.querySelector('.picture')"


def width(tab):
    return tab.evaluate(f"{DRAWING}.getBoundingClientRect().width")


def level(tab):
    return int(tab.locator(".zoom-level").inner_text().removesuffix("%"))


def colour(tab, selector, trait="stroke"):
    return tab.evaluate(
        "([selector, trait]) => getComputedStyle(document.querySelector(selector))[trait]", [selector, trait]
    )


@pytest.fixture
def still(tab):
    """A page whose style changes show at once."""
    tab.emulate_media(reduced_motion="reduce")
    return tab


def test_zoom_with_the_keyboard(site, tab):
    tab.goto(site + ADVICE)
    tab.locator(".picture").focus()
    usual = width(tab)
    height = tab.evaluate(f"{FRAME}.offsetHeight")
    tab.keyboard.press("+")
    tab.keyboard.press("+")
    assert level(tab) == 156
    assert width(tab) == pytest.approx(usual * 1.5625, rel=0.01)
    assert tab.evaluate(f"{FRAME}.offsetHeight") == height
    left, top = tab.evaluate(f"[{FRAME}.scrollLeft, {FRAME}.scrollTop]")
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function(f"left => {FRAME}.scrollLeft > left", arg=left)
    tab.keyboard.press("ArrowDown")
    tab.wait_for_function(f"top => {FRAME}.scrollTop > top", arg=top)
    tab.keyboard.press("-")
    assert level(tab) == 125
    tab.keyboard.press("0")
    assert level(tab) == 100
    assert width(tab) == pytest.approx(usual, rel=0.01)
    for _ in range(20):
        tab.keyboard.press("+")
    assert level(tab) == 400


def test_keys_with_a_modifier_and_outside_the_frame_belong_to_the_browser(site, tab):
    tab.goto(site + ADVICE)
    tab.keyboard.press("+")
    assert level(tab) == 100
    tab.locator(".picture").focus()
    tab.keyboard.press("Control++")
    assert level(tab) == 100


def test_zoom_with_the_buttons(site, tab):
    tab.goto(site + ADVICE)
    usual = width(tab)
    for name, wanted in (
        ("Zoom in", 125),
        ("Zoom in", 156),
        ("Zoom out", 125),
        ("Original size", 100),
        ("Zoom out", 100),
    ):
        tab.get_by_role("button", name=name).click()
        assert level(tab) == wanted, name
        assert width(tab) == pytest.approx(usual * wanted / 100, rel=0.01)


def test_on_a_narrow_screen_the_whole_picture_can_be_seen(site, chromium):
    context = chromium.new_context(viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.goto(site + ADVICE)
    assert width(page) > 900
    for _ in range(6):
        page.get_by_role("button", name="Zoom out").click()
    assert width(page) == pytest.approx(page.evaluate(f"{FRAME}.clientWidth"), abs=1)
    page.get_by_role("button", name="Original size").click()
    assert width(page) > 900
    context.close()


def test_the_wheel_zooms_at_the_pointer_and_only_with_ctrl(site, tab):
    tab.goto(site + ADVICE)
    tab.locator(".picture").scroll_into_view_if_needed()
    box = tab.locator("#pic-api").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.mouse.move(x, y)
    tab.keyboard.down("Control")
    tab.mouse.wheel(0, -240)
    tab.keyboard.up("Control")
    tab.wait_for_function("document.querySelector('.zoom-level').value !== '100%'")
    assert level(tab) > 150
    after = tab.locator("#pic-api").bounding_box()
    assert after["x"] < x < after["x"] + after["width"]
    assert after["y"] < y < after["y"] + after["height"]
    now = level(tab)
    tab.mouse.wheel(0, 120)
    tab.wait_for_timeout(200)
    assert level(tab) == now


def test_dragging_moves_the_picture_and_is_no_click(site, tab):
    tab.goto(site + ADVICE)
    tab.get_by_role("button", name="Zoom in").click()
    tab.get_by_role("button", name="Zoom in").click()
    tab.locator("#pic-api").scroll_into_view_if_needed()
    box = tab.locator("#pic-api").bounding_box()
    left = tab.evaluate(f"{FRAME}.scrollLeft")
    tab.mouse.move(box["x"] + 20, box["y"] + 20)
    tab.mouse.down()
    tab.mouse.move(box["x"] - 60, box["y"] + 20, steps=4)
    tab.mouse.up()
    assert tab.evaluate(f"{FRAME}.scrollLeft") == pytest.approx(left + 80, abs=1)
    assert "#" not in tab.url
    tab.locator("#pic-api").click()
    assert "#decision-" in tab.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_that_a_decision_leads_to_wears_a_ring(site, still, scheme):
    still.goto(f"{site}{ADVICE}&scheme={scheme}")
    before = colour(still, "#pic-database .pic-card")
    still.locator("#decision-database > summary").click()
    still.locator("#decision-database .in-picture a").first.click()
    assert still.url.endswith("#pic-database")
    assert colour(still, "#pic-database .pic-card") != before
    assert colour(still, "#pic-database .pic-card", "strokeWidth") == "6px"
    assert still.locator("#pic-database").evaluate(
        "card => { const box = card.getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight }"
    )


def test_hover_and_target_need_no_script(site, chromium):
    context = chromium.new_context(
        java_script_enabled=False, reduced_motion="reduce", viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    page.goto(f"{site}{ADVICE}#pic-database")
    assert not page.locator(".zoom").is_visible()
    assert page.locator("#pic-database").is_visible()
    assert colour(page, "#pic-database .pic-card", "strokeWidth") == "6px"
    page.locator("#pic-api").hover()
    assert colour(page, "#pic-api .pic-card", "strokeWidth") == "2.5px"
    context.close()


def test_a_card_under_the_pointer_lights_its_lines(site, still):
    still.goto(site + ADVICE)
    number = present(re.search(r"pic-c(\d+)", present(still.locator("#pic-api").get_attribute("class"))))[1]
    other = still.evaluate(
        "own => [...document.querySelectorAll('.pic-link')].findIndex(line => !line.classList.contains(own))",
        f"pic-e{number}",
    )
    dim = "at => getComputedStyle(document.querySelectorAll('.pic-link')[at]).opacity"
    assert still.evaluate(dim, other) == "1"
    still.locator("#pic-api").hover()
    assert float(still.evaluate(dim, other)) < 0.5
    assert colour(still, f".pic-link.pic-e{number}", "opacity") == "1"
    assert colour(still, "#pic-api .pic-card", "strokeWidth") == "2.5px"


def test_a_line_under_the_pointer_stands_out(site, still):
    still.goto(site + ADVICE)
    still.locator(".picture").scroll_into_view_if_needed()
    place = still.evaluate(
        """() => {
          for (const hit of document.querySelectorAll('.pic-hit')) {
            for (let part = 0.1; part < 1; part += 0.05) {
              const at = hit.getPointAtLength(hit.getTotalLength() * part).matrixTransform(hit.getScreenCTM());
              if (document.elementFromPoint(at.x, at.y)?.closest('.pic-link') === hit.parentNode) return [at.x, at.y];
            }
          }
        }"""
    )
    still.mouse.move(*place)
    shown = still.evaluate("[...document.querySelectorAll('.pic-link')].map(line => getComputedStyle(line).opacity)")
    assert shown.count("1") == 1
    assert len(shown) > 5


def test_changes_take_the_place_of_the_picture_and_lead_back(site, tab):
    tab.goto(f"{site}{ADVICE}&pin.database=dynamodb")
    tab.locator(".pins-diff .see-diff").click()
    tab.wait_for_selector("section#picture.diff")
    assert tab.locator("svg.pic").count() == 1
    assert tab.evaluate("document.activeElement.id") == "picture-title"
    assert tab.locator(".pic-is-new").count() > 0
    tab.get_by_role("button", name="Zoom in").click()
    assert level(tab) == 125
    tab.locator("a", has_text="Back to the picture").click()
    tab.wait_for_load_state()
    assert tab.locator(".pic-is-gone").count() == 0


def test_a_change_of_a_decision_shows_its_picture_on_the_same_page(site, tab):
    tab.goto(f"{site}/advice/decisions/database?{CHAT}")
    assert tab.locator("svg.pic").count() == 0
    tab.locator(".see-diff").first.click()
    tab.wait_for_selector("section#picture.diff svg.pic")


def test_before_and_after_hide_what_is_not_there_and_nothing_moves(site, tab):
    tab.goto(site + CHANGES)
    stays = (
        "[...document.querySelectorAll('.pic-node:not([class*=pic-is])')].map(card => card.getBoundingClientRect().x)"
    )
    places = tab.evaluate(stays)
    for part, new, gone in (("Before", False, True), ("After", True, False), ("Both", True, True)):
        tab.get_by_label(part, exact=True).check()
        assert tab.locator("a.pic-is-new").first.is_visible() is new
        assert tab.locator("a.pic-is-gone").first.is_visible() is gone
        assert tab.evaluate(stays) == places


@pytest.mark.parametrize("path", [ADVICE, CHANGES])
def test_on_paper_it_is_light_fits_and_has_no_tools(site, tab, path):
    tab.set_viewport_size({"width": 700, "height": 1000})
    tab.goto(f"{site}{path}&scheme=dark")
    tab.locator(".picture").focus()
    tab.keyboard.press("+")
    assert colour(tab, ".pic-canvas", "fill") != "rgb(255, 255, 255)"
    tab.emulate_media(media="print")
    assert colour(tab, ".pic-canvas", "fill") == "rgb(255, 255, 255)"
    assert colour(tab, ".pic-name", "fill") == "rgb(22, 32, 46)"
    assert width(tab) <= 700
    assert tab.evaluate(f"{FRAME}.scrollWidth <= {FRAME}.clientWidth")
    assert not tab.locator(".zoom").is_visible()
    assert not tab.locator(".diff-show").is_visible()
