"""A module's statements by name, each prepared once for each database."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from engine.database.statements import Prepared, prepare


class NamedStatements:
    """Statements of a module; `on` gives one prepared."""

    def __init__(self, statements: Mapping[str, sa.ClauseElement]) -> None:
        self._statements = statements
        self._prepared: dict[tuple[str, str], Prepared] = {}

    def on(self, dialect: str, name: str) -> Prepared:
        """The statement `name`, prepared for `dialect`."""
        found = self._prepared.get((dialect, name))
        if found is None:
            found = self._prepared[dialect, name] = prepare(self._statements[name], dialect)
        return found
