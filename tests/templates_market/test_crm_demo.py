"""The demo records fit the tables: every column, option, reference and state is there."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from metadata.resolve import resolve_documents
from metadata.resolved import Resolved
from tests.templates_market.crm_package import (
    Table,
    option_values,
    read_demo,
    read_sources,
    read_tables,
    shortest_path,
    values_of,
)
from tests.templates_market.crm_values import broken_rules, holds, is_file, read_row

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


@pytest.fixture(scope="module")
def crm() -> Resolved:
    resolved = resolve_documents(read_sources()).resolved
    assert resolved is not None
    return resolved


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
def test_no_rule_refuses_a_row_on_its_way_to_its_state(crm: Resolved, table: Table) -> None:
    resolved = crm.tables[f"crm.{table.key}"]
    for row in read_demo(table.key):
        goal = read_row(resolved, row)
        values = goal | {key: m.initial for key, m in resolved.machines.items()}
        assert broken_rules(crm, resolved, values) == [], row["ref"]
        for machine in table.machines:
            field = str(machine["field"])
            for step in shortest_path(machine, str(goal[field])):
                move = resolved.machines[field].transitions[str(step["key"])]
                needed = [key for key, is_needed in move.form.items() if is_needed]
                assert all(values.get(key) is not None or is_file(resolved, key) for key in needed)
                values[field] = move.to
                assert move.guard is None or holds(crm, move.guard, values), (row["ref"], move.key)
                assert broken_rules(crm, resolved, values) == [], (row["ref"], move.key)


def test_a_price_negotiation_has_its_comparison() -> None:
    for row in read_demo("follow_up"):
        assert (row["kind"] == "pricing") == bool(row["comparison"])
