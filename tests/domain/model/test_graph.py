"""Directed graphs of names: neighbours, distances, and the order that respects every edge."""

import random
from itertools import pairwise

import pytest

from app.domain.model.graph import Circle, Graph


def graph(nodes, *edges):
    """Nodes of one letter each, edges of two."""
    return Graph(nodes, [(edge[0], edge[1]) for edge in edges])


FORK = graph("abcdef", "ab", "bd", "cd", "de", "ae", "ab")


def test_neighbours_stand_once_in_the_order_of_the_edges():
    assert list(FORK.successors("a")) == ["b", "e"]
    assert list(FORK.predecessors("d")) == ["b", "c"]
    assert not FORK.successors("e")
    assert not FORK.predecessors("f")


def test_what_can_be_reached_and_what_leads_there():
    assert FORK.descendants("a") == set("bde")
    assert FORK.ancestors("d") == set("abc")
    assert FORK.descendants("f") == FORK.ancestors("f") == frozenset()


def test_distances_are_the_shortest_and_the_nearest_come_first():
    assert list(FORK.distances(["a", "c"]).items()) == [("a", 0), ("c", 0), ("b", 1), ("e", 1), ("d", 1)]
    assert FORK.distances_to("e") == {"e": 0, "d": 1, "a": 1, "b": 2, "c": 2}
    assert FORK.distances([]) == {}


def test_a_node_of_a_circle_is_not_its_own_descendant():
    ring = graph("abc", "ab", "bc", "ca")
    assert ring.descendants("a") == ring.ancestors("a") == set("bc")


def test_the_order_respects_every_edge_and_goes_by_name_where_it_may():
    assert "".join(FORK.in_order()) == "abcdef"
    assert "".join(graph("fedcba", "fa", "cb").in_order()) == "cbdefa"


@pytest.mark.parametrize("seed", range(20))
def test_the_order_is_that_of_taking_the_first_name_that_is_free(seed):
    chance = random.Random(seed)
    nodes = chance.sample("abcdefghijkl", 12)
    edges = [(one, other) for place, one in enumerate(nodes) for other in nodes[place + 1 :] if chance.random() < 0.2]
    expected: list[str] = []
    while len(expected) < len(nodes):
        free = [name for name in nodes if all(source in expected for source, target in edges if target == name)]
        expected.append(min(set(free) - set(expected)))
    assert Graph(sorted(nodes), edges).in_order() == expected


def test_a_circle_is_named_by_its_members_in_the_order_of_the_edges():
    edges = [("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]
    with pytest.raises(Circle) as found:
        Graph("abcd", edges).in_order()
    members = found.value.members
    assert sorted(members) == ["b", "c"]
    assert all(step in edges for step in pairwise([*members, members[0]]))
    assert str(found.value) == " → ".join([*members, members[0]])
