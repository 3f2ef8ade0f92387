"""Settings come from the environment, and a wrong one is named."""

import os
from pathlib import Path

import pytest

from app.errors import SettingInvalid
from app.settings import Settings


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch):
    for name in [name for name in os.environ if name.startswith("ADVISOR_")]:
        monkeypatch.delenv(name)


def test_nothing_need_be_set():
    settings = Settings.from_environment()
    assert settings.database_url == "sqlite:///data/advisor.db"
    assert settings.rules_dir == Path("rules")
    assert settings.base_url is None


def test_a_postgresql_address_gets_the_driver_that_is_installed(monkeypatch):
    monkeypatch.setenv("ADVISOR_DATABASE_URL", "postgres://me:s3%40cret@db:5432/advisor")
    assert Settings.from_environment().database_url == "postgresql+psycopg://me:s3%40cret@db:5432/advisor"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADVISOR_DATABASE_URL", "advisor.db"),
        ("ADVISOR_DATABASE_URL", "mysql://db/advisor"),
        ("ADVISOR_BASE_URL", "advisor"),
        ("ADVISOR_LOG_LEVEL", "loud"),
        ("ADVISOR_RATE_LIMIT", "often"),
    ],
)
def test_a_wrong_value_is_refused_by_name(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingInvalid, match=f"^{name}: "):
        Settings.from_environment()


def test_all_wrong_values_are_named_at_once(monkeypatch):
    monkeypatch.setenv("ADVISOR_LOG_LEVEL", "loud")
    monkeypatch.setenv("ADVISOR_RATE_LIMIT", "often")
    with pytest.raises(SettingInvalid) as error:
        Settings.from_environment()
    assert [line.split(":")[0] for line in error.value.message.splitlines()] == [
        "ADVISOR_LOG_LEVEL",
        "ADVISOR_RATE_LIMIT",
    ]
