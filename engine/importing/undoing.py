"""An import taken back: the records it made are deleted, those that somebody changed since stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.actor import Actor, Origin
from engine.errors import ImportState
from engine.importing.jobs import Job, State, drop_content, mark_undone
from engine.importing.parts import Written, read_parts
from engine.messages import refusal_words
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind, Refusal

AT_ONCE = 50
MOST_KEPT = 1_000
"""Kept records that are named; all are counted."""


GONE = "unknown_record"
"""Somebody has deleted it already."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that stays, and why."""

    line: int
    record: int
    refusal: Refusal

    def told(self, language: str) -> dict[str, object]:
        """The record as JSON."""
        message = refusal_words(self.refusal, language)
        code = self.refusal.code
        return {"line": self.line, "id": str(self.record), "code": code, "message": message}


@dataclass(slots=True, eq=False)
class Undone:
    """What became of the records that the import made."""

    deleted: int = 0
    kept_count: int = 0
    updated_count: int = 0
    kept: list[Kept] | None = None


def undo_job(work: Workspace, actor: Actor, job: Job, state: State) -> Undone:
    """Every record that the import made and nobody changed since is deleted, as far as the actor
    may; what it changed stays as it is. ImportState while it runs."""
    if state is State.RUNNING:
        raise ImportState({"state": state.value})
    writer = replace(actor, origin=Origin.IMPORT, via=f"import:{job.id}")
    undone = Undone(kept=[])
    for part in read_parts(work.database, job.id):
        undone.updated_count += len(part.updated)
        for start in range(0, len(part.created), AT_ONCE):
            delete_some(work, writer, job, part.created[start : start + AT_ONCE], undone)
    mark_undone(work, job)
    drop_content(work, job.id)
    return undone


def delete_some(
    work: Workspace, actor: Actor, job: Job, written: Sequence[Written], undone: Undone
) -> None:
    """These records are deleted, or kept."""
    changes = [
        Change(Kind.DELETE, job.table, record, version=version) for _, record, version in written
    ]
    outcomes = write(work, actor, changes, skip_refused=True).outcomes
    for (line, record, _), outcome in zip(written, outcomes, strict=True):
        if not outcome.refusals:
            undone.deleted += 1
            continue
        if outcome.refusals[0].code == GONE:
            continue
        undone.kept_count += 1
        if undone.kept is not None and len(undone.kept) < MOST_KEPT:
            undone.kept.append(Kept(line, record, outcome.refusals[0]))
