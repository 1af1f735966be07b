"""JSON Schemas (draft 2020-12) out of the models, and what they say about a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from metadata.documents.kinds import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def model_schema(kind: str) -> Mapping[str, object]:
    """The JSON Schema of a document kind, as its model says it."""
    schema = KINDS[kind].adapter.json_schema(by_alias=True)
    named = {"$schema": DIALECT, "$id": f"{kind}.schema.json", "title": kind}
    return {**named, **{key: value for key, value in schema.items() if key not in named}}


def properties_at(kind: str, document: object, steps: Sequence[str | int]) -> Sequence[str]:
    """The properties that the object at a place of a document may have."""
    root = model_schema(kind)
    schemas, node = [*alternatives(root, root, document)], document
    for step in steps:
        node = child(node, step)
        below = [found for schema in schemas if (found := schema_below(schema, step)) is not None]
        schemas = [item for schema in below for item in alternatives(root, schema, node)]
    names: dict[str, None] = {}
    for schema in schemas:
        properties = schema.get("properties")
        names.update(dict.fromkeys(properties if isinstance(properties, Mapping) else ()))
    return list(names)


def alternatives(
    root: Mapping[str, object], schema: Mapping[str, object], node: object
) -> list[Mapping[str, object]]:
    """The schemas without references that a value may follow; a discriminated union is decided."""
    reference = schema.get("$ref")
    if isinstance(reference, str):
        target: object = root
        for part in reference.removeprefix("#/").split("/"):
            target = child(target, part)
        return alternatives(root, target, node) if isinstance(target, Mapping) else []
    discriminator = schema.get("discriminator")
    if isinstance(discriminator, Mapping):
        tag = child(node, str(discriminator["propertyName"]))
        chosen = child(discriminator["mapping"], tag if isinstance(tag, str) else "")
        return alternatives(root, {"$ref": chosen}, node) if chosen else []
    branches = schema.get("anyOf")
    if isinstance(branches, list):
        return [item for branch in branches for item in alternatives(root, branch, node)]
    return [schema]


def schema_below(schema: Mapping[str, object], step: str | int) -> Mapping[str, object] | None:
    """The schema of an item or a property."""
    if isinstance(step, int):
        found = schema.get("items")
    else:
        found = child(schema.get("properties"), step) or schema.get("additionalProperties")
    return found if isinstance(found, Mapping) else None


def child(node: object, step: str | int) -> object:
    """The value one step below, None where there is none."""
    if isinstance(node, Mapping):
        return node.get(step)
    if isinstance(node, list | tuple) and isinstance(step, int) and step < len(node):
        return node[step]
    return None
