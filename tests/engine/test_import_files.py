"""Files become lines of cells, however they were saved; what cannot be told apart is named."""

from __future__ import annotations

import pytest

from engine.errors import ImportRefused
from engine.importing import files
from engine.importing.files import Line, read_sheet
from tests.engine.imports import cells
from tests.engine.workbooks import archive, packed, workbook

TABLE = "名称,等级\r\n甲,金\r\n"
ROWS = [["名称", "等级"], ["甲", "金"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert cells(TABLE.encode(encoding)) == ROWS


@pytest.mark.parametrize(
    "text",
    [
        "名称;等级\n甲;金\n",
        "名称\t等级\n甲\t金\n",
        "名称|等级\n甲|金",
        "sep=;\n名称;等级\n甲;金\n",
        "名称,等级\r甲,金\r",
        '"名称","等级"\n\n ,\n"甲","金"\n',
    ],
)
def test_delimiters_line_ends_and_blank_lines_do_not_matter(text: str) -> None:
    assert cells(text.encode()) == ROWS


def test_lines_are_counted_as_they_stand_in_the_file() -> None:
    text = 'a,b\n"one\ntwo",2\n\nx,"say ""hi"", now"\n'
    assert read_sheet(text.encode()).lines == (
        Line(1, ["a", "b"]),
        Line(2, ["one\ntwo", "2"]),
        Line(5, ["x", 'say "hi", now']),
    )


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ('a,b\n"open,1\nx,2\ny,3\n', [2]),
        ('a,b\nx,1\n"open', [3]),
        ('a,b\n"x"y,1\nz,2\n', [2]),
        ('a,b\nx,"1\ny,2\nz,"3"\n', [2]),
    ],
)
def test_an_open_quote_breaks_its_own_line_only(text: str, broken: list[int]) -> None:
    lines = read_sheet(text.encode()).lines
    assert [line.number for line in lines if line.broken] == broken
    assert [line.number for line in lines] == list(range(1, text.rstrip("\n").count("\n") + 2))


def test_a_workbook_is_read_by_its_first_sheet() -> None:
    content = workbook([["title", None], [None, None], ["名称", "等级"], ["甲", 12], ["乙", True]])
    assert read_sheet(content).lines == (
        Line(1, ["title", None]),
        Line(3, ["名称", "等级"]),
        Line(4, ["甲", 12.0]),
        Line(5, ["乙", True]),
    )


FAR = (
    '<worksheet><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></worksheet>'
)
REFUSED = {
    "empty": (b"", "import_empty"),
    "blank": (b"\xef\xbb\xbf \r\n,,\r\n", "import_empty"),
    "binary": (b"\x00\xff\xff\x81\x20" * 50, "import_encoding"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + bytes(600), "import_old_workbook"),
    "other archive": (archive({"word/document.xml": "<a/>"}), "import_kind"),
    "cut off": (workbook([["a"]])[:-40], "import_unreadable"),
    "no sheets": (archive({"xl/workbook.xml": "<workbook/>"}), "import_unreadable"),
    "far cells": (packed(FAR), "import_too_many_cells"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_with_its_reason(name: str) -> None:
    content, code = REFUSED[name]
    with pytest.raises(ImportRefused) as caught:
        read_sheet(content)
    assert caught.value.code == code


def test_sizes_are_looked_at_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed("<worksheet>" + " " * 3_000_000 + "</worksheet>")
    assert len(bomb) < 10_000
    monkeypatch.setattr(files, "LARGEST_UNPACKED", 2_000_000)
    monkeypatch.setattr(files, "LARGEST_FILE", 20_000)
    for content in (bomb, b"a,b\n" * 6_000):
        with pytest.raises(ImportRefused) as caught:
            read_sheet(content)
        assert caught.value.code == "import_too_large"
