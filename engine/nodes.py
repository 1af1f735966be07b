"""Which number a process puts into the record ids it makes (decision 1).

On SQLite there is one process and the number is 0. On PostgreSQL processes lease numbers by the
database's clock; a lease is a day long and renewed hourly, in passing, by whoever needs an id.
"""

from __future__ import annotations

import secrets
import time
from datetime import timedelta
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Database
from engine.database.named import NamedStatements
from engine.errors import DatabaseUnavailable
from engine.ids import NODES
from engine.system_tables import tg_node

LEASE = timedelta(days=1)
RENEW_SECONDS = 3_600.0
EXPIRED_SECONDS = LEASE.total_seconds() - RENEW_SECONDS

UNTIL = sa.func.now() + sa.literal(LEASE, sa.Interval())
NUMBER = sa.bindparam("of_number", type_=tg_node.c.number.type)
HOLDER = sa.bindparam("of_holder", type_=tg_node.c.holder.type)

STATEMENTS = NamedStatements(
    {
        "taken": sa.select(tg_node.c.number).where(tg_node.c.leased_until > sa.func.now()),
        "drop": sa.delete(tg_node).where(tg_node.c.number == NUMBER),
        "take": sa.insert(tg_node).values(number=NUMBER, holder=HOLDER, leased_until=UNTIL),
        "renew": sa.update(tg_node)
        .values(leased_until=UNTIL)
        .where(tg_node.c.number == NUMBER, tg_node.c.holder == HOLDER),
        "release": sa.delete(tg_node).where(tg_node.c.number == NUMBER, tg_node.c.holder == HOLDER),
    }
)


class NodeLease:
    """This process's node number."""

    def __init__(self, database: Database) -> None:
        """The number is leased. Raises DatabaseUnavailable when all 1,024 are taken."""
        self._database = database
        self._holder = secrets.token_hex(8)
        self._renewed = time.monotonic()
        self.number = 0
        if database.dialect == "postgresql":
            self.number = database.alone("nodes", lambda: database.write(self._take))

    def keep(self) -> None:
        """The lease lasts at least an hour longer; cheap while it was renewed within the hour.
        Raises DatabaseUnavailable when it is lost: ids of two processes could then be the same."""
        age = time.monotonic() - self._renewed
        if age < RENEW_SECONDS or self._database.dialect == "sqlite":
            return
        renewed = time.monotonic()
        if age > EXPIRED_SECONDS or not self._database.write(lambda it: self._run(it, "renew")):
            raise DatabaseUnavailable({"reason": f"the lease of node {self.number} is lost"})
        self._renewed = renewed

    def release(self) -> None:
        """Another process may take the number."""
        if self._database.dialect == "postgresql":
            self._database.write(lambda connection: self._run(connection, "release"))

    def _take(self, connection: Connection) -> int:
        """The smallest number that nobody holds."""
        rows = connection.rows(STATEMENTS.on(connection.dialect, "taken"))
        taken = {cast(int, row[0]) for row in rows}
        free = next((number for number in range(NODES) if number not in taken), None)
        if free is None:
            raise DatabaseUnavailable({"reason": f"all {NODES} nodes are taken"})
        self.number = free
        self._run(connection, "drop")
        self._run(connection, "take")
        return free

    def _run(self, connection: Connection, name: str) -> int:
        """Run a statement about this lease."""
        given = {"of_number": self.number, "of_holder": self._holder}
        return connection.run(STATEMENTS.on(connection.dialect, name), given)
