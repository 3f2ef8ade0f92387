"""A box keeps its place when one answer changes something elsewhere."""

import sys
from itertools import combinations
from statistics import mean

from app.diagram.arrange import arrange
from app.diagram.gather import group_of
from app.diagram.place import STRIP
from app.domain.model.briefs import Brief
from app.domain.report.brief import read_brief
from app.domain.report.report import ArchitectureNote
from tests.depth import some
from tests.diagram.covering import composed
from tests.stories import REAL, STORIES, brief_of

Cells = dict[str, tuple[int, int]]


def changed(brief: Brief) -> list[Brief]:
    """The brief with one answer changed, for every choice and every value of it."""
    facts = REAL.facts_of(brief)
    return [
        brief.with_answers(read_brief(REAL, {name: value}).answers)
        for name, item in REAL.inputs.items()
        if item.kind == "choice"
        for value in item.value_ids
        if facts[name] != value
    ]


def columns_of(note: ArchitectureNote) -> tuple[dict[str, str], Cells]:
    """The group and the cell of every card in the columns, not of those in the strip under them."""
    grid, _ = arrange(note)
    groups = {item.id: group_of(item) for item in note.components if item.id in grid.cells}
    groups = {role: group for role, group in groups.items() if group not in STRIP}
    return groups, {role: (cell.column, cell.row) for role, cell in grid.cells.items()}


def kept_order(one: Cells, other: Cells, roles: set[str]) -> list[bool]:
    """For every two cards of one column that both pictures have: whether the upper one is still the upper one."""
    return [
        (one[a][1] < one[b][1]) == (other[a][1] < other[b][1])
        for a, b in combinations(sorted(roles), 2)
        if one[a][0] == one[b][0]
    ]


def test_cards_keep_their_column_and_nearly_always_their_order() -> None:
    seen: dict[str, tuple[dict[str, str], Cells]] = {}

    def laid(note: ArchitectureNote) -> tuple[dict[str, str], Cells]:
        shown = [(item.id, item.place, item.group, item.tier) for item in note.components]
        key = str((shown, [(line.source, line.target, line.kind, line.label.en) for line in note.connections]))
        if key not in seen:
            seen[key] = columns_of(note)
        return seen[key]

    shares = []
    for story in some(STORIES.values(), 4):
        brief = brief_of(story)
        groups, before = laid(composed(brief)[0])
        for other in changed(brief):
            regrouped, after = laid(composed(other)[0])
            same = {role for role in groups if groups[role] == regrouped.get(role)}
            for a, b in combinations(sorted(same), 2):
                assert (before[a][0] < before[b][0]) == (after[a][0] < after[b][0]), (story.id, a, b)
            if orders := kept_order(before, after, same):
                shares.append(mean(orders))
    sys.stdout.write(f"\n{len(shares)} changes: {mean(shares):.1%} of the orders kept\n")
    assert len(shares) > 100
    assert mean(shares) >= 0.9
