"""Options that records lose and get back: part of the flip, because people see these values.

What a record lost stands in `tg_cleared`, so that undo can put it back. Each record that changes
has an event and a new version, like any other write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable
from engine.changing.passage import Passage
from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.database.statements import one_of, prepare_load
from engine.events import EVENT_COLUMNS
from engine.listened import is_listened
from engine.outbox import write_events
from engine.system_tables import tg_cleared, tg_event
from engine.writing.change import Kind
from engine.writing.program import program_of
from engine.writing.transaction import Transaction
from engine.writing.value_history import Kept, keep_values
from metadata.plan_reads import options_of
from metadata.steps import ClearOption, RestoreOption

OptionStep = ClearOption | RestoreOption

SLICE = 1_000

c = tg_cleared.c
TABLE = sa.bindparam("of_table", type_=c.table.type)
FIELD = sa.bindparam("of_field", type_=c.field.type)

STATEMENTS = NamedStatements(
    {
        "cleared": sa.select(c.record, c.value)
        .where(c.table == TABLE, c.field == FIELD)
        .order_by(c.revision),
        "forget": sa.delete(tg_cleared).where(
            c.table == TABLE, c.field == FIELD, one_of(c.record, "ids")
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Held:
    """What a record holds in the step's field, and its version."""

    id: int
    value: object
    version: int | None


def find_candidates(passage: Passage, connection: Connection, step: OptionStep) -> list[int]:
    """The records that the step may concern, deleted ones too."""
    table = passage.after.tables[step.table]
    if isinstance(step, RestoreOption):
        return sorted(cleared_values(connection, step))
    shape = ("holding", step.field, step.option)
    statement = table.statement(shape, lambda: select_holding(table, step.field, step.option))
    return [cast(int, row[0]) for row in connection.rows(statement)]


def run_option_step(
    passage: Passage, transaction: Transaction, step: OptionStep, ids: Sequence[int]
) -> set[int]:
    """The step is done for these records; the ids of those that changed."""
    changed: set[int] = set()
    for start in range(0, len(ids), SLICE):
        some = ids[start : start + SLICE]
        if isinstance(step, ClearOption):
            changed |= clear_option(passage, transaction, step, some)
        else:
            changed |= restore_option(passage, transaction, step, some)
    return changed


def clear_option(
    passage: Passage, transaction: Transaction, step: ClearOption, ids: Sequence[int]
) -> set[int]:
    """The records hold the option no more, and what they held is kept."""
    table = passage.after.tables[step.table]
    holding = [
        held
        for held in read_held(transaction, table, step.field, ids)
        if held.value == step.option or step.option in items_of(held.value)
    ]
    rows = [
        {
            "revision": passage.after.number,
            "table": step.table,
            "field": step.field,
            "record": held.id,
            "option": step.option,
            "value": held.value,
        }
        for held in holding
        # A record that loses two options at once has its whole value kept with the first.
        if not is_kept(passage, transaction, step, held)
    ]
    load = prepare_load(tg_cleared, [column.name for column in tg_cleared.c], table.dialect)
    if rows:
        transaction.connection.load(load, rows)
    news = [(held, without(held.value, step)) for held in holding]
    write_options(transaction, table, step.field, news)
    return {held.id for held in holding}


def is_kept(passage: Passage, transaction: Transaction, step: ClearOption, held: Held) -> bool:
    """Whether the record's value was kept already by another step of this very plan."""
    if not isinstance(held.value, tuple):
        return False
    others = [
        other
        for other in passage.option_steps
        if isinstance(other, ClearOption) and (other.table, other.field) == (step.table, step.field)
    ]
    if others[0] is step:
        return False
    return held.id in cleared_values(transaction.connection, step)


def without(value: object, step: ClearOption) -> object:
    """The value without the option."""
    if not isinstance(value, tuple):
        return step.replacement
    return tuple(item for item in value if item != step.option) or None


def items_of(value: object) -> tuple[object, ...]:
    """The options of a list."""
    return value if isinstance(value, tuple) else ()


