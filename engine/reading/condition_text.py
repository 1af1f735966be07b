"""Conditions that people clicked together, as the text of a formula.

The other direction is `engine.reading.conditions`; whatever is written here is read there as the
same conditions.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from engine.access import TableAccess
from engine.errors import InvalidQuery, QueryProblem
from engine.reading.conditions import CALLS, Condition, Conditions
from engine.reading.shape import unknown_field
from formula.errors import Span
from formula.names import as_name
from formula.render import render
from formula.scope import FieldName, Scope
from formula.tree import (
    DateNode,
    DurationNode,
    NameNode,
    Node,
    NumberNode,
    StringNode,
    UnaryNode,
)
from formula.types import (
    Boolean,
    Date,
    DateTime,
    Duration,
    Money,
    MultiSelect,
    Number,
    RecordSet,
    Ref,
    Select,
    Type,
)
from metadata.fields import SYSTEM_FIELDS
from metadata.fields.operators import OPERATORS, operators_of

NOWHERE = Span(0, 0)
MOST_DAYS = 36_500
CALL_OF = {operator: function for function, operator in CALLS.items()}
FIXED: Mapping[str, str] = {
    "blank": "ISBLANK({name})",
    "not_blank": "NOT ISBLANK({name})",
    "me": "{name} = CURRENT_USER()",
    "not_me": "{name} <> CURRENT_USER()",
    "has_me": "CURRENT_USER() IN {name}",
}
"""Conditions without a value."""


class Unfit(Exception):
    """The value of a condition is none of its field's."""


def write_conditions(asked: Conditions, mask: TableAccess, scope: Scope, language: str) -> str:
    """The conditions as one formula, with the fields' labels in the language.

    Raises InvalidQuery with every unknown field, operator that is not offered and unfit value.
    """
    problems: list[QueryProblem] = []
    texts: list[str] = []
    assert scope.table is not None
    fields = scope.tables[scope.table].fields
    for index, condition in enumerate(asked.conditions):
        place = f"conditions/{index}"
        field = fields.get(condition.field)
        if field is None:
            problems.append(unknown_field(mask, condition.field, f"{place}/field"))
            continue
        own = mask.table.fields.get(field.key)
        offered = operators_of(field.type, "" if own is None else own.type)
        if condition.operator not in offered:
            parameters = {"operator": condition.operator[:40], "options": ", ".join(offered)}
            problems.append(QueryProblem("operator_not_offered", f"{place}/operator", parameters))
            continue
        name = name_of(field, mask, scope, language)
        try:
            texts.append(write_condition(condition, field, name, scope))
        except Unfit:
            problems.append(QueryProblem("condition_value", f"{place}/value", {"field": field.key}))
    if problems:
        raise InvalidQuery(problems)
    return f" {asked.join.upper()} ".join(texts)


def name_of(field: FieldName, mask: TableAccess, scope: Scope, language: str) -> str:
    """The field as it is written: by its label, where nothing else is called so."""
    assert scope.table is not None
    own = mask.table.fields.get(field.key)
    labels = own.labels if own is not None else SYSTEM_FIELDS[field.key].labels
    label = labels.get(language) or labels.get("zh") or field.key
    others = scope.tables[scope.table].fields.values()
    is_clear = sum(label in other.names for other in others) == 1
    return as_name(label if is_clear else field.key)


def write_condition(condition: Condition, field: FieldName, name: str, scope: Scope) -> str:
    """One condition. Raises Unfit."""
    operator, value = condition.operator, condition.value
    takes = OPERATORS[operator].takes
    if takes == "none":
        return FIXED[operator].format(name=name)
    if takes == "days":
        return write_days(operator, name, value)
    if operator == "count":
        return f"COUNT({name}) >= {whole(value)}"
    amount = f"{name}.amount" if isinstance(field.type, Money) else name
    if takes == "one":
        return write_one(operator, amount, literal(field, value, scope))
    items = [literal(field, item, scope) for item in listed(value)]
    if operator == "between":
        if len(items) != 2:
            raise Unfit
        return f"({amount} >= {items[0]} AND {amount} <= {items[1]})"
    if not items:
        raise Unfit
    if operator in {"in", "not_in"}:
        word = "IN" if operator == "in" else "NOT IN"
        return f"{name} {word} ({', '.join(items)})"
    joined = (" OR " if operator == "has_any" else " AND ").join(f"{it} IN {name}" for it in items)
    return f"({joined})" if len(items) > 1 else joined


