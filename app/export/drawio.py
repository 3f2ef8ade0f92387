"""A picture as a draw.io file, uncompressed: groups as containers, AWS's own shapes, lines with ports and bends."""

from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

from app.diagram.colours import COLOURS
from app.diagram.layout import lay_out
from app.diagram.picture import Card, Frame, FrameKind, Line, Picture, Point, Rect
from app.diagram.svg import STROKES
from app.domain.advisor.stages import badges
from app.domain.model.architecture import Kind
from app.domain.report.report import ArchitectureNote
from app.export.aws_shapes import shape_of
from app.words.text import Language, Text

FONT: Final = "fontFamily=Helvetica;"
GROUP: Final = (
    "shape=mxgraph.aws4.group;container=1;collapsible=0;recursiveResize=0;pointerEvents=0;html=1;whiteSpace=wrap;"
    "align=left;verticalAlign=top;spacingLeft=30;spacingTop=-2;fontSize=12;fontStyle=1;outlineConnect=0;"
)
LANE: Final = (
    "rounded=1;absoluteArcSize=1;arcSize=16;dashed=1;container=1;collapsible=0;recursiveResize=0;pointerEvents=0;html=1;"
    "whiteSpace=wrap;align=left;verticalAlign=top;fontSize=12;fontStyle=1;"
)
GROUP_ICONS: Final[dict[FrameKind, str]] = {
    "cloud": "group_aws_cloud_alt",
    "region": "group_region",
    "vpc": "group_vpc2",
    "public": "group_security_group",
    "private": "group_security_group",
    "data": "group_security_group",
}
ZONE: Final = "fillColor=none;connectable=0;"
EDGES: Final[dict[FrameKind, str]] = {"cloud": "cloud", "region": "region", "vpc": "vpc"}
CARD: Final = (
    "rounded=1;absoluteArcSize=1;arcSize=20;html=1;overflow=hidden;align=left;verticalAlign=middle;"
    "spacing=0;spacingRight=2;"
)
LINE: Final = (
    "edgeStyle=orthogonalEdgeStyle;rounded=1;arcSize=16;html=1;jettySize=auto;orthogonalLoop=1;jumpStyle=none;"
    "endArrow=block;endFill=1;endSize=7;"
)
LABEL: Final = "edgeLabel;html=1;align=center;verticalAlign=middle;resizable=0;fontSize=11;labelBackgroundColor="
BADGE: Final = "ellipse;html=1;align=center;verticalAlign=middle;fontSize=10;fontStyle=1;spacing=0;strokeColor=none;"
WORDS: Final = "text;html=1;align=left;verticalAlign=middle;spacing=0;strokeColor=none;fillColor=none;"


def drawio(architecture: ArchitectureNote, title: Text, language: Language) -> str:
    """The XML of a draw.io file with one page."""
    picture = lay_out(architecture, title=title, language=language, badges=badges(architecture))
    file = ET.Element("mxfile", {"host": "architecture-advisor"})
    diagram = ET.SubElement(file, "diagram", {"id": "architecture", "name": picture.title})
    size = {"pageWidth": _number(picture.width), "pageHeight": _number(picture.height)}
    root = ET.SubElement(ET.SubElement(diagram, "mxGraphModel", {"grid": "1", "gridSize": "10", **size}), "root")
    ET.SubElement(root, "mxCell", {"id": "0"})
    ET.SubElement(root, "mxCell", {"id": "1", "parent": "0"})
    _Page(picture, root).draw()
    ET.indent(file, " ")
    return ET.tostring(file, encoding="unicode") + "\n"


