"""draw.io: a sound tree of cells inside their parents, the bends of the picture, and shapes that draw.io has."""

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app.diagram.icons import FOLDER
from app.diagram.layout import lay_out
from app.domain.advisor.advise import advise
from app.domain.advisor.stages import badges
from app.export.aws_shapes import RENAMED, shape_of
from app.export.drawio import drawio
from app.words.text import Text
from tests.builders import NOON, present
from tests.diagram.samples import SAMPLES
from tests.stories import REAL, STORIES, brief_of

# The names of the AWS shapes in draw.io 29.2.7, read from its stencil registry on 2026-11-27.
SHAPES = set((Path(__file__).parents[1] / "data" / "drawio_shapes.txt").read_text("utf-8").split())
TITLE = Text(en="Orders & <more>", ko="주문 서비스")
SLACK = 0.02


def stories():
    for story in STORIES.values():
        report = advise(REAL, brief_of(story), NOON)
        yield story.id, (report.architecture, report.title)


DRAWN = {**{name: (sample, TITLE) for name, sample in SAMPLES.items()}, **dict(stories())}


class Cells:
    """The cells of a file by id, each with its geometry."""

    def __init__(self, text):
        self.root = present(ET.fromstring(text).find("diagram/mxGraphModel/root"))
        self.ids, self.cells = list[str](), dict[str, ET.Element]()
        for element in self.root:
            cell = present(element.find("mxCell")) if element.tag == "UserObject" else element
            self.ids.append(element.attrib["id"])
            self.cells[element.attrib["id"]] = cell

    def box(self, name):
        found = present(self.cells[name].find("mxGeometry"))
        return tuple(float(found.get(key, 0)) for key in ("x", "y", "width", "height"))

    def place(self, name):
        """Where a vertex stands on the page."""
        x, y = self.box(name)[:2]
        parent = self.cells[name].get("parent")
        if parent == "1":
            return x, y
        left, top = self.place(parent)
        return left + x, top + y

    def edges(self):
        return {name: cell for name, cell in self.cells.items() if cell.get("edge")}

    def style(self, name):
        pairs = (part.split("=", 1) for part in self.cells[name].attrib["style"].split(";") if "=" in part)
        return dict(pairs)


def end_of(picture, card, frame):
    """The cell at an end of a line and its rectangle: a card, or the frame that several cards have in common."""
    if frame:
        return f"group-{frame}", next(each.rect for each in picture.frames if each.id == frame)
    return f"card-{card}", next(each.rect for each in picture.cards if each.id == card)


@pytest.fixture(scope="module", params=DRAWN)
def drawn(request):
    architecture, title = DRAWN[request.param]
    picture = lay_out(architecture, title=title, language="ko", badges=badges(architecture))
    return picture, Cells(drawio(architecture, title, "ko"))


def test_ids_are_unique_and_every_parent_stands_before_its_children(drawn):
    _, file = drawn
    assert file.ids[:2] == ["0", "1"]
    assert len(file.ids) == len(set(file.ids))
    for at, name in enumerate(file.ids[1:], 1):
        assert file.cells[name].get("parent") in file.ids[:at]


def test_every_line_has_both_ends(drawn):
    picture, file = drawn
    assert len(file.edges()) == len(picture.lines)
    for cell, line in zip(file.edges().values(), picture.lines, strict=True):
        ends = (end_of(picture, line.source, line.starts)[0], end_of(picture, line.target, line.ends)[0])
        assert (cell.get("source"), cell.get("target")) == ends
        assert {cell.get("source"), cell.get("target")} <= set(file.ids)


