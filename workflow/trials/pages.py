"""Trials as those see them who may build automations, and their end by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from engine.access import access_of
from engine.actor import Actor
from engine.database import Connection
from engine.people import read_user
from engine.workspace import Workspace
from formula.references import reads
from metadata.fields.date import show_datetime
from metadata.resolved_workflow import Automation
from workflow.errors import TrialOver, TrialUnknown
from workflow.jobs import Json
from workflow.messages import words
from workflow.pinned import present
from workflow.run_sight import may_mend, sees_field
from workflow.trials.ending import end_trial, enqueue_end
from workflow.trials.measuring import measure_trial, version_on_trial
from workflow.trials.store import ENDING, RUNNING, Trial, load_trial, trials
from workflow.trials.telling import BY_HAND


def list_trials(
    work: Workspace, actor: Actor, app: str, automation: str | None, state: str | None
) -> list[Json]:
    """The trials of an app's automations, newest first; none to whoever may not build them. Those
    that go on are without figures."""
    if not may_mend(work, actor, app):
        return []
    given = {"from_app": f"{app}.", "to_app": f"{app}/"}

    def read(connection: Connection) -> list[Json]:
        found = trials(connection, connection.dialect, "of app", given)
        return [
            trial_json(connection, work, actor, trial, trial.figures)
            for trial in found
            if automation in (None, trial.place[1]) and state in (None, trial.state)
        ]

    return work.database.read(read)


def read_trial(work: Workspace, actor: Actor, app: str, id: int) -> Json:
    """One trial with its figures as they stand. Raises TrialUnknown."""

    def read(connection: Connection) -> Json:
        trial = seen_trial(connection, work, actor, (app, id))
        return shown(connection, work, actor, trial)

    return work.database.read(read, long=True)


def end_by_hand(
    work: Workspace, actor: Actor, place: tuple[str, int], verdict: str, reason: str
) -> Json:
    """The trial at `place` (app, id) ends with that verdict; the revision follows at once, by a
    worker. Raises TrialUnknown, TrialOver."""

    def write(connection: Connection) -> Json:
        trial = seen_trial(connection, work, actor, place, lock=True)
        if not trial.is_open:
            raise TrialOver({"name": trial.automation})
        if trial.state == ENDING:
            # What was decided stays; a job that was given up begins anew.
            enqueue_end(connection, work, trial.id)
        else:
            by = actor.user, reason
            trial = end_trial(connection, work, trial, verdict, why=BY_HAND, by=by)
        return shown(connection, work, actor, trial)

    return work.database.write(write)


def seen_trial(
    connection: Connection,
    work: Workspace,
    actor: Actor,
    place: tuple[str, int],
    *,
    lock: bool = False,
) -> Trial:
    """The trial, to whoever may build automations of its app. Raises TrialUnknown."""
    app, id = place
    trial = load_trial(connection, id, lock=lock) if may_mend(work, actor, app) else None
    if trial is None or trial.place[0] != app:
        raise TrialUnknown({"trial": str(id)})
    return trial


def shown(connection: Connection, work: Workspace, actor: Actor, trial: Trial) -> Json:
    """The trial with its figures: those of the end, or as they stand."""
    figures = trial.figures
    if trial.state == RUNNING:
        automation = version_on_trial(connection, work, trial)
        figures = measure_trial(connection, work, trial, automation)
    return trial_json(connection, work, actor, trial, figures)


def trial_json(
    connection: Connection, work: Workspace, actor: Actor, trial: Trial, figures: Json | None
) -> Json:
    """A trial as the reader may see it."""
    language = actor.language
    automation = present(work.catalog, trial.automation)
    labels: Mapping[str, str] = {} if automation is None else automation.labels
    key = trial.place[1]
    return {
        "id": str(trial.id),
        "automation": key,
        "label": labels.get(language) or labels.get("zh") or key,
        "state": trial.state,
        "revision": trial.revision,
        "base_revision": trial.base_revision,
        "made_revision": trial.made_revision,
        "started_at": shown_moment(trial.started_at),
        "ends_at": shown_moment(trial.ends_at),
        "ended_at": shown_moment(trial.ended_at),
        "terms": terms_of(automation, trial),
        "figures": figures if sees_metric(connection, work, actor, trial) else None,
        "verdict": trial.verdict,
        "why": None
        if trial.why is None
        else {"code": trial.why, "message": words(trial.why, {}, language)},
        "ended_by": person_json(connection, trial.ended_by),
        "reason": trial.reason,
    }


def terms_of(automation: Automation | None, trial: Trial) -> Json:
    """What the trial goes by: while it goes on, with the names that fields have today."""
    terms = None if automation is None else automation.document.trial
    return trial.terms if terms is None or not trial.is_open else terms.model_dump(mode="json")


def shown_moment(moment: datetime | None) -> str | None:
    """A moment as JSON."""
    return cast("str | None", show_datetime(moment))


def person_json(connection: Connection, user: int | None) -> Json | None:
    """Who it was."""
    if user is None:
        return None
    return {"id": str(user), "name": read_user(connection, user).name}


def sees_metric(connection: Connection, work: Workspace, actor: Actor, trial: Trial) -> bool:
    """Whether the reader sees everything that the metric reads, of every record."""
    access = access_of(work.catalog, actor)
    if access.is_admin and actor.scopes is None:
        return True
    automation: Automation | None = version_on_trial(connection, work, trial)
    if automation is None or automation.metric is None:
        return False
    return all(sees_field(access, read.table, read.key) for read in reads(automation.metric))
