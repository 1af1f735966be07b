"""★ The run of an import that goes step by step: lines → changes → batches, each noted with what
became of its lines, so that an import goes on where it stopped and no line goes in twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from engine.access import access_of
from engine.actor import Actor, Origin
from engine.database import Connection
from engine.database.slices import FIRST, SLICE_SECONDS, next_size, write_slice
from engine.importing.cleaning import linked_texts, make_cleaner
from engine.importing.files import Line
from engine.importing.import_file import LEAST_LINES, Import, line_problem, reason_of
from engine.importing.jobs import (
    Job,
    State,
    drop_content,
    end_job,
    note_job,
    read_lines,
)
from engine.importing.mapping import map_sheet
from engine.importing.matching import Matching, Mode, find_key
from engine.importing.parts import put_part
from engine.importing.report import RefusedLine, RefusedValue
from engine.importing.titles import find_titles
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Outcome, Refusal
from metadata.fields.field_type import shorten

Json = dict[str, object]
Tried = Change | RefusedLine


class ImportStopped(Exception):
    """The import was cancelled; what this batch wrote is undone."""


@dataclass(slots=True, eq=False)
class Course:
    """An import under way."""

    job: Job
    imported: Import
    matching: Matching
    created: int = 0
    updated: int = 0
    refused: int = 0
    line: int = 0

    @property
    def progress(self) -> Json:
        """How far it came. `written` is what `engine.importing.ledger` counts."""
        return {
            "line": self.line,
            "total": len(self.imported.mapped.lines),
            "created": self.created,
            "updated": self.updated,
            "written": self.created + self.updated,
            "refused_lines": self.refused,
        }


def open_course(work: Workspace, actor: Actor, job: Job, options: Mapping[str, object]) -> Course:
    """The import as its file, its mapping and the rights of the moment make it. Raises Forbidden,
    ImportRefused."""
    table = job.table
    mask = access_of(work.catalog, actor).table(table)
    mapped = map_sheet(mask.table, mask, read_lines(work, job), job.mapping)
    mode = Mode(cast(str, options.get("mode", Mode.CREATE)))
    key = find_key(mask, mapped, mode, cast("str | None", options.get("key")))
    titles = find_titles(work, actor, table, linked_texts(mask.table, mapped))
    cleaner = make_cleaner(mask.table, mapped, titles)
    writer = replace(actor, origin=Origin.IMPORT, via=f"import:{job.id}")
    imported = Import(work, writer, table, mapped, cleaner, job.id)
    course = Course(job, imported, Matching(work, writer, table, cleaner, mode, key))
    for name in ("created", "updated", "line"):
        setattr(course, name, job.report.get(name, 0))
    course.refused = cast(int, job.report.get("refused_lines", 0))
    return course


def run_job(course: Course, is_stopping: Callable[[], bool]) -> State:
    """Every line that was not done before is written or refused; the state the import is in now.
    When the process is about to end, the import is left to go on later."""
    work, job = course.imported.work, course.job
    lines = [line for line in course.imported.mapped.lines if line.number > course.line]
    start, size = 0, FIRST
    while start < len(lines):
        if is_stopping():
            end_job(work, job, State.INTERRUPTED)
            return State.INTERRUPTED
        part = course.matching.cut(lines[start : start + size])
        try:
            seconds = write_part(course, part)
        except ImportStopped:
            return State.CANCELLED
        start += len(part)
        goal = SLICE_SECONDS[work.database.dialect]
        size = max(LEAST_LINES, next_size(len(part), seconds, goal))
    if not end_job(work, job, State.DONE):
        return State.CANCELLED
    work.database.survey((work.catalog.tables[job.table].layout.physical,))
    drop_content(work, job.id)
    return State.DONE


def write_part(course: Course, part: Sequence[Line]) -> float:
    """The lines are written or refused, and all of it is noted; seconds spent."""
    work, actor = course.imported.work, course.imported.actor
    tried = try_lines(course, part)
    changes = [it for it in tried if isinstance(it, Change)]
    before = (course.created, course.updated, course.refused)

    def note(connection: Connection, outcomes: Sequence[Outcome]) -> None:
        # Called again when the batch is: each time from where it began.
        course.created, course.updated, course.refused = before
        written, refused = sort_out(course, part, tried, outcomes)
        for _, outcome in written:
            if outcome.change.id is None:
                course.created += 1
            else:
                course.updated += 1
        course.refused += len(refused)
        course.line = part[-1].number
        put_part(connection, course.job.id, part, written, refused)
        if not note_job(connection, course.job.id, course.progress, work.now()):
            raise ImportStopped

    if changes:
        return write(work, actor, changes, skip_refused=True, also=note).seconds
    return write_slice(work.database, part, lambda connection, _: note(connection, ()))[1]


def try_lines(course: Course, part: Sequence[Line]) -> list[Tried]:
    """For each line its change, or why there is none."""
    readable = [line for line in part if line_problem(course.imported.mapped, line) is None]
    changes = iter(course.matching.changes(readable))
    tried: list[Tried] = []
    for line in part:
        problem = line_problem(course.imported.mapped, line)
        if problem is not None:
            text = ",".join("" if cell is None else str(cell) for cell in line.cells)
            tried.append(RefusedLine(line.number, (RefusedValue(problem, value=shorten(text)),)))
            continue
        change = next(changes)
        tried.append(refused(course, line, [change]) if isinstance(change, Refusal) else change)
    return tried


def sort_out(
    course: Course, part: Sequence[Line], tried: Sequence[Tried], outcomes: Sequence[Outcome]
) -> tuple[list[tuple[Line, Outcome]], list[RefusedLine]]:
    """What was written and what was refused of the lines, in order."""
    left = iter(outcomes)
    written: list[tuple[Line, Outcome]] = []
    not_written: list[RefusedLine] = []
    for line, one in zip(part, tried, strict=True):
        if isinstance(one, RefusedLine):
            not_written.append(one)
            continue
        outcome = next(left)
        if outcome.refusals:
            not_written.append(refused(course, line, outcome.refusals))
        else:
            written.append((line, outcome))
    return written, not_written


def refused(course: Course, line: Line, refusals: Sequence[Refusal]) -> RefusedLine:
    """The line with its reasons and what the file has there."""
    reasons = (reason_of(course.imported, line, found) for found in refusals)
    return RefusedLine(line.number, tuple(reasons))
