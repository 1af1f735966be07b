"""★ The life of an import: read_sheet → map_sheet → make_cleaner → write, batch by batch → report.

Every line goes through the write path like any other record, with all rules, formulas and events.
A batch is atomic; what it refuses is reported by line, field and reason, and
read = written + refused + recognised.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.access import access_of
from engine.actor import Actor, Origin
from engine.database import Connection
from engine.database.slices import FIRST, SLICE_SECONDS, next_size
from engine.errors import Forbidden
from engine.importing.cleaning import Cleaner, linked_texts, make_cleaner
from engine.importing.files import Line, is_filled, read_sheet
from engine.importing.ledger import Entry, begin_entry, find_entry, note_entry
from engine.importing.mapping import Mapped, map_sheet
from engine.importing.report import Earlier, ImportReport, RefusedLine, RefusedValue, Warned
from engine.importing.titles import find_titles
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind, Outcome, Refusal
from metadata.fields.field_type import shorten

LEAST_LINES = 50
"""A batch costs as much as some lines do: on a busy machine, where few lines seem to take long,
smaller ones would only make it busier."""

MOST_NOTED = 200
"""Refused lines that are noted with every batch; the report at the end has all."""


@dataclass(slots=True, eq=False)
class Import:
    """An import on its way. `earlier` records were written before it broke off; `done` is the line
    that the last batch ended with."""

    work: Workspace
    actor: Actor
    table: str
    mapped: Mapped
    cleaner: Cleaner
    id: int
    earlier: int = 0
    written: int = 0
    done: int = 0
    refused: list[RefusedLine] = field(default_factory=list)
    noted: list[dict[str, object]] = field(default_factory=list)

    @property
    def progress(self) -> dict[str, object]:
        """What is noted of the import while it goes on."""
        return {
            "line": self.done,
            "written": self.earlier + self.written,
            "refused_lines": len(self.refused),
            "refused": self.noted,
        }


def import_file(
    work: Workspace,
    actor: Actor,
    table: str,
    name: str,
    content: bytes,
    *,
    mapping: Mapping[str, str] | None = None,
    again: bool = False,
) -> ImportReport:
    """The file's records are in the table, but for those that the report names with their reasons.

    `mapping` says for headings which field they are ("" for none). A file that was imported before
    is recognised and nothing is written, unless `again`; one that broke off is taken up where it
    stopped. Raises UnknownTable, Forbidden, ImportRefused.
    """
    began = time.perf_counter()
    mask = access_of(work.catalog, actor).table(table)
    if not mask.import_ or not mask.create:
        raise Forbidden("import")
    mapped = map_sheet(mask.table, mask, read_sheet(content), mapping)
    sha256 = hashlib.sha256(content).hexdigest()

    def run() -> ImportReport:
        entry = work.database.read(lambda connection: find_entry(connection, table, sha256))
        if entry is not None and entry.ended_at is not None and not again:
            return recognise(work, entry, table, name, mapped)
        resumed = entry if entry is not None and entry.ended_at is None else None
        course = start_import(work, actor, table, mapped, resumed)
        if resumed is None:
            row = entry_row(course, name, sha256)
            work.database.write(lambda connection: begin_entry(connection, row))
        return run_import(course, name, resumed)

    # Two imports of one file at once would both find it unknown.
    report = work.database.alone(f"import {table} {sha256[:20]}", run)
    return replace(report, seconds=time.perf_counter() - began)


def start_import(
    work: Workspace, actor: Actor, table: str, mapped: Mapped, resumed: Entry | None
) -> Import:
    """The import, ready to write its first batch."""
    compiled = work.catalog.tables[table].table
    titles = find_titles(work, actor, table, linked_texts(compiled, mapped))
    cleaner = make_cleaner(compiled, mapped, titles)
    id = work.new_id() if resumed is None else resumed.id
    writer = replace(actor, origin=Origin.IMPORT, via=f"import:{id}")
    earlier = 0 if resumed is None else resumed.count
    return Import(work, writer, table, mapped, cleaner, id, earlier)


def entry_row(course: Import, name: str, sha256: str) -> dict[str, object]:
    """The row of tg_import."""
    return {
        "id": course.id,
        "table": course.table,
        "file_name": name,
        "file_sha256": sha256,
        "user": course.actor.user,
        "at": course.work.now(),
        "mapping": course.mapped.as_json,
    }


def recognise(work: Workspace, entry: Entry, table: str, name: str, mapped: Mapped) -> ImportReport:
    """The report of a file whose every line is known."""
    at = entry.at.astimezone(work.time_zone)
    return ImportReport(
        id=entry.id,
        table=table,
        file_name=name,
        read=len(mapped.lines),
        written=0,
        recognised=len(mapped.lines),
        refused=(),
        warnings=(Warned("import_known", {"at": f"{at:%Y-%m-%d %H:%M}"}),),
        mapping=mapped.as_json,
        seconds=0.0,
        earlier=Earlier(entry.id, entry.at, entry.user),
    )


def run_import(course: Import, name: str, resumed: Entry | None) -> ImportReport:
    """Every line is written or refused; those before the break are recognised."""
    mapped, after = course.mapped, 0
    warnings = [*mapped.warnings, *course.cleaner.warnings]
    if resumed is not None:
        after = int(str(resumed.report.get("line", 0)))
        warnings.append(Warned("import_resumed", {"line": after}))
    lines = [line for line in mapped.lines if line.number > after]
    refuse_broken(course, lines)
    write_lines(course, [line for line in lines if not line_problem(mapped, line)])
    course.work.database.survey((course.work.catalog.tables[course.table].layout.physical,))
    course.refused.sort(key=lambda line: line.line)
    report = ImportReport(
        id=course.id,
        table=course.table,
        file_name=name,
        read=len(mapped.lines),
        written=course.written,
        recognised=len(mapped.lines) - len(lines),
        refused=tuple(course.refused),
        warnings=tuple(warnings),
        mapping=mapped.as_json,
        seconds=0.0,
        earlier=None if resumed is None else Earlier(resumed.id, resumed.at, resumed.user),
    )
    work, told = course.work, report.told("zh")
    told["written"] = course.earlier + course.written
    work.database.write(lambda connection: note_entry(connection, course.id, told, work.now()))
    return report


def refuse_broken(course: Import, lines: Sequence[Line]) -> None:
    """Lines whose cells cannot be told apart are refused as they stand."""
    for line in lines:
        problem = line_problem(course.mapped, line)
        if problem is not None:
            text = ",".join("" if cell is None else str(cell) for cell in line.cells)
            reason = RefusedValue(problem, value=shorten(text))
            course.refused.append(RefusedLine(line.number, (reason,)))


def line_problem(mapped: Mapped, line: Line) -> Refusal | None:
    """What keeps a line from being read: its quotes, or cells that belong to no heading, or
    headings without a cell. Guessing would put values into wrong fields."""
    if line.broken is not None:
        return Refusal(line.broken)
    found, expected = len(line.cells), mapped.width
    if found >= mapped.least and not any(map(is_filled, line.cells[expected:])):
        return None
    return Refusal("line_ragged", parameters={"found": found, "expected": mapped.least})


def write_lines(course: Import, lines: Sequence[Line]) -> None:
    """The lines go through the write path in batches that nobody has to wait for long."""
    database = course.work.database
    start, size = 0, FIRST
    while start < len(lines):
        part = lines[start : start + size]
        seconds = write_batch(course, part)
        start += len(part)
        size = max(LEAST_LINES, next_size(len(part), seconds, SLICE_SECONDS[database.dialect]))


def write_batch(course: Import, part: Sequence[Line]) -> float:
    """The lines are written or refused, and the import noted as far as here; seconds spent."""
    clean, table = course.cleaner.values, course.table
    changes = [Change(Kind.CREATE, table, values=clean(line.cells), lenient=True) for line in part]
    before, refused, noted = course.written, course.refused, course.noted

    def note(connection: Connection, outcomes: Sequence[Outcome]) -> None:
        # Called again when the batch is: each time from where it began.
        new = refused_lines(course, part, outcomes)
        course.refused = [*refused, *new] if new else refused
        course.noted = noted + told_lines(new, MOST_NOTED - len(noted))
        course.written = before + len(part) - len(new)
        course.done = part[-1].number
        note_entry(connection, course.id, course.progress)

    return write(course.work, course.actor, changes, skip_refused=True, also=note).seconds


def told_lines(lines: Sequence[RefusedLine], most: int) -> list[dict[str, object]]:
    """The reasons of so many lines at most as JSON."""
    return [entry for line in lines[: max(most, 0)] for entry in line.told("zh")]


def refused_lines(
    course: Import, part: Sequence[Line], outcomes: Sequence[Outcome]
) -> list[RefusedLine]:
    """The refused lines of a batch."""
    return [
        RefusedLine(
            line.number, tuple(reason_of(course, line, found) for found in outcome.refusals)
        )
        for line, outcome in zip(part, outcomes, strict=True)
        if outcome.refusals
    ]


def reason_of(course: Import, line: Line, refusal: Refusal) -> RefusedValue:
    """The refusal with what the file has in that field."""
    columns = course.cleaner.columns.get(refusal.field or "", ())
    cells = [line.cells[column.index] for column in columns if column.index < len(line.cells)]
    texts = [str(cell) for cell in cells if is_filled(cell)]
    return RefusedValue(
        refusal,
        field=refusal.field,
        column=columns[0].heading if columns else None,
        value=shorten(" ".join(texts)) if texts else None,
    )
