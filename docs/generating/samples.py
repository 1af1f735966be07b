"""One field of every type, resolved as any app's are, and a value for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Reading, Unreadable
from metadata.resolve import resolve_documents
from metadata.resolved import DocumentKey, Field

OPTIONS = [
    {"value": "high", "label": "高", "color": "red"},
    {"value": "low", "label": "低", "color": "green"},
]


@dataclass(frozen=True, slots=True)
class Sample:
    """What a field's document says besides key, label and type, and a JSON value written to it;
    None where nobody writes."""

    written: object = None
    properties: Mapping[str, object] = field(default_factory=dict)


SAMPLES: Mapping[str, Sample] = {
    "text": Sample(" 宏达机械 ", {"max_length": 120}),
    "long_text": Sample("第一行\r\n第二行"),
    "rich_text": Sample("<b>重要</b>"),
    "number": Sample(1.005, {"decimals": 2, "unit": "kg"}),
    "integer": Sample(3, {"min": 0}),
    "percent": Sample(0.915, {"decimals": 1}),
    "money": Sample({"amount": "50000", "currency": "USD"}, {"currencies": ["CNY", "USD"]}),
    "boolean": Sample(True),
    "date": Sample("2026-03-02"),
    "datetime": Sample("2026-03-02T10:00:00+08:00"),
    "duration": Sample("1.5h"),
    "select": Sample("high", {"options": OPTIONS}),
    "multi_select": Sample(["high", "low"], {"options": OPTIONS}),
    "state": Sample(),
    "user": Sample("42"),
    "users": Sample(["42", "7"]),
    "department": Sample("3"),
    "reference": Sample("1001", {"table": "sample", "on_delete": "restrict"}),
    "references": Sample(["1001", "1002"], {"table": "sample"}),
    "file": Sample(["1001", "1002"], {"accept": ["pdf"], "max_mb": 20}),
    "image": Sample(["1003"], {"max_width": 4_000}),
    "signature": Sample(["1004"]),
    "children": Sample(None, {"table": "sample", "field": "reference"}),
    "phone": Sample("+86 138 0013 8000"),
    "email": Sample(" Li@Example.COM "),
    "url": Sample("example.com/a"),
    "region": Sample("上海"),
    "address": Sample("中山东一路 1 号"),
    "location": Sample({"lat": 31.2397, "lng": 121.4903}),
    "auto_number": Sample(None, {"prefix": "HT-", "digits": 6}),
    "generated": Sample(None, {"formula": "LEFT(text,6) & RIGHT(MD5(phone),8)"}),
    "formula": Sample(None, {"formula": "ROUND(number*2, 1)", "decimals": 1}),
    "rating": Sample(4, {"max": 5}),
    "json": Sample({"utm_source": "wechat"}),
    "barcode": Sample("6901234567892"),
}


def sample_fields() -> Mapping[str, Field]:
    """A field of every type, by the name of its type."""
    return resolve_documents(sample_sources()).require().tables["sample.sample"].fields


def sample_sources() -> dict[DocumentKey, object]:
    """An app whose only table has a field of every type; its key is the type's name."""
    fields = [
        {"key": name, "label": name, "type": name, **SAMPLES[name].properties}
        for name in FIELD_TYPES
    ]
    machine = {
        "field": "state",
        "initial": "open",
        "states": [{"key": "open", "label": "进行中"}],
        "transitions": [],
    }
    app = {"format": 1, "key": "sample", "label": "样例", "version": "1.0.0"}
    document = {"key": "sample", "label": "样例", "fields": fields, "state_machines": [machine]}
    return {("sample", "app", "sample"): app, ("sample", "table", "sample"): document}


def sample_value(of: Field) -> object:
    """The Python value that the field's sample is read as."""
    value = FIELD_TYPES[of.type].reader(of, Reading())(SAMPLES[of.type].written)
    assert not isinstance(value, Unreadable), (of.key, value)
    return value
