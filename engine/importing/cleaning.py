"""The cells of a line as values: what the write path's lenient readers cannot tell by one cell.

A percentage is told by its whole column, an amount has its currency beside it, several columns may
be one field, records are named by their titles. The reading itself is the field types'.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.importing.files import Line, is_filled
from engine.importing.mapping import CURRENCY, Column, Mapped
from engine.importing.report import Warned
from engine.importing.titles import Titles
from metadata.fields.field_type import Unreadable, shorten
from metadata.resolved import Field, Table

BARE_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(,?[0-9]{3})*(\.[0-9]+)?")
NUMBERS = frozenset({"number", "integer", "percent", "money", "rating", "duration"})
LINKED = frozenset({"reference", "references", "user", "users", "department"})
MANY_LINKED = frozenset({"references", "users"})
BETWEEN_TITLES = re.compile(r"[;；,，、|\n]")
GUARDED = ("'=", "'+", "'-", "'@")
"""What exports put before texts that a spreadsheet would take for formulas (decision 47)."""

CURRENCY_SPELLINGS = {
    **dict.fromkeys(("人民币", "元", "rmb", "¥", "￥"), "CNY"),
    **dict.fromkeys(("美元", "美金", "us$", "$"), "USD"),
    **dict.fromkeys(("欧元", "€"), "EUR"),
    **dict.fromkeys(("日元", "日圆"), "JPY"),
    **dict.fromkeys(("港币", "港元", "hk$"), "HKD"),
    **dict.fromkeys(("英镑", "£"), "GBP"),
}

Cells = Sequence[object]
Clean = Callable[[Cells], object]
"""The cells of a line → the value of one field, None where blank, Unreadable where hopeless."""


@dataclass(frozen=True, slots=True)
class Cleaner:
    """What makes values of the lines of one sheet. `warnings` are about whole columns."""

    fields: tuple[tuple[str, Clean], ...]
    columns: Mapping[str, tuple[Column, ...]]
    warnings: tuple[Warned, ...]

    def values(self, cells: Cells) -> dict[str, object]:
        """The values of a line by field key; blank cells say nothing, so that defaults apply."""
        found = {}
        for key, clean in self.fields:
            value = clean(cells)
            if value is not None:
                found[key] = value
        return found


def make_cleaner(table: Table, mapped: Mapped, titles: Titles) -> Cleaner:
    """The cleaner of a mapped sheet; percentages are looked at as columns."""
    by_key: dict[str, list[Column]] = {}
    for column in mapped.columns:
        by_key.setdefault(column.key, []).append(column)
    warnings: list[Warned] = []
    fields = []
    for key, columns in by_key.items():
        found = table.fields[key]
        parts = [column for column in columns if column.part == CURRENCY]
        mains = [column for column in columns if not column.part]
        read = reading_of(found, mains, mapped.lines, titles, warnings)
        clean = first_filled(mains, read)
        fields.append((key, with_currency(clean, parts) if parts else clean))
    columns_by_key = {key: tuple(columns) for key, columns in by_key.items()}
    return Cleaner(tuple(fields), columns_by_key, tuple(warnings))


def reading_of(
    found: Field,
    columns: Sequence[Column],
    lines: Iterable[Line],
    titles: Titles,
    warnings: list[Warned],
) -> Mapping[int, Callable[[object], object]]:
    """For each column what makes a value of a filled cell."""
    if found.type == "percent":
        return {column.index: percent_reading(column, lines, warnings) for column in columns}
    if found.type in LINKED:
        return {column.index: link_reading(found, titles) for column in columns}
    return {column.index: plain_reading(found) for column in columns}


def first_filled(
    columns: Sequence[Column], readings: Mapping[int, Callable[[object], object]]
) -> Clean:
    """The value of the first of these columns that is filled."""
    places = [(column.index, readings[column.index]) for column in columns]

    def clean(cells: Cells) -> object:
        for index, read in places:
            if index < len(cells) and is_filled(cells[index]):
                return read(cells[index])
        return None

    return clean


def with_currency(clean: Clean, parts: Sequence[Column]) -> Clean:
    """The amount with the currency that stands in a column of its own; no amount is no money."""
    currency_of = first_filled(parts, {part.index: currency_code for part in parts})

    def clean_money(cells: Cells) -> object:
        amount = clean(cells)
        if amount is None:
            return None
        currency = currency_of(cells)
        return amount if currency is None else {"amount": amount, "currency": currency}

    return clean_money


def currency_code(cell: object) -> object:
    """The code of a currency, however it was written.

    >>> currency_code(" usd "), currency_code("人民币")
    ('USD', 'CNY')
    """
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    return CURRENCY_SPELLINGS.get(text.casefold(), text.upper())


def plain_reading(found: Field) -> Callable[[object], object]:
    """Cells of a workbook have types of their own; those of a CSV are texts."""
    kind = found.type

    def read(cell: object) -> object:
        if type(cell) is str:
            return cell[1:] if cell.startswith(GUARDED) and kind not in NUMBERS else cell
        return typed_cell(cell, kind)

    return read


def typed_cell(cell: object, kind: str) -> object:
    """A workbook's cell as a field of this type reads it."""
    match cell:
        case bool():
            return cell if kind == "boolean" else str(cell).upper()
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return int(cell) if kind in NUMBERS else str(int(cell))
        case int() | float():
            return cell if kind in NUMBERS else repr(cell)
        case datetime.datetime():
            is_day = cell.time() == datetime.time()
            if kind == "datetime":
                return cell
            if kind == "date" and is_day:
                return cell.date()
            return cell.date().isoformat() if is_day else cell.isoformat(" ")
        case datetime.date():
            if kind == "datetime":
                return datetime.datetime(cell.year, cell.month, cell.day)
            return cell if kind == "date" else cell.isoformat()
    return str(cell)


