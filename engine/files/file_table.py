"""Files as a SQL table with the columns that formulas know (metadata.fields.built_in)."""

from __future__ import annotations

import sqlalchemy as sa

from engine.system_tables import tg_file


def file_table() -> sa.Subquery:
    """Files: id, name, size, type."""
    file = tg_file.alias()
    return sa.select(file.c.id, file.c.name, file.c.size, file.c.type).subquery()