def restore_option(
    passage: Passage, transaction: Transaction, step: RestoreOption, ids: Sequence[int]
) -> set[int]:
    """The records that still hold what the removal left them have their old value again."""
    table = passage.after.tables[step.table]
    pair = passage.pairs[step.table]
    kept = cleared_values(transaction.connection, step)
    known = {option.value for option in options_of(pair.after, pair.after.fields[step.field])}
    machine = pair.before.machines.get(pair.fields[step.field])
    replacement = machine.successor_of(step.option) if machine else None
    news: list[tuple[Held, object]] = []
    for held in read_held(transaction, table, step.field, ids):
        before = kept[held.id]
        if isinstance(before, list):
            left = tuple(item for item in before if item != step.option)
            again = tuple(item for item in before if item in known)
            if step.option in before and set(items_of(held.value)) <= set(left):
                news.append((held, again))
        elif before == step.option and held.value == replacement:
            news.append((held, before))
    write_options(transaction, table, step.field, news)
    given = {"of_table": step.table, "of_field": step.field, "ids": [held.id for held, _ in news]}
    transaction.connection.run(STATEMENTS.on(table.dialect, "forget"), given)
    return {held.id for held, _ in news}


def cleared_values(connection: Connection, step: OptionStep) -> Mapping[int, object]:
    """What records have lost from the field by removals of options, the latest of each."""
    given = {"of_table": step.table, "of_field": step.field}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "cleared"), given)
    return {cast(int, record): value for record, value in rows}


def select_holding(table: CompiledTable, key: str, option: str) -> sa.Select[Row]:
    """The ids of the records that hold an option."""
    column = table.columns(key)[0]
    query: sa.Select[Row] = sa.select(table.sql.c.id)
    if table.table.fields[key].type != "multi_select":
        return query.where(column == option)
    if table.dialect == "sqlite":
        # Options are made of plain characters: in JSON each stands between its quotes.
        text = sa.type_coerce(column, sa.Text())
        return query.where(sa.func.instr(text, sa.literal(f'"{option}"')) > 0)
    return query.where(sa.literal(option) == sa.any_(sa.type_coerce(column, sa.ARRAY(sa.Text()))))


def read_held(
    transaction: Transaction, table: CompiledTable, key: str, ids: Sequence[int]
) -> list[Held]:
    """What these records hold."""

    def select() -> sa.Select[Row]:
        version = sa.null() if table.table.log else table.sql.c.version
        query: sa.Select[Row] = sa.select(table.sql.c.id, table.columns(key)[0], version)
        return query.where(one_of(table.sql.c.id, "ids"))

    rows = transaction.connection.rows(table.statement(("held", key), select), {"ids": list(ids)})
    return [Held(cast(int, id), value, cast(int | None, at)) for id, value, at in rows]


def write_options(
    transaction: Transaction,
    table: CompiledTable,
    key: str,
    news: Iterable[tuple[Held, object]],
) -> None:
    """The records hold the new values; each has its event and history."""
    news = list(news)
    if not news:
        return
    rows: list[dict[str, object]] = []
    for held, value in news:
        row: dict[str, object] = {**table.raw_value(key, value), "of_id": held.id}
        if held.version is not None:
            by = transaction.actor.user
            row |= {"version": held.version + 1, "updated_at": transaction.now, "updated_by": by}
        rows.append(row)
    statement = table.statement(("write option", key), lambda: update_option(table, key))
    transaction.connection.run_many(statement, rows)
    if table.table.log:
        return
    events = [event_of(transaction, table, key, held, value) for held, value in news]
    if is_listened(transaction.catalog, table.name, Kind.UPDATE.value):
        write_events(transaction.connection, events, is_listened=True)
    else:
        load = prepare_load(tg_event, EVENT_COLUMNS, table.dialect)
        transaction.connection.load(load, events)
    if key in program_of(table).kept:
        kept = [Kept(key, {"id": held.id, key: value}, False, None) for held, value in news]
        keep_values(transaction, table, kept)


def update_option(table: CompiledTable, key: str) -> sa.Update:
    """The field, and the marks of a write, of the record with the parameter `of_id`."""
    marks = () if table.table.log else ("version", "updated_at", "updated_by")
    columns = [*table.columns(key), *(table.sql.c[name] for name in marks)]
    values = {column.name: sa.bindparam(column.name, type_=column.type) for column in columns}
    record = sa.bindparam("of_id", type_=table.sql.c.id.type)
    return sa.update(table.sql).where(table.sql.c.id == record).values(values)


def event_of(
    transaction: Transaction, table: CompiledTable, key: str, held: Held, value: object
) -> dict[str, object]:
    """The event of one record's change."""
    show, actor = program_of(table).showers[key], transaction.actor
    return {
        "table": table.name,
        "record": held.id,
        "kind": Kind.UPDATE.value,
        "revision": transaction.catalog.number,
        "user": actor.user,
        "via": actor.via,
        "origin": actor.origin.value,
        "reason": None,
        "at": transaction.now,
        "before": {key: show(held.value)},
        "after": {key: show(value)},
        "deletion": None,
        "move": None,
    }
