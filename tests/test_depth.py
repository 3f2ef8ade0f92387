"""Some cases of many: as many as were asked for, spread over all of them, and every case once in a while."""

import pytest

from tests.depth import DEPTH, Depth, examples, some


@pytest.fixture
def at(monkeypatch):
    """A function that sets how deep the tests go."""

    def set_to(depth):
        monkeypatch.setattr(DEPTH, "proof", depth.proof)
        monkeypatch.setattr(DEPTH, "rotation", depth.rotation)

    return set_to


@pytest.mark.parametrize(("cases", "most"), [(200, 20), (200, 7), (10, 3), (5, 5), (3, 10)])
def test_rotations_in_a_row_come_round_to_every_case(at, cases, most):
    seen = set()
    for rotation in range(739_000, 739_000 + -(-cases // most)):
        at(Depth(rotation=rotation))
        found = some(range(cases), most)
        assert len(found) == len(set(found)) == min(cases, most)
        seen.update(found)
    assert seen == set(range(cases))


def test_the_same_rotation_gives_the_same_cases_and_the_next_one_others(at):
    at(Depth(rotation=5))
    found = some(range(100), 10)
    assert some(range(100), 10) == found
    at(Depth(rotation=6))
    assert not set(found) & set(some(range(100), 10))


def test_at_full_depth_every_case_is_run(at):
    at(Depth(proof=True))
    assert some(range(100), 10) == list(range(100))
    assert examples(90, 10).max_examples == 90
    at(Depth())
    assert examples(90, 10).max_examples == 10


def test_the_line_that_a_failing_run_shows_names_its_rotation():
    assert "--rotation 739219" in str(Depth(rotation=739219))
