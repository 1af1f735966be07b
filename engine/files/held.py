"""Files that are held by something else than a field of a record: what somebody attached to an
approval. They stay as long as it does; who may see it sees them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Reader
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.database.types import RecordId
from engine.files.stored import StoredFile, lock_files, read_files
from engine.system_tables import key, system_table, tg_file

# Shaped as the link tables of file fields are, which `engine.files.upkeep` looks through.
tg_held_file = system_table(
    "tg_held_file",
    key("record", RecordId()),  # the approval
    key("target", RecordId()),  # the file
    sa.Index("tg_held_file_target", "target"),
)

f = tg_file.c
HOLDER = tg_held_file.c.record == sa.bindparam("holder", type_=tg_held_file.c.record.type)
STATEMENTS = NamedStatements(
    {
        "hold": sa.insert(tg_held_file),
        "let go": sa.delete(tg_held_file).where(HOLDER),
        "held": sa.select(tg_held_file.c.target).where(HOLDER),
        "bind": sa.update(tg_file)
        .where(one_of(f.id, "ids"))
        .values(bound_at=sa.bindparam("of_now", type_=f.bound_at.type), released_at=None),
    }
)


def hold_files(
    connection: Connection, holder: int, user: int, ids: Collection[int], now: datetime
) -> list[StoredFile] | None:
    """The files, which are held by the holder from now on; None where one of them is not an upload
    of this person that nothing holds yet."""
    wanted = sorted(set(ids))
    found = lock_files(connection, wanted)
    files = [found[id] for id in wanted if id in found and is_free(found[id], user)]
    if len(files) < len(wanted):
        return None
    if wanted:
        dialect = connection.dialect
        rows = [{"record": holder, "target": id} for id in wanted]
        connection.run_many(STATEMENTS.on(dialect, "hold"), rows)
        connection.run(STATEMENTS.on(dialect, "bind"), {"ids": wanted, "of_now": now})
    return files


def keep_files(connection: Connection, holder: int, ids: Collection[int]) -> None:
    """These uploads stay as long as the holder wants them; nobody sees them who did not before."""
    rows = [{"record": holder, "target": id} for id in sorted(set(ids))]
    if rows:
        connection.run_many(STATEMENTS.on(connection.dialect, "hold"), rows)


def let_go_files(connection: Connection, holder: int) -> None:
    """The holder wants its files no more."""
    connection.run(STATEMENTS.on(connection.dialect, "let go"), {"holder": holder})


def is_free(file: StoredFile, user: int) -> bool:
    """Whether the person may use the upload."""
    return file.user == user and not file.is_bound and not file.is_gone


def held_files(connection: Reader, dialect: str, holder: int) -> dict[int, StoredFile]:
    """All files of the holder, by id."""
    rows = connection.rows(STATEMENTS.on(dialect, "held"), {"holder": holder})
    return read_files(connection, dialect, [cast(int, id) for (id,) in rows])
