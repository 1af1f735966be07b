"""Moves that wait for an approval, and how that ends.

A transition with an `approval` writes an open grant instead of the state (engine.writing.pending)
and leaves the event `grant.opened`; whoever decides calls `settle_grant`. Agreed, the move is made
anew with everything that is checked of any move, by the rights the applicant has now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from engine.actor import Actor, Origin
from engine.database import Connection, Reader, Row
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.errors import (
    Forbidden,
    GrantEnded,
    PeopleRefused,
    UnknownRecord,
    UnknownTable,
    WriteRefused,
)
from engine.files.held import let_go_files
from engine.hints import hint_records
from engine.load_actor import load_actor
from engine.move_tables import tg_grant
from engine.outbox import write_events
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind, Outcome
from engine.writing.pending import OPEN
from engine.writing.transaction import to_milliseconds

Verdict = Literal["agreed", "refused", "withdrawn"]
USED = "used"
REFUSALS = (WriteRefused, UnknownRecord, UnknownTable, Forbidden, PeopleRefused)
"""What keeps a move that was agreed from being made."""

g = tg_grant.c
STATEMENTS = NamedStatements(
    {
        "by id": sa.select(*g).where(one_of(g.id, "ids")),
        "of record": sa.select(*g)
        .where(
            g.table == sa.bindparam("of_table", type_=g.table.type),
            g.record == sa.bindparam("of_record", type_=g.record.type),
        )
        .order_by(g.id.desc()),
        "end": sa.update(tg_grant)
        .where(
            g.id == sa.bindparam("of_id", type_=g.id.type),
            g.state == sa.literal(OPEN, g.state.type),
        )
        .values(
            state=sa.bindparam("new_state", type_=g.state.type),
            ended_at=sa.bindparam("now", type_=g.ended_at.type),
            ended_why=sa.bindparam("why", type_=g.ended_why.type),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Grant:
    """A move that waits, or waited, for an approval (`app.key`). `form` is what was sent in, as
    JSON; `chosen` are the people whom the applicant named for it, by node; `state` is open, used
    (agreed, and the move made), refused or withdrawn."""

    id: int
    table: str
    record: int
    field: str
    transition: str
    form: Mapping[str, object]
    approval: str
    applicant: int | None
    origin: str
    via: str | None
    reason: str | None
    at: datetime
    state: str
    ended_at: datetime | None
    ended_why: str | None
    chosen: Mapping[str, Sequence[int]] | None = None


def read_grant(reader: Reader, dialect: str, id: int) -> Grant | None:
    """The grant, whatever became of it."""
    rows = reader.rows(STATEMENTS.on(dialect, "by id"), {"ids": [id]})
    return grant_of(rows[0]) if rows else None


def grants_of(connection: Connection, ids: Iterable[int]) -> dict[str, Grant]:
    """Grants of one record, by state field."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "by id"), {"ids": list(ids)})
    return {grant.field: grant for grant in map(grant_of, rows)}


def grants_of_record(reader: Reader, dialect: str, table: str, record: int) -> list[Grant]:
    """All grants of a record, the latest first."""
    given = {"of_table": table, "of_record": record}
    return [grant_of(row) for row in reader.rows(STATEMENTS.on(dialect, "of record"), given)]


def grant_of(row: Row) -> Grant:
    """A row of tg_grant."""
    return Grant(*row)  # type: ignore[arg-type]  # the table's columns


def settle_grant(
    work: Workspace, grant_id: int, verdict: Verdict, reason: str | None = None
) -> Outcome | None:
    """The waiting move is over: made if it was agreed, else left. Gives what became of the record
    when it was made.

    In transactions of its own. GrantEnded where it does not wait any more. A move that was agreed
    and is refused now raises what refuses it (WriteRefused and the like); the grant is then
    refused, with the reason.
    """
    grant = read_grant(work.database, work.database.dialect, grant_id)
    if grant is None or grant.state != OPEN:
        raise GrantEnded(grant_id)
    if verdict != "agreed":
        work.database.write(lambda it: end_grant(work, it, grant, verdict, reason))
        return None
    try:
        return make_move(work, grant, reason)
    except REFUSALS as refused:
        why = told_refusal(refused)
        work.database.write(lambda it: end_grant(work, it, grant, "refused", why))
        raise


def make_move(work: Workspace, grant: Grant, reason: str | None) -> Outcome:
    """The move is made by the applicant's rights, and the grant is used, in one transaction."""
    change = Change(
        Kind.TRANSITION,
        grant.table,
        grant.record,
        grant.form,
        transition=grant.transition,
        reason=grant.reason,
        grant=grant.id,
    )

    def use(connection: Connection, _: Sequence[Outcome]) -> None:
        end_grant(work, connection, grant, USED, reason)

    return write(work, applicant_of(work, grant), [change], also=use).outcomes[0]


def applicant_of(work: Workspace, grant: Grant) -> Actor:
    """Who asked, with the rights of this moment; the engine and automations have no person."""
    origin = Origin(grant.origin)
    if grant.applicant is None:
        return Actor(None, grant.origin, frozenset(), is_admin=True, origin=origin, via=grant.via)
    return load_actor(work, grant.applicant, origin, via=grant.via)


def end_grant(
    work: Workspace, connection: Connection, grant: Grant, state: str, why: str | None
) -> None:
    """The grant is in its last state, with its event. GrantEnded where somebody was sooner."""
    now = to_milliseconds(work.now())
    given = {"of_id": grant.id, "new_state": state, "now": now, "why": why}
    if connection.run(STATEMENTS.on(connection.dialect, "end"), given) != 1:
        raise GrantEnded(grant.id)
    let_go_files(connection, grant.id)
    told = {"grant": str(grant.id), "approval": grant.approval, "transition": grant.transition}
    event = {
        "table": grant.table,
        "record": grant.record,
        "kind": f"grant.{state}",
        "revision": work.revision,
        "user": grant.applicant,
        "via": grant.via,
        "origin": grant.origin,
        "reason": why,
        "at": now,
        "before": None,
        "after": told,
        "deletion": None,
        "move": None,
    }
    write_events(connection, [event], is_listened=False)
    hint_records(connection, grant.table, [grant.record])


def told_refusal(refused: Exception) -> str:
    """Why a move could not be made, by codes."""
    found = refused.refusals if isinstance(refused, WriteRefused) else ()
    codes = [f"{it.field}: {it.code}" if it.field else it.code for it in found]
    return ", ".join(codes) or str(getattr(refused, "code", ""))
