"""An import tried out: every line goes through the write path like at the run, and is undone again.

Nothing of it stays. What only another line of the same file can be in the way of, a value that must
be unique, is looked at here: the lines are not together in one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

from engine.actor import Actor
from engine.database import Connection
from engine.database.slices import FIRST, SLICE_SECONDS, next_size
from engine.importing.cleaning import LINKED
from engine.importing.doubts import Doubt, Looking, doubts_of, looking_at
from engine.importing.files import Line
from engine.importing.import_file import LEAST_LINES
from engine.importing.jobs import Job
from engine.importing.parts import refused_json, told_refused
from engine.importing.report import RefusedLine, Warned
from engine.importing.running import Course, open_course, refused, sort_out, try_lines
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Outcome, Refusal
from formula.errors import FormulaValueError
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Showing

Json = dict[str, object]

SHOWN_ROWS = 100
MOST_DOUBTS = 1_000
MOST_REFUSED = 1_000
"""Named in the answer; all are counted."""


class TriedOut(Exception):
    """The batch was tried; all it wrote is undone."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        super().__init__("tried out")
        self.outcomes = outcomes


@dataclass(slots=True, eq=False)
class Trial:
    """What a run would do. `is_complete` is False where it was broken off."""

    total: int
    checked: int = 0
    created: int = 0
    updated: int = 0
    refused_lines: int = 0
    doubtful_cells: int = 0
    is_complete: bool = True
    rows: list[Json] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    refused: list[Json] = field(default_factory=list)
    warnings: tuple[Warned, ...] = ()

    def told(self, language: str) -> Json:
        """The trial as JSON."""
        return {
            "total": self.total,
            "checked": self.checked,
            "complete": self.is_complete,
            "created": self.created,
            "updated": self.updated,
            "refused_lines": self.refused_lines,
            "doubtful_cells": self.doubtful_cells,
            "rows": self.rows,
            "doubtful": [doubt.told(language) for doubt in self.doubts],
            "refused": [told_refused(entry, language) for entry in self.refused],
            "warnings": [warning.told(language) for warning in self.warnings],
        }


@dataclass(slots=True, eq=False)
class Trying:
    """A trial under way. `seen` are the records that have values which must be unique, as lines so
    far would have them; `made` the keys of records that lines so far would have made."""

    course: Course
    trial: Trial
    looking: tuple[Looking, ...]
    showing: Showing
    last_shown: int
    seen: dict[tuple[object, ...], int | None] = field(default_factory=dict)
    made: set[object] = field(default_factory=set)


def try_job(
    work: Workspace,
    actor: Actor,
    job: Job,
    options: Json,
    is_stopping: Callable[[], bool],
) -> Trial:
    """What a run of the import with these options would do, over the whole file; nothing is
    written. Raises Forbidden, ImportRefused."""
    course = open_course(work, actor, job, options)
    imported = course.imported
    table = work.catalog.tables[job.table].table
    showing = Showing(actor.language, work.time_zone)
    lines = imported.mapped.lines
    warnings = (*imported.mapped.warnings, *imported.cleaner.warnings)
    trial = Trial(len(lines), warnings=warnings)
    looking = looking_at(table, imported.cleaner, showing)
    last_shown = lines[:SHOWN_ROWS][-1].number if lines else 0
    trying = Trying(course, trial, looking, showing, last_shown)
    start, size = 0, FIRST
    while start < len(lines) and not is_stopping():
        part = course.matching.cut(lines[start : start + size])
        seconds = try_part(trying, part)
        start += len(part)
        goal = SLICE_SECONDS[work.database.dialect]
        size = max(LEAST_LINES, next_size(len(part), seconds, goal))
    trial.checked = start
    trial.rows.sort(key=line_of)
    trial.refused.sort(key=line_of)
    trial.is_complete = start >= len(lines)
    return trial


def line_of(row: Json) -> int:
    """The line of a shown row."""
    return cast(int, row["line"])


