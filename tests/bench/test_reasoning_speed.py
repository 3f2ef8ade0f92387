"""CPU time of the reasoning, for `make bench`: next step, counterfactuals, proof; our rules and larger ones."""

import gc
import json
import random
import statistics
import sys
import time
from pathlib import Path

import pytest

from app.domain.advice import run
from app.domain.advisor.advise import advise
from app.domain.advisor.insight import deepen
from app.domain.model.briefs import Brief
from app.domain.reasoning.changes import single_changes, whole
from app.domain.reasoning.proofs import prove
from app.domain.reasoning.reasoner import Reasoner
from app.domain.report.interview import progress_of
from tests.bench.generated import generated
from tests.builders import NOON
from tests.stories import STORIES, brief_of
from tests.walks import at_random, completed

LAST = Path(__file__).parent / "last.json"
SESSIONS, SIZES = 20, ((20, 10), (28, 16), (30, 20), (60, 20))
pytestmark = pytest.mark.bench


def cpu(work):
    """CPU time of one call in milliseconds, and what came of it."""
    start = time.process_time()
    result = work()
    return (time.process_time() - start) * 1000, result


def spread(times):
    """Median, 95th percentile and number of the times, in milliseconds."""
    percentile = statistics.quantiles(times, n=20)[-1]
    return {"median": round(statistics.median(times), 2), "p95": round(percentile, 2), "of": len(times)}


def steps(reasoner, sessions):
    """The time of every step of seeded sessions."""
    times = []
    for seed in range(sessions):
        brief, answer = Brief(), at_random(reasoner, random.Random(seed))
        while True:
            took, progress = cpu(lambda brief=brief: progress_of(reasoner, brief))
            times.append(took)
            if progress.question is None:
                break
            brief = answer(brief, progress.question)
    return times


def reasons(reasoner, briefs):
    """The time of the reason of every decision of some whole briefs."""
    rulebook, times = reasoner.rulebook, []
    for brief in briefs:
        complete = whole(rulebook, brief)
        outcomes = {name: tuple(found) for name, found in reasoner.possible(complete).items()}
        for name in rulebook.decisions:
            took, reason = cpu(lambda name=name, now=outcomes[name], full=complete: reasoner.reason(full, name, now))
            assert reason is not None
            times.append(took)
    return times


def proving(rulebook):
    """The lowest time of three proofs, and the proof."""
    runs = [cpu(lambda: prove(rulebook)) for _ in range(3)]
    return min(took for took, _ in runs), runs[0][1]


def of_our_rules(rulebook):
    """The figures of the shipped rulebook."""
    reasoner, briefs = Reasoner(rulebook), [brief_of(story) for story in STORIES.values()]
    reports = [(run(rulebook, brief), advise(rulebook, brief, NOON, with_alternatives=False)) for brief in briefs]
    for work in (lambda: progress_of(reasoner, Brief()), lambda: deepen(reasoner, *reports[0])):
        work()
    gc.collect()
    proof_ms, proof = proving(rulebook)
    assert proof.findings == ()
    return {
        "next step": spread(steps(reasoner, SESSIONS)),
        "counterfactuals of a report": spread(
            [cpu(lambda brief=brief: single_changes(reasoner, brief))[0] for brief in briefs for _ in range(5)]
        ),
        "reason of a decision": spread(reasons(reasoner, briefs)),
        "report deepened": spread(
            [cpu(lambda pair=pair: deepen(reasoner, *pair))[0] for pair in reports for _ in range(3)]
        ),
        "proof": {"lowest": round(proof_ms, 1), "of": 3},
    }


def of_generated(decisions, rules):
    """The figures of a generated rulebook."""
    rulebook = generated(decisions, rules)
    load_ms, reasoner = cpu(lambda: Reasoner(rulebook))
    chance = random.Random(7)
    briefs = [completed(reasoner, Brief(), chance) for _ in range(5)]
    progress_of(reasoner, Brief())
    proof_ms, proof = proving(rulebook)
    variables, clauses = reasoner.size
    return {
        "variables": variables, "clauses": clauses, "load": round(load_ms, 1),
        "next step": spread(steps(reasoner, 4)), "reason of a decision": spread(reasons(reasoner, briefs)),
        "proof": {"lowest": round(proof_ms, 1), "of": 3, "findings": len(proof.findings)},
    }  # fmt: skip


def table(figures):
    """The figures as lines of text, in milliseconds."""
    lines = []
    for model, found in figures.items():
        for what, times in found.items():
            shown = times if isinstance(times, dict) else {"": times}
            lines.append(f"{model:24}{what:30}" + "".join(f"{name:>10} {value:<8}" for name, value in shown.items()))
    return "\n".join(lines)


def test_how_much_cpu_the_reasoning_takes(rulebook):
    figures = {"our rules": of_our_rules(rulebook)}
    for decisions, rules in SIZES:
        figures[f"generated {decisions} × {rules}"] = of_generated(decisions, rules)
    sys.stdout.write(f"\nms of CPU\n{table(figures)}\n")
    written = json.loads(LAST.read_text("utf-8")) if LAST.exists() else {}
    written["reasoning, ms of CPU"] = figures
    LAST.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n", "utf-8")
    assert all(found["next step"]["of"] > 4 for found in figures.values())
