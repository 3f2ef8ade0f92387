"""What the commands of the stages do: decide, compose and estimate, each a document in and a document out."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.cli.terminal import open_rulebook, print_json, read_brief_source, read_source, refusing
from app.domain.advisor.requests import Requests
from app.domain.advisor.stages import compose_stage, decide_stage, estimate_stage
from app.domain.report.documents import Document
from app.domain.rulebook import Rulebook

Given = TypeVar("Given")


def print_decisions(source: Path) -> None:
    """Print what the tables decide for a brief, as JSON."""
    _stage(decide_stage, Requests.brief, lambda: read_brief_source(source))


def print_architecture(source: Path) -> None:
    """Print the architecture of decisions, as JSON."""
    _stage(compose_stage, Requests.compose, lambda: read_source(source))


def print_estimate(source: Path) -> None:
    """Print what an architecture or a list of components costs, as JSON."""
    _stage(estimate_stage, Requests.estimate, lambda: read_source(source))


def _stage(
    stage: Callable[[Rulebook, Given], Document], model: Callable[[Requests, object], Given], read: Callable[[], object]
) -> None:
    """Print what a stage makes of a document, which is read by its model."""
    rulebook = open_rulebook()
    made = refusing("en", lambda: stage(rulebook, model(Requests(rulebook), read())))
    print_json(made.model_dump(mode="json"))
