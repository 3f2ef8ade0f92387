"""Several processes on one database, and one that dies: nothing lost, nothing doubled, nothing half."""

import json
import subprocess
import sys
from pathlib import Path
from select import select

from sqlalchemy import inspect, text
from sqlmodel import Session

from app.storage import connect, load, migrate, migrating, save
from tests.depth import DEPTH
from tests.storage.worker import NOW

ROOT = Path(__file__).parent.parent.parent


def start(*arguments):
    command = [sys.executable, "-W", "error", "-m", "tests.storage.worker", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def kill_before_commit(task, database_url):
    with start(task, database_url) as process:
        assert process.stdout.readline() == "about to commit\n"
        process.kill()
    assert process.returncode == -9


def reports(engine):
    with engine.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM report")).scalar_one()


def test_processes_that_start_and_store_at_once_lose_and_double_nothing(database_url):
    number = 50 if DEPTH.proof else 20
    processes = [start("store", database_url, name, str(number)) for name in ("one", "two", "three")]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [json.loads(process.communicate(timeout=60)[0]) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    tokens = {token: made for answer in told for token, made in answer.items()}
    kept = 3 * number * 4 // 5
    assert len(tokens) == kept
    engine = connect(database_url)
    assert reports(engine) == kept
    with Session(engine) as session:
        assert all(list(load(session, token).values()) == made for token, made in tokens.items())
    engine.dispose()


def test_a_process_killed_while_storing_leaves_nothing_behind(database_url, engine):
    with Session(engine) as session:
        before = save(session, {"whole": True}, "f", NOW)
    kill_before_commit("stall_storing", database_url)
    assert reports(engine) == 1
    with Session(engine) as session:
        after = save(session, {"next": True}, "f", NOW)
        assert load(session, before.token) == {"whole": True}
        assert load(session, after.token) == {"next": True}


def test_a_process_killed_while_migrating_leaves_the_next_start_a_clean_database(database_url, empty_engine):
    kill_before_commit("stall_migrating", database_url)
    assert not inspect(empty_engine).has_table("report")
    migrate(empty_engine)
    assert reports(empty_engine) == 0


def test_a_process_waits_while_another_one_migrates(database_url, empty_engine):
    with migrating(empty_engine):
        process = start("stall_migrating", database_url)
        arrived, _, _ = select([process.stdout], [], [], 4)
        assert arrived == []
    assert process.stdout.readline() == "about to commit\n"
    process.kill()
    process.communicate()
