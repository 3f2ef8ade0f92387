"""Guardrails: what must be said of a combination of answers, decisions and pins, and when."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Literal, TypeAlias

from pydantic import Field

from app.domain.model.expressions import FactValue, Test, parse_test
from app.domain.model.frozen import Frozen
from app.words.text import Text

Cell: TypeAlias = tuple[str, Callable[[FactValue], bool]]


class Guardrail(Frozen):
    """A combination that deserves a warning or shows a contradiction, with what to do instead."""

    id: str
    severity: Literal["note", "caution", "breaks", "conflict"]
    when: dict[str, str | list[str]] = Field(min_length=1)
    message: Text
    instead: Text | None = None
    sources: tuple[str, ...] = ()
    examples: tuple["Saying", ...] = Field(min_length=1)

    @cached_property
    def tests(self) -> Mapping[str, Test]:
        """The tests that must all hold for the guardrail to speak."""
        return {fact: parse_test(written) for fact, written in self.when.items()}

    def speaks(self, facts: Mapping[str, FactValue]) -> bool:
        """Say whether the combination is there."""
        # Most fall at the first test, and this runs for every guardrail of every advice.
        fact, matches = self._first
        return matches(facts[fact]) and all(matches(facts[fact]) for fact, matches in self._rest)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The facts that its message names."""
        return tuple(sorted(self.message.names()))

    @cached_property
    def _first(self) -> Cell:
        return next(_cells(self.tests))

    @cached_property
    def _rest(self) -> tuple[Cell, ...]:
        return tuple(_cells(self.tests))[1:]


def _cells(tests: Mapping[str, Test]) -> Iterator[Cell]:
    return ((fact, test.condition.matches) for fact, test in tests.items())


class Saying(Frozen):
    """Facts and whether a guardrail must speak for them."""

    given: dict[str, str | tuple[str, ...]]
    speaks: Literal["true", "false"] = "true"
    shows: tuple[str, ...] = ()
