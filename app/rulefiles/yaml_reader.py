"""Reading one YAML file with scalars as text, the line of any key, and duplicate keys as problems.

Everything is text here (`no` stays "no", 0.0252 stays exact); the models give it types.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from app.errors import Problem

KeyPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class RuleFile:
    """The contents of one rule file: its data as text, and what was written, to find the line of a key in it."""

    name: str
    data: Any
    text: str

    @cached_property
    def _lines(self) -> Mapping[KeyPath, int]:
        # Read again only when a problem needs a line.
        node = _composed(self.text)
        return {} if node is None else dict(_lines(node, ()))

    def line(self, path: KeyPath) -> int:
        """The line of a key path, or of its longest existing prefix; 1 if there is none."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def problem(self, path: KeyPath, message: str) -> Problem:
        """A problem at a key path of this file."""
        where = ".".join(str(key) for key in path)
        return Problem(self.name, self.line(path), f"{where}: {message}" if where else message)


def read_yaml(path: Path, name: str) -> tuple[RuleFile, list[Problem]]:
    """Read one file; problems are syntax errors (data is then None) and duplicate keys."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), name)
    except UnicodeDecodeError:
        return RuleFile(name, None, ""), [Problem(name, 1, "not readable as UTF-8")]


def parse_yaml(text: str, name: str) -> tuple[RuleFile, list[Problem]]:
    """Parse YAML (or JSON) text; problems are syntax errors (data is then None) and duplicate keys."""
    try:
        node = _composed(text)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        return RuleFile(name, None, text), [Problem(name, line, f"not readable as YAML: {fault.problem}")]
    except yaml.YAMLError as fault:
        return RuleFile(name, None, text), [Problem(name, 1, f"not readable as YAML: {fault}")]
    problems: list[Problem] = []
    try:
        data = None if node is None else _plain(node, problems, name)
    except RecursionError:
        return RuleFile(name, None, text), [Problem(name, 1, "not readable as YAML: nested too deeply")]
    return RuleFile(name, data, text), problems


class _Loader(yaml.CBaseLoader):
    """A loader that reads every scalar as text; resolving other types would take a quarter of the reading time."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002
        return self.DEFAULT_SCALAR_TAG


def _composed(text: str) -> yaml.Node | None:
    return yaml.compose(text, Loader=_Loader)


def _plain(node: yaml.Node, problems: list[Problem], name: str) -> Any:  # noqa: ANN401
    """The data of a node; a duplicate key in a block is added to `problems` under the file `name`."""
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in result:
                problems.append(Problem(name, key_node.start_mark.line + 1, f"{key}: written twice"))
            result[key] = _plain(value_node, problems, name)
        return _merged(node, result, problems, name) if "<<" in result else result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, problems, name) for item in node.value]
    return str(node.value)


def _merged(node: yaml.MappingNode, own: dict[str, Any], problems: list[Problem], name: str) -> dict[str, Any]:
    """A block merged with the block under its key `<<` (YAML merge key); its own keys take precedence."""
    shared = own.pop("<<")
    if not isinstance(shared, dict):
        line = next(key.start_mark.line + 1 for key, _ in reversed(node.value) if key.value == "<<")
        problems.append(Problem(name, line, "<<: takes one block of keys"))
        return own
    return {**shared, **own}


def _lines(node: yaml.Node, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    """The key paths of a node and all nodes below it, each with its line; the last one given for a path applies."""
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            inner = (*path, str(key_node.value))
            yield from _lines(value_node, inner)
            yield inner, key_node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _lines(item, (*path, index))
