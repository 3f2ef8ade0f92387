"""What many tests share: the real rulebook under rules/, the small one of the builders, the program as it is served."""

import socket
import threading
import time
from pathlib import Path

import pytest

from app.rulefiles.check import check
from tests import depth
from tests.builders import NOON
from tests.builders import small_rulebook as build

RULES = Path(__file__).parent.parent / "rules"


def pytest_addoption(parser):
    depth.add_options(parser)


def pytest_configure(config):
    depth.set_depth(config)


def pytest_report_header():
    return str(depth.DEPTH)


def pytest_terminal_summary(terminalreporter):
    if terminalreporter.stats.get("failed"):
        terminalreporter.write_line(str(depth.DEPTH))


def pytest_collection_modifyitems(config, items):
    dropped = depth.left_out(items)
    config.hook.pytest_deselected(items=dropped)
    items[:] = [item for item in items if item not in set(dropped)]


@pytest.fixture(scope="session")
def rulebook():
    from tests.stories import REAL  # loaded only where it is asked for

    return REAL


@pytest.fixture(scope="session")
def checked_rules():
    """The problems that the check finds in the real rules."""
    return check(RULES, NOON.date()).problems


@pytest.fixture(scope="session")
def small_rulebook(tmp_path_factory):
    return build(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def site(rulebook, tmp_path_factory):
    """The address of a server with the real rules and a database of its own."""
    import uvicorn  # as above

    from app.main import create_app
    from app.settings import Settings

    folder = tmp_path_factory.mktemp("site")
    app = create_app(Settings(database_url=f"sqlite:///{folder}/reports.db", rate_limit="1000/second"), rulebook)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
