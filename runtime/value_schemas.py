"""The values of fields as JSON Schema, with an example of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from formula.types import Boolean, Date, DateTime, Duration, Number, Ref, Select, Type
from metadata.documents.field import MoneyField, RatingField, TextField
from metadata.documents.label import label_texts, text_in
from metadata.resolved import Field

Schema = dict[str, object]

ID: Schema = {"type": "string", "pattern": "^[0-9]+$", "examples": ["250104873381527629"]}
MOMENT: Schema = {
    "type": "string",
    "format": "date-time",
    "examples": ["2026-01-05T09:25:00+08:00"],
}
DAY: Schema = {"type": "string", "format": "date", "examples": ["2026-01-05"]}
CHILDREN: Schema = {
    "type": "object",
    "description": "written together with the record; they are read from their own table",
    "properties": {
        "create": {"type": "array", "items": {"type": "object"}},
        "update": {"type": "array", "items": {"type": "object", "required": ["id"]}},
        "delete": {"type": "array", "items": ID},
    },
    "additionalProperties": False,
}
MOST_OPTIONS = 500
"""Longer lists of options are not written out."""


def number(example: float | int = 12.5) -> Schema:
    """An exact number: beyond 15 digits a text."""
    return {"type": ["number", "string"], "examples": [example]}


def text(example: str, **more: object) -> Schema:
    """A text."""
    return {"type": "string", "examples": [example], **more}


def ids() -> Schema:
    """Several records."""
    return {"type": "array", "items": ID}


def text_of_field(field: Field) -> Schema:
    """A text with its greatest length."""
    document = field.document
    limit = {"maxLength": document.max_length} if isinstance(document, TextField) else {}
    return text("文本", **limit)


def money_of_field(field: Field) -> Schema:
    """An amount with its currency."""
    document = field.document
    assert isinstance(document, MoneyField)
    currencies = list(document.currencies or (document.currency,))
    return {
        "type": "object",
        "properties": {
            "amount": {"type": ["string", "number"]},
            "currency": {"type": "string", "enum": currencies},
        },
        "required": ["amount"],
        "additionalProperties": False,
        "examples": [{"amount": "50000.00", "currency": currencies[0]}],
    }


def option_of_field(field: Field) -> Schema:
    """One of the options."""
    values = [option.value for option in field.options]
    known = {"enum": values} if 0 < len(values) <= MOST_OPTIONS else {}
    return {"type": "string", **known, "examples": values[:1]}


def options_of_field(field: Field) -> Schema:
    """Several of the options."""
    return {"type": "array", "items": option_of_field(field)}


def rating_of_field(field: Field) -> Schema:
    """A whole number up to the field's own."""
    document = field.document
    assert isinstance(document, RatingField)
    return {"type": "integer", "minimum": 0, "maximum": document.max, "examples": [document.max]}


def result_of_field(field: Field) -> Schema:
    """What the field's formula gives."""
    return schema_of_type(field.value_type)


def schema_of_type(type_: Type) -> Schema:
    """A computed value."""
    match type_:
        case Number():
            return number()
        case Boolean():
            return {"type": "boolean", "examples": [True]}
        case Date():
            return DAY
        case DateTime():
            return MOMENT
        case Duration():
            return {"type": "integer", "description": "milliseconds", "examples": [3_600_000]}
        case Ref():
            return ID
        case Select(_, options) if 0 < len(options) <= MOST_OPTIONS:
            return {"type": "string", "enum": [option.value for option in options]}
        case Select():
            return {"type": "string"}
        case _:
            return {"description": "as the formula gives it"}


SCHEMAS: Mapping[str, Callable[[Field], Schema]] = {
    "text": text_of_field,
    "long_text": lambda _: text("第一行\n第二行"),
    "rich_text": lambda _: text("<b>重要</b>"),
    "number": lambda _: number(),
    "integer": lambda _: number(3),
    "percent": lambda _: number(0.9) | {"description": "a fraction: 0.9 is 90 %"},
    "money": money_of_field,
    "boolean": lambda _: {"type": "boolean", "examples": [True]},
    "date": lambda _: DAY,
    "datetime": lambda _: MOMENT,
    "duration": lambda _: {
        "type": ["integer", "string"],
        "description": "milliseconds; `72h` is taken too",
        "examples": [3_600_000],
    },
    "select": option_of_field,
    "multi_select": options_of_field,
    "state": option_of_field,
    "user": lambda _: ID,
    "users": lambda _: ids(),
    "department": lambda _: ID,
    "reference": lambda _: ID,
    "references": lambda _: ids(),
    "file": lambda _: ids(),
    "image": lambda _: ids(),
    "signature": lambda _: ids(),
    "children": lambda _: CHILDREN,
    "phone": lambda _: text("13800138000"),
    "email": lambda _: text("li@example.com"),
    "url": lambda _: text("https://example.com"),
    "region": lambda _: text("310000", description="six digits of GB/T 2260; names are taken too"),
    "address": lambda _: text("中山东一路 1 号"),
    "location": lambda _: {
        "type": "object",
        "properties": {"lat": {"type": "number"}, "lng": {"type": "number"}},
        "required": ["lat", "lng"],
        "examples": [{"lat": 31.2397, "lng": 121.4903}],
    },
    "auto_number": lambda _: text("B0001"),
    "generated": result_of_field,
    "formula": result_of_field,
    "rating": rating_of_field,
    "json": lambda _: {"description": "any JSON value"},
    "barcode": lambda _: text("6901234567892"),
}


def value_schema(field: Field, language: str) -> Schema:
    """The field's value: what it is called, its type, an example; blank is null."""
    schema = dict(SCHEMAS[field.type](field))
    kind = schema.get("type")
    if kind is not None:
        schema["type"] = [*(kind if isinstance(kind, list) else [kind]), "null"]
    if "enum" in schema:
        schema["enum"] = [*_listed(schema["enum"]), None]
    schema["title"] = text_in(field.labels, language)
    help = field.document.help
    said = [] if help is None else [text_in(label_texts(help, ""), language)]
    described = [*said, *([str(schema["description"])] if "description" in schema else [])]
    if described:
        schema["description"] = "\n\n".join(described)
    return schema


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []
