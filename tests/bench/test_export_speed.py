"""What the exports of a picture cost, for `make bench`: CPU of all processes, and time waited."""

import json
import resource
import statistics
import sys
import time
from pathlib import Path

import pytest

from app.export.architecture import MEDIA_TYPES, Look, export
from app.words.text import Text
from tests.diagram.samples import SAMPLES

LAST = Path(__file__).parent / "last.json"
ROUNDS = 9
TITLE = Text(en="Bench", ko="벤치")
pytestmark = pytest.mark.bench


def cut(architecture, count):
    """The first components of an architecture and the connections between them."""
    components = architecture.components[:count]
    known = {item.id for item in components}
    connections = tuple(line for line in architecture.connections if {line.source, line.target} <= known)
    return architecture.changed(components=components, connections=connections)


SIZES = {5: SAMPLES["documentation_site"], 15: SAMPLES["chat_two_zones"], 30: cut(SAMPLES["everything"], 30)}


def spent():
    """CPU seconds of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(times.ru_utime + times.ru_stime for times in used)


def lower_quartiles(work):
    """Milliseconds of CPU and of waiting for one call; busy neighbours only ever add to them."""
    work()
    cpu, waited = [], []
    for _ in range(ROUNDS):
        before, start = spent(), time.perf_counter()
        work()
        cpu.append(spent() - before)
        waited.append(time.perf_counter() - start)
    return [round(statistics.quantiles(times, n=4)[0] * 1000, 1) for times in (cpu, waited)]


def test_how_long_an_export_takes():
    figures = {}
    for count, architecture in SIZES.items():
        assert len(architecture.components) == count
        for form in MEDIA_TYPES:
            name = f"{form}, {count} components"
            figures[name] = dict(
                zip(
                    ("cpu", "waited"),
                    lower_quartiles(lambda a=architecture, f=form: export(a, TITLE, f, Look("ko"))),
                    strict=True,
                )
            )
            sys.stdout.write(f"\n{name:30}{figures[name]['cpu']:9.1f} ms CPU{figures[name]['waited']:9.1f} ms waited")
    written = json.loads(LAST.read_text("utf-8")) if LAST.exists() else {}
    written["exports of a picture, ms"] = figures
    LAST.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n", "utf-8")
