"""What else ends with a run: to-dos that it asked for are withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from engine.database import Connection
from engine.workspace import Workspace
from workflow.todos import withdraw_of_run

Ended = Callable[[Workspace, Connection, int], None]
"""Called in the transaction that ends the run, with its id."""

RUN_ENDED: tuple[Ended, ...] = (withdraw_of_run,)
