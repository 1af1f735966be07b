"""A document as it was at a revision, read against the tables of today: what runs and approvals go
by to their end. What its formulas name is what it was, whatever it is called by now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.revisions import Json, read_sources
from engine.system_tables import tg_document
from engine.workspace import Workspace
from metadata.rename_labels import rename_labels
from metadata.resolve import resolve_documents
from metadata.resolved import DocumentKey, Resolved

NAMING = frozenset({"table", "option_set"})
D = tg_document.c


def at(column: sa.Column[object]) -> sa.BindParameter[object]:
    """A parameter of the document's key."""
    return sa.bindparam(f"of_{column.name}", type_=column.type)


REVISION = sa.bindparam("revision", type_=D.from_revision.type)
STATEMENTS = NamedStatements(
    {
        "written": sa.select(D.from_revision, D.body, D.to_revision).where(
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
    """What was written at a revision, the revision it came with, and whether it is so still."""

    body: Json
    revision: int
    came_with: int
    is_present: bool


def read_pinned(connection: Connection, document: DocumentKey, revision: int) -> Pinned | None:
    """The document at that revision; None where there was none."""
    app, kind, key = document
    given = {"of_app": app, "of_kind": kind, "of_key": key, "revision": revision}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "written"), given)
    if not rows:
        return None
    came_with, body, replaced = rows[0]
    return Pinned(cast(Json, body), revision, cast(int, came_with), replaced is None)


def resolve_with(
    connection: Connection, work: Workspace, document: DocumentKey, pinned: Pinned
) -> Resolved | None:
    """The present documents, resolved with this one in its place; None where what it names is
    there no longer."""
    number = work.catalog.number
    sources = read_sources(connection, number)
    sources[document] = said_at(connection, work, document, pinned, number)
    return resolve_documents(sources, work.typings, str(work.time_zone)).resolved


def said_at(
    connection: Connection, work: Workspace, document: DocumentKey, pinned: Pinned, number: int
) -> Json:
    """The document with its formulas saying what fields and options are called at a later revision:
    a plan that renames a label writes so into the documents that are there, not into old ones."""
    past, later = (read_sources(connection, at) for at in (pinned.revision, number))
    if naming(past) == naming(later):
        return pinned.body
    past[document] = later[document] = pinned.body
    before = resolve_documents(past, work.typings, str(work.time_zone)).resolved
    return pinned.body if before is None else cast(Json, rename_labels(before, later)[document])


def naming(sources: Mapping[DocumentKey, Json]) -> Mapping[DocumentKey, Json]:
    """The documents that say what fields and options are called."""
    return {name: body for name, body in sources.items() if name[1] in NAMING}
