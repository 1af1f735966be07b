"""Who may look at a run, and how much of it (decision 43).

Whoever may build automations of the app sees its runs; whoever may read a record, the runs for
it. What a step gave is shown where the reader sees every field that its formulas read, of every
record: else only that the step was there and how it ended.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.access import Access, access_of
from engine.actor import Actor
from engine.errors import UnknownRecord, UnknownTable
from engine.read_records import get_record
from engine.workspace import Workspace
from formula.references import reads
from formula.typed import Typed
from metadata.fields import SYSTEM_FIELDS
from metadata.fields.built_in import BUILT_IN_TABLES
from metadata.resolved_workflow import Step, Template
from workflow.runs import Run

AUTOMATION = "automation"


def may_see(work: Workspace, actor: Actor, run: Run) -> bool:
    """Whether the actor may know of the run."""
    app = run.automation.partition(".")[0]
    if may_mend(work, actor, app):
        return True
    return run.table is not None and may_read(work, actor, run.table, run.record)


def may_mend(work: Workspace, actor: Actor, app: str) -> bool:
    """Whether the actor may look at all runs of the app, and mend or stop them."""
    return access_of(work.catalog, actor).may_build(app, AUTOMATION)


def may_read(work: Workspace, actor: Actor, table: str, record: int | None) -> bool:
    """Whether the actor may read the record."""
    try:
        get_record(work, actor, table, record or 0, fields=())
    except (UnknownTable, UnknownRecord):
        return False
    return True


def shows_values(work: Workspace, actor: Actor, step: Step) -> bool:
    """Whether the actor sees all that the step looked at, so that what it gave may be shown."""
    access = access_of(work.catalog, actor)
    if access.is_admin and actor.scopes is None:
        return True
    if step.table is not None and not is_open(access, step.table):
        return False
    typed = [*step.formulas.values(), *formulas_in(step.texts.values())]
    if step.when is not None:
        typed.append(step.when)
    return all(
        sees_field(access, read.table, read.key) for formula in typed for read in reads(formula)
    )


def formulas_in(texts: Iterable[Template]) -> list[Typed]:
    """The formulas that stand in texts."""
    return [part for text in texts for part in text.parts if not isinstance(part, str)]


def is_open(access: Access, table: str) -> bool:
    """Whether every record of the table is open to the reader."""
    try:
        return access.table(table).read is True
    except UnknownTable:
        return False


def sees_field(access: Access, table: str, key: str) -> bool:
    """Whether the reader sees the field in every record of the table."""
    if table in BUILT_IN_TABLES:
        return True
    try:
        mask = access.table(table)
    except UnknownTable:
        return False
    return mask.read is True and (key in SYSTEM_FIELDS or mask.visible.get(key) is True)
