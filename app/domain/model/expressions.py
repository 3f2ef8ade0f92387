"""The two languages of the rule files: unary tests (as in DMN's S-FEEL) and formulas (quantities of a month).

A test compares one fact with constants and never calculates, so that a decision table can be translated into
propositional logic and proven.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Context, Decimal, DivisionByZero, InvalidOperation
from functools import cached_property
from operator import itemgetter
from types import CodeType, FunctionType
from typing import Annotated, TypeAlias, TypeVar

from pydantic import AfterValidator

FactValue: TypeAlias = str | Decimal | frozenset[str]
V = TypeVar("V")
Scope: TypeAlias = Mapping[str, Decimal]

SCENARIOS = ("low", "typical", "high")
_NUMBER = r"-?\d+(?:\.\d+)?"
_COMPARISON = re.compile(rf"^(>=|<=|>|<|=)?\s*({_NUMBER})$")
_INTERVAL = re.compile(rf"^([\[(])\s*({_NUMBER})\s*\.\.\s*({_NUMBER})\s*([\])])$")
_MEMBERSHIP = re.compile(r"^(has|lacks|only)\s+([\w-]+)$")
_WORD = re.compile(r"^[\w-]+$")
_LIST = re.compile(r"^\[\s*[\w-]+\s*(,\s*[\w-]+\s*)*\]$")
_PLACE = {"lineno": 1, "col_offset": 0}
"""Where every node that is compiled stands; to fill it in afterwards takes longer than compiling."""
_ZERO = Decimal(0)
_WIDE = Context(prec=200)
_COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": lambda value, bound: value >= bound,
    "<=": lambda value, bound: value <= bound,
    ">": lambda value, bound: value > bound,
    "<": lambda value, bound: value < bound,
    "=": lambda value, bound: value == bound,
}


def plain(number: Decimal) -> Decimal:
    """The number without exponent and trailing zeros, so that equal numbers are written alike."""
    return _WIDE.add(_WIDE.normalize(number), _ZERO)


def looked_up(names: tuple[str, ...]) -> Callable[[Mapping[str, V]], tuple[V, ...]]:
    """A function that takes a mapping and returns the values of these names, in order; KeyError if one is missing."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple([values[name] for name in names])


class ExpressionFault(ValueError):
    """A test or formula that cannot be parsed or calculated; the message says why."""


@dataclass(frozen=True)
class Bound:
    """One side of a range of numbers, such as `>= 100`."""

    operator: str
    limit: Decimal

    def matches(self, value: FactValue) -> bool:
        """Whether the value is a number that satisfies the comparison."""
        return isinstance(value, Decimal) and _COMPARE[self.operator](value, self.limit)


@dataclass(frozen=True)
class OneOf:
    """The fact is one of these values; a set matches if it equals the whole set of values."""

    values: frozenset[str]

    def matches(self, value: FactValue) -> bool:
        """Whether a single value is listed, or a set equals the listed values."""
        return value in self.values if isinstance(value, str) else bool(value == self.values)


@dataclass(frozen=True)
class Membership:
    """A condition on a set: `has x`, `lacks x`, `only x` or `empty`."""

    operator: str
    member: str = ""

    def matches(self, value: FactValue) -> bool:
        """Whether the set satisfies the condition; any other value counts as the empty set."""
        members = value if isinstance(value, frozenset) else frozenset()
        if self.operator == "has":
            return self.member in members
        if self.operator == "lacks":
            return self.member not in members
        if self.operator == "only":
            return members == {self.member}
        return not members


@dataclass(frozen=True)
class Not:
    """The opposite of another test."""

    inner: "Condition"

    def matches(self, value: FactValue) -> bool:
        """Whether the inner test fails."""
        return not self.inner.matches(value)


@dataclass(frozen=True)
class Both:
    """Two tests on the same number, as in an interval."""

    left: "Condition"
    right: "Condition"

    def matches(self, value: FactValue) -> bool:
        """Whether both tests hold."""
        return self.left.matches(value) and self.right.matches(value)


@dataclass(frozen=True)
class AnyOf:
    """At least one of several tests holds."""

    parts: tuple["Condition", ...]

    def matches(self, value: FactValue) -> bool:
        """Whether one of the tests holds."""
        return any(part.matches(value) for part in self.parts)


