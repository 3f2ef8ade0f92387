"""CPU time of a picture by the number of its components, for `make bench`: placing and routing, then the SVG."""

import json
import random
import statistics
import sys
import time
from pathlib import Path

import pytest

from app.diagram.arrange import arrange
from app.diagram.layout import lay_out
from app.diagram.svg import draw
from app.domain.model.briefs import Brief
from app.domain.report.report import ArchitectureNote
from app.words.text import Text
from tests.diagram.covering import composed
from tests.walks import some_value

LAST = Path(__file__).parent / "last.json"
SIZES = (5, 15, 30)
EACH = 12
ROUNDS = 5
MOST_DRAWN = 4000
TITLE = Text(en="An example", ko="예시")
pytestmark = pytest.mark.bench


def cpu_ms(work):
    """The least CPU time of one call, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


def architectures(rulebook, reasoner) -> dict[int, list[ArchitectureNote]]:
    """Architectures of real briefs with as many components as wanted; the account's flat cards count too."""
    chance = random.Random(15)
    found: dict[int, list[ArchitectureNote]] = {size: [] for size in SIZES}
    parts = rulebook.inputs["parts"].value_ids
    for _ in range(MOST_DRAWN):
        answers = {name: some_value(reasoner, name, chance) for name in rulebook.inputs if chance.random() < 0.4}
        answers["parts"] = frozenset(chance.sample(parts, chance.randint(1, 3)))
        note, fits = composed(Brief(answers))
        size = len(note.components)
        if fits and size in found and len(found[size]) < EACH:
            found[size].append(note)
        if all(len(notes) == EACH for notes in found.values()):
            return found
    return found


def svg_of(note):
    return draw(note, title=TITLE, language="en", scheme="auto", badges={})


def test_how_much_cpu_a_picture_takes(rulebook):
    from app.domain.reasoning.reasoner import Reasoner

    figures = {}
    for size, notes in architectures(rulebook, Reasoner(rulebook)).items():
        assert notes, f"no architecture of {size} components"
        for what, work in (
            ("placed and routed", arrange),
            ("laid out", lambda note: lay_out(note, title=TITLE, language="en", badges={})),
            ("as SVG", svg_of),
        ):
            times = [cpu_ms(lambda note=note, work=work: work(note)) for note in notes]
            figures[f"{size} components {what}"] = {
                "median_ms": round(statistics.median(times), 2), "most_ms": round(max(times), 2),
            }  # fmt: skip
    sys.stdout.write("\n")
    for name, row in figures.items():
        sys.stdout.write(f"{name:36}{row['median_ms']:9.2f} ms{row['most_ms']:9.2f} ms at most\n")
    last = json.loads(LAST.read_text("utf-8")) if LAST.exists() else {}
    last["pictures"] = figures
    LAST.write_text(json.dumps(last, indent=2, ensure_ascii=False) + "\n", "utf-8")
