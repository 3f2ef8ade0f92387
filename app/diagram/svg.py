"""A picture as one self-contained SVG, without style element, style attribute or script.

Colours are presentation attributes; with the scheme "auto" every shape has a class too, so a page can restyle it.
"""

from collections.abc import Mapping
from html import escape
from itertools import pairwise
from typing import Final

from app.diagram import text
from app.diagram.colours import Paint, Scheme
from app.diagram.icons import ICONS
from app.diagram.layout import lay_out
from app.diagram.picture import Card, Frame, Line, Picture, Point, Rect
from app.domain.model.architecture import Kind
from app.domain.report.diff import Mark
from app.domain.report.report import ArchitectureNote
from app.words.text import Language, Text

FONT: Final = "Pretendard Variable, Pretendard, Noto Sans KR, Apple SD Gothic Neo, Malgun Gothic, Segoe UI, sans-serif"
RADIUS: Final = 8.0
HEAD: Final = (9.0, 4.6)
STROKES: Final[dict[Kind, tuple[float, str]]] = {
    "request": (2.2, ""),
    "async": (2.0, "7 4"),
    "data": (1.8, ""),
    "auth": (1.7, "9 4 2 4"),
    "operations": (1.6, "1.6 4"),
    "replication": (1.8, "2 4"),
}
MIDDLE: Final = ' text-anchor="middle"'
FRAME_STROKES: Final = {
    "cloud": (1.6, ""),
    "region": (1.5, "6 4"),
    "vpc": (1.5, ""),
    "zone": (1.0, "5 4"),
    "lane": (1.0, "4 4"),
}
RINGS: Final[dict[Mark, str]] = {"new": "", "gone": "5 4", "changed": ""}
SIGNS: Final[dict[Mark, str]] = {"new": "h8m-4 -4v8", "gone": "h8", "changed": "q2 -3.4 4 0t4 0"}
HIT: Final = 14
CLOUD_ICONS: Final = {"light": "aws_cloud_group", "dark": "aws_cloud_group_dark"}


def draw(
    architecture: ArchitectureNote,
    *,
    title: Text,
    language: Language,
    scheme: Scheme,
    badges: Mapping[str, str],
    links: Mapping[str, str] | None = None,
) -> str:
    """Draw an architecture; `badges` and `links` are texts and addresses by component id."""
    picture = lay_out(architecture, title=title, language=language, badges=badges)
    return render(picture, language=language, scheme=scheme, links=links or {})


