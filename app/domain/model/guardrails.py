"""Guardrails: warnings and contradictions for combinations of answers, outcomes and traits."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Literal, TypeAlias

from pydantic import Field

from app.domain.model.expressions import FactValue, Test, parse_test
from app.domain.model.frozen import Frozen
from app.words.text import Text

Check: TypeAlias = tuple[str, Callable[[FactValue], bool]]
"""A fact and the function that tests its value."""


class Guardrail(Frozen):
    """A message for facts that pass all tests of `when`, with its severity and what to do instead."""

    id: str
    severity: Literal["note", "caution", "breaks", "conflict"]
    when: dict[str, str | list[str]] = Field(min_length=1)
    message: Text
    instead: Text | None = None
    sources: tuple[str, ...] = ()
    examples: tuple["Saying", ...] = Field(min_length=1)

    @cached_property
    def tests(self) -> Mapping[str, Test]:
        """The parsed tests of `when`, by fact."""
        return {fact: parse_test(written) for fact, written in self.when.items()}

    def speaks(self, facts: Mapping[str, FactValue]) -> bool:
        """Whether all tests hold for these facts; KeyError for a missing fact."""
        # The first test decides most calls, and this runs for every guardrail of every advice.
        fact, matches = self._first
        return matches(facts[fact]) and all(matches(facts[fact]) for fact, matches in self._rest)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The facts that its message names; sorted."""
        return tuple(sorted(self.message.names()))

    @cached_property
    def _first(self) -> Check:
        return next(_checks(self.tests))

    @cached_property
    def _rest(self) -> tuple[Check, ...]:
        return tuple(_checks(self.tests))[1:]


def _checks(tests: Mapping[str, Test]) -> Iterator[Check]:
    return ((fact, test.condition.matches) for fact, test in tests.items())


class Saying(Frozen):
    """An example: facts, and whether a guardrail must speak (or a saving be offered) for them."""

    given: dict[str, str | tuple[str, ...]]
    speaks: Literal["true", "false"] = "true"
    shows: tuple[str, ...] = ()
