"""A plan carried out: expand, backfill, flip, and what comes after (decision 20).

Whole or not at all: what people see changes in one transaction, the flip. Whatever dies before it
leaves hidden columns, which are filled on or dropped; whatever dies after it leaves indexes to be
built.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from engine.catalog import Catalog
from engine.changing.catch_up import (
    Mark,
    Touched,
    count_since,
    read_mark,
    read_touched,
    repeat_steps,
    set_mark,
)
from engine.changing.due_steps import fill_due
from engine.changing.locks import lock_concerned
from engine.changing.option_steps import OptionStep, find_candidates, run_option_step
from engine.changing.passage import Passage, passage_of
from engine.changing.progress import (
    EXPANDED,
    FLIPPED,
    Progress,
    add_progress,
    drop_progress,
    move_progress,
    read_progress,
)
from engine.changing.proposal import propose
from engine.data_steps import run_range
from engine.database import Connection
from engine.errors import DatabaseError, EngineError, UniqueBroken
from engine.recompute_stale import recompute_stale
from engine.revisions import Revision, add_revision, drop_plan
from engine.schema_steps import (
    change_indexes,
    create_indexes_now,
    drop_physical,
    expand,
    names_made,
)
from engine.search_upkeep import keep_search_up
from engine.working_time import read_working_time
from engine.workspace import Workspace
from engine.writing.transaction import to_milliseconds
from metadata.steps import CreateIndex, CreateTable, DropIndex, step_from_json, step_to_json

LOG = logging.getLogger(__name__)

CHANGE = "change"
"""One change of documents at a time, in all processes."""

ROUNDS = 10
FEW_EVENTS = 200
"""So many records are done again within the flip without anybody noticing."""

SLICE_SECONDS: Mapping[str, float] = {"sqlite": 0.015, "postgresql": 0.1}
FIRST_SLICE = 500
LEAST_SLICE, MOST_SLICE = 50, 2_000


@dataclass(frozen=True, slots=True)
class Course:
    """A passage on its way, with what its revision will say."""

    passage: Passage
    progress: Progress


def carry_out(course: Course) -> int:
    """The plan is applied; the number of its revision. Called while no other change goes on.
    When it fails before the flip, nothing of it is left."""
    passage = course.passage
    try:
        mark = begin(course)
        backfill(passage, 0, 0)
        flip(course, mark)
    except BaseException:
        if not has_flipped(passage.work, passage.id):
            take_back(passage.work, course.progress)
            raise
    return finish(passage)


def go_on(course: Course) -> int:
    """A change that died in its backfill is carried on to the end."""
    progress = course.progress
    backfill(course.passage, progress.step, progress.position)
    flip(course, progress.mark)
    return finish(course.passage)


def begin(course: Course) -> Mark:
    """The hidden tables and columns are there, and the change is written down."""
    passage, progress = course.passage, course.progress
    plan = passage.plan
    altered = {name.partition(".")[0] for name in progress.made if "." in name}

    def run(connection: Connection) -> Mark:
        lock_concerned(passage, connection, altered)
        mark = read_mark(passage, connection)
        expand(connection, plan.expand, passage.resolved, plan.layout)
        create_indexes_now(connection, new_indexes(passage), passage.resolved, plan.layout)
        add_progress(connection, replace(progress, mark=mark), passage.work.now())
        return mark

    return passage.work.database.restructure(run)


def start_course(passage: Passage, progress: Progress) -> Course:
    """The course of a passage that has not begun; `progress` says who, why and what was shown."""
    plan = passage.plan
    after = tuple(step_to_json(step) for step in later_indexes(passage))
    made = names_made(plan.expand, passage.resolved, plan.layout)
    return Course(passage, replace(progress, made=made, after=after))


def new_indexes(passage: Passage) -> list[CreateIndex]:
    """The indexes of tables that this plan makes: there is nothing to index yet."""
    created = {step.table for step in passage.plan.expand if isinstance(step, CreateTable)}
    steps = passage.plan.after_flip
    return [s for s in steps if isinstance(s, CreateIndex) and s.table in created]


def later_indexes(passage: Passage) -> list[CreateIndex | DropIndex]:
    """The other indexes, which are changed after the flip."""
    new = new_indexes(passage)
    steps = passage.plan.after_flip
    return [s for s in steps if isinstance(s, CreateIndex | DropIndex) and s not in new]


def backfill(passage: Passage, step: int, position: int) -> None:
    """Every hidden column is filled, from the record behind `position` of step `step` on, in
    slices of their own that let other writers go between."""
    target = SLICE_SECONDS[passage.work.database.dialect]
    limit = FIRST_SLICE
    for index in range(step, len(passage.hidden_steps)):
        after: int | None = position if index == step else 0
        while after is not None:
            after, seconds = run_slice(passage, index, after, limit)
            limit = fitting_slice(limit, seconds, target)


def run_slice(passage: Passage, index: int, after: int, limit: int) -> tuple[int | None, float]:
    """A slice of one step is stored; its last record, None where there was none, and the seconds
    that other writers had to wait."""

    def run(connection: Connection) -> tuple[int | None, float]:
        started = time.perf_counter()
        last = run_range(passage, connection, passage.hidden_steps[index], after, limit)
        place = (EXPANDED, index, last or after)
        move_progress(connection, passage.id, place, passage.work.now())
        return last, time.perf_counter() - started

    return passage.work.database.write(run)


def fitting_slice(limit: int, seconds: float, target: float) -> int:
    """The number of records that would have taken `target` seconds."""
    fitting = int(limit * target / max(seconds, 0.000_1))
    return max(LEAST_SLICE, min(MOST_SLICE, fitting, limit * 2))


def flip(course: Course, mark: Mark) -> None:
    """The new revision is the present one, and every record is as it says."""
    passage = course.passage
    database = passage.work.database
    mark = catch_up(passage, mark)
    candidates = {step: candidates_of(passage, step) for step in passage.option_steps}

    def run(connection: Connection) -> None:
        run_flip(course, connection, mark, candidates)

    database.restructure(run)
    passage.work.install(passage.after, passage.typings)


def candidates_of(passage: Passage, step: OptionStep) -> list[int]:
    """The records that an option step may concern, looked up before anybody has to wait."""
    database = passage.work.database
    return database.read(lambda connection: find_candidates(passage, connection, step), long=True)


def catch_up(passage: Passage, mark: Mark) -> Mark:
    """What was written behind the mark is done again; the mark behind which the little that is
    left is."""
    for _ in range(ROUNDS if passage.watched else 0):
        if count_events(passage, mark) <= FEW_EVENTS:
            break
        mark = repeat_since(passage, mark)
    return mark


def count_events(passage: Passage, mark: Mark) -> int:
    """How many events there are behind the mark."""
    return passage.work.database.read(lambda connection: count_since(connection, mark))


def repeat_since(passage: Passage, mark: Mark) -> Mark:
    """What was written between the mark and a new one is done again; the new one."""
    database = passage.work.database
    later = database.restructure(lambda connection: set_mark(passage, connection))
    touched = database.read(lambda connection: read_touched(passage, connection, mark))
    for name, found in touched.items():
        for part in found.parts(FIRST_SLICE):
            repeat_part(passage, name, part)
    return later


def repeat_part(passage: Passage, name: str, part: Touched) -> None:
    """Some records are done again, in a transaction of their own."""
    passage.work.database.write(lambda connection: repeat_steps(passage, connection, {name: part}))


def run_flip(
    course: Course,
    connection: Connection,
    mark: Mark,
    candidates: Mapping[OptionStep, list[int]],
) -> None:
    """The flip's one transaction."""
    passage, progress = course.passage, course.progress
    lock_concerned(passage, connection)
    move_progress(connection, passage.id, (FLIPPED, 0, 0), passage.work.now())
    touched = read_touched(passage, connection, mark) if passage.watched else {}
    if passage.option_steps:
        transaction = passage.open(connection)
        for step in passage.option_steps:
            lately = touched[step.table].ids if step.table in touched else set()
            ids = sorted(lately.union(candidates[step]))
            touched[step.table].ids |= run_option_step(passage, transaction, step, ids)
    if touched:
        repeat_steps(passage, connection, touched)
    run_due_steps(passage, connection)
    actor = progress.actor
    revision = Revision(
        number=passage.after.number,
        app=progress.wanted.app,
        user=actor.user,
        user_name=actor.name,
        origin=actor.origin.value,
        via=actor.via,
        at=to_milliseconds(passage.work.now()),
        note=progress.note,
        plan=progress.told,
        layout=passage.plan.layout,
        undoes=progress.wanted.undoes,
    )
    add_revision(connection, revision, passage.resolved.sources)
    drop_plan(connection, passage.id)


