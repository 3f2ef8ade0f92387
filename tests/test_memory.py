"""What outlives a call is listed in one place, bounded, and can be emptied."""

import ast
from pathlib import Path

import pytest

from app import memory
from app.domain.advice import run
from app.domain.model.briefs import Brief
from app.memory import MEMORIES, forget, remembered

APP = Path(__file__).parent.parent / "app"
MOST_MEMORIES = 12
REMEMBERING = {"lru_cache", "cache"}


def names(tree):
    """Every name that a module imports from functools or asks of it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "functools":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "functools":
            yield node.attr


@pytest.mark.parametrize("path", sorted(APP.rglob("*.py")), ids=lambda path: str(path.relative_to(APP)))
def test_no_other_module_remembers(path):
    if path != APP / "memory.py":
        assert REMEMBERING.isdisjoint(names(ast.parse(path.read_text("utf-8"))))


def test_there_are_few_memories_and_each_says_what_it_saves_and_costs():
    assert len(MEMORIES) <= MOST_MEMORIES
    assert all(item.most > 0 and item.saves and item.kilobytes > 0 for item in MEMORIES.values())


def test_full_memories_stay_below_220_mb():
    assert sum(item.most * item.kilobytes for item in MEMORIES.values()) < 220 * 1024


def test_a_memory_keeps_its_last_entries_and_can_be_emptied(monkeypatch):
    monkeypatch.setitem(MEMORIES, "planted", memory.Memory(2, "nothing", 1))
    monkeypatch.setattr(memory, "_FORGET", {})
    calls = []

    @remembered("planted")
    def work(number: int) -> int:
        calls.append(number)
        return number

    for number in (1, 1, 2, 3, 1):
        assert work(number) == number
    assert calls == [1, 2, 3, 1]
    forget("another")
    work(1)
    assert calls == [1, 2, 3, 1]
    forget()
    work(1)
    assert calls == [1, 2, 3, 1, 1]


def test_the_same_brief_gives_the_same_parts_until_all_is_forgotten(rulebook):
    one, other = run(rulebook, Brief()), run(rulebook, Brief())
    assert all(item is other.choices[name] for name, item in one.choices.items())
    assert one.estimate.bills[0] is other.estimate.bills[0]
    forget()
    anew = run(rulebook, Brief())
    assert anew.estimate == one.estimate
    assert anew.estimate.bills[0] is not one.estimate.bills[0]
