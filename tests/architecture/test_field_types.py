"""A field type is known by every layer that must know it, or by none."""

from engine.columns import COLUMNS
from metadata.fields import FIELD_TYPES

# metadata.md, field types.
PROMISED = {
    *("text", "long_text", "rich_text", "number", "integer", "percent", "money", "boolean"),
    *("date", "datetime", "duration", "select", "multi_select", "state", "user", "users"),
    *("department", "reference", "references", "children", "file", "image", "signature"),
    *("phone", "email", "url", "region"),
    *("address", "location", "auto_number", "generated", "formula", "rating", "json", "barcode"),
}


def test_documents_know_every_promised_type() -> None:
    assert set(FIELD_TYPES) == PROMISED


def test_every_type_has_its_place_in_the_database() -> None:
    assert set(COLUMNS) == set(FIELD_TYPES)


def test_a_type_is_listed_under_its_own_name() -> None:
    assert [name for name, each in FIELD_TYPES.items() if each.name != name] == []
