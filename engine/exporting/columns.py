"""The columns of an exported file: their headings, and what makes a cell of a record's value."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from engine.access import Access, TableAccess
from engine.actor import Actor
from engine.importing.mapping import has_currencies
from engine.reading.expanding import Expanded
from engine.workspace import Workspace
from formula.errors import FormulaValueError
from formula.types import Boolean, Date, DateTime, Number
from formula.values import number_text
from metadata.documents.label import text_in
from metadata.fields import FIELD_TYPES, SYSTEM_FIELDS
from metadata.fields.built_in import BUILT_IN_TABLES
from metadata.fields.field_type import Showing, Teller, plain_text
from metadata.resolved import Field

GUARDED = ("=", "+", "-", "@")
"""What spreadsheets take for the beginning of a formula (decision 47)."""

CURRENCY = {"zh": "币种", "en": "currency"}
BETWEEN_TITLES = "; "

Cell = Decimal | int | bool | datetime.date | datetime.datetime | str | None
"""A workbook's cell. Instants are local times without an offset."""

Make = Callable[[object], Cell]


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column of the file. `cell` is for workbooks, `tell` for text files; `linked` columns
    take the titles of the records that the value points at."""

    key: str
    heading: str
    cell: Make
    tell: Teller
    linked: bool = False
    is_percent: bool = False


def columns_of(
    work: Workspace, actor: Actor, mask: TableAccess, keys: Sequence[str]
) -> tuple[ExportColumn, ...]:
    """The columns of these fields; an amount in one of many currencies has its currency beside.
    Children are records of their own."""
    showing = Showing(actor.language, work.time_zone)
    found: list[ExportColumn] = []
    for key in keys:
        own = mask.table.fields.get(key)
        if own is not None and own.type == "children":
            continue
        if own is None:
            found.append(system_column(key, showing))
        elif has_currencies(own):
            found += money_columns(own, showing)
        else:
            found.append(column_of(own, showing))
    return tuple(found)


def system_column(key: str, showing: Showing) -> ExportColumn:
    """The column of what the engine keeps of every record."""
    system = SYSTEM_FIELDS[key]
    heading = text_in(system.labels, showing.language)
    if key == "id":
        return ExportColumn(key, heading, plain_text, plain_text)
    if system.type == "datetime":
        local = instant_cell(showing)
        return ExportColumn(key, heading, local, lambda value: plain_text(local(value)))
    is_linked = system.type == "user"
    return ExportColumn(key, heading, whole_cell, plain_text, linked=is_linked)


def column_of(own: Field, showing: Showing) -> ExportColumn:
    """The column of one field."""
    tell = guarded(FIELD_TYPES[own.type].teller(own, showing))
    match own.value_type:
        case DateTime():
            cell = instant_cell(showing)
        case Number() | Boolean() | Date():
            cell = whole_cell
        case _:
            cell = text_cell(tell)
    is_linked = own.target is not None or own.type in {"user", "users", "department"}
    is_percent = own.type == "percent"
    heading = heading_of(own, showing)
    return ExportColumn(own.key, heading, cell, tell, linked=is_linked, is_percent=is_percent)


def money_columns(own: Field, showing: Showing) -> tuple[ExportColumn, ExportColumn]:
    """The columns of an amount and of its currency."""

    def amount(value: object) -> Cell:
        return cast(Decimal, value[0]) if isinstance(value, tuple) else error_text(value)

    def tell_amount(value: object) -> str:
        found = amount(value)
        return number_text(found) if isinstance(found, Decimal) else plain_text(found)

    def currency(value: object) -> Cell:
        return str(value[1]) if isinstance(value, tuple) else None

    heading = heading_of(own, showing)
    beside = f"{heading} {CURRENCY['en']}" if showing.language == "en" else heading + CURRENCY["zh"]
    return (
        ExportColumn(own.key, heading, amount, tell_amount),
        ExportColumn(own.key, beside, currency, lambda value: plain_text(currency(value))),
    )


def heading_of(own: Field, showing: Showing) -> str:
    """The label of a field."""
    return text_in(own.labels, showing.language) or own.key


def guarded(tell: Teller) -> Teller:
    """The teller, with `'` before what a spreadsheet would compute; numbers stay numbers."""

    def told(value: object) -> str:
        if isinstance(value, FormulaValueError):
            return f"#{value.code}"
        text = tell(value)
        return text if isinstance(value, Decimal | int) else guard(text)

    return told


def guard(text: str) -> str:
    """The text as no spreadsheet takes it for a formula.

    >>> guard("=1+1"), guard("a=b")
    ("'=1+1", 'a=b')
    """
    return f"'{text}" if text.startswith(GUARDED) else text


def error_text(value: object) -> str | None:
    """The code of a formula that failed."""
    return f"#{value.code}" if isinstance(value, FormulaValueError) else None


def whole_cell(value: object) -> Cell:
    """Values that a workbook knows as they are."""
    if isinstance(value, FormulaValueError):
        return error_text(value)
    return cast(Cell, value)


def instant_cell(showing: Showing) -> Make:
    """Instants as local times."""

    def cell(value: object) -> Cell:
        if isinstance(value, datetime.datetime):
            return value.astimezone(showing.time_zone).replace(tzinfo=None)
        return error_text(value)

    return cell


def text_cell(tell: Teller) -> Make:
    """Everything else as the text that people read; an amount in its one currency is a number."""

    def cell(value: object) -> Cell:
        if value is None or isinstance(value, Decimal):
            return value
        return tell(value)

    return cell


def titled(
    columns: Sequence[ExportColumn], record: Mapping[str, object], titles: Expanded
) -> dict[str, str]:
    """The texts of the record's linked columns: titles, or ids where the title may not go out."""
    found = {}
    for column in columns:
        if column.linked:
            value = record.get(column.key)
            ids = value if isinstance(value, tuple) else () if value is None else (value,)
            known = titles.get(column.key, {})
            texts = (str(known.get(str(id), {}).get("title") or id) for id in ids)
            found[column.key] = guard(BETWEEN_TITLES.join(texts))
    return found


def titled_keys(
    access: Access, mask: TableAccess, columns: Sequence[ExportColumn]
) -> tuple[str, ...]:
    """The linked columns whose records' titles the actor may take out everywhere."""
    return tuple(
        dict.fromkeys(
            column.key for column in columns if column.linked and may_name(access, mask, column.key)
        )
    )


def may_name(access: Access, mask: TableAccess, key: str) -> bool:
    """Whether titles of the records that the field points at may be exported: people and
    departments are known to everybody."""
    own = mask.table.fields.get(key)
    target = "user" if own is None else cast(str, own.target)
    if target in BUILT_IN_TABLES:
        return True
    if target not in access.tables:
        return False
    other = access.table(target)
    return other.table.title is not None and other.exportable.get(other.table.title) is True