@dataclass
class _Page:
    """Adds the cells of a page to `root`; the place of each is relative to its parent."""

    picture: Picture
    root: ET.Element

    def draw(self) -> None:
        picture = self.picture
        self._words("title", picture.title, Rect(24, 14, picture.width - 48, 26), "fontSize=20;fontStyle=1;", "ink")
        if picture.subtitle:
            self._words("subtitle", picture.subtitle, Rect(24, 42, picture.width - 48, 18), "fontSize=12;", "muted")
        for frame in sorted(picture.frames, key=lambda frame: -frame.rect.width * frame.rect.height):
            self._frame(frame)
        for card in picture.cards:
            self._card(card)
        for at, line in enumerate(picture.lines):
            self._line(at, line)
        for entry in picture.legend:
            self._legend(*entry)

    def _frame(self, frame: Frame) -> None:
        ink = COLOURS.get(f"{frame.kind}-ink", COLOURS["ink"])[0]
        if frame.kind in GROUP_ICONS:
            edge = COLOURS[EDGES.get(frame.kind, f"{frame.kind}-ink")][0]
            filled = frame.kind not in EDGES
            style = (
                f"{GROUP}grIcon=mxgraph.aws4.{GROUP_ICONS[frame.kind]};grStroke={int(not filled)};strokeColor={edge};"
                f"fillColor={COLOURS[frame.kind][0] if filled else 'none'};dashed={int(frame.kind == 'region')};"
            )
        else:
            zone = frame.kind == "zone"
            ink, edge = COLOURS["zone-ink" if zone else "lane-ink"][0], COLOURS["zone" if zone else "lane-edge"][0]
            style = f"{LANE}strokeColor={edge};" + (ZONE if zone else f"fillColor={COLOURS['lane'][0]};")
            style += f"spacingLeft={_number(frame.plate.x - frame.rect.x + 8)};"
        parent, place = self._inside(frame.rect, [other for other in self.picture.frames if other is not frame])
        self._vertex(f"group-{frame.id}", escape(frame.title), f"{style}fontColor={ink};{FONT}", parent, place)

    def _card(self, card: Card) -> None:
        parent, place = self._inside(card.rect, self.picture.frames)
        small = card.small
        icon = 24 if small else 40
        colours = f"fillColor={COLOURS['card'][0]};strokeColor={COLOURS['card-edge'][0]};fontColor={COLOURS['ink'][0]};"
        style = f"{CARD}{colours}spacingLeft={44 if small else 60};fontSize={11 if small else 12};{FONT}"
        marks = "&nbsp; ".join(
            f'<font color="{COLOURS[f"{pill.kind}-ink"][0]}"><b>{escape(pill.text)}</b></font>' for pill in card.pills
        )
        role = f'<font color="{COLOURS["muted"][0]}">{"<br>".join(map(escape, card.role))}</font>'
        label = "<br>".join([f"<b>{escape(line)}</b>" for line in card.name] + [role] + ([marks] if marks else []))
        role_id = f"card-{card.id}"
        wrapped = ET.SubElement(self.root, "UserObject", {"id": role_id, "label": label, "tooltip": escape(card.title)})
        _place(ET.SubElement(wrapped, "mxCell", {"style": style, "vertex": "1", "parent": parent}), place)
        at = Rect(10, (card.rect.height - icon) / 2, icon, icon)
        self._vertex(f"icon-{card.id}", "", shape_of(card.icon) + "connectable=0;", role_id, at)

    def _line(self, at: int, line: Line) -> None:
        points = self._whole_way(line)
        width, dashes = STROKES[line.kind]
        style = f"{LINE}strokeColor={_colour(line.kind)};strokeWidth={width};" + (
            f"dashed=1;dashPattern={dashes};" if dashes else "dashed=0;"
        )
        (source, start), (target, end) = self._end(line.source, line.starts), self._end(line.target, line.ends)
        style += _port("exit", points[0], start) + _port("entry", points[-1], end)
        ends = {"source": source, "target": target}
        cell = self._cell(f"line-{at}", "", style, "1", {"edge": "1", **ends})
        geometry = ET.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
        if points[1:-1]:
            bends = ET.SubElement(geometry, "Array", {"as": "points"})
            for point in points[1:-1]:
                ET.SubElement(bends, "mxPoint", {"x": _number(point.x), "y": _number(point.y)})
        if line.label_rect is not None:
            words = "<br>".join(map(escape, line.label))
            style = f"{LABEL}{COLOURS['canvas'][0]};fontColor={COLOURS['ink'][0]};{FONT}"
            self._on_line(f"label-{at}", words, style, f"line-{at}", (points, _middle(line.label_rect), 0.0))
        if line.badge is not None:
            style = f"{BADGE}fillColor={_colour(line.kind)};fontColor={COLOURS['badge-ink'][0]};{FONT}"
            self._on_line(f"step-{at}", str(line.number), style, f"line-{at}", (points, line.badge, 18.0))

    def _end(self, card: str, frame: str) -> tuple[str, Rect]:
        """The cell at one end of a line, a card or the frame of several, and where it is."""
        if frame:
            return f"group-{frame}", next(each.rect for each in self.picture.frames if each.id == frame)
        return f"card-{card}", next(each.rect for each in self.picture.cards if each.id == card)

    def _whole_way(self, line: Line) -> tuple[Point, ...]:
        """The points of a line up to its target; a line that ends on another one is continued along that one."""
        points = list(line.points)
        others = [other for other in self.picture.lines if (other.kind, other.target) == (line.kind, line.target)]
        while (rest := _rest(points[-1], [other for other in others if other.points[-1] != points[-1]])) is not None:
            points += rest
        points = [point for at, point in enumerate(points) if not at or point != points[at - 1]]
        corners = [
            point
            for before, point, after in zip(points, points[1:], points[2:], strict=False)
            if not (before.x == point.x == after.x or before.y == point.y == after.y)
        ]
        return (points[0], *corners, points[-1])

    def _legend(self, kind: Kind, words: str, x: float) -> None:
        y = self.picture.height - 24
        width, dashes = STROKES[kind]
        dashed = f"dashed=1;dashPattern={dashes};" if dashes else ""
        style = f"shape=line;html=1;strokeColor={_colour(kind)};strokeWidth={width};{dashed}"
        self._vertex(f"legend-line-{kind}", "", style, "1", Rect(x, y - 5, 34, 10))
        self._words(f"legend-{kind}", words, Rect(x + 42, y - 9, 10 * len(words) + 20, 18), "fontSize=12;", "muted")

    def _words(self, name: str, words: str, rect: Rect, style: str, colour: str) -> None:
        self._vertex(name, escape(words), f"{WORDS}{style}fontColor={COLOURS[colour][0]};{FONT}", "1", rect)

    def _on_line(
        self, name: str, words: str, style: str, line: str, mark: tuple[tuple[Point, ...], Point, float]
    ) -> None:
        """Add a label that moves with its line: its place along the line from -1 to 1, and its offset."""
        points, middle, size = mark
        part, at = _nearest(points, middle)
        cell = self._cell(name, words, style, line, {"vertex": "1", "connectable": "0"})
        sides = {"width": _number(size), "height": _number(size)} if size else {}
        geometry = ET.SubElement(
            cell, "mxGeometry", {"x": f"{2 * part - 1:.4f}", **sides, "relative": "1", "as": "geometry"}
        )
        beside = {"x": _number(middle.x - at.x - size / 2), "y": _number(middle.y - at.y - size / 2)}
        ET.SubElement(geometry, "mxPoint", {**beside, "as": "offset"})

    def _vertex(self, name: str, value: str, style: str, parent: str, place: Rect) -> None:
        _place(self._cell(name, value, style, parent, {"vertex": "1"}), place)

    def _cell(self, name: str, value: str, style: str, parent: str, more: dict[str, str]) -> ET.Element:
        return ET.SubElement(
            self.root, "mxCell", {"id": name, "value": value, "style": style, "parent": parent, **more}
        )

    def _inside(self, rect: Rect, frames: list[Frame] | tuple[Frame, ...]) -> tuple[str, Rect]:
        """The smallest frame around a rectangle, and the rectangle's place in it."""
        around = [frame for frame in frames if _holds(frame.rect, rect)]
        if not around:
            return "1", rect
        frame = min(around, key=lambda frame: frame.rect.width * frame.rect.height)
        return f"group-{frame.id}", Rect(rect.x - frame.rect.x, rect.y - frame.rect.y, rect.width, rect.height)


