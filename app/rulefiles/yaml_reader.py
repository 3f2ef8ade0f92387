"""Reads one YAML file as plain text values, remembers the line of every key, and refuses duplicate keys.

Everything is text here (`no` stays "no", 0.0252 stays exact); the models give it types.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from app.errors import Problem

KeyPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class RuleFile:
    """The contents of one rule file: its data as text, and the line of every key."""

    name: str
    data: Any
    lines: Mapping[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """Find the line of a key, or of the nearest key above it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: KeyPath, message: str) -> Problem:
        """Make a problem at a key of this file."""
        where = ".".join(str(step) for step in path)
        return Problem(self.name, self.line(path), f"{where}: {message}" if where else message)


def read_yaml(path: Path, name: str) -> tuple[RuleFile, list[Problem]]:
    """Read one file; the problems are syntax errors and duplicate keys."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), name)
    except UnicodeDecodeError:
        return RuleFile(name, None, {}), [Problem(name, 1, "not readable as UTF-8")]


def parse_yaml(text: str, name: str) -> tuple[RuleFile, list[Problem]]:
    """Read YAML (or JSON) text; the problems are syntax errors and duplicate keys."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        return RuleFile(name, None, {}), [Problem(name, line, f"not readable as YAML: {fault.problem}")]
    except yaml.YAMLError as fault:
        return RuleFile(name, None, {}), [Problem(name, 1, f"not readable as YAML: {fault}")]
    lines: dict[KeyPath, int] = {}
    problems: list[Problem] = []
    try:
        data = _plain(node, (), lines, problems, name) if node is not None else None
    except RecursionError:
        return RuleFile(name, None, {}), [Problem(name, 1, "not readable as YAML: nested too deeply")]
    return RuleFile(name, data, lines), problems


def _plain(node: yaml.Node, path: KeyPath, lines: dict[KeyPath, int], problems: list[Problem], name: str) -> Any:  # noqa: ANN401
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in result:
                problems.append(Problem(name, line, f"{key}: written twice"))
            lines[(*path, key)] = line
            result[key] = _plain(value_node, (*path, key), lines, problems, name)
        shared = result.pop("<<", {})
        if not isinstance(shared, dict):
            problems.append(Problem(name, lines[(*path, "<<")], "<<: takes one block of keys"))
            return result
        return {**shared, **result}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, index), lines, problems, name) for index, item in enumerate(node.value)]
    return str(node.value)
