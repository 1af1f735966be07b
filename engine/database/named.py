"""A module's statements by name, each prepared once for each database."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.database.statements import Prepared, prepare


class NamedStatements:
    """Statements of a module; `on` gives one prepared."""

    def __init__(self, statements: Mapping[str, sa.ClauseElement]) -> None:
        self._statements = statements
        self._prepared: dict[tuple[str, str], Prepared] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all of them."""
        return tuple(self._statements)

    def on(self, dialect: str, name: str) -> Prepared:
        """The statement `name`, prepared for `dialect`."""
        found = self._prepared.get((dialect, name))
        if found is None:
            found = self._prepared[dialect, name] = prepare(self._statements[name], dialect)
        return found


def put_row(table: sa.Table, dialect: str) -> sa.ClauseElement:
    """The insertion of a whole row, in place of the one with the same primary key."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    replaced = {it.name: statement.excluded[it.name] for it in table.c if it.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=replaced)
