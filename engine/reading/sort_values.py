"""The values of a cursor: as JSON on the way out, in their exact form on the way back in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from engine.access import TableAccess
from engine.errors import InvalidQuery, QueryProblem
from engine.reading.query import ListQuery
from formula.types import Boolean, Date, DateTime, Duration, Number, Ref, Select, Type
from metadata.fields import SYSTEM_FIELDS


def cursor_values(values: Sequence[object]) -> list[object]:
    """Sort values and id as JSON that `sort_values` reads back exactly."""
    *sorts, record = values
    return [*(_write(value) for value in sorts), str(record)]


def sort_values(access: TableAccess, query: ListQuery) -> tuple[object, ...]:
    """The exact values of the query's cursor; InvalidQuery where they do not fit its sort."""
    assert query.after is not None
    try:
        values = [
            _read(value, _type_of(access, sort.key))
            for sort, value in zip(query.sort, query.after[:-1], strict=True)
        ]
        return (*values, int(str(query.after[-1])))
    except (ValueError, TypeError, OverflowError, InvalidOperation) as error:
        raise InvalidQuery([QueryProblem("cursor_unusable", "cursor")]) from error


def _type_of(access: TableAccess, key: str) -> Type:
    own = access.table.fields.get(key)
    return own.value_type if own is not None else SYSTEM_FIELDS[key].value_type


def _write(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def _read(value: object, type_: Type) -> object:
    if value is None:
        return None
    match type_:
        case Number():
            number = Decimal(str(value))
            if not number.is_finite():
                raise ValueError(value)
            return number
        case Date():
            return date.fromisoformat(str(value))
        case DateTime():
            return datetime.fromisoformat(str(value)).astimezone(UTC)
        case Boolean():
            return bool(value)
        case Duration() | Ref():
            return int(str(value))
        case Select() if isinstance(value, int):
            # Options sort by their place in the list, not by their text.
            return value
    return str(value)
