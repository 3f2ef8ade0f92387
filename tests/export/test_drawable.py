"""What can be drawn: any document that holds an architecture, read by its model."""

import pytest

from app.domain.advisor.stages import badges
from app.errors import InvalidBrief
from app.export.drawable import drawable
from tests.builders import compose_document, decide_document, estimate_document

PINNED = {"answers": {"parts": ["job"], "run_minutes": "60"}, "pins": {"egress": "nat", "blockers": []}}


@pytest.fixture(scope="module")
def piped(small_rulebook):
    return estimate_document(small_rulebook, compose_document(small_rulebook, decide_document(small_rulebook, PINNED)))


def test_a_picture_takes_any_document_that_holds_an_architecture(piped):
    note, title = drawable(piped)
    assert (title.en, title.ko) == ("AWS architecture", "AWS 아키텍처")
    assert badges(note) == {"nat": "$43", "files": "$30", "job": "$0"}
    assert drawable(piped["architecture"])[0] == note
    assert note.model_dump(mode="json") == piped["architecture"]
    titled = drawable({**piped, "title": {"en": "A", "ko": "에이"}})
    assert titled[1].ko == "에이"


@pytest.mark.parametrize(
    ("document", "field"),
    [([], ""), ({}, "architecture.region"), ({"architecture": {"region": "x", "zones": "many"}}, "architecture.zones")],
)
def test_a_picture_of_something_else_is_refused(document, field):
    with pytest.raises(InvalidBrief) as refused:
        drawable(document)
    assert field in [problem.field for problem in refused.value.problems]
