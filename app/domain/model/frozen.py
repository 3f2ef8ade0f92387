"""The frozen base of every value that a rule file holds."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that never changes and refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")
