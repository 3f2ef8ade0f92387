"""The frozen bases of every value that a rule file holds."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that never changes and refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(Frozen):
    """An entry of the rulebook that others refer to: equal to itself alone, so that it can be a key."""

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return object.__hash__(self)
