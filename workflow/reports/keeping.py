"""A drawn report becomes a file, between two transactions of a run: drawing one may take seconds,
which nobody's write should wait for. Nobody sees the file until the run's record holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from engine.actor import SYSTEM, Actor, Origin
from engine.errors import PeopleRefused, UnknownRecord
from engine.files.store import FileStore
from engine.files.stored import StoredFile, keep_upload
from engine.load_actor import load_actor
from engine.workspace import Workspace
from formula.errors import NotCompilable
from metadata.documents.label import text_in
from workflow.errors import ReportTooLarge
from workflow.reports.drawing import draw_report
from workflow.retry import GiveUp

Json = dict[str, object]


def keep_report(work: Workspace, request: Mapping[str, object], _: str) -> Json:
    """The id of the file that now holds the report that is asked for. Raises GiveUp."""
    app, _, key = cast(str, request["report"]).partition(".")
    report = work.resolved.reports.get((app, key))
    if report is None:
        raise GiveUp("report_unknown", {"name": key})
    actor = reader_named(work, cast(int | None, request["reader"]))
    try:
        page = draw_report(work, actor, report, cast(int | None, request["record"]))
    except ReportTooLarge as refused:
        raise GiveUp(refused.code, refused.parameters) from refused
    except NotCompilable as unfit:
        raise GiveUp("report_not_compilable", {"function": unfit.name}) from unfit
    except UnknownRecord as unseen:
        raise GiveUp("report_record_unseen", {"name": key}) from unseen
    day = work.now().astimezone(work.time_zone)
    name = f"{text_in(report.labels, actor.language)} {day:%Y-%m-%d}.html"
    return {"file": str(keep_page(work, page, name).id)}


def reader_named(work: Workspace, reader: int | None) -> Actor:
    """Who reads: the person with the rights of this moment, or an automation, which sees all.
    Raises GiveUp where the person is gone."""
    if reader is None:
        return Actor(
            user=None,
            name=SYSTEM.name,
            roles=frozenset(),
            is_admin=True,
            origin=Origin.AUTOMATION,
        )
    try:
        return load_actor(work, reader, Origin.AUTOMATION)
    except PeopleRefused as refused:
        raise GiveUp("report_without_reader") from refused


def keep_page(work: Workspace, page: str, name: str) -> StoredFile:
    """The page as a file that an automation may put into a record."""
    maker = reader_named(work, None)
    with FileStore(work.files).incoming() as (opened, path):
        opened.write(page.encode(errors="replace"))
        opened.flush()
        return keep_upload(work, maker, path, name)
