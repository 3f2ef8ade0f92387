"""Runs the steps of the schema, on the engine given by the program or on the database of the settings."""

from alembic import context

from app.settings import Settings
from app.storage import METADATA, connect, migrating


def run() -> None:
    """Run the steps in one transaction that other processes wait for."""
    engine = context.config.attributes.get("engine") or connect(Settings.from_environment().database_url)
    with migrating(engine) as connection:
        # SQLite can change its schema inside a transaction, because the program begins it by itself.
        context.configure(connection=connection, target_metadata=METADATA, transactional_ddl=True)
        with context.begin_transaction():
            context.run_migrations()


run()
