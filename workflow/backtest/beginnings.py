"""How much everybody had on their hands on the first day: what there is now, with all that the
log says happened since taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import cast

from engine.catalog_table import CompiledTable, Values
from engine.workspace import Workspace
from engine.writing.rows import Rows
from workflow.assigning.ledger import TableField
from workflow.assigning.loads import open_records
from workflow.backtest.ledger import is_open
from workflow.backtest.log import SLICE, Log
from workflow.deleted_too import read_present
from workflow.moment_rules import CREATE
from workflow.past import values_of
from workflow.people import everybody, first_id

Beginning = dict[int, dict[str, object] | None]
"""By record the JSON values it had, as far as they were changed since; None: there was none."""


def loads_at_beginning(
    log: Log, work: Workspace, places: set[TableField]
) -> dict[TableField, Counter[int]]:
    """How many open records each person had before the days, for each field that is assigned."""
    found: dict[TableField, Counter[int]] = {}
    for table in sorted({table for table, _ in places}):
        keys = [key for owner, key in sorted(places) if owner == table]
        compiled = work.catalog.tables[table]
        watched = frozenset((*keys, *compiled.table.machines))
        beginning = beginning_of(log, table, watched)
        for key in keys:
            loads = present_loads(log, work, (table, key))
            if key not in compiled.linked:
                take_back(log, work, loads, (compiled, key, beginning))
            found[table, key] = loads
    return found


def beginning_of(log: Log, table: str, keys: frozenset[str]) -> Beginning:
    """What the records of the table held before the days."""
    found: Beginning = {}
    events = (event for part in log.slices() for event in part)
    for event in events:
        if event.table != table or event.at < log.since:
            continue
        record = cast(int, event.record)
        if record not in found:
            found[record] = None if event.kind == CREATE else {}
        known, before = found[record], event.before or {}
        if known is not None:
            found[record] = {key: before[key] for key in keys & before.keys()} | known
    return found


def present_loads(log: Log, work: Workspace, place: TableField) -> Counter[int]:
    """How many open records each person has now."""
    users = list(everybody(work, log.connection).users)
    counts = open_records(log.connection, work, *place, users)
    return Counter({user: int(count) for user, count in counts.items()})


def take_back(
    log: Log,
    work: Workspace,
    loads: Counter[int],
    what: tuple[CompiledTable, str, Mapping[int, dict[str, object] | None]],
) -> None:
    """The loads are those of before the days."""
    compiled, key, beginning = what
    records = sorted(beginning)
    for start in range(0, len(records), SLICE):
        part = records[start : start + SLICE]
        rows = Rows(log.connection, work.catalog, is_writing=False)
        present = read_present(log.connection, rows, compiled, part)
        for record in part:
            now = present.get(record)
            if now is None:
                continue
            alive = None if now.get("deleted_at") is not None else now
            move(loads, compiled, key, alive, -1)
            before = beginning[record]
            if before is not None:
                then = {**now, **values_of(compiled, before, work.time_zone)}
                move(loads, compiled, key, then, 1)


def move(
    loads: Counter[int], compiled: CompiledTable, key: str, row: Values | None, by: int
) -> None:
    """Whoever has the record has so many more, if it is open."""
    user = None if row is None else first_id(row.get(key))
    if user is not None and is_open(compiled, row):
        loads[user] += by
