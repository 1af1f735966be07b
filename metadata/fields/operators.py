"""What a filter may ask of a field: the operators by the type of its values in formulas.

A field type lists the same operators (`FieldType.operators`); a formula or generated field has
those of what it gives, which only its resolved type tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    Text,
    Type,
)
from metadata.fields.field_type import (
    CHOICE,
    DATES,
    MANY,
    ORDER,
    PEOPLE,
    PERSON,
    PRESENCE,
    RELATED,
    TEXTS,
)


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: `takes` says what stands beside it: nothing (`none`), a value (`one`), two
    (`two`, both ends belong to it), any number of them (`many`) or whole days (`days`)."""

    labels: Mapping[str, str]
    takes: str


def operator(zh: str, en: str, takes: str = "one") -> Operator:
    """An operator with its words."""
    return Operator({"zh": zh, "en": en}, takes)


OPERATORS: Mapping[str, Operator] = {
    "=": operator("等于", "is"),
    "<>": operator("不等于", "is not"),
    "<": operator("小于", "is less than"),
    "<=": operator("小于等于", "is at most"),
    ">": operator("大于", "is more than"),
    ">=": operator("大于等于", "is at least"),
    "between": operator("介于", "is between", "two"),
    "contains": operator("包含", "contains"),
    "not_contains": operator("不包含", "does not contain"),
    "starts_with": operator("开头是", "starts with"),
    "ends_with": operator("结尾是", "ends with"),
    "in": operator("是其中之一", "is one of", "many"),
    "not_in": operator("不是其中任何一个", "is none of", "many"),
    "has": operator("包含", "has"),
    "has_any": operator("包含其中之一", "has any of", "many"),
    "has_all": operator("全部包含", "has all of", "many"),
    "me": operator("是我", "is me", "none"),
    "not_me": operator("不是我", "is not me", "none"),
    "has_me": operator("包含我", "has me", "none"),
    "last_days": operator("最近几天", "within the last days", "days"),
    "next_days": operator("未来几天", "within the next days", "days"),
    "count": operator("至少有几条", "has at least", "one"),
    "blank": operator("为空", "is blank", "none"),
    "not_blank": operator("不为空", "is not blank", "none"),
}

OF_DATES: Mapping[str, Operator] = {
    "<": operator("早于", "is before"),
    "<=": operator("不晚于", "is on or before"),
    ">": operator("晚于", "is after"),
    ">=": operator("不早于", "is on or after"),
}
"""The same operators as people say them of days."""


def operators_of(type_: Type, field_type: str = "") -> tuple[str, ...]:
    """What a filter offers for values of the type.

    >>> operators_of(Boolean())
    ('=',)
    >>> operators_of(Ref("user"))[0]
    'me'
    """
    match type_:
        case Text():
            return TEXTS
        case Number() | Duration() | Money():
            return ORDER
        case Date() | DateTime():
            return DATES
        case Boolean():
            return ("=",)
        case Ref("user"):
            return PERSON
        case Select() | Ref():
            return CHOICE
        case RecordSet("user"):
            return PEOPLE
        case MultiSelect():
            return MANY
        case RecordSet(table):
            return RELATED if field_type == "children" or table == "file" else MANY
    return PRESENCE


def operator_words(key: str, type_: Type | None, language: str) -> str:
    """The operator as people say it of such a value."""
    own = OF_DATES.get(key) if isinstance(type_, Date | DateTime) else None
    return (own or OPERATORS[key]).labels[language]
