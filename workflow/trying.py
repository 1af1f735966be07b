"""A dry run: the same interpreter in a transaction that is rolled back. Nothing is written, nothing
is sent; the whole trace is shown."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from engine.actor import Actor
from engine.database import Connection
from engine.database.statements import prepare
from engine.errors import CatalogMoved, RowsMoved, UnknownRecord
from engine.workspace import Workspace
from metadata.resolved_workflow import Automation
from workflow.advance import Advanced, advance
from workflow.bound import scene_of
from workflow.causes import Cause
from workflow.jobs import Json
from workflow.mending import buildable
from workflow.pinned import program
from workflow.run_pages import error_json, line_json, steps_of
from workflow.run_sight import may_read
from workflow.run_step import Stretch, go_on
from workflow.run_tables import tg_run
from workflow.runs import DEAD, RUNNING, WAITING, Run, load_run
from workflow.starts import Chain, Start, meets, new_run
from workflow.steps.step import Done, Woken

MOST_STRETCHES = 50
"""Of twenty steps each: what goes on longer is cut off."""
ATTEMPTS = 3


class Undone(Exception):
    """Ends the transaction of a dry run; `found` is what it showed."""

    def __init__(self, found: Json) -> None:
        super().__init__("a dry run leaves nothing")
        self.found = found


def try_automation(
    work: Workspace, actor: Actor, place: tuple[str, str], record: int | None
) -> Json:
    """What the automation at `place` (app, key) would do for the record: `{meets, state, lines}`.

    It goes on where a real run would wait for a moment or an answer from outside (nothing is asked
    there, so nothing is known of the answer); where it would wait for people it stops. Raises
    RunUnknown, UnknownRecord.
    """
    automation = buildable(work, actor, *place)
    if automation.table is not None and (
        record is None or not may_read(work, actor, automation.table, record)
    ):
        raise UnknownRecord(automation.table, str(record))

    def attempt(connection: Connection) -> None:
        raise Undone(
            play(connection, work, actor, Start(automation, record, Cause(user=actor.user)))
        )

    for _ in range(ATTEMPTS):
        try:
            work.database.write(attempt)
        except Undone as undone:
            return undone.found
        except (CatalogMoved, RowsMoved):
            work.refresh()
    raise CatalogMoved


def play(connection: Connection, work: Workspace, actor: Actor, start: Start) -> Json:
    """The trace of a run that will never have been."""
    automation = start.automation
    run = put_run(connection, work, start)
    scene = scene_of(connection, work, run, automation, None)
    stretch = Stretch(scene, program(work.catalog, automation), run)
    woken: Woken | None = None
    for _ in range(MOST_STRETCHES):
        advanced = go_on(stretch, woken)
        woken = None
        if advanced.run.state == RUNNING and not advanced.tries_again:
            continue
        following = beyond(stretch, advanced)
        if following is None:
            break
        stretch.run, woken = following
    return shown(work, actor, automation, stretch, is_met=meets(connection, work, start))


def put_run(connection: Connection, work: Workspace, start: Start) -> Run:
    """The run is there, for steps that write down what they do for it."""
    id = work.new_id()
    row = new_run(work, id, start, Chain(user=start.cause.user))
    row.update(mode_key=None, state=RUNNING)
    put = work.catalog.cache("put dry run", lambda: prepare(sa.insert(tg_run), connection.dialect))
    connection.run(put, row)
    run = load_run(connection, id)
    assert run is not None
    return run


def beyond(stretch: Stretch, advanced: Advanced) -> tuple[Run, Woken | None] | None:
    """Where the dry run goes on after it had to stop, None where it is over."""
    run = advanced.run
    if run.state != WAITING:
        return None
    if advanced.asks is not None:
        return advance(stretch.program, replace(run, state=RUNNING), Done()).run, None
    if advanced.topics:
        return None
    stretch.scene.moment = run.until
    return replace(run, state=RUNNING), Woken(None, {})


def shown(
    work: Workspace, actor: Actor, automation: Automation, stretch: Stretch, *, is_met: bool
) -> Json:
    """The trace as its reader may see it."""
    steps = steps_of(work, automation)
    run = stretch.run
    return {
        "meets": is_met,
        "state": run.state,
        "error": error_json(run.error, actor.language, is_shown=False)
        if run.state == DEAD
        else None,
        "lines": [line_json(work, actor, steps, line) for line in stretch.lines],
    }
