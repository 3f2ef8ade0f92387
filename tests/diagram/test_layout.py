"""The picture of any architecture: nothing collides, everything is drawn, the form suits a screen."""

import random
from itertools import pairwise

import pytest

from app.diagram.layout import lay_out
from app.diagram.picture import Picture
from app.domain.report import ArchitectureNote
from app.domain.texts import Text
from tests.diagram import metrics
from tests.diagram.samples import CATALOGUE, SAMPLES, architecture

TITLE = Text(en="An example", ko="예시")
COSTS = ("$0.50", "$1,204.00", "$36.04", "$0")


def picture_of(sample: ArchitectureNote, language: str = "en") -> Picture:
    badges = {item.id: COSTS[at % len(COSTS)] for at, item in enumerate(sample.components) if item.place != "outside"}
    return lay_out(sample, title=TITLE, language=language, badges=badges)


def random_architecture(seed: int) -> ArchitectureNote:
    dice = random.Random(seed)
    share = dice.choice([0.2, 0.4, 0.6, 0.8])
    roles = [role for role in CATALOGUE if dice.random() < share] or ["users"]
    shown = [role for role in roles if CATALOGUE[role][2] != "account"]
    words = ["calls", "logs", "static files", "WebSocket messages", "read, write", "after 3 tries"]
    lines = [
        f"{dice.choice(shown)}>{dice.choice(shown)} {dice.choice('rrraddduop')} {dice.choice(words)}"
        for _ in range(int(len(shown) * dice.choice([0.7, 1.0, 1.3])))
    ]
    return architecture(" ".join(roles), ";".join(lines), zones=dice.choice([1, 2, 3]))


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_no_fault(name: str, language: str) -> None:
    assert metrics.faults(picture_of(SAMPLES[name], language)) == []


@pytest.mark.parametrize("seed", range(60))
def test_a_random_architecture_has_no_fault(seed: int) -> None:
    assert metrics.faults(picture_of(random_architecture(seed), "ko" if seed % 2 else "en")) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_component_and_every_connection_is_drawn(name: str) -> None:
    sample, picture = SAMPLES[name], picture_of(SAMPLES[name])
    assert sorted(card.id for card in picture.cards) == sorted(item.id for item in sample.components)
    assert [(line.source, line.target, line.kind) for line in picture.lines] == [
        (line.source, line.target, line.kind) for line in sample.connections
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_lines_begin_and_end_at_their_cards_or_on_their_trunk(name: str) -> None:
    picture = picture_of(SAMPLES[name])
    cards = {card.id: card.rect for card in picture.cards}
    for at, line in enumerate(picture.lines):
        assert on_border(cards[line.source], line.points[0])
        if line.head:
            assert on_border(cards[line.target], line.points[-1])
        else:
            others = [
                leg for other, leg in metrics.legs(picture) if other != at and metrics.related(picture, at, other)
            ]
            assert any(metrics.box(leg).overlaps(metrics.box((line.points[-1], line.points[-1]))) for leg in others)


@pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if len(sample.components) >= 6])
def test_the_form_suits_a_wide_screen(name: str) -> None:
    picture = picture_of(SAMPLES[name])
    assert 1.19 <= picture.width / picture.height <= 2.45


def test_few_lines_cross_and_nearly_all_labels_find_room() -> None:
    pictures = [picture_of(sample) for sample in SAMPLES.values()]
    crossings = sorted(metrics.crossings(picture) for picture in pictures)
    assert crossings[len(crossings) // 2] <= 2
    assert sum(map(metrics.unlabelled, pictures)) <= 2


def test_a_request_is_read_from_left_to_right() -> None:
    cards = {card.id: card.rect for card in picture_of(SAMPLES["serverless_site"]).cards}
    way = [cards[role] for role in ("users", "cdn", "gateway", "fn", "table")]
    assert all(one.right < other.x for one, other in pairwise(way))
    assert len({rect.y for rect in way}) == 1


def test_the_steps_follow_the_request() -> None:
    picture = picture_of(SAMPLES["serverless_site"])
    numbers = {(line.source, line.target): line.number for line in picture.lines}
    assert numbers["users", "dns"] == 1
    assert numbers["users", "cdn"] == 2
    assert numbers["gateway", "fn"] < numbers["fn", "table"]
    assert numbers["fn", "watch"] is None


def test_a_card_in_several_zones_says_so_once() -> None:
    picture = picture_of(SAMPLES["chat_two_zones"])
    pills = {card.id: [pill.text for pill in card.pills] for card in picture.cards}
    assert "2 zones" in pills["realtime"]
    assert "×2" in pills["realtime"]
    assert not {"2 zones", "×2"} & set(pills["table"])


def test_without_anything_in_it_there_is_no_vpc() -> None:
    assert "vpc" not in {frame.id for frame in picture_of(SAMPLES["serverless_site"]).frames}
    assert "vpc" in {frame.id for frame in picture_of(SAMPLES["vpc_without_entry"]).frames}


def test_lines_of_one_bundle_end_in_one_head() -> None:
    sample = architecture("gateway fn fn2 watch", "fn>watch o logs; fn2>watch o logs; gateway>watch o logs")
    heads = [line for line in picture_of(sample).lines if line.head]
    assert 1 <= len(heads) < 3


def on_border(rect: metrics.Rect, point: metrics.Point) -> bool:
    across = rect.x <= point.x <= rect.right and point.y in (rect.y, rect.bottom)
    upright = rect.y <= point.y <= rect.bottom and point.x in (rect.x, rect.right)
    return across or upright
