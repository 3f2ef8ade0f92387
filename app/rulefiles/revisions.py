"""Reading the price files of a git revision."""

import shutil
import subprocess
from pathlib import Path

from app.domain.model.prices import PriceKey, PricePoint
from app.errors import AdvisorError, RulebookInvalid
from app.rulefiles.price_files import points_in


def points_of_revision(folder: Path, revision: str) -> dict[str, dict[PriceKey, PricePoint]]:
    """The price points of a price folder in a git revision, by file; AdvisorError if git cannot give them."""
    names = _git(folder, revision, "ls-tree", "--name-only", revision, "--", "./").decode("utf-8").splitlines()
    files = {
        name: _git(folder, revision, "show", f"{revision}:./{name}") for name in sorted(names) if name.endswith(".csv")
    }
    if not files:
        raise AdvisorError(f"{revision} holds no price file of {folder}; name a folder or another git revision.")
    points, problems = points_in(files, f"{revision}:{folder}")
    if problems:
        raise RulebookInvalid(problems)
    return points


def _git(folder: Path, revision: str, *arguments: str) -> bytes:
    program = shutil.which("git")
    if program is None or revision.startswith("-"):
        raise AdvisorError(f"{revision} is no folder, and no git is here that could know it; name a folder.")
    command = [program, "-C", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise AdvisorError(
            f"{revision} is no folder, and git does not know it: {said[0] if said else 'no reason given'}"
        )
    return done.stdout
