"""What became of an import's lines: a row of tg_import_part for each batch, written with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Database
from engine.database.named import NamedStatements, put_row
from engine.importing.files import Line
from engine.importing.report import RefusedLine, RefusedValue
from engine.system_tables import tg_import_part
from engine.writing.change import Kind, Outcome, Refusal

Json = dict[str, object]
Written = tuple[int, int, int]
"""The line, the record and its version."""

p = tg_import_part.c
OF_IMPORT = p["import"] == sa.bindparam("of_import", type_=p["import"].type)
AFTER = p.line > sa.bindparam("of_line", type_=p.line.type)
STATEMENTS = NamedStatements(
    {
        "put sqlite": put_row(tg_import_part, "sqlite"),
        "put postgresql": put_row(tg_import_part, "postgresql"),
        "next": sa.select(p.line, p.created, p.updated, p.refused)
        .where(OF_IMPORT, AFTER)
        .order_by(p.line)
        .limit(1),
    }
)


@dataclass(frozen=True, slots=True)
class Part:
    """What became of one batch of lines. `refused` are JSON."""

    line: int
    created: Sequence[Written]
    updated: Sequence[Written]
    refused: Sequence[Json]


def put_part(
    connection: Connection,
    id: int,
    lines: Sequence[Line],
    written: Sequence[tuple[Line, Outcome]],
    refused: Sequence[RefusedLine],
) -> None:
    """What became of these lines is noted; the last of them names the batch."""
    by_number = {line.number: line for line in lines}
    row = {
        "import": id,
        "line": lines[-1].number,
        "created": of_kind(written, Kind.CREATE),
        "updated": of_kind(written, Kind.UPDATE),
        "refused": [refused_json(by_number[it.line], it) for it in refused],
    }
    connection.run(STATEMENTS.on(connection.dialect, f"put {connection.dialect}"), row)


def of_kind(written: Sequence[tuple[Line, Outcome]], kind: Kind) -> list[list[int | None]]:
    """What was written in that way."""
    return [[line.number, it.id, it.version] for line, it in written if it.change.kind is kind]


def refused_json(line: Line, refused: RefusedLine) -> Json:
    """A refused line with its cells, so that it can be corrected without the file."""
    return {
        "line": line.number,
        "cells": ["" if cell is None else str(cell) for cell in line.cells],
        "reasons": [
            {
                "code": it.refusal.code,
                "field": it.field,
                "column": it.column,
                "value": it.value,
                "parameters": dict(it.refusal.parameters),
                "message": None if it.refusal.message is None else dict(it.refusal.message),
                "suggestion": it.refusal.suggestion,
            }
            for it in refused.reasons
        ],
    }


def told_refused(entry: Json, language: str) -> Json:
    """A refused line in words."""
    line = RefusedLine(
        cast(int, entry["line"]),
        tuple(
            RefusedValue(
                Refusal(
                    cast(str, it["code"]),
                    parameters=cast("Mapping[str, str | int]", it["parameters"]),
                    message=cast("Mapping[str, str] | None", it["message"]),
                    suggestion=cast("str | None", it["suggestion"]),
                ),
                cast("str | None", it["field"]),
                cast("str | None", it["column"]),
                cast("str | None", it["value"]),
            )
            for it in cast("list[Json]", entry["reasons"])
        ),
    )
    return {"line": line.line, "cells": entry["cells"], "reasons": line.told(language)}


def reasons_text(told: Json) -> str:
    """All reasons of a refused line in one cell."""
    reasons = cast("list[Json]", told["reasons"])
    return "; ".join(
        f"{it['column']}: {it['message']}" if it["column"] else str(it["message"]) for it in reasons
    )


def read_parts(database: Database, id: int) -> Iterator[Part]:
    """The batches of an import in order, one at a time: there may be many."""
    line = -1
    while True:
        given = {"of_import": id, "of_line": line}
        rows = database.rows(STATEMENTS.on(database.dialect, "next"), given)
        if not rows:
            return
        number, created, updated, refused = rows[0]
        line = cast(int, number)
        yield Part(
            line,
            cast("list[Written]", created),
            cast("list[Written]", updated),
            cast("list[Json]", refused),
        )
