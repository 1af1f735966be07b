"""The documents of an automation through the revisions: which are one version, and what was
before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.revisions import Json
from engine.system_tables import tg_document
from engine.workspace import Workspace
from metadata.resolved import DocumentKey
from workflow.pinned_documents import Pinned, at, said_at
from workflow.trials.store import revisions_settled
from workflow.trials.telling import CHANGED

KIND = "automation"
Place = tuple[str, str]
"""(app, key) of an automation."""

D = tg_document.c
REVISION = sa.bindparam("revision", type_=D.from_revision.type)
STATEMENTS = NamedStatements(
    {
        "version": sa.select(D.from_revision, D.body).where(
            D.app == at(D.app),
            D.kind == KIND,
            D.key == at(D.key),
            D.from_revision <= REVISION,
            sa.or_(D.to_revision.is_(None), D.to_revision > REVISION),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Written:
    """A document as it stood at revision `number`, and the revision it came with."""

    came_with: int
    number: int
    body: Json

    @property
    def is_on_trial(self) -> bool:
        """Whether it asks for a trial."""
        return self.body.get("trial") is not None

    @property
    def pinned(self) -> Pinned:
        """The same, to be read against later tables."""
        return Pinned(self.body, self.number, is_present=False)


def document_key(place: Place) -> DocumentKey:
    """The document of the automation."""
    return place[0], KIND, place[1]


def written_at(connection: Connection, place: Place, revision: int) -> Written | None:
    """The automation's document at that revision; None where there was none."""
    given = {"of_app": place[0], "of_key": place[1], "revision": revision}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "version"), given)
    return Written(cast(int, rows[0][0]), revision, cast(Json, rows[0][1])) if rows else None


def version_at(connection: Connection, work: Workspace, place: Place, revision: int) -> int | None:
    """The revision that the automation on trial came with as it was at `revision`: what renamed
    labels have written into it since is no other version. None where there was none."""
    found = written_at(connection, place, revision)
    while found is not None:
        before = written_at(connection, place, found.came_with - 1)
        if before is None or not before.is_on_trial:
            break
        said = said_at(connection, work, document_key(place), before.pinned, found.came_with)
        if said != found.body:
            break
        found = before
    return None if found is None else found.came_with


def base_before(connection: Connection, place: Place, revision: int) -> Written | None:
    """The last version before that revision which all records went by, without its trial. Versions
    that were on trial are passed over."""
    settled = revisions_settled(connection, ".".join(place), CHANGED)
    found = written_at(connection, place, revision - 1)
    while found is not None and found.is_on_trial and found.came_with not in settled:
        found = written_at(connection, place, found.came_with - 1)
    if found is None:
        return None
    return Written(found.came_with, found.number, without_trial(found.body))


def without_trial(body: Json) -> Json:
    """What the document says besides."""
    return {name: value for name, value in body.items() if name != "trial"}
