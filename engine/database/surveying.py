"""What a database's planner knows of a table is looked up anew."""

from __future__ import annotations

import sqlalchemy as sa


def survey_table(connection: sa.Connection, table: str) -> None:
    """The planner knows how many rows the table has, and how often values come."""
    quote = connection.dialect.identifier_preparer.quote
    connection.exec_driver_sql(f"ANALYZE {quote(table)}")
