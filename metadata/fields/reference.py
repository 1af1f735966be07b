"""reference, references, user, users, department, children: records of tables, by their ids."""

from __future__ import annotations

import re

from formula.types import RecordSet, Ref, Type
from metadata.documents.field import FieldDocument
from metadata.fields.field_type import (
    CHOICE,
    MANY,
    PEOPLE,
    PERSON,
    RELATED,
    FieldType,
    Reader,
    Reading,
    Shower,
    Showing,
    Teller,
    TypeContext,
    Unreadable,
    refuse_reader,
    shorten,
)
from metadata.resolved import Field

ID = re.compile(r"[0-9]{1,19}", re.ASCII)
LARGEST_ID = 2**63 - 1
MOST_LINKS = 1_000


def reference_type(document: FieldDocument, context: TypeContext) -> Type:
    """One record of the target table."""
    return Ref(context.target)


def record_set_type(document: FieldDocument, context: TypeContext) -> Type:
    """The records of the target table."""
    return RecordSet(context.target)


def user_type(document: FieldDocument, context: TypeContext) -> Type:
    """A person."""
    return Ref("user")


def users_type(document: FieldDocument, context: TypeContext) -> Type:
    """People."""
    return RecordSet("user")


def department_type(document: FieldDocument, context: TypeContext) -> Type:
    """A department."""
    return Ref("department")


def read_id(value: object) -> object:
    """A record id: a decimal string, or a number; whether the record exists is not known here."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and ID.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_ID:
        return value
    return Unreadable("not_id", {"value": shorten(value)})


def reference_reader(field: Field, reading: Reading) -> Reader:
    """A reference is read by `read_id`."""
    return read_id


def read_ids(value: object) -> object:
    """A list of record ids, each once."""
    if value is None or value == "":
        return None
    if not isinstance(value, list | tuple):
        return Unreadable("not_list", {"value": shorten(value)})
    if len(value) > MOST_LINKS:
        return Unreadable("too_many", {"count": len(value), "max": MOST_LINKS})
    found = [read_id(item) for item in value]
    wrong = next((item for item in found if isinstance(item, Unreadable)), None)
    if wrong is not None:
        return wrong
    return tuple(dict.fromkeys(item for item in found if item is not None)) or None


def references_reader(field: Field, reading: Reading) -> Reader:
    """References are read by `read_ids`."""
    return read_ids


def id_shower(field: Field) -> Shower:
    """The id as a decimal string."""
    return lambda value: None if value is None else str(value)


def ids_shower(field: Field) -> Shower:
    """The ids as decimal strings; blank is the empty list."""
    return lambda value: [str(item) for item in value] if isinstance(value, list | tuple) else []


def id_teller(field: Field, showing: Showing) -> Teller:
    """The id; whoever knows the records writes their titles instead."""
    return lambda value: "" if value is None else str(value)


def ids_teller(field: Field, showing: Showing) -> Teller:
    """The ids with commas between."""
    return lambda value: ", ".join(map(str, value)) if isinstance(value, list | tuple) else ""


REFERENCE = FieldType(
    name="reference",
    labels={"zh": "关联", "en": "Reference"},
    value_type=reference_type,
    reader=reference_reader,
    shower=id_shower,
    teller=id_teller,
    operators=CHOICE,
)
REFERENCES = FieldType(
    name="references",
    labels={"zh": "多条关联", "en": "References"},
    value_type=record_set_type,
    reader=references_reader,
    shower=ids_shower,
    teller=ids_teller,
    operators=MANY,
)
USER = FieldType(
    name="user",
    labels={"zh": "人员", "en": "Person"},
    value_type=user_type,
    reader=reference_reader,
    shower=id_shower,
    teller=id_teller,
    operators=PERSON,
)
USERS = FieldType(
    name="users",
    labels={"zh": "多个人员", "en": "People"},
    value_type=users_type,
    reader=references_reader,
    shower=ids_shower,
    teller=ids_teller,
    operators=PEOPLE,
)
DEPARTMENT = FieldType(
    name="department",
    labels={"zh": "部门", "en": "Department"},
    value_type=department_type,
    reader=reference_reader,
    shower=id_shower,
    teller=id_teller,
    operators=CHOICE,
)
CHILDREN = FieldType(
    name="children",
    labels={"zh": "子表", "en": "Children"},
    value_type=record_set_type,
    reader=refuse_reader,
    shower=ids_shower,
    teller=ids_teller,
    operators=RELATED,
    writable=False,
)
