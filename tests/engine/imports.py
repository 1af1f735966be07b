"""Imports into the shop with short words."""

from __future__ import annotations

from collections.abc import Mapping

from engine.actor import Actor
from engine.importing.files import read_sheet
from engine.importing.import_file import import_file
from engine.importing.report import ImportReport
from tests.engine.shops import ADMIN, Shop


def put(
    shop: Shop,
    table: str,
    text: str | bytes,
    actor: Actor = ADMIN,
    *,
    mapping: Mapping[str, str] | None = None,
    again: bool = False,
) -> ImportReport:
    """The report of an import into a table of the shop."""
    content = text.encode() if isinstance(text, str) else text
    name = f"shop.{table}"
    return import_file(shop.work, actor, name, "file.csv", content, mapping=mapping, again=again)


def reasons(report: ImportReport) -> list[tuple[int, str | None, str, str | None]]:
    """What the report says about refused lines, shortly."""
    return [
        (line.line, reason.field, reason.refusal.code, reason.value)
        for line in report.refused
        for reason in line.reasons
    ]


def column(shop: Shop, table: str, key: str) -> list[object]:
    """The values of one field in the order of the records."""
    return [values[key] for _, values in sorted(shop.all(table).items())]


def cells(content: bytes) -> list[list[object]]:
    """The cells of a file's lines."""
    return [list(line.cells) for line in read_sheet(content).lines]
