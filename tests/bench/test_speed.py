"""CPU time of the main job, for `make bench`: prints a table beside the last run and writes last.json.

Requests are put to the application itself, without a network, and stand beside a bare JSON endpoint of the same run.
"""

import asyncio
import json
import random
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI

from app.diagram.svg import draw
from app.domain.advice import run
from app.domain.advisor.advise import advise
from app.domain.advisor.economy import economize
from app.domain.advisor.stages import badges
from app.domain.model.decisions import decide
from app.domain.pipeline.costs import estimate
from app.domain.report.brief import query_pairs, read_brief
from app.domain.whatif.curve import cost_curve
from app.main import create_app, settle_collector
from app.memory import forget
from app.rulefiles.price_files import price_books, read_points
from app.settings import Settings
from app.web.pictures import KEPT
from tests.builders import NOON

RULES = Path(__file__).parents[2] / "rules"
LAST = Path(__file__).parent / "last.json"
ROUNDS = 15
NEW_BRIEFS = 100
SHARED = ("choices", "decision notes", "structures", "priced components")
"""The memories that briefs share which nobody asked before; the others save what is asked again."""
pytestmark = pytest.mark.bench


def cpu_ms(work, forget=None):
    """The lower quartile of the CPU time of one call, in milliseconds: busy neighbours only ever add to it.

    What is to be forgotten before each call is forgotten outside the measured time.
    """
    work()
    return lower_quartile_ms([work] * ROUNDS, forget)


def lower_quartile_ms(works, forget=None):
    times = []
    for work in works:
        if forget:
            forget()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.quantiles(times, n=4)[0] * 1000


class Site:
    """Puts requests to an application, all in one event loop."""

    def __init__(self, app, runner):
        self.app = app
        self.runner = runner

    def __call__(self, method, path, query="", body=b""):
        # A task that gives the answer back would be measured with it: its `repr` is taken when the runner ends.
        sent: list[dict] = []
        self.runner.run(self._ask(method, path, query, body, sent.append))
        assert sent[0]["status"] == 200, (path, sent)
        return b"".join(message.get("body", b"") for message in sent)

    async def _ask(self, method, path, query, body, keep):
        headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path,
            "raw_path": path.encode(), "root_path": "", "scheme": "http", "query_string": query.encode(),
            "headers": headers, "client": ("127.0.0.1", 1), "server": ("localhost", 80),
        }  # fmt: skip

        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message):
            keep(message)

        await self.app(scope, receive, send)


def bare_app():
    app = FastAPI()

    @app.post("/bare")
    async def bare() -> dict[str, str]:
        return {"status": "ok"}

    return app


def briefs(rulebook):
    for story in rulebook.examples:
        yield story.id, read_brief(rulebook, story.brief.answers, story.brief.pins, story.brief.usage)


def new_briefs(rulebook):
    """Stories with three answers changed at random: briefs that were not asked before."""
    chance = random.Random(20261127)
    stories = [brief for _, brief in briefs(rulebook)]
    choices = [item for item in rulebook.inputs.values() if item.kind == "choice"]
    for _ in range(NEW_BRIEFS):
        changed = {item.id: chance.choice(item.value_ids) for item in chance.sample(choices, 3)}
        yield chance.choice(stories).with_answers(changed)


def changed_answers(rulebook):
    """Each story, and then the same with one answer changed after another, as somebody does who compares."""
    chance = random.Random(20261128)
    choices = [item for item in rulebook.inputs.values() if item.kind == "choice"]
    for _, story in briefs(rulebook):
        answers = {}
        for item in chance.sample(choices, 5):
            answers[item.id] = chance.choice(item.value_ids)
            yield story.with_answers(answers)


class Figures(dict):
    """Milliseconds of CPU by name, each with its multiple of the bare endpoint just before and after it.

    A machine may be twice as fast a minute later: only what was measured together can be compared.
    """

    def __init__(self, bare):
        super().__init__()
        self.bare = partial(cpu_ms, partial(bare, "POST", "/bare"))

    def measure(self, name, works, forget=None):
        before = self.bare()
        ms = lower_quartile_ms(works, forget)
        self[name] = {"ms": round(ms, 3), "ratio": round(2 * ms / (before + self.bare()), 2)}


