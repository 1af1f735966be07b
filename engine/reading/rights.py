"""What a caller may do, told so that a screen can draw just that (decision 43).

Everything comes from the one mask; the screen decides nothing, and a write asks the mask again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.access import Access, Condition, TableAccess, access_of
from engine.actor import Actor
from engine.catalog_table import Values
from engine.database import Connection
from engine.errors import UnknownTable
from engine.reading.present import SHOWN_SYSTEM_FIELDS
from engine.workspace import Workspace
from engine.writing.references import allows
from engine.writing.transaction import Transaction, open_transaction
from formula.types import type_name
from metadata.fields import FIELD_TYPES, SYSTEM_FIELDS
from metadata.fields.operators import operators_of
from metadata.resolved import Field

Json = dict[str, object]


def table_rights(access: Access, table: str) -> Json:
    """`{create, edit, delete, export, import, fields}`: what is allowed in some record at least.

    `fields` holds every field that the caller may know of. `creatable` and `editable` say that a
    value may be given when a record is made and later; `operators` are what a filter may ask.
    UnknownTable.
    """
    mask = access.table(table)
    is_kept = not mask.table.log
    return {
        "create": mask.create,
        "edit": is_kept and mask.update is not False,
        "delete": is_kept and mask.delete is not False,
        "export": mask.export,
        "import": mask.import_,
        "fields": {
            **{key: field_rights(access, mask, key) for key in known_fields(mask)},
            **{key: system_rights(mask, key) for key in SHOWN_SYSTEM_FIELDS if is_shown(mask, key)},
        },
    }


def known_fields(mask: TableAccess) -> list[str]:
    """The fields that the caller may know of, in the order of the table."""
    return [key for key in mask.table.fields if key in mask.visible or key in mask.creatable]


def is_shown(mask: TableAccess, key: str) -> bool:
    """Whether records of the table have the system field: a log keeps no changes."""
    return not mask.table.log or key.startswith("created")


def field_rights(access: Access, mask: TableAccess, key: str) -> Json:
    """What the caller may do with one field."""
    field = mask.table.fields[key]
    return {
        "visible": key in mask.visible,
        "creatable": key in typed_at_creation(access, mask),
        "editable": key in typed_later(access, mask),
        "exportable": mask.export and key in mask.exportable,
        "value_type": type_name(field.value_type),
        "operators": list(operators_of(field.value_type, field.type)),
    }


def system_rights(mask: TableAccess, key: str) -> Json:
    """The same for a field that the engine keeps."""
    type_ = SYSTEM_FIELDS[key].value_type
    return {
        "visible": mask.read is not False,
        "creatable": False,
        "editable": False,
        "exportable": mask.export,
        "value_type": type_name(type_),
        "operators": list(operators_of(type_)),
    }


def typed_at_creation(access: Access, mask: TableAccess) -> frozenset[str]:
    """The fields that the caller may fill in when a record is made."""
    if not mask.create:
        return frozenset()
    return frozenset(key for key in mask.creatable if is_typed(access, mask.table.fields[key]))


def typed_later(access: Access, mask: TableAccess) -> Mapping[str, Condition]:
    """The fields that the caller may change afterwards, and in which rows."""
    if mask.table.log or mask.update is False:
        return {}
    fields = mask.table.fields
    return {key: rows for key, rows in mask.editable.items() if is_typed(access, fields[key])}


def is_typed(access: Access, field: Field) -> bool:
    """Whether people give the field its value. A state moves by its transitions alone; children
    are records of their own, with the rights of their table."""
    if field.type != "children":
        return FIELD_TYPES[field.type].writable and field.type != "state"
    assert field.target is not None
    try:
        child = access.table(field.target)
    except UnknownTable:
        return False
    return child.create or child.update is not False or child.delete is not False


def record_rights(
    work: Workspace, actor: Actor, table: str, ids: Iterable[int]
) -> Mapping[int, Json]:
    """`{edit, delete, readonly}` for each of the records: `readonly` are the fields that the
    caller may change in other records of the table, and not in this one."""
    catalog = work.catalog
    access = access_of(catalog, actor)
    mask = access.table(table)
    later = typed_later(access, mask)
    wanted = list(ids)
    if all(isinstance(it, bool) for it in (mask.update, mask.delete, *later.values())):
        same = rights_of(None, mask, later, {})
        return dict.fromkeys(wanted, same)

    def find(connection: Connection) -> Mapping[int, Json]:
        transaction = open_transaction(work, connection, actor, catalog, is_writing=False)
        transaction.rows.fetch(table, wanted)
        return {
            id: rights_of(transaction, mask, later, values)
            for id in wanted
            if (values := transaction.rows.record(table, id)) is not None
        }

    return work.database.read(find)


def rights_of(
    transaction: Transaction | None,
    mask: TableAccess,
    later: Mapping[str, Condition],
    values: Values,
) -> Json:
    """The rights on one record; without a transaction where no condition asks for its values."""

    def holds(condition: Condition) -> bool:
        if isinstance(condition, bool):
            return condition
        assert transaction is not None
        return allows(transaction, condition, mask, values)

    is_kept = not mask.table.log
    edit = is_kept and holds(mask.update)
    # Conditions of fields repeat: each is looked at once.
    known: dict[int, bool] = {}
    readonly = []
    for key, condition in later.items() if edit else ():
        if id(condition) not in known:
            known[id(condition)] = holds(condition)
        if not known[id(condition)]:
            readonly.append(key)
    return {"edit": edit, "delete": is_kept and holds(mask.delete), "readonly": readonly}
