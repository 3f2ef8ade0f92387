"""Faults of a picture, as sentences; an empty list is what every test wants. Works on any Picture."""

from itertools import combinations, pairwise

from app.diagram import text
from app.diagram.picture import Card, Picture, Point, Rect

Leg = tuple[Point, Point]


def faults(picture: Picture) -> list[str]:
    """Everything that must not occur in a picture."""
    return [
        *diagonal_legs(picture),
        *lines_through_cards(picture),
        *lines_through_titles(picture),
        *overlapping_cards(picture),
        *cards_out_of_frame(picture),
        *label_collisions(picture),
        *words_too_wide(picture),
        *overlapping_lines(picture),
        *outside_the_picture(picture),
    ]


def legs(picture: Picture) -> list[tuple[int, Leg]]:
    return [(at, leg) for at, line in enumerate(picture.lines) for leg in pairwise(line.points)]


def diagonal_legs(picture: Picture) -> list[str]:
    return [
        f"{name(picture, at)} is not level or upright: {leg}"
        for at, leg in legs(picture)
        if leg[0].x != leg[1].x and leg[0].y != leg[1].y
    ]


def lines_through_cards(picture: Picture) -> list[str]:
    return [
        f"{name(picture, at)} runs through {card.id}"
        for at, leg in legs(picture)
        for card in picture.cards
        if box(leg).overlaps(card.rect.grown(-1))
    ]


def lines_through_titles(picture: Picture) -> list[str]:
    return [
        f"{name(picture, at)} runs through the title of {frame.id}"
        for at, leg in legs(picture)
        for frame in picture.frames
        if box(leg).overlaps(frame.plate)
    ]


def overlapping_cards(picture: Picture) -> list[str]:
    boxes = [(card.id, card.rect) for card in picture.cards]
    boxes += [(f"title of {frame.id}", frame.plate) for frame in picture.frames]
    return [
        f"{one} lies on {other}"
        for (one, a), (other, b) in combinations(boxes, 2)
        if a.overlaps(b) and "cloud" not in one
    ]


def cards_out_of_frame(picture: Picture) -> list[str]:
    """A card is inside a frame or outside it, never on its border; frames nest or stand apart."""
    cut = [
        f"{frame.id} cuts {card.id}"
        for frame in picture.frames
        for card in picture.cards
        if frame.rect.overlaps(card.rect) and not holds(frame.rect, card.rect)
    ]
    return cut + [
        f"{one.id} cuts {other.id}"
        for one, other in combinations(picture.frames, 2)
        if not one.kind == other.kind == "zone"  # sheets on each other
        and one.rect.overlaps(other.rect)
        and not holds(one.rect, other.rect)
        and not holds(other.rect, one.rect)
    ]


def label_collisions(picture: Picture) -> list[str]:
    marks = [(at, "label", line.label_rect) for at, line in enumerate(picture.lines) if line.label_rect]
    marks += [
        (at, "number", Rect(line.badge.x - 9, line.badge.y - 9, 18, 18))
        for at, line in enumerate(picture.lines)
        if line.badge
    ]
    found = [
        f"{kind} of {name(picture, at)} lies on {card.id}"
        for at, kind, rect in marks
        for card in picture.cards
        if rect.overlaps(card.rect)
    ]
    found += [
        f"{kind} of {name(picture, at)} lies on the title of {frame.id}"
        for at, kind, rect in marks
        for frame in picture.frames
        if rect.overlaps(frame.plate)
    ]
    found += [
        f"{kind} of {name(picture, at)} lies on {other_kind} of {name(picture, other)}"
        for (at, kind, rect), (other, other_kind, there) in combinations(marks, 2)
        if rect.overlaps(there)
    ]
    return found + [
        f"{kind} of {name(picture, at)} lies on {name(picture, other)}"
        for at, kind, rect in marks
        for other, leg in legs(picture)
        if other != at and not related(picture, at, other) and box(leg).overlaps(rect)
    ]


def overlapping_lines(picture: Picture) -> list[str]:
    """Two lines of different bundles never run on top of each other."""
    return [
        f"{name(picture, at)} runs on {name(picture, other)}"
        for (at, leg), (other, there) in combinations(legs(picture), 2)
        if at != other
        and not related(picture, at, other)
        and parallel(leg, there)
        and box(leg, 1.5).overlaps(box(there, 1.5))
    ]


def words_too_wide(picture: Picture) -> list[str]:
    return [f"words of {card.id} leave the card" for card in picture.cards if too_wide(card)] + [
        f"title of {frame.id} leaves its frame" for frame in picture.frames if frame.plate.right > frame.rect.right
    ]


def too_wide(card: Card) -> bool:
    left = card.rect.x + (44 if card.small else 60)
    end = card.rect.right - 4
    names = [text.width(line, 12 if card.small else 13, bold=True) for line in card.name]
    roles = [text.width(line, 11 if card.small else 12) for line in card.role]
    beside = card.pills[0].rect.x if card.small and card.pills else end
    wide = any(left + width > end for width in names) or any(left + width > beside for width in roles)
    pills = sorted(card.pills, key=lambda pill: pill.rect.x)
    inside = all(holds(card.rect, pill.rect) and pill.rect.x >= left - 1 for pill in pills)
    apart = all(one.rect.right <= other.rect.x for one, other in pairwise(pills))
    return wide or not inside or not apart


def outside_the_picture(picture: Picture) -> list[str]:
    canvas = Rect(0, 0, picture.width, picture.height)
    boxes = [card.rect for card in picture.cards] + [frame.rect for frame in picture.frames]
    boxes += [box(leg) for _, leg in legs(picture)]
    boxes += [line.label_rect for line in picture.lines if line.label_rect]
    return [f"{rect} leaves the picture" for rect in boxes if not holds(canvas, rect)]


def crossings(picture: Picture) -> int:
    """How often lines cross at a right angle."""
    found = set()
    for (at, leg), (other, there) in combinations(legs(picture), 2):
        if at != other and not parallel(leg, there) and box(leg, 0).overlaps(box(there, 0)):
            level, upright = (leg, there) if leg[0].y == leg[1].y else (there, leg)
            found.add((min(at, other), max(at, other), upright[0].x, level[0].y))
    return len(found)


def bends(picture: Picture) -> int:
    """How many corners the lines have."""
    return sum(len(line.points) - 2 for line in picture.lines)


def unlabelled(picture: Picture) -> int:
    """How many lines found no room for their label."""
    return sum(line.head and not line.label for line in picture.lines)


def related(picture: Picture, at: int, other: int) -> bool:
    """Lines of one bundle may share their last part."""
    one, two = picture.lines[at], picture.lines[other]
    return (one.kind, one.target, one.title.rpartition(": ")[2]) == (
        two.kind,
        two.target,
        two.title.rpartition(": ")[2],
    )


def parallel(leg: Leg, other: Leg) -> bool:
    return (leg[0].y == leg[1].y) == (other[0].y == other[1].y)


def holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer.x <= inner.x + 0.01
        and outer.y <= inner.y + 0.01
        and inner.right <= outer.right + 0.01
        and inner.bottom <= outer.bottom + 0.01
    )


def box(leg: Leg, air: float = 0.1) -> Rect:
    (ax, ay), (bx, by) = leg
    return Rect(min(ax, bx), min(ay, by), abs(ax - bx), abs(ay - by)).grown(air)


def name(picture: Picture, at: int) -> str:
    line = picture.lines[at]
    return f"{line.source}>{line.target} ({line.kind})"
