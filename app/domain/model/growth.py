"""How a workload grows: the number that tells its size, what rises with it, and which roads are compared along it."""

from functools import cached_property

from pydantic import Field

from app.domain.model.frozen import Frozen
from app.words.text import Text


class SizeOf(Frozen):
    """The input that tells the size of some parts of a workload, with a short name for it."""

    input: str
    label: Text
    parts: tuple[str, ...] = Field(min_length=1)


class Count(Frozen):
    """A setting that is a number, at which a contest is told too: from 1 to `most`, for each outcome of a decision."""

    setting: str
    label: Text
    most: int = Field(ge=1, le=100)
    each: str


class Contest(Frozen):
    """Roads that compete for one job: outcomes by decision, and the outcomes of `on` for those that use it.

    `labels` name outcomes whose own label does not say enough beside the others.
    """

    id: str
    title: Text
    outcomes: dict[str, tuple[str, ...]] = Field(min_length=1)
    on: dict[str, tuple[str, ...]] = Field(default={}, max_length=1)
    labels: dict[str, dict[str, Text]] = {}
    count: Count | None = None

    @cached_property
    def pins(self) -> tuple[tuple[str, str], ...]:
        """Every decision with every outcome that takes part."""
        return tuple((name, outcome) for name, outcomes in self.outcomes.items() for outcome in outcomes)


class Growth(Frozen):
    """What the curve of cost against size needs: sizes (the first that fits is taken), what rises, the contests."""

    sizes: tuple[SizeOf, ...] = Field(min_length=1)
    rises: tuple[str, ...] = Field(min_length=1)
    assumption: Text
    contests: tuple[Contest, ...] = Field(min_length=1)
