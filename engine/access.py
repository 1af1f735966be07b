"""The one compiled mask: what an actor may see, write, export and move.

Every read and write path asks an `Access`; nothing else looks into roles. Roles add up, and
nothing is allowed that no role allows: where two roles open different rows *and* different
fields, a field carries the row condition of the roles that show it (`TableAccess.visible`), so a
field never appears in a row that only the other role opens. Decisions 43 to 46.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from engine.actor import Actor
from engine.approval_role import approval_role
from engine.catalog import Catalog
from engine.errors import UnknownTable
from engine.form_role import form_role
from formula.scope import Scope, TableNames
from formula.typed import Logic, Typed
from formula.types import Boolean
from metadata.fields import SYSTEM_FIELDS
from metadata.fields.built_in import BUILT_IN_TABLES
from metadata.resolved import Table, TablePowers
from metadata.scopes import scope_of as metadata_scope_of

Condition = bool | Typed
"""True, False, or a formula over the row."""

HIDDEN_SYSTEM_FIELDS = frozenset({"deleted_at"})


@dataclass(frozen=True, slots=True)
class TableAccess:
    """What one actor may do with one table, all roles added up.

    `read`, `update` and `delete` say for which rows. `visible`, `editable` and `exportable` map a
    field to the rows where that holds, True meaning every row the actor can read (or update); a
    field that is absent is not seen at all. `transitions` maps a move's key likewise; `override`
    says in which rows states are set past their machines.
    """

    table: Table
    create: bool
    read: Condition
    update: Condition
    delete: Condition
    export: bool
    import_: bool
    visible: Mapping[str, Condition]
    editable: Mapping[str, Condition]
    creatable: frozenset[str]
    exportable: Mapping[str, Condition]
    transitions: Mapping[str, Condition]
    override: Condition = False


class Access:
    """The mask of one actor over one catalog; built table by table, when first asked."""

    def __init__(self, catalog: Catalog, actor: Actor) -> None:
        self.catalog = catalog
        self.is_admin = actor.is_admin
        resolved = catalog.resolved
        others = sorted(actor.roles - resolved.roles.keys())
        made = (form_role(resolved, key) or approval_role(resolved, key) for key in others)
        self._roles = (
            *(role for key, role in sorted(resolved.roles.items()) if key in actor.roles),
            *(role for role in made if role is not None),
        )
        self._scopes = actor.scopes
        self._tables: dict[str, TableAccess | None] = {}
        self._scopes_by_app: dict[str, Scope] = {}

    def table(self, name: str) -> TableAccess:
        """The mask of a table; UnknownTable where it does not exist or nothing of it is open."""
        found = self._lookup(name)
        if found is None:
            raise UnknownTable(name, suggestions=sorted(self.tables))
        return found

    @cached_property
    def tables(self) -> frozenset[str]:
        """The full names of the tables of which anything is open to the actor."""
        return frozenset(name for name in self.catalog.resolved.tables if self._lookup(name))

    def scope_of(self, table: str) -> Scope:
        """What an ad-hoc formula of this actor on the table may name: hidden tables and fields are
        unknown (decision 43)."""
        app = table.partition(".")[0]
        if app not in self._scopes_by_app:
            everything = metadata_scope_of(self.catalog.resolved, app, None)
            self._scopes_by_app[app] = replace(everything, tables=self._visible_tables(everything))
        return replace(self._scopes_by_app[app], table=table)

    def _visible_tables(self, everything: Scope) -> dict[str, TableNames]:
        return {
            name: names if name in BUILT_IN_TABLES else self._visible_names(names)
            for name, names in everything.tables.items()
            if name in BUILT_IN_TABLES or self._may_read(name)
        }

    def may_build(self, app: str, kind: str) -> bool:
        """Whether documents of this kind of the app may be changed by the actor (decision 25)."""
        if not self._token_allows(app, "build"):
            return False
        if self.is_admin:
            return True
        return any(
            role.build is True or (role.build is not False and kind in role.build)
            for role in self._roles
            if role.app == app
        )

    def has_power(self, power: str) -> bool:
        """Whether a role gives the workspace power (people, credentials, market, settings, audit),
        and the token, if any, was given it too."""
        if self._scopes is not None and power not in self._scopes:
            return False
        return self.is_admin or any(power in role.powers for role in self._roles)

    def may_open_report(self, app: str, key: str) -> bool:
        """Whether the report is there and opened by a role, or may be built by the actor."""
        if (app, key) not in self.catalog.resolved.reports:
            return False
        if not (self._token_allows(app, "read") or self._token_allows(app, "write")):
            return False
        named = any(role.app == app and key in role.reports for role in self._roles)
        return self.is_admin or named or self.may_build(app, "report")

    def may_open(self, app: str) -> bool:
        """Whether anything of the app is open: a table, a report, or its documents to build."""
        reports = (name for name in self.catalog.resolved.reports if name[0] == app)
        return (
            any(self._lookup(name) for name in self._tables_of(app))
            or any(self.may_open_report(*name) for name in reports)
            or self.may_build(app, "table")
        )

    def _tables_of(self, app: str) -> Iterable[str]:
        tables = self.catalog.resolved.tables
        return (name for name, table in tables.items() if table.app == app)

    def _may_read(self, name: str) -> bool:
        found = self._lookup(name)
        return found is not None and found.read is not False

    def _visible_names(self, names: TableNames) -> TableNames:
        visible = self.table(names.name).visible
        shown = {
            key: field
            for key, field in names.fields.items()
            if key in visible or (key in SYSTEM_FIELDS and key not in HIDDEN_SYSTEM_FIELDS)
        }
        return replace(names, fields=shown)

    def _token_allows(self, app: str, verb: str) -> bool:
        return self._scopes is None or f"{app}:{verb}" in self._scopes

    def _lookup(self, name: str) -> TableAccess | None:
        if name not in self._tables:
            self._tables[name] = self._compile(name)
        return self._tables[name]

    def _compile(self, name: str) -> TableAccess | None:
        table = self.catalog.resolved.tables.get(name)
        if table is None:
            return None
        if self.is_admin:
            full = _everything(table)
        else:
            powers = [role.tables[name] for role in self._roles if name in role.tables]
            full = add_up(table, powers)
        return _cut(
            full,
            may_read=self._token_allows(table.app, "read")
            or self._token_allows(table.app, "write"),
            may_write=self._token_allows(table.app, "write"),
        )


def access_of(catalog: Catalog, actor: Actor) -> Access:
    """The actor's mask, taken from the catalog's cache where one with the same rights is there."""
    key = ("access", actor.is_admin, actor.roles, actor.scopes)
    return catalog.cache(key, lambda: Access(catalog, actor))


def add_up(table: Table, powers: list[TablePowers]) -> TableAccess:
    """The powers of several roles on one table as one mask (pure)."""
    read = any_of(power.read for power in powers)
    update = any_of(power.update for power in powers)
    return TableAccess(
        table=table,
        create=any(power.create for power in powers),
        read=read,
        update=update,
        delete=any_of(power.delete for power in powers),
        export=any(power.export for power in powers),
        import_=any(power.import_ for power in powers),
        visible=_rows_by_field(
            table,
            read,
            ((p.read, [k for k, v in p.fields.items() if v != "hidden"]) for p in powers),
        ),
        editable=_rows_by_field(
            table,
            update,
            ((p.update, [k for k, v in p.fields.items() if v == "edit"]) for p in powers),
        ),
        creatable=frozenset(
            key
            for power in powers
            if power.create
            for key, level in power.fields.items()
            if level in {"create", "edit"}
        ),
        exportable=_rows_by_field(
            table, read, ((p.read, p.exportable) for p in powers if p.export)
        ),
        transitions=_rows_by_field(None, update, ((p.update, p.transitions) for p in powers)),
        override=any_of(power.update for power in powers if power.override),
    )


def any_of(conditions: Iterable[Condition]) -> Condition:
    """One condition that holds where any of them does; equal ones are taken once."""
    distinct: list[Typed] = []
    for condition in conditions:
        if condition is True:
            return True
        if condition is not False and condition not in distinct:
            distinct.append(condition)
    if not distinct:
        return False
    if len(distinct) == 1:
        return distinct[0]
    return Logic(
        type=Boolean(),
        operator="OR",
        operands=tuple(distinct),
        may_error=any(operand.may_error for operand in distinct),
        volatile=any(operand.volatile for operand in distinct),
        contextual=any(operand.contextual for operand in distinct),
    )


def _rows_by_field(
    table: Table | None,
    whole: Condition,
    shares: Iterable[tuple[Condition, Iterable[str]]],
) -> Mapping[str, Condition]:
    """For each key the rows in which some role allows it; True where that is all of `whole`."""
    collected: dict[str, list[Condition]] = {}
    for rows, keys in shares:
        for key in keys:
            collected.setdefault(key, []).append(rows)
    found = {key: any_of(rows) for key, rows in collected.items()}
    order = table.fields if table is not None else found
    return {
        key: True if found[key] == whole else found[key]
        for key in order
        if found.get(key, False) is not False
    }


def _everything(table: Table) -> TableAccess:
    always: Mapping[str, Condition] = dict.fromkeys(table.fields, True)
    moves = [key for machine in table.machines.values() for key in machine.transitions]
    return TableAccess(
        table=table,
        create=True,
        read=True,
        update=True,
        delete=True,
        export=True,
        import_=True,
        visible=always,
        editable=always,
        creatable=frozenset(table.fields),
        exportable=always,
        transitions=dict.fromkeys(moves, True),
        override=True,
    )


def _cut(access: TableAccess, *, may_read: bool, may_write: bool) -> TableAccess | None:
    """What is left of a mask under a token's scopes; None where nothing is."""
    if not may_read:
        return None
    if not may_write:
        access = replace(
            access,
            create=False,
            update=False,
            delete=False,
            import_=False,
            editable={},
            creatable=frozenset(),
            transitions={},
            override=False,
        )
    closed = access.read is False and not access.create
    return None if closed else access
