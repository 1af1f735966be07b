"""How many records break what a plan is going to ask of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable
from engine.changing.passage import Passage
from engine.database import Connection, Row
from engine.database.statements import prepare
from engine.formula_context import request_parameters
from formula.references import reads
from formula.sql import NotCompilable, to_condition
from formula.typed import Typed
from metadata.plan_columns import Place, place_of
from metadata.plan_findings import Finding
from metadata.resolved import Field, Rule


def count_finding(passage: Passage, connection: Connection, finding: Finding) -> int | None:
    """The records that break something; None where only the new revision could tell, because it
    is about values that are not there yet."""
    code = finding.code.partition(":")[0]
    if code in ("log_changed", "trial_of_other_trigger"):
        return 1
    table = passage.after.tables[finding.table]
    if not all(is_there(passage, finding.table, key) for key in finding.fields):
        return 0 if code == "duplicates" else None
    if code == "duplicates":
        return count_duplicates(connection, table, finding.fields)
    if code == "out_of_bounds":
        return count_broken(passage, connection, table, out_of_bounds(table, finding.fields[0]))
    rule = next(rule for rule in table.table.rules if rule.key == finding.rule)
    formulas = [typed for typed in (rule.when, rule.expression) if typed is not None]
    if not all(knows_reads(passage, typed) for typed in formulas):
        return None
    try:
        return count_broken(passage, connection, table, broken(passage, table, rule))
    except NotCompilable:
        return None


def is_there(passage: Passage, name: str, key: str) -> bool:
    """Whether the field's values of the new revision lie where they lie now."""
    pair = passage.pairs.get(name)
    if pair is None:
        return False
    if key not in pair.after.fields:
        return True
    if key not in pair.fields:
        return False
    old = passage.before.layout.tables[pair.before.name]
    new = passage.after.layout.tables[name]
    was = pair.fields[key]
    field = pair.after.fields[key]
    place = place_of(field)
    if place is Place.NOWHERE:
        return field.formula is None or knows_reads(passage, field.formula)
    if place is Place.LINK:
        return old.links.get(was) == new.links[key]
    return old.columns.get(was) == new.columns[key]


def knows_reads(passage: Passage, typed: Typed) -> bool:
    """Whether everything that a formula reads is there now."""
    return all(
        found.table not in passage.after.tables or is_there(passage, found.table, found.key)
        for found in reads(typed)
    )


def count_duplicates(connection: Connection, table: CompiledTable, fields: Iterable[str]) -> int:
    """The records that share all these values with another; blanks never collide."""
    columns = [column for key in fields for column in table.columns(key)]
    filled = sa.and_(*(column.is_not(None) for column in columns))
    records: sa.Select[Row] = sa.select(sa.func.count(table.sql.c.id).label("records"))
    groups = table.alive(records).where(filled).group_by(*columns)
    shared = groups.having(sa.func.count(table.sql.c.id) > 1).subquery()
    rows = connection.rows(prepare(sa.select(sa.func.sum(shared.c.records)), table.dialect))
    return int(cast(int, rows[0][0] or 0))


def count_broken(
    passage: Passage,
    connection: Connection,
    table: CompiledTable,
    condition: sa.ColumnElement[bool],
) -> int:
    """The records for which the condition holds."""
    all_records: sa.Select[Row] = sa.select(sa.func.count(table.sql.c.id))
    query = table.alive(all_records).where(condition)
    statement = prepare(query, table.dialect)
    given = request_parameters(passage.work, passage.actor, statement)
    rows = connection.rows(statement, given)
    return cast(int, rows[0][0] or 0)


def broken(passage: Passage, table: CompiledTable, rule: Rule) -> sa.ColumnElement[bool]:
    """The condition that a record breaks the rule."""
    parts: list[sa.ColumnElement[bool]] = []
    if rule.when is not None:
        parts.append(condition_of(passage, table, rule.when))
    if rule.kind == "validate":
        assert rule.expression is not None
        parts.append(condition_of(passage, table, rule.expression))
    else:
        blanks = [is_blank(table, table.table.fields[key]) for key in rule.fields]
        parts.append(sa.or_(*blanks))
    return sa.and_(*parts)


def condition_of(passage: Passage, table: CompiledTable, typed: Typed) -> sa.ColumnElement[bool]:
    """The formula as a condition on the table itself."""
    tables = passage.after.sql_tables
    context = passage.after.sql_context(table.table.app)
    found = to_condition(typed, tables, tables.own(table.name), context)
    return cast("sa.ColumnElement[bool]", found)


def is_blank(table: CompiledTable, field: Field) -> sa.ColumnElement[bool]:
    """The condition that a record's field is blank."""
    if place_of(field) is Place.LINK:
        link = table.link(field.key)
        return ~sa.exists().where(link.c.record == table.sql.c.id)
    return table.columns(field.key)[0].is_(None)


def out_of_bounds(table: CompiledTable, key: str) -> sa.ColumnElement[bool]:
    """The condition that a value is outside what its field's document allows."""
    document, column = table.table.fields[key].document, table.columns(key)[0]
    longest = getattr(document, "max_length", None)
    low, high = getattr(document, "min", None), getattr(document, "max", None)
    parts: list[sa.ColumnElement[bool]] = [] if low is None else [column < low]
    parts += [] if high is None else [column > high]
    if longest is not None:
        parts.append(sa.func.length(column, type_=sa.Integer()) > longest)
    return sa.or_(*parts)
