"""The clock of leases is the database's: workers on several machines need not agree on the time
(decision 49)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from engine.database.types import Instant

LEASE_SECONDS = 60


class lease_now(FunctionElement[object]):
    """`lease_now()`: this very moment; `lease_now(60)`: so many seconds later."""

    type = Instant()
    inherit_cache = True
    name = "lease_now"

    def __init__(self, seconds: int = 0) -> None:
        super().__init__(sa.literal_column(str(int(seconds)), sa.Integer()))


@compiles(lease_now, "postgresql")
def on_postgresql(element: lease_now, compiler: SQLCompiler, **options: object) -> str:
    """Not now(), which stands still within a transaction."""
    (seconds,) = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(clock_timestamp() + make_interval(secs => {seconds}))"


@compiles(lease_now, "sqlite")
def on_sqlite(element: lease_now, compiler: SQLCompiler, **options: object) -> str:
    """Milliseconds since 1970, as moments are kept there."""
    (seconds,) = (compiler.process(clause, **options) for clause in element.clauses)
    days = "(julianday('now') - 2440587.5)"
    return f"(CAST(ROUND({days} * 86400000) AS INTEGER) + {seconds} * 1000)"
