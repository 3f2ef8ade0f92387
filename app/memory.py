"""Everything in the program that outlives a call, in one place: how much of it is kept, what that saves, what it costs.

No other module may remember anything (a test says so). What follows from the rulebook alone, such as a formula that
was read, is not listed: it is as large as the rulebook, whatever is asked. `make bench` measures each saving by
emptying one memory before every call.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Memory(NamedTuple):
    """One thing that is remembered: at most so many entries, what each saves, and about how many KB one takes."""

    most: int
    saves: str
    kilobytes: int


MEMORIES: Final = {
    "choices": Memory(8192, "running one decision table again, and all that is told of its outcome", 1),
    "decision notes": Memory(4096, "putting one decision with its reasons into words", 12),
    "structures": Memory(512, "linking components again for outcomes that came out together before", 30),
    "priced components": Memory(2048, "sizing, counting and pricing one component again under the same load", 12),
    "consultations": Memory(8, "advising again on a brief whose page, sections or files were just asked for", 9000),
    "pictures": Memory(256, "drawing a picture again that a page, a file or a preview just showed", 128),
    "proof": Memory(1, "proving the rulebook again for the page of the proof", 500),
    "words of questions": Memory(1, "reading every text of the questions again for each letter of a search", 4000),
    "reasons": Memory(4096, "searching the smallest set of answers that forces an outcome", 1),
}


def remembered(name: str) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Remember the last results of a function, as many as its memory allows; its arguments are the key."""

    def remember(work: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        kept = lru_cache(MEMORIES[name].most)(work)
        _FORGET[name] = kept.cache_clear
        return kept  # type: ignore[return-value]

    return remember


_FORGET: dict[str, Callable[[], None]] = {}


def forget(name: str | None = None) -> None:
    """Empty one memory, or all."""
    for memory, clear in _FORGET.items():
        if name in (None, memory):
            clear()