Condition: TypeAlias = Bound | OneOf | Membership | Not | Both | AnyOf


@dataclass(frozen=True)
class Test:
    """A unary test: its text as written in a rule file and its parsed condition."""

    __test__ = False
    text: str
    condition: Condition

    def matches(self, value: FactValue) -> bool:
        """Whether a fact with this value satisfies the test."""
        return self.condition.matches(value)

    def names(self) -> frozenset[str]:
        """The values and members that the test mentions."""
        return frozenset(_mentioned(self.condition))

    def constants(self) -> frozenset[Decimal]:
        """The numbers at which the result of the test can change."""
        return frozenset(_limits(self.condition))


def parse_test(written: str | list[str]) -> Test:
    """Parse a test as written in a rule file, a list meaning any of its tests; ExpressionFault with the reason."""
    if isinstance(written, list):
        if not written:
            raise ExpressionFault("an empty list allows no value: leave the key out or name a value")
        parts = [_parse_one(item.strip()) for item in written]
        plain = [part for part in parts if isinstance(part, OneOf)]
        if len(plain) == len(parts):
            return Test(", ".join(written), OneOf(frozenset().union(*(part.values for part in plain))))
        return Test(" or ".join(written), AnyOf(tuple(parts)))
    return Test(written.strip(), _parse_one(written.strip()))


def _parse_one(text: str) -> Condition:
    if text.startswith("not "):
        return Not(_parse_one(text[4:].strip()))
    found = _parse_set(text) or _parse_number(text) or _parse_value(text)
    if found is None:
        raise ExpressionFault(f"cannot read the test {text!r}: write a value, 'not a', '>= 5', '[10..100)' or 'has x'")
    return found


def _parse_set(text: str) -> Condition | None:
    if text == "empty":
        return Membership("empty")
    match = _MEMBERSHIP.match(text)
    return Membership(match[1], match[2]) if match else None


def _parse_number(text: str) -> Condition | None:
    if match := _COMPARISON.match(text):
        return Bound(match[1] or "=", Decimal(match[2]))
    if match := _INTERVAL.match(text):
        low = Bound(">=" if match[1] == "[" else ">", Decimal(match[2]))
        return Both(low, Bound("<=" if match[4] == "]" else "<", Decimal(match[3])))
    return None


def _parse_value(text: str) -> Condition | None:
    if _LIST.match(text):
        return OneOf(frozenset(part.strip() for part in text[1:-1].split(",")))
    return OneOf(frozenset({text})) if _WORD.match(text) else None


def _mentioned(condition: Condition) -> Iterator[str]:
    match condition:
        case OneOf(values):
            yield from values
        case Membership(operator, member) if operator != "empty":
            yield member
        case Not(inner):
            yield from _mentioned(inner)
        case Both(left, right):
            yield from _mentioned(left)
            yield from _mentioned(right)
        case AnyOf(parts):
            for part in parts:
                yield from _mentioned(part)


def _limits(condition: Condition) -> Iterator[Decimal]:
    match condition:
        case Bound(_, limit):
            yield limit
        case Not(inner):
            yield from _limits(inner)
        case Both(left, right):
            yield from _limits(left)
            yield from _limits(right)
        case AnyOf(parts):
            for part in parts:
                yield from _limits(part)


def condition_kinds(test: Test) -> frozenset[str]:
    """The kinds of fact that the test needs: `number`, `value`, `set`; one kind for a test that makes sense."""
    return frozenset(_kinds(test.condition))


def _kinds(condition: Condition) -> Iterator[str]:
    match condition:
        case Bound():
            yield "number"
        case Both(left, right):
            yield from _kinds(left)
            yield from _kinds(right)
        case OneOf():
            yield "value"
        case Membership():
            yield "set"
        case Not(inner):
            yield from _kinds(inner)
        case AnyOf(parts):
            for part in parts:
                yield from _kinds(part)


