"""A fresh database of each kind: a SQLite file and one on a PostgreSQL server of this run's own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import create_engine

from app.storage import connect, migrate

NUMBERS = count(1)


def as_server(*arguments):
    # PostgreSQL refuses to run as root; everybody else starts it as oneself.
    account: dict[str, Any] = {}
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    subprocess.run(arguments, check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=60, **account)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture(scope="session")
def postgresql_server():
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    folder = Path(tempfile.mkdtemp(prefix="advisor-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    as_server(programs / "initdb", "--no-sync", "--auth=trust", "--username=advisor", "-E", "UTF8", "-D", data)
    port = free_port()
    options = f"-F -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    control = (programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log")
    as_server(*control, "-o", options, "start")
    yield f"postgresql+psycopg://advisor@127.0.0.1:{port}"
    as_server(*control, "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """The address of a database in which nothing was made yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new/advisor.db"
    server = request.getfixturevalue("postgresql_server")
    name = f"advisor_{next(NUMBERS)}"
    administration = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    administration.dispose()
    return f"{server}/{name}"


@pytest.fixture
def empty_engine(database_url):
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(empty_engine):
    migrate(empty_engine)
    return empty_engine
