"""Do roles speak of tables, fields and moves that are there?"""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.known import twice, unknown, unknown_fields, unknown_table
from metadata.documents.role import FieldPowersDocument, RoleDocument, TablePowersDocument
from metadata.draft import Draft, TableDraft
from metadata.fields import FIELD_TYPES
from metadata.problems import Place, Problem
from metadata.report_documents import report_documents


def check_roles(draft: Draft) -> Iterator[Problem]:
    """The tables of every role, and what is said of each."""
    for app, role in draft.role_documents():
        place = Place(app, "role", role.key)
        yield from named_twice(draft, app, role, place)
        yield from unknown_reports(draft, app, role, place)
        for name, powers in role.tables.items():
            where = place.at("tables", name)
            yield from unknown_table(draft, app, name, where)
            table = draft.tables.get(draft.full_name(app, name))
            if table is not None:
                yield from check_powers(table, powers, where)


def named_twice(draft: Draft, app: str, role: RoleDocument, place: Place) -> Iterator[Problem]:
    """`lead` and `crm.lead` are one table."""
    named = [(draft.full_name(app, name), place.at("tables", name)) for name in role.tables]
    yield from twice(named, "duplicate_key")


def unknown_reports(draft: Draft, app: str, role: RoleDocument, place: Place) -> Iterator[Problem]:
    """The reports that the role opens are there."""
    if role.reports == "*":
        return
    known = {report.key for owner, report in report_documents(draft) if owner == app}
    for index, key in enumerate(role.reports):
        if key not in known and (app, "report", key) not in draft.unread:
            yield unknown("unknown_report", place.at("reports", index), key, known)


def check_powers(table: TableDraft, powers: TablePowersDocument, place: Place) -> Iterator[Problem]:
    """Fields and moves are there; a computed field cannot be written."""
    named = [(key, place.at("fields", key)) for key in powers.fields if key != "*"]
    yield from unknown_fields(table, named)
    for key, where in named:
        field = table.fields.get(key)
        found = powers.fields[key]
        power = found.power if isinstance(found, FieldPowersDocument) else found
        if field is None or power in {"hidden", "read"} or field.type == "children":
            continue
        if not FIELD_TYPES[field.type].writable:
            yield Problem("power_cannot_write", where, {"name": key, "type": field.type})
    if powers.transitions != "*":
        known = [move.key for each in table.document.state_machines for move in each.transitions]
        moves = [(key, place.at("transitions", i)) for i, key in enumerate(powers.transitions)]
        yield from twice(moves, "duplicate_key")
        for key, where in moves:
            if key not in known:
                yield unknown("unknown_transition", where, key, known)
