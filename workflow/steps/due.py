"""When something that a step begins is over."""

from __future__ import annotations

from datetime import datetime

from engine.working_time import WorkingTime, moment_after, read_working_time
from metadata.documents.triggers import TimeKind
from workflow.steps.step import BoundStep


def due_after(bound: BoundStep, literal: str, kind: TimeKind) -> datetime:
    """The moment that is so long from now, in calendar time or in the workspace's working time."""
    zone = bound.work.time_zone
    working = kind == "working"
    calendar = read_working_time(bound.connection, zone) if working else WorkingTime(zone)
    return moment_after(bound.now, literal, kind, calendar)
