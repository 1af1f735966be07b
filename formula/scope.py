"""What a caller offers a formula: the tables it may see, and what each name in them means.

The language knows no documents and no database; `metadata.resolve` builds these values from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from formula.types import Type


class Use(StrEnum):
    """Where a formula stands; decides what it may use (formula.md 2.6) and what it must give."""

    FIELD = "field"  # a stored or volatile formula field
    ID = "id"  # a generated field: pure functions of own fields only
    DEFAULT = "default"
    VALIDATE = "validate"  # boolean; OLD and CHANGED allowed
    CONDITION = "condition"  # boolean: when, visible, required-when, guard, show_if
    SET = "set"  # clean and fill
    SCOPE = "scope"  # boolean: a role's row scope
    FILTER = "filter"  # boolean: ad hoc, of a list
    MEASURE = "measure"  # over the rows of a group
    TEXT = "text"  # inside {{ }} of a message
    SEVERAL = "several"  # a value or many: who is meant, what a step goes over


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field as formulas see it.

    `names` are all texts that mean it: its key and its labels in every language. `nullable` is
    False where the column is never blank. `may_error` is True for stored formulas that can hold
    an error code. For children and references fields `type` is a RecordSet and `back` names the
    field of the child table that points back (None for a link table). `volatile` formulas have no
    column; their own typed tree stands in `definition` and is inlined.
    """

    key: str
    names: tuple[str, ...]
    type: Type
    nullable: bool = True
    may_error: bool = False
    back: str | None = None
    definition: object | None = field(default=None, compare=False)
    percent: bool = False
    """Shown as a percentage: 0.9 is 90%. Only for the warning W201."""


@dataclass(frozen=True, slots=True)
class TableNames:
    """A table as formulas see it; `name` is its full name (`crm.lead`, `user`)."""

    name: str
    names: tuple[str, ...]
    fields: Mapping[str, FieldName] = field(hash=False)
    """By key."""
    title: str | None = None
    """Key of the field that names a record where a reference becomes text (`&`, TEXT)."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything a formula on `table` may name. A hidden field or table is simply not in it."""

    tables: Mapping[str, TableNames] = field(hash=False)
    """By full name."""
    table: str | None = None
    """The formula's own table; None for a formula without a record."""
    roles: Mapping[str, tuple[str, ...]] = field(hash=False, default_factory=dict)
    """Role key to its names: what HASROLE's literal is checked against."""
    parameters: Mapping[str, Type] = field(hash=False, default_factory=dict)
    """PARAM.key of the app."""
    time_zone: str = "Asia/Shanghai"
    """What a written datetime (`#2024-01-31 09:30#`) is local to."""
    variables: Mapping[str, Type] = field(hash=False, default_factory=dict)
    """STEP.key of an automation, by `key` or `key.part`; any of them may be blank."""
    remembers: bool = False
    """Whether OLD and CHANGED are known whatever the use: what an event started tells both."""
