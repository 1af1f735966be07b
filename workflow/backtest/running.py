"""A backtest as a job: made by a worker, outside of any write; what it found stands in its row."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable
from engine.database import Row
from engine.errors import CatalogMoved, DatabaseError, EngineError
from engine.workspace import Workspace
from engine.writing.rows import Rows
from metadata.errors import InvalidDocuments
from workflow.backtest.asking import BACKTEST
from workflow.backtest.automation_tally import When
from workflow.backtest.happenings import fetch_beside
from workflow.backtest.log import SLICE
from workflow.backtest.replay import Replay, anew, replay_all
from workflow.backtest.report import report_of
from workflow.backtest.staging import open_replay
from workflow.backtest.store import (
    DONE,
    FAILED,
    OPEN,
    Backtest,
    Ending,
    end_backtest,
    find_backtest,
    note_progress,
)
from workflow.backtest.vantage import Beside
from workflow.jobs import Job, Json

log = logging.getLogger("tangram")

NOTED_EACH_SECONDS = 1.0
ATTEMPTS = 3
SHARE_OF_LOG = 0.8
"""What is left is that of the records as they are now."""

GoOn = Callable[[float], bool]


def perform_backtest(work: Workspace, job: Job) -> None:
    """The backtest of the job is over: its report is kept, or why there is none."""
    make_backtest(work, int(cast(str, job.payload[BACKTEST])))


def make_backtest(work: Workspace, id: int) -> None:
    """The backtest is over, unless it was before. One that a dead worker has begun begins anew."""
    backtest = work.database.read(lambda it: find_backtest(it, id))
    if backtest is None or backtest.state not in OPEN:
        return
    if not work.database.write(lambda it: note_progress(it, id, 0)):
        return
    ending = made(work, backtest)
    if ending is not None:
        work.database.write(lambda it: end_backtest(it, work, id, ending))


def made(work: Workspace, backtest: Backtest) -> Ending | None:
    """How the backtest ends; None where somebody has cancelled it."""
    try:
        report = make_report(work, backtest, progress_of(work, backtest.id))
    except DatabaseError:
        # Another worker tries again.
        raise
    except InvalidDocuments:
        return failed("backtest_draft_broken", {})
    except EngineError as error:
        return failed(error.code, error.parameters)
    except Exception:  # the edge: nobody waits for an answer; the log and the row tell
        log.exception("backtest %s broke", backtest.id)
        return failed("backtest_broken", {})
    return None if report is None else Ending(DONE, report=report)


def failed(code: str, parameters: Mapping[str, str | int]) -> Ending:
    """It could not be made."""
    return Ending(FAILED, error={"code": code, "parameters": dict(parameters)})


def progress_of(work: Workspace, id: int) -> GoOn:
    """What writes down how much is done, once a second, and says whether to go on."""
    noted = [time.monotonic()]

    def go_on(share: float) -> bool:
        now = time.monotonic()
        if now - noted[0] < NOTED_EACH_SECONDS:
            return True
        noted[0] = now
        return work.database.write(lambda it: note_progress(it, id, min(99, int(share * 100))))

    return go_on


def make_report(work: Workspace, backtest: Backtest, go_on: GoOn) -> Json | None:
    """What the replay found, from one snapshot; None where `go_on` said no. Raises what
    `open_replay` raises."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return read_past(work, backtest, go_on)
        except CatalogMoved:
            if attempt == ATTEMPTS:
                raise
            work.refresh()
    return None


def read_past(work: Workspace, backtest: Backtest, go_on: GoOn) -> Json | None:
    """The same, if the revision stays what it is."""
    began = time.perf_counter()
    with work.database.snapshot() as connection:
        replay = open_replay(work, connection, backtest)
        is_over = replay_all(replay, lambda share: go_on(share * SHARE_OF_LOG))
        if not is_over or not compare_present(replay, go_on):
            return None
        return report_of(replay, time.perf_counter() - began)


def compare_present(replay: Replay, go_on: GoOn) -> bool:
    """All present records were valued by both sides' formulas."""
    tables = sorted({table for table, _ in replay.fields})
    for table in tables:
        compiled = replay.stage.present.tables.get(table)
        if compiled is None:
            continue
        after = 0
        while found := read_slice(replay, compiled, after):
            value_slice(replay, compiled, found)
            after = max(found)
            if not go_on(SHARE_OF_LOG):
                return False
    return True


def read_slice(replay: Replay, compiled: CompiledTable, after: int) -> dict[int, Json]:
    """The next records of the table, by id."""
    id = compiled.sql.c.id
    statement = compiled.statement(
        "whole after",
        lambda: (
            compiled.alive(compiled.records())
            .where(id > sa.bindparam("after", type_=id.type))
            .order_by(id)
            .limit(SLICE)
        ),
    )
    rows: list[Row] = replay.stage.connection.rows(statement, {"after": after})
    found = [compiled.row_of(row) for row in rows]
    return {cast(int, values["id"]): values for values in found}


def value_slice(replay: Replay, compiled: CompiledTable, found: dict[int, Json]) -> None:
    """These records were valued."""
    stage, table = replay.stage, compiled.name
    rows = Rows(stage.connection, stage.present, is_writing=False)
    for key in compiled.linked:
        rows.fetch_links(table, key, found)
    for step in replay.paths:
        if step.table == table:
            fetch_beside(rows, stage.present, step, list(found.values()))
    tallies = [(key, tally) for (name, key), tally in replay.fields.items() if name == table]
    for record, values in found.items():
        row = {**values, **{key: rows.link_ids(table, key, record) for key in compiled.linked}}
        valued = []
        for side in replay.sides:
            side.vantage.moment = stage.until
            beside = Beside(rows, stage.present, (table, record), row)
            valued.append(anew(side, table, row, beside))
        present, draft = valued
        for key, tally in tallies:
            when = When(record, stage.until)
            tally.take(when, present.get(key), draft.get(key), is_now=True)
