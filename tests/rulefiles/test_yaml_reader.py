import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rulefiles.yaml_reader import parse_yaml, read_yaml

TEXT = """\
id: home
price: 0.0252
open: no
rules:
  - when: {parts: has api}
    then: yes
  - otherwise: 2026-11-23
empty:
"""


def test_everything_is_text():
    file, problems = parse_yaml(TEXT, "home.yaml")
    assert problems == []
    assert file.data == {
        "id": "home",
        "price": "0.0252",
        "open": "no",
        "rules": [{"when": {"parts": "has api"}, "then": "yes"}, {"otherwise": "2026-11-23"}],
        "empty": "",
    }


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("price",), 2),
        (("rules", 0, "when", "parts"), 5),
        (("rules", 0, "then"), 6),
        (("rules", 1), 7),
        (("rules", 0, "because"), 5),
        (("rules", 9, "then"), 4),
        (("unknown",), 1),
    ],
)
def test_every_key_has_its_line_and_a_missing_one_that_of_the_key_above(path, line):
    file, _ = parse_yaml(TEXT, "home.yaml")
    assert file.line(path) == line


def test_a_problem_names_file_line_and_key():
    file, _ = parse_yaml(TEXT, "rules/home.yaml")
    assert str(file.problem(("rules", 0, "then"), "is wrong")) == "rules/home.yaml:6: rules.0.then: is wrong"
    assert str(file.problem((), "is wrong")) == "rules/home.yaml:1: is wrong"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "a: written twice"),
        ("a:\n  b: 1\n  b: 2\n", 3, "b: written twice"),
        ("- {x: 1, x: 2}\n", 1, "x: written twice"),
        ("a: [1, 2\nb: 3\n", 2, "not readable as YAML"),
        ("a: 1\n\tb: 2\n", 2, "not readable as YAML"),
        ("a: *nowhere\n", 1, "not readable as YAML"),
        ("a: 1\n---\nb: 2\n", 2, "not readable as YAML"),
        ("a: \x00\n", 1, "not readable as YAML"),
        ("a: &x [*x]\n", 1, "not readable as YAML"),
        ("[" * 3000 + "]" * 3000, 1, "not readable as YAML"),
        ("a:\n  <<: [1, 2]\n", 2, "<<"),
    ],
)
def test_what_is_no_yaml_and_a_key_written_twice_have_a_line(text, line, message):
    file, problems = parse_yaml(text, "a.yaml")
    assert [(problem.file, problem.line) for problem in problems] == [("a.yaml", line)]
    assert message in problems[0].message
    assert file.name == "a.yaml"


def test_a_file_that_is_not_utf_8_is_a_problem(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("a: 한글".encode("euc-kr"))
    assert [str(problem) for problem in read_yaml(path, "a.yaml")[1]] == ["a.yaml:1: not readable as UTF-8"]


def test_korean_and_an_empty_file_are_read(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("a: 한글", "utf-8")
    assert read_yaml(path, "a.yaml")[0].data == {"a": "한글"}
    path.write_text("# nothing\n", "utf-8")
    assert read_yaml(path, "a.yaml")[0].data is None


def test_a_shared_block_is_merged_and_a_key_of_its_own_wins():
    file, problems = parse_yaml("base: &b {x: 1, y: 2}\nmore: {<<: *b, y: 3}\n", "a.yaml")
    assert (file.data["more"], problems) == ({"x": "1", "y": "3"}, [])


def only_text(data):
    if isinstance(data, dict):
        return all(isinstance(key, str) and only_text(value) for key, value in data.items())
    return all(map(only_text, data)) if isinstance(data, list) else data is None or isinstance(data, str)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    file, problems = parse_yaml(text, "a.yaml")
    assert all(problem.file == "a.yaml" and problem.line >= 1 for problem in problems)
    assert problems or only_text(file.data)
