"""A role that no document holds: it is made of something else, for one table."""

from __future__ import annotations

from metadata.documents.label import Label
from metadata.documents.role import RoleDocument
from metadata.resolved import Role, TablePowers


def made_role(
    key: tuple[str, str], table: str, powers: TablePowers, called: tuple[str, Label]
) -> Role:
    """The role `key` with powers over `table` and nothing else; `called` is the key and label of
    what it was made of."""
    app, name = key
    return Role(
        app=app,
        key=name,
        labels={},
        tables={table: powers},
        build=False,
        powers=frozenset(),
        document=RoleDocument(key=called[0], label=called[1]),
    )
