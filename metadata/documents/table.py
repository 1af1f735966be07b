"""One table: its fields, rules and state machines."""

from __future__ import annotations

from pydantic import Field

from metadata.documents.field import FieldDocument
from metadata.documents.label import Document, FieldKey, Key, Label, TableKey
from metadata.documents.rule import RuleDocument
from metadata.documents.states import StateMachineDocument


class TableDocument(Document):
    """`title` is the field that names a record, `search` the fields that are searched, `log` makes
    the table append only (decision 15)."""

    key: TableKey
    label: Label
    renamed_from: TableKey | None = None
    description: Label | None = None
    icon: Key | None = None
    log: bool = False
    title: FieldKey | None = None
    search: tuple[FieldKey, ...] = Field(default=(), max_length=20)
    fields: tuple[FieldDocument, ...] = Field(default=(), max_length=500)
    rules: tuple[RuleDocument, ...] = Field(default=(), max_length=500)
    state_machines: tuple[StateMachineDocument, ...] = Field(default=(), max_length=20)
