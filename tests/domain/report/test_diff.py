"""Two architectures compared: nothing is lost, marks are exact, and turning the two round turns the marks round."""

import random
from collections import Counter
from decimal import Decimal

import pytest

from app.domain.advisor.advise import advise
from app.domain.model.architecture import Amount
from app.domain.report.diff import diff
from tests.builders import NOON
from tests.diagram.samples import SAMPLES, architecture
from tests.diagram.test_layout import random_architecture
from tests.stories import REAL, STORIES, brief_of

TURNED = {"new": "gone", "gone": "new", "changed": "changed"}


def altered(sample, seed):
    """The same architecture with some components gone, changed or of another type, some connections gone or renamed."""
    dice = random.Random(seed)
    components = []
    for item in sample.components:
        kind = dice.choice(["same", "same", "same", "gone", "count", "zones", "cost", "type"])
        changes = {
            "count": {"count": item.count + 1},
            "zones": {"zones": item.zones + 1},
            "cost": {"monthly": Amount.of(Decimal(5))},
            "type": {"type": f"{item.type}_other"},
        }
        if kind != "gone":
            components.append(item.changed(**changes.get(kind, {})))
    roles = {item.id for item in components}
    connections = [
        connection.changed(kind="async") if dice.random() < 0.2 else connection
        for connection in sample.connections
        if {connection.source, connection.target} <= roles and dice.random() < 0.8
    ]
    dice.shuffle(components)
    return sample.changed(components=components, connections=connections)


PAIRS = [(one, other) for one in SAMPLES for other in ("chat_two_zones", "serverless_site")]
CASES = [
    *((SAMPLES[one], SAMPLES[other]) for one, other in PAIRS),
    *((random_architecture(seed), altered(random_architecture(seed), seed)) for seed in range(40)),
    *((random_architecture(seed), random_architecture(seed + 1)) for seed in range(20)),
]


def counted(connections):
    return Counter(
        (connection.source, connection.target, connection.kind, connection.label.en) for connection in connections
    )


@pytest.mark.parametrize(("before", "after"), CASES)
def test_the_union_keeps_all(before, after):
    found = diff(before, after)
    union = {item.id: item for item in found.union.components}
    assert len(union) == len(found.union.components)
    gone = {change.id for change in found.marked("gone")}
    new = {change.id for change in found.marked("new")}
    assert [item for item in found.union.components if item.id not in gone] == list(after.components)
    were = {change.id: change.before for change in found.components if change.before}
    theirs = [were.get(role, item) for role, item in union.items() if role not in new]
    assert sorted((item.id, item.type) for item in before.components) == sorted(
        (item.id.removesuffix("_before") if item.id in gone else item.id, item.type) for item in theirs
    )
    assert all({connection.source, connection.target} <= union.keys() for connection in found.union.connections)
    marks = {change.at: change.mark for change in found.connections}
    assert counted(
        connection for at, connection in enumerate(found.union.connections) if marks.get(at) != "gone"
    ) == counted(after.connections)
    added = sum(mark == "new" for mark in marks.values())
    assert len(found.union.connections) - added == len(before.connections)


@pytest.mark.parametrize(("before", "after"), CASES)
def test_the_marks_are_exact(before, after):
    here = {item.id: item for item in before.components}
    there = {item.id: item for item in after.components}
    both = {role for role in here.keys() & there.keys() if here[role].type == there[role].type}
    found = diff(before, after)
    marks = {change.id: change.mark for change in found.components}
    assert {role for role, mark in marks.items() if mark == "new"} == there.keys() - both
    assert {role.removesuffix("_before") for role, mark in marks.items() if mark == "gone"} == here.keys() - both
    assert {role for role, mark in marks.items() if mark == "changed"} == {
        role for role in both if here[role] != there[role]
    }


@pytest.mark.parametrize(("before", "after"), CASES)
def test_turned_round_new_is_gone_and_gone_is_new(before, after):
    there, back = diff(before, after), diff(after, before)
    for one, other in ((there.components, back.components), (there.connections, back.connections)):
        assert Counter(change.mark for change in one) == Counter(TURNED[change.mark] for change in other)
    assert {change.id: change.traits for change in there.marked("changed")} == {
        change.id: change.traits for change in back.marked("changed")
    }
    assert counted(there.union.connections).total() == counted(back.union.connections).total()


@pytest.mark.parametrize("name", STORIES)
def test_the_same_architecture_has_no_marks(name):
    found = advise(REAL, brief_of(STORIES[name]), NOON, with_alternatives=False).architecture
    same = diff(found, found)
    assert same.empty
    assert same.union == found


def test_what_differs_of_a_changed_component_is_named():
    before = architecture("users fn", "users>fn r invoke")
    item = before.components[1]
    cases = {
        "label": item.label.model_copy(update={"en": "other"}),
        "zones": 3,
        "count": Decimal(4),
        "size": "db.t4g.micro",
        "options": {"engine": "mysql"},
        "place": "private",
    }
    for trait, value in cases.items():
        after = before.changed(components=[before.components[0], item.changed(**{trait: value})])
        (change,) = diff(before, after).components
        assert (change.mark, change.traits) == ("changed", (trait,))


def test_a_cost_that_moves_by_less_than_a_cent_is_the_same():
    item = architecture("fn", "").components[0]
    costs = [item.changed(monthly=Amount.of(Decimal(cost))) for cost in ("1.001", "1.004", "1.02")]
    one, other, more = (architecture("fn", "").changed(components=[cost]) for cost in costs)
    assert diff(one, other).empty
    assert diff(one, more).components[0].traits == ("cost",)


def test_another_type_in_a_role_is_gone_and_new_and_connections_keep_their_own_end():
    before = architecture("fn database", "fn>database d read, write")
    after = before.changed(components=[before.components[0], before.components[1].changed(type="table")])
    found = diff(before, after)
    assert [(change.id, change.mark) for change in found.components] == [
        ("database", "new"),
        ("database_before", "gone"),
    ]
    assert [
        (connection.target, mark.mark)
        for connection, mark in zip(found.union.connections, found.connections, strict=True)
    ] == [
        ("database", "new"),
        ("database_before", "gone"),
    ]


def test_a_connection_of_the_same_ends_that_is_called_otherwise_is_changed():
    before = architecture("users fn", "users>fn r invoke;users>fn a events")
    after = architecture("users fn", "users>fn a events;users>fn r filter;users>fn o logs")
    found = diff(before, after)
    assert [(change.at, change.mark) for change in found.connections] == [(1, "changed"), (2, "new")]


def test_another_region_is_a_difference():
    one = architecture("fn", "")
    assert diff(one, one.changed(region="us-east-1")).moved
    assert not diff(one, one.changed(region="us-east-1")).empty
