"""The command check: checks and proves the rule files."""

from datetime import UTC, datetime
from pathlib import Path

import typer

from app.cli.terminal import OUT, complain, open_settings
from app.domain.reasoning.proofs import in_words
from app.domain.reasoning.reachability import Reachability, reachability_of
from app.domain.reasoning.values import awaiting
from app.errors import RulebookInvalid
from app.rulefiles.check import check


def print_check(folder: Path | None, with_reachability: bool) -> None:
    """Print every problem of the rule files, or what was proven of them; exit code 1 if there is a problem."""
    try:
        checked = check(folder or open_settings().rules_dir, datetime.now(UTC).date())
    except RulebookInvalid as fault:
        complain(f"{fault.message}\n{_counted(len(fault.problems))}")
        raise typer.Exit(1) from None
    if checked.warnings:
        complain("\n".join(f"warning: {warning}" for warning in checked.warnings))
    if checked.problems:
        complain("\n".join([*map(str, checked.problems), _counted(len(checked.problems))]))
        raise typer.Exit(1)
    rulebook = checked.rulebook
    tables, compared = rulebook.decisions.values(), len(rulebook.comparisons)
    OUT.print(
        f"{len(tables)} decisions ({compared} of them comparisons), {sum(len(item.rules) for item in tables)} rules, "
        f"{len(rulebook.inputs)} inputs, {len(rulebook.guardrails)} guardrails, "
        f"{len(rulebook.components)} component types: 0 problems. Fingerprint {rulebook.fingerprint}."
    )
    OUT.print(f"Proven over {in_words(checked.proof.answer_sets)} answer sets:")
    for item in checked.proof.properties:
        OUT.print(f"  {item.claim.en} ({item.checked}, over {item.space.en})")
    waiting = awaiting(rulebook)
    if waiting:
        OUT.print(f"{sum(map(len, waiting.values()))} values await what comes later and change nothing yet:")
    for service, values in waiting.items():
        OUT.print(f"  {service}: {', '.join(values)}", markup=False)
    if with_reachability:
        _print_reachability(reachability_of(rulebook))


def _counted(problems: int) -> str:
    return "1 problem" if problems == 1 else f"{problems:,} problems"


def _print_reachability(found: Reachability) -> None:
    """Print the shares of outcomes, what the tables leave to `otherwise`, and which answers decide most."""
    OUT.print(f"{'outcome':<60} sampled  near stories  all not sure  table's otherwise", markup=False)
    for share in found.outcomes:
        left = found.otherwise.get(share.decision)
        usual, rest = "yes" if share.unsure else "", "" if left is None else f"{left:.1%}"
        name = f"{share.decision}: {share.outcome}"
        OUT.print(
            f"{name:<60} {share.sampled:>7.1%}  {share.near_stories:>12.1%}  {usual:>12}  {rest:>17}", markup=False
        )
    OUT.print(
        f"Sampled: {found.sampled:,} seeded briefs. Near stories: all {found.near_stories:,} briefs within two answers "
        "of a story. Otherwise: share of the sampled briefs that no row before it fits."
    )
    most = [f"{name} {bits:.1f}" for name, bits in found.deciding.items()][:10]
    OUT.print(f"Decides most (bits of all outcomes): {', '.join(most)}.")
