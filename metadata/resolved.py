"""Documents whose names have become objects: what the engine compiles and diff compares.

Made by `metadata.resolve.resolve_documents`; everything here is frozen and free of any database.
A table's full name is `app.table` (`crm.lead`); `user` and `department` are the read-only people
tables (decision 7) and have no documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formula.scope import Scope
from formula.typed import Typed
from formula.types import Option, Type
from metadata.documents.field import FieldDocument
from metadata.documents.option_set import OptionSetDocument
from metadata.documents.role import RoleDocument
from metadata.documents.rule import RuleDocument
from metadata.documents.table import TableDocument
from metadata.documents.view import ViewDocument
from metadata.resolved_reports import Report
from metadata.resolved_states import StateMachine
from metadata.resolved_workflow import Approval, Automation, Connector

DocumentKey = tuple[str, str, str]
"""(app, kind, key): `("crm", "table", "lead")`; the app document is `("crm", "app", "crm")`."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a table.

    `type` is the field type's name (`text`, `money` …, see metadata.fields); `value_type` its type
    in formulas. `formula` is the typed tree of a formula or generated field, `default` that of a
    default. `target` is the full name of the table that a reference, references or children field
    points at; `back` the key of the child field that a children field reads. `volatile` formulas
    have no column. `decimals` is the scale numbers are stored with.
    """

    key: str
    labels: Mapping[str, str]
    type: str
    value_type: Type
    document: FieldDocument
    nullable: bool = True
    may_error: bool = False
    volatile: bool = False
    decimals: int | None = None
    formula: Typed | None = None
    default: Typed | None = None
    options: tuple[Option, ...] = ()
    target: str | None = None
    back: str | None = None
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its formulas typed. `when` None means always. `expression` is `refuse_when` of
    validate, `set` of clean and fill. `on` ⊆ {"create", "edit"}. `reads` are the own fields that
    `when` and `expression` read (decision 28)."""

    key: str
    kind: str
    fields: tuple[str, ...]
    on: frozenset[str]
    when: Typed | None
    expression: Typed | None
    message: Mapping[str, str]
    reads: frozenset[str]
    document: RuleDocument


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `fields` are in document order, without the system fields (metadata.fields.
    SYSTEM_FIELDS). `order` lists the keys of formula fields in the order they must be computed."""

    app: str
    key: str
    name: str
    labels: Mapping[str, str]
    title: str | None
    search: tuple[str, ...]
    log: bool
    fields: Mapping[str, Field]
    rules: tuple[Rule, ...]
    machines: Mapping[str, StateMachine]
    order: tuple[str, ...]
    document: TableDocument


@dataclass(frozen=True, slots=True)
class TablePowers:
    """What one role may do with one table. `read`, `update` and `delete` are a row scope: True,
    False or a typed condition. `fields` says hidden, read, create or edit for every field;
    `exportable` the fields that may leave in an export; `transitions` the moves allowed; with
    `override` states are set past their machines."""

    create: bool
    read: bool | Typed
    update: bool | Typed
    delete: bool | Typed
    export: bool
    import_: bool
    fields: Mapping[str, str]
    exportable: frozenset[str]
    transitions: frozenset[str]
    override: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A role of an app. `tables` is by full name. `build` lists the document kinds its holders may
    change in the app, True for all. `powers` ⊆ {people, credentials, market, settings, audit}.
    `reports` are the keys of those they may open."""

    app: str
    key: str
    labels: Mapping[str, str]
    tables: Mapping[str, TablePowers]
    build: bool | frozenset[str]
    powers: frozenset[str]
    document: RoleDocument
    reports: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Resolved:
    """All documents of a workspace at one revision, resolved together.

    `sources` are the documents as JSON values, exactly as they are stored and exported; `scope`
    (without a table) is what formulas may name, with every table.
    """

    sources: Mapping[DocumentKey, Mapping[str, object]]
    tables: Mapping[str, Table]
    roles: Mapping[tuple[str, str], Role]
    views: Mapping[tuple[str, str], ViewDocument]
    option_sets: Mapping[tuple[str, str], OptionSetDocument]
    apps: tuple[str, ...]
    scope: Scope
    parameters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """By app: values of its package parameters."""
    automations: Mapping[tuple[str, str], Automation] = field(default_factory=dict)
    """By (app, key), like approvals, connectors and reports."""
    approvals: Mapping[tuple[str, str], Approval] = field(default_factory=dict)
    connectors: Mapping[tuple[str, str], Connector] = field(default_factory=dict)
    reports: Mapping[tuple[str, str], Report] = field(default_factory=dict)
