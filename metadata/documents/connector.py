"""A connector: an outside system that speaks REST, as data. Credentials are named, never held."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from metadata.documents.label import Document, FieldKey, Key, Label, TableName
from metadata.documents.triggers import Duration
from metadata.documents.who import WhoDocument

Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s{}]+$", max_length=500)]
PathTemplate = Annotated[str, StringConstraints(pattern=r"^/[^\s]*$", max_length=500)]
"""`{name}` in it is a parameter of the operation."""
JsonPointer = Annotated[str, StringConstraints(pattern=r"^(/[^/]*)*$", max_length=300)]
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.\-\[\]]+$", max_length=100)]


class AuthDocument(Document):
    """How calls prove themselves with the credential's parts. `token`: `token_path` is asked with
    them for a token, which is sent as a bearer until `expires` or a 401. `hmac`: the body's
    SHA-256 signature in `header`."""

    kind: Literal["none", "bearer", "basic", "header", "query", "token", "hmac"] = "none"
    name: Name | None = None
    token_path: PathTemplate | None = None
    token_method: Method = "POST"
    token_at: JsonPointer = "/access_token"
    expires_at: JsonPointer = "/expires_in"


class PagingDocument(Document):
    """`page`: numbers from 1; `offset`; `cursor`: the answer's value at `next_at` is sent on;
    `link`: it is a whole address of the same host."""

    kind: Literal["page", "offset", "cursor", "link"]
    name: Name = "page"
    size_name: Name | None = None
    size: Annotated[int, Field(ge=1, le=10_000)] = 100
    next_at: JsonPointer | None = None


class OperationDocument(Document):
    """One call. `parameters` are the names that the path, the query and the body take; `body` is
    the JSON to send, where `"{name}"` is replaced by the value."""

    key: Key
    label: Label | None = None
    method: Method = "POST"
    path: PathTemplate
    parameters: tuple[Key, ...] = Field(default=(), max_length=100)
    query: dict[Name, str] = Field(default_factory=dict, max_length=50)
    headers: dict[Name, str] = Field(default_factory=dict, max_length=50)
    body: dict[str, object] | None = None
    idempotency_header: Name | None = "Idempotency-Key"
    timeout: Duration = "10s"


class ColumnDocument(Document):
    """A field of the table and where its value stands in an item; with `write` it is among what
    `write_back` sends."""

    field: FieldKey
    at: JsonPointer
    write: bool = True


class SyncDocument(Document):
    """Items of `path` become records of `table`, told apart by `dedupe` (where the outside id
    stands) and kept in `id_field`. `since` is the parameter that takes the cursor, which is the
    greatest value at `cursor_at`. `write_back` names the operation that a changed record calls
    (双写), but for changes that came from there."""

    key: Key
    label: Label | None = None
    table: TableName
    path: PathTemplate
    items_at: JsonPointer = ""
    every: Duration = "5min"
    paging: PagingDocument | None = None
    since: Name | None = None
    cursor_at: JsonPointer | None = None
    dedupe: JsonPointer
    id_field: FieldKey
    columns: Annotated[tuple[ColumnDocument, ...], Field(min_length=1, max_length=200)]
    write_back: Key | None = None


class ProbeDocument(Document):
    """`path` is asked each `every`; contact counts as lost after `failures` in a row."""

    path: PathTemplate
    every: Duration = "1min"
    failures: Annotated[int, Field(ge=1, le=100)] = 3


class ConnectorDocument(Document):
    """`credential` is the name of a credential of the workspace. When contact is lost, syncs stop,
    `alarm` hears of it by its channels and gets a to-do with `todo` as its title."""

    key: Key
    label: Label
    description: Label | None = None
    base: Address
    credential: Key | None = None
    auth: AuthDocument = AuthDocument()
    operations: Annotated[tuple[OperationDocument, ...], Field(max_length=100)] = ()
    syncs: Annotated[tuple[SyncDocument, ...], Field(max_length=50)] = ()
    probe: ProbeDocument | None = None
    calls_a_minute: Annotated[int, Field(ge=1, le=100_000)] | None = None
    break_after: Annotated[int, Field(ge=1, le=1_000)] = 5
    break_for: Duration = "1min"
    alarm: WhoDocument | None = None
    alarm_by: Annotated[tuple[Key, ...], Field(max_length=10)] = ("inbox",)
    todo: Label | None = None
