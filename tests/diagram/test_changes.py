"""Two architectures in one picture: marks are those of the comparison, what stays keeps its place, nothing collides."""

import math
import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from app.diagram.changes import marked_picture
from app.diagram.colours import COLOURS
from app.diagram.layout import lay_out
from app.diagram.steps import number_steps
from app.diagram.svg import render
from app.domain.report.diff import diff
from app.words.text import Text
from tests.builders import present
from tests.diagram import metrics
from tests.diagram.samples import SAMPLES, architecture
from tests.diagram.test_svg import contrast
from tests.domain.report.test_diff import altered

TITLE = Text(en="An example", ko="예시")
CHANGED = [(sample, altered(sample, seed)) for seed, sample in enumerate(SAMPLES.values())]
SVG = "{http://www.w3.org/2000/svg}"


def picture_of(before, after, language="en", notes=None):
    badges = {item.id: "$36.04 → $1,204" for item in (*before.components, *after.components) if item.place != "outside"}
    return marked_picture(diff(before, after), title=TITLE, language=language, badges=badges, notes=notes or {})


def drawn(before, after, scheme="light", language="en", notes=None):
    picture = picture_of(before, after, language, notes)
    return render(picture, language=language, scheme=scheme, links={})


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_a_picture_of_changes_has_no_fault(before, after, language):
    picture = picture_of(before, after, language)
    assert metrics.faults(picture) == []
    signs = [(card.rect.right - 4, card.rect.y + 3) for card in picture.cards if card.mark]
    assert all(math.dist(one, other) >= 17 for at, one in enumerate(signs) for other in signs[:at])
    width = max(x + 38 for _, _, x in picture.marks) if picture.marks else 0
    assert width <= picture.width


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_the_marks_are_those_of_the_comparison(before, after):
    found, picture = diff(before, after), picture_of(before, after)
    assert {card.id: card.mark for card in picture.cards if card.mark} == {
        change.id: change.mark for change in found.components
    }
    lines = {change.at: change.mark for change in found.connections}
    assert all(line.mark == lines.get(line.at) for line in picture.lines)
    assert {line.mark for line in picture.lines if line.mark} == set(lines.values())
    marks = {change.mark for change in found.components} | {change.mark for change in found.connections}
    assert {mark for mark, _, _ in picture.marks} == marks


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_without_what_is_new_it_is_the_one_without_what_is_gone_the_other(before, after):
    # One picture holds both, so that what stays is drawn once and has one place.
    cards = picture_of(before, after).cards
    for architecture_shown, hidden in ((before, "new"), (after, "gone")):
        shown = [card for card in cards if card.mark != hidden]
        assert sorted(card.id.removesuffix("_before") for card in shown) == sorted(
            item.id for item in architecture_shown.components
        )


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_architecture_is_drawn_as_it_is(name):
    sample = SAMPLES[name]
    plain = lay_out(sample, title=TITLE, language="en", badges={})
    same = marked_picture(diff(sample, sample), title=TITLE, language="en", badges={}, notes={})
    assert (same.cards, same.lines, same.frames, same.marks) == (plain.cards, plain.lines, plain.frames, ())


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_steps_are_numbered_as_they_are_after_the_change(before, after):
    steps = number_steps(after)
    for line in picture_of(before, after).lines:
        assert line.number == (steps.get(line.at) if line.at < len(after.connections) else None)


BEFORE = architecture("users fn table watch", "users>fn r invoke;fn>table d read, write;fn>watch o logs")
AFTER = architecture("users fn queue watch", "users>fn r invoke;fn>queue a push jobs;fn>watch o metrics")


def test_every_mark_is_told_in_words():
    root = ET.fromstring(drawn(BEFORE, AFTER, notes={"fn": "count 1 → 2"}))
    titles = {element.text for element in root.iter(f"{SVG}title")}
    assert {"New: Amazon SQS: push jobs", "Gone: Amazon DynamoDB: on demand"} <= titles
    assert "2. New: AWS Lambda → Amazon SQS: push jobs" in titles
    assert "Gone: AWS Lambda → Amazon DynamoDB: read, write" in titles
    assert "Changed: AWS Lambda → Amazon CloudWatch: metrics" in titles
    assert str(root.findtext(f"{SVG}desc")).startswith("Two architectures in one. Components: 1 new, 1 gone, 0 changed")
    words = {element.text for element in root.iter(f"{SVG}text")}
    assert {"New", "Gone", "Changed"} <= words
    korean = {element.text for element in ET.fromstring(drawn(BEFORE, AFTER, language="ko")).iter(f"{SVG}text")}
    assert {"추가", "제거", "변경"} <= korean
    several = BEFORE.components[1].changed(count=Decimal(2))
    more = BEFORE.changed(components=[BEFORE.components[0], several, *BEFORE.components[2:]])
    changed = ET.fromstring(drawn(BEFORE, more, notes={"fn": "count 1 → 2"}))
    assert "Changed: AWS Lambda: business logic (count 1 → 2)" in {item.text for item in changed.iter(f"{SVG}title")}


def test_a_mark_is_more_than_a_colour():
    svg = drawn(BEFORE, AFTER, scheme="auto")
    gone = present(re.search(r'<g id="pic-table".*?</g>', svg, re.DOTALL))[0]
    new = present(re.search(r'<g id="pic-queue".*?</g>', svg, re.DOTALL))[0]
    stays = present(re.search(r'<g id="pic-users".*?</g>', svg, re.DOTALL))[0]
    assert re.search(r'stroke-dasharray="[^"]+" class="pic-ring-gone"', gone)
    assert not re.search(r'stroke-dasharray="[^"]+" class="pic-ring-new"', new)
    signs = [re.search(r'<path transform="[^"]+" d="([^"]+)"', card) for card in (gone, new)]
    assert len({present(sign)[1] for sign in signs}) == 2
    assert "pic-sign" not in stays
    assert "pic-is-" not in stays


def test_a_frame_goes_with_all_that_stands_in_it():
    before = architecture("users entry api", "users>entry r calls;entry>api r calls")
    after = architecture("users fn", "users>fn r calls")
    marks = {frame.id: frame.mark for frame in picture_of(before, after).frames}
    assert (marks["vpc"], marks["regional_compute"], marks["region"]) == ("gone", "new", None)


@pytest.mark.parametrize("mark", ["new", "gone", "changed"])
def test_marks_stand_out(mark):
    for scheme in (0, 1):
        for ground in ("canvas", "card", "public", "private", "data", "lane"):
            assert contrast(COLOURS[mark][scheme], COLOURS[ground][scheme]) >= 3
        assert contrast(COLOURS["badge-ink"][scheme], COLOURS[mark][scheme]) >= 4.5
