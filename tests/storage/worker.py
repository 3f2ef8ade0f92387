"""Another process of the program, as the storage tests need it: one that stores, or one that stops half-way."""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import event
from sqlmodel import Session

from app.storage import connect, migrate, revoke, save

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def store(engine, name, number):
    """Start and store so many reports when told to, delete every fifth again, then tell the tokens of the rest."""
    tell("ready")
    sys.stdin.readline()
    migrate(engine)
    tokens = {}
    for index in range(int(number)):
        with Session(engine) as session:
            stored = save(session, {"from": name, "index": index}, "f", NOW)
            if index % 5 == 4:
                revoke(session, stored.token, stored.revoke_token)
            else:
                tokens[stored.token] = [name, index]
    tell(json.dumps(tokens))


def stall_storing(engine):
    """Store a report, but stop for good when everything is written and not yet committed."""
    event.listen(engine, "commit", stall)
    with Session(engine) as session:
        save(session, {"half": "stored"}, "f", NOW)


def stall_migrating(engine):
    """Migrate, but stop for good before the steps are committed."""
    event.listen(engine, "commit", stall)
    migrate(engine)


def stall(connection):
    tell("about to commit")
    time.sleep(600)


def tell(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    task, url, *rest = sys.argv[1:]
    tasks: dict[str, Callable[..., None]] = {
        "store": store,
        "stall_storing": stall_storing,
        "stall_migrating": stall_migrating,
    }
    tasks[task](connect(url), *rest)
