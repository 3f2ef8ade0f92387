"""The picture of every architecture of a set that covers the rulebook: nothing collides, few lines cross."""

import sys
from statistics import median

from app.diagram.layout import lay_out
from app.diagram.picture import Picture
from app.diagram.words import GROUPS
from app.domain.report.report import ArchitectureNote
from app.words.text import Text
from tests.depth import DEPTH
from tests.diagram import metrics
from tests.diagram.covering import OUTCOMES, covering
from tests.diagram.samples import SAMPLES
from tests.stories import REAL

COSTS = ("$0.50", "$1,204", "$371,935", "$0")


def picture_of(at: int, note: ArchitectureNote) -> Picture:
    badges = {item.id: COSTS[n % len(COSTS)] for n, item in enumerate(note.components) if item.place != "outside"}
    return lay_out(note, title=Text(en="An example", ko="예시"), language="ko" if at % 2 else "en", badges=badges)


def faults_of(note: ArchitectureNote, picture: Picture) -> list[str]:
    drawn = sorted((*ends, line.kind) for line in picture.lines for ends in line.stands_for)
    wanted = sorted((line.source, line.target, line.kind) for line in note.connections)
    joined = {end for line in note.connections for end in (line.source, line.target)}
    found = metrics.faults(picture)
    found += [] if drawn == wanted else ["not every connection is drawn"]
    found += [
        f"{item.id} stands alone" for item in note.components if item.place != "account" and item.id not in joined
    ]
    if len(note.components) >= 6 and not 1.2 <= picture.width / picture.height <= 2.4:
        found.append(f"{picture.width} × {picture.height} does not suit a wide screen")
    return found


def test_a_set_that_covers_the_rulebook_is_drawn_without_a_fault_and_with_few_crossings() -> None:
    notes, pairs = covering()
    assert len(notes) >= (300 if DEPTH.proof else 30)
    assert pairs.outcomes == set(range(len(OUTCOMES)))
    assert pairs.count() >= 15_000
    pictures = [picture_of(at, note) for at, note in enumerate(notes)]
    faults = {at: faults_of(note, picture) for at, (note, picture) in enumerate(zip(notes, pictures, strict=True))}
    assert {at: found for at, found in faults.items() if found} == {}
    crossings = [metrics.crossings(picture) for picture in pictures]
    bends = sum(map(metrics.bends, pictures))
    sys.stdout.write(
        f"\n{len(pictures)} pictures, {pairs.count()} pairs of outcomes: crossings median {median(crossings)}, "
        f"most {max(crossings)}; {bends / len(pictures):.1f} bends; {sum(map(metrics.unlabelled, pictures))} "
        f"lines of {sum(len(picture.lines) for picture in pictures)} without room for their label\n"
    )
    assert median(crossings) <= 2
    assert max(crossings) <= 30  # every part and every kind of store at once
    drawn = {item.type for note in notes for item in note.components}
    assert drawn == {name for name, found in REAL.components.items() if not found.priced_only}
    by_hand = [picture_of(0, note) for note in SAMPLES.values()]
    framed = {frame.id for picture in (*pictures, *by_hand) for frame in picture.frames}
    assert GROUPS.keys() <= framed | {"zones"}
