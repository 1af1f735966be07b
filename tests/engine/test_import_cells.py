"""Cells become values: what one cell alone does not tell, and what workbooks store."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from engine.importing.cleaning import currency_code, percent_reading, plain_reading, typed_cell
from engine.importing.files import Line
from engine.importing.mapping import Column
from engine.importing.report import Warned
from metadata.fields.field_type import Unreadable
from metadata.resolve import resolve_documents
from tests.engine.shop_app import SOURCES

PERCENTS = [
    (["91%", "0.91", "1"], ["91%", "0.91", "1"], None),
    ([90, 85.5, "100", "7%"], ["90%", "85.5%", "100%", "7%"], 3),
    (["1,200", "90"], ["1200%", "90%"], 2),
    (["0.9", "1", "x"], ["0.9", "1", "x"], None),
]


@pytest.mark.parametrize(("cells", "values", "scaled"), PERCENTS)
def test_a_percentage_is_told_by_its_column(
    cells: list[object], values: list[object], scaled: int | None
) -> None:
    lines = [Line(number, (cell,)) for number, cell in enumerate(cells, start=2)]
    warnings: list[Warned] = []
    read = percent_reading(Column(0, "率", "rate"), lines, warnings)
    assert [read(cell) for cell in cells] == values
    assert [warning.parameters["count"] for warning in warnings] == ([scaled] if scaled else [])


def test_a_number_that_could_be_either_is_refused() -> None:
    lines = [Line(2, ("0.9",)), Line(3, ("90",)), Line(4, ())]
    warnings: list[Warned] = []
    read = percent_reading(Column(0, "率", "rate"), lines, warnings)
    assert warnings == []
    assert read("0.9") == "0.9"
    assert read("90%") == "90%"
    unclear = read("90")
    assert isinstance(unclear, Unreadable)
    assert unclear.code == "percent_unclear"


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        (13917444962.0, "phone", "13917444962"),
        (13917444962.0, "integer", 13917444962),
        (1.5, "text", "1.5"),
        (0.91, "percent", 0.91),
        (True, "boolean", True),
        (True, "text", "TRUE"),
        (datetime(2026, 1, 5), "date", date(2026, 1, 5)),
        (datetime(2026, 1, 5, 9), "date", "2026-01-05 09:00:00"),
        (datetime(2026, 1, 5), "text", "2026-01-05"),
        (date(2026, 1, 5), "datetime", datetime(2026, 1, 5)),
    ],
)
def test_a_workbooks_cell_is_what_its_field_reads(cell: object, kind: str, value: object) -> None:
    found = typed_cell(cell, kind)
    assert (found, type(found)) == (value, type(value))


def test_what_an_export_guards_comes_back_unguarded() -> None:
    fields = resolve_documents(SOURCES).require().tables["shop.purchase"].fields
    texts = ["'=1+1", "'-5", "'quoted'", "-5"]
    assert [plain_reading(fields["title"])(text) for text in texts] == [
        "=1+1",
        "-5",
        "'quoted'",
        "-5",
    ]
    assert plain_reading(fields["quantity"])("'-5") == "'-5"


@pytest.mark.parametrize(
    ("text", "code"), [("cny", "CNY"), ("￥", "CNY"), ("美元", "USD"), ("ＵＳＤ", "USD")]
)
def test_currencies_are_known_by_their_names(text: str, code: str) -> None:
    assert currency_code(text) == code