def run_due_steps(passage: Passage, connection: Connection) -> None:
    """Records say when the time of their states is over, as the new limits have it."""
    for step in passage.due_steps:
        table = passage.after.tables[step.table]
        calendar = read_working_time(connection, passage.work.time_zone)
        fill_due(connection, table, table.table.machines[step.field], calendar)


def finish(passage: Passage) -> int:
    """The indexes are there, and the change is over. When the database gives up on an index, the
    revision stands all the same, and the next start builds the rest."""
    work = passage.work
    try:
        for step in later_indexes(passage):
            change_index(work, step, passage.after)
        work.database.write(lambda connection: drop_progress(connection, passage.id))
        keep_search_up(work)
        recompute_stale(work)
    except DatabaseError:
        LOG.exception("revision %s stands, its indexes do not", passage.after.number)
    return passage.after.number


def change_index(work: Workspace, step: CreateIndex | DropIndex, catalog: Catalog) -> None:
    """The index is as the revision wants it. One that cannot be made because two records came
    with one value in the last moment is left out: the revision stands, and `drift` tells."""
    try:
        change_indexes(work.database, step, catalog.resolved, catalog.layout)
    except UniqueBroken as error:
        LOG.warning("no unique index for %s %s: %s", step.table, step.fields, error)


def has_flipped(work: Workspace, plan: int) -> bool:
    """Whether the change's revision is there; when the database does not answer, it is not known
    and will be seen at the next start."""
    try:
        found = work.database.read(read_progress)
    except DatabaseError:
        return False
    return any(row.plan == plan and row.phase == FLIPPED for row in found)


