"""A real walk in Chromium, from the home page to a stored report, with the keyboard alone."""

import pytest

pytestmark = pytest.mark.browser
MOST_TABS = 400
NOT_SURE = "form.question-form button[value=not_sure]"
PAGES = (
    "/",
    "/ask",
    "/ask?parts=realtime&q=database",
    "/advice?parts=api&parts=realtime&connection_life=longer",
    "/rules",
    "/rules/egress",
    "/rules/api_cost",
    "/advice/curve?parts=api&parts=realtime&connection_life=longer",
    "/advice/changes?parts=api&parts=realtime&records=relational&pin.database=dynamodb",
    "/advice/decisions/database?parts=api&records=relational",
)


def focused(page, selector):
    return page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector)


def tab_to(page, selector):
    """Press Tab until what the selector names has the focus."""
    for _ in range(MOST_TABS):
        if focused(page, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached with the Tab key at {page.url}")


def settle(page, press, *, headline=True):
    """Press a key that leads on, and wait until another address and (if wanted) another headline stand there."""
    before = page.evaluate("[location.href, document.querySelector('h1').textContent]")
    page.keyboard.press(press)
    page.wait_for_function(
        """([href, title, both]) => location.href !== href
            && (!both || (document.querySelector('h1')?.textContent ?? title) !== title)""",
        arg=[*before, headline],
    )
    page.wait_for_load_state()


def test_from_home_to_a_stored_report_with_the_keyboard(site, tab):
    tab.goto(site)
    tab_to(tab, "a[href^='/ask']:not(nav a)")
    settle(tab, "Enter")
    tab_to(tab, "form.question-form input[value=site]")
    tab.keyboard.press("Space")
    tab_to(tab, "form.question-form input[value=api]")
    tab.keyboard.press("Space")
    tab_to(tab, "form.question-form button[type=submit]")
    settle(tab, "Enter")
    assert "parts=site" in tab.url
    assert "parts=api" in tab.url
    for _ in range(6):
        tab_to(tab, NOT_SURE if tab.locator(NOT_SURE).count() else "form.question-form button[type=submit]")
        settle(tab, "Enter")
    assert tab.url.count("not_sure") >= 4
    tab_to(tab, "a[href^='/advice'], button[formaction^='/advice']")
    settle(tab, "Enter")
    assert "/advice" in tab.url
    assert tab.locator("svg[role=group]").count() >= 1
    tab_to(tab, "a[href$='#share']")
    tab.keyboard.press("Enter")
    tab_to(tab, "#share button[type=submit]")
    settle(tab, "Enter", headline=False)
    assert "/r/" in tab.url
    stored = tab.url.split("?")[0]
    headline = tab.locator("h1").inner_text()
    again = tab.request.get(stored.replace("/r/", "/api/v1/reports/")).json()
    assert again["summary"]["en"].split(" in ")[0] in headline
    tab.reload()
    assert tab.locator("h1").inner_text() == headline


def test_the_back_key_leads_to_the_question_before(site, tab):
    tab.goto(f"{site}/ask?parts=site")
    first = tab.locator("h1").inner_text()
    tab_to(tab, NOT_SURE if tab.locator(NOT_SURE).count() else "form.question-form button[type=submit]")
    settle(tab, "Enter")
    assert tab.locator("h1").inner_text() != first
    tab.go_back()
    tab.wait_for_function("first => document.querySelector('h1').innerText === first", arg=first)


def test_a_band_and_an_exact_number_for_another_time_are_given_with_the_keyboard(site, tab):
    tab.set_viewport_size({"width": 375, "height": 800})
    tab.goto(f"{site}/ask?parts=job&at=job&lang=ko")
    tab_to(tab, "input[name=run_minutes]:checked")
    while not focused(tab, "input[name=run_minutes][value='(15..60]']"):
        tab.keyboard.press("ArrowUp")
    tab_to(tab, "input[name='exact.job_runs']")
    tab.keyboard.type("6/day")
    tab.locator("#about-job_runs", has_text="183").wait_for()
    tab_to(tab, "form.question-form button[type=submit]")
    settle(tab, "Enter")
    hidden = "form.question-form input[type=hidden]"
    kept = tab.eval_on_selector_all(hidden, "found => found.map(item => [item.name, item.value])")
    assert ["run_minutes", "(15..60]"] in kept
    assert ["job_runs", "6/day"] in kept
    assert tab.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_question_is_found_by_a_word_with_the_keyboard(site, tab):
    tab.goto(f"{site}/ask?parts=site&lang=en")
    tab_to(tab, "#find-words")
    tab.keyboard.insert_text("웹소켓")
    tab.wait_for_selector("#found li")
    assert focused(tab, "#find-words")
    assert tab.locator("#found-told[role=status]").inner_text().startswith(f"{tab.locator('#found li').count()} ")
    tab_to(tab, "#found button[value=parts]")
    settle(tab, "Enter")
    assert tab.locator("h1").inner_text() == "Which parts does the product have?"
    assert focused(tab, "#question")
    assert tab.locator("form.question-form input[value=site]").is_checked()
    tab_to(tab, "#find-words")
    tab.keyboard.insert_text("qqqq")
    tab.locator("#found-told", has_text="qqqq").wait_for()
    settle(tab, "Enter", headline=False)
    assert "q=qqqq" in tab.url
    assert "qqqq" in tab.locator("#found-told").inner_text()


def test_who_types_a_number_goes_on_typing(site, tab):
    tab.goto(f"{site}/ask?parts=api&at=traffic&lang=en")
    tab_to(tab, "input[name='exact.monthly_requests']")
    tab.keyboard.type("2000", delay=20)
    tab.locator("#about-monthly_requests", has_text="2,000").wait_for()
    assert focused(tab, "input[name='exact.monthly_requests']")


def test_what_is_known_so_far_covers_no_question_of_the_map(site, tab):
    tab.goto(f"{site}/ask?parts=site&q=database&lang=en#find")
    beside = tab.locator(".walk-side").bounding_box()
    below = tab.locator(".map").bounding_box()
    assert beside["y"] + beside["height"] <= below["y"]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_window(site, tab, path, language):
    tab.goto(f"{site}{path}{'&' if '?' in path else '?'}lang={language}")
    assert tab.evaluate("document.documentElement.lang") == language
    tab.evaluate("document.querySelectorAll('main details').forEach(details => { details.open = true })")
    for width in (375, 768, 1440):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
