"""The steps of the schema go up and down, agree with the table, and run from an installed program."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text

from app.errors import SettingInvalid
from app.storage import connect, migrate

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def config(empty_engine):
    return Config(toml_file=ROOT / "pyproject.toml", attributes={"engine": empty_engine})


def test_up_down_and_up_again(empty_engine, config):
    command.upgrade(config, "head")
    assert inspect(empty_engine).has_table("report")
    command.downgrade(config, "base")
    assert not inspect(empty_engine).has_table("report")
    command.upgrade(config, "head")
    assert inspect(empty_engine).has_table("report")


def test_the_table_class_asks_for_nothing_the_steps_do_not_make(config):
    command.upgrade(config, "head")
    command.check(config)


def test_a_forgotten_column_would_be_found(empty_engine, config):
    command.upgrade(config, "head")
    with empty_engine.begin() as connection:
        connection.execute(text("ALTER TABLE report DROP COLUMN fingerprint"))
    with pytest.raises(Exception, match="fingerprint"):
        command.check(config)


def test_the_files_of_the_image_migrate_by_one_command(database_url, tmp_path):
    for folder in ("app", "alembic"):
        shutil.copytree(ROOT / folder, tmp_path / "image" / folder)
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "image")
    environment = os.environ | {"ADVISOR_DATABASE_URL": database_url}
    alembic = Path(sys.executable).parent / "alembic"
    subprocess.run([alembic, "upgrade", "head"], cwd=tmp_path / "image", env=environment, check=True, timeout=60)
    engine = connect(database_url)
    assert inspect(engine).has_table("report")
    engine.dispose()


def test_a_database_of_a_newer_program_is_refused(engine):
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SettingInvalid, match=r"^ADVISOR_DATABASE_URL: .*9999"):
        migrate(engine)


def test_a_database_that_cannot_be_used_is_named_at_start(tmp_path):
    file = tmp_path / "file"
    file.write_text("not a database, and longer than its header " * 9)
    with pytest.raises(SettingInvalid, match=r"^ADVISOR_DATABASE_URL: .*not a database"):
        migrate(connect(f"sqlite:///{file}"))
    with pytest.raises(SettingInvalid, match=r"^ADVISOR_DATABASE_URL: "):
        connect(f"sqlite:///{file}/advisor.db")
    with pytest.raises(SettingInvalid, match=r"^ADVISOR_DATABASE_URL: "):
        migrate(connect("postgresql+psycopg://advisor:secret@127.0.0.1:1/advisor"))