def try_part(trying: Trying, part: Sequence[Line]) -> float:
    """The lines are tried; seconds spent."""
    course, began = trying.course, time.perf_counter()
    fresh = []
    for line in part:
        if is_made(trying, line):
            # The run finds the record there that a line above has made.
            trying.trial.updated += 1
            show(trying, line, "update", {})
        else:
            fresh.append(line)
    tried = try_lines(course, fresh)
    changes = [it for it in tried if isinstance(it, Change)]
    outcomes = try_changes(course, changes) if changes else ()
    written, not_written = sort_out(course, fresh, tried, outcomes)
    for line, outcome in written:
        double = doubled(trying, outcome)
        if double is None:
            note_written(trying, line, outcome)
        else:
            not_written.append(refused(course, line, [double]))
    by_number = {line.number: line for line in fresh}
    for entry in not_written:
        note_refused(trying, by_number[entry.line], entry)
    return time.perf_counter() - began


def is_made(trying: Trying, line: Line) -> bool:
    """Whether a line above would have made the record of this one."""
    matching = trying.course.matching
    return bool(trying.made) and matching.key is not None and matching.key_of(line) in trying.made


def try_changes(course: Course, changes: Sequence[Change]) -> Sequence[Outcome]:
    """What would become of the changes."""

    def undo(connection: Connection, outcomes: Sequence[Outcome]) -> None:
        raise TriedOut(outcomes)

    try:
        write(course.imported.work, course.imported.actor, changes, skip_refused=True, also=undo)
    except TriedOut as tried:
        return tried.outcomes
    return ()


def doubled(trying: Trying, outcome: Outcome) -> Refusal | None:
    """Why the record cannot be, when a line above has one of its values that must be unique."""
    table = trying.course.matching.resolved_table
    for rule in table.rules:
        if rule.kind != "unique" or rule.when is not None:
            continue
        values = tuple(outcome.values.get(key) for key in rule.fields)
        if any(value is None or isinstance(value, FormulaValueError) for value in values):
            continue
        other = trying.seen.setdefault((rule.key, *values), outcome.id)
        if other != outcome.id:
            return Refusal("not_unique", rule.fields[0], message=rule.message or None)
    return None


def note_written(trying: Trying, line: Line, outcome: Outcome) -> None:
    """The line would go in so."""
    trial, matching = trying.trial, trying.course.matching
    is_new = outcome.change.id is None
    if is_new:
        trial.created += 1
        if matching.key is not None:
            trying.made.add(matching.key_of(line))
    else:
        trial.updated += 1
    doubts = doubts_of(trying.looking, line, outcome.values)
    trial.doubtful_cells += len(doubts)
    trial.doubts += doubts[: MOST_DOUBTS - len(trial.doubts)]
    show(trying, line, "create" if is_new else "update", shown_values(trying, outcome))


def note_refused(trying: Trying, line: Line, entry: RefusedLine) -> None:
    """The line would not go in."""
    trial = trying.trial
    trial.refused_lines += 1
    if len(trial.refused) < MOST_REFUSED:
        trial.refused.append(refused_json(line, entry))
    show(trying, line, "refuse", {})


def show(trying: Trying, line: Line, action: str, texts: Json) -> None:
    """The line is shown, if it is one of the first."""
    if line.number <= trying.last_shown:
        cells = ["" if cell is None else str(cell) for cell in line.cells]
        row = {"line": line.number, "action": action, "cells": cells, "texts": texts}
        trying.trial.rows.append(row)


def shown_values(trying: Trying, outcome: Outcome) -> Json:
    """The texts of the imported fields as they would be stored; linked records are named by the
    file itself."""
    table = trying.course.matching.resolved_table
    return {
        key: FIELD_TYPES[table.fields[key].type].teller(table.fields[key], trying.showing)(value)
        for key in trying.course.imported.cleaner.columns
        if table.fields[key].type not in LINKED
        and not isinstance(value := outcome.values.get(key), FormulaValueError)
    }
