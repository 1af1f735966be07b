"""What people wrote while a backfill went on is done once more, before the flip.

Writers of the old revision do not know the hidden columns. Their events tell which records they
touched; those are converted and computed again, and so is whatever reads them. Nobody's write
passes unseen, because a mark is only set while no write to the concerned tables is on its way
(docs/decisions/catching-up-with-writers.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import sqlalchemy as sa

from engine.changing.locks import lock_concerned
from engine.changing.passage import Name, Passage
from engine.data_steps import run_on
from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.ids import COUNTER_BITS, NODE_BITS
from engine.system_tables import tg_event
from engine.writing.dependents import walk_back
from engine.writing.recompute import recompute_field
from engine.writing.transaction import Transaction
from metadata.dependencies import Edge
from metadata.steps import Recompute

SLICE = 1_000
ID_MARGIN = 60_000 << (NODE_BITS + COUNTER_BITS)
"""A minute of ids: the clocks of two processes differ by less."""

e = tg_event.c

STATEMENTS = NamedStatements(
    {
        "last": sa.select(sa.func.max(e.seq)),
        "since": sa.select(e.table, e.record, e.before).where(
            e.seq > sa.bindparam("mark", type_=e.seq.type), e.record.is_not(None)
        ),
        "count": sa.select(sa.func.count()).where(
            e.seq > sa.bindparam("mark", type_=e.seq.type), e.record.is_not(None)
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in the log: `seq` is its last event; log tables have none, and are told by ids."""

    seq: int
    id: int


@dataclass(slots=True)
class Touched:
    """The records of one table that were written, and the values they had in reference fields."""

    ids: set[int] = field(default_factory=set)
    before: dict[str, set[int]] = field(default_factory=dict)

    def parts(self, size: int) -> Iterator[Touched]:
        """The records `size` at a time; what any of them pointed at comes with the first."""
        ids = sorted(self.ids)
        before = self.before
        for start in range(0, len(ids), size):
            yield Touched(set(ids[start : start + size]), before)
            before = {}


def set_mark(passage: Passage, connection: Connection) -> Mark:
    """All events up to the mark are stored, and no later one is before it: nobody writes now."""
    lock_concerned(passage, connection)
    return read_mark(passage, connection)


def read_mark(passage: Passage, connection: Connection) -> Mark:
    """The end of the log, as it is while the concerned tables are locked."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "last"))
    return Mark(cast(int, rows[0][0] or 0), passage.work.new_id() - ID_MARGIN)


def count_since(connection: Connection, mark: Mark) -> int:
    """How many events came behind the mark."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "count"), {"mark": mark.seq})
    return cast(int, rows[0][0])


def read_touched(passage: Passage, connection: Connection, mark: Mark) -> dict[str, Touched]:
    """The records written behind the mark, by the table's later name."""
    touched: dict[str, Touched] = defaultdict(Touched)
    rows = connection.rows(STATEMENTS.on(connection.dialect, "since"), {"mark": mark.seq})
    for old_name, record, before in rows:
        name = passage.names_now.get(cast(str, old_name))
        if name not in passage.watched:
            continue
        touched[name].ids.add(cast(int, record))
        for key, value in cast(Mapping[str, object], before or {}).items():
            if isinstance(value, str) and value.isdecimal():
                touched[name].before.setdefault(key, set()).add(int(value))
    for name in passage.watched:
        if passage.pairs[name].before.log:
            touched[name].ids |= logged_since(passage, connection, name, mark)
    return touched


def logged_since(passage: Passage, connection: Connection, name: str, mark: Mark) -> set[int]:
    """The records of a log table that came behind the mark."""
    table = passage.after.tables[name]

    def select() -> sa.Select[Row]:
        id = table.sql.c.id
        query: sa.Select[Row] = sa.select(id)
        return query.where(id > sa.bindparam("after", type_=id.type))

    rows = connection.rows(table.statement("logged", select), {"after": mark.id})
    return {cast(int, row[0]) for row in rows}


def repeat_steps(passage: Passage, connection: Connection, touched: Mapping[str, Touched]) -> None:
    """Every hidden column is right in the touched records, and in those that read them."""
    transaction = passage.open(connection)
    for step in passage.hidden_steps:
        if isinstance(step, Recompute) or step.table not in touched:
            continue
        ids = sorted(touched[step.table].ids)
        for start in range(0, len(ids), SLICE):
            run_on(passage, connection, step, ids[start : start + SLICE])
    compute_waiting(passage, transaction, find_waiting(passage, transaction, touched))


def find_waiting(
    passage: Passage, transaction: Transaction, touched: Mapping[str, Touched]
) -> dict[Name, set[int]]:
    """Which records must compute which of the new formulas again."""
    waiting: dict[Name, set[int]] = defaultdict(set)
    for name, found in touched.items():
        for table, formula in passage.computed:
            if table == name:
                waiting[table, formula] |= found.ids
    for edge in dict.fromkeys(passage.edges):
        source = touched.get(edge.source_table)
        if source is not None and edge.path:
            waiting[edge.table, edge.field] |= readers_of(passage, transaction, edge, source)
    return waiting


def readers_of(
    passage: Passage, transaction: Transaction, edge: Edge, touched: Touched
) -> set[int]:
    """The records whose formula reads touched ones, or did so before."""
    last = edge.path[-1]
    if last.kind == "asker":
        return set()
    if last.kind != "children" or last.back is None:
        return walk_back(transaction, edge.path, touched.ids)
    pair = passage.pairs[edge.source_table]
    old_key = pair.fields.get(last.back, last.back)
    former = walk_back(transaction, edge.path[:-1], set(touched.before.get(old_key, ())))
    return former | walk_back(transaction, edge.path, touched.ids)


def compute_waiting(
    passage: Passage, transaction: Transaction, waiting: dict[Name, set[int]]
) -> None:
    """The waiting formulas are right, in the order of the plan; what changes by that is passed on
    to those that read it, which all come later."""
    dependencies = passage.after.dependencies
    steps = [step for step in passage.hidden_steps if isinstance(step, Recompute)]
    for table, formula in [(step.table, formula) for step in steps for formula in step.fields]:
        ids = sorted(waiting.pop((table, formula), ()))
        changed: set[int] = set()
        for start in range(0, len(ids), SLICE):
            changed |= recompute_field(transaction, table, formula, ids[start : start + SLICE])
        for edge in dependencies.edges_of(table, formula) if changed else ():
            if (edge.table, edge.field) in passage.computed:
                waiting[edge.table, edge.field] |= walk_back(transaction, edge.path, changed)