def take_back(work: Workspace, progress: Progress) -> None:
    """Nothing is left of a change that did not come to its flip."""
    try:
        work.database.restructure(lambda connection: drop_made(connection, progress))
    except DatabaseError:
        LOG.exception("the expansion of plan %s stays until the next start", progress.plan)


def drop_made(connection: Connection, progress: Progress) -> None:
    """The hidden tables and columns are gone; those that never came to be are none to drop."""
    found = [row for row in read_progress(connection) if row.plan == progress.plan]
    if not found or found[0].phase == FLIPPED:
        return
    made = found[0].made
    tables = [name for name in made if "." not in name]
    drop_physical(connection, tables, [name for name in made if "." in name])
    drop_progress(connection, progress.plan)


def finish_changes(work: Workspace) -> None:
    """No change is left half-way: called when a process starts, and before each change."""
    if work.database.read(read_progress):
        work.database.alone(CHANGE, lambda: finish_dead(work))


def finish_dead(work: Workspace) -> None:
    """Every change whose process died is carried on or taken back. Called while no change goes
    on."""
    for progress in work.database.read(read_progress):
        if progress.phase == FLIPPED:
            finish_flipped(work, progress)
        else:
            resume(work, progress)


def finish_flipped(work: Workspace, progress: Progress) -> None:
    """The indexes of a revision that is there are there too."""
    catalog = work.refresh()
    for value in progress.after:
        change_index(work, cast(CreateIndex | DropIndex, step_from_json(value)), catalog)
    work.database.write(lambda connection: drop_progress(connection, progress.plan))


def resume(work: Workspace, progress: Progress) -> None:
    """The change is carried on, if thinking it through again comes to the very same expansion;
    otherwise it is taken back."""
    try:
        proposal = propose(work, progress.wanted)
        if proposal.plan is None or proposal.before.number != progress.base:
            take_back(work, progress)
            return
        passage = passage_of(work, progress.actor, progress.plan, proposal)
        made = names_made(passage.plan.expand, passage.resolved, passage.plan.layout)
        if made != progress.made:
            take_back(work, progress)
            return
        go_on(Course(passage, progress))
    except EngineError:
        LOG.exception("plan %s cannot be carried on", progress.plan)
        take_back(work, progress)
