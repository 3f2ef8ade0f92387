"""The metrics themselves see every fault that is put into a picture."""

from dataclasses import replace
from typing import Any

import pytest

from app.diagram.layout import lay_out
from app.diagram.picture import Picture, Point, Rect
from app.words.text import Text
from tests.diagram import metrics
from tests.diagram.samples import SAMPLES


@pytest.fixture
def picture() -> Picture:
    return lay_out(SAMPLES["serverless_site"], title=Text(en="Site", ko="사이트"), language="en", badges={})


def with_line(picture: Picture, at: int, **changes: Any) -> Picture:
    lines = list(picture.lines)
    lines[at] = replace(lines[at], **changes)
    return replace(picture, lines=tuple(lines))


def test_a_diagonal_leg_is_seen(picture: Picture) -> None:
    assert metrics.diagonal_legs(with_line(picture, 0, points=(Point(0, 0), Point(5, 5))))


def test_a_line_through_a_card_is_seen(picture: Picture) -> None:
    rect = picture.cards[0].rect
    points = (Point(rect.x - 5, rect.y + 20), Point(rect.right + 5, rect.y + 20))
    assert metrics.lines_through_cards(with_line(picture, 0, points=points))


def test_a_line_through_a_title_is_seen(picture: Picture) -> None:
    plate = picture.frames[0].plate
    points = (Point(plate.x - 5, plate.y + 5), Point(plate.right, plate.y + 5))
    assert metrics.lines_through_titles(with_line(picture, 0, points=points))


def test_a_label_on_a_card_is_seen(picture: Picture) -> None:
    assert metrics.label_collisions(with_line(picture, 0, label_rect=picture.cards[0].rect))


def test_a_label_on_a_foreign_line_is_seen(picture: Picture) -> None:
    point = picture.lines[1].points[0]
    assert metrics.label_collisions(with_line(picture, 0, label_rect=Rect(point.x - 3, point.y - 3, 9, 6)))


def test_two_lines_on_each_other_are_seen(picture: Picture) -> None:
    assert metrics.overlapping_lines(with_line(picture, 0, points=picture.lines[1].points))


def test_overlapping_cards_are_seen(picture: Picture) -> None:
    moved = replace(picture.cards[0], rect=picture.cards[1].rect)
    assert metrics.overlapping_cards(replace(picture, cards=(moved, *picture.cards[1:])))


def test_a_card_on_the_border_of_a_frame_is_seen(picture: Picture) -> None:
    border = picture.frames[0].rect
    moved = replace(picture.cards[0], rect=Rect(border.x - 10, border.y + 90, 20, 20))
    assert metrics.cards_out_of_frame(replace(picture, cards=(moved, *picture.cards[1:])))


def test_words_wider_than_their_card_are_seen(picture: Picture) -> None:
    wide = replace(picture.cards[0], name=("A name that is far too long for any card of this picture",))
    assert metrics.words_too_wide(replace(picture, cards=(wide, *picture.cards[1:])))


def test_what_leaves_the_picture_is_seen(picture: Picture) -> None:
    assert metrics.outside_the_picture(replace(picture, width=100.0))
