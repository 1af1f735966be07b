"""The steps of a plan: what `engine.schema_steps` and `engine.data_steps` carry out.

Three phases (decision 20). *expand*: CreateTable, AddColumn, AddLinkTable. *backfill*: Convert,
ClearOption, Recompute. *flip*: the revision itself; then CreateIndex, DropIndex and Retire, which
only records what the nightly job may drop after 30 days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CreateTable:
    """Table `table` with its system columns and every field's columns, as the plan's layout says."""

    table: str


@dataclass(frozen=True, slots=True)
class AddColumn:
    """The column(s) of one field, nullable (a boolean: NOT NULL DEFAULT false)."""

    table: str
    field: str


@dataclass(frozen=True, slots=True)
class AddLinkTable:
    table: str
    field: str


@dataclass(frozen=True, slots=True)
class Convert:
    """Every stored value of `field` in its old column and type, brought to its new column and type
    (both read from the two revisions and layouts); what does not convert becomes blank."""

    table: str
    field: str


@dataclass(frozen=True, slots=True)
class ClearOption:
    """Records that hold a removed option get `replacement` (None: blank). The old values are kept
    in `tg_cleared` so that undo can put them back."""

    table: str
    field: str
    option: str
    replacement: str | None


@dataclass(frozen=True, slots=True)
class RestoreOption:
    """The records that lost `option` by an earlier ClearOption, and hold nothing since, get it
    back."""

    table: str
    field: str
    option: str


@dataclass(frozen=True, slots=True)
class Recompute:
    """The stored formula `fields` of a table, set-based, in this order."""

    table: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CreateIndex:
    """An index on a field's column; `unique` ones leave deleted rows and blanks out. Several
    fields: a unique rule over all of them."""

    table: str
    fields: tuple[str, ...]
    unique: bool = False


@dataclass(frozen=True, slots=True)
class DropIndex:
    table: str
    fields: tuple[str, ...]
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Retire:
    """A physical column or table that nothing maps to any more; dropped after 30 days."""

    physical: str
    column: str | None = None


Step = (
    CreateTable
    | AddColumn
    | AddLinkTable
    | Convert
    | ClearOption
    | RestoreOption
    | Recompute
    | CreateIndex
    | DropIndex
    | Retire
)


@dataclass(frozen=True, slots=True)
class Danger:
    """Something a person must say yes to. `code` names its place: `remove_field:crm.lead.mobile`.
    `rows` and `examples` (record id, value as text) are filled in by `engine` when measured."""

    code: str
    parameters: Mapping[str, str | int]
    rows: int | None = None
    examples: tuple[tuple[str, str], ...] = ()
