"""What is known of an uploaded file, and how it comes to be known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from engine.actor import Actor
from engine.database import Connection, Reader, Row
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.errors import FileRefused
from engine.files.content import type_of_content
from engine.files.names import clean_name
from engine.files.pictures import pixels_of
from engine.files.store import FileStore, hash_of
from engine.system_tables import tg_file
from engine.workspace import Workspace
from metadata.file_kinds import PICTURES

STORE = "files"
"""The name under which contents are taken in and dropped, one at a time."""

f = tg_file.c
COLUMNS = (f.id, f.sha256, f.name, f.size, f.type, f.width, f.height, f.user, f.bound_at, f.gone_at)

STATEMENTS = NamedStatements(
    {
        "add": sa.insert(tg_file),
        "files": sa.select(*COLUMNS).where(one_of(f.id, "ids")).order_by(f.id),
        "lock": sa.select(*COLUMNS).where(one_of(f.id, "ids")).order_by(f.id).with_for_update(),
    }
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An uploaded file. `user` uploaded it and is alone in seeing it until a record holds it
    (`is_bound`); `is_gone` where only its name is left."""

    id: int
    sha256: str
    name: str
    size: int
    type: str
    width: int | None
    height: int | None
    user: int | None
    is_bound: bool
    is_gone: bool

    def shown(self) -> dict[str, object]:
        """The file as JSON."""
        found: dict[str, object] = {
            "id": str(self.id),
            "name": self.name,
            "size": self.size,
            "type": self.type,
        }
        if self.width is not None:
            found.update(width=self.width, height=self.height)
        return found


def keep_upload(work: Workspace, actor: Actor, source: Path, name: str) -> StoredFile:
    """The file at `source`, one of the store's own, is taken in; nobody but the actor sees it
    until a record holds it. Raises FileRefused where it is empty."""
    size = source.stat().st_size
    if size == 0:
        raise FileRefused("file_empty")
    name = clean_name(name)
    kind = type_of_content(source, name)
    width, height = (pixels_of(source) if kind in PICTURES else None) or (None, None)
    kept = StoredFile(
        id=work.new_id(),
        sha256=hash_of(source),
        name=name,
        size=size,
        type=kind,
        width=width,
        height=height,
        user=actor.user,
        is_bound=False,
        is_gone=False,
    )
    store = FileStore(work.files)

    def take_in() -> None:
        store.take_in(source, kept.sha256)
        work.database.write(lambda connection: add_file(work, connection, kept))

    work.database.alone(STORE, take_in)
    return kept


def add_file(work: Workspace, connection: Connection, file: StoredFile) -> None:
    """The row of a new file is there."""
    row: Mapping[str, object] = {
        "id": file.id,
        "sha256": file.sha256,
        "name": file.name,
        "size": file.size,
        "type": file.type,
        "width": file.width,
        "height": file.height,
        "user": file.user,
        "at": work.now(),
        "bound_at": None,
        "released_at": None,
        "gone_at": None,
    }
    connection.run(STATEMENTS.on(connection.dialect, "add"), row)


def read_files(connection: Reader, dialect: str, ids: Iterable[int]) -> dict[int, StoredFile]:
    """The files by id, those too of which only the name is left."""
    return files_of(connection, dialect, "files", ids)


def lock_files(connection: Connection, ids: Iterable[int]) -> dict[int, StoredFile]:
    """The same, kept from being purged until the transaction ends."""
    name = "lock" if connection.dialect == "postgresql" else "files"
    return files_of(connection, connection.dialect, name, ids)


def files_of(
    connection: Reader, dialect: str, name: str, ids: Iterable[int]
) -> dict[int, StoredFile]:
    """The files that statement `name` finds."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = connection.rows(STATEMENTS.on(dialect, name), {"ids": wanted})
    return {file.id: file for file in map(file_of, rows)}


def file_of(row: Row) -> StoredFile:
    """The file in a row of COLUMNS."""
    id, sha256, name, size, kind, width, height, user, bound_at, gone_at = row
    return StoredFile(
        id=cast(int, id),
        sha256=str(sha256),
        name=str(name),
        size=cast(int, size),
        type=str(kind),
        width=cast(int | None, width),
        height=cast(int | None, height),
        user=cast(int | None, user),
        is_bound=bound_at is not None,
        is_gone=gone_at is not None,
    )
