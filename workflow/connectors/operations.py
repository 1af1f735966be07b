"""An operation of a connector, with its parameters: what the `call` step and write-backs ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import orjson

from engine.workspace import Workspace
from metadata.documents.connector import OperationDocument
from metadata.durations import milliseconds_in
from metadata.resolved_workflow import Connector
from workflow.connectors.calling import Call, CallFailed, call_connector
from workflow.connectors.filling import (
    Values,
    ValueUnusable,
    fill_header,
    fill_json,
    fill_path,
    fill_text,
    json_at,
    text_of,
)
from workflow.retry import GiveUp, TryAgain

LONGEST_PART = 10_000
Json = dict[str, object]


def connector_named(work: Workspace, name: str) -> Connector | None:
    """The connector `app.key` of this revision."""
    app, _, key = name.partition(".")
    return work.resolved.connectors.get((app, key))


def operation_of(connector: Connector, key: str) -> OperationDocument | None:
    """The operation of that key."""
    return next((it for it in connector.document.operations if it.key == key), None)


def ask_operation(work: Workspace, request: Mapping[str, object], key: str) -> Json:
    """What the operation answers: `{"status", "parts"}`, of the answer no more than the request's
    `parts` (JSON pointers by name), as texts. Raises TryAgain and GiveUp."""
    name, operation = cast(str, request["connector"]), cast(str, request["operation"])
    connector = connector_named(work, name)
    found = None if connector is None else operation_of(connector, operation)
    if connector is None or found is None:
        raise GiveUp("operation_unknown", {"connector": name, "operation": operation})
    try:
        status, answer = perform_operation(
            work, connector, found, cast(Values, request["values"]), key
        )
    except CallFailed as failed:
        if failed.may_pass:
            raise TryAgain(failed.at, failed.code) from failed
        raise GiveUp(failed.code, {"connector": name, "status": failed.status or 0}) from failed
    parts = cast(Mapping[str, str], request.get("parts") or {})
    return {"status": status, "parts": {it: text_at(answer, at) for it, at in parts.items()}}


def perform_operation(
    work: Workspace, connector: Connector, operation: OperationDocument, values: Values, key: str
) -> tuple[int, object]:
    """The status of the answer and its JSON; None for a body that is none. Raises CallFailed."""
    try:
        call = call_of(operation, values, key)
    except ValueUnusable as error:
        raise CallFailed("value_unusable", may_pass=False) from error
    answered = call_connector(work, connector, call)
    try:
        return answered.status, orjson.loads(answered.body)
    except orjson.JSONDecodeError:
        return answered.status, None


def call_of(operation: OperationDocument, values: Values, key: str) -> Call:
    """The call that the operation is with these values. Raises ValueUnusable."""
    headers = {name: fill_header(text, values) for name, text in operation.headers.items()}
    if operation.idempotency_header is not None and operation.method != "GET":
        headers[operation.idempotency_header] = key
    body = b""
    if operation.body is not None:
        body = orjson.dumps(fill_json(operation.body, values))
    return Call(
        f"operation.{operation.key}",
        operation.method,
        fill_path(operation.path, values),
        {name: fill_text(text, values) for name, text in operation.query.items()},
        headers,
        body,
        key,
        milliseconds_in(operation.timeout) / 1_000,
    )


def text_at(answer: object, pointer: str) -> str | None:
    """What stands there as a text; lists and objects as JSON; None where nothing does."""
    found = json_at(answer, pointer)
    if found is None:
        return None
    if isinstance(found, list | dict):
        found = orjson.dumps(found).decode()
    return text_of(found).replace("\x00", "")[:LONGEST_PART]
