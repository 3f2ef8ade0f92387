"""Errors speak to the user in both languages and keep every fact."""

import pytest

from app.errors import (
    AdvisorError,
    DocumentTooLarge,
    FieldProblem,
    InvalidBrief,
    PriceMissing,
    Problem,
    RevokeTokenWrong,
    RulebookInvalid,
)
from app.words.text import Text

USERS = FieldProblem("answers.users", Text(en="must be at least 0", ko="0 이상이어야 합니다"))
COLOUR = FieldProblem("answers.colour", Text(en="unknown input", ko="모르는 입력"))


def test_a_problem_reads_as_file_line_message():
    problem = Problem("rules/decisions/compute.yaml", 24, "rules.1.becuase: unknown key")
    assert str(problem) == "rules/decisions/compute.yaml:24: rules.1.becuase: unknown key"


def test_every_problem_of_the_rule_files_is_told():
    error = RulebookInvalid([Problem("a.yaml", 1, "one"), Problem("b.yaml", 2, "two")])
    assert error.message == "a.yaml:1: one\nb.yaml:2: two"
    assert len(error.problems) == 2


def test_every_faulty_field_is_named():
    error = InvalidBrief([USERS, COLOUR])
    assert error.message.endswith("answers.users: must be at least 0; answers.colour: unknown input")
    assert error.text("ko").endswith("answers.users: 0 이상이어야 합니다; answers.colour: 모르는 입력")


@pytest.mark.parametrize(
    "error",
    [
        InvalidBrief([USERS]),
        RevokeTokenWrong(),
        DocumentTooLarge(70_000, 65_536),
        PriceMissing("nat.hour", "us-east-1"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_speaks_both_languages(error):
    assert isinstance(error, AdvisorError)
    assert str(error) == error.message == error.text("en")
    assert any("가" <= letter <= "힣" for letter in error.text("ko"))
    assert not any("가" <= letter <= "힣" for letter in error.text("en"))
