"""Turns an architecture into a picture: places cards, routes lines, measures, draws lines, places labels.

The same architecture, language and badges always give the same picture.
"""

from collections.abc import Mapping
from math import ceil
from typing import Final

from app.diagram import cards, labels, text
from app.diagram.arrange import arrange
from app.diagram.frames import Titles
from app.diagram.gather import VPC
from app.diagram.lines import Polylines
from app.diagram.picture import Card, Frame, Line, Picture, Rect
from app.diagram.place import Grid
from app.diagram.route import Path
from app.diagram.space import NARROWEST, PAD, WIDEST, Needs, Space
from app.diagram.steps import number_steps
from app.diagram.strips import strips_height, with_strips
from app.diagram.tracks import Tracks
from app.diagram.words import GROUPS, KINDS
from app.domain.report.report import ArchitectureNote
from app.words.catalogue import service_name
from app.words.catalogue import words as words_of
from app.words.text import Language, Text

MARGIN: Final = 24.0
HEADER: Final = 72.0
LEGEND: Final = 48.0
ENOUGH_FOR_ASPECT: Final = 6
TITLE_SIZE: Final = 20
ABREAST: Final = 20
"""How much higher a gap is for each further line that runs down beside another: their labels stand side by side."""
REPAIRS: Final = 5


def lay_out(architecture: ArchitectureNote, *, title: Text, language: Language, badges: Mapping[str, str]) -> Picture:
    """The picture of an architecture, in pixels; `badges` are short texts (costs) by component id."""
    grid, paths = arrange(architecture)
    tracks = Tracks(paths)
    numbers = number_steps(architecture)
    shapes = {
        item.id: cards.measure(item, language, badges) for item in architecture.components if item.id in grid.cells
    }
    titles = Titles(architecture, grid, language)
    room = (shapes, titles.widths, _needs(architecture, tracks, numbers, language))
    for _ in range(REPAIRS):
        space = _measured(architecture, grid, tracks, room)
        frames = [titles.frame(block, space.frame(block)) for block in grid.blocks]
        polylines = Polylines(grid, space, tracks, {frame.id: frame for frame in frames})
        clashes = polylines.clashes()
        if not clashes:
            break
        tracks.separate(clashes)
    drawn = [
        cards.draw(item, shapes[item.id], space.card(item.id), language)
        for item in architecture.components
        if item.id in grid.cells
    ]
    frames = [sheet for frame in frames for sheet in titles.sheets(frame)]
    solid = [card.rect for card in drawn] + [frame.plate for frame in frames]
    lines = _lines(architecture, polylines, paths, numbers, (language, solid))
    frames, small = with_strips(architecture, frames, Rect(MARGIN, HEADER, *space.size), (language, badges))
    return _finish(architecture, (title, language, bool(badges)), frames, [*drawn, *small], lines)


def _measured(
    architecture: ArchitectureNote,
    grid: Grid,
    tracks: Tracks,
    room: tuple[dict[str, cards.Shape], dict[str, float], Needs],
) -> Space:
    space = Space(grid, *room)
    space.make_room(tracks)
    strip = strips_height(architecture, space.size[0])
    if len(architecture.components) >= ENOUGH_FOR_ASPECT:
        space.stretch((2 * MARGIN, HEADER + LEGEND + MARGIN + strip))
    space.move(MARGIN, HEADER)
    return space


def _finish(
    architecture: ArchitectureNote,
    head: tuple[Text, Language, bool],
    frames: list[Frame],
    drawn: list[Card],
    lines: list[Line],
) -> Picture:
    title, language, priced = head
    words = title.in_language(language)
    legend, x = [], MARGIN
    for kind, word in KINDS.items():
        if any(line.kind == kind for line in lines):
            legend.append((kind, word.in_language(language), x))
            x += 44 + text.width(word.in_language(language), 12) + 24
    boxes = [frame.rect for frame in frames] + [card.rect for card in drawn]
    boxes += [line.label_rect for line in lines if line.label_rect is not None]
    corners = [point for line in lines for point in line.points]
    right = max([box.right for box in boxes] + [point.x for point in corners], default=200.0)
    bottom = max([box.bottom for box in boxes] + [point.y for point in corners], default=HEADER)
    subtitle = words_of("picture.costs", language) if priced else ""
    header = max(text.width(words, TITLE_SIZE, bold=True), text.width(subtitle, 12))
    description = words_of(
        "picture.description",
        language,
        components=len(architecture.components),
        connections=len(architecture.connections),
    )
    width = float(round(max(right + MARGIN, x, header + 2 * MARGIN)))
    height = float(round(bottom + (LEGEND if legend else 0.0) + MARGIN))
    if len(architecture.components) >= ENOUGH_FOR_ASPECT:  # what stretching left over is margin
        width, height = max(width, ceil(NARROWEST * height)), max(height, ceil(width / WIDEST))
    return Picture(
        width=width,
        height=height,
        title=words,
        subtitle=subtitle,
        description=description,
        frames=tuple(frames),
        cards=tuple(drawn),
        lines=tuple(lines),
        legend=tuple(legend),
    )


