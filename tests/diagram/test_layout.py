"""The picture of any architecture: nothing collides, everything is drawn, the form suits a screen."""

import random
from itertools import pairwise

import pytest

from app.diagram.layout import lay_out
from app.diagram.picture import Picture, Point, Rect
from app.domain.report.report import ArchitectureNote
from app.words.text import Language, Text
from tests.builders import present
from tests.diagram import metrics
from tests.diagram.samples import CATALOGUE, SAMPLES, architecture

TITLE = Text(en="An example", ko="예시")
COSTS = ("$0.50", "$1,204.00", "$36.04", "$0")


def picture_of(sample: ArchitectureNote, language: Language = "en") -> Picture:
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
def test_a_sample_has_no_fault(name: str, language: Language) -> None:
    assert metrics.faults(picture_of(SAMPLES[name], language)) == []


@pytest.mark.some(12)
@pytest.mark.parametrize("seed", range(60))
def test_a_random_architecture_has_no_fault(seed: int) -> None:
    assert metrics.faults(picture_of(random_architecture(seed), "ko" if seed % 2 else "en")) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_component_and_every_connection_is_drawn(name: str) -> None:
    sample, picture = SAMPLES[name], picture_of(SAMPLES[name])
    assert sorted(card.id for card in picture.cards) == sorted(item.id for item in sample.components)
    drawn = [(*ends, line.kind) for line in picture.lines for ends in line.stands_for]
    assert sorted(drawn) == sorted((line.source, line.target, line.kind) for line in sample.connections)


@pytest.mark.parametrize("name", SAMPLES)
def test_lines_begin_and_end_at_their_cards_or_on_their_trunk(name: str) -> None:
    picture = picture_of(SAMPLES[name])
    boxes = {frame.id: frame.rect for frame in picture.frames} | {card.id: card.rect for card in picture.cards}
    for at, line in enumerate(picture.lines):
        assert on_border(boxes[line.starts or line.source], line.points[0])
        if line.head:
            assert on_border(boxes[line.ends or line.target], line.points[-1])
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
    assert len({rect.y for rect in way[:-1]}) == 1


def test_the_steps_follow_the_request() -> None:
    picture = picture_of(SAMPLES["serverless_site"])
    numbers = {(line.source, line.target): line.number for line in picture.lines}
    assert numbers["users", "dns"] == 1
    assert numbers["users", "cdn"] == 2
    assert present(numbers["gateway", "fn"]) < present(numbers["fn", "table"])
    assert numbers["fn", "watch"] is None


def test_a_card_in_several_zones_says_so_once() -> None:
    picture = picture_of(SAMPLES["chat_two_zones"])
    pills = {card.id: [pill.text for pill in card.pills] for card in picture.cards}
    assert "2 zones" in pills["realtime"]
    assert "×2" in pills["realtime"]
    assert not {"2 zones", "×2"} & set(pills["table"])


def test_a_card_in_several_zones_stands_in_the_sheets_of_all() -> None:
    picture = picture_of(SAMPLES["two_sites_office"])
    zones = [frame for frame in picture.frames if frame.kind == "zone"]
    assert [frame.title for frame in zones] == ["Zone a", "Zone b", "Zone c"]
    cards = {card.id: card.rect for card in picture.cards}
    assert all(metrics.holds(zone.rect, cards[role]) for zone in zones for role in ("entry", "api", "database"))
    assert not any(frame.kind == "zone" for frame in picture_of(SAMPLES["vpc_without_entry"]).frames)


def test_a_second_region_and_another_account_stand_in_frames_of_their_own() -> None:
    picture = picture_of(SAMPLES["functions_in_common"])
    frames, cards = ({item.id: item for item in items} for items in (picture.frames, picture.cards))
    assert frames["other_region"].title == "Second Region · ap-northeast-1"
    assert frames["cloud"].title == "AWS Cloud · production account"
    assert metrics.holds(frames["other_region"].rect, cards["replica"].rect)
    assert not frames["region"].rect.overlaps(frames["other_region"].rect)
    assert metrics.holds(frames["staging_account"].rect, cards["staging"].rect)
    assert not frames["cloud"].rect.overlaps(frames["staging_account"].rect)


def test_what_all_workloads_of_a_frame_do_is_one_line_from_the_frame() -> None:
    picture = picture_of(SAMPLES["functions_in_common"])
    line = next(line for line in picture.lines if line.target == "table")
    assert line.starts == "compute_workloads"
    assert line.stands_for == (("fn", "table"), ("fn2", "table"))


def test_an_attached_network_ends_at_the_vpc_with_one_number() -> None:
    roles, lines = "office entry api database", "office>entry d VPN; office>api d VPN; office>database d VPN"
    (line,) = picture_of(architecture(roles, lines)).lines
    assert (line.ends, line.number, len(line.stands_for)) == ("vpc", 1, 3)


def test_without_anything_in_it_there_is_no_vpc() -> None:
    assert "vpc" not in {frame.id for frame in picture_of(SAMPLES["serverless_site"]).frames}
    assert "vpc" in {frame.id for frame in picture_of(SAMPLES["vpc_without_entry"]).frames}


def test_lines_of_one_bundle_end_in_one_head() -> None:
    sample = architecture("gateway fn fn2 watch", "fn>watch o logs; fn2>watch o logs; gateway>watch o logs")
    heads = [line for line in picture_of(sample).lines if line.head]
    assert 1 <= len(heads) < 3


def on_border(rect: Rect, point: Point) -> bool:
    across = rect.x <= point.x <= rect.right and point.y in (rect.y, rect.bottom)
    upright = rect.y <= point.y <= rect.bottom and point.x in (rect.x, rect.right)
    return across or upright
