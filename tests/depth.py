"""How deep the tests go: with `--proof` every case, without it some of the many, every day others.

A test says how many of its cases are enough from day to day: `@pytest.mark.some(12)` under `parametrize`, `some(...)`
in a loop, `examples(...)` for Hypothesis. Which cases these are follows from the rotation, a number that is that of the
day unless `--rotation` gives another; consecutive rotations come round to every case.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from hypothesis import settings

Case = TypeVar("Case")


@dataclass
class Depth:
    """Whether every case is run, and which of them where not."""

    proof: bool = False
    rotation: int = 0

    def __str__(self) -> str:
        if self.proof:
            return "depth: proof, every case"
        return f"depth: some cases of many; --rotation {self.rotation} runs the same ones again, --proof runs every one"


DEPTH = Depth()


def some(cases: Iterable[Case], most: int) -> list[Case]:
    """Every case at full depth, otherwise at most so many, spread evenly over all of them and moved on by rotation."""
    every = list(cases)
    if DEPTH.proof or len(every) <= most:
        return every
    return [every[at] for at in sorted((at * len(every) // most + DEPTH.rotation) % len(every) for at in range(most))]


def examples(at_full_depth: int, otherwise: int) -> settings:
    """Hypothesis settings with so many examples, however slow the machine is."""
    return settings(max_examples=at_full_depth if DEPTH.proof else otherwise, deadline=None)


def add_options(parser: pytest.Parser) -> None:
    """Make `--proof` and `--rotation` known."""
    group = parser.getgroup("depth")
    group.addoption("--proof", action="store_true", help="run every case at full depth")
    group.addoption("--rotation", type=int, metavar="N", help="which cases are run without --proof (usually: the day)")


def set_depth(config: pytest.Config) -> None:
    """Take over the options; a worker process is given those of the one that started it."""
    if config.option.rotation is None:
        config.option.rotation = datetime.now(UTC).date().toordinal()
    DEPTH.proof, DEPTH.rotation = config.option.proof, config.option.rotation


def left_out(items: list[pytest.Item]) -> list[pytest.Item]:
    """The cases that are not run: of a test that is marked with `some`, all but so many."""
    cases = defaultdict(list)
    for item in items:
        if item.get_closest_marker("some"):
            cases[item.nodeid.partition("[")[0]].append(item)
    kept = {item for alike in cases.values() for item in some(alike, most(alike[0]))}
    return [item for alike in cases.values() for item in alike if item not in kept]


def most(item: pytest.Item) -> int:
    """How many cases of a test are enough."""
    mark = item.get_closest_marker("some")
    assert mark is not None
    return int(mark.args[0])