def _lines(
    architecture: ArchitectureNote,
    polylines: Polylines,
    paths: list[Path],
    numbers: dict[int, int],
    scene: tuple[Language, list[Rect]],
) -> list[Line]:
    language, solid = scene
    sizes: dict[object, int] = {}
    for path in paths:
        sizes[path.bundle] = sizes.get(path.bundle, 0) + 1
    wishes = [
        labels.Wish(
            bundle=path.bundle,
            points=polylines.points(path),
            label=architecture.connections[path.index].label.in_language(language) if path.joint is None else "",
            number=numbers.get(path.index),
            head=path.joint is None,
            late=sizes[path.bundle] > 1,
        )
        for path in paths
    ]
    labels.settle(wishes, solid)
    names = {item.id: service_name(item.service).in_language(language) for item in architecture.components}
    names |= {name: word.in_language(language) for name, word in GROUPS.items()}
    return [_line(architecture, path, wish, names, language) for path, wish in zip(paths, wishes, strict=True)]


def _line(
    architecture: ArchitectureNote, path: Path, wish: labels.Wish, names: Mapping[str, str], language: Language
) -> Line:
    connection, strand = architecture.connections[path.index], path.strand
    ends = f"{names[strand.starts or connection.source]} → {names[strand.ends or connection.target]}"
    number = "" if wish.number is None else f"{wish.number}. "
    return Line(
        source=connection.source,
        target=connection.target,
        kind=connection.kind,
        title=f"{number}{ends}: {connection.label.in_language(language)}",
        points=wish.points,
        head=wish.head,
        number=wish.number,
        badge=wish.badge,
        label=wish.lines,
        label_rect=wish.rect,
        at=path.index,
        starts=strand.starts,
        ends=strand.ends,
        stands_for=tuple(
            (architecture.connections[at].source, architecture.connections[at].target) for at in strand.members
        ),
    )


def _needs(architecture: ArchitectureNote, tracks: Tracks, numbers: dict[int, int], language: Language) -> Needs:
    """The room that each gap of the grid needs for the labels of the lines that stay inside it."""
    needs, beside = Needs(), dict[tuple[int, int], int]()
    for index, runs in tracks.runs.items():
        path = tracks.paths[index]
        if path.joint is not None:
            continue
        _, width, height = labels.size(architecture.connections[index].label.in_language(language))
        badge = 22 if index in numbers else 4
        level = [run for run in runs if run.gap[0] == "h"]
        if any(_crosses_a_column(path, run.first, run.last) for run in level):
            continue
        if not level:
            gap = min(path.nodes[0][1], path.nodes[-1][1]) + 1
            place = (path.nodes[0][0], gap)
            beside[place] = beside.get(place, -1) + 1
            wanted = height + badge + 18 + _rims(path) + ABREAST * beside[place]
            needs.rows[gap // 2] = max(needs.rows.get(gap // 2, 0.0), wanted)
            continue
        column = next(node[0] for node in path.nodes if node[0] % 2 == 0)
        upright = tracks.widest(("v", column))
        wanted = width + badge + 22 + (12 * upright + 6 if upright else 0) + _rims(path)
        if upright:
            needs.leaning.add(column // 2)
        needs.columns[column // 2] = max(needs.columns.get(column // 2, 0.0), wanted)
    return needs


def _rims(path: Path) -> int:
    """By how many pixels a line between frames is shorter than one between the cards in them."""
    starts, ends = path.strand.starts, path.strand.ends
    return PAD * (bool(starts) + bool(ends) + 2 * (VPC in {starts, ends}))


def _crosses_a_column(path: Path, first: int, last: int) -> bool:
    return any(path.nodes[at][0] % 2 for at in range(first + 1, last))
