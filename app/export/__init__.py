"""Writes a report or its architecture in other formats, one module for each."""

from typing import Literal, TypeAlias

Form: TypeAlias = Literal["svg", "png", "drawio", "mmd", "json"]
"""The forms in which an architecture alone leaves the program."""
