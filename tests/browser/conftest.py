"""A real Chromium."""

import pytest
from playwright.sync_api import sync_playwright

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-component-update "
    "--disable-sync --disable-smooth-scrolling --no-first-run"
)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(chromium):
    """The one tab that most tests use in turn: what it loaded once it asks for again by its tag."""
    context = chromium.new_context(locale="en-US")
    yield context.new_page()
    context.close()


@pytest.fixture
def tab(window):
    """An empty tab of usual size; anything that the console complains about fails the test."""
    complaints = []

    def hear(message):
        if message.type == "error":
            complaints.append(message.text)

    def hear_error(error):
        complaints.append(str(error))

    window.goto("about:blank")
    window.set_viewport_size({"width": 1280, "height": 900})
    window.emulate_media(media="null", reduced_motion="null")
    window.on("console", hear)
    window.on("pageerror", hear_error)
    yield window
    window.remove_listener("console", hear)
    window.remove_listener("pageerror", hear_error)
    assert complaints == []
