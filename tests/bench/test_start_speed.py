"""How soon a command answers, for `make bench`: the CPU of a process of its own, and the time that one waits."""

import json
import os
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAST = Path(__file__).parent / "last.json"
ROUNDS = 5
LOADING = """
import time
from pathlib import Path
from app.rulefiles.load import load_rulebook
before, start = time.process_time(), time.perf_counter()
load_rulebook(Path("rules"))
print(time.process_time() - before, time.perf_counter() - start)
"""
pytestmark = pytest.mark.bench


def children_cpu():
    """CPU seconds of the processes that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def command(*arguments):
    """The CPU and the time that a command takes from its start to its end."""
    before, start = children_cpu(), time.perf_counter()
    subprocess.run([sys.executable, "-m", "app", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return children_cpu() - before, time.perf_counter() - start


def loading():
    """The CPU and the time that the rules take to load, in a process that has not loaded them before."""
    told = subprocess.run([sys.executable, "-c", LOADING], cwd=ROOT, check=True, capture_output=True, text=True)
    cpu, waited = map(float, told.stdout.split())
    return cpu, waited


def serving(folder):
    """The CPU of a server that is ended once it is ready, and the time until /healthz answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    (folder / "advisor.db").unlink(missing_ok=True)
    before, start = children_cpu(), time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "ADVISOR_DATABASE_URL": f"sqlite:///{folder}/advisor.db", "ADVISOR_LOG_LEVEL": "error"},
    ) as server:
        while not healthy(port):
            assert server.poll() is None, "the server ended"
            time.sleep(0.01)
        waited = time.perf_counter() - start
        server.terminate()
    return children_cpu() - before, waited


def healthy(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def lowest(work):
    """The least CPU and the least time of some rounds, in seconds: busy neighbours only ever add to them."""
    cpu, waited = zip(*(work() for _ in range(ROUNDS)), strict=True)
    return {"cpu": round(min(cpu), 2), "waited": round(min(waited), 2)}


def test_how_soon_a_command_answers(tmp_path):
    figures = {
        "--help": lowest(lambda: command("--help")),
        "advise FILE": lowest(lambda: command("advise", "rules/examples/realtime_chat.yaml")),
        "load the rulebook": lowest(loading),
        "serve until /healthz answers": lowest(lambda: serving(tmp_path)),
    }
    for name, found in figures.items():
        sys.stdout.write(f"\n{name:30}{found['cpu']:9.2f} s CPU{found['waited']:9.2f} s waited")
    written = json.loads(LAST.read_text("utf-8")) if LAST.exists() else {}
    written["starts, s"] = figures
    LAST.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n", "utf-8")
