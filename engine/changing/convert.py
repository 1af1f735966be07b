"""A value of one field as a value of another: what a retype does to each record.

The readers are those of every other way in (metadata.fields), as lenient as with files: labels
stand for options, `8万` is a number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.writing.fitting import fitted
from formula.errors import FormulaValueError
from formula.types import Money, RecordSet, Ref
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Reading, Showing, Unreadable
from metadata.plan_columns import FILES, TEXTS
from metadata.resolved import Field

Converter = Callable[[object], object]
"""Python value of the old field → one of the new, or Unreadable."""

MANY = frozenset({"multi_select", "users", "references"}) | FILES
LANGUAGE = "zh"
LOST = Unreadable("lost")


def converter_of(before: Field, after: Field, time_zone: ZoneInfo) -> Converter:
    """The function that brings values of `before` to `after`. Blank stays blank (a boolean is
    FALSE); what cannot be brought over is Unreadable."""
    old, new = FIELD_TYPES[before.type], FIELD_TYPES[after.type]
    show = old.shower(before)
    tell = old.teller(before, Showing(LANGUAGE, time_zone))
    read = new.reader(after, Reading(time_zone, lenient=True))
    as_text = after.type in (*TEXTS, "rich_text", "auto_number", "generated")
    is_elsewhere = target_of(after) is not None and target_of(before) != target_of(after)

    def convert(value: object) -> object:
        if value is None or value == () or isinstance(value, FormulaValueError):
            return fitted(after, None)
        if is_elsewhere:
            return LOST
        first, second = (tell(value), show(value)) if as_text else (show(value), tell(value))
        found = read(shaped(first, before, after))
        if isinstance(found, Unreadable):
            found = read(second)
        return found if isinstance(found, Unreadable) else within_column(after, found)

    if not new.writable:
        return lambda value: fitted(after, None if value is None else tell(value))
    return convert


def target_of(field: Field) -> str | None:
    """The table whose records the field points at; a number is no id, nor is another table's."""
    match field.value_type:
        case Ref(table) | RecordSet(table):
            return table
    return None


def shaped(value: object, before: Field, after: Field) -> object:
    """The JSON value with a list around it, or without one, as the new field takes it; an amount
    without its currency where the new field has none."""
    if after.type in MANY:
        return value if isinstance(value, list) else [value]
    if isinstance(value, list):
        return value[0] if len(value) == 1 else value
    is_amount = isinstance(value, Mapping) and before.type == "money"
    if is_amount and after.type != "money":
        assert isinstance(value, Mapping)
        return value["amount"]
    return value


def within_column(after: Field, value: object) -> object:
    """The value as the column holds it, or Unreadable."""
    if isinstance(after.value_type, Money):
        return value
    try:
        return fitted(after, value)
    except FormulaValueError:
        return LOST


def stored_value(after: Field, value: object) -> object:
    """What is stored for a converted value: blank for what could not be brought over."""
    return fitted(after, None) if isinstance(value, Unreadable) else value


def is_lossy(before: object, after: object) -> bool:
    """Whether something of the value is not in the converted one: it could not be read, or its
    decimals were cut."""
    if isinstance(after, Unreadable):
        return True
    numbers = int | Decimal
    are_numbers = isinstance(before, numbers) and isinstance(after, numbers)
    return are_numbers and not isinstance(before, bool) and before != after
