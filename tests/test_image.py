"""The image: the command with which it tells its health."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from tests.builders import present

DOCKERFILE = Path(__file__).parent.parent / "Dockerfile"


def health(port, **environment):
    """The exit code of the health command, asked at another port."""
    written = present(re.search(r"HEALTHCHECK .*?CMD (\[.*?\])\n", DOCKERFILE.read_text(), re.DOTALL))[1]
    _, *arguments = json.loads(written.replace("8000", str(port)))
    return subprocess.run(
        [sys.executable, *arguments], check=False, env={**os.environ, **environment}, capture_output=True
    ).returncode


def test_the_health_command_is_content_while_the_program_serves_whatever_proxy_is_set(site):
    port = urlsplit(site).port
    assert health(port) == 0
    assert health(port, http_proxy="http://127.0.0.1:1") == 0


def test_the_health_command_fails_where_nothing_serves():
    assert health(1) == 1
