"""What the designers' palettes offer: field types with their operators, and functions."""

from __future__ import annotations

from formula.check_calls import signature
from formula.functions.groups import GROUPS
from formula.functions.signature import Function
from formula.messages import type_words
from formula.types import Blank, Boolean, Date, Type, type_name
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import DATES, FieldType
from metadata.fields.operators import OPERATORS, operator_words
from runtime.http.call import Answer, Call, Endpoint

Json = dict[str, object]


def answer_field_types(call: Call) -> Answer:
    """All field types, with what a filter may ask of them."""
    types = [field_type_json(known, call.language) for known in FIELD_TYPES.values()]
    return Answer({"types": types})


def field_type_json(known: FieldType, language: str) -> Json:
    """A field type in the caller's language."""
    sample: Type = Date() if known.operators == DATES else Boolean()
    return {
        "type": known.name,
        "label": known.labels[language],
        "labels": dict(known.labels),
        "writable": known.writable,
        "operators": [operator_json(key, sample, language) for key in known.operators],
    }


def operator_json(key: str, type_: Type, language: str) -> Json:
    """An operator in the caller's language."""
    words = operator_words(key, type_, language)
    return {"key": key, "label": words, "takes": OPERATORS[key].takes}


def answer_functions(call: Call) -> Answer:
    """All functions of the formula language, in groups."""
    index = 0 if call.language == "zh" else 1
    groups = [
        {
            "label": words[index],
            "functions": [function_json(each, call.language) for each in found],
        }
        for words, found in GROUPS
    ]
    return Answer({"groups": groups})


def function_json(function: Function, language: str) -> Json:
    """A function: how it is written, what each part of it is, one line of what it gives."""
    free = callable(function.result) or isinstance(function.result, Blank)
    return {
        "name": function.name,
        "aliases": list(function.aliases),
        "signature": signature(function),
        "parameters": [
            {"name": it.name, "optional": it.optional, "repeats": it.repeats}
            for it in function.parameters
        ],
        "result": None if free else result_words(function, language),
        "text": function.zh if language == "zh" else function.en,
        "examples": [{"text": it.text, "result": it.result} for it in function.examples],
    }


def result_words(function: Function, language: str) -> str:
    """The type of the result in words."""
    assert not callable(function.result)
    return type_words(type_name(function.result), language)


CATALOGUE = (
    Endpoint(
        "GET",
        "/api/v1/field-types",
        answer_field_types,
        "All field types with the operators that filters offer",
    ),
    Endpoint(
        "GET",
        "/api/v1/formulas/functions",
        answer_functions,
        "All functions of the formula language",
    ),
)
