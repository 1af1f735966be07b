"""A revision compiled: every field type has its columns, rows come back as they went in."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from engine.catalog import build_catalog
from engine.columns import COLUMNS
from engine.database import Database
from engine.write_record import write
from engine.writing.change import Change, Kind
from metadata.fields import FIELD_TYPES
from tests.engine.shelf_app import shelf_sources
from tests.engine.shops import ADMIN, Shop, open_shop

EMOJI = "🦊 'q' \"d\" % _ \\ 中"

VALUES: Mapping[str, tuple[object, object]] = {
    "text": (EMOJI, EMOJI),
    "long_text": ("a\nb\tc", "a\nb\tc"),
    "rich_text": ("<b>x</b>", "<b>x</b>"),
    "number": ("-12345678901.123456", Decimal("-12345678901.123456")),
    "integer": (7, 7),
    "percent": (0.5, Decimal("0.5")),
    "money": ({"amount": "-0.01", "currency": "USD"}, (Decimal("-0.01"), "USD")),
    "boolean": (True, True),
    "date": ("0999-12-31", date(999, 12, 31)),
    "datetime": (
        "2026-01-02T03:04:05.678+08:00",
        datetime(2026, 1, 1, 19, 4, 5, 678000, tzinfo=UTC),
    ),
    "duration": (90_000, 90_000),
    "select": ("a", "a"),
    "multi_select": (["b", "a"], ("b", "a")),
    "user": ("7", 7),
    "users": (["8", "7"], (8, 7)),
    "phone": ("13800138000", "13800138000"),
    "email": ("a@b.cn", "a@b.cn"),
    "url": ("https://b.cn/", "https://b.cn/"),
    "region": ("上海", "310000"),
    "address": ("x", "x"),
    "rating": (3, 3),
    "location": ({"lat": 31.23, "lng": 121.47}, {"lat": 31.23, "lng": 121.47}),
    "json": ({"a": [1, None, "é"]}, {"a": [1, None, "é"]}),
    "barcode": ("690", "690"),
}
"""JSON as it is written, and the value that is stored."""


@pytest.fixture
def shelf(migrated: Database, tmp_path: Path) -> Shop:
    """A workspace whose only table has a field of every type, and two persons."""
    shop = open_shop(migrated, tmp_path, shelf_sources())
    shop.add_person(7)
    shop.add_person(8)
    return shop


def test_every_field_type_has_its_column() -> None:
    assert set(COLUMNS) == set(FIELD_TYPES)


@pytest.mark.parametrize("many", [1, 3, 30])
def test_values_of_every_type_come_back_however_many_are_written(shelf: Shop, many: int) -> None:
    values = {f"f_{name}": written for name, (written, _) in VALUES.items()}
    outcomes = write(
        shelf.work, ADMIN, [Change(Kind.CREATE, "shop.all", values=values)] * many
    ).outcomes
    stored = shelf.all("all")
    assert len(stored) == many
    for outcome in outcomes:
        for name, (_, expected) in VALUES.items():
            assert outcome.values[f"f_{name}"] == expected, name
            if name != "users":
                assert stored[outcome.id or 0][f"f_{name}"] == expected, name


def test_values_of_every_type_are_changed_and_emptied(shelf: Shop) -> None:
    made = shelf.create("all")
    values = {f"f_{name}": written for name, (written, _) in VALUES.items()}
    shelf.write(Change(Kind.UPDATE, "shop.all", made.id, values))
    again = shelf.write(Change(Kind.UPDATE, "shop.all", made.id, values))
    assert again.version == 2
    blank = shelf.write(Change(Kind.UPDATE, "shop.all", made.id, dict.fromkeys(values)))
    assert {key for key in values if blank.values[key]} == set()
    assert shelf.read("all", made.id)["f_boolean"] is False
    assert shelf.read("all", made.id)["f_generated"] == f"{EMOJI}x"


def test_an_unchanged_table_is_taken_over_by_the_next_catalog(shop: Shop) -> None:
    catalog = shop.work.catalog
    table = catalog.tables["shop.buyer"]
    again = build_catalog(catalog.resolved, catalog.layout, 2, catalog.dialect, catalog)
    assert again.tables["shop.buyer"] is table
    assert again.number == 2
