"""Records of a package: `data/*.csv` and `demo/*.csv`, written like any others.

The first column is `ref`, a name within the file; references name the `ref` of their target. All
records of a folder are created in one write. States are then reached by ordinary moves, the
shortest way, so that history and guards mean what they say. A load that broke off goes on; one
that came to its end is recognised.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import sqlalchemy as sa

from engine.actor import Actor, Origin
from engine.catalog_table import CompiledTable
from engine.database import Connection, Row
from engine.database.statements import one_of
from engine.importing.ledger import begin_entry, find_entry, note_entry
from engine.people import list_departments, list_users
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind, Outcome
from metadata.folder import AppFolder
from metadata.resolved import Field, Table
from metadata.resolved_states import StateMachine, Transition
from templates_market.errors import PackageRecordsBroken

REF = "ref"
LINKED = frozenset({"reference", "references"})
BETWEEN_REFS = ";"

PEOPLE = frozenset({"user", "department"})
People = Mapping[tuple[str, str], str]
"""The ids of persons and departments by type and what files call them."""

Ids = Mapping[str, int]
"""The ids of records by `table/ref`."""


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One record of a package's file; `cells` are by field key, "" is blank."""

    file: str
    line: int
    table: Table
    ref: str
    cells: Mapping[str, str]

    @property
    def name(self) -> str:
        """What other files call the record."""
        return ref_name(self.table, self.ref)


def load_records(
    work: Workspace, actor: Actor, package: AppFolder, folder: str
) -> Mapping[str, int]:
    """The records of the folder are there, in the states that the files say; how many came into
    each table this time. Raises PackageRecordsBroken, WriteRefused."""
    files = {
        name: content
        for name, content in package.files.items()
        if name.startswith(f"{folder}/") and name.endswith(".csv")
    }
    if not files:
        return {}
    writer = replace(actor, origin=Origin.PACKAGE, via=f"package:{package.app}")
    rows = read_rows(work, package.app, files)
    name = f"{package.app}/{folder}"
    sha256 = hashlib.sha256(b"".join(files[file] for file in sorted(files))).hexdigest()

    def load() -> Mapping[str, int]:
        entry = work.database.read(lambda connection: find_entry(connection, name, sha256))
        if entry is not None and not is_any_there(work, rows, cast(Ids, entry.report["records"])):
            entry = None
        if entry is not None and entry.ended_at is not None:
            return {}
        if entry is None:
            id = work.new_id()
            report = create_records(work, writer, rows, entry_row(work, writer, id, name, sha256))
        else:
            id, report = entry.id, entry.report
        move_records(work, writer, rows, cast(Ids, report["records"]))
        work.database.write(lambda it: note_entry(it, id, report, work.now()))
        return {} if entry is not None else count_tables(rows)

    return work.database.alone(f"package {name}", load)


def is_any_there(work: Workspace, rows: Sequence[PackageRow], ids: Ids) -> bool:
    """Whether any of the records that were loaded once lies in the present tables, deleted or not.
    Where none does, the package was removed since: its tables came again and are others."""
    tables: dict[str, list[int]] = {}
    for row in rows:
        tables.setdefault(row.table.name, []).append(ids[row.name])
    return any(count_rows(work, name, wanted) for name, wanted in tables.items())


def count_rows(work: Workspace, name: str, ids: Sequence[int]) -> int:
    """How many of the ids are rows of the table, deleted or not."""
    table = work.catalog.tables[name]

    def build() -> sa.Select[Row]:
        query: sa.Select[Row] = sa.select(sa.func.count())
        return query.where(one_of(table.sql.c.id, "ids"))

    rows = work.database.rows(table.statement("count of ids", build), {"ids": list(ids)})
    return cast(int, rows[0][0])


