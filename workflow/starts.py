"""How a run begins: once for each cause, in its mode, and never in a circle without end.

A start is a row of tg_run and a job, in the transaction of whoever starts it. The protections
against loops (workflow.md, 8) stand here, so that no way of starting goes around them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.catalog import Catalog
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from engine.writing.rows import Rows
from metadata.resolved_workflow import Automation
from workflow.alarms import trip_breaker, warn_of_loop
from workflow.causes import Cause
from workflow.formulas import compiled, context_for, full_record, holds
from workflow.jobs import Json, bind, enqueue_run
from workflow.row_lock import lock_key
from workflow.run_tables import LIVE_RUN, tg_breaker, tg_run
from workflow.runs import cancel_run
from workflow.trials.versions import Side, enters, sides_of
from workflow.variables import variables_json

DEEPEST = 5
"""Runs in a chain of causes."""
MOST_A_MINUTE = 60
"""Runs of one automation for one record within a minute."""

RUN = tg_run.c
SINCE = bind("since", RUN.started_at)
OF_AUTOMATION = RUN.automation == bind("of_automation", RUN.automation)
STATEMENTS = NamedStatements(
    {
        "chain": sa.select(RUN.causes, RUN.root, RUN.user).where(RUN.id == bind("of_id", RUN.id)),
        "is tripped": sa.select(tg_breaker.c.automation).where(
            tg_breaker.c.automation == bind("of_automation", tg_breaker.c.automation)
        ),
        "since": sa.select(sa.func.count()).where(OF_AUTOMATION, RUN.started_at > SINCE),
        "since of record": sa.select(sa.func.count()).where(
            RUN.table == bind("of_table", RUN.table),
            RUN.record == bind("of_record", RUN.record),
            OF_AUTOMATION,
            RUN.started_at > SINCE,
        ),
        "live": sa.select(RUN.id)
        .where(RUN.mode_key == bind("of_key", RUN.mode_key), sa.text(LIVE_RUN))
        .order_by(RUN.id),
    }
)


def insert_run(dialect: str) -> sa.ClauseElement:
    """The insertion of a run, unless its automation has started for the same cause."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(tg_run).on_conflict_do_nothing(index_elements=["automation", "once"])
    return statement.returning(RUN.id)


INSERTS = {
    dialect: NamedStatements({"put": insert_run(dialect)}) for dialect in ("sqlite", "postgresql")
}


