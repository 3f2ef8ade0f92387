"""A report is stored whole, found by its token only, and deleted by its revoke token only."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlmodel import Session

from app.errors import DocumentTooLarge, NotFound, RevokeTokenWrong
from app.storage import DOCUMENT_LIMIT, connect, load, migrate, revoke, save

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DOCUMENT = {
    "schema_version": 1,
    "summary": {"en": "“S3” – CloudFront × 1", "ko": "정적 사이트는 서버가 필요하지 않습니다 😀"},
    "odd": "\x00 \ud800 \u2028 <script> ' \" \\",
    "z": [1, {"b": None, "a": True}, "0.0590", []],
    "a": {},
}


@pytest.fixture
def session(engine):
    with Session(engine) as session:
        yield session


def rows(engine):
    with engine.connect() as connection:
        return connection.execute(text("SELECT * FROM report")).mappings().all()


def test_a_document_comes_back_byte_for_byte(engine, session):
    stored = save(session, DOCUMENT, "fingerprint", NOW)
    with Session(engine) as other:
        assert json.dumps(load(other, stored.token)) == json.dumps(DOCUMENT)


def test_a_second_start_finds_what_the_first_stored(engine, session, database_url):
    stored = save(session, DOCUMENT, "fingerprint", NOW)
    session.close()
    engine.dispose()
    again = connect(database_url)
    migrate(again)
    with Session(again) as other:
        assert load(other, stored.token) == DOCUMENT
    again.dispose()


def test_tokens_have_128_bits_and_the_revoke_token_is_not_kept(engine, session):
    stored = save(session, DOCUMENT, "fingerprint", NOW)
    for token in (stored.token, stored.revoke_token):
        assert re.fullmatch(r"[A-Za-z0-9_-]{22}", token)
    session.close()
    assert stored.revoke_token not in str(rows(engine))
    assert stored.token in str(rows(engine))


def test_the_same_document_stored_twice_has_two_links(engine, session):
    first, second = (save(session, DOCUMENT, "fingerprint", NOW) for _ in range(2))
    assert first.token != second.token
    revoke(session, first.token, first.revoke_token)
    assert load(session, second.token) == DOCUMENT


def test_the_time_is_kept_in_utc(engine, session):
    save(session, DOCUMENT, "fingerprint", NOW.astimezone(timezone(timedelta(hours=9))))
    session.close()
    assert str(rows(engine)[0]["created_at"]).startswith("2026-11-23 09:00:00")


@pytest.mark.parametrize("token", ["", "A" * 22, "A" * 21, "A" * 23, "\x00" * 22, "' OR 1=1 --aaaaaaaaaa", "가" * 22])
def test_an_unknown_token_finds_nothing(session, token):
    save(session, DOCUMENT, "fingerprint", NOW)
    with pytest.raises(NotFound):
        load(session, token)
    with pytest.raises(NotFound):
        revoke(session, token, "anything")


def test_only_the_own_revoke_token_deletes(engine, session):
    stored, other = (save(session, DOCUMENT, "fingerprint", NOW) for _ in range(2))
    for wrong in ("", stored.token, other.revoke_token, "\x00", "가"):
        with pytest.raises(RevokeTokenWrong):
            revoke(session, stored.token, wrong)
    assert load(session, stored.token) == DOCUMENT
    revoke(session, stored.token, stored.revoke_token)
    with pytest.raises(NotFound):
        load(session, stored.token)
    with pytest.raises(NotFound):
        revoke(session, stored.token, stored.revoke_token)
    assert load(session, other.token) == DOCUMENT


def test_a_session_that_has_read_can_still_write_after_others_wrote(engine, session):
    stored = save(session, DOCUMENT, "fingerprint", NOW)
    load(session, stored.token)
    with Session(engine) as other:
        save(other, DOCUMENT, "fingerprint", NOW)
    save(session, DOCUMENT, "fingerprint", NOW)
    load(session, stored.token)
    with Session(engine) as other:
        save(other, DOCUMENT, "fingerprint", NOW)
    revoke(session, stored.token, stored.revoke_token)
    assert len(rows(engine)) == 3


def test_a_document_above_the_limit_is_refused_with_both_sizes(engine, session):
    with pytest.raises(DocumentTooLarge) as error:
        save(session, {"a": "x" * DOCUMENT_LIMIT}, "fingerprint", NOW)
    assert (error.value.size, error.value.limit) == (DOCUMENT_LIMIT + 8, DOCUMENT_LIMIT)
    assert rows(engine) == []


def test_what_is_not_json_is_refused(engine, session):
    with pytest.raises(ValueError, match="JSON"):
        save(session, {"a": float("nan")}, "fingerprint", NOW)
    assert rows(engine) == []
