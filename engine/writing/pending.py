"""Moves that wait for an approval: which there are, and how one begins to wait.

A move that asks for one is checked in full, with all that it would write; then the record stays as
it is, and an open grant keeps the move with its form (engine.grants).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

import sqlalchemy as sa

from engine.database import Reader
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.files.held import keep_files
from engine.hints import hint_records
from engine.move_tables import tg_grant
from engine.outbox import write_events
from engine.writing.batch import Batch, Draft, changed_keys
from engine.writing.change import Kind
from engine.writing.compute import compute_formulas, show_links, stamp
from engine.writing.event_values import shown
from engine.writing.file_fields import file_keys
from engine.writing.program import program_of
from engine.writing.transaction import Transaction
from metadata.resolved_states import Transition

OPENED = "grant.opened"
OPEN = "open"

g = tg_grant.c
STATEMENTS = NamedStatements(
    {
        "open": sa.select(g.record, g.field, g.id).where(
            g.table == sa.bindparam("of_table", type_=g.table.type),
            one_of(g.record, "ids"),
            g.state == sa.literal(OPEN, g.state.type),
        ),
        "add": sa.insert(tg_grant),
    }
)


def open_grants(
    reader: Reader, dialect: str, table: str, ids: Iterable[int]
) -> dict[int, dict[str, int]]:
    """The open grants of records, by record and state field."""
    found: dict[int, dict[str, int]] = {}
    given = {"of_table": table, "ids": sorted(ids)}
    for record, field, grant in reader.rows(STATEMENTS.on(dialect, "open"), given):
        found.setdefault(cast(int, record), {})[cast(str, field)] = cast(int, grant)
    return found


def find_pending(transaction: Transaction, batch: Batch) -> None:
    """Every draft that may move knows which of its machines wait for an approval."""
    machines = batch.table.table.machines
    if not any(machine.asks_approval for machine in machines.values()):
        return
    moving = {
        draft.id: draft
        for draft in batch.open
        if draft.old is not None
        and any(draft.new.get(key) != draft.old.get(key) for key in machines)
    }
    if moving:
        connection = transaction.connection
        found = open_grants(connection, connection.dialect, batch.table.name, moving)
        for id, grants in found.items():
            moving[id].pending = grants


def hold_moves(transaction: Transaction, batch: Batch) -> None:
    """The drafts whose moves wait for an approval leave these states, and what they set, as they
    are; what else they write is written."""
    if not batch.table.table.machines:
        return
    for draft in batch.alive:
        for key, move in draft.asking.items():
            draft.warnings.append(draft.refusal("approval_pending", key, {"name": move.key}))
            hold_move(transaction, draft, key, move)


def hold_move(transaction: Transaction, draft: Draft, key: str, move: Transition) -> None:
    """The draft is as if the move had not been asked for; its form is kept for the grant."""
    assert draft.old is not None
    program = program_of(draft.table)
    machine = draft.table.table.machines[key]
    if draft.kind is Kind.TRANSITION:
        draft.form = shown(program, draft.written, move.form.keys() & draft.change.values.keys())
        draft.new = dict(draft.old)
    else:
        for name in (key, machine.due, *move.set):
            if name in draft.new:
                written = draft.written if name != key else {}
                draft.new[name] = written.get(name, draft.old.get(name))
        del draft.written[key]
        for step in program.formulas:
            draft.new[step.key] = draft.old.get(step.key)
        restore_stamp(draft)
        stamp(transaction, draft)
        compute_formulas(draft, program, transaction.context(draft.table))
    del draft.moves[key]
    show_links(transaction, draft)
    draft.changed = changed_keys(draft)


def restore_stamp(draft: Draft) -> None:
    """The marks of a write are those from before, to be set anew if anything is written."""
    assert draft.old is not None
    for name in ("version", "updated_at", "updated_by"):
        draft.new[name] = draft.old[name]


def store_grants(transaction: Transaction, batch: Batch) -> None:
    """The moves that wait are in the database, each with its event; a second one of the same
    machine is stopped by the database."""
    if not batch.table.table.machines or transaction.is_hopeless:
        return
    connection, actor = transaction.connection, transaction.actor
    for draft in batch.alive:
        for key, move in draft.asking.items():
            assert move.approval is not None
            id = transaction.work.new_id()
            origin = {
                "applicant": actor.user,
                "origin": actor.origin.value,
                "via": actor.via,
                "reason": draft.change.reason,
                "at": transaction.now,
            }
            row = {
                "id": id,
                "table": draft.table.name,
                "record": draft.id,
                "field": key,
                "transition": move.key,
                "form": draft.form,
                "approval": move.approval,
                **origin,
                "state": OPEN,
                "ended_at": None,
                "ended_why": None,
                "chosen": {key: list(people) for key, people in draft.change.approvers.items()},
            }
            connection.run(STATEMENTS.on(connection.dialect, "add"), row)
            keep_files(connection, id, files_in(draft))
            told = {"grant": str(id), "approval": move.approval, "transition": move.key}
            write_events(connection, [opened_event(transaction, draft, told)], is_listened=True)
            hint_records(connection, draft.table.name, [draft.id])


def files_in(draft: Draft) -> list[int]:
    """The files that were sent in with the move's form: uploads that no record holds yet."""
    listed = (draft.form.get(key) for key in file_keys(draft.table))
    return [int(id) for ids in listed if isinstance(ids, list) for id in ids]


def opened_event(
    transaction: Transaction, draft: Draft, told: Mapping[str, object]
) -> dict[str, object]:
    """The event of a move that begins to wait."""
    actor = transaction.actor
    return {
        "table": draft.table.name,
        "record": draft.id,
        "kind": OPENED,
        "revision": transaction.catalog.number,
        "user": actor.user,
        "via": actor.via,
        "origin": actor.origin.value,
        "reason": draft.change.reason,
        "at": transaction.now,
        "before": None,
        "after": told,
        "deletion": None,
        "move": None,
    }
