"""Schemathesis holds the API to its own description: whatever is sent, the answer is one that is described."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.depth import DEPTH

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
# Its coverage of a body that names every input, decision or size is thousands of requests: here only the short bodies.
SHORT = "/(questions|rulebook|reports/.*|draw)$"
MOST = "10" if DEPTH.proof else "3"
RUNS = {
    "every kind of body": ["--phases", "examples,fuzzing,stateful", "--max-examples", MOST],
    "every rule of the short bodies": ["--phases", "coverage", "--include-path-regex", SHORT],
}


@pytest.mark.parametrize("options", RUNS.values(), ids=RUNS)
def test_the_served_api_keeps_its_description(site, tmp_path, options):
    source = f"{site}/api/v1/openapi.json"
    command = [SCHEMATHESIS, "run", source, *options, "--seed", "1", "--generation-database", "none"]
    # However slow the machine is today.
    patient = ["--request-timeout", "60", "--suppress-health-check", "all"]
    run = subprocess.run(
        [*command, *patient, "--continue-on-failure"], check=False, cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
