"""★ The end of a trial: its time is over or somebody ends it, the verdict is written down with a
job, and the job makes the revision that keeps the version or puts the one before it back.

A crash between the two, or in the middle of the second, does nothing twice: the revision carries
the name of the trial, and whoever tries again finds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from engine.actor import Actor, Origin
from engine.change_documents import apply_plan, make_plan
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.errors import DocumentsConflict, PlanBlocked
from engine.people import read_user
from engine.revisions import Json
from engine.system_tables import tg_revision
from engine.workspace import Workspace
from metadata.errors import InvalidDocuments
from workflow.jobs import Job, bind, enqueue
from workflow.pinned_documents import said_at
from workflow.trials.documents import (
    KIND,
    base_before,
    document_key,
    version_at,
    without_trial,
    written_at,
)
from workflow.trials.figures import KEEP, ROLL_BACK
from workflow.trials.measuring import measure_trial, version_on_trial
from workflow.trials.store import (
    ENDING,
    KEPT,
    ROLLED_BACK,
    RUNNING,
    STOPPED,
    Trial,
    load_trial,
    save_trial,
    trials,
)
from workflow.trials.telling import CHANGED, NOT_PUT_BACK, TIME_OVER, note_of, tell_of_end
from workflow.trials.versions import on_trial, stop_trial, trial_of

TRIAL_END = "trial_end"
R = tg_revision.c
STATEMENTS = NamedStatements(
    {"made": sa.select(R.number).where(R.via == bind("of_via", R.via)).order_by(R.number)}
)


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of the trial: its state, and the revision or why there is none."""

    state: str
    revision: int | None = None
    why: str | None = None


def keep_trials(connection: Connection, work: Workspace) -> None:
    """Every version on trial of the present revision has its trial, and no other one goes on."""
    for automation in on_trial(work):
        trial_of(connection, work, automation)
    for trial in trials(connection, connection.dialect, "open", {}):
        if trial.state == RUNNING and is_changed(connection, work, trial):
            stop_changed(connection, work, trial)


def is_changed(connection: Connection, work: Workspace, trial: Trial) -> bool:
    """Whether the automation has another version by now, or is gone. Of a revision that this
    process does not know yet nothing is said."""
    if trial.revision > work.catalog.number:
        return False
    return version_at(connection, work, trial.place, work.catalog.number) != trial.revision


def stop_changed(connection: Connection, work: Workspace, trial: Trial) -> None:
    """Somebody has changed what was on trial: they have decided, with these figures."""
    figures = measure_trial(connection, work, trial, version_on_trial(connection, work, trial))
    stop_trial(connection, work, trial, CHANGED, figures)


def end_trials(connection: Connection, work: Workspace) -> int:
    """Every trial whose time is over has its verdict, and the job that acts on it; how many."""
    found = trials(connection, connection.dialect, "due", {"now": work.now()})
    for trial in found:
        if is_changed(connection, work, trial):
            stop_changed(connection, work, trial)
        else:
            end_trial(connection, work, trial, None, why=TIME_OVER)
    return len(found)


def end_trial(
    connection: Connection,
    work: Workspace,
    trial: Trial,
    verdict: str | None,
    *,
    why: str,
    by: tuple[int | None, str | None] = (None, None),
) -> Trial:
    """The trial is ending with that verdict, or the one of its figures; `by` is who says so (None:
    nobody) and their reason. The revision follows after the caller's commit."""
    automation = version_on_trial(connection, work, trial)
    figures = measure_trial(connection, work, trial, automation)
    decided = verdict or (ROLL_BACK if figures is None else cast(str, figures["would"]))
    user, reason = by
    told = {"verdict": decided, "why": why, "figures": figures, "ended_by": user, "reason": reason}
    ending = save_trial(connection, trial, state=ENDING, **told)
    enqueue_end(connection, work, trial.id)
    return ending


def enqueue_end(connection: Connection, work: Workspace, trial: int) -> None:
    """The verdict of the trial will be carried out."""
    enqueue(connection, work, TRIAL_END, {"trial": trial}, dedupe_key=f"trial:{trial}")


def perform_end(work: Workspace, job: Job) -> None:
    """The verdict of the job's trial is carried out, and administrators know."""
    id = cast(int, job.payload["trial"])
    trial = work.database.read(lambda connection: load_trial(connection, id))
    if trial is None or trial.state != ENDING:
        return
    ended = carry_verdict(work, trial)
    work.database.write(lambda connection: close_trial(connection, work, id, ended))


def close_trial(connection: Connection, work: Workspace, id: int, ended: Ended) -> None:
    """The trial is over, unless another worker has said so."""
    trial = load_trial(connection, id, lock=True)
    if trial is None or trial.state != ENDING:
        return
    told = {"why": ended.why or trial.why, "made_revision": ended.revision, "ended_at": work.now()}
    tell_of_end(connection, work, save_trial(connection, trial, state=ended.state, **told))


def carry_verdict(work: Workspace, trial: Trial) -> Ended:
    """The revision that the verdict asks for is there; none where somebody has changed the document
    meanwhile, or nothing can be put back."""
    state = KEPT if trial.verdict == KEEP else ROLLED_BACK
    number = work.refresh().number
    # In this order: what another worker makes in between is found, not taken for an edit.
    is_other = work.database.read(lambda connection: is_changed(connection, work, trial))
    made = work.database.read(lambda connection: made_by(connection, trial))
    if made is not None:
        return Ended(state, made)
    if is_other:
        return Ended(STOPPED, why=CHANGED)
    body = work.database.read(lambda connection: body_after(connection, work, trial, number))
    actor = work.database.read(lambda connection: actor_of(connection, trial))
    app, _ = trial.place
    try:
        plan = make_plan(work, actor, app, [(KIND, body)], [], base=number)
        if not plan.is_valid:
            return Ended(STOPPED, why=NOT_PUT_BACK)
        note = note_of(trial, state)
        return Ended(state, apply_plan(work, actor, plan.id, plan.dangers, note=note))
    except DocumentsConflict:
        return Ended(STOPPED, why=CHANGED)
    except (InvalidDocuments, PlanBlocked):
        return Ended(STOPPED, why=NOT_PUT_BACK)


def made_by(connection: Connection, trial: Trial) -> int | None:
    """The revision that was made for the trial, if it was."""
    given = {"of_via": via(trial)}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "made"), given)
    return cast(int, rows[0][0]) if rows else None


def via(trial: Trial) -> str:
    """What the revision says of where it comes from."""
    return f"trial:{trial.id}"


def body_after(connection: Connection, work: Workspace, trial: Trial, number: int) -> Json:
    """The document that the verdict leaves at that revision: the version on trial without its
    trial, or the version before it as it reads by now, or, where there was none, this one switched
    off."""
    present = written_at(connection, trial.place, number)
    assert present is not None, "what is there no longer has been stopped"
    if trial.verdict == KEEP:
        return without_trial(present.body)
    before = base_before(connection, trial.place, trial.revision)
    if before is None:
        return {**present.body, "enabled": False}
    return said_at(connection, work, document_key(trial.place), before, number)


def actor_of(connection: Connection, trial: Trial) -> Actor:
    """Who the revision is by: the engine, in the name of whoever ended the trial."""
    user = None if trial.ended_by is None else read_user(connection, trial.ended_by)
    return Actor(
        user=trial.ended_by,
        name=trial.automation if user is None else user.name,
        roles=frozenset(),
        is_admin=True,
        origin=Origin.AUTOMATION,
        via=via(trial),
    )
