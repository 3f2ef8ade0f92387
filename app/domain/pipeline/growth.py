"""The model of growth.yaml: the input that measures a workload, what grows with it, and competing alternatives.

`app/domain/whatif/curve.py` calculates the curve of cost against size from it.
"""

from functools import cached_property

from pydantic import Field

from app.domain.model.frozen import Frozen
from app.words.text import Text


class SizeOf(Frozen):
    """The number input that measures the size of these parts of a workload, with a short label for the axis."""

    input: str
    label: Text
    parts: tuple[str, ...] = Field(min_length=1)


class Count(Frozen):
    """A numeric setting (1 to `most`) by which a contest is evaluated too, for each outcome of the decision `each`."""

    setting: str
    label: Text
    most: int = Field(ge=1, le=100)
    each: str


class Contest(Frozen):
    """Alternatives for one job, of which an architecture has one: the competing outcomes by decision.

    `on` holds one decision and the outcomes of it that an alternative can run on (hosts, such as compute).
    `labels` replace the label of an outcome, by decision and outcome, where it is unclear beside the others.
    """

    id: str
    title: Text
    outcomes: dict[str, tuple[str, ...]] = Field(min_length=1)
    on: dict[str, tuple[str, ...]] = Field(default={}, max_length=1)
    labels: dict[str, dict[str, Text]] = {}
    count: Count | None = None

    @cached_property
    def pins(self) -> tuple[tuple[str, str], ...]:
        """Every competing outcome as (decision, outcome)."""
        return tuple((name, outcome) for name, outcomes in self.outcomes.items() for outcome in outcomes)


class Growth(Frozen):
    """The contents of growth.yaml: `sizes` (the first that fits is used), inputs that grow in proportion, contests."""

    sizes: tuple[SizeOf, ...] = Field(min_length=1)
    rises: tuple[str, ...] = Field(min_length=1)
    assumption: Text
    contests: tuple[Contest, ...] = Field(min_length=1)
