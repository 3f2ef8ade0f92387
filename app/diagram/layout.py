"""An architecture becomes a picture: place, route, measure, draw the lines, settle the labels. Same in, same out."""

from collections.abc import Mapping
from typing import Final

from app.diagram import cards, labels, text
from app.diagram.lines import Polylines
from app.diagram.picture import Card, Frame, Line, Picture, Rect
from app.diagram.place import Block, Grid, place
from app.diagram.route import Path, route
from app.diagram.space import PAD, TITLE, Needs, Space
from app.diagram.steps import number_steps
from app.diagram.tracks import Tracks
from app.diagram.words import COSTS, DESCRIPTION, GROUPS, KINDS, service_name
from app.domain.report import ArchitectureNote
from app.domain.texts import Language, Text

MARGIN: Final = 24.0
HEADER: Final = 72.0
LEGEND: Final = 48.0
SMALL_GAP: Final = 12.0
PLATE: Final = 24.0
ENOUGH_FOR_ASPECT: Final = 6
TITLE_SIZE: Final = 20
REPAIRS: Final = 5


def lay_out(architecture: ArchitectureNote, *, title: Text, language: Language, badges: Mapping[str, str]) -> Picture:
    """Everything that is drawn, in pixels."""
    grid = place(architecture)
    paths = route(architecture, grid)
    tracks = Tracks(paths)
    numbers = number_steps(architecture)
    shapes = {
        item.id: cards.measure(item, language, badges) for item in architecture.components if item.id in grid.cells
    }
    titles = {block.id: _title(block, architecture, language) for block in grid.blocks}
    widths = {role: _plate_width(words, _has_icon(role)) for role, words in titles.items()}
    room = (shapes, widths, _needs(architecture, tracks, numbers, language))
    for _ in range(REPAIRS):
        space = _measured(architecture, grid, tracks, room)
        frames = [_frame(block, space, titles[block.id], widths[block.id]) for block in grid.blocks]
        polylines = Polylines(grid, space, tracks, {frame.id: frame.plate for frame in frames})
        clashes = polylines.clashes()
        if not clashes:
            break
        tracks.separate(clashes)
    drawn = [
        cards.draw(item, shapes[item.id], space.card(item.id), language)
        for item in architecture.components
        if item.id in grid.cells
    ]
    solid = [card.rect for card in drawn] + [frame.plate for frame in frames]
    lines = _lines(architecture, polylines, paths, numbers, (language, solid))
    frames, small = _with_account(architecture, grid, frames, space, (language, badges))
    return _finish(architecture, (title, language, bool(badges)), frames, [*drawn, *small], lines)