def render(picture: Picture, *, language: Language, scheme: Scheme, links: Mapping[str, str]) -> str:
    """Write a picture as SVG; the same picture gives the same text."""
    paint = Paint(scheme)
    ends = {card.id: at for at, card in enumerate(picture.cards)}
    width, height = _number(picture.width), _number(picture.height)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="group" lang="{language}" font-family="{FONT}"{paint.classes("pic")}>'
    )
    parts = [
        opening,
        f"<title>{escape(picture.title)}</title><desc>{escape(picture.description)}</desc>",
        f"<defs>{''.join(ICONS[name].symbol for name in _icons(picture, scheme))}</defs>",
        f'<rect width="{width}" height="{height}" {paint("pic-canvas")}/>',
        _text(24, 34, picture.title, f'font-size="20" font-weight="700" {paint("pic-title")}'),
        _text(24, 54, picture.subtitle, f'font-size="12" {paint("pic-subtitle")}') if picture.subtitle else "",
        *(_frame(frame, paint) for frame in picture.frames),
        *(_line(at, picture.lines, paint, ends) for at in range(len(picture.lines))),
        *(_labelled(line, paint, ends) for line in picture.lines),
        *(_card(card, paint, links, ends) for card in picture.cards),
        *(_legend(entry, picture.height, paint) for entry in picture.legend),
        *(_explained(entry, picture.height, paint) for entry in picture.marks),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _icons(picture: Picture, scheme: Scheme) -> list[str]:
    names = {card.icon for card in picture.cards} | {frame.icon for frame in picture.frames if frame.icon}
    if CLOUD_ICONS["light"] in names:
        names.discard(CLOUD_ICONS["light"])
        names |= set(CLOUD_ICONS.values()) if scheme == "auto" else {CLOUD_ICONS[scheme]}
    return sorted(names)


def _frame(frame: Frame, paint: Paint) -> str:
    x, y, width, height = map(_number, frame.rect)
    kind = "lane" if frame.kind == "account" else frame.kind
    thick, dashes = FRAME_STROKES.get(kind, (0.0, ""))
    stroke = f' stroke-width="{thick}"{_dashes(dashes)}' if thick else ""
    radius = 10 if kind == "lane" else 4
    text_x = frame.plate.x + (32 if frame.icon else 12)
    group = paint.classes(f"pic-is-{frame.mark}") if frame.mark else ""
    faded = ' opacity="0.5"' if frame.mark == "gone" else ""
    return (
        f'<g{group}{faded}><rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" '
        f"{paint(f'pic-frame-{frame.kind}')}{stroke}/>{_frame_icon(frame, paint.scheme)}"
        + _text(
            text_x,
            frame.plate.y + 17,
            frame.title,
            f'font-size="12" font-weight="600" {paint(f"pic-frame-title-{frame.kind}")}',
        )
        + "</g>"
    )


def _frame_icon(frame: Frame, scheme: Scheme) -> str:
    if not frame.icon:
        return ""
    place = f'x="{_number(frame.rect.x)}" y="{_number(frame.rect.y)}" width="24" height="24"'
    if frame.icon != CLOUD_ICONS["light"]:
        return f'<use href="#icon-{frame.icon}" {place}/>'
    if scheme != "auto":
        return f'<use href="#icon-{CLOUD_ICONS[scheme]}" {place}/>'
    return (
        f'<use class="pic-only-light" href="#icon-{CLOUD_ICONS["light"]}" {place}/>'
        f'<use class="pic-only-dark" display="none" href="#icon-{CLOUD_ICONS["dark"]}" {place}/>'
    )


def _card(card: Card, paint: Paint, links: Mapping[str, str], ends: Mapping[str, int]) -> str:
    x, y, width, height = map(_number, card.rect)
    radius = 8 if card.small else 10
    body = (
        f"<title>{escape(card.title)}</title>"
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" {paint("pic-card")}/>'
        + _card_icon(card, paint)
        + _card_words(card, paint)
        + "".join(
            f'<rect x="{_number(pill.rect.x)}" y="{_number(pill.rect.y)}" width="{_number(pill.rect.width)}" '
            f'height="18" rx="9" {paint(f"pic-pill-{pill.kind}")}/>'
            + _text(
                pill.rect.x + pill.rect.width / 2,
                pill.rect.y + 13,
                pill.text,
                _style(paint, f"pic-pill-text-{pill.kind}", pill.text, 11, bold=True) + MIDDLE,
            )
            for pill in card.pills
        )
        + (_ring(card.rect, radius, card.mark, paint) if card.mark else "")
    )
    names = ("pic-node", f"pic-c{ends[card.id]}", *([f"pic-is-{card.mark}"] if card.mark else []))
    node = f'id="pic-{escape(card.id)}"{paint.classes(*names)}'
    if card.id in links:
        return f'<a {node} href="{escape(links[card.id])}">{body}</a>'
    return f'<g {node} role="img">{body}</g>'


def _ring(rect: Rect, radius: int, mark: Mark, paint: Paint) -> str:
    """What marks a card: a ring on its border, dashed where it is gone, and a sign on its corner."""
    x, y, width, height = map(_number, rect)
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" stroke-width="2.4"'
        f"{_dashes(RINGS[mark])} {paint(f'pic-ring-{mark}')}/>" + _sign(Point(rect.right - 4, rect.y + 3), mark, paint)
    )


def _sign(at: Point, mark: Mark, paint: Paint, radius: float = 8.5) -> str:
    """A plus, a minus or a tilde in a disc."""
    x, y, size = _number(at.x), _number(at.y), radius / 8.5
    return (
        f'<circle cx="{x}" cy="{y}" r="{radius}" stroke-width="{1.6 * size:.1f}" {paint(f"pic-mark-{mark}")}/>'
        f'<path transform="translate({x} {y}) scale({size:.2f})" d="M-4 0{SIGNS[mark]}" stroke-width="2" '
        f'stroke-linecap="round" {paint("pic-sign")}/>'
    )


def _card_icon(card: Card, paint: Paint) -> str:
    size = 24 if card.small else 40
    x, y = card.rect.x + 10, card.rect.y + (card.rect.height - size) / 2
    place = f'x="{_number(x)}" y="{_number(y)}" width="{size}" height="{size}"'
    plate = f'<rect {place} rx="6" {paint("pic-icon-plate")}/>' if ICONS[card.icon].outline else ""
    faded = ' opacity="0.4"' if card.mark == "gone" else ""
    return f'{plate}<use href="#icon-{card.icon}" {place}{faded}/>'


