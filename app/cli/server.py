"""What the command serve does."""

import uvicorn

from app.cli.terminal import open_rulebook, open_settings


def run_server(host: str, port: int) -> None:
    """Serve the pages and the API until the process is told to end."""
    settings = open_settings()
    open_rulebook()
    uvicorn.run("app.main:create_app", factory=True, host=host, port=port, log_level=settings.log_level)
