"""The frames, kinds of lines and marks of a picture, each with its words, in drawing order."""

from typing import Final, get_args

from app.domain.model.architecture import Kind
from app.domain.report.diff import Mark
from app.words.catalogue import said, under
from app.words.text import Text

ORDER: Final[tuple[Kind, ...]] = ("request", "async", "data", "auth", "operations", "replication")
"""The kinds of lines in the order of the legend."""
GROUPS: Final[dict[str, Text]] = under("frame")
KINDS: Final[dict[Kind, Text]] = {kind: said(f"line.{kind}") for kind in ORDER}
MARKS: Final[dict[Mark, Text]] = {mark: said(f"mark.{mark}") for mark in get_args(Mark)}
SIGNS: Final[dict[Mark, str]] = {"new": "+", "gone": "−", "changed": "~"}
