"""Software that moves as it is: its servers and what was told with it stand in the picture, and nothing else."""

import pytest

from app.domain.advice import run
from app.domain.report.brief import read_brief
from tests.stories import REAL

CODE = {"site", "api", "realtime", "worker", "job", "stream_reader", "media_worker", "ml"}


def advised(**answers):
    """The outcomes by decision and the component types by role that the answers lead to."""
    result = run(REAL, read_brief(REAL, answers))
    types = {component.id: component.type for component in result.architecture.components}
    return {name: choice.outcomes[0] for name, choice in result.choices.items() if choice.outcomes}, types


def test_servers_alone_stand_in_the_picture():
    outcomes, types = advised(parts=["lift"])
    assert types["lift"] == "lifted_server"
    assert types.keys() & (CODE | {"database", "entry", "users", "cdn", "api_gateway", "files"}) == set()
    assert (outcomes["processor"], outcomes["server_move"]) == ("x86", "application_migration_service")


@pytest.mark.parametrize("said", [{"code_form": "windows"}, {"runtime": "dotnet_framework"}])
def test_windows_software_comes_to_windows_servers(said):
    outcomes, types = advised(parts=["lift"], built_for="arm", **said)
    assert (types["lift"], outcomes["operating_system"], outcomes["processor"]) == (
        "lifted_windows_server",
        "windows",
        "x86",
    )


@pytest.mark.parametrize(
    ("engine", "database"),
    [
        ("sql_server", "rds_commercial"),
        ("mysql", "rds_mysql"),
        ("postgresql", "rds_postgresql"),
        ("mongodb", "documentdb"),
    ],
)
def test_a_database_that_is_told_goes_along_on_its_engine(engine, database):
    outcomes, types = advised(parts=["lift"], database_today=engine, traffic_shape="mostly_idle")
    assert (types["database"], outcomes["database_migration"]) == (database, "native")


def test_a_database_on_the_moving_server_stays_there():
    _, types = advised(parts=["lift"], database_today="mysql", on_host=["database"])
    assert "database" not in types


def test_browsers_from_the_internet_come_through_a_load_balancer():
    _, types = advised(parts=["lift"], lift_reach="internet")
    assert types["entry"] == "alb"
    assert types.keys() & CODE == set()


def test_an_api_beside_it_is_free_of_what_binds_the_servers():
    outcomes, types = advised(parts=["lift", "api"], code_form="windows")
    assert (types["lift"], outcomes["own_machine"]) == ("lifted_windows_server", "none")
    assert outcomes["api_code"] == "function"
