"""Due moments of records that were there before their rule: gone through once for each rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import cast

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.catalog_table import CompiledTable, Values
from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.database.types import RecordId
from engine.working_time import WorkingTime, read_working_time
from engine.workspace import Workspace
from metadata.documents.triggers import Inactive
from metadata.resolved_workflow import Automation
from workflow.alarms import once
from workflow.jobs import bind
from workflow.moment_rows import put_moments
from workflow.moment_rules import moment_of, signature, silent_until, time_rules
from workflow.run_tables import tg_due, tg_due_rule

SLICE = 500
"""Records of one transaction."""
LAST = 2**63 - 1

RULE, DUE = tg_due_rule.c, tg_due.c
OF_RULE = RULE.automation == bind("of_automation", RULE.automation)
STATEMENTS = NamedStatements(
    {
        "rules": sa.select(RULE.automation, RULE.signature, RULE.is_complete),
        "open rule": sa.select(RULE.automation, RULE.position)
        .where(sa.not_(RULE.is_complete))
        .limit(1)
        .with_for_update(skip_locked=True),
        "drop rule": sa.delete(tg_due_rule).where(OF_RULE),
        "drop moments": sa.delete(tg_due).where(
            DUE.automation == bind("of_automation", DUE.automation)
        ),
        "move on": sa.update(tg_due_rule)
        .where(OF_RULE)
        .values(position=bind("at", RULE.position), is_complete=bind("complete", RULE.is_complete)),
    }
)


PUTS = {
    dialect: NamedStatements({"rule": once(tg_due_rule, dialect)})
    for dialect in ("sqlite", "postgresql")
}


def fill_moments(connection: Connection, work: Workspace) -> int:
    """A rule has the moments of some more records; how many. 0: all have all."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "open rule"))
    if not rows:
        return 0
    catalog = work.catalog
    name, position = cast(str, rows[0][0]), cast("int | None", rows[0][1])
    automation = rules_of(catalog).get(name)
    if automation is None:
        return 0
    calendar = read_working_time(connection, work.time_zone)
    records = next_records(connection, catalog, cast(str, automation.table), position or 0)
    moments = moments_of(connection, work, automation, records, calendar)
    put_moments(connection, name, moments, "first")
    last = cast(int, records[-1]["id"]) if records else LAST
    moved = {"of_automation": name, "at": last, "complete": len(records) < SLICE}
    connection.run(STATEMENTS.on(connection.dialect, "move on"), moved)
    return max(len(records), 1)


def rules_of(catalog: Catalog) -> dict[str, Automation]:
    """The automations whose moments are kept, by name."""
    return {
        each.name: each
        for rules in time_rules(catalog).values()
        for each in (*rules.moments, *rules.silences)
    }


def compare_rules(connection: Connection, catalog: Catalog, calendar: WorkingTime) -> None:
    """Rules that are no more, or other ones by now, have no moments; new ones begin."""
    dialect = connection.dialect
    wanted = {name: signature(each, calendar) for name, each in rules_of(catalog).items()}
    rows = connection.rows(STATEMENTS.on(dialect, "rules"))
    present = {cast(str, row[0]): cast(str, row[1]) for row in rows}
    for name, known in present.items():
        if known == wanted.get(name):
            continue
        connection.run(STATEMENTS.on(dialect, "drop rule"), {"of_automation": name})
        connection.run(STATEMENTS.on(dialect, "drop moments"), {"of_automation": name})
    for name, text in wanted.items():
        if present.get(name) != text:
            row = {"automation": name, "signature": text, "position": None, "is_complete": False}
            connection.run(PUTS[dialect].on(dialect, "rule"), row)


def next_records(
    connection: Connection, catalog: Catalog, table: str, after: int
) -> Sequence[Values]:
    """Some records of the table, in the order of their ids."""
    compiled = catalog.tables[table]
    statement = compiled.statement("slice of records", lambda: select_slice(compiled))
    rows = connection.rows(statement, {"after": after, "most": SLICE})
    return [compiled.row_of(row) for row in rows]


def select_slice(table: CompiledTable) -> sa.Select[Row]:
    """Whole records after an id."""
    after = sa.bindparam("after", type_=RecordId())
    query = table.alive(table.records().where(table.sql.c.id > after))
    return query.order_by(table.sql.c.id).limit(sa.bindparam("most", type_=sa.Integer()))


def moments_of(
    connection: Connection,
    work: Workspace,
    automation: Automation,
    records: Sequence[Values],
    calendar: WorkingTime,
) -> dict[int, datetime | None]:
    """When the rule is due for each of the records."""
    document = automation.trigger.document
    if not isinstance(document, Inactive):
        now = work.now()
        return {cast(int, row["id"]): moment_of(automation, row, calendar, now) for row in records}
    ids = [cast(int, row["id"]) for row in records]
    touched = {
        cast(int, row["id"]): cast(datetime, row.get("updated_at") or row["created_at"])
        for row in records
    }
    for record, at in last_children(connection, work.catalog, automation, ids):
        touched[record] = max(at, touched[record])
    return {record: silent_until(automation, at, calendar) for record, at in touched.items()}


def last_children(
    connection: Connection, catalog: Catalog, automation: Automation, ids: Sequence[int]
) -> Iterable[tuple[int, datetime]]:
    """(record, moment) of the last child that each record got, by each children field."""
    document = automation.trigger.document
    assert isinstance(document, Inactive)
    fields = catalog.tables[cast(str, automation.table)].table.fields
    for key in document.children:
        child, back = catalog.tables[cast(str, fields[key].target)], cast(str, fields[key].back)
        statement = child.statement(("last child", back), partial(select_last, child, back))
        for record, at in connection.rows(statement, {"ids": list(ids)}):
            yield cast(int, record), cast(datetime, at)


def select_last(child: CompiledTable, back: str) -> sa.Select[Row]:
    """When the last child of each parent among `ids` was made."""
    parent = child.columns(back)[0]
    last = sa.func.max(child.sql.c.created_at, type_=child.sql.c.created_at.type)
    query = cast("sa.Select[Row]", sa.select(parent, last).where(one_of(parent, "ids")))
    return child.alive(query.group_by(parent))
