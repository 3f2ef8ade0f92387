"""Stores reports: each is one JSON document that never changes; the table class is private to this module."""

import json
import logging
import re
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Text, event, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Field, Session, SQLModel, create_engine, select

from app.errors import DocumentTooLarge, NotFound, ReportDamaged, RevokeTokenWrong, SettingInvalid
from app.words.catalogue import said

DOCUMENT_LIMIT = 2 * 1024 * 1024
"""Most bytes of one stored document."""
BUSY_SECONDS = 30
"""How long a process waits for another one that is writing to the same SQLite file."""

_WRITE_AT_ONCE = "BEGIN IMMEDIATE"
_TOKEN_BYTES = 16
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_MIGRATION_LOCK = 7_300_421_966
_PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
_log = logging.getLogger(__name__)


class _Row(SQLModel, table=True):
    __tablename__ = "report"

    token: str = Field(primary_key=True, max_length=22)
    revoke_hash: str = Field(max_length=64)
    created_at: datetime
    fingerprint: str = Field(sa_type=Text)
    document: str = Field(sa_type=Text)


METADATA = SQLModel.metadata
"""The schema that the migrations must arrive at."""


@dataclass(frozen=True, slots=True)
class StoredReport:
    """The tokens of a stored report: one to read it, one to delete it, of which only a hash is stored."""

    token: str
    revoke_token: str


def connect(database_url: str) -> Engine:
    """Return an engine for PostgreSQL, or for a SQLite file, whose folder is made; raises SettingInvalid."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    try:
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(error) from error
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest revision; processes that start at once take turns. Raises SettingInvalid."""
    try:
        command.upgrade(Config(toml_file=_PYPROJECT, attributes={"engine": engine}), "head")
    except DBAPIError as error:
        raise _unusable(error.orig) from error
    except CommandError as error:
        raise _unusable(error) from error


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A connection in one transaction that may change the schema; other processes wait until it ends."""
    with engine.connect().execution_options(sqlite_begin=_WRITE_AT_ONCE) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        yield connection


def reachable(engine: Engine) -> bool:
    """Whether the database answers and has the table of reports; the reason why not is logged."""
    try:
        with engine.connect() as connection:
            connection.execute(select(_Row.token).limit(1))
    except SQLAlchemyError as error:
        _log.error("the database does not answer: %s", error)
        return False
    return True


def save(session: Session, document: Mapping[str, Any], fingerprint: str, created_at: datetime) -> StoredReport:
    """Store a report and commit it; raises DocumentTooLarge above DOCUMENT_LIMIT."""
    # Plain ASCII: neither database can refuse a character, and one character is one byte.
    content = json.dumps(document, allow_nan=False, separators=(",", ":"))
    if len(content) > DOCUMENT_LIMIT:
        raise DocumentTooLarge(len(content), DOCUMENT_LIMIT)
    stored = StoredReport(secrets.token_urlsafe(_TOKEN_BYTES), secrets.token_urlsafe(_TOKEN_BYTES))
    row = _Row(
        token=stored.token,
        revoke_hash=_hash(stored.revoke_token),
        created_at=created_at,
        fingerprint=fingerprint,
        document=content,
    )
    _begin_writing(session)
    session.add(row)
    session.commit()
    return stored


def load(session: Session, token: str) -> dict[str, Any]:
    """Return the document stored under a share token; raises NotFound, or ReportDamaged when it is no JSON object."""
    row = session.get(_Row, token) if _TOKEN.fullmatch(token) else None
    if row is None:
        raise _unknown_report()
    try:
        document = json.loads(row.document)
    except (ValueError, RecursionError) as error:
        raise ReportDamaged from error
    if not isinstance(document, dict):
        raise ReportDamaged
    return document


def revoke(session: Session, token: str, revoke_token: str) -> None:
    """Delete a stored report; raises NotFound or, leaving it in place, RevokeTokenWrong."""
    _begin_writing(session)
    row = session.get(_Row, token, with_for_update=True) if _TOKEN.fullmatch(token) else None
    if row is None:
        raise _unknown_report()
    if not secrets.compare_digest(row.revoke_hash, _hash(revoke_token)):
        raise RevokeTokenWrong
    session.delete(row)
    session.commit()


def _begin_writing(session: Session) -> None:
    # SQLite may refuse to write in a transaction that began by reading: end it, nothing else is pending.
    session.rollback()
    session.connection(execution_options={"sqlite_begin": _WRITE_AT_ONCE})


def _unknown_report() -> NotFound:
    return NotFound(said("fault.no_report"))


def _unusable(cause: BaseException | None) -> SettingInvalid:
    return SettingInvalid(said("fault.database", cause=str(cause)))


def _hash(revoke_token: str) -> str:
    return sha256(revoke_token.encode()).hexdigest()


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver begins transactions late, and none for schema changes: _begin_sqlite begins every one.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    _use_wal(connection)


def _use_wal(connection: DBAPIConnection) -> None:
    # While another process switches the same new file, SQLite refuses at once instead of waiting.
    deadline = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
