"""OpenAPI 3.1 of one app's tables, as one caller may use them: fields by name and type.

What the caller may not see is not in it (decision 43); what they may not do has no operation. A
client generated from it has a type for each table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from engine.access import Access, TableAccess
from engine.reading.present import SHOWN_SYSTEM_FIELDS
from metadata.documents.label import text_in
from metadata.fields import FIELD_TYPES, SYSTEM_FIELDS
from metadata.resolved import Field
from runtime.http.call import JSON
from runtime.http.records import LIST_QUERY, RECORDS_PATH
from runtime.openapi import PROBLEM, REFUSED, own_version
from runtime.value_schemas import ID, MOMENT, Schema, value_schema

PAGE_QUERY: Mapping[str, Schema] = {
    "limit": {"type": "integer", "minimum": 1, "maximum": 500},
    "count": {"type": "boolean"},
}
IF_MATCH: Schema = {
    "name": "If-Match",
    "in": "header",
    "description": 'the version that was seen, `"3"`',
    "schema": {"type": "string"},
}
MOVED = frozenset({"state"})
RECORD_ID: Schema = {"name": "record", "in": "path", "required": True, "schema": ID}


def describe_app(access: Access, app: str, label: str, language: str) -> Schema:
    """The description of the app's tables that are open to the caller."""
    schemas: Schema = {"Problem": PROBLEM}
    paths: Schema = {}
    for name in sorted(access.tables):
        mask = access.table(name)
        if mask.table.app == app:
            described = TableDescription(mask, language)
            schemas.update(described.schemas())
            paths.update(described.paths())
    return {
        "openapi": "3.1.0",
        "info": {"title": label, "version": own_version()},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


class TableDescription:
    """The schemas and operations of one table under a caller's mask."""

    def __init__(self, mask: TableAccess, language: str) -> None:
        self._mask = mask
        self._language = language
        self._table = mask.table
        self._name = "".join(part.capitalize() for part in mask.table.key.split("_"))
        self._reads = mask.read is not False

    def schemas(self) -> Iterator[tuple[str, Schema]]:
        """What is read, created and changed, by the name of its type."""
        if self._reads:
            yield f"{self._name}Values", self._object(self._mask.visible, SHOWN_SYSTEM_FIELDS)
            yield f"{self._name}Record", self._record()
            yield f"{self._name}Page", self._page()
        else:
            yield f"{self._name}Record", self._record()
        if self._mask.create:
            yield f"{self._name}New", self._object(self._mask.creatable)
        if self._mask.update is not False:
            yield f"{self._name}Change", self._object(self._mask.editable)

    def paths(self) -> Iterator[tuple[str, Schema]]:
        """What the caller may do with the table."""
        records = RECORDS_PATH.format(app=self._table.app, table=self._table.key)
        listing: Schema = {}
        if self._reads:
            listing["get"] = self._operation("list", f"{self._name}Page", self._query())
        if self._mask.create:
            listing["post"] = self._operation("create", f"{self._name}Record", body="New")
        yield records, listing
        one: Schema = {}
        if self._reads:
            one["get"] = self._operation("get", f"{self._name}Record")
        if self._mask.update is not False:
            one["patch"] = self._operation(
                "update", f"{self._name}Record", [IF_MATCH], body="Change"
            )
        if self._mask.delete is not False:
            one["delete"] = self._operation("delete", None, [IF_MATCH])
        if one:
            yield f"{records}/{{record}}", {"parameters": [RECORD_ID], **one}
        if self._mask.delete is not False:
            restoring = self._operation("restore", f"{self._name}Record")
            yield f"{records}/{{record}}/restore", {"parameters": [RECORD_ID], "post": restoring}
        for machine in self._table.machines.values():
            for key, move in machine.transitions.items():
                if key in self._mask.transitions:
                    moving = self._move(key, text_in(move.labels, self._language), move.form)
                    place = f"{records}/{{record}}/transitions/{key}"
                    yield place, {"parameters": [RECORD_ID], "post": moving}

    def _object(self, keys: Collection[str], system: tuple[str, ...] = ()) -> Schema:
        """The fields among `keys`, in the order of the document; with the `system` fields it is
        what is read, where children are not."""
        fits = is_read if system else is_written
        fields = [field for key, field in self._table.fields.items() if key in keys and fits(field)]
        properties = {field.key: self._property(field) for field in fields}
        return {
            "type": "object",
            "title": text_in(self._table.labels, self._language),
            "properties": {**properties, **{key: self._system(key) for key in system}},
            "additionalProperties": False,
        }

    def _property(self, field: Field) -> Schema:
        return value_schema(field, self._language)

    def _system(self, key: str) -> Schema:
        shown = SYSTEM_FIELDS[key]
        schema = MOMENT if shown.type == "datetime" else ID
        return {
            **schema,
            "type": ["string", "null"],
            "title": text_in(shown.labels, self._language),
            "readOnly": True,
        }

    def _record(self) -> Schema:
        values = ref(f"{self._name}Values") if self._reads else {"type": "object"}
        return {
            "type": "object",
            "properties": {
                "id": ID,
                "version": {"type": "integer", "examples": [1]},
                "values": values,
                "errors": {
                    "type": "object",
                    "description": "the code of each formula that failed, by field",
                    "additionalProperties": {"type": "string"},
                },
                "warnings": {"type": "array", "items": {"type": "object"}},
            },
            "required": ["id", "version", "values"],
        }

    def _page(self) -> Schema:
        return {
            "type": "object",
            "properties": {
                "records": {"type": "array", "items": ref(f"{self._name}Record")},
                "next": {"type": ["string", "null"]},
                "count": {"type": "integer"},
                "expanded": {"type": "object"},
            },
            "required": ["records", "next"],
        }

    def _query(self) -> list[Schema]:
        return [
            {
                "name": name,
                "in": "query",
                "description": words,
                "schema": PAGE_QUERY.get(name, {"type": "string"}),
            }
            for name, words in LIST_QUERY.items()
        ]

    def _move(self, key: str, label: str, form: Mapping[str, bool]) -> Schema:
        """A move of a state machine, with the fields it asks for."""
        seen = {it: self._table.fields[it] for it in form if it in self._mask.visible}
        needed = [it for it in seen if form[it]]
        asked: Schema = {
            "type": "object",
            "properties": {it: self._property(field) for it, field in seen.items()},
            "additionalProperties": False,
            **({"required": needed} if needed else {}),
        }
        described = self._operation(key, f"{self._name}Record")
        described["summary"] = label
        described["requestBody"] = body_of({"form": asked}, ["form"] if needed else [])
        return described

    def _operation(
        self,
        verb: str,
        answer: str | None,
        parameters: list[Schema] | None = None,
        body: str | None = None,
    ) -> Schema:
        """One operation; `body` is which of the table's types is written."""
        status = {"create": "201", "delete": "204"}.get(verb, "200")
        done: Schema = {"description": "done"}
        if answer is not None:
            done["content"] = {JSON: {"schema": ref(answer)}}
        described: Schema = {
            "operationId": f"{self._table.key}_{verb}",
            "tags": [self._table.key],
            "parameters": parameters or [],
            "responses": {status: done, "default": REFUSED},
        }
        if body is not None:
            described["requestBody"] = body_of({"values": ref(f"{self._name}{body}")}, ["values"])
        return described


def is_read(field: Field) -> bool:
    """Whether a record has a value of the field."""
    return field.type != "children"


def is_written(field: Field) -> bool:
    """Whether values are given to the field; a state is moved."""
    return field.type == "children" or (
        FIELD_TYPES[field.type].writable and field.type not in MOVED
    )


def body_of(properties: Mapping[str, object], required: list[str]) -> Schema:
    """A body with these parts, and a reason."""
    reason = {"type": "string", "maxLength": 1_000}
    schema: Schema = {
        "type": "object",
        "properties": {**properties, "reason": reason},
        "additionalProperties": False,
    }
    if required:
        schema["required"] = required
    return {"required": bool(required), "content": {JSON: {"schema": schema}}}


def ref(name: str) -> Schema:
    """One of the description's own schemas."""
    return {"$ref": f"#/components/schemas/{name}"}
