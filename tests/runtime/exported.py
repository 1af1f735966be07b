"""What exported files hold."""

from __future__ import annotations

import csv
import io

import httpx
from python_calamine import CalamineWorkbook


def lines(answer: httpx.Response) -> list[dict[str, str]]:
    """The rows of a CSV file by heading."""
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def sheet(answer: httpx.Response) -> list[dict[str, object]]:
    """The rows of a workbook's first sheet by heading."""
    assert answer.status_code == 200, answer.text
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    head, *below = rows.to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in below]
