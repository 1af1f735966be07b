"""Rows as JSON at one stroke, where nothing but the row is needed to show a record.

A page of 50 records has 1,500 values: to make a record of each row first, and JSON of the record
then, costs as much as the database. What `present` says of a record, this says of its row.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from engine.catalog_table import CompiledTable
from engine.columns import companions_of
from engine.database import Row
from engine.database.statements import converted, function_of, load
from engine.reading.present import Presented, shower_of
from formula.types import Money

RowsShown = Callable[[Iterable[Row]], list[Presented]]


def shower_of_rows(
    table: CompiledTable, columns: Sequence[str], keys: Sequence[str]
) -> RowsShown | None:
    """What makes `{id, version, values, errors?}` of rows that begin with the columns of these
    fields; None where a value takes more than one column to tell. `keys` are in `values`."""
    places: dict[str, int] = {}
    failing: list[tuple[str, int]] = []
    index = 0
    for key in columns:
        own = table.table.fields.get(key)
        if own is not None and isinstance(own.value_type, Money):
            return None
        places[key] = index
        index += 1
        if own is not None and companions_of(own):
            failing.append((key, index))
            index += 1
    show = function_of("row", *record_shown(table, places, keys))
    shown_failing = tuple(pair for pair in failing if pair[0] in keys)
    return lambda rows: show_rows(cast(Callable[[Row], Presented], show), shown_failing, rows)


def show_rows(
    show: Callable[[Row], Presented], failing: Sequence[tuple[str, int]], rows: Iterable[Row]
) -> list[Presented]:
    """Each row shown; of a failed formula the code, which stands in the column of that number."""
    found = []
    for row in rows:
        shown = show(row)
        for key, index in failing:
            if row[index] is not None:
                cast(dict[str, object], shown["values"])[key] = None
                cast(dict[str, object], shown.setdefault("errors", {}))[key] = row[index]
        found.append(shown)
    return found


def record_shown(
    table: CompiledTable, places: Mapping[str, int], keys: Sequence[str]
) -> tuple[ast.expr, dict[str, object]]:
    """The expression of a record as JSON out of `row`, and the functions it names."""
    namespace: dict[str, object] = {"str": str}
    values: list[ast.expr] = []
    for key in keys:
        if key not in places:
            values.append(ast.Constant(None))
            continue
        value, show = cell(places[key]), shower_of(table, key)
        if show is None:
            values.append(value)
            continue
        name = f"show_{len(namespace)}"
        namespace[name] = show
        values.append(converted(value, name))
    id = ast.Call(load("str"), [cell(places["id"])], [])
    version = cell(places["version"]) if "version" in places else ast.Constant(None)
    return dictionary(
        {"id": id, "version": version, "values": dictionary(dict(zip(keys, values, strict=True)))}
    ), namespace


def cell(index: int) -> ast.expr:
    """`row[index]`."""
    return ast.Subscript(load("row"), ast.Constant(index), ast.Load())


def dictionary(values: Mapping[str, ast.expr]) -> ast.expr:
    """A dictionary with these values."""
    return ast.Dict([ast.Constant(key) for key in values], list(values.values()))