def _card_words(card: Card, paint: Paint) -> str:
    x = card.rect.x + (44 if card.small else 60)
    ink = "pic-faded" if card.mark == "gone" else "pic-name"
    if card.small:
        first = card.rect.bottom - 18 - 15 * len(card.name)
        names = [
            _text(x, first + 15 * at, line, _style(paint, ink, line, 12, bold=True))
            for at, line in enumerate(card.name)
        ]
        role = _style(paint, "pic-role", card.role[0], 11)
        return "".join(names) + _text(x, card.rect.bottom - 13, card.role[0], role)
    block = 17 * len(card.name) + 16 * len(card.role) + (24 if card.pills else 0)
    at = card.rect.y + (card.rect.height - block) / 2
    if card.pills:
        at = max(card.rect.y + 8, min(at, card.pills[0].rect.y - 6 - block + 24))
    words = []
    for line in card.name:
        words.append(_text(x, at + 13, line, _style(paint, ink, line, 13, bold=True)))
        at += 17
    for line in card.role:
        words.append(_text(x, at + 12, line, _style(paint, "pic-role", line, 12)))
        at += 16
    return "".join(words)


def _line(at: int, lines: tuple[Line, ...], paint: Paint, ends: Mapping[str, int]) -> str:
    """One line with its head; where it crosses an earlier one a short halo lifts it."""
    line = lines[at]
    width, dashes = STROKES[line.kind]
    halos = "".join(
        f'<path d="{_bridge(leg, place)}" stroke-width="{width + 5}" {paint("pic-halo")}/>'
        for leg in pairwise(line.points)
        for other in lines[:at]
        for place in _crossing(leg, other)
    )
    head = f'<path d="{_head(line.points)}" {paint(f"pic-fill-{line.kind}")}/>' if line.head else ""
    faded = ' opacity="0.45"' if line.mark == "gone" else ""
    track = _track(line)
    return (
        f"<g{_of_line('pic-link', line, paint, ends)}{faded}><title>{escape(line.title)}</title>{halos}"
        f"{_under(track, width, line.mark, paint)}"
        f'<path d="{track}" stroke-width="{width}" stroke-linejoin="round"{_dashes(dashes)}'
        f"{_round_dots(dashes)} {paint(f'pic-line-{line.kind}')}/>{head}</g>"
    )


def _under(track: str, width: float, mark: Mark | None, paint: Paint) -> str:
    """What is drawn under a line: a glow if it is marked, and on a page a wide invisible stroke for the pointer."""
    hit = f'<path d="{track}" stroke-width="{HIT}" fill="none"{paint.classes("pic-hit")}/>'
    glow = ""
    if mark in ("new", "changed"):
        glow = f'<path d="{track}" stroke-width="{width + 7}" opacity="0.3" {paint(f"pic-ring-{mark}")}/>'
    return glow + (hit if paint.scheme == "auto" else "")


def _of_line(name: str, line: Line, paint: Paint, ends: Mapping[str, int]) -> str:
    """The classes of a line or its label: the numbers of the cards at its ends, by which a style sheet lights it."""
    cards = dict.fromkeys(role for pair in line.stands_for or ((line.source, line.target),) for role in pair)
    at = [f"pic-e{ends[role]}" for role in cards if role in ends]
    return paint.classes(name, *at, *([f"pic-is-{line.mark}"] if line.mark else []))


def _labelled(line: Line, paint: Paint, ends: Mapping[str, int]) -> str:
    """The label on its plate and the number in its circle."""
    parts = []
    if line.label_rect is not None:
        x, y, width, height = line.label_rect
        parts.append(
            f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}" rx="4" '
            f"{paint('pic-label-plate')}/>"
        )
        parts += [
            _label_row(Point(x + width / 2, y + 12 + 14 * row), line, row, paint) for row in range(len(line.label))
        ]
    if line.badge is not None:
        parts.append(f'<circle cx="{_number(line.badge.x)}" cy="{_number(line.badge.y)}" r="9" ')
        parts.append(f"{paint(f'pic-fill-{line.kind}')}/>")
        words = f'font-size="10.5" font-weight="700" text-anchor="middle" {paint("pic-badge-text")}'
        parts.append(_text(line.badge.x, line.badge.y + 3.8, str(line.number), words))
    return f"<g{_of_line('pic-note', line, paint, ends)}>{''.join(parts)}</g>" if parts else ""


def _legend(entry: tuple[Kind, str, float], height: float, paint: Paint) -> str:
    kind, words, x = entry
    width, dashes = STROKES[kind]
    y = height - 24
    points = (Point(x, y), Point(x + 34, y))
    return (
        f'<path d="M{_number(x)} {_number(y)}H{_number(x + 26)}" stroke-width="{width}"{_dashes(dashes)}'
        f"{_round_dots(dashes)} {paint(f'pic-line-{kind}')}/>"
        f'<path d="{_head(points)}" {paint(f"pic-fill-{kind}")}/>'
        + _text(x + 42, y + 4, words, f'font-size="12" {paint("pic-legend")}')
    )


