"""The source of the Mermaid flowchart; tests/browser has Mermaid itself read it."""

import re

import pytest

from app.export.mermaid import mermaid
from app.words.text import Text
from tests.diagram.samples import SAMPLES
from tests.export.test_drawio import DRAWN

TITLE = Text(en="Orders", ko="주문 서비스")


def test_groups_are_subgraphs_and_hold_what_stands_in_them():
    lines = mermaid(SAMPLES["chat_two_zones"], TITLE, "en").splitlines()
    assert lines[:3] == [
        "flowchart LR",
        "  accTitle: Orders",
        "  accDescr: 15 components and 16 connections, read from left to right.",
    ]
    opened = [line.strip() for line in lines if line.strip().startswith("subgraph")]
    assert 'subgraph group_region["Region · ap-northeast-2"]' in opened
    assert [line.strip() for line in lines].count("end") == len(opened)
    at = next(place for place, line in enumerate(lines) if "group_public[" in line)
    assert lines[at + 1].strip().startswith('entry_3["Application Load Balancer<br>HTTPS and WebSocket<br>2 zones')


@pytest.mark.parametrize("name", DRAWN)
def test_every_component_is_a_box_of_its_own(name):
    architecture, title = DRAWN[name]
    source = mermaid(architecture, title, "en")
    boxes = re.findall(r"^ +(\w+_\d+)(?:\[|\(\[)", source, flags=re.MULTILINE)
    assert len(boxes) == len(set(boxes)) == len(architecture.components)


def test_the_kind_of_a_connection_shows():
    source = mermaid(SAMPLES["event_pipeline"], TITLE, "en")
    assert '==>|"1 · HTTPS"|' in source
    assert '-.->|"sign in"|' in source
    assert "linkStyle 0,2 stroke:#1d4ed8" in source
