"""When the time of a record's state is over: a stored value beside the state (decision 49)."""

from __future__ import annotations

from datetime import datetime

from engine.working_time import WorkingTime, moment_after, read_working_time
from engine.writing.batch import Draft
from engine.writing.transaction import Transaction
from metadata.resolved_states import StateMachine


def set_due(transaction: Transaction, draft: Draft, machine: StateMachine) -> None:
    """A record that enters a state with a limit has its due time, one that leaves it none."""
    state = machine.by_key.get(str(draft.new.get(machine.field)))
    limit = None if state is None else state.limit
    due: datetime | None = None
    if limit is not None:
        zone = transaction.work.time_zone
        calendar = WorkingTime(zone)
        if limit.time == "working":
            calendar = read_working_time(transaction.connection, zone)
        due = moment_after(transaction.now, limit.within, limit.time, calendar)
    draft.new[machine.due] = due


def enters(draft: Draft, machine: StateMachine) -> bool:
    """Whether the draft brings its record into another state."""
    before = None if draft.old is None else draft.old.get(machine.field)
    return draft.writes_values and draft.new.get(machine.field) != before