def _label_row(at: Point, line: Line, row: int, paint: Paint) -> str:
    """A row of a label; before the first row of a marked one its sign stands in a disc."""
    words, ink = line.label[row], "pic-faded" if line.mark == "gone" else "pic-label"
    if line.mark is None or row:
        return _text(at.x, at.y, words, _style(paint, ink, words, 11) + MIDDLE)
    plain = words.partition(" ")[2]
    room = text.width(words, 11) - text.width(plain, 11)
    left = at.x - text.width(words, 11) / 2
    return _sign(Point(left + 1, at.y - 4), line.mark, paint, 6) + (
        _text(at.x + room / 2, at.y, plain, _style(paint, ink, plain, 11) + MIDDLE) if plain else ""
    )


def _explained(entry: tuple[Mark, str, float], height: float, paint: Paint) -> str:
    """The legend of a mark: a small card with the mark, and its word."""
    mark, words, x = entry
    rect = Rect(x, height - 62, 32, 20)
    return _ring(rect, 6, mark, paint) + _text(x + 46, rect.y + 14, words, f'font-size="12" {paint("pic-legend")}')


def _track(line: Line) -> str:
    """The path of a line with rounded corners; it stops inside its head."""
    points = list(line.points)
    if line.head:
        points[-1] = _towards(points[-1], points[-2], HEAD[0] - 2)
    parts = [f"M{_number(points[0].x)} {_number(points[0].y)}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(RADIUS, _length(before, corner) / 2, _length(corner, after) / 2)
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        parts.append(f"L{_number(start.x)} {_number(start.y)}")
        parts.append(f"Q{_number(corner.x)} {_number(corner.y)} {_number(end.x)} {_number(end.y)}")
    parts.append(f"L{_number(points[-1].x)} {_number(points[-1].y)}")
    return "".join(parts)


def _head(points: tuple[Point, ...]) -> str:
    tip, (length, half) = points[-1], HEAD
    base = _towards(tip, points[-2], length)
    dx, dy = (0.0, half) if base.y == tip.y else (half, 0.0)
    return (
        f"M{_number(tip.x)} {_number(tip.y)}L{_number(base.x + dx)} {_number(base.y + dy)}"
        f"L{_number(base.x - dx)} {_number(base.y - dy)}z"
    )


def _crossing(leg: tuple[Point, Point], other: Line) -> list[Point]:
    a, b = leg
    found = []
    for c, d in pairwise(other.points):
        if (a.y == b.y) == (c.y == d.y):
            continue
        (left, right), (top, bottom) = (leg, (c, d)) if a.y == b.y else ((c, d), leg)
        x, y = top.x, left.y
        if min(left.x, right.x) < x < max(left.x, right.x) and min(top.y, bottom.y) < y < max(top.y, bottom.y):
            found.append(Point(x, y))
    return found


def _bridge(leg: tuple[Point, Point], place: Point) -> str:
    if leg[0].y == leg[1].y:
        return f"M{_number(place.x - 6)} {_number(place.y)}h12"
    return f"M{_number(place.x)} {_number(place.y - 6)}v12"


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = _length(start, end) or 1.0
    return Point(start.x + (end.x - start.x) * distance / length, start.y + (end.y - start.y) * distance / length)


def _length(a: Point, b: Point) -> float:
    return abs(a.x - b.x) + abs(a.y - b.y)


def _text(x: float, y: float, words: str, attributes: str) -> str:
    return f'<text x="{_number(x)}" y="{_number(y)}" {attributes}>{escape(words)}</text>'


def _style(paint: Paint, name: str, words: str, size: int, *, bold: bool = False) -> str:
    """The attributes of words that must fit: their length is fixed, whatever font stands in for ours."""
    weight = ' font-weight="600"' if bold else ""
    fixed = round(text.width(words, size, bold=bold) / text.MARGIN, 1)
    length = f'textLength="{_number(fixed)}" lengthAdjust="spacingAndGlyphs"'
    return f'font-size="{size}"{weight} {length} {paint(name)}'


def _dashes(dashes: str) -> str:
    return f' stroke-dasharray="{dashes}"' if dashes else ""


def _round_dots(dashes: str) -> str:
    return ' stroke-linecap="round"' if dashes.startswith(("1", "2")) else ""


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