@dataclass(frozen=True, slots=True)
class Start:
    """What is to begin. Of two starts of an automation with the same `once` there is one run.
    `variables` are those that the trigger gives, by `key` or `key.part`, as Python values. `side`
    says which of two versions this is, where the automation is on trial."""

    automation: Automation
    record: int | None
    cause: Cause
    once: str | None = None
    variables: Mapping[str, object] = field(default_factory=dict)
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The runs that led here: [automation, record], the first of them, and the person."""

    causes: tuple[tuple[str, int | None], ...] = ()
    root: int | None = None
    user: int | None = None


def start_automation(
    connection: Connection,
    work: Workspace,
    automation: str,
    record: int | None,
    *,
    cause: Cause,
    values: Mapping[str, object] | None = None,
    once: str | None = None,
) -> int | None:
    """The automation (`app.key`) runs for the record after the caller's commit; gives the run.

    None where there is no such automation, it is switched off or stopped, its `when` does not hold,
    its mode or the loop protection keeps it from starting, or it has started for `once` before.
    `values` are the variables its steps may name, by `key` or `key.part`.
    """
    catalog = work.catalog
    found = automation_named(catalog, automation)
    if found is None or not found.document.enabled:
        return None
    return begin_if_met(connection, work, Start(found, record, cause, once, values or {}))


def begin_if_met(connection: Connection, work: Workspace, start: Start) -> int | None:
    """The run of the version that the record goes by, where what narrows that one holds now; None
    as `begin_run`."""
    versions = versions_of_start(connection, work, start)
    return first_begun(connection, work, [it for it in versions if meets(connection, work, it)])


def begin_version(connection: Connection, work: Workspace, start: Start) -> int | None:
    """The same, its conditions already looked at."""
    return first_begun(connection, work, versions_of_start(connection, work, start))


def first_begun(connection: Connection, work: Workspace, starts: Sequence[Start]) -> int | None:
    """The run of the one that begins: of two versions a record goes by one."""
    runs = [begin_run(connection, work, start) for start in starts]
    return next((run for run in runs if run is not None), None)


def versions_of_start(connection: Connection, work: Workspace, start: Start) -> Sequence[Start]:
    """The starts of both versions where the automation is on trial, else the start itself."""
    if start.automation.document.trial is None or start.record is None:
        return (start,)
    sides = sides_of(connection, work, start.automation)
    return [replace(start, automation=side.automation, side=side) for side in sides] or (start,)


def automation_named(catalog: Catalog, name: str) -> Automation | None:
    """The automation `app.key` of this revision."""
    app, _, key = name.partition(".")
    return catalog.resolved.automations.get((app, key))


def meets(connection: Connection, work: Workspace, start: Start) -> bool:
    """Whether what narrows the automation holds now."""
    automation, catalog = start.automation, work.catalog
    if automation.when is None:
        return True
    rows = Rows(connection, catalog, is_writing=False)
    table = automation.table
    row = None
    if table is not None and start.record is not None:
        row = full_record(rows, catalog, table, start.record)
    context = context_for(work, catalog, rows, automation.app, variables=start.variables)
    return holds(compiled(catalog, (automation.name, "when"), automation.when), row, context)


def begin_run(connection: Connection, work: Workspace, start: Start) -> int | None:
    """The run is there with its job, its conditions already looked at; None where its mode, its
    breaker, the loop protection or an earlier start for the same cause says no, or its record goes
    by the other version."""
    automation = start.automation
    statements = STATEMENTS.on
    named = {"of_automation": automation.name}
    if connection.rows(statements(connection.dialect, "is tripped"), named):
        return None
    # Both versions of a trial ask: a record enters whichever of them would start for it.
    if start.side is not None and not enters(connection, work, start.side, start.record):
        return None
    chain = chain_of(connection, start.cause.run)
    if not is_allowed(connection, work, start, chain):
        return None
    mode_key, state = enter_mode(connection, work, start)
    if state is None:
        return None
    run = work.new_id()
    row = new_run(work, run, start, chain)
    row.update(mode_key=mode_key, state=state)
    dialect = connection.dialect
    if not connection.rows(INSERTS[dialect].on(dialect, "put"), row):
        return None
    if state == "running":
        enqueue_run(connection, work, run, work.now())
    return run


def chain_of(connection: Connection, run: int | None) -> Chain:
    """The causes of the run that starts another, itself included."""
    if run is None:
        return Chain()
    rows = connection.rows(STATEMENTS.on(connection.dialect, "chain"), {"of_id": run})
    if not rows:
        return Chain()
    causes, root, user = rows[0]
    pairs = tuple(
        (cast(str, name), cast("int | None", record))
        for name, record in cast(Sequence[Sequence[object]], causes)
    )
    return Chain(pairs, cast(int, root), cast("int | None", user))


def is_allowed(connection: Connection, work: Workspace, start: Start, chain: Chain) -> bool:
    """Whether neither the chain of causes nor the rate speaks against it; what does is told."""
    automation = start.automation
    if (automation.name, start.record) in chain.causes and not automation.document.reenters:
        warn_of_loop(connection, work, automation, chain.causes)
        return False
    if len(chain.causes) >= DEEPEST:
        warn_of_loop(connection, work, automation, chain.causes)
        return False
    most = automation.document.most_an_hour
    if most is not None and count_since(connection, work, start, timedelta(hours=1)) >= most:
        trip_breaker(connection, work, automation, "too_many_an_hour", {"most": most})
        return False
    if start.record is None or automation.table is None:
        return True
    if count_since(connection, work, start, timedelta(minutes=1), one=True) >= MOST_A_MINUTE:
        trip_breaker(connection, work, automation, "too_many_a_minute", {"most": MOST_A_MINUTE})
        return False
    return True


def count_since(
    connection: Connection, work: Workspace, start: Start, span: timedelta, *, one: bool = False
) -> int:
    """How often the automation has started within that time; with `one` for this record."""
    given = {
        "of_automation": start.automation.name,
        "since": work.now() - span,
        "of_table": start.automation.table,
        "of_record": start.record,
    }
    name = "since of record" if one else "since"
    return cast(int, connection.rows(STATEMENTS.on(connection.dialect, name), given)[0][0])


def enter_mode(
    connection: Connection, work: Workspace, start: Start
) -> tuple[str | None, str | None]:
    """The mode key of the new run and its state; no state where it must not be."""
    mode = start.automation.document.mode
    if mode == "parallel":
        return None, "running"
    key = f"{start.automation.name}:{start.record or ''}"
    lock_key(connection, key)
    rows = connection.rows(STATEMENTS.on(connection.dialect, "live"), {"of_key": key})
    if mode == "single":
        return key, None if rows else "running"
    if mode == "queued":
        return key, "queued" if rows else "running"
    for (run,) in rows:
        cancel_run(connection, work, cast(int, run))
    return key, "running"


def new_run(work: Workspace, run: int, start: Start, chain: Chain) -> Json:
    """The row of a run that begins."""
    automation = start.automation
    return {
        "id": run,
        "automation": automation.name,
        "revision": revision_of(work, start),
        "table": automation.table,
        "record": start.record,
        "event": start.cause.event,
        "once": start.once,
        "cursor": 0,
        "steps": 0,
        "logged": 0,
        "variables": variables_json(start.variables),
        "memory": {},
        "causes": [*map(list, chain.causes), [automation.name, start.record]],
        "user": start.cause.user if start.cause.user is not None else chain.user,
        "root": chain.root or run,
        "until": None,
        "error": None,
        "started_at": work.now(),
        "ended_at": None,
    }


def revision_of(work: Workspace, start: Start) -> int:
    """The revision that the run goes by to its end."""
    pinned = None if start.side is None else start.side.revision
    return work.catalog.number if pinned is None else pinned
