"""The two versions of an automation on trial, and which of them a record goes by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from engine.database import Connection
from engine.revisions import Json
from engine.workspace import Workspace
from metadata.resolved_workflow import Automation
from workflow.pinned_documents import resolve_with
from workflow.trials.arms import CONTROL, TRIAL, arm_of
from workflow.trials.documents import base_before, document_key, version_at
from workflow.trials.store import (
    RUNNING,
    STOPPED,
    Trial,
    put_entry,
    put_trial,
    save_trial,
    trial_of_version,
)
from workflow.trials.telling import WITHOUT_BASE, tell_of_end


@dataclass(frozen=True, slots=True)
class Versions:
    """What stands beside a version on trial. `revision` is the one it came with, `base_revision`
    the last of the version before it and `base` that version; both None: nothing runs for the
    other group. `is_broken`: there was one, but it cannot run beside this one."""

    revision: int
    base_revision: int | None = None
    base: Automation | None = None
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: its group, and the revision that its runs are pinned to (None: the
    present one)."""

    automation: Automation
    trial: Trial
    arm: str
    revision: int | None = None


def versions_of(connection: Connection, work: Workspace, automation: Automation) -> Versions:
    """The versions of an automation on trial, read once for each revision."""
    catalog = work.catalog
    key = ("versions on trial", automation.name)
    return catalog.cache(key, lambda: read_versions(connection, work, automation))


def on_trial(work: Workspace) -> list[Automation]:
    """The automations of the present revision that ask for a trial."""
    return [
        each
        for each in work.resolved.automations.values()
        if each.document.enabled and each.document.trial is not None
    ]


def read_ahead(connection: Connection, work: Workspace) -> None:
    """The versions of everything on trial are known to this process."""
    for automation in on_trial(work):
        versions_of(connection, work, automation)


def read_versions(connection: Connection, work: Workspace, automation: Automation) -> Versions:
    """The same from the stored documents."""
    place = automation.app, automation.key
    revision = version_at(connection, work, place, work.catalog.number)
    assert revision is not None, "it is there at the present revision"
    found = base_before(connection, place, revision)
    if found is None or found.body.get("enabled") is False:
        return Versions(revision)
    resolved = resolve_with(connection, work, document_key(place), found)
    base = None if resolved is None else resolved.automations.get(place)
    if base is None or base.document.on != automation.document.on:
        return Versions(revision, found.revision, is_broken=True)
    return Versions(revision, found.revision, base)


def trial_of(connection: Connection, work: Workspace, automation: Automation) -> Trial:
    """The trial that the version is on: begun now if nobody has, stopped where nothing can run
    beside it."""
    versions = versions_of(connection, work, automation)
    found = trial_of_version(connection, automation.name, versions.revision)
    if found is None:
        found = begin_trial(connection, work, automation, versions)
    if found.is_open and versions.is_broken:
        found = stop_trial(connection, work, found, WITHOUT_BASE)
    return found


def begin_trial(
    connection: Connection, work: Workspace, automation: Automation, versions: Versions
) -> Trial:
    """The trial is there from now on."""
    terms = automation.document.trial
    assert terms is not None, "only what is on trial is asked for"
    begun = Trial(
        id=work.new_id(),
        automation=automation.name,
        revision=versions.revision,
        base_revision=versions.base_revision,
        terms=terms.model_dump(mode="json"),
        state=RUNNING,
        started_at=work.now(),
        ends_at=work.now() + timedelta(days=terms.days),
    )
    if put_trial(connection, begun):
        return begun
    found = trial_of_version(connection, automation.name, versions.revision)
    assert found is not None, "another process has begun it"
    return found


def stop_trial(
    connection: Connection, work: Workspace, trial: Trial, why: str, figures: Json | None = None
) -> Trial:
    """The trial is over without a verdict, the present version runs for all, and administrators
    know why."""
    given = {"figures": figures, "why": why, "ended_at": work.now()}
    stopped = save_trial(connection, trial, state=STOPPED, **given)
    tell_of_end(connection, work, stopped)
    return stopped


def sides_of(connection: Connection, work: Workspace, automation: Automation) -> list[Side]:
    """Both versions of an automation on trial; none where all records go by the present one."""
    trial = trial_of(connection, work, automation)
    if not trial.is_open:
        return []
    versions = versions_of(connection, work, automation)
    sides = [Side(automation, trial, TRIAL)]
    if versions.base is not None:
        sides.append(Side(versions.base, trial, CONTROL, versions.base_revision))
    return sides


def enters(connection: Connection, work: Workspace, side: Side, record: int | None) -> bool:
    """Whether the record, which has entered the trial now, goes by this version."""
    trial = side.trial
    assert record is not None, "without a record there are no sides"
    arm = arm_of(trial.automation, trial.revision, record, trial.document.share)
    put_entry(connection, trial.id, record, arm, work.now())
    return arm == side.arm


def version_for(
    connection: Connection, work: Workspace, automation: Automation, record: int
) -> Automation | None:
    """The version that the record goes by, None where that is nothing; nothing is written."""
    if automation.document.trial is None:
        return automation
    versions = versions_of(connection, work, automation)
    trial = trial_of_version(connection, automation.name, versions.revision)
    if trial is None or not trial.is_open or versions.is_broken:
        return automation
    arm = arm_of(trial.automation, trial.revision, record, trial.document.share)
    return automation if arm == TRIAL else versions.base