def read_rows(work: Workspace, app: str, files: Mapping[str, bytes]) -> list[PackageRow]:
    """All rows of the files, what is referred to before what refers to it where that can be."""
    tables = work.resolved.tables
    found: dict[str, list[PackageRow]] = {}
    for file, content in sorted(files.items()):
        key = file.partition("/")[2].removesuffix(".csv")
        table = tables.get(f"{app}.{key}")
        if table is None:
            raise PackageRecordsBroken("table_unknown", file, 1, key)
        found[table.name] = list(read_file(file, content, table))
    ordered = order_tables([tables[name] for name in found])
    return [row for table in ordered for row in found[table.name]]


def read_file(file: str, content: bytes, table: Table) -> Iterator[PackageRow]:
    """The rows of one file."""
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    headings = next(reader, [])
    for heading in headings:
        if heading != REF and heading not in table.fields:
            raise PackageRecordsBroken("column_unknown", file, 1, heading)
    seen: set[str] = set()
    for cells in reader:
        if len(cells) != len(headings):
            raise PackageRecordsBroken("line_ragged", file, reader.line_num, "")
        row = dict(zip(headings, cells, strict=True))
        ref = row.pop(REF, "")
        if not ref or ref in seen:
            raise PackageRecordsBroken("ref_missing", file, reader.line_num, ref)
        seen.add(ref)
        yield PackageRow(file, reader.line_num, table, ref, row)


def order_tables(tables: Sequence[Table]) -> list[Table]:
    """The tables, each after those it refers to; in a circle the first comes first."""
    waiting, ordered = list(tables), []
    while waiting:
        names = {table.name for table in waiting}
        free = [table for table in waiting if not targets_of(table) & (names - {table.name})]
        taken = free[0] if free else waiting[0]
        ordered.append(taken)
        waiting.remove(taken)
    return ordered


def targets_of(table: Table) -> frozenset[str]:
    """The tables that the table's references point at."""
    return frozenset(
        found.target for found in table.fields.values() if found.type in LINKED and found.target
    )


def create_records(
    work: Workspace, actor: Actor, rows: Sequence[PackageRow], entry: Mapping[str, object]
) -> Mapping[str, object]:
    """All records are there, in their first states; what the ledger notes, written with them."""
    names = {row.name for row in rows}
    people = work.database.read(read_people)
    changes = [
        Change(
            Kind.CREATE,
            row.table.name,
            values=values_of(row, names, people),
            ref=row.name,
            lenient=True,
        )
        for row in rows
    ]
    noted: dict[str, object] = {}

    def note(connection: Connection, outcomes: Sequence[Outcome]) -> None:
        ids = {row.name: outcome.id for row, outcome in zip(rows, outcomes, strict=True)}
        noted.update({"written": len(rows), "records": ids})
        begin_entry(connection, {**entry, "report": noted})

    write(work, actor, changes, also=note)
    return noted


def read_people(connection: Connection) -> People:
    """The ids of those who may be named in a file: persons by login, departments by code."""
    found = {("user", user.login): str(user.id) for user in list_users(connection)}
    departments = list_departments(connection)
    return found | {("department", each.code): str(each.id) for each in departments}


def values_of(row: PackageRow, names: set[str], people: People) -> dict[str, object]:
    """The values of a new record. A blank cell is a blank field, whatever its default. A person or
    department who is not here is as if nobody had been named: the field has its default."""
    values: dict[str, object] = {}
    for key, text in row.cells.items():
        found = row.table.fields[key]
        if found.type == "state":
            continue
        if text and found.type in PEOPLE:
            if (found.type, text) in people:
                values[key] = people[found.type, text]
            continue
        if text:
            values[key] = linked_value(row, found, text, names) if found.type in LINKED else text
        elif found.default is not None:
            values[key] = None
    return values


def linked_value(row: PackageRow, found: Field, text: str, names: set[str]) -> object:
    """What a reference cell points at, as names of records of this write."""
    target = cast(str, found.target)
    refs = [f"{target}/{ref.strip()}" for ref in text.split(BETWEEN_REFS)]
    for ref in refs:
        if ref not in names:
            raise PackageRecordsBroken("ref_unknown", row.file, row.line, ref)
    return refs if found.type == "references" else refs[0]


