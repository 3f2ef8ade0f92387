"""The two rulebooks that tests reason with: the real one under rules/ and the small one of the builders."""

from pathlib import Path

import pytest

from app.rulefiles.check import check
from tests.builders import NOON
from tests.builders import small_rulebook as build

RULES = Path(__file__).parent.parent / "rules"


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
