"""An import that goes step by step: uploaded, mapped, tried, run, perhaps undone.

Its row of tg_import says where it stands, so that it survives its process; the file lies beside
the workspace until the import is over. It is its uploader's: to others it is unknown.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from engine.access import TableAccess, access_of
from engine.actor import Actor
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.errors import Forbidden, ImportRefused, ImportState, UnknownImport
from engine.importing.files import Sheet, read_sheet, sheet_names
from engine.importing.ledger import begin_entry, find_entry
from engine.system_tables import tg_import
from engine.workspace import Workspace

Json = dict[str, object]

KEPT = timedelta(days=7)
SILENT = timedelta(seconds=30)
"""A run that said nothing for so long has died with its process."""

EVER = timedelta(days=36_500)


class State(StrEnum):
    """Where an import stands. INTERRUPTED: its process ended; it may go on."""

    UPLOADED = "uploaded"
    RUNNING = "running"
    INTERRUPTED = "interrupted"
    CANCELLED = "cancelled"
    DONE = "done"
    UNDONE = "undone"


OPEN = frozenset({State.UPLOADED, State.INTERRUPTED, State.CANCELLED})
"""The states in which an import can be run."""

i = tg_import.c
OF_ID = i.id == sa.bindparam("of_id", type_=i.id.type)
IS_RUNNING = i.state == State.RUNNING.value


def given(name: str) -> sa.BindParameter[object]:
    """The parameter for a column."""
    return sa.bindparam(f"new_{name}", type_=i[name].type)


STATEMENTS = NamedStatements(
    {
        "get": sa.select(*i).where(OF_ID),
        "remap": sa.update(tg_import)
        .where(OF_ID, i.state == State.UPLOADED.value)
        .values(mapping=given("mapping"), options=given("options")),
        "take": sa.update(tg_import)
        .where(
            OF_ID,
            sa.or_(
                *(i.state == state.value for state in sorted(OPEN)),
                sa.and_(IS_RUNNING, i.seen_at < given("seen_at")),
            ),
        )
        .values(state=State.RUNNING.value, options=given("options"), ended_at=sa.null()),
        "note": sa.update(tg_import)
        .where(OF_ID, IS_RUNNING)
        .values(report=given("report"), seen_at=given("seen_at")),
        "end": sa.update(tg_import)
        .where(OF_ID, IS_RUNNING)
        .values(state=given("state"), ended_at=given("ended_at")),
        "undone": sa.update(tg_import).where(OF_ID).values(state=State.UNDONE.value),
    }
)


@dataclass(frozen=True, slots=True)
class Job:
    """An import as its row has it. `mapping` is what the person said; `report` the progress."""

    id: int
    table: str
    file_name: str
    file_sha256: str
    user: int | None
    at: datetime
    ended_at: datetime | None
    mapping: Mapping[str, str]
    report: Json
    state: State
    options: Json
    seen_at: datetime | None

    @property
    def line(self) -> int:
        """The line that the last batch ended with."""
        return cast(int, self.report.get("line", 0))

    @property
    def sheet(self) -> str | None:
        """The sheet of the workbook that was chosen."""
        return cast("str | None", self.options.get("sheet"))

    def state_at(self, now: datetime, *, is_live: bool, is_alone: bool) -> State:
        """Where it stands: a run whose process is gone is interrupted. `is_live` says that this
        process runs it, `is_alone` that no other could."""
        if self.state is not State.RUNNING or is_live:
            return self.state
        is_silent = self.seen_at is None or self.seen_at < now - SILENT
        return State.INTERRUPTED if is_alone or is_silent else State.RUNNING


def require_import(work: Workspace, actor: Actor, table: str) -> TableAccess:
    """The mask of the table. UnknownTable; Forbidden where the actor may not import there."""
    mask = access_of(work.catalog, actor).table(table)
    if not mask.import_ or (not mask.create and mask.update is False):
        raise Forbidden("import")
    return mask


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody wants to import; `sheet` None is the first of a workbook."""

    table: str
    name: str
    content: bytes
    sheet: str | None = None


def add_job(work: Workspace, actor: Actor, upload: Upload) -> Job:
    """The file is kept, and an import of it is ready to be mapped. Raises UnknownTable, Forbidden
    and ImportRefused."""
    table, content, sheet = upload.table, upload.content, upload.sheet
    require_import(work, actor, table)
    names = sheet_names(content)
    total = len(read_sheet(content, sheet).lines)
    sha256 = hashlib.sha256(content).hexdigest()
    earlier = work.database.read(lambda connection: find_entry(connection, table, sha256))
    known = None
    if earlier is not None:
        user = None if earlier.user is None else str(earlier.user)
        known = {"id": str(earlier.id), "at": earlier.at.isoformat(), "user": user}
    options = {
        "sheet": sheet or (names[0] if names else None),
        "sheets": list(names),
        "lines": total,
        "size": len(content),
        "earlier": known,
    }
    id = work.new_id()
    keep_content(work, id, content)
    row = {
        "id": id,
        "table": table,
        "file_name": upload.name,
        "file_sha256": sha256,
        "user": actor.user,
        "at": work.now(),
        "mapping": {},
        "state": State.UPLOADED.value,
        "options": options,
    }
    work.database.write(lambda connection: begin_entry(connection, row))
    return read_job(work, actor, id)


