"""Roles: what each may do with each table, complete for every field (decisions 25, 43 and 44)."""

from __future__ import annotations

from collections.abc import Mapping

from formula.scope import Use
from formula.typed import Typed
from metadata.dependencies import Dependencies
from metadata.documents.kinds import FOLDERS
from metadata.documents.label import label_texts
from metadata.documents.role import FieldPowersDocument, RoleDocument, TablePowersDocument
from metadata.draft import Draft
from metadata.fields import FIELD_TYPES, SYSTEM_FIELDS
from metadata.fields.built_in import BUILT_IN_TABLES
from metadata.problems import Place
from metadata.report_documents import report_documents
from metadata.resolved import Role, Table, TablePowers

COMPUTED = frozenset({"formula", "generated"})
BUILDABLE = {"app": "app", **FOLDERS}


def resolve_role(
    draft: Draft,
    app: str,
    document: RoleDocument,
    tables: Mapping[str, Table],
    dependencies: Dependencies,
) -> Role:
    """The role by full table names; tables that are not there are told by metadata.checks."""
    named = {draft.full_name(app, name): name for name in document.tables}
    powers: dict[str, TablePowers] = {}
    shown = {
        name: shown_fields(tables[name], document.tables[written])
        for name, written in named.items()
        if name in tables
    }
    for name, written in named.items():
        if name in tables:
            place = Place(app, "role", document.key).at("tables", written)
            table_document = document.tables[written]
            powers[name] = resolve_powers(draft, tables[name], table_document, place)
            fields = dict(powers[name].fields)
            hide_exposing(fields, tables[name], table_document, shown, dependencies)
            powers[name] = with_fields(powers[name], fields, table_document)
    build = document.build
    return Role(
        app=app,
        key=document.key,
        labels=label_texts(document.label, document.key),
        tables=powers,
        build=build if isinstance(build, bool) else frozenset(BUILDABLE[name] for name in build),
        powers=frozenset(document.powers),
        document=document,
        reports=opened_reports(draft, app, document),
    )


def opened_reports(draft: Draft, app: str, document: RoleDocument) -> frozenset[str]:
    """The keys of the reports of the app that the role's holders may open."""
    if document.reports != "*":
        return frozenset(document.reports)
    return frozenset(report.key for owner, report in report_documents(draft) if owner == app)


def resolve_powers(
    draft: Draft, table: Table, document: TablePowersDocument, place: Place
) -> TablePowers:
    """The powers over one table; `exportable` is filled in once the fields are final."""

    def scope(value: bool | str, part: str) -> bool | Typed:
        if isinstance(value, bool):
            return value
        typed = draft.typed(value, place.at(part), table.name, Use.SCOPE)
        return False if typed is None else typed

    every = frozenset(key for machine in table.machines.values() for key in machine.transitions)
    moves = document.transitions
    return TablePowers(
        create=document.create,
        read=scope(document.read, "read"),
        update=scope(document.update, "update"),
        delete=scope(document.delete, "delete"),
        export=document.export,
        import_=document.import_,
        fields={key: power_of(table, document, key) for key in table.fields},
        exportable=frozenset(),
        transitions=every if moves == "*" else frozenset(moves),
        override=document.override,
    )


def power_of(table: Table, document: TablePowersDocument, key: str) -> str:
    """The power over one field: its own, else that of `*`, else hidden. A field that only the
    engine gives values can at most be read."""
    found = document.fields.get(key, document.fields.get("*", "hidden"))
    power = found.power if isinstance(found, FieldPowersDocument) else found
    field_type = FIELD_TYPES[table.fields[key].type]
    is_given = field_type.writable or table.fields[key].type == "children"
    return power if is_given or power == "hidden" else "read"


def shown_fields(table: Table, document: TablePowersDocument) -> frozenset[str]:
    """The fields of a table that the role sees at all, before computed ones are looked at; the
    system fields come with the records."""
    if document.read is False:
        return frozenset()
    shown = {key for key in table.fields if power_of(table, document, key) != "hidden"}
    return frozenset(shown | SYSTEM_FIELDS.keys())


def hide_exposing(
    fields: dict[str, str],
    table: Table,
    document: TablePowersDocument,
    shown: Mapping[str, frozenset[str]],
    dependencies: Dependencies,
) -> None:
    """`*` does not reach a computed field that reads something hidden from the role (decision 44);
    such a field is hidden unless it is named."""
    for key, field in table.fields.items():
        if field.type in COMPUTED and key not in document.fields and fields[key] != "hidden":
            reads = dependencies.reads_of(table.name, key)
            if any(is_hidden(shown, source, read) for source, read in reads):
                fields[key] = "hidden"


def is_hidden(shown: Mapping[str, frozenset[str]], table: str, key: str) -> bool:
    """Whether a field that no formula computes is hidden; what people are called is no secret."""
    if table in BUILT_IN_TABLES:
        return False
    return key not in shown.get(table, frozenset())


def with_fields(
    powers: TablePowers, fields: Mapping[str, str], document: TablePowersDocument
) -> TablePowers:
    """The powers with their final fields, and what may be exported of them."""

    def exports(key: str) -> bool:
        found = document.fields.get(key, document.fields.get("*"))
        return not isinstance(found, FieldPowersDocument) or found.export

    exportable = {key for key, power in fields.items() if power != "hidden" and exports(key)}
    return TablePowers(
        create=powers.create,
        read=powers.read,
        update=powers.update,
        delete=powers.delete,
        export=powers.export,
        import_=powers.import_,
        fields=dict(fields),
        exportable=frozenset(exportable if powers.export else ()),
        transitions=powers.transitions,
        override=powers.override,
    )
