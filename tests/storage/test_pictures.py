"""The picture of a stored report is byte for byte that of the report before it was stored."""

import pytest
from sqlmodel import Session

from app.diagram.svg import draw
from app.domain.advisor.advise import advise
from app.domain.advisor.stages import badges
from app.export.drawable import drawable
from app.storage import load, save
from tests.builders import NOON
from tests.depth import some
from tests.stories import REAL, STORIES, brief_of


def picture_of(document, language):
    note, title = drawable(document)
    return draw(note, title=title, language=language, scheme="auto", badges=badges(note))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_stored_report_is_drawn_with_the_same_bytes(engine, language):
    documents = [advise(REAL, brief_of(story), NOON).model_dump(mode="json") for story in some(STORIES.values(), 3)]
    with Session(engine) as session:
        tokens = [save(session, document, "fingerprint", NOON).token for document in documents]
    with Session(engine) as session:
        stored = [load(session, token) for token in tokens]
    assert stored == documents
    assert [picture_of(document, language) for document in stored] == [
        picture_of(document, language) for document in documents
    ]
