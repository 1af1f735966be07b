"""What administrators must hear of: automations that were stopped, and runs that are dead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from metadata.resolved_workflow import Automation
from workflow.inbox import NOTHING, About, send_inbox
from workflow.messages import words
from workflow.people import everybody
from workflow.run_tables import tg_breaker, tg_firing
from workflow.runs import Run


def once(table: sa.Table, dialect: str) -> sa.ClauseElement:
    """The insertion of a row, if there is none of its key."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()


INSERTS = {
    dialect: NamedStatements({"trip": once(tg_breaker, dialect), "fire": once(tg_firing, dialect)})
    for dialect in ("sqlite", "postgresql")
}


def is_first(connection: Connection, work: Workspace, rule: str, moment: str) -> bool:
    """Whether nobody has asked this before: what must happen once happens for the first."""
    given = {"rule": rule, "moment": moment, "at": work.now()}
    return connection.run(INSERTS[connection.dialect].on(connection.dialect, "fire"), given) == 1


def trip_breaker(
    connection: Connection,
    work: Workspace,
    automation: Automation,
    code: str,
    parameters: Mapping[str, str | int],
) -> None:
    """The automation starts no more until an administrator lets it; they are told why."""
    row = {
        "automation": automation.name,
        "code": code,
        "parameters": dict(parameters),
        "at": work.now(),
    }
    tripped = connection.run(INSERTS[connection.dialect].on(connection.dialect, "trip"), row)
    if tripped:
        told: Mapping[str, str | int] = {"name": automation.name, **parameters}
        tell_administrators(
            connection, work, code, told, once=f"breaker:{automation.name}:{work.now().isoformat()}"
        )


def warn_of_loop(
    connection: Connection,
    work: Workspace,
    automation: Automation,
    causes: Sequence[tuple[str, int | None]],
) -> None:
    """Administrators hear, once a day, that the automation would have run in a circle."""
    day = work.now().astimezone(work.time_zone).date().isoformat()
    chain = " → ".join(name for name, _ in causes)
    told = {"name": automation.name, "chain": f"{chain} → {automation.name}"}
    tell_administrators(connection, work, "would_loop", told, once=f"loop:{automation.name}:{day}")


def tell_of_dead_run(connection: Connection, work: Workspace, run: Run) -> None:
    """Administrators find the dead run in their inbox."""
    told: dict[str, str | int] = {"name": run.automation, "step": run.steps + 1}
    once = f"dead:{run.id}:{run.logged}"
    tell_administrators(connection, work, "run_died", told, once=once, run=run)


def tell_of_dead_job(connection: Connection, work: Workspace, kind: str, job: int) -> None:
    """Administrators hear that a job outside of runs is not tried any more."""
    told = {"kind": kind}
    tell_administrators(connection, work, "job_died", told, once=f"job:{job}")


def tell_administrators(
    connection: Connection,
    work: Workspace,
    code: str,
    parameters: Mapping[str, str | int],
    *,
    once: str,
    run: Run | None = None,
    why: str | None = None,
) -> None:
    """Every administrator finds the words of `code` in the inbox, once for each `once`; `why` is
    the code of what stands for `{why}` in them."""
    known = everybody(work, connection)
    for user in known.administrators():
        language = known.users[user].language
        told = parameters if why is None else {**parameters, "why": words(why, {}, language)}
        send_inbox(
            connection,
            work,
            user,
            words(code, told, language),
            words(f"{code}_text", told, language),
            about=NOTHING if run is None else About(run.table, run.record, run=run.id),
            once=f"{once}:{user}",
        )
