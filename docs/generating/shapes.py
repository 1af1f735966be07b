"""JSON Schemas in words short enough for a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from docs.generating.markdown import code, table
from docs.generating.words import PROPERTY_WORDS
from metadata.changes.words import PROPERTIES

Schema = Mapping[str, object]

INNER = re.compile(r" ?\((?:decisions?) [0-9, and]+\)")
NOTHING: Schema = {}


def shape_of(schema: Schema) -> str:
    """What JSON value the schema takes.

    >>> shape_of({"anyOf": [{"type": "integer", "minimum": 1, "maximum": 5}, {"type": "null"}]})
    'integer 1…5'
    >>> shape_of({"type": "array", "items": {"enum": ["a", "b"]}})
    'list of "a" / "b"'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    branches = cast(list[Schema], schema.get("anyOf") or schema.get("oneOf") or [])
    if branches:
        shown = dict.fromkeys(shape_of(it) for it in branches if it.get("type") != "null")
        return many(list(shown))
    if "const" in schema:
        return f'"{schema["const"]}"' if isinstance(schema["const"], str) else str(schema["const"])
    if "enum" in schema:
        return many([f'"{it}"' for it in cast(list[object], schema["enum"])])
    return typed_shape(schema)


def many(shapes: list[str]) -> str:
    """One of several shapes; long unions are told by their last word (TextField … → Field)."""
    if len(shapes) > 12:
        return f"{shapes[0]} … {shapes[-1]}"
    return " / ".join(shapes)


def typed_shape(schema: Schema) -> str:
    """What a schema with a `type` takes."""
    kind = str(schema.get("type", "any"))
    if kind == "array":
        items = shape_of(cast(Schema, schema.get("items") or NOTHING))
        return f"list of {items}"
    if kind == "object":
        named = list(
            cast(Mapping[str, Schema], schema.get("patternProperties") or NOTHING).values()
        )
        values = named[0] if named else schema.get("additionalProperties")
        return f"map of {shape_of(values)}" if isinstance(values, Mapping) else "object"
    return f"{kind}{bounds(schema)}"


def bounds(schema: Schema) -> str:
    """The limits of a number or the longest text."""
    least = schema.get("minimum", schema.get("exclusiveMinimum"))
    most = schema.get("maximum", schema.get("exclusiveMaximum"))
    if least is not None or most is not None:
        return f" {'' if least is None else least}…{'' if most is None else most}"
    longest = schema.get("maxLength")
    return "" if longest is None else f" ≤ {longest}"


def property_rows(schema: Schema, without: frozenset[str] = frozenset()) -> Iterator[list[str]]:
    """A row for each property: its name, its shape, whether it is needed or its default."""
    required = cast(list[str], schema.get("required") or [])
    for name, part in cast(Mapping[str, Schema], schema.get("properties") or NOTHING).items():
        if name in without:
            continue
        default = part.get("default")
        shown = "" if default in (None, [], {}) else code(text_of(default))
        need = "✓" if name in required else shown
        yield [name, code(shape_of(part)), need]


def property_names(schema: Schema) -> frozenset[str]:
    """The names of the properties of an object."""
    return frozenset(cast(Mapping[str, Schema], schema.get("properties") or NOTHING))


def text_of(value: object) -> str:
    """A default as JSON writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value) or '""'


def property_words(name: str) -> str:
    """What people call a property in Chinese."""
    return PROPERTIES.get(name) or PROPERTY_WORDS[name]


def property_table(schema: Schema, without: frozenset[str] = frozenset()) -> str:
    """The properties of an object, with what people call them; '' where there are none."""
    rows = property_rows(schema, without)
    shown = [[code(name), property_words(name), *more] for name, *more in rows]
    headings = ("属性 property", "名称", "取值 value", "必填 ✓ / 默认 default")
    return table(headings, shown) if shown else ""


def definitions(schema: Schema) -> Mapping[str, Schema]:
    """The named schemas inside a schema."""
    return cast(Mapping[str, Schema], schema.get("$defs") or NOTHING)


def description(schema: Schema) -> str:
    """What a model says of itself, without pointers into our own design pages."""
    return INNER.sub("", " ".join(str(schema.get("description", "")).split()))
