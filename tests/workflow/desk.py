"""A small help desk as documents, and short words for letting time pass over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from engine.actor import Actor
from engine.catalog_table import Values
from engine.database import Database
from engine.database.named import NamedStatements
from engine.people_changes import UserDraft, add_user
from engine.revisions import add_revision
from engine.system_tables import tg_event, tg_undelivered
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind, Outcome
from metadata.resolve import resolve_documents
from metadata.resolved import DocumentKey
from tests.clock import VirtualClock
from tests.engine.shop_app import Body, field, label
from tests.engine.shops import ADMIN, open_shop, revision
from workflow.inbox import list_inbox
from workflow.run_tables import tg_due, tg_effect, tg_job, tg_run, tg_step_log, tg_wait
from workflow.worker import run_until_idle

TICKET: Body = {
    "key": "ticket",
    "label": label("工单"),
    "title": "name",
    "fields": [
        field("name", "text", "标题"),
        field("score", "number", "评分"),
        field("level", "text", "等级"),
        field("due_on", "date", "截止日"),
        field("seen_at", "datetime", "查看时间"),
        field("trend", "number", "走势", history=True),
        field("notes", "children", "跟进", table="note", field="ticket"),
        field("count", "formula", "跟进数", formula="COUNT(跟进)"),
        field("stage", "state", "阶段"),
    ],
    "state_machines": [
        {
            "field": "stage",
            "initial": "open",
            "states": [
                {"key": "open", "label": label("待办")},
                {"key": "doing", "label": label("处理中")},
                {"key": "closed", "label": label("已关闭")},
            ],
            "transitions": [
                {"key": "begin", "label": label("开始"), "from": ["open"], "to": "doing"},
                {"key": "close", "label": label("关闭"), "from": ["doing"], "to": "closed"},
            ],
        }
    ],
}
NOTE: Body = {
    "key": "note",
    "label": label("跟进"),
    "title": "text",
    "fields": [
        field("text", "text", "内容"),
        field("ticket", "reference", "工单", table="ticket", on_delete="clear"),
        field("number", "number", "序号"),
    ],
}
APP: Body = {"format": 1, "key": "desk", "label": label("服务台"), "version": "1.0.0"}

TABLES = {
    "tg_run": tg_run,
    "tg_job": tg_job,
    "tg_wait": tg_wait,
    "tg_step_log": tg_step_log,
    "tg_effect": tg_effect,
    "tg_due": tg_due,
    "tg_event": tg_event,
    "tg_undelivered": tg_undelivered,
}
STATEMENTS = NamedStatements(
    {name: sa.select(table).order_by(*table.primary_key) for name, table in TABLES.items()}
)


def automation(key: str, on: Body, *steps: Body, **more: object) -> Body:
    """An automation document."""
    return {"key": key, "label": label(key), "on": on, "steps": list(steps), **more}


def on_ticket(event: str = "record.created", **more: object) -> Body:
    """A trigger about tickets."""
    return {"event": event, "table": "ticket", **more}


def put(**values: str) -> Body:
    """A step that gives fields of the ticket values."""
    return {"do": "set", "values": values}


def note(text: str = '"写下"') -> Body:
    """A step that leaves a note at the ticket."""
    return {"do": "create", "table": "note", "values": {"text": text, "ticket": "STEP.record"}}


def schedule(cron: str, **more: object) -> Body:
    """A trigger by the clock."""
    return {"event": "time.schedule", "cron": cron, **more}


def plain_note(text: str = '"日报"') -> Body:
    """A step that writes a note of no ticket."""
    return {"do": "create", "table": "note", "values": {"text": text}}


def sources_of(automations: Sequence[Body]) -> dict[DocumentKey, object]:
    """The documents of the desk with these automations."""
    found: dict[DocumentKey, object] = {
        ("desk", "app", "desk"): APP,
        ("desk", "table", "ticket"): TICKET,
        ("desk", "table", "note"): NOTE,
    }
    for each in automations:
        found["desk", "automation", cast(str, each["key"])] = each
    return found


class Desk:
    """The desk with short words for what happens at it."""

    def __init__(self, work: Workspace) -> None:
        """`work` has the desk installed."""
        self.work = work
        self.clock = cast(VirtualClock, work.clock)

    def create(self, actor: Actor = ADMIN, **values: object) -> int:
        """A new ticket; its id."""
        outcome = self.write(Change(Kind.CREATE, "desk.ticket", values=values), actor)
        assert outcome.id is not None
        return outcome.id

    def update(self, id: int, actor: Actor = ADMIN, **values: object) -> None:
        """A ticket with other values."""
        self.write(Change(Kind.UPDATE, "desk.ticket", id, values=values), actor)

    def move(self, id: int, key: str) -> None:
        """A ticket in another stage."""
        self.write(Change(Kind.TRANSITION, "desk.ticket", id, transition=key))

    def delete(self, id: int) -> None:
        """A ticket less."""
        self.write(Change(Kind.DELETE, "desk.ticket", id))

    def add_note(self, ticket: int) -> None:
        """One more note at the ticket."""
        values = {"text": "说明", "ticket": str(ticket)}
        self.write(Change(Kind.CREATE, "desk.note", values=values))

    def write(self, change: Change, actor: Actor = ADMIN) -> Outcome:
        """The outcome of one change."""
        return write(self.work, actor, [change]).outcomes[0]

    def settle(self) -> int:
        """Everything due at this moment is done; how much it was."""
        return run_until_idle(self.work)

    def later(self, **span: float) -> int:
        """So much later, everything due by then is done."""
        self.clock.advance(timedelta(**span))
        return self.settle()

    def ticket(self, id: int) -> Values:
        """A ticket as it is stored."""
        return self.records("desk.ticket")[id]

    def notes(self) -> list[object]:
        """The texts of all notes, in the order of their making."""
        return [values["text"] for values in self.records("desk.note").values()]

    def records(self, table: str) -> dict[int, Values]:
        """All records of a table that are not deleted, by id."""
        compiled = self.work.catalog.tables[table]
        query = compiled.alive(compiled.records()).order_by(compiled.sql.c.id)
        statement = compiled.statement("test", lambda: query)
        found = [compiled.row_of(row) for row in self.work.database.rows(statement)]
        return {cast(int, values["id"]): values for values in found}

    def rows(self, table: str) -> list[dict[str, object]]:
        """All rows of a system table, by column, in the order of its key."""
        database = self.work.database
        found = database.rows(STATEMENTS.on(database.dialect, table))
        names = [column.name for column in TABLES[table].c]
        return [dict(zip(names, row, strict=True)) for row in found]

    def states(self) -> list[object]:
        """The states of all runs, in the order of their beginning."""
        return [run["state"] for run in self.rows("tg_run")]

    def trace(self) -> list[tuple[object, object]]:
        """(step, outcome) of every line of every trace."""
        return [(line["do"], line["outcome"]) for line in self.rows("tg_step_log")]

    def publish(self, *automations: Body) -> None:
        """The desk has these automations instead, as its next revision."""
        number, layout = self.work.revision + 1, self.work.catalog.layout
        sources = cast(Mapping[DocumentKey, object], sources_of(automations))
        resolved = resolve_documents(sources).require()
        made = revision(number, layout)
        self.work.database.write(lambda it: add_revision(it, made, resolved.sources))
        self.work.refresh()


def open_desk(database: Database, files: Path, *automations: Body) -> Desk:
    """The desk with these automations, in an empty migrated database."""
    return Desk(open_shop(database, files, sources_of(automations)).work)


def add_admin(it: Desk) -> int:
    """An administrator; the id."""
    draft = UserDraft("boss", "Boss", is_admin=True)
    return it.work.database.write(lambda connection: add_user(it.work, connection, draft))


def inbox(it: Desk, user: int) -> list[str]:
    """The titles of what the person was told, newest first."""
    found = it.work.database.read(
        lambda connection: list_inbox(connection, user, unread=False, before=None, most=50)
    )
    return [each.title for each in found]