def percent_reading(
    column: Column, lines: Iterable[Line], warnings: list[Warned]
) -> Callable[[object], object]:
    """0.91 and 91% are the same; a column of 91, 85, 100 means percentages. Where numbers without a
    sign lie on both sides of 1, those above it could be either."""
    above = below = 0
    for line in lines:
        number = bare_number(line.cells[column.index]) if column.index < len(line.cells) else None
        above += number is not None and abs(number) > 1
        below += number is not None and 0 < abs(number) < 1
    if above and not below:
        warnings.append(Warned("percent_scaled", {"column": column.heading, "count": above}))

    def read(cell: object) -> object:
        number = bare_number(cell) if above else None
        if number is None:
            return cell
        if not below:
            return f"{number}%"
        if abs(number) > 1:
            return Unreadable("percent_unclear", {"value": shorten(str(cell))})
        return cell

    return read


def bare_number(cell: object) -> Decimal | None:
    """The number of a cell that holds nothing else."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return Decimal(repr(cell))
    text = unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else ""
    return Decimal(text.replace(",", "")) if BARE_NUMBER.fullmatch(text) else None


def link_reading(found: Field, titles: Titles) -> Callable[[object], object]:
    """Records named by their titles, or by their ids."""

    def read(cell: object) -> object:
        if found.type not in MANY_LINKED:
            return titles.find(found, title_text(cell))
        texts = [text for text in titles_in(cell) if text]
        ids = [titles.find(found, text) for text in texts]
        wrong = next((item for item in ids if isinstance(item, Unreadable)), None)
        return wrong if wrong is not None else ids

    return read


def titles_in(cell: object) -> list[str]:
    """The titles in a cell of several."""
    return [text.strip() for text in BETWEEN_TITLES.split(title_text(cell))]


def title_text(cell: object) -> str:
    """A cell as the title of a record."""
    return str(typed_cell(cell, "text")) if type(cell) is not str else cell.strip()


def linked_texts(table: Table, mapped: Mapped) -> dict[str, set[str]]:
    """The titles that the sheet names, by field key."""
    found: dict[str, set[str]] = {}
    for column in mapped.columns:
        kind = table.fields[column.key].type
        if kind not in LINKED:
            continue
        texts = found.setdefault(column.key, set())
        for line in mapped.lines:
            if column.index < len(line.cells) and is_filled(line.cells[column.index]):
                cell = line.cells[column.index]
                texts.update(titles_in(cell) if kind in MANY_LINKED else [title_text(cell)])
    return found
