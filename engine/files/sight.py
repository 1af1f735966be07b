"""Who may see a file: whoever sees a record and a field that holds it (decisions 14 and 43).

A file has no rights of its own. Until a record holds it only its uploader sees it.
"""

from __future__ import annotations

import sqlalchemy as sa

from engine.access import Access, access_of
from engine.actor import Actor, Origin
from engine.catalog import Catalog
from engine.database import Connection, Reader
from engine.database.statements import Prepared, prepare
from engine.database.types import RecordId
from engine.errors import UnknownFile
from engine.files.stored import StoredFile, read_files
from engine.formula_context import request_parameters
from engine.reading.masking import MaskedTables
from engine.workspace import Workspace
from metadata.plan_columns import FILES


def find_file(work: Workspace, actor: Actor, id: int) -> StoredFile:
    """The file, where the actor may see it and its content is there; else UnknownFile."""

    def find(connection: Connection) -> StoredFile | None:
        file = read_files(connection, connection.dialect, [id]).get(id)
        return file if file is not None and may_see(work, connection, actor, file) else None

    found = work.database.read(find)
    if found is None or found.is_gone:
        raise UnknownFile({"file": str(id)})
    return found


def may_see(work: Workspace, connection: Reader, actor: Actor, file: StoredFile) -> bool:
    """Whether the actor made the file and no record ever held it, or sees a field of a record
    that holds it."""
    if not file.is_bound:
        # What an automation made is for automations, until a record holds it.
        is_made = file.user is None and actor.origin is Origin.AUTOMATION
        return file.user == actor.user and (file.user is not None or is_made)
    catalog = work.catalog
    access = access_of(catalog, actor)
    statement = catalog.cache(("uses of files", access), lambda: prepare_uses(catalog, access))
    if statement is None:
        return False
    given = {**request_parameters(work, actor, statement), "file": file.id}
    return bool(connection.rows(statement, given))


def prepare_uses(catalog: Catalog, access: Access) -> Prepared | None:
    """The query for one field of one record that the actor sees and that holds the parameter
    `file`; None where no field of files is seen."""
    wanted = sa.bindparam("file", type_=RecordId())
    uses = []
    for name in sorted(access.tables):
        mask = access.table(name)
        tables = MaskedTables(catalog.sql_tables, access, catalog.sql_context(mask.table.app))
        for key in mask.visible:
            if mask.table.fields[key].type not in FILES:
                continue
            source, link = tables.source(name), tables.link(name, key)
            held = link.table.join(source.table, source.id == link.record)
            use = sa.select(link.target).select_from(held).where(link.target == wanted)
            uses.append(use if source.alive is None else use.where(source.alive))
    if not uses:
        return None
    found = sa.union_all(*uses).subquery()
    return prepare(sa.select(sa.literal(1)).select_from(found).limit(1), catalog.dialect)
