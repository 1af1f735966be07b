"""From what happened to those who listen: each event once, those of one record in their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.database import Connection
from engine.workspace import Workspace
from workflow.events import Event

Listen = Callable[[Workspace, Connection, Event], None]
"""Called in the transaction that takes the event out of the outbox."""

EVENT_LISTENERS: Mapping[str, tuple[Listen, ...]] = {}
"""By kind of event: `record` for what happens to records, else the kind itself."""
