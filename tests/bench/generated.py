"""Rulebooks of any size, drawn by chance and held in memory: they show how costs grow beyond the rules we have."""

import random
from itertools import product

from app.domain.model.decisions import Decision, Door, Outcome, Rule
from app.domain.model.inputs import Input, Topic, TopicName, Value
from app.domain.pipeline.growth import Growth
from app.domain.rulebook import Roles, Rulebook, Scales
from app.rulefiles.order import deciding_order, requirements_graph
from app.words.text import Text

INPUTS, DEPTH, VALUES = 30, 4, ("a", "b", "c", "d")
WORDS = Text(en="Words.", ko="말.")


def generated(decisions, rules, seed=1):
    """A rulebook of so many decisions of so many rows, four deep over thirty inputs; every row tests three facts."""
    chance = random.Random(seed)
    names = [f"input_{number}" for number in range(INPUTS)]
    topic = Topic(topic=TopicName(id="all", title=WORDS), inputs=tuple(map(_input, names)))
    tables: dict[str, Decision] = {}
    level: list[str] = []
    for depth in range(DEPTH):
        size = decisions // DEPTH
        above = [_decision(f"decision_{depth}_{number}", names, level, rules, chance) for number in range(size)]
        tables.update({table.id: table for table in above})
        level = [table.id for table in above]
    roles = Roles(roles=(), role_sets={}, labels={}, traits={}, settings={}, loads=(), types_by_setting={})
    graph = requirements_graph([topic], tables, [], roles)
    return Rulebook(
        topics=(topic,), figures=(), comparisons={}, decisions=deciding_order(tables, graph), guardrails=(),
        components={}, roles=roles, facts={}, sources={}, prices={}, forgotten=(), allowances=(), examples=(),
        scales=Scales.model_construct(to_run={}, wait={}), savings=(),
        growth=Growth.model_construct(sizes=(), rises=(), assumption=WORDS, contests=()),
        fingerprint=f"{decisions} x {rules}",
        requirements=graph,
    )  # fmt: skip


def _input(name):
    values = tuple(Value(id=value, label=WORDS) for value in VALUES)
    return Input(id=name, kind="choice", question=WORDS, axis=("cost",), values=values, usual="a")


def _decision(name, inputs, level, rules, chance):
    """A `first` table over six facts, half of them decisions of the level before."""
    read = chance.sample(inputs, 3) + (chance.sample(level, 3) if level else chance.sample(inputs, 3))
    corners = chance.sample(list(product(range(len(read) - 2), product(VALUES, repeat=3))), rules - 1)
    rows = [
        Rule(when=dict(zip(read[start:], values, strict=False)), then=chance.choice(VALUES), because=WORDS)
        for start, values in corners
    ]
    # Built without the limit of twelve rows, which our own rules keep.
    return Decision.model_construct(
        id=name, kind="finding", title=WORDS, question=WORDS, core=name.startswith("decision_0"), axis=("cost",),
        door=Door(way="two", going_back=WORDS), hit_policy="first",
        rules=(*rows, Rule(otherwise=chance.choice(VALUES), because=WORDS)),
        outcomes={value: Outcome(label=WORDS) for value in VALUES}, instead={}, examples=(),
    )  # fmt: skip
