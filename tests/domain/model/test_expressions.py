from decimal import Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.model.expressions import ExpressionFault, condition_kinds, parse_formula, parse_test, plain

NUMBERS = st.decimals(-1000, 1000, places=2)


@pytest.mark.parametrize(
    ("written", "holds", "fails"),
    [
        ("relational", "relational", "document"),
        ("[a, b]", "b", "c"),
        (["a", "b"], "a", "c"),
        ("not a", "b", "a"),
        ("not [a, b]", "c", "b"),
        (">= 100", Decimal(100), Decimal("99.99")),
        ("> 15", Decimal("15.01"), Decimal(15)),
        ("<= 3", Decimal(3), Decimal(4)),
        ("< 5", Decimal(-1), Decimal(5)),
        ("7", Decimal("7.0"), Decimal("7.1")),
        ("not > 15", Decimal(15), Decimal(16)),
        ("[10..100)", Decimal(10), Decimal(100)),
        ("(10..100]", Decimal(100), Decimal(10)),
        (["< 5", "> 10"], Decimal(4), Decimal(7)),
        ("has x", frozenset({"x", "y"}), frozenset({"y"})),
        ("lacks x", frozenset({"y"}), frozenset({"x", "y"})),
        ("only x", frozenset({"x"}), frozenset({"x", "y"})),
        ("empty", frozenset(), frozenset({"x"})),
        (["empty", "only x"], frozenset({"x"}), frozenset({"y"})),
        ("not has x", frozenset(), frozenset({"x"})),
    ],
)
def test_a_test_holds_for_what_it_names_and_for_nothing_else(written, holds, fails):
    test = parse_test(written)
    assert test.matches(holds)
    assert not test.matches(fails)


@pytest.mark.parametrize("written", [[], "", ">= many", "[1..2..3]", "a b", "x > 3", "[10..]", "[]", "[a, ]"])
def test_a_test_that_cannot_be_read_says_so(written):
    with pytest.raises(ExpressionFault):
        parse_test(written)


@pytest.mark.parametrize(
    ("written", "kinds", "names", "constants"),
    [
        ("not a", {"value"}, {"a"}, set()),
        (["a", "b"], {"value"}, {"a", "b"}, set()),
        ("[10..100)", {"number"}, set(), {10, 100}),
        ("not >= 5", {"number"}, set(), {5}),
        (["has x", "empty"], {"set"}, {"x"}, set()),
        (["a", "> 3"], {"value", "number"}, {"a"}, {3}),
    ],
)
def test_a_test_tells_what_it_can_be_asked_of_and_what_it_mentions(written, kinds, names, constants):
    test = parse_test(written)
    assert (condition_kinds(test), test.names(), test.constants()) == (kinds, names, constants)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_an_interval_is_both_of_its_bounds_and_not_is_the_opposite(low, high, value):
    inside = parse_test(f"[{low}..{high})").matches(value)
    assert inside == (parse_test(f">= {low}").matches(value) and parse_test(f"< {high}").matches(value))
    assert parse_test(f"not [{low}..{high})").matches(value) != inside
    assert parse_test([f"< {low}", f">= {high}"]).matches(value) != inside or low > high


@given(NUMBERS, st.lists(NUMBERS, min_size=1, max_size=4))
def test_between_two_neighbouring_constants_a_test_never_changes(value, limits):
    test = parse_test([f">= {limit}" for limit in limits])
    below = max((limit for limit in limits if limit <= value), default=None)
    if below is not None:
        assert test.matches(value) == test.matches(below)
    else:
        assert not test.matches(value)


def value(formula, scenario=1, **names):
    scope = {name.replace("__", "."): Decimal(str(number)) for name, number in names.items()}
    return parse_formula(formula).value(scope, scenario)


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4 - 1", 19),
        ("ceil(10 / 4)", 3),
        ("max(1, 2, 3) - min(4, 5)", -1),
        ("0.1 + 0.2", Decimal("0.3")),
        ("load.gb * fact.share", 3),
    ],
)
def test_a_formula_calculates_exactly(formula, result):
    assert value(formula, load__gb=6, fact__share="0.5") == result


@pytest.mark.parametrize(("scenario", "result"), [(0, 10), (1, 20), (2, 40)])
def test_between_has_a_value_for_each_scenario(scenario, result):
    assert value("users * between(1, 2, 4)", scenario, users=10) == result


def test_a_formula_knows_its_names():
    assert parse_formula("max(0, load.gb - free) * between(1, 2, hours)").names == {"load.gb", "free", "hours"}


@pytest.mark.parametrize(
    "text",
    [
        "1 +",
        "a ** b",
        "a if b else c",
        "__import__('os')",
        "round(a)",
        "between(1, 2)",
        "max(1)",
        "ceil(1, 2)",
        "min(a, key=b)",
        "a[0]",
        "f(a).b",
        "'text'",
        "True",
        "-a",
    ],
)
def test_whatever_is_not_plain_arithmetic_is_refused(text):
    with pytest.raises(ExpressionFault):
        parse_formula(text)


def test_a_division_by_0_and_a_name_without_value_are_told():
    with pytest.raises(ExpressionFault, match="divides by 0"):
        value("1 / users", users=0)
    with pytest.raises(ExpressionFault, match="needs users"):
        value("1 / users")


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_formula_agrees_with_python(a, b, c):
    assert value("max(a, b) * (c - a) + min(b, c, 3)", a=a, b=b, c=c) == max(a, b) * (c - a) + min(b, c, 3)


@pytest.mark.parametrize(
    ("written", "told"),
    [("1.50", "1.5"), ("0.00", "0"), ("1E+3", "1000"), ("1200", "1200"), ("1E-8", "1E-8"), ("9" * 60, "9" * 60)],
)
def test_a_plain_number_has_no_zeros_at_its_end_and_no_exponent_above_0(written, told):
    assert str(plain(Decimal(written))) == told


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_equal_numbers_are_written_alike_once_they_are_plain(number):
    longer = Context(prec=200).multiply(number, Decimal("1.000"))
    assert plain(number) == number
    assert str(plain(number)) == str(plain(longer))
