"""Order and keyset: which record comes after which, as SQL, without ever counting rows.

Blanks come last in both directions (formula.md 2.5) and the id breaks ties, so an order is total
and a page is found by the values of the last record of the page before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, false, or_


@dataclass(frozen=True, slots=True)
class SortKey:
    """One expression to sort by. `nullable` is False where it cannot be blank, so that a plain
    index serves the order (decision 42)."""

    expression: ColumnElement[object]
    descending: bool
    nullable: bool


Part = ColumnElement[object] | ColumnElement[bool]


def order_by(keys: Sequence[SortKey], dialect: str) -> list[Part]:
    """The ORDER BY parts of a total order, as an index has it; the last key is the id.

    Blanks are the least of all values to SQLite, the greatest to PostgreSQL: each has them last in
    one direction by itself, and for the other there is a second index (engine.columns).
    """
    parts: list[Part] = []
    for key in keys:
        ordered = key.expression.desc() if key.descending else key.expression.asc()
        if key.nullable and dialect == "sqlite" and not key.descending:
            parts.append(key.expression.is_(None))
        if key.nullable and dialect != "sqlite" and key.descending:
            ordered = ordered.nulls_last()
        parts.append(ordered)
    return parts


def after(keys: Sequence[SortKey], values: Sequence[object]) -> ColumnElement[bool]:
    """The condition that a row comes after the one with these sort values.

    Only whether a value is blank goes into the statement's shape; the values themselves are the
    parameters `after_0`, `after_1` …
    """
    alternatives: list[ColumnElement[bool]] = []
    equal: list[ColumnElement[bool]] = []
    for index, (key, value) in enumerate(zip(keys, values, strict=True)):
        parameter = bindparam(f"after_{index}", type_=key.expression.type)
        beyond = _beyond(key, parameter, blank=value is None)
        if beyond is not None:
            alternatives.append(and_(*equal, beyond))
        equal.append(key.expression.is_(None) if value is None else key.expression == parameter)
    found = or_(*alternatives) if alternatives else false()
    bound = _index_bound(keys[0], values[0])
    return found if bound is None else and_(bound, found)


def after_parameters(values: Sequence[object]) -> dict[str, object]:
    """The parameters that `after` names."""
    return {f"after_{index}": value for index, value in enumerate(values) if value is not None}


def blank_shape(values: Sequence[object] | None) -> tuple[bool, ...] | None:
    """What of a cursor goes into the statement: which values are blank."""
    return None if values is None else tuple(value is None for value in values)


def _beyond(
    key: SortKey, parameter: ColumnElement[object], *, blank: bool
) -> ColumnElement[bool] | None:
    """Strictly after the value in this key alone; None where nothing is (blanks are last)."""
    if blank:
        return None
    further = key.expression < parameter if key.descending else key.expression > parameter
    return or_(further, key.expression.is_(None)) if key.nullable else further


def _index_bound(key: SortKey, value: object) -> ColumnElement[bool] | None:
    """A plain range on the first key: implied by the rest, and what lets an index start there."""
    if key.nullable or value is None:
        return None
    parameter = bindparam("after_0", type_=key.expression.type)
    return key.expression <= parameter if key.descending else key.expression >= parameter
