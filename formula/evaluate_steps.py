"""What generated code calls: one small function for every step that is no Python operator.

A blank is None. An error is raised as FormulaValueError; numbers that outgrow the exact context
raise ArithmeticError, which means the same as NUM.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from formula import values
from formula.context import Context, Row
from formula.errors import FormulaValueError
from formula.functions.geography import region_name
from formula.types import MultiSelect, Select, Type

Thunk = Callable[[], object]
ItemRule = Callable[[Row], object]


def error_code(error: FormulaValueError | ArithmeticError) -> str:
    """Give the code of what was raised."""
    return error.code if isinstance(error, FormulaValueError) else "NUM"


def fallible(value: object) -> object:
    """Give a stored value, or raise the error that is stored in its place."""
    if isinstance(value, FormulaValueError):
        raise value
    return value


def follow(context: Context, table: str, id: int | None, key: str) -> object:
    """Give a field of the record with this id; blank where there is none."""
    record = None if id is None else context.records.record(table, id)
    return None if record is None else fallible(record.get(key))


def children(context: Context, table: str, back: str, id: int | None) -> Sequence[Row]:
    """Give the records that point back at a record."""
    return () if id is None else context.records.children(table, back, id)


def links(context: Context, owner_table: str, key: str, id: int | None) -> Sequence[Row]:
    """Give the records linked to a record."""
    return () if id is None else context.records.links(owner_table, key, id)


def part(value: tuple[object, ...] | None, position: int) -> object:
    """Give the amount (0) or the currency (1) of money."""
    return None if value is None else value[position]


def gather(
    rows: Iterable[Row], condition: ItemRule | None, argument: ItemRule | None
) -> list[object]:
    """Give the argument of each row that meets the condition.

    Where rows fail, the error is that with the lowest code, so that it does not depend on their
    order (SQL: MIN of the codes).
    """
    found: list[object] = []
    codes: set[str] = set()
    for row in rows:
        try:
            if condition is None or condition(row):
                found.append(row if argument is None else argument(row))
        except (FormulaValueError, ArithmeticError) as error:
            codes.add(error_code(error))
    if codes:
        raise FormulaValueError(min(codes))
    return found


def any_of(rows: Iterable[Row], condition: ItemRule) -> bool:
    """Say whether some row meets the condition; a row that fails matters only if none does."""
    return _search(rows, condition, wanted=True)


def every_of(rows: Iterable[Row], condition: ItemRule) -> bool:
    """Say whether all rows meet the condition; a row that fails matters only if all others do."""
    return not _search(rows, condition, wanted=False)


def _search(rows: Iterable[Row], condition: ItemRule, *, wanted: bool) -> bool:
    codes: set[str] = set()
    for row in rows:
        try:
            if bool(condition(row)) is wanted:
                return True
        except (FormulaValueError, ArithmeticError) as error:
            codes.add(error_code(error))
    if codes:
        raise FormulaValueError(min(codes))
    return False


def present(items: Iterable[object] | None) -> list[object]:
    """Give the items that are not blank."""
    return [item for item in items or () if item is not None]


def count_values(items: Iterable[object]) -> int:
    """Give how many items are not blank."""
    return len(present(items))


def count_unique(items: Iterable[object]) -> int:
    """Give how many different items there are, blanks apart."""
    return len(set(present(items)))


def sum_values(items: Iterable[object]) -> object:
    """Give the exact sum; 0 of nothing."""
    total: values.Numeric = 0
    for item in present(items):
        total = values.add(total, item)  # type: ignore[arg-type]  # the checker gave numbers
    return total


def sum_durations(items: Iterable[object]) -> object:
    """Give the sum in milliseconds; 0 of nothing."""
    return sum(item for item in items if isinstance(item, int))


def average(items: Iterable[object]) -> object:
    """Give the mean by the rule of division; blank of nothing."""
    found = present(items)
    return values.divide(sum_values(found), len(found)) if found else None  # type: ignore[arg-type]


def least(items: Iterable[object]) -> object:
    """Give the smallest; blank of nothing."""
    return min(present(items), default=None)  # type: ignore[type-var]  # comparable by the checker


def greatest(items: Iterable[object]) -> object:
    """Give the largest; blank of nothing."""
    return max(present(items), default=None)  # type: ignore[type-var]  # comparable by the checker


def all_true(*thunks: Thunk) -> bool:
    """AND over operands that may fail: FALSE if one is FALSE, else the first error, else TRUE."""
    return not _kleene(thunks, dominant=False)


def some_true(*thunks: Thunk) -> bool:
    """OR over operands that may fail: TRUE if one is TRUE, else the first error, else FALSE."""
    return _kleene(thunks, dominant=True)


def _kleene(thunks: tuple[Thunk, ...], *, dominant: bool) -> bool:
    failure: FormulaValueError | ArithmeticError | None = None
    for thunk in thunks:
        try:
            if bool(thunk()) is dominant:
                return True
        except (FormulaValueError, ArithmeticError) as error:
            failure = failure or error
    if failure is not None:
        raise failure
    return False


def xor(*operands: object) -> bool:
    """Say whether an odd number of operands is TRUE."""
    return sum(map(bool, operands)) % 2 == 1


def if_error(operand: Thunk, otherwise: Thunk) -> object:
    """Give the operand, or where it fails the other value."""
    try:
        return operand()
    except (FormulaValueError, ArithmeticError):
        return otherwise()


def is_error(operand: Thunk) -> bool:
    """Say whether the operand fails."""
    try:
        operand()
    except (FormulaValueError, ArithmeticError):
        return True
    return False


def is_blank(value: object) -> bool:
    """Say whether a value that may be a list is blank or has no items."""
    return value is None or (isinstance(value, Sequence) and not value)


def less(left: object, right: object) -> bool:
    """Compare with blanks when both sides must be looked at for errors; blank gives FALSE."""
    return left is not None and right is not None and left < right  # type: ignore[operator]


def at_most(left: object, right: object) -> bool:
    """As `less`, or equal."""
    return left is not None and right is not None and left <= right  # type: ignore[operator]


def more(left: object, right: object) -> bool:
    """As `less`, the other way round."""
    return less(right, left)


def at_least(left: object, right: object) -> bool:
    """As `at_most`, the other way round."""
    return at_most(right, left)


def spread(function: Callable[..., object], *arguments: object) -> object:
    """Give the function's value, or blank where an argument is blank."""
    return None if None in arguments else function(*arguments)


