"""Makes `python -m app` the command line."""

import atexit
import gc

from app.cli import main

COLLECT_AFTER = 20_000
"""How many new objects wait for the collector: what a command makes mostly lives until it ends."""

if __name__ == "__main__":
    gc.set_threshold(COLLECT_AFTER)
    # At its end the interpreter would go through a million objects to find what goes away with the process anyway.
    atexit.register(gc.freeze)
    main()
