"""What a write puts into file fields: files that the writer may use, of the kinds and sizes that
the field takes. From then on who sees the record and the field sees the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.files.sight import may_see
from engine.files.stored import StoredFile, lock_files, read_files
from engine.system_tables import tg_file
from engine.writing.batch import Batch, Draft
from engine.writing.references import ids_in
from engine.writing.transaction import Transaction
from metadata.documents.states import FormFieldDocument
from metadata.fields.file import (
    MEGABYTE,
    accepted_kinds,
    accepted_types,
    most_bytes,
    pixel_limits,
)
from metadata.file_kinds import types_of
from metadata.plan_columns import FILES
from metadata.resolved import Field

f = tg_file.c
STATEMENTS = NamedStatements(
    {
        "bind": sa.update(tg_file)
        .where(one_of(f.id, "ids"))
        .values(
            bound_at=sa.func.coalesce(f.bound_at, sa.bindparam("of_now", type_=f.bound_at.type)),
            released_at=None,
        )
    }
)


def file_keys(table: CompiledTable) -> tuple[str, ...]:
    """The fields that hold files."""
    return table.made(
        "file keys",
        lambda: tuple(key for key, field in table.table.fields.items() if field.type in FILES),
    )


def check_files(transaction: Transaction, batch: Batch) -> None:
    """Every draft's new files exist, may be used by the actor and are taken by their fields. One
    that the field held before may stay."""
    keys = file_keys(batch.table)
    wanted = [(draft, key, new_files(draft, key)) for key in keys for draft in batch.open]
    ids = {id for _, _, added in wanted for id in added}
    connection = transaction.connection
    if transaction.is_writing:
        found = lock_files(connection, ids)
    else:
        found = read_files(connection, connection.dialect, ids)
    for draft, key, added in wanted:
        field = batch.table.table.fields[key]
        for id in added:
            file = found.get(id)
            if file is None or not may_use(transaction, draft, file):
                draft.refuse("unknown_attachment", key)
                break
            refuse_unfit(draft, field, file)


def new_files(draft: Draft, key: str) -> tuple[int, ...]:
    """The files that the field did not hold before."""
    had = set(ids_in(draft.old.get(key))) if draft.old is not None else set()
    return tuple(id for id in ids_in(draft.written.get(key)) if id not in had)


def may_use(transaction: Transaction, draft: Draft, file: StoredFile) -> bool:
    """Whether the actor sees the file, so that others who see the record may see it too."""
    if file.is_gone:
        return False
    if draft.is_caused:
        return True
    return may_see(transaction.work, transaction.connection, transaction.actor, file)


def refuse_unfit(draft: Draft, field: Field, file: StoredFile) -> None:
    """The draft says in which way the file is not what the field takes."""
    for code, parameters in faults_of(field, file):
        draft.refuse(code, field.key, {"name": file.name, **parameters})


Fault = tuple[str, dict[str, str | int]]
"""A code and its parameters."""


def faults_of(field: Field, file: StoredFile) -> Iterator[Fault]:
    """Everything in which the file is not what the field takes."""
    types = accepted_types(field)
    if types is not None and file.type not in types:
        yield "attachment_kind_refused", {"kinds": told(accepted_kinds(field))}
    yield from too_large(file, most_bytes(field))
    for side, limit in pixel_limits(field).items():
        bound, _, measure = side.partition("_")
        pixels = cast(int | None, getattr(file, measure))
        if pixels is not None and (pixels < limit if bound == "min" else pixels > limit):
            yield f"picture_{side}", {"limit": limit, "found": pixels}


def form_faults(file: StoredFile, form: FormFieldDocument) -> Iterator[Fault]:
    """Everything in which the file is not what the form of a move takes."""
    if form.accept and file.type not in types_of(form.accept):
        yield "attachment_kind_refused", {"kinds": told(form.accept)}
    yield from too_large(file, int(form.max_mb * MEGABYTE) if form.max_mb else None)


def too_large(file: StoredFile, most: int | None) -> Iterator[Fault]:
    """The file holds more than `most` bytes."""
    if most is not None and file.size > most:
        yield "attachment_too_large", {"limit": f"{most / MEGABYTE:g}"}


def told(kinds: Iterable[str]) -> str:
    """The kinds in a text."""
    return ", ".join(kinds)


def bind_files(transaction: Transaction, batch: Batch, drafts: Iterable[Draft]) -> None:
    """The files that the stored drafts hold newly are held: they stay, and are seen by others."""
    keys = file_keys(batch.table)
    if not keys:
        return
    ids = {id for draft in drafts for key in keys for id in new_files(draft, key)}
    if ids:
        connection = transaction.connection
        given = {"ids": sorted(ids), "of_now": transaction.now}
        connection.run(STATEMENTS.on(connection.dialect, "bind"), given)
