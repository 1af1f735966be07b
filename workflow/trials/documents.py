"""The documents of an automation through the revisions: which are one version, and what was
before it."""

from __future__ import annotations

from dataclasses import replace

from engine.database import Connection
from engine.revisions import Json
from engine.workspace import Workspace
from metadata.resolved import DocumentKey
from workflow.pinned_documents import Pinned, read_pinned, said_at
from workflow.trials.store import revisions_settled
from workflow.trials.telling import CHANGED

KIND = "automation"
Place = tuple[str, str]
"""(app, key) of an automation."""


def document_key(place: Place) -> DocumentKey:
    """The document of the automation."""
    return place[0], KIND, place[1]


def written_at(connection: Connection, place: Place, revision: int) -> Pinned | None:
    """The automation's document at that revision; None where there was none."""
    return read_pinned(connection, document_key(place), revision)


def is_on_trial(written: Pinned) -> bool:
    """Whether the document asks for a trial."""
    return written.body.get("trial") is not None


def version_at(connection: Connection, work: Workspace, place: Place, revision: int) -> int | None:
    """The revision that the automation on trial came with as it was at `revision`: what renamed
    labels have written into it since is no other version. None where there was none."""
    found = written_at(connection, place, revision)
    while found is not None:
        before = written_at(connection, place, found.came_with - 1)
        if before is None or not is_on_trial(before):
            break
        said = said_at(connection, work, document_key(place), before, found.came_with)
        if said != found.body:
            break
        found = before
    return None if found is None else found.came_with


def base_before(connection: Connection, place: Place, revision: int) -> Pinned | None:
    """The last version before that revision which all records went by, without its trial. Versions
    that were on trial are passed over."""
    settled = revisions_settled(connection, ".".join(place), CHANGED)
    found = written_at(connection, place, revision - 1)
    while found is not None and is_on_trial(found) and found.came_with not in settled:
        found = written_at(connection, place, found.came_with - 1)
    if found is None:
        return None
    return replace(found, body=without_trial(found.body))


def without_trial(body: Json) -> Json:
    """What the document says besides."""
    return {name: value for name, value in body.items() if name != "trial"}
