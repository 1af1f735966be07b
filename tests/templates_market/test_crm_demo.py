"""The demo records fit the tables: every column, option, reference and state is there."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.templates_market.crm_package import (
    Table,
    objects,
    option_values,
    read_demo,
    read_tables,
    shortest_path,
    texts,
    values_of,
)

TABLES = read_tables()
SHAPES = {
    "date": r"\d{4}-\d\d-\d\d",
    "datetime": r"\d{4}-\d\d-\d\d \d\d:\d\d",
    "integer": r"-?\d+",
    "percent": r"[01](\.\d+)?",
    "money": r"([A-Z]{3} )?\d+(\.\d+)?",
    "region": r"\d{6}",
    "phone": r"1990000\d{4}",
    "boolean": r"true|false",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_columns_are_fields_and_refs_are_unique(table: Table) -> None:
    rows = read_demo(table.key)
    columns = list(rows[0])

    assert columns[0] == "ref"
    assert set(columns[1:]) <= set(table.fields)
    assert all(table.fields[c]["type"] not in {"formula", "generated"} for c in columns[1:])
    assert max(Counter(row["ref"] for row in rows).values()) == 1
    assert 12 <= len(rows) <= 60


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_values_have_the_shape_of_their_type(table: Table) -> None:
    for row in read_demo(table.key):
        for key, text in values_of(row):
            shape = SHAPES.get(str(table.fields[key]["type"]))
            assert shape is None or re.fullmatch(shape, text), (row["ref"], key, text)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_options_and_references_are_there(table: Table) -> None:
    for row in read_demo(table.key):
        for key, text in values_of(row):
            field = table.fields[key]
            if field["type"] == "select":
                assert text in option_values(field), (row["ref"], key)
            if field["type"] in {"reference", "references"}:
                refs = {target["ref"] for target in read_demo(str(field["table"]))}
                assert set(text.split(";")) <= refs, (row["ref"], key)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_what_is_always_required_is_filled_in(table: Table) -> None:
    needed = [
        key
        for rule in table.rules("required")
        if "when" not in rule
        for key in texts(rule["fields"])
        if "default" not in table.fields[key]
    ]

    assert [(r["ref"], key) for r in read_demo(table.key) for key in needed if not r[key]] == []


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_state_is_reached_with_the_values_of_the_row(table: Table) -> None:
    for machine in table.machines:
        for row in read_demo(table.key):
            for move in shortest_path(machine, row[str(machine["field"])]):
                needed = [str(f["field"]) for f in objects(move.get("form")) if f["required"]]
                assert all(row.get(key) for key in needed), (row["ref"], move["key"])


def test_a_price_negotiation_has_its_comparison() -> None:
    for row in read_demo("follow_up"):
        assert (row["kind"] == "pricing") == bool(row["comparison"])
