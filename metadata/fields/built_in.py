"""The tables that no document describes, as formulas see them: people, and the files that a file
field holds.

A file can be reached through the field that holds it and in no other way: its table has no name
that a formula or a document could write.
"""

from __future__ import annotations

from collections.abc import Mapping

from formula.scope import FieldName, TableNames
from formula.types import Number, Ref, Text
from metadata.fields.people import PEOPLE_TABLES

FILE_TABLE = "file"

FILE_NAMES = TableNames(
    name=FILE_TABLE,
    names=(),
    fields={
        "id": FieldName("id", ("id", "记录编号", "Record id"), Ref(FILE_TABLE), nullable=False),
        "name": FieldName("name", ("name", "名称", "Name"), Text(), nullable=False),
        "size": FieldName("size", ("size", "大小", "Size"), Number(0), nullable=False),
        "type": FieldName("type", ("type", "类型", "Type"), Text(), nullable=False),
    },
)

BUILT_IN_TABLES: Mapping[str, TableNames] = {**PEOPLE_TABLES, FILE_TABLE: FILE_NAMES}
