"""Can a connector speak to its outside system, and does it hold no secret?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from metadata.checks.known import twice, unknown, unknown_table
from metadata.checks.people import check_who
from metadata.checks.site import Workflow, written_fields
from metadata.checks.triggers import positive
from metadata.checks.waiting_steps import check_channels
from metadata.documents.connector import (
    AuthDocument,
    ConnectorDocument,
    OperationDocument,
    SyncDocument,
)
from metadata.draft import Draft
from metadata.problems import Place, Problem
from metadata.resolved_workflow import Connector

PARAMETER = re.compile(r"\{([^{}]*)\}")
SECRET_NAME = re.compile(
    r"authorization|api[-_]?key|access[-_]?token|secret|password|passwd|signature|^token$|^key$",
    re.IGNORECASE,
)
SECRET_VALUE = re.compile(r"^(bearer|basic|token)\s+\S+|^[A-Za-z0-9+/_\-=.]{32,}$", re.IGNORECASE)
NEEDS_NAME = frozenset({"header", "query", "hmac"})


def check_connector(draft: Draft, _: Workflow, connector: Connector) -> Iterator[Problem]:
    """Its address, how it proves itself, operations, syncs and alarm."""
    document = connector.document
    place = Place(connector.app, "connector", connector.key)
    if "@" in document.base.partition("://")[2].partition("/")[0]:
        yield Problem("secret_in_document", place.at("base"))
    yield from check_auth(document, document.auth, place)
    for part in ("operations", "syncs"):
        items = getattr(document, part)
        keys = [(item.key, place.at(part, index, "key")) for index, item in enumerate(items)]
        yield from twice(keys, "duplicate_key")
    for index, operation in enumerate(document.operations):
        yield from check_operation(operation, place.at("operations", index))
    for index, sync in enumerate(document.syncs):
        yield from check_sync(draft, document, sync, place.at("syncs", index))
    if document.probe is not None:
        where = place.at("probe")
        yield from no_parameters(document.probe.path, where.at("path"))
        yield from positive(document.probe.every, where.at("every"))
    yield from positive(document.break_for, place.at("break_for"))
    if document.alarm is not None:
        yield from check_who(draft, document.alarm, place.at("alarm"), connector.formulas, "alarm")
    yield from check_channels(document.alarm_by, place.at("alarm_by"))


def check_auth(document: ConnectorDocument, auth: AuthDocument, place: Place) -> Iterator[Problem]:
    """What each way to prove oneself needs is there."""
    where = place.at("auth")
    if auth.kind == "none":
        return
    if document.credential is None:
        yield Problem("credential_missing", where.at("kind"), {"kind": auth.kind})
    if auth.kind in NEEDS_NAME and auth.name is None:
        yield Problem("auth_needs", where, {"kind": auth.kind, "property": "name"})
    if auth.kind == "token" and auth.token_path is None:
        yield Problem("auth_needs", where, {"kind": auth.kind, "property": "token_path"})


def check_operation(operation: OperationDocument, place: Place) -> Iterator[Problem]:
    """Every `{name}` is a parameter, every parameter goes somewhere."""
    keys = [(key, place.at("parameters", index)) for index, key in enumerate(operation.parameters)]
    yield from twice(keys, "duplicate_key")
    used: set[str] = set()
    for text, where in texts_of(operation, place):
        for name in PARAMETER.findall(text):
            used.add(name)
            if name not in operation.parameters:
                yield unknown("unknown_operation_parameter", where, name, operation.parameters)
    for key, where in keys:
        if key not in used:
            yield Problem("parameter_unused", where, {"name": key}, severity="warning")
    for part in ("query", "headers"):
        for name, value in getattr(operation, part).items():
            is_secret = SECRET_VALUE.search(value) or (value and SECRET_NAME.search(name))
            if is_secret and not PARAMETER.search(value):
                yield Problem("secret_in_document", place.at(part, name))
    yield from positive(operation.timeout, place.at("timeout"))


def texts_of(operation: OperationDocument, place: Place) -> Iterator[tuple[str, Place]]:
    """Every text that may hold parameters, with its place."""
    yield operation.path, place.at("path")
    for part in ("query", "headers"):
        for name, value in getattr(operation, part).items():
            yield value, place.at(part, name)
    if operation.body is not None:
        yield from texts_in(operation.body, place.at("body"))


def texts_in(value: object, place: Place) -> Iterator[tuple[str, Place]]:
    """Every text of a JSON value, with its place."""
    match value:
        case str():
            yield value, place
        case dict():
            for name, item in value.items():
                yield from texts_in(item, place.at(name))
        case list() | tuple():
            for index, item in enumerate(value):
                yield from texts_in(item, place.at(index))


def check_sync(
    draft: Draft, document: ConnectorDocument, sync: SyncDocument, place: Place
) -> Iterator[Problem]:
    """The table and its fields, the cursor, the pages, what is written back."""
    yield from unknown_table(draft, place.app, sync.table, place.at("table"))
    table = draft.tables.get(draft.full_name(place.app, sync.table))
    columns = [
        (column.field, place.at("columns", index, "field"))
        for index, column in enumerate(sync.columns)
    ]
    yield from twice(columns, "duplicate_key")
    for name, where in [(sync.id_field, place.at("id_field")), *columns]:
        for problem in written_fields(table, [name], where, "step_cannot_write"):
            yield Problem(problem.code, where, problem.parameters, problem.suggestion)
    yield from no_parameters(sync.path, place.at("path"))
    yield from positive(sync.every, place.at("every"))
    if (sync.since is None) != (sync.cursor_at is None):
        yield Problem("since_and_cursor", place)
    paging = sync.paging
    if paging is not None and paging.kind in {"cursor", "link"} and paging.next_at is None:
        where = place.at("paging")
        yield Problem("next_at_missing", where, {"kind": paging.kind})
    operations = [operation.key for operation in document.operations]
    if sync.write_back is not None and sync.write_back not in operations:
        yield unknown("unknown_operation", place.at("write_back"), sync.write_back, operations)


def no_parameters(path: str, place: Place) -> Iterator[Problem]:
    """What is asked by the clock has nobody to give it parameters."""
    for name in PARAMETER.findall(path):
        yield unknown("unknown_operation_parameter", place, name, ())
