"""Roles: who may do what with which table, field and transition."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from metadata.documents.label import Document, FieldKey, Formula, Key, Label, TableName

Power = Literal["hidden", "read", "create", "edit"]
DocumentFolder = Literal[
    "app",
    "tables",
    "option_sets",
    "views",
    "roles",
    "automations",
    "approvals",
    "connectors",
    "reports",
]
WorkspacePower = Literal["people", "credentials", "market", "settings", "audit"]


class FieldPowersDocument(Document):
    power: Power
    export: bool = True


class TablePowersDocument(Document):
    """What a role may do with one table. A row scope is true, false or a formula. With
    `override` its holders set any state of a record they may update, past its machine, and say
    why."""

    create: bool = False
    read: bool | Formula = False
    update: bool | Formula = False
    delete: bool | Formula = False
    export: bool = False
    import_: bool = Field(default=False, alias="import")
    fields: dict[Literal["*"] | FieldKey, Power | FieldPowersDocument] = Field(default_factory=dict)
    transitions: tuple[Key, ...] | Literal["*"] = ()
    override: bool = False


class RoleDocument(Document):
    """`build` names the folders of the app whose documents its holders may change, true for all;
    `powers` are powers over the workspace (decision 25); `reports` they may open."""

    key: Key
    label: Label
    description: Label | None = None
    tables: dict[TableName, TablePowersDocument] = Field(default_factory=dict)
    build: bool | Annotated[tuple[DocumentFolder, ...], Field(max_length=20)] = False
    powers: tuple[WorkspacePower, ...] = ()
    reports: tuple[Key, ...] | Literal["*"] = ()