def _place(cell: ET.Element, rect: Rect) -> None:
    names = ("x", "y", "width", "height")
    sizes = {name: _number(value) for name, value in zip(names, rect, strict=True)}
    ET.SubElement(cell, "mxGeometry", {**sizes, "as": "geometry"})


def _rest(point: Point, others: list[Line]) -> list[Point] | None:
    """The rest of the first line that runs through a point, from that point on; None if none does."""
    for other in others:
        for at, (start, end) in enumerate(pairwise(other.points)):
            if _holds(_span(start, end), Rect(point.x, point.y, 0, 0)):
                return list(other.points[at + 1 :])
    return None


def _nearest(points: tuple[Point, ...], middle: Point) -> tuple[float, Point]:
    """The place on a line that is nearest to a point, also as a part of the whole length."""
    best, passed, total = (float("inf"), 0.0, points[0]), 0.0, sum(_length(*leg) for leg in pairwise(points))
    for start, end in pairwise(points):
        span = _span(start, end)
        at = Point(min(max(middle.x, span.x), span.right), min(max(middle.y, span.y), span.bottom))
        best = min(best, (_length(at, middle), passed + _length(start, at), at))
        passed += _length(start, end)
    return (best[1] / total if total else 0.5), best[2]


def _port(end: str, point: Point, rect: Rect) -> str:
    """Where a line meets its card, as parts of the card's sides."""
    x, y = (point.x - rect.x) / rect.width, (point.y - rect.y) / rect.height
    return f"{end}X={x:.4f};{end}Y={y:.4f};{end}Dx=0;{end}Dy=0;{end}Perimeter=0;"


def _colour(kind: Kind) -> str:
    return COLOURS["line-data" if kind == "data" else kind][0]


def _holds(outer: Rect, inner: Rect) -> bool:
    return outer.x <= inner.x and outer.y <= inner.y and inner.right <= outer.right and inner.bottom <= outer.bottom


def _span(a: Point, b: Point) -> Rect:
    return Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))


def _middle(rect: Rect) -> Point:
    return Point(rect.x + rect.width / 2, rect.y + rect.height / 2)


def _length(a: Point, b: Point) -> float:
    return abs(a.x - b.x) + abs(a.y - b.y)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
