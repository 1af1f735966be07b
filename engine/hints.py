"""Hints: what others may want to read again, because a write changed it (decision 40).

A write leaves texts on its connection (`Connection.hint`); once it is durable, this process's
listeners hear them among the announced topics. Nothing of them is in the database: what carries
them to other processes is `runtime.live`.
"""

from __future__ import annotations

from collections.abc import Collection

from engine.database import Connection

MARK = "~"
"""Begins every hint: what is cached of revisions, rights and settings does not depend on it."""

MOST_RECORDS = 50
"""More records of one table than these are all of them: nobody sends thousands of names."""


def hint_records(
    connection: Connection, table: str, records: Collection[int], *, log: bool = False
) -> None:
    """Whoever looks at the table, or at one of these records, hears of it after the commit. The
    records of a log are looked at by nobody."""
    if not records:
        return
    connection.hint(f"{MARK}table:{table}")
    if log:
        return
    if len(records) > MOST_RECORDS:
        connection.hint(f"{MARK}record:{table}:*")
        return
    for record in records:
        connection.hint(f"{MARK}record:{table}:{record}")
