"""Ticks of a state's checklist: what somebody has done while the record is in the state."""

from __future__ import annotations

from collections.abc import Mapping

from engine.access import TableAccess, access_of
from engine.actor import Actor
from engine.catalog_table import Values
from engine.database import Connection
from engine.errors import UnknownRecord, WriteForbidden, WriteRefused
from engine.hints import hint_records
from engine.outbox import write_events
from engine.workspace import Workspace
from engine.writing.change import Change, Kind, Outcome, Refusal
from engine.writing.references import allows
from engine.writing.row_locks import UPDATE, lock_rows
from engine.writing.stays import STATEMENTS, Stay, find_stay, read_ticks
from engine.writing.transaction import Transaction, open_transaction
from engine.writing.value_history import Kept, keep_values
from metadata.resolved_states import StateMachine

TICKED, UNTICKED = "checklist.ticked", "checklist.unticked"


def set_tick(
    work: Workspace, actor: Actor, table: str, id: int, item: str, *, is_ticked: bool
) -> None:
    """The item of the present state's checklist is ticked, or is not any more.

    UnknownTable, UnknownRecord; WriteForbidden for those who may not change the record;
    WriteRefused where the present state has no such item.
    """
    catalog = work.catalog
    mask = access_of(catalog, actor).table(table)

    def run(connection: Connection) -> None:
        transaction = open_transaction(work, connection, actor, catalog)
        transaction.require_present()
        values = changeable(transaction, mask, id)
        machine = machine_with(transaction, mask, values, item)
        stay = present_stay(transaction, mask, values, machine)
        dialect = connection.dialect
        if (item in read_ticks(connection, dialect, stay)) is is_ticked:
            return
        if is_ticked:
            row = {"span": stay.id, "item": item, "user": actor.user, "at": transaction.now}
            connection.run(STATEMENTS.on(dialect, f"tick {dialect}"), row)
        else:
            connection.run(STATEMENTS.on(dialect, "untick"), {"of_span": stay.id, "of_item": item})
        kind = TICKED if is_ticked else UNTICKED
        told = {"kind": kind, "after": {"state_field": machine.field, "checklist_item": item}}
        write_events(connection, [event_of(transaction, (table, id), told)], is_listened=False)
        hint_records(connection, table, [id])

    work.database.write(run)


def changeable(transaction: Transaction, mask: TableAccess, id: int) -> Values:
    """The record, locked, if the actor may change it."""
    name = mask.table.name
    compiled = transaction.catalog.tables[name]
    mode = UPDATE if transaction.connection.dialect == "postgresql" else None
    values = lock_rows(transaction, compiled, [id], mode).get(id)
    is_there = values is not None and values.get("deleted_at") is None
    if values is None or not is_there or not allows(transaction, mask.read, mask, values):
        raise UnknownRecord(name, str(id))
    if not allows(transaction, mask.update, mask, values):
        change = Change(Kind.UPDATE, name, id)
        refusal = Refusal("update_forbidden")
        raise WriteForbidden([Outcome(change, id, 0, {}, refusals=(refusal,))])
    return values


def machine_with(
    transaction: Transaction, mask: TableAccess, values: Values, item: str
) -> StateMachine:
    """The machine whose present state has the item; a hidden state has none."""
    for key, machine in mask.table.machines.items():
        state = machine.by_key.get(str(values.get(key)))
        is_seen = allows(transaction, mask.visible.get(key, False), mask, values)
        if is_seen and state is not None and any(it.key == item for it in state.checklist):
            return machine
    raise item_refused(mask.table.name, values, item)


def item_refused(table: str, values: Values, item: str) -> WriteRefused:
    """The error: the present states have no such item."""
    id = values["id"]
    assert isinstance(id, int)
    refusal = Refusal("unknown_checklist_item", parameters={"name": item})
    change = Change(Kind.UPDATE, table, id)
    return WriteRefused([Outcome(change, id, 0, {}, refusals=(refusal,))])


def present_stay(
    transaction: Transaction, mask: TableAccess, values: Values, machine: StateMachine
) -> Stay:
    """The record's stay in its state; one that is older than the field begins now."""
    connection, name = transaction.connection, mask.table.name
    id = values["id"]
    assert isinstance(id, int)
    stay = find_stay(connection, connection.dialect, name, id, machine.field)
    if stay is None:
        compiled = transaction.catalog.tables[name]
        keep_values(transaction, compiled, [Kept(machine.field, values, True, None)])
        stay = find_stay(connection, connection.dialect, name, id, machine.field)
    assert stay is not None
    return stay


def event_of(
    transaction: Transaction, record: tuple[str, int], told: Mapping[str, object]
) -> dict[str, object]:
    """The event of a tick: `told` is its kind and what it is about."""
    actor = transaction.actor
    return {
        "table": record[0],
        "record": record[1],
        "revision": transaction.catalog.number,
        "user": actor.user,
        "via": actor.via,
        "origin": actor.origin.value,
        "reason": None,
        "at": transaction.now,
        "before": None,
        "deletion": None,
        "move": None,
        **told,
    }