def days_of_span(duration: int | None) -> Decimal | None:
    """Give a duration as a number of days."""
    return None if duration is None else values.divide(duration, values.DAY)


def instants_apart(left: datetime.datetime | None, right: datetime.datetime | None) -> int | None:
    """Give left - right in milliseconds; blank where one is."""
    if left is None or right is None:
        return None
    return (left - right) // values.MILLISECOND


def days_apart(left: datetime.date | None, right: datetime.date | None) -> int | None:
    """Give left - right as a duration; blank where one is."""
    return None if left is None or right is None else (left - right).days * values.DAY


def shift_instant(moment: datetime.datetime | None, by: int | None) -> datetime.datetime | None:
    """Give the instant so many milliseconds later; a blank duration is 0; DATE."""
    if moment is None:
        return None
    return values.from_milliseconds(values.to_milliseconds(moment) + (by or 0))


def shift_days(day: datetime.date | None, by: values.Numeric) -> datetime.date | None:
    """Give the day so many whole days later, the number rounded down; DATE."""
    if day is None:
        return None
    whole = Decimal(by).to_integral_value(rounding="ROUND_FLOOR")
    return values.from_ordinal(day.toordinal() + int(whole))


def shift_by_span(day: datetime.date | None, by: int) -> datetime.date | None:
    """Give the day so many milliseconds later, in whole days rounded down; DATE."""
    return None if day is None else values.from_ordinal(day.toordinal() + by // values.DAY)


def begin(day: datetime.date | None, context: Context) -> datetime.datetime | None:
    """Give the instant at which the day begins in the application's time zone."""
    return None if day is None else values.midnight(day, context.time_zone)


def as_instant(moment: datetime.date | None, context: Context) -> datetime.datetime | None:
    """Give an instant itself, or that at which a day begins."""
    return moment if isinstance(moment, datetime.datetime) else begin(moment, context)


def coerce_text(value: object, kind: Type, context: Context) -> str | None:
    """Give the canonical text of a value; blank stays blank."""
    if value is None:
        return None
    if isinstance(kind, Select) and kind.set_key == values.REGION_SET and not kind.options:
        return region_name(str(value)) or str(value)
    return values.value_text(value, kind, context.time_zone, context.language) or None


def option_labels(
    chosen: Iterable[object] | None, kind: MultiSelect, context: Context
) -> tuple[object, ...]:
    """Give the labels of the options of a multi-select value."""
    language = context.language
    return tuple(values.option_text(str(item), kind, language) for item in chosen or ())


def in_list(value: object, items: Iterable[object] | None) -> bool:
    """Say whether a value is among the items of a list."""
    return value in (items or ())


def one_item(value: object) -> tuple[object, ...]:
    """Give a single value as a list; a blank is an empty one."""
    return () if value is None else (value,)
