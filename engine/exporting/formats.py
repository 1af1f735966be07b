"""The formats of exported files. Each takes batches of records and gives the file in pieces, so
that no more than a batch is held however many records there are."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from tempfile import TemporaryFile

import orjson
import xlsxwriter  # type: ignore[import-untyped] # has no types

from engine.exporting.columns import Cell, ExportColumn, titled
from engine.reading.expanding import Expanded
from engine.reading.present import Presenter

Values = Mapping[str, object]
Batch = tuple[Sequence[Values], Expanded]
"""Records, and the titles of what they point at."""

PIECE = 64 * 1024
UTF8_MARK = b"\xef\xbb\xbf"
"""Without it Excel reads a CSV in the encoding of the machine."""

MOST_ROWS = 1_000_000
"""Of one sheet; more go into a further one. Excel's own limit lies a little above."""

LONGEST_TEXT = 32_767
MOST_DIGITS = 15
"""Excel's numbers hold no more; longer ones are written as texts."""

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file, by the ending of its name."""

    media_type: str
    pieces: Callable[[Sequence[ExportColumn], Presenter, Iterable[Batch]], Iterator[bytes]]


def csv_pieces(
    columns: Sequence[ExportColumn], present: Presenter, batches: Iterable[Batch]
) -> Iterator[bytes]:
    """A CSV file: headings, then a line for each record."""
    yield UTF8_MARK + csv_lines([[column.heading for column in columns]])
    for records, titles in batches:
        yield csv_lines(text_row(columns, record, titles) for record in records)


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as lines of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def text_row(columns: Sequence[ExportColumn], record: Values, titles: Expanded) -> list[str]:
    """The cells of a record as texts."""
    linked = titled(columns, record, titles)
    return [
        linked[column.key] if column.linked else column.tell(record.get(column.key))
        for column in columns
    ]


def jsonl_pieces(
    columns: Sequence[ExportColumn], present: Presenter, batches: Iterable[Batch]
) -> Iterator[bytes]:
    """A line of JSON for each record, as the interface shows it."""
    for records, _ in batches:
        yield b"".join(orjson.dumps(present(record)) + b"\n" for record in records)


def xlsx_pieces(
    columns: Sequence[ExportColumn], present: Presenter, batches: Iterable[Batch]
) -> Iterator[bytes]:
    """A workbook: it is written to a temporary file, with an empty piece for each batch so that
    the reader may go, and then read from there."""
    with TemporaryFile(prefix="tangram-export-") as file:
        with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
            sheets = Sheets(book, columns)
            for batch in batches:
                sheets.write(batch)
                yield b""
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


class Sheets:
    """The sheets of a workbook under way; rows are written in order."""

    def __init__(self, book: xlsxwriter.Workbook, columns: Sequence[ExportColumn]) -> None:
        """The first sheet is there, with its headings."""
        self._book = book
        self._columns = columns
        self._bold = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._percent = book.add_format({"num_format": "0.##%"})
        self._row = 0
        self._begin()

    def write(self, batch: Batch) -> None:
        """The records are the next rows."""
        records, titles = batch
        for record in records:
            self._write_row(record, titles)

    def _write_row(self, record: Values, titles: Expanded) -> None:
        if self._row > MOST_ROWS:
            self._begin()
        linked = titled(self._columns, record, titles)
        for index, column in enumerate(self._columns):
            if column.linked:
                self._put(index, linked[column.key], column)
            else:
                self._put(index, column.cell(record.get(column.key)), column)
        self._row += 1

    def _begin(self) -> None:
        """A new sheet with the headings."""
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        for index, column in enumerate(self._columns):
            self._sheet.write_string(0, index, column.heading, self._bold)
        self._row = 1

    def _put(self, index: int, cell: Cell, column: ExportColumn) -> None:
        """One cell, by its class."""
        sheet, row = self._sheet, self._row
        match cell:
            case None | "":
                return
            case bool():
                sheet.write_boolean(row, index, cell)
            case datetime.datetime():
                sheet.write_datetime(row, index, cell, self._instant)
            case datetime.date():
                sheet.write_datetime(row, index, cell, self._day)
            case int() | Decimal() if is_exact(cell):
                form = self._percent if column.is_percent else None
                sheet.write_number(row, index, cell, form)
            case _:
                sheet.write_string(row, index, str(cell)[:LONGEST_TEXT])


def is_exact(number: int | Decimal) -> bool:
    """Whether a spreadsheet can hold the number as it is."""
    return len(Decimal(number).normalize().as_tuple().digits) <= MOST_DIGITS


FORMATS: Mapping[str, Format] = {
    "csv": Format("text/csv; charset=utf-8", csv_pieces),
    "xlsx": Format(WORKBOOK, xlsx_pieces),
    "jsonl": Format("application/jsonl; charset=utf-8", jsonl_pieces),
}