def read_job(work: Workspace, actor: Actor, id: int) -> Job:
    """The import, with the right to import into its table. UnknownImport where there is none, or
    it is somebody else's; UnknownTable, Forbidden."""
    rows = work.database.rows(STATEMENTS.on(work.database.dialect, "get"), {"of_id": id})
    row = dict(zip((column.name for column in i), rows[0], strict=True)) if rows else {}
    if not rows or row["user"] != actor.user or row["state"] is None:
        raise UnknownImport({"import": str(id)})
    state = State(cast(str, row["state"]))
    row |= {"state": state, "report": row["report"] or {}, "options": row["options"] or {}}
    job = Job(**row)  # type: ignore[arg-type] # the columns are the fields
    require_import(work, actor, job.table)
    return job


def remap_job(
    work: Workspace, actor: Actor, job: Job, mapping: Mapping[str, str], sheet: str | None
) -> Job:
    """The columns are these fields from now on, and the sheet that one. ImportState once it was
    begun, ImportRefused where there is no such sheet."""
    options = dict(job.options)
    if sheet is not None:
        options |= {"sheet": sheet, "lines": len(read_sheet(read_content(work, job), sheet).lines)}
    change = {"of_id": job.id, "new_mapping": dict(mapping), "new_options": options}
    require_one(run(work, "remap", change), job)
    return read_job(work, actor, job.id)


def take_job(work: Workspace, job: Job, options: Json, *, is_alone: bool) -> None:
    """The import runs, and in no other process; `options` say how. ImportState where it cannot."""
    # Alone, whatever runs here is known; else only silence tells that a process is gone.
    before = work.now() + EVER if is_alone else work.now() - SILENT
    change = {"of_id": job.id, "new_options": {**job.options, **options}, "new_seen_at": before}
    require_one(run(work, "take", change), job)
    run(work, "note", {"of_id": job.id, "new_report": job.report, "new_seen_at": work.now()})


def note_job(connection: Connection, id: int, report: Json, now: datetime) -> bool:
    """The import has come so far; False where it should not go on."""
    change = {"of_id": id, "new_report": report, "new_seen_at": now}
    return connection.run(STATEMENTS.on(connection.dialect, "note"), change) == 1


def end_job(work: Workspace, job: Job, state: State) -> bool:
    """The run is over, in this way; False where it was over already."""
    ended_at = None if state is State.INTERRUPTED else work.now()
    change: Json = {"of_id": job.id, "new_state": state.value, "new_ended_at": ended_at}
    return run(work, "end", change) == 1


def mark_undone(work: Workspace, job: Job) -> None:
    """The import is undone, as far as it could be."""
    run(work, "undone", {"of_id": job.id})


def run(work: Workspace, name: str, change: Json) -> int:
    """The number of rows that a statement has changed."""
    return work.database.write(
        lambda connection: connection.run(STATEMENTS.on(connection.dialect, name), change)
    )


def require_one(count: int, job: Job) -> None:
    """One row was changed; else ImportState."""
    if count != 1:
        raise ImportState({"state": job.state.value})


# -- the file


def place_of(work: Workspace, id: int) -> Path:
    """Where the file of an import lies."""
    return work.files / "imports" / str(id)


def keep_content(work: Workspace, id: int, content: bytes) -> None:
    """The file is on the disk, whole."""
    place = place_of(work, id)
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=place.parent, prefix="incoming-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(place)


def read_content(work: Workspace, job: Job) -> bytes:
    """The uploaded file; ImportRefused once it is gone."""
    try:
        return place_of(work, job.id).read_bytes()
    except FileNotFoundError as error:
        raise ImportRefused("import_file_gone") from error


def read_lines(work: Workspace, job: Job) -> Sheet:
    """The lines of the uploaded file's chosen sheet."""
    return read_sheet(read_content(work, job), job.sheet)


def drop_content(work: Workspace, id: int) -> None:
    """The file is gone."""
    place_of(work, id).unlink(missing_ok=True)


def purge_contents(work: Workspace) -> None:
    """Files of imports that nobody went on with are gone after a week."""
    before = (work.now() - KEPT).timestamp()
    directory = work.files / "imports"
    for place in directory.iterdir() if directory.is_dir() else ():
        if place.stat().st_mtime < before:
            place.unlink(missing_ok=True)
