"""The command that serves the pages and the API."""

from typing import Annotated

import typer
import uvicorn

from app.cli.terminal import open_rulebook, open_settings


def serve(
    port: Annotated[int, typer.Option(help="port to listen on", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
) -> None:
    """Serve the pages and the API."""
    settings = open_settings()
    open_rulebook()
    uvicorn.run("app.main:create_app", factory=True, host=host, port=port, log_level=settings.log_level)
