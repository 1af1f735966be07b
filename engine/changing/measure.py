"""How many records a plan concerns, and which do not convert: counted before anything happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

import sqlalchemy as sa

from engine.access import access_of
from engine.catalog_table import CompiledTable
from engine.changing.convert import converter_of, is_lossy
from engine.changing.findings import count_finding
from engine.changing.option_steps import select_holding
from engine.changing.passage import Passage
from engine.changing.stored_plan import Measured
from engine.data_steps import cached, joined, read_values
from engine.database import Connection, Row
from engine.database.statements import prepare
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Showing
from metadata.plan_columns import Place, place_of
from metadata.plan_costs import is_harmless
from metadata.steps import Danger, Retire, Step

SLICE = 2_000
MOST_EXAMPLES = 20

Example = tuple[str, str]
"""Record id, value as text."""


def measure_plan(passage: Passage, connection: Connection) -> Measured:
    """The plan with its dangers and findings counted. A rule that nothing breaks is no finding."""
    plan = passage.plan
    rows = dict(count_tables(passage, connection))
    dangers = tuple(count_danger(passage, connection, danger) for danger in plan.dangers)
    findings = tuple(
        replace(finding, rows=count_finding(passage, connection, finding))
        for finding in plan.findings
    )
    measured = replace(
        plan, dangers=dangers, findings=tuple(found for found in findings if found.rows != 0)
    )
    return Measured(measured, rows, is_harmless(measured, rows))


def count_tables(passage: Passage, connection: Connection) -> Iterator[tuple[str, int]]:
    """The records of the tables that steps go through; adding a column goes through none."""
    steps: Sequence[Step] = (*passage.plan.backfill, *passage.plan.after_flip)
    names = {step.table for step in steps if not isinstance(step, Retire)}
    for name in sorted(names.intersection(passage.pairs)):
        table = passage.before.tables[passage.pairs[name].before.name]
        yield name, count(connection, all_records(table))


def all_records(table: CompiledTable) -> sa.Select[Row]:
    """The number of records that are there."""
    query: sa.Select[Row] = sa.select(sa.func.count(table.sql.c.id))
    return table.alive(query)


def count(connection: Connection, query: sa.Select[Row]) -> int:
    """The number that a query gives."""
    rows = connection.rows(prepare(query, connection.dialect))
    return cast(int, rows[0][0] or 0)


def count_danger(passage: Passage, connection: Connection, danger: Danger) -> Danger:
    """The danger with the records it concerns."""
    code, _, place = danger.code.partition(":")
    if code == "exposes":
        return danger
    app, table, *rest = place.split(".", 3)
    name = f"{app}.{table}"
    if code == "narrow_type":
        return count_lost(passage, connection, danger, (name, rest[0]))
    if code in ("clear_values", "change_currency"):
        pair = passage.pairs[name]
        compiled = passage.before.tables[pair.before.name]
        return replace(danger, rows=count_filled(connection, compiled, pair.fields[rest[0]]))
    compiled = passage.before.tables[name]
    if code == "remove_table":
        return replace(danger, rows=count(connection, all_records(compiled)))
    if code == "remove_field":
        return replace(danger, rows=count_filled(connection, compiled, rest[0]))
    holding = compiled.alive(select_holding(compiled, rest[0], rest[1])).subquery()
    held: sa.Select[Row] = sa.select(sa.func.count(holding.c.id))
    return replace(danger, rows=count(connection, held))


def count_filled(connection: Connection, table: CompiledTable, key: str) -> int:
    """The records whose field is not blank; a boolean is not while it is FALSE."""
    field = table.table.fields[key]
    if place_of(field) is Place.LINK:
        link = table.link(key)
        linked: sa.Select[Row] = sa.select(sa.func.count(link.c.record.distinct()))
        return count(connection, linked)
    column = table.columns(key)[0]
    is_filled = column.is_(True) if field.type == "boolean" else column.is_not(None)
    return count(connection, all_records(table).where(is_filled))


def count_lost(
    passage: Passage, connection: Connection, danger: Danger, place: tuple[str, str]
) -> Danger:
    """The danger with the values that do not convert, or not wholly."""
    pair = passage.pairs[place[0]]
    table = passage.before.tables[pair.before.name]
    old, new = pair.before.fields[pair.fields[place[1]]], pair.after.fields[place[1]]
    zone = passage.work.time_zone
    convert = cached(converter_of(old, new, zone))
    tell = FIELD_TYPES[old.type].teller(old, Showing(passage.actor.language, zone))
    shows = sees_all(passage, table.name, old.key)
    rows, examples = 0, list[Example]()
    for id, value in values_of(connection, table, old.key):
        if value in (None, ()) or not is_lossy(value, convert(value)):
            continue
        rows += 1
        if shows and len(examples) < MOST_EXAMPLES:
            examples.append((str(id), tell(value)))
    return replace(danger, rows=rows, examples=tuple(examples))


def sees_all(passage: Passage, table: str, key: str) -> bool:
    """Whether who asked sees this field in every record: building a table is no right to read
    it, so examples are for those only (decision 43)."""
    access = access_of(passage.before, passage.actor)
    if table not in access.tables:
        return False
    mask = access.table(table)
    return mask.read is True and mask.visible.get(key) is True


def values_of(
    connection: Connection, table: CompiledTable, key: str
) -> Iterator[tuple[int, object]]:
    """The values of a field of all records that are there, in the order of their ids."""
    is_link = place_of(table.table.fields[key]) is Place.LINK
    statement = table.statement(("values behind", key), lambda: select_behind(table, key))
    after = 0
    while True:
        rows = connection.rows(statement, {"after": after, "limit": SLICE})
        if not rows:
            return
        after = cast(int, rows[-1][0])
        if is_link:
            found = read_values(connection, table, key, [cast(int, row[0]) for row in rows])
            yield from found.items()
        else:
            field = table.table.fields[key]
            yield from ((cast(int, row[0]), joined(field, row[1:])) for row in rows)


def select_behind(table: CompiledTable, key: str) -> sa.Select[Row]:
    """Id and columns of the field of the records behind the parameter `after`."""
    id = table.sql.c.id
    is_link = place_of(table.table.fields[key]) is Place.LINK
    columns = () if is_link else table.columns(key)
    query: sa.Select[Row] = sa.select(id, *columns)
    behind = query.where(id > sa.bindparam("after", type_=id.type))
    return table.alive(behind).order_by(id).limit(sa.bindparam("limit", type_=sa.Integer()))
