"""An automation that starts for every record its `when` finds: in slices, each a job."""

from __future__ import annotations

from typing import cast

from engine.database import Connection
from engine.workspace import Workspace
from engine.writing.rows import Rows
from metadata.resolved_workflow import Automation
from workflow.causes import NOTHING
from workflow.formulas import compiled, context_for, full_record, holds
from workflow.jobs import Job, Json, enqueue
from workflow.moment_backfill import SLICE, next_records
from workflow.starts import Start, automation_named, begin_run, versions_of_start

FAN_OUT = "fan_out"


def fan_out(
    connection: Connection, work: Workspace, automation: Automation, once: str, after: int = 0
) -> None:
    """The automation will start for every record after `after` that its `when` finds, once for
    each with this `once`."""
    payload: Json = {"automation": automation.name, "once": once, "after": after}
    key = f"{FAN_OUT}:{automation.name}:{once}:{after}"
    enqueue(connection, work, FAN_OUT, payload, dedupe_key=key)


def perform_fan_out(work: Workspace, job: Job) -> None:
    """One slice of the records has its runs, and the next one its job."""
    work.database.write(lambda connection: start_slice(connection, work, job.payload))


def start_slice(connection: Connection, work: Workspace, payload: Json) -> None:
    """The same in this transaction."""
    automation = automation_named(work.catalog, cast(str, payload["automation"]))
    if automation is None or automation.table is None or not automation.document.enabled:
        return
    once, after = cast(str, payload["once"]), cast(int, payload["after"])
    records = next_records(connection, work.catalog, automation.table, after)
    for record in records:
        id = cast(int, record["id"])
        start = Start(automation, id, NOTHING, f"{once}:{id}")
        for version in versions_of_start(connection, work, start):
            if finds(connection, work, version.automation, id):
                begin_run(connection, work, version)
    if len(records) == SLICE:
        fan_out(connection, work, automation, once, cast(int, records[-1]["id"]))


def finds(connection: Connection, work: Workspace, automation: Automation, record: int) -> bool:
    """Whether the automation's `when` holds for the record."""
    if automation.when is None:
        return True
    catalog = work.catalog
    rows = Rows(connection, catalog, is_writing=False)
    row = full_record(rows, catalog, cast(str, automation.table), record)
    variables = {"record": record}
    context = context_for(work, catalog, rows, automation.app, variables=variables)
    return holds(compiled(catalog, (automation.name, "when"), automation.when), row, context)