def write_one(operator: str, name: str, value: str) -> str:
    """A condition with one value."""
    if operator == "has":
        return f"{value} IN {name}"
    if operator == "not_contains":
        return f"NOT CONTAINS({name}, {value})"
    if operator in CALL_OF:
        return f"{CALL_OF[operator]}({name}, {value})"
    return f"{name} {operator} {value}"


def write_days(operator: str, name: str, value: object) -> str:
    """A condition on the days before or after today."""
    days = whole(value)
    if days > MOST_DAYS:
        raise Unfit
    if operator == "last_days":
        return f"{name} >= TODAY() - {days}"
    # Before the day after: a moment of the last day is still within it.
    return f"({name} >= TODAY() AND {name} < TODAY() + {days + 1})"


def whole(value: object) -> int:
    """A whole number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Unfit
    return value


def listed(value: object) -> Sequence[object]:
    """The values of a list."""
    if not isinstance(value, list | tuple):
        raise Unfit
    return value


def literal(field: FieldName, value: object, scope: Scope) -> str:
    """A JSON value as it is written in a formula beside the field."""
    return render(node_of(field, value, scope))


def node_of(field: FieldName, value: object, scope: Scope) -> Node:
    """The syntax of a JSON value. Raises Unfit."""
    match field.type:
        case Number() | Money():
            return number_node(decimal(value), is_percent=field.percent)
        case Boolean():
            if not isinstance(value, bool):
                raise Unfit
            return NameNode(NOWHERE, "TRUE" if value else "FALSE")
        case Date() | DateTime():
            return date_node(field.type, value, scope)
        case Duration():
            if isinstance(value, bool) or not isinstance(value, int):
                raise Unfit
            node = DurationNode(NOWHERE, abs(value))
            return node if value >= 0 else UnaryNode(NOWHERE, "-", node)
        case Select() | MultiSelect():
            return StringNode(NOWHERE, option_text(field.type, value))
        case Ref() | RecordSet():
            if isinstance(value, int) and not isinstance(value, bool):
                value = str(value)
            if not (isinstance(value, str) and value.isascii() and value.isdigit()):
                raise Unfit
            return StringNode(NOWHERE, value)
    if not isinstance(value, str) or not value or "\x00" in value:
        raise Unfit
    return StringNode(NOWHERE, value)


def decimal(value: object) -> Decimal:
    """A JSON number, or a text that is one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unfit
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        raise Unfit from None
    if not found.is_finite() or abs(found.adjusted()) > 20:
        raise Unfit
    return found


def number_node(value: Decimal, *, is_percent: bool) -> Node:
    """A number; of a percent field as people write it."""
    size = abs(value)
    node: Node = NumberNode(NOWHERE, size * 100 if is_percent else size)
    if is_percent:
        node = UnaryNode(NOWHERE, "%", node)
    return UnaryNode(NOWHERE, "-", node) if value < 0 else node


def date_node(type_: Type, value: object, scope: Scope) -> Node:
    """A day, or a moment to the second in the workspace's zone."""
    if not isinstance(value, str):
        raise Unfit
    try:
        if isinstance(type_, Date) or len(value) == len("2026-01-01"):
            return DateNode(NOWHERE, datetime.date.fromisoformat(value))
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        raise Unfit from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(ZoneInfo(scope.time_zone)).replace(tzinfo=None)
    if moment.microsecond:
        raise Unfit
    return DateNode(NOWHERE, moment)


def option_text(type_: Select | MultiSelect, value: object) -> str:
    """What people call the option, where that means no other one; its value otherwise."""
    if not isinstance(value, str) or not value:
        raise Unfit
    texts = next((it.texts() for it in type_.options if it.value == value), ())
    return next((text for text in labels_of(type_, value, texts)), value)


def labels_of(type_: Select | MultiSelect, value: str, texts: Sequence[str]) -> Iterator[str]:
    """The labels by which the option alone is meant."""
    for text in texts:
        meant = [option.value for option in type_.options if text in option.texts()]
        if text != value and meant == [value]:
            yield text
