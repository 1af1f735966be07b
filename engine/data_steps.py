"""The data steps of a plan that fill hidden columns: convert values, fill states, compute formulas.

Each works on some records of its table, so that a backfill goes through the table in slices while
people write, and what they wrote meanwhile is done once more before the flip. Doing a record twice
changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import cast

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.catalog_table import CompiledTable
from engine.changing.convert import Converter, converter_of, stored_value
from engine.changing.passage import Passage
from engine.database import Connection, Row
from engine.database.statements import one_of
from engine.writing.recompute import recompute_rows
from engine.writing.set_based import recompute_range
from formula.errors import FormulaValueError
from formula.types import Money
from metadata.plan_columns import Place, place_of
from metadata.resolved import Field
from metadata.steps import Convert, FillState, Recompute

HiddenStep = Convert | FillState | Recompute


def run_range(
    passage: Passage, connection: Connection, step: HiddenStep, after: int, limit: int
) -> int | None:
    """The step is done for the next `limit` records behind `after`, deleted ones too, which may
    come back; the last of them, or None when there were none."""
    table = passage.after.tables[step.table]
    if isinstance(step, Recompute):
        last_of = table.statement("last of next ids", lambda: select_last(table))
        [(last,)] = connection.rows(last_of, {"after": after, "limit": limit})
        if last is not None:
            compute_range(passage, connection, step, (after, cast(int, last)), limit)
        return cast("int | None", last)
    ids = next_ids(connection, table, after, limit)
    if ids:
        run_on(passage, connection, step, ids)
    return ids[-1] if ids else None


def next_ids(connection: Connection, table: CompiledTable, after: int, limit: int) -> list[int]:
    """The ids behind `after`, `limit` of them."""
    statement = table.statement("next ids", lambda: select_next(table))
    rows = connection.rows(statement, {"after": after, "limit": limit})
    return [cast(int, row[0]) for row in rows]


def run_on(
    passage: Passage, connection: Connection, step: Convert | FillState, ids: Sequence[int]
) -> None:
    """The step is done for these records."""
    if isinstance(step, Convert):
        convert_values(passage, connection, step, ids)
    else:
        table = passage.after.tables[step.table]
        fill = table.statement(("fill", step.field), lambda: fill_state(table, step.field))
        connection.run(fill, {"ids": list(ids), "state": step.state})


def select_next(table: CompiledTable) -> sa.Select[Row]:
    """The ids behind the parameter `after`, `limit` of them."""
    id = table.sql.c.id
    query: sa.Select[Row] = sa.select(id).where(id > sa.bindparam("after", type_=id.type))
    return query.order_by(id).limit(sa.bindparam("limit", type_=sa.Integer()))


def select_last(table: CompiledTable) -> sa.Select[Row]:
    """The last of the ids that `select_next` gives, NULL where there are none."""
    inner = select_next(table).subquery()
    query: sa.Select[Row] = sa.select(sa.func.max(inner.c.id))
    return query


def fill_state(table: CompiledTable, field: str) -> sa.Update:
    """The records of the parameter `ids` whose state is blank get the parameter `state`."""
    column = table.columns(field)[0]
    return (
        sa.update(table.sql)
        .where(one_of(table.sql.c.id, "ids"), column.is_(None))
        .values({column.name: sa.bindparam("state", type_=column.type)})
    )


def compute_range(
    passage: Passage,
    connection: Connection,
    step: Recompute,
    among: tuple[int, int],
    limit: int,
) -> None:
    """The formulas of the `limit` records behind the first id, up to the last, are right. Those the
    database cannot compute go through Python."""
    after, last = among
    table = passage.after.tables[step.table]
    for fields in strata(passage.after, step):
        statement = recompute_range(passage.after, step.table, fields)
        if statement is not None:
            connection.run(statement, {"after": after, "until": last})
            continue
        for field in fields:
            single = recompute_range(passage.after, step.table, (field,))
            if single is not None:
                connection.run(single, {"after": after, "until": last})
            else:
                ids = next_ids(connection, table, after, limit)
                recompute_rows(passage.open(connection), table, field, ids)


def strata(catalog: Catalog, step: Recompute) -> Iterator[tuple[str, ...]]:
    """The fields in groups that do not read each other, in order."""

    def stratum(field: str) -> int:
        return catalog.dependencies.strata[step.table, field]

    for _, fields in groupby(sorted(step.fields, key=stratum), key=stratum):
        yield tuple(fields)


def convert_values(
    passage: Passage, connection: Connection, step: Convert, ids: Sequence[int]
) -> None:
    """The new column of these records holds their present values converted; an earlier value that
    means the same is kept (docs/decisions/undo-of-a-retype.md)."""
    pair = passage.pairs[step.table]
    old_key, name = pair.fields[step.field], step.table
    old, new = pair.before.fields[old_key], pair.after.fields[step.field]
    convert = cached(converter_of(old, new, passage.work.time_zone))
    present = read_values(connection, passage.before.tables[pair.before.name], old_key, ids)
    kept: set[int] = set()
    if step.restores:
        back = cached(converter_of(new, old, passage.work.time_zone))
        earlier = read_values(connection, passage.after.tables[name], step.field, ids)
        kept = {id for id in ids if same(stored_value(old, back(earlier.get(id))), present.get(id))}
    values = {id: stored_value(new, convert(present.get(id))) for id in ids if id not in kept}
    write_values(connection, passage.after.tables[name], step.field, values)


def same(one: object, other: object) -> bool:
    """Whether two values of a field are the same; an empty list is blank."""
    return (None if one == () else one) == (None if other == () else other)


def cached(convert: Converter) -> Converter:
    """`convert`, each value once: the values of a column are few or repeat."""
    known: dict[object, object] = {}

    def look_up(value: object) -> object:
        try:
            return known[value]
        except KeyError:
            known[value] = convert(value)
        except TypeError:
            return convert(value)
        return known[value]

    return look_up


def read_values(
    connection: Connection, table: CompiledTable, key: str, ids: Sequence[int]
) -> Mapping[int, object]:
    """The values of a field, by record; a linked field's are tuples of ids."""
    field = table.table.fields[key]
    if place_of(field) is Place.LINK:
        statement = table.statement(("links of", key), lambda: select_links(table, key))
        found: dict[int, tuple[int, ...]] = {}
        for record, target in connection.rows(statement, {"ids": list(ids)}):
            linked = found.get(cast(int, record), ())
            found[cast(int, record)] = (*linked, cast(int, target))
        return found
    statement = table.statement(("values of", key), lambda: select_values(table, key))
    rows = connection.rows(statement, {"ids": list(ids)})
    return {cast(int, row[0]): joined(field, row[1:]) for row in rows}


