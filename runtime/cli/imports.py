"""`tangram import`: a file into a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, cast

import typer

from runtime.cli.client import open_client
from runtime.cli.options import AsJson, Data
from runtime.cli.output import FAILED, help_text, reporting, say, show
from runtime.settings import read_settings

Json = dict[str, object]

MOST_SHOWN = 50


def import_file(
    table: Annotated[str, typer.Argument(help=help_text("table"), show_default=False)],
    file: Annotated[
        Path,
        typer.Argument(help=help_text("file"), show_default=False, exists=True, dir_okay=False),
    ],
    *,
    mapping: Annotated[list[str] | None, typer.Option("--map", help=help_text("map"))] = None,
    again: Annotated[bool, typer.Option("--again", help=help_text("again"))] = False,
    acting: Annotated[str | None, typer.Option("--as", help=help_text("as"))] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The rows are in the table; every refused one is told with its line, field and reason, and
    the command ends with status 1."""
    columns = dict(read_pair(pair) for pair in mapping or [])
    query = {
        "table": table,
        "name": file.name,
        "map": json.dumps(columns, ensure_ascii=False),
        "again": "true" if again else "false",
        **({} if acting is None else {"as": acting}),
    }
    with reporting(as_json), open_client(read_settings(data)) as client:
        report = client.call(
            "POST",
            "/imports/at-once",
            query=query,
            content=file.read_bytes(),
            content_type="application/octet-stream",
        )
        show(report, lambda: report_lines(report), as_json)
        if report["refused_lines"]:
            raise typer.Exit(FAILED)


def read_pair(text: str) -> tuple[str, str]:
    """The column and field of `COLUMN=FIELD`."""
    column, equals, field = text.rpartition("=")
    if not equals or not column:
        raise typer.BadParameter(say("bad map"), param_hint="--map")
    return column, field


def report_lines(report: Json) -> list[str]:
    """The report for people: counts, then the rows refused."""
    refused = cast(list[Json], report.get("refused") or [])
    counts = {key: report[key] for key in ("read", "written")}
    counts["refused"] = report["refused_lines"]
    lines = [say("imported", **counts)]
    lines += [f"  {found['message']}" for found in cast(list[Json], report.get("warnings") or [])]
    for row in refused[:MOST_SHOWN]:
        field = f" {row['field']}" if row.get("field") else ""
        lines.append(f"  {say('row', line=row['line'])}{field}: {row['message']} [{row['code']}]")
    if len(refused) > MOST_SHOWN:
        lines.append(f"  … {len(refused) - MOST_SHOWN}")
    return lines
