"""Totals: records grouped and measured by formulas."""

from __future__ import annotations

from engine.reading.grouping import measure_totals
from engine.reading.query import read_totals_query
from runtime.http.call import Answer, Call, Endpoint, Schema


def answer_query(call: Call) -> Answer:
    """The groups with their measures."""
    query = read_totals_query(call.json())
    return Answer(measure_totals(call.work, call.actor, query))


GROUP: Schema = {
    "oneOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {
                "field": {"type": "string"},
                "bucket": {"enum": ["day", "week", "month", "quarter", "year"]},
            },
            "required": ["field"],
        },
    ]
}
TOTALS: Schema = {
    "type": "object",
    "properties": {
        "app": {"type": "string"},
        "table": {"type": "string"},
        "filter": {"type": "string"},
        "group_by": {"type": "array", "maxItems": 4, "items": GROUP},
        "measures": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"as": {"type": "string"}, "formula": {"type": "string"}},
                "required": ["as", "formula"],
            },
        },
        "order": {"type": "array", "items": {"type": "string"}},
        "limit": {"type": "integer", "minimum": 1, "maximum": 10_000},
    },
    "required": ["app", "table"],
    "additionalProperties": False,
}

QUERIES = (
    Endpoint(
        "POST",
        "/api/v1/query",
        answer_query,
        "Groups and measures",
        body=TOTALS,
        is_long=True,
    ),
)