def ref_name(table: Table, ref: str) -> str:
    """The name of a record among all files."""
    return f"{table.name}/{ref}"


def move_records(work: Workspace, actor: Actor, rows: Sequence[PackageRow], ids: Ids) -> None:
    """Every record is in the state that its row says, machine by machine."""
    by_table: dict[str, list[PackageRow]] = {}
    for row in rows:
        by_table.setdefault(row.table.name, []).append(row)
    for name, of_table in by_table.items():
        for machine in of_table[0].table.machines.values():
            wanted = [row for row in of_table if row.cells.get(machine.field)]
            while changes := next_moves(work, name, machine, wanted, ids):
                write(work, actor, changes)


def next_moves(
    work: Workspace, name: str, machine: StateMachine, rows: Sequence[PackageRow], ids: Ids
) -> list[Change]:
    """The next move of each record that is not where it should be, from where it is now."""
    states = read_states(work, work.catalog.tables[name], machine, [ids[row.name] for row in rows])
    changes = []
    for row in rows:
        id, goal = ids[row.name], row.cells[machine.field]
        # A record that somebody has deleted meanwhile has no state.
        if states.get(id, goal) == goal:
            continue
        path = shortest_path(machine, states[id], goal)
        if path is None:
            raise PackageRecordsBroken("state_unreachable", row.file, row.line, goal)
        reason = f"{row.file}: {row.ref}"
        if not can_walk(row, [machine.transitions[key] for key in path]):
            values = {machine.field: goal}
            changes.append(
                Change(Kind.UPDATE, name, id, values=values, override=True, reason=reason)
            )
            continue
        form = machine.transitions[path[0]].form
        changes.append(
            Change(
                Kind.TRANSITION,
                name,
                id,
                values={key: row.cells[key] for key in form if row.cells.get(key)},
                transition=path[0],
                reason=reason,
                lenient=True,
            )
        )
    return changes


def can_walk(row: PackageRow, moves: Sequence[Transition]) -> bool:
    """Whether a file can say all that the moves ask for: no approval, no checklist, and a cell for
    each field that their forms require. Other samples are put into their states."""
    machine = next(it for it in row.table.machines.values() if moves[0].key in it.transitions)
    listed = {state.key for state in machine.document.states if state.checklist}
    return not any(
        move.approval
        or listed.intersection(move.from_states)
        or any(needed and not row.cells.get(key) for key, needed in move.form.items())
        for move in moves
    )


def read_states(
    work: Workspace, table: CompiledTable, machine: StateMachine, ids: Sequence[int]
) -> dict[int, str]:
    """The present state of each of the records."""
    column = table.columns(machine.field)[0]

    def build() -> sa.Select[Row]:
        query: sa.Select[Row] = sa.select(table.sql.c.id, column)
        return table.alive(query.where(one_of(table.sql.c.id, "ids")))

    rows = work.database.rows(table.statement(("states", machine.field), build), {"ids": list(ids)})
    return {cast(int, id): cast(str, state) for id, state in rows}


def shortest_path(machine: StateMachine, state: str, goal: str) -> list[str] | None:
    """The keys of the fewest moves that lead from one state to another, None where none do."""
    waiting: deque[tuple[str, list[str]]] = deque([(state, [])])
    seen = {state}
    while waiting:
        at, path = waiting.popleft()
        if at == goal:
            return path
        for key, move in machine.transitions.items():
            if at in move.from_states and move.to not in seen:
                seen.add(move.to)
                waiting.append((move.to, [*path, key]))
    return None


def entry_row(work: Workspace, actor: Actor, id: int, name: str, sha256: str) -> dict[str, object]:
    """The row of the ledger."""
    return {
        "id": id,
        "table": name,
        "file_name": name,
        "file_sha256": sha256,
        "user": actor.user,
        "at": work.now(),
        "mapping": {},
    }


def count_tables(rows: Sequence[PackageRow]) -> dict[str, int]:
    """How many rows each table has."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.table.name] = counts.get(row.table.name, 0) + 1
    return counts