def select_links(table: CompiledTable, key: str) -> sa.Select[Row]:
    """(record, target) of the records of the parameter `ids`, in order."""
    link = table.link(key)
    query: sa.Select[Row] = sa.select(link.c.record, link.c.target)
    return query.where(one_of(link.c.record, "ids")).order_by(link.c.record, link.c.position)


def select_values(table: CompiledTable, key: str) -> sa.Select[Row]:
    """Id and columns of the records of the parameter `ids`."""
    query: sa.Select[Row] = sa.select(table.sql.c.id, *table.columns(key))
    return query.where(one_of(table.sql.c.id, "ids"))


def joined(field: Field, raw: Sequence[object]) -> object:
    """The value that a field's columns hold together."""
    if len(raw) == 1 or raw[1] is None:
        return raw[0]
    if isinstance(field.value_type, Money):
        return raw[0], raw[1]
    return FormulaValueError(cast(str, raw[1]))


def write_values(
    connection: Connection, table: CompiledTable, key: str, values: Mapping[int, object]
) -> None:
    """The field of these records holds these values."""
    if not values:
        return
    if place_of(table.table.fields[key]) is Place.LINK:
        write_links(connection, table, key, values)
        return
    statement = table.statement(("write values", key), lambda: update_values(table, key))
    rows = [{**table.raw_value(key, value), "of_id": id} for id, value in values.items()]
    connection.run_many(statement, rows)


def update_values(table: CompiledTable, key: str) -> sa.Update:
    """The columns of a field of the record with the parameter `of_id`."""
    columns = table.columns(key)
    values = {column.name: sa.bindparam(column.name, type_=column.type) for column in columns}
    record = sa.bindparam("of_id", type_=table.sql.c.id.type)
    return sa.update(table.sql).where(table.sql.c.id == record).values(values)


def write_links(
    connection: Connection, table: CompiledTable, key: str, values: Mapping[int, object]
) -> None:
    """The link rows of these records are these."""
    link = table.link(key)
    clear = table.statement(
        ("unlink many", key), lambda: sa.delete(link).where(one_of(link.c.record, "ids"))
    )
    connection.run(clear, {"ids": list(values)})
    rows = [
        {"record": record, "target": target, "position": position}
        for record, targets in values.items()
        for position, target in enumerate(cast(tuple[int, ...], targets or ()))
    ]
    if rows:
        connection.run_many(table.statement(("link", key), lambda: sa.insert(link)), rows)
