"""The numbers of the steps: one for each line, without a gap, the same for all connections of a line."""

import pytest

from app.diagram.gather import crews, strands
from app.diagram.steps import COUNTED, number_steps
from tests.diagram.samples import SAMPLES
from tests.export.test_drawio import DRAWN


@pytest.mark.parametrize("name", DRAWN)
def test_every_line_has_one_number_and_none_is_left_out(name):
    architecture, _ = DRAWN[name]
    numbers = number_steps(architecture)
    lines = strands(architecture, crews(architecture))
    counted = [line for line in lines if architecture.connections[line.members[0]].kind in COUNTED]
    each = [{numbers[at] for at in line.members} for line in counted]
    assert all(len(found) == 1 for found in each)
    assert sorted(number for found in each for number in found) == list(range(1, len(counted) + 1))


def test_a_step_never_comes_before_the_one_that_leads_to_it():
    architecture = SAMPLES["chat_two_zones"]
    numbers = number_steps(architecture)
    reached = {"users": 0}
    for at, number in sorted(numbers.items(), key=lambda pair: pair[1]):
        line = architecture.connections[at]
        assert line.source in reached
        reached.setdefault(line.target, number)
