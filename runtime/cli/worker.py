"""`tangram worker`: a process that carries runs on, beside those that answer requests."""

from __future__ import annotations

import importlib
from typing import Annotated

import typer

from runtime.cli.options import Data
from runtime.cli.output import help_text, reporting
from runtime.cli.serve import say_line
from runtime.settings import read_settings

Threads = Annotated[int, typer.Option("--threads", min=1, max=64, help=help_text("threads"))]


def worker(*, threads: Threads = 2, data: Data = None) -> None:
    """Runs of the workspace are carried on until the process is told to stop."""
    with reporting(False):
        working = importlib.import_module("runtime.working")
        working.work_alone(read_settings(data), threads, say_line)