@dataclass(frozen=True)
class Formula:
    """Arithmetic over named numbers; `between(low, typical, high)` gives another value in each scenario."""

    text: str
    names: frozenset[str]

    @cached_property
    def _each(self) -> tuple[Callable[[Scope], Decimal], ...]:
        # Compiled when first asked: a run uses a part of the rulebook's formulas, and most are alike in all scenarios.
        tree = _tree(self.text)
        if "between" not in self.text:
            return (_function(tree, 0),) * len(SCENARIOS)
        return tuple(_function(tree, scenario) for scenario in range(len(SCENARIOS)))

    def value(self, scope: Scope, scenario: int) -> Decimal:
        """The value in one scenario (0 low, 1 typical, 2 high); ExpressionFault for a missing name or division by 0."""
        try:
            return self._each[scenario](scope)
        except (KeyError, DivisionByZero, InvalidOperation) as fault:
            raise self._fault(fault) from None

    def values(self, scopes: tuple[Scope, Scope, Scope]) -> tuple[Decimal, Decimal, Decimal]:
        """The values (low, typical, high), each from the numbers of its scenario; ExpressionFault as in `value`."""
        low, typical, high = self._each
        try:
            return low(scopes[0]), typical(scopes[1]), high(scopes[2])
        except (KeyError, DivisionByZero, InvalidOperation) as fault:
            raise self._fault(fault) from None

    def _fault(self, fault: Exception) -> ExpressionFault:
        if isinstance(fault, KeyError):
            return ExpressionFault(f"the formula {self.text!r} needs {fault.args[0]}, which has no value")
        return ExpressionFault(f"the formula {self.text!r} divides by 0")


def parse_formula(text: str) -> Formula:
    """Parse a formula of numbers, dotted names, + - * /, min, max, ceil, between; ExpressionFault for anything else."""
    writer = _Writer(0)
    writer.written(_tree(text))
    return Formula(text, frozenset(writer.names))


def _tree(text: str) -> ast.expr:
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError:
        raise ExpressionFault(f"cannot read the formula {text!r}") from None


def _readable(text: str) -> str:
    parse_formula(text)
    return text


FormulaText: TypeAlias = Annotated[str, AfterValidator(_readable)]


def _function(tree: ast.expr, scenario: int) -> Callable[[Scope], Decimal]:
    """The formula of one scenario as a function of the named numbers, compiled from allowed syntax nodes only."""
    writer = _Writer(scenario)
    body = writer.written(tree)
    scope = ast.arguments([], [ast.arg("scope", None, None, **_PLACE)], None, [], [], None, [])
    module = ast.Expression(ast.Lambda(scope, body, **_PLACE))
    code = next(item for item in compile(module, "formula", "eval").co_consts if isinstance(item, CodeType))
    return FunctionType(code, {"min": min, "max": max, "ceil": _ceil, **writer.constants})


def _ceil(number: Decimal) -> Decimal:
    return number.to_integral_value(ROUND_CEILING)


@dataclass(frozen=True)
class _Writer:
    """Translates a parsed formula into the Python expression of one scenario.

    Numbers become Decimal constants, names become look-ups in `scope`; ExpressionFault for syntax that is not allowed.
    """

    scenario: int
    names: set[str] = field(default_factory=set)
    constants: dict[str, Decimal] = field(default_factory=dict)

    def written(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            name = f"constant_{len(self.constants)}"
            self.constants[name] = Decimal(str(node.value))
            return ast.Name(name, ast.Load(), **_PLACE)
        if isinstance(node, ast.Name | ast.Attribute):
            name = _dotted(node)
            self.names.add(name)
            scope = ast.Name("scope", ast.Load(), **_PLACE)
            return ast.Subscript(scope, ast.Constant(name, None, **_PLACE), ast.Load(), **_PLACE)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
            return ast.BinOp(self.written(node.left), node.op, self.written(node.right), **_PLACE)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
            return self._call(node.func.id, [self.written(argument) for argument in node.args])
        raise ExpressionFault(
            f"{ast.unparse(node)!r} is not allowed in a formula: use + - * /, min, max, ceil, between"
        )

    def _call(self, function: str, arguments: list[ast.expr]) -> ast.expr:
        if function == "between" and len(arguments) == len(SCENARIOS):
            return arguments[self.scenario]
        if (function == "ceil" and len(arguments) == 1) or (function in ("min", "max") and len(arguments) > 1):
            return ast.Call(ast.Name(function, ast.Load(), **_PLACE), arguments, [], **_PLACE)
        raise ExpressionFault(
            f"{function}() is not known or has the wrong number of values: "
            "min, max, ceil(x), between(low, typical, high)"
        )


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    raise ExpressionFault(f"{ast.unparse(node)!r} is not a name")
