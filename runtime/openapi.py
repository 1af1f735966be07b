"""The description of the interface (OpenAPI 3.1), made from the table of endpoints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version

from runtime.http.call import JSON, Endpoint

Json = dict[str, object]

PATH_PART = re.compile(r"\{(\w+)\}")
PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457; `problems` holds everything that is wrong",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
                "required": ["code", "message"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "detail", "problems"],
}
REFUSED: Json = {
    "description": "refused: see `code` and `problems`",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def describe(endpoints: Iterable[Endpoint]) -> Json:
    """The description of everything that the endpoints serve."""
    schemas: Json = {"Problem": PROBLEM}
    paths: dict[str, Json] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = operation(endpoint, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tangram", "version": own_version()},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "tangram"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
        "security": [{"session": []}, {"token": []}],
    }


def operation(endpoint: Endpoint, schemas: Json) -> Json:
    """One method of one path; the schemas that its body names are moved to `schemas`."""
    described: Json = {
        "summary": endpoint.summary,
        "operationId": endpoint.handler.__name__.removeprefix("answer_"),
        "parameters": [*path_parameters(endpoint), *query_parameters(endpoint)],
        "responses": {str(endpoint.status): answer_of(endpoint, schemas), "default": REFUSED},
    }
    module = endpoint.handler.__module__.rpartition(".")[2]
    described["operationId"] = f"{module}_{described['operationId']}"
    described["tags"] = [module]
    if endpoint.body is not None or endpoint.takes != (JSON,):
        schema = {} if endpoint.body is None else shared(endpoint.body, schemas)
        described["requestBody"] = {
            "content": {media: {"schema": schema} for media in endpoint.takes}
        }
    if endpoint.is_public:
        described["security"] = []
    return described


def path_parameters(endpoint: Endpoint) -> list[Json]:
    """The named parts of the path."""
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in PATH_PART.findall(endpoint.path)
    ]


def query_parameters(endpoint: Endpoint) -> list[Json]:
    """The parameters after the path."""
    return [
        {"name": name, "in": "query", "description": words, "schema": {"type": "string"}}
        for name, words in endpoint.query.items()
    ]


def answer_of(endpoint: Endpoint, schemas: Json) -> Json:
    """What the endpoint answers when all is well."""
    if endpoint.status == 204:
        return {"description": "done"}
    schema = {"type": "object"} if endpoint.answer is None else shared(endpoint.answer, schemas)
    return {"description": "done", "content": {JSON: {"schema": schema}}}


def shared(schema: Mapping[str, object], schemas: Json) -> Json:
    """The schema with its own `$defs` moved to the components."""
    moved = {name: part for name, part in schema.items() if name != "$defs"}
    definitions = schema.get("$defs")
    if isinstance(definitions, dict):
        schemas.update({name: pointed(part) for name, part in definitions.items()})
    found = pointed(moved)
    assert isinstance(found, dict)
    return found


def pointed(value: object) -> object:
    """The schema with its references pointing into the components."""
    if isinstance(value, dict):
        return {
            name: part.replace("#/$defs/", "#/components/schemas/")
            if name == "$ref" and isinstance(part, str)
            else pointed(part)
            for name, part in value.items()
        }
    return [pointed(part) for part in value] if isinstance(value, list | tuple) else value


def own_version() -> str:
    """The version that is installed."""
    try:
        return version("tangram-engine")
    except PackageNotFoundError:
        return "0"
