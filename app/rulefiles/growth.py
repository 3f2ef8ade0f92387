"""Checks growth.yaml: its inputs, parts, decisions, outcomes and settings must exist."""

from collections.abc import Iterator

from app.domain.rulebook import Rulebook
from app.rulefiles.link import Finding, known, pin_findings


def growth_findings(rulebook: Rulebook) -> Iterator[Finding]:
    """Every unknown name in growth.yaml."""
    growth, owner = rulebook.growth, "growth:growth"
    numbers = rulebook.measures.inputs
    yield from known(owner, ("rises",), growth.rises, numbers, "a number input")
    for index, size in enumerate(growth.sizes):
        yield from known(owner, ("sizes", index, "input"), (size.input,), numbers, "a number input")
        yield from known(owner, ("sizes", index, "parts"), size.parts, rulebook.inputs["parts"].value_ids, "a part")
    for index, contest in enumerate(growth.contests):
        labelled = {name: tuple(labels) for name, labels in contest.labels.items()}
        for key, pins in (("outcomes", contest.outcomes), ("on", contest.on), ("labels", labelled)):
            for name, outcomes in pins.items():
                yield from pin_findings(rulebook, owner, ("contests", index, key, name), {name: outcomes})
        if contest.count:
            path = ("contests", index, "count")
            yield from known(owner, (*path, "setting"), (contest.count.setting,), rulebook.roles.settings, "a setting")
            yield from known(owner, (*path, "each"), (contest.count.each,), rulebook.decisions, "a decision")
