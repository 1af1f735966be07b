"""Trials as they are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.database import Connection, Reader, Row
from engine.database.named import NamedStatements
from metadata.documents.automation import TrialDocument
from workflow.alarms import once
from workflow.jobs import Json, bind
from workflow.trial_tables import OPEN_TRIAL, tg_trial, tg_trial_entry

RUNNING, ENDING = "running", "ending"
KEPT, ROLLED_BACK, STOPPED = "kept", "rolled_back", "stopped"

MOST_LISTED = 1_000
"""Trials of one app, the latest first."""

T, E = tg_trial.c, tg_trial_entry.c
COLUMNS = tuple(column.name for column in tg_trial.c)
TOLD = ("state", "verdict", "why", "figures", "ended_by", "reason", "made_revision", "ended_at")
OF_ID = T.id == bind("of_id", T.id)
OF_AUTOMATION = T.automation == bind("of_automation", T.automation)
SHOWN = sa.select(*tg_trial.c)
STATEMENTS = NamedStatements(
    {
        "load": SHOWN.where(OF_ID),
        "lock": SHOWN.where(OF_ID).with_for_update(),
        "of version": SHOWN.where(OF_AUTOMATION, T.revision == bind("of_revision", T.revision)),
        "of app": SHOWN.where(
            T.automation >= bind("from_app", T.automation),
            T.automation < bind("to_app", T.automation),
        )
        .order_by(T.id.desc())
        .limit(MOST_LISTED),
        "open": SHOWN.where(sa.text(OPEN_TRIAL)).order_by(T.id),
        "due": SHOWN.where(
            T.state == sa.literal_column("'running'"), T.ends_at <= bind("now", T.ends_at)
        )
        .order_by(T.ends_at)
        .limit(20)
        .with_for_update(skip_locked=True),
        "stopped": sa.select(T.revision, T.why).where(
            OF_AUTOMATION, T.state == sa.literal_column("'stopped'")
        ),
        "save": sa.update(tg_trial)
        .where(OF_ID)
        .values({name: bind(f"new_{name}", T[name]) for name in TOLD}),
        "entered": sa.select(E.arm, sa.func.count())
        .where(E.trial == bind("of_trial", E.trial))
        .group_by(E.arm),
    }
)
PUTS = {
    dialect: NamedStatements(
        {"trial": once(tg_trial, dialect), "entry": once(tg_trial_entry, dialect)}
    )
    for dialect in ("sqlite", "postgresql")
}


@dataclass(frozen=True, slots=True)
class Trial:
    """A row of tg_trial; the columns say what is what."""

    id: int
    automation: str
    revision: int
    base_revision: int | None
    terms: Json
    state: str
    started_at: datetime
    ends_at: datetime
    verdict: str | None = None
    why: str | None = None
    figures: Json | None = None
    ended_by: int | None = None
    reason: str | None = None
    made_revision: int | None = None
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether records still go by two versions."""
        return self.state in (RUNNING, ENDING)

    @property
    def document(self) -> TrialDocument:
        """The terms of the trial."""
        return TrialDocument.model_validate(self.terms)

    @property
    def place(self) -> tuple[str, str]:
        """(app, key) of the automation."""
        app, _, key = self.automation.partition(".")
        return app, key


def trial_of_row(row: Row) -> Trial:
    """The trial of a row of COLUMNS."""
    return Trial(**cast(Mapping[str, object], dict(zip(COLUMNS, row, strict=True))))  # type: ignore[arg-type] # the columns are the fields


def trials(reader: Reader, dialect: str, name: str, given: Mapping[str, object]) -> list[Trial]:
    """The trials that the statement of this name finds."""
    return [trial_of_row(row) for row in reader.rows(STATEMENTS.on(dialect, name), given)]


def load_trial(connection: Connection, id: int, *, lock: bool = False) -> Trial | None:
    """The trial; with `lock` nobody else changes it before the commit."""
    found = trials(connection, connection.dialect, "lock" if lock else "load", {"of_id": id})
    return found[0] if found else None


def trial_of_version(connection: Connection, automation: str, revision: int) -> Trial | None:
    """The trial of the version of the automation that came with this revision."""
    given = {"of_automation": automation, "of_revision": revision}
    found = trials(connection, connection.dialect, "of version", given)
    return found[0] if found else None


def put_trial(connection: Connection, trial: Trial) -> bool:
    """Whether the trial is there by this, and nobody had begun it before."""
    row = {name: getattr(trial, name) for name in COLUMNS}
    dialect = connection.dialect
    return connection.run(PUTS[dialect].on(dialect, "trial"), row) == 1


def save_trial(connection: Connection, trial: Trial, **changes: object) -> Trial:
    """The trial with these changes, stored."""
    changed = replace(trial, **changes)  # type: ignore[arg-type] # by name
    given = {f"new_{name}": getattr(changed, name) for name in TOLD}
    connection.run(STATEMENTS.on(connection.dialect, "save"), {**given, "of_id": trial.id})
    return changed


def put_entry(connection: Connection, trial: int, record: int, arm: str, at: datetime) -> None:
    """The record has entered the trial, in that group; a second time changes nothing."""
    row = {"trial": trial, "record": record, "arm": arm, "at": at}
    dialect = connection.dialect
    connection.run(PUTS[dialect].on(dialect, "entry"), row)


def count_entered(connection: Connection, trial: int) -> Mapping[str, int]:
    """How many records have entered, by group."""
    statement = STATEMENTS.on(connection.dialect, "entered")
    rows = connection.rows(statement, {"of_trial": trial})
    return {cast(str, arm): cast(int, count) for arm, count in rows}


def revisions_settled(connection: Connection, automation: str, changed: str) -> frozenset[int]:
    """The versions whose trial was stopped, other than by an edit (`changed`): they ran for all
    records from then on."""
    statement = STATEMENTS.on(connection.dialect, "stopped")
    rows: Sequence[Row] = connection.rows(statement, {"of_automation": automation})
    return frozenset(cast(int, revision) for revision, why in rows if why != changed)
