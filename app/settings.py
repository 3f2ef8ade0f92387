"""The only reader of the environment: every setting is a variable that starts with `ADVISOR_`."""

import os
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, ValidationError
from pydantic_core import ErrorDetails

from app.errors import SettingInvalid

PREFIX = "ADVISOR_"


def _database_url(value: str) -> str:
    """Accept SQLite and PostgreSQL; the latter always through the psycopg driver."""
    # Imported here, where the variable is set: SQLAlchemy would make every command wait.
    from sqlalchemy.engine import make_url  # noqa: PLC0415
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415

    try:
        url = make_url(value)
    except ArgumentError:
        raise ValueError("not a database URL such as sqlite:///data/advisor.db") from None
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise ValueError("only sqlite:///… and postgresql://… are supported")
    return url.render_as_string(hide_password=False)


def _rate(value: str) -> str:
    """Accept what the limits library reads, such as `120/minute`."""
    from limits import parse  # noqa: PLC0415

    parse(value)
    return value


class Settings(BaseModel):
    """What the operator can set; each field is the variable `ADVISOR_<FIELD>` in upper case."""

    model_config = ConfigDict(frozen=True)

    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        default="sqlite:///data/advisor.db",
        description="SQLite file or PostgreSQL database of stored reports",
    )
    rules_dir: Path = Field(default=Path("rules"), description="folder of the rule files")
    base_url: HttpUrl | None = Field(
        default=None, description="public address used in share links; without it the address of the request"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="least severe log line that is written"
    )
    rate_limit: Annotated[str, AfterValidator(_rate)] = Field(
        default="120/minute", description="requests that store or compute, per client address"
    )

    @classmethod
    def from_environment(cls) -> Self:
        """Read the environment; raises SettingInvalid naming every wrong variable."""
        variables = {name: os.environ.get(PREFIX + name.upper()) for name in cls.model_fields}
        try:
            return cls.model_validate({name: value for name, value in variables.items() if value is not None})
        except ValidationError as error:
            lines = [_problem(detail) for detail in error.errors(include_url=False)]
            raise SettingInvalid("\n".join(lines)) from None


def _problem(detail: ErrorDetails) -> str:
    name = PREFIX + str(detail["loc"][0]).upper()
    return f"{name}: {detail['msg'].removeprefix('Value error, ')}"
