"""The command serve."""

import uvicorn

from app.cli.terminal import open_settings, refusing


def run_server(host: str, port: int) -> None:
    """Serve the pages and the API until the process is told to end; faulty rules end the command before."""
    level = open_settings().log_level
    # uvicorn calls the factory before it serves, and passes its errors on.
    refusing("en", lambda: uvicorn.run("app.main:create_app", factory=True, host=host, port=port, log_level=level))
