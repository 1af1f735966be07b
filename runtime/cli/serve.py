"""`tangram serve`: the server."""

from __future__ import annotations

import importlib
from typing import Annotated

import typer

from runtime.cli.options import Data
from runtime.cli.output import help_text, reporting
from runtime.settings import read_settings

Host = Annotated[str, typer.Option("--host", help=help_text("host"))]
Port = Annotated[int, typer.Option("--port", min=0, max=65_535, help=help_text("port"))]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help=help_text("workers"))]
Demo = Annotated[bool, typer.Option("--demo", help=help_text("demo"))]


def serve(
    *,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 1,
    demo: Demo = False,
    data: Data = None,
) -> None:
    """The workspace is served until the process is told to stop."""
    with reporting(False):
        serving = importlib.import_module("runtime.serving")
        starting = importlib.import_module("runtime.starting")
        settings = read_settings(data)
        address = serving.Address(host, port)
        prepare = starting.preparation(settings, demo=demo, say=say_line)
        if workers == 1:
            serving.serve_alone(settings, address, say_line, prepare)
        else:
            serving.serve_together(settings, (address, workers), say_line, prepare)


def say_line(text: str) -> None:
    """A line on standard output, at once: somebody may be waiting for it."""
    typer.echo(text)
