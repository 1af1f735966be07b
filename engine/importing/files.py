"""A file as lines of cells: CSV however it was saved, and the first sheet of a workbook.

Nothing is guessed where something could get lost: a line that cannot be told apart from its
neighbours is kept as a broken line, so that the report names it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from engine.errors import ImportRefused

LARGEST_FILE = 50_000_000
LARGEST_UNPACKED = 400_000_000
MOST_CELLS = 20_000_000
CHUNK = 1_000_000

ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = ("utf-8", "gb18030")
DELIMITERS = (",", "\t", ";", "|")
LOOKED_AT = 20
"""Lines that the delimiter is told by."""

SAID_DELIMITER = re.compile(r"sep=(.)\s*", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"')
CELL_NAME = re.compile(rb"""\br=["']([A-Za-z]{0,3})([0-9]{1,7})["']""")
OVERLAP = 32
"""Bytes by which chunks overlap, so that no cell's name is cut in two."""


class Line(NamedTuple):
    """One record as the file has it. `number` counts physical lines, or rows of the sheet, from 1;
    `broken` is the code of what keeps its cells from being told apart."""

    number: int
    cells: Sequence[object]
    broken: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a file that are not blank, titles and headings among them."""

    lines: tuple[Line, ...]


def read_sheet(content: bytes, name: str | None = None) -> Sheet:
    """The lines of a file, whose kind is told by its content; of a workbook those of the sheet
    `name`, or of its first visible one. Raises ImportRefused where the file is none that can be
    read, too large, or has no such sheet."""
    if len(content) > LARGEST_FILE:
        raise ImportRefused("import_too_large", {"size": len(content), "max": LARGEST_FILE})
    if content.startswith(OLE_MARK):
        raise ImportRefused("import_old_workbook")
    is_workbook = content.startswith(ZIP_MARK)
    lines = read_workbook(content, name) if is_workbook else read_csv(decode(content))
    filled = tuple(line for line in lines if line.broken or any(map(is_filled, line.cells)))
    if not filled:
        raise ImportRefused("import_empty")
    return Sheet(filled)


def is_filled(cell: object) -> bool:
    """Whether anything stands in the cell."""
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def decode(content: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else the Chinese encoding that
    contains all older ones."""
    try:
        if content.startswith(UTF16_MARKS):
            return content.decode("utf-16")
        content = content.removeprefix(UTF8_MARK)
        for encoding in ENCODINGS[:-1]:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        return content.decode(ENCODINGS[-1])
    except UnicodeDecodeError as error:
        raise ImportRefused("import_encoding", {"position": error.start}) from error


def read_csv(text: str) -> Iterator[Line]:
    """The lines of a CSV text. A line whose quotes do not match is broken by itself: reading goes
    on at the next one, so that one open quote does not swallow what follows."""
    lines = list(io.StringIO(text, newline=""))
    delimiter, start = find_delimiter(lines)
    while start < len(lines):
        last = start
        following = map(lines.__getitem__, range(start, len(lines)))
        reader = csv.reader(following, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                yield Line(last + 1, cells)
                last = start + reader.line_num
        except csv.Error:
            yield Line(last + 1, (lines[last].rstrip("\r\n"),), "line_broken")
            start = last + 1
        else:
            return


def find_delimiter(lines: Sequence[str]) -> tuple[str, int]:
    """The sign between cells, and the first line that holds cells: the one before may say which
    sign it is."""
    said = SAID_DELIMITER.fullmatch(lines[0]) if lines else None
    if said is not None:
        return said[1], 1
    start = QUOTED.sub("", "".join(lines[:LOOKED_AT]))
    return max(DELIMITERS, key=start.count), 0


def sheet_names(content: bytes) -> tuple[str, ...]:
    """The names of a workbook's visible sheets; a CSV has none."""
    if not content.startswith(ZIP_MARK):
        return ()
    check_workbook(content)
    try:
        return visible_sheets(CalamineWorkbook.from_filelike(io.BytesIO(content)))
    except (CalamineError, ValueError, OSError) as error:
        raise ImportRefused("import_unreadable") from error


def visible_sheets(workbook: CalamineWorkbook) -> tuple[str, ...]:
    """The names of the sheets that people see."""
    sheets = workbook.sheets_metadata
    return tuple(sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible)


def read_workbook(content: bytes, name: str | None) -> Iterator[Line]:
    """The rows of a workbook's sheet of that name, or of its first visible one."""
    check_workbook(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = visible_sheets(workbook)
        if name is not None and name not in visible:
            known = ", ".join(visible)[:200]
            raise ImportRefused("import_unknown_sheet", {"name": name[:50], "sheets": known})
        if not visible:
            return
        rows = workbook.get_sheet_by_name(name or visible[0]).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError) as error:
        raise ImportRefused("import_unreadable") from error
    for number, cells in enumerate(rows, start=1):
        yield Line(number, [None if cell == "" else cell for cell in cells])


def check_workbook(content: bytes) -> None:
    """The workbook unpacks to a bearable size, and its sheets span no more cells than can be held.
    What the archive says of its sizes is checked against what it really holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_parts(archive)
    # zipfile's NotImplementedError is an unknown compression, its RuntimeError a password.
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ImportRefused("import_unreadable") from error


def check_parts(archive: zipfile.ZipFile) -> None:
    """The same for the parts of an archive that is open."""
    parts = archive.infolist()
    if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
        raise ImportRefused("import_kind")
    size = sum(part.file_size for part in parts)
    if size > LARGEST_UNPACKED:
        raise ImportRefused("import_too_large", {"size": size, "max": LARGEST_UNPACKED})
    for part in parts:
        rows, columns = span(archive, part)
        if rows * columns > MOST_CELLS:
            raise ImportRefused("import_too_many_cells", {"max": MOST_CELLS})


def span(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """The largest row and column that the part names. Reading it to its end proves its size."""
    rows = columns = 0
    before = b""
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            for letters, digits in CELL_NAME.findall(before + chunk):
                rows = max(rows, int(digits))
                columns = max(columns, column_number(letters))
            before = chunk[-OVERLAP:]
    return rows, columns


def column_number(letters: bytes) -> int:
    """The number of a column.

    >>> column_number(b"A"), column_number(b"XFD"), column_number(b"")
    (1, 16384, 0)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
