"""The types of the language: what a formula's value is, and what may be compared with what.

Python values by type (a blank is `None` for all of them):

=============  ==========================================================================
Text           str, NFC, never empty
Number         int or decimal.Decimal, exact
Boolean        bool (a stored boolean is never blank)
Date           datetime.date
DateTime       datetime.datetime, aware, UTC, whole milliseconds
Duration       int, milliseconds
Select         str, the option's value
MultiSelect    tuple[str, ...], option values in the order of the record
Ref            int, the record's id
Money          tuple[Decimal, str], amount and currency (fields with many currencies only)
ListOf         tuple of the item's values
RecordSet      sequence of rows (mapping of field key to value, `id` among them)
=============  ==========================================================================

Formula.md 2.4; decisions 8 to 10.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its stored value and what people call it by language (`{"zh": …, "en": …}`)."""

    value: str
    labels: Mapping[str, str] = field(hash=False, default_factory=dict)
    parent: str | None = None

    def texts(self) -> tuple[str, ...]:
        """All texts a literal may name this option by: its value and its labels."""
        return (self.value, *self.labels.values())


@dataclass(frozen=True, slots=True)
class Text:
    pass


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number. `scale` is the most decimals a value can have; None where it is not known
    statically (then it is held as a decimal of up to 10 places)."""

    scale: int | None = None


@dataclass(frozen=True, slots=True)
class Boolean:
    pass


@dataclass(frozen=True, slots=True)
class Date:
    pass


@dataclass(frozen=True, slots=True)
class DateTime:
    pass


@dataclass(frozen=True, slots=True)
class Duration:
    pass


@dataclass(frozen=True, slots=True)
class Blank:
    """The type of the literal BLANK(): fits everywhere a value may be blank."""


@dataclass(frozen=True, slots=True)
class Json:
    pass


@dataclass(frozen=True, slots=True)
class Select:
    """A choice out of an option set. Two selects compare when `set_key` is the same."""

    set_key: str
    options: tuple[Option, ...] = field(compare=False, default=())


@dataclass(frozen=True, slots=True)
class MultiSelect:
    set_key: str
    options: tuple[Option, ...] = field(compare=False, default=())


@dataclass(frozen=True, slots=True)
class Ref:
    """A record of a table by its full name: `crm.customer`, `user`, `department`."""

    table: str


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one of several currencies: a formula must take `.金额` or `.币种` of it."""

    currencies: tuple[str, ...] = ()
    scale: int = 2


@dataclass(frozen=True, slots=True)
class ListOf:
    item: Type


@dataclass(frozen=True, slots=True)
class RecordSet:
    table: str


Type = (
    Text
    | Number
    | Boolean
    | Date
    | DateTime
    | Duration
    | Blank
    | Json
    | Select
    | MultiSelect
    | Ref
    | Money
    | ListOf
    | RecordSet
)


_NAMES: Mapping[type, str] = {
    Text: "text",
    Number: "number",
    Boolean: "boolean",
    Date: "date",
    DateTime: "datetime",
    Duration: "duration",
    Blank: "blank",
    Json: "json",
    Select: "select",
    MultiSelect: "multiselect",
    Ref: "ref",
    Money: "money",
    ListOf: "list",
    RecordSet: "recordset",
}


def type_name(type_: Type) -> str:
    """The name of a type as formula.md 2.4 writes it.

    >>> type_name(ListOf(Number(2)))
    'list<number>'
    >>> type_name(Ref("crm.customer"))
    'ref<crm.customer>'
    """
    name = _NAMES[type(type_)]
    match type_:
        case ListOf(item=item):
            return f"{name}<{type_name(item)}>"
        case Ref(table=table) | RecordSet(table=table):
            return f"{name}<{table}>"
        case _:
            return name