def measure(rulebook, site, bare):
    """Every figure of the run."""
    settle_collector()
    usual, figures = read_brief(rulebook), Figures(bare)
    figures.measure("bare JSON endpoint", [partial(bare, "POST", "/bare")] * ROUNDS)
    tables = partial(decide, rulebook.decisions.values())
    figures.measure("decide, all tables", [lambda: tables(rulebook.facts_of(usual), usual.pins)] * ROUNDS)
    figures.measure("load the price books", [lambda: price_books(read_points(RULES / "prices", "prices")[0])] * ROUNDS)
    unasked = [partial(advise, rulebook, brief, NOON) for brief in new_briefs(rulebook)]
    figures.measure("advise, a brief not asked before", unasked)
    for name in SHARED:
        figures.measure(f"advise, a brief not asked before, without {name}", unasked, partial(forget, name))
    figures.measure("advise, a brief not asked before, without any memory", unasked, forget)
    pages = [partial(site, "GET", "/advice", urlencode(query_pairs(brief))) for brief in changed_answers(rulebook)]
    figures.measure("GET /advice, one answer changed", pages)
    for name, brief in briefs(rulebook):
        for what, (work, first) in works(rulebook, site, brief).items():
            work()
            figures.measure(f"{what}, {name}", [work] * ROUNDS, first)
    return figures


def works(rulebook, site, brief):
    """What is measured of each story."""
    report = advise(rulebook, brief, NOON)
    body = report.brief.model_dump_json().encode()
    query = urlencode(query_pairs(brief))
    ours, book = run(rulebook, brief), rulebook.prices[report.region]
    note, costs = report.architecture, badges(report.architecture)
    assert json.loads(site("POST", "/api/v1/advice", body=body))["summary"] == report.summary.model_dump()
    assert b"<svg" in site("GET", "/advice", query)

    def post():
        return site("POST", "/api/v1/advice", body=body)

    return {
        "advise": (lambda: advise(rulebook, brief, NOON), forget_answers),
        "advise, after a start": (lambda: advise(rulebook, brief, NOON), forget_everything),
        "estimate": (
            lambda: estimate(rulebook.catalogue, book, ours.architecture),
            forget_everything,
        ),
        "economize": (lambda: economize(ours, report), None),
        "draw": (lambda: draw(note, title=report.title, language="en", scheme="light", badges=costs), None),
        "POST /api/v1/advice": (post, forget_answers),
        "POST /api/v1/advice, asked lately": (post, None),
        "GET /advice": (lambda: site("GET", "/advice", query), forget_answers),
        "GET /advice, asked lately": (lambda: site("GET", "/advice", query), None),
        "alternatives and curve": (
            lambda: (advise(rulebook, brief, NOON), cost_curve(run(rulebook, brief))),
            forget_answers,
        ),
        "GET /advice/curve": (lambda: site("GET", "/advice/curve", query), None),
    }


def forget_answers():
    """Forget the reports, reasons and pictures of what was asked lately; the parts that they are made of stay known."""
    for memory in ("consultations", "reasons"):
        forget(memory)
    KEPT.clear()


def forget_everything():
    """Forget whatever was worked out since the start, also what advices share: choices, components, bills, notes."""
    forget()
    KEPT.clear()


def table(figures, before):
    """The figures as lines of text: milliseconds, multiples of the bare endpoint, and the change of that multiple."""
    lines = [f"{'':54}{'ms':>9}{'× bare':>9}{'last':>9}{'change':>9}"]
    for name, figure in figures.items():
        ratio, last = figure["ratio"], before.get(name, {}).get("ratio")
        change = f"{ratio / last - 1:+9.0%}" if last else ""
        lines.append(f"{name:54}{figure['ms']:9.2f}{ratio:9.1f}{last or 0:9.1f}{change}")
    return "\n".join(lines)


def test_how_much_cpu_the_main_job_takes(rulebook, tmp_path):
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path}/advisor.db"), rulebook)
    with asyncio.Runner() as runner:
        figures = measure(rulebook, Site(app, runner), Site(bare_app(), runner))
    last = json.loads(LAST.read_text("utf-8")) if LAST.exists() else {}
    sys.stdout.write(f"\n{table(figures, last.get('figures', {}))}\n")
    last.update(unit="ms of CPU a call, lower quartile; ratio to the bare endpoint beside it", figures=figures)
    LAST.write_text(json.dumps(last, indent=2, ensure_ascii=False) + "\n", "utf-8")
    assert len(figures) == 6 + len(SHARED) + 11 * len(rulebook.examples)
