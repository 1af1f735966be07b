"""Moments in which nobody writes to some tables (SQLite's one writer is lock enough)."""

from __future__ import annotations

import random
from collections.abc import Collection

import sqlalchemy as sa

from engine.changing.passage import Passage
from engine.database import Connection


def lock_concerned(passage: Passage, connection: Connection, altered: Collection[str] = ()) -> None:
    """No write to the concerned tables is on its way until this transaction ends; who reads goes
    on reading, but for the `altered` tables, which nobody else looks at meanwhile: a lock that is
    raised later waits for those who wait for it."""
    if connection.dialect != "postgresql":
        return
    alchemy = connection.alchemy()
    quote = alchemy.dialect.identifier_preparer.quote
    for name in lock_order(passage):
        mode = "ACCESS EXCLUSIVE" if name in altered else "EXCLUSIVE"
        alchemy.execute(sa.text(f"LOCK TABLE {quote(name)} IN {mode} MODE"))


def lock_order(passage: Passage) -> list[str]:
    """The concerned tables in the order in which writers come to them: a writer who holds one and
    wants another that is locked already would be waited for in vain. Writers lock rows in the
    order of the tables' names (decision 32), but come to the readers of what they wrote in the
    order of formulas; each attempt takes one of the two."""
    if random.random() < 0.5:
        return list(passage.concerned)
    before = passage.before
    physical = {name: place.physical for name, place in before.layout.tables.items()}
    waiting = {name for name, table in physical.items() if table in passage.concerned}
    readers = {(edge.source_table, edge.table) for edge in before.dependencies.edges}
    order: list[str] = []
    while waiting:
        ready = [
            name
            for name in sorted(waiting)
            if not any((other, name) in readers for other in waiting - {name})
        ]
        chosen = random.choice(ready or sorted(waiting))
        waiting.remove(chosen)
        order.append(physical[chosen])
    return order
