"""The base classes of every model that is read from a rule file."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable model that rejects unknown keys; two with equal fields are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(Frozen):
    """An immutable model compared and hashed by identity, so that it can be a dictionary key at no cost."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        # Pydantic gives each frozen class a hash of its fields; this one is as quick as that of any object.
        cls.__hash__ = object.__hash__  # type: ignore[method-assign, assignment]
