"""No write passes on old rules: it carries the revision and the rights it was checked under.

Decision 39. A write whose revision or rights are no longer the present ones stores nothing and is
begun again (CatalogMoved).
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from engine.actor import Actor
from engine.catalog import Catalog
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.types import WholeNumber
from engine.system_tables import tg_revision, tg_rights

REVISION, RIGHTS = "guard__revision", "guard__rights"

PRESENT_REVISION = sa.select(sa.func.max(tg_revision.c.number)).scalar_subquery()
PRESENT_RIGHTS = sa.select(sa.func.max(tg_rights.c.number)).scalar_subquery()


def is_current() -> sa.ColumnElement[bool]:
    """The condition that the parameters name the present revision and rights."""
    revision = sa.bindparam(REVISION, type_=WholeNumber())
    rights = sa.bindparam(RIGHTS, type_=WholeNumber())
    return sa.and_(
        sa.func.coalesce(PRESENT_REVISION, 0) == revision,
        sa.or_(rights < 0, sa.func.coalesce(PRESENT_RIGHTS, 0) == rights),
    )


def guard_parameters(catalog: Catalog, actor: Actor) -> Mapping[str, object]:
    """The parameters of `is_current`. The engine itself has no rights that could be old."""
    rights = -1 if actor.user is None else actor.rights
    return {REVISION: catalog.number, RIGHTS: rights}


STATEMENTS = NamedStatements({"is present": sa.select(is_current().label("is_present"))})


def is_present(connection: Connection, catalog: Catalog, actor: Actor) -> bool:
    """Whether the catalog and the actor's rights are the present ones."""
    statement = STATEMENTS.on(connection.dialect, "is present")
    return bool(connection.rows(statement, guard_parameters(catalog, actor))[0][0])
