"""The stored reports that stay readable for ever, one of each schema version, as they were stored."""

import gzip
import json
import re
from pathlib import Path

from tests.builders import present

FOLDER = Path(__file__).parent / "data" / "stored"
STORED = {
    int(present(re.fullmatch(r"report_v(\d+)\.json\.gz", path.name))[1]): json.loads(gzip.decompress(path.read_bytes()))
    for path in sorted(FOLDER.iterdir())
}
"""The documents by schema version."""