def test_everything_lies_inside_its_parent_and_where_the_picture_has_it(drawn):
    picture, file = drawn
    for name, cell in file.cells.items():
        parent = file.cells.get(cell.get("parent"))
        if cell.get("vertex") and parent is not None and parent.get("vertex"):
            x, y, width, height = file.box(name)
            _, _, wide, high = file.box(cell.get("parent"))
            assert min(x, y) >= -SLACK
            assert x + width <= wide + SLACK
            assert y + height <= high + SLACK
    for kind, boxes in (("card", picture.cards), ("group", picture.frames)):
        for box in boxes:
            assert file.place(f"{kind}-{box.id}") == pytest.approx(box.rect[:2], abs=SLACK)
            assert file.box(f"{kind}-{box.id}")[2:] == pytest.approx(box.rect[2:], abs=SLACK)


def test_groups_are_containers_and_every_card_stands_in_its_own(drawn):
    picture, file = drawn
    for frame in picture.frames:
        assert file.style(f"group-{frame.id}")["container"] == "1"
    for card in picture.cards:
        around = [frame for frame in picture.frames if frame.rect.overlaps(card.rect)]
        smallest = min(around, key=lambda frame: frame.rect.width * frame.rect.height, default=None)
        assert file.cells[f"card-{card.id}"].get("parent") == (f"group-{smallest.id}" if smallest else "1")


def test_lines_leave_and_arrive_and_bend_where_the_picture_has_it(drawn):
    picture, file = drawn
    for line, (name, cell) in zip(picture.lines, file.edges().items(), strict=True):
        bends = [(float(point.get("x")), float(point.get("y"))) for point in cell.iter("mxPoint")]
        style = file.style(name)
        ends = []
        for end, role, frame in (("exit", line.source, line.starts), ("entry", line.target, line.ends)):
            _, rect = end_of(picture, role, frame)
            part = float(style[f"{end}X"]), float(style[f"{end}Y"])
            assert 0 in part or 1 in part
            ends.append((rect.x + part[0] * rect.width, rect.y + part[1] * rect.height))
        way = [ends[0], *bends, ends[1]]
        assert way[0] == pytest.approx(line.points[0], abs=0.1)
        for one, other in pairwise(way):
            assert abs(one[0] - other[0]) < 0.1 or abs(one[1] - other[1]) < 0.1
        if line.head:
            assert way == [pytest.approx(point, abs=0.1) for point in line.points]
        else:
            # It goes on along the line that it joins, and ends with it.
            assert bends[: len(line.points) - 2] == [pytest.approx(point, abs=0.1) for point in line.points[1:-1]]
            trunks = [other.points[-1] for other in picture.lines if other.head and other.target == line.target]
            assert way[-1] in [pytest.approx(point, abs=0.1) for point in trunks]


def test_every_label_and_step_moves_with_its_line(drawn):
    picture, file = drawn
    for at, line in enumerate(picture.lines):
        for kind, mark in (("label", line.label_rect), ("step", line.badge)):
            assert (f"{kind}-{at}" in file.ids) == (mark is not None)
            if mark is not None:
                assert file.cells[f"{kind}-{at}"].get("parent") == f"line-{at}"
                assert -1 <= file.box(f"{kind}-{at}")[0] <= 1


def test_words_are_escaped_and_full_names_kept():
    file = Cells(drawio(SAMPLES["documentation_site"], TITLE, "en"))
    assert file.cells["title"].get("value") == "Orders &amp; &lt;more&gt;"
    labels = [element.get("tooltip") for element in file.root if element.tag == "UserObject"]
    assert "Amazon CloudFront: pages and WebSocket" in labels


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.svg")))
def test_every_icon_is_a_shape_of_draw_io_in_its_own_colour(name):
    style = dict(part.split("=", 1) for part in shape_of(name).split(";") if part)
    shape = style.get("resIcon", style["shape"])
    assert shape.removeprefix("mxgraph.aws4.") in SHAPES
    assert f'fill="{style["fillColor"]}"' in (FOLDER / f"{name}.svg").read_text("utf-8")


def test_no_name_is_given_for_an_icon_that_is_not_there():
    assert {name for name in RENAMED if not (FOLDER / f"{name}.svg").exists()} == set()
