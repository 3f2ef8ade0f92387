"""Cost by size: a page of its own, or a block of the advice; its pictures say what its sentences and tables say."""

import re
from decimal import Decimal
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from app.domain.advice import run
from app.domain.report.brief import query_pairs
from app.domain.whatif.curve import cost_curve
from app.web.views.chart import BOTTOM, LABEL_GAP, LEFT, RIGHT, TOP, Course, chart
from app.web.views.curve import curve_view
from app.words.figures import compact, money
from app.words.text import Text
from tests.builders import present
from tests.stories import STORIES, brief_of
from tests.web.plain_browser import get

SVG = re.compile(r"<svg class=\"curve-chart\".*?</svg>", re.DOTALL)
CHAT = query_pairs(brief_of(STORIES["realtime_chat"]))


def pictures(html):
    return [ET.fromstring(found) for found in SVG.findall(html)]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("name", STORIES)
def test_the_page_tells_every_line_every_crossing_and_the_own_size(client, rulebook, name, language):
    brief = brief_of(STORIES[name])
    curve = cost_curve(run(rulebook, brief))
    page = client.get("/advice/curve", params=[*query_pairs(brief), ("lang", language)])
    assert page.status_code == 200
    text = unescape(page.text)
    assert len(pictures(page.text)) == len(curve.contests)
    for contest in curve.contests:
        assert contest.title.in_language(language) in text
        for line in contest.lines:
            assert line.label.in_language(language) in text
        for crossing in contest.crossings:
            assert rulebook.inputs[curve.axis.input].words(crossing.x).in_language(language) in text
            if crossing.monthly is not None:
                assert money(crossing.monthly, "en") in text
    if curve.contests:
        assert curve.axis.assumption.in_language(language) in text
        assert "Savings Plans" in text


def test_a_brief_without_alternatives_says_so(client):
    page = client.get("/advice/curve", params={"parts": "analytics"})
    assert not pictures(page.text)
    assert "nothing competes" in page.text


def test_a_picture_has_a_name_and_words_and_no_style_of_its_own(client):
    page = client.get("/advice/curve", params=CHAT)
    assert "style=" not in page.text
    ids = re.findall(r'\bid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))
    for picture in pictures(page.text):
        name, words = picture.attrib["aria-labelledby"].split()
        assert picture.find("title").attrib["id"] == name
        assert picture.find("desc").attrib["id"] == words
        assert len(picture.find("desc").text.strip()) > 20


def test_every_row_of_a_table_is_a_size_of_the_curve(rulebook):
    view = curve_view(run(rulebook, brief_of(STORIES["orders"])))
    for contest in view.contests:
        crossings = {crossing.x for crossing in contest.note.crossings}
        assert crossings <= {row.x for row in contest.rows}
        assert [row.x for row in contest.rows if row.own] == [view.curve.own]
        for row in contest.rows:
            costs = {
                line.id: cost for line, cost in zip(contest.note.lines, row.costs, strict=True) if cost is not None
            }
            assert row.cheapest is None or costs[row.cheapest] == min(costs.values())


def test_the_advice_loads_the_block_and_links_to_the_page_without_script(client):
    page = get(client, "/advice", [("parts", "site"), ("parts", "api")])
    loader = next(found for _, found in page.tags if found.get("hx-get", "").startswith("/advice/curve"))
    assert loader["hx-get"] in [link["href"] for link in page.links]
    whole = client.get(loader["hx-get"])
    block = client.get(loader["hx-get"], headers={"HX-Request": "true"})
    assert "<html" in whole.text
    assert block.text.lstrip().startswith('<div class="curve"')
    assert block.text.strip() in whole.text
    assert "HX-Request" in block.headers["vary"]


def test_the_same_curve_is_not_reckoned_twice(client):
    first = client.get("/advice/curve?parts=site")
    again = {"If-None-Match": first.headers["etag"]}
    assert client.get("/advice/curve?parts=site", headers=again).status_code == 304
    assert client.get("/advice/curve?parts=api", headers=again).status_code == 200


def test_a_stored_report_loads_no_curve(client):
    stored = client.post("/api/v1/reports", json={"answers": {"parts": ["site", "api"]}})
    assert "/advice/curve" not in client.get("/r/" + stored.json()["token"]).text


def test_the_table_by_zones_and_services_names_where_a_nat_gateway_becomes_cheaper(client):
    text = unescape(client.get("/advice/curve", params=[*CHAT, ("lang", "en")]).text)
    assert "1 to 5: Interface endpoints only" in text
    assert "6 or more: NAT gateway" in text


def words(text):
    return Text(en=text, ko=text)


def test_names_stand_apart_and_inside_however_close_the_lines_end():
    sizes = [Decimal(10) ** power for power in range(2, 8)]
    courses = [
        Course(words(f"line {number}"), number, [(x, Decimal(1000) + number) for x in sizes]) for number in range(8)
    ]
    drawn = chart(courses, (sizes[0], sizes[-1]), Decimal(5000), [])
    heights = sorted(stroke.label_y for stroke in drawn.strokes)
    assert all(lower - upper >= LABEL_GAP - 0.2 for upper, lower in pairwise(heights))
    assert heights[0] >= TOP - LABEL_GAP
    assert heights[-1] <= BOTTOM


def test_a_chart_places_sizes_and_costs_by_their_powers_of_ten():
    course = Course(
        words("line"), 0, [(Decimal(100), Decimal(1)), (Decimal(10**4), Decimal(100)), (Decimal(10**6), Decimal(9999))]
    )
    drawn = chart(
        [course], (Decimal(100), Decimal(10**6)), Decimal(10**4), [(Decimal(10**4), Decimal(100), words("here"))]
    )
    middle, half_up = (LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2
    assert drawn.strokes[0].points.split()[:2] == [f"{LEFT},{BOTTOM}", f"{middle:g},{half_up:g}"]
    assert (drawn.crossings[0].x, drawn.crossings[0].y) == (middle, half_up)
    assert present(drawn.own).x == middle
    assert [tick.label.en for tick in drawn.across] == ["100", "1K", "10K", "100K", "1M"]
    assert not drawn.strokes[0].cut


def test_what_costs_nothing_is_drawn_at_the_foot():
    course = Course(words("line"), 0, [(Decimal(1), Decimal(0)), (Decimal(10), Decimal(0))])
    drawn = chart([course], (Decimal(1), Decimal(100)), Decimal(0), [])
    assert drawn.strokes[0].points.split()[0] == f"{LEFT},{BOTTOM}"
    assert drawn.strokes[0].cut
    assert drawn.own is None


@pytest.mark.parametrize(
    ("number", "english", "korean"),
    [
        ("7", "7", "7"),
        ("999", "999", "999"),
        ("1000", "1K", "1,000"),
        ("15000", "15K", "1.5만"),
        ("4000001", "4M", "400만"),
        ("198527758", "199M", "1.99억"),
        ("1000000000000", "1T", "1조"),
    ],
)
def test_large_numbers_are_short_in_the_units_of_each_language(number, english, korean):
    assert compact(Decimal(number)) == Text(en=english, ko=korean)
