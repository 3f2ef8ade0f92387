"""The frozen bases of every value that a rule file holds."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that never changes and refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(Frozen):
    """An entry of the rulebook that others refer to: equal to itself alone, so that it can be a key."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        # Pydantic gives each frozen class a hash of its fields; this one is as quick as that of any object.
        cls.__hash__ = object.__hash__  # type: ignore[method-assign, assignment]
