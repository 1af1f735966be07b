"""A document as it was at a revision, read against the tables of today: what runs and approvals go
by to their end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.revisions import Json, read_sources
from engine.system_tables import tg_document
from engine.workspace import Workspace
from metadata.resolve import resolve_documents
from metadata.resolved import DocumentKey, Resolved

D = tg_document.c


def at(column: sa.Column[object]) -> sa.BindParameter[object]:
    """A parameter of the document's key."""
    return sa.bindparam(f"of_{column.name}", type_=column.type)


REVISION = sa.bindparam("revision", type_=D.from_revision.type)
STATEMENTS = NamedStatements(
    {
        "body": sa.select(D.body, D.to_revision).where(
            D.app == at(D.app),
            D.kind == at(D.kind),
            D.key == at(D.key),
            D.from_revision <= REVISION,
            sa.or_(D.to_revision.is_(None), D.to_revision > REVISION),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Pinned:
    """What was written, and whether it is so still."""

    body: Json
    is_present: bool


def read_pinned(connection: Connection, document: DocumentKey, revision: int) -> Pinned | None:
    """The document at that revision; None where there was none."""
    app, kind, key = document
    given = {"of_app": app, "of_kind": kind, "of_key": key, "revision": revision}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "body"), given)
    if not rows:
        return None
    body, replaced = rows[0]
    return Pinned(cast(Json, body), replaced is None)


def resolve_with(
    connection: Connection, work: Workspace, document: DocumentKey, body: Json
) -> Resolved | None:
    """The present documents, resolved with this one in its place; None where what it names is
    there no longer."""
    sources = read_sources(connection, work.catalog.number)
    sources[document] = body
    return resolve_documents(sources, work.typings, str(work.time_zone)).resolved