def _measured(
    architecture: ArchitectureNote,
    grid: Grid,
    tracks: Tracks,
    room: tuple[dict[str, cards.Shape], dict[str, float], Needs],
) -> Space:
    space = Space(grid, *room)
    space.make_room(tracks)
    strip = _strip_size(len(grid.account), space.size[0])
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
    subtitle = COSTS.in_language(language) if priced else ""
    header = max(text.width(words, TITLE_SIZE, bold=True), text.width(subtitle, 12))
    description = DESCRIPTION.in_language(language).format(
        components=len(architecture.components), connections=len(architecture.connections)
    )
    return Picture(
        width=float(round(max(right + MARGIN, x, header + 2 * MARGIN))),
        height=float(round(bottom + (LEGEND if legend else 0.0) + MARGIN)),
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
    names = {item.id: service_name(item.service, language) for item in architecture.components}
    result = []
    for path, wish in zip(paths, wishes, strict=True):
        line = architecture.connections[path.index]
        title = f"{names[line.source]} → {names[line.target]}: {line.label.in_language(language)}"
        number = "" if wish.number is None else f"{wish.number}. "
        result.append(
            Line(
                line.source, line.target, line.kind, number + title, wish.points, wish.head,
                wish.number, wish.badge, wish.lines, wish.rect, path.index,
            )
        )  # fmt: skip
    return result


def _needs(architecture: ArchitectureNote, tracks: Tracks, numbers: dict[int, int], language: Language) -> Needs:
    """Labels of lines that stay inside one gap need that gap to be wide enough for them."""
    needs = Needs()
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
            needs.rows[gap // 2] = max(needs.rows.get(gap // 2, 0.0), height + badge + 18)
            continue
        column = next(node[0] for node in path.nodes if node[0] % 2 == 0)
        upright = tracks.widest(("v", column))
        wanted = width + badge + 22 + (12 * upright + 6 if upright else 0)
        if upright:
            needs.leaning.add(column // 2)
        needs.columns[column // 2] = max(needs.columns.get(column // 2, 0.0), wanted)
    return needs


def _crosses_a_column(path: Path, first: int, last: int) -> bool:
    return any(path.nodes[at][0] % 2 for at in range(first + 1, last))


def _title(block: Block, architecture: ArchitectureNote, language: Language) -> str:
    word = GROUPS[block.id].in_language(language)
    return f"{word} · {architecture.region}" if block.kind == "region" else word


def _has_icon(group: str) -> bool:
    return group in {"cloud", "region", "vpc", "public", "private", "data"}


def _plate_width(words: str, icon: bool) -> float:
    return round((PLATE + 8 if icon else 10) + text.width(words, 12, bold=True) + 6, 1)


def _frame(block: Block, space: Space, title: str, width: float) -> Frame:
    rect = space.frame(block)
    icons = {"cloud": "aws_cloud_group", "region": "region_group", "vpc": "vpc_group", "public": "public_subnet_group"}
    icon = icons.get(block.kind, "private_subnet_group") if _has_icon(block.id) else ""
    return Frame(block.id, block.kind, title, icon, rect, Rect(rect.x, rect.y, width, PLATE))


def _strip_size(count: int, width: float) -> float:
    if not count:
        return 0.0
    rows = -(-count // _in_a_row(width))
    return TITLE + rows * (cards.SMALL_SIZE[1] + SMALL_GAP) + PAD + SMALL_GAP


def _in_a_row(width: float) -> int:
    return max(1, int((width - 2 * PAD + SMALL_GAP) // (cards.SMALL_SIZE[0] + SMALL_GAP)))


def _with_account(
    architecture: ArchitectureNote,
    grid: Grid,
    frames: list[Frame],
    space: Space,
    words: tuple[Language, Mapping[str, str]],
) -> tuple[list[Frame], list[Card]]:
    """Below the region, inside the cloud, the flat cards that hold for the whole account."""
    if not grid.account:
        return frames, []
    language, badges = words
    cloud = next((frame for frame in frames if frame.id == "cloud"), None)
    left, top, width = MARGIN, HEADER + space.size[1], max(space.size[0], 2 * cards.SMALL_SIZE[0])
    if cloud is not None:
        left, top, width = cloud.rect.x + PAD, cloud.rect.bottom, cloud.rect.width - 2 * PAD
    count = min(_in_a_row(width), len(grid.account))
    drawn = []
    for at, role in enumerate(grid.account):
        item = next(item for item in architecture.components if item.id == role)
        x = left + PAD + (at % count) * (cards.SMALL_SIZE[0] + SMALL_GAP)
        y = top + TITLE + (at // count) * (cards.SMALL_SIZE[1] + SMALL_GAP)
        drawn.append(cards.draw_small(item, (x, y), language, badges))
    title = GROUPS["account"].in_language(language)
    wide = max(2 * PAD + count * (cards.SMALL_SIZE[0] + SMALL_GAP) - SMALL_GAP, _plate_width(title, icon=False))
    rect = Rect(left, top, wide, drawn[-1].rect.bottom - top + PAD)
    frame = Frame("account", "account", title, "", rect, Rect(left, top, _plate_width(title, icon=False), PLATE))
    if cloud is not None:
        outer = Rect(*cloud.rect[:2], max(cloud.rect.width, wide + 2 * PAD), rect.bottom + PAD - cloud.rect.y)
        grown = Frame(cloud.id, cloud.kind, cloud.title, cloud.icon, outer, cloud.plate)
        frames = [grown if item is cloud else item for item in frames]
    return [*frames, frame], drawn
