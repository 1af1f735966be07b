"""A small office: bills that somebody must agree to, and the people who do."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import cast

from engine.actor import Actor, Origin
from engine.catalog_table import Values
from engine.database import Connection, Database
from engine.load_actor import load_actor
from engine.people_changes import UserDraft, add_user, grant_role
from engine.revisions import add_revision
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind, Outcome
from metadata.resolve import resolve_documents
from metadata.resolved import DocumentKey
from tests.clock import VirtualClock
from tests.engine.shop_app import Body, field, label
from tests.engine.shops import ADMIN, open_shop, revision
from workflow.approvals.acting import Decision, decide_approval
from workflow.approvals.acting import Words as Said
from workflow.approvals.delegations import Delegation, add_delegation
from workflow.approvals.store import Stored, ids_of, load_approval, read_log, rows
from workflow.inbox import list_inbox
from workflow.todos import load_todo, todos_of_person
from workflow.worker import run_until_idle

APP: Body = {"format": 1, "key": "office", "label": label("办公"), "version": "1.0.0"}
BILL: Body = {
    "key": "bill",
    "label": label("报销"),
    "title": "name",
    "fields": [
        field("name", "text", "事由"),
        field("amount", "number", "金额"),
        field("note", "text", "备注"),
        field("account", "text", "账户"),
        field("checker", "user", "复核人"),
        field("stage", "state", "阶段"),
    ],
    "state_machines": [
        {
            "field": "stage",
            "initial": "draft",
            "states": [
                {"key": "draft", "label": label("草稿")},
                {"key": "paid", "label": label("已付款")},
            ],
            "transitions": [
                {
                    "key": "pay",
                    "label": label("付款"),
                    "from": ["draft"],
                    "to": "paid",
                    "approval": "pay",
                    "guard": "金额>0",
                },
                {
                    "key": "take_back",
                    "label": label("退款"),
                    "from": ["paid"],
                    "to": "draft",
                    "guard": "备注<>'已报税'",
                    "reason": "required",
                },
            ],
        }
    ],
}
STAFF: Body = {
    "key": "staff",
    "label": label("员工"),
    "tables": {
        "bill": {
            "create": True,
            "read": True,
            "update": True,
            "fields": {"name": "edit", "amount": "edit", "note": "edit", "checker": "edit"},
            "transitions": ["pay"],
        }
    },
}
FINANCE: Body = {"key": "finance", "label": label("财务")}
MARK: Body = {
    "key": "mark",
    "label": label("记一笔"),
    "on": {"event": "called", "table": "bill"},
    "steps": [{"do": "set", "values": {"note": '"已同意"'}}],
}


def node(key: str, who: object, **more: object) -> Body:
    """A node of an approval."""
    return {"key": key, "label": label(key), "who": who, "empty": "agree", **more}


def approval(*nodes: Body, **more: object) -> Body:
    """The approval that paying asks for."""
    return {"key": "pay", "label": label("付款审批"), "table": "bill", "nodes": list(nodes), **more}


def put(text: str) -> list[Body]:
    """A block of steps that writes the text."""
    return [{"do": "set", "values": {"note": f'"{text}"'}}]


def naming(who: object) -> Body:
    """An automation that asks for the approval of each new bill, and names who decides in `one`."""
    step = {"do": "approve", "key": "ask", "approval": "pay", "chosen": {"one": who}}
    on = {"event": "record.created", "table": "bill"}
    return {"key": "naming", "label": label("报批"), "on": on, "steps": [step]}


class Watched:
    """What the tests of the office look at."""

    def __init__(self, work: Workspace) -> None:
        """`work` has the office installed."""
        self.work = work

    def stored(self, approval: int) -> Stored:
        """The approval as it is."""
        return self.work.database.read(lambda it: load_approval(it, self.work, approval))

    def pending(self, approval: int) -> list[int]:
        """Whom it asks now."""
        return [task.person for task in self.stored(approval).case.pending]

    def state(self, approval: int) -> str:
        """Where it is."""
        return self.stored(approval).case.state.value

    def log(self, approval: int) -> list[str]:
        """What happened to an approval."""
        return [it.what for it in self.work.database.read(lambda c: read_log(c, approval))]

    def todos(self, person: int) -> list[int]:
        """The open to-dos of a person."""
        return self.work.database.read(lambda it: todos_of_person(it, person))

    def todo_state(self, todo: int) -> str:
        """What became of a to-do."""
        found = self.work.database.read(lambda it: load_todo(it, todo))
        assert found is not None
        return found.state

    def told(self, person: int) -> list[str]:
        """The titles in a person's inbox, oldest first."""
        found = self.work.database.read(
            lambda it: list_inbox(it, person, unread=False, before=None, most=100)
        )
        return [each.title for each in reversed(found)]

    def record(self, bill: int) -> Values:
        """A bill as it is stored."""
        compiled = self.work.catalog.tables["office.bill"]
        query = compiled.alive(compiled.records()).order_by(compiled.sql.c.id)
        statement = compiled.statement("test", lambda: query)
        found = [compiled.row_of(row) for row in self.work.database.rows(statement)]
        return next(values for values in found if values["id"] == bill)


class Office(Watched):
    """The office with short words: Ann asks, Bob is above her, Cleo above him; Dan and Eve are in
    finance, Ada is the administrator."""

    def __init__(self, work: Workspace) -> None:
        """Everybody is there."""
        super().__init__(work)
        self.clock = cast(VirtualClock, work.clock)
        self.ada = self.person("ada", is_admin=True)
        self.cleo = self.person("cleo")
        self.bob = self.person("bob", supervisor=self.cleo)
        self.ann = self.person("ann", supervisor=self.bob, role="staff")
        self.dan = self.person("dan", role="finance")
        self.eve = self.person("eve", role="finance")

    def person(
        self, login: str, *, supervisor: int | None = None, role: str = "", is_admin: bool = False
    ) -> int:
        """A new person; their id."""
        draft = UserDraft(login, login.title(), supervisor=supervisor, is_admin=is_admin)

        def add(connection: Connection) -> int:
            user = add_user(self.work, connection, draft)
            if role:
                grant_role(self.work, connection, user, ("office", role), None)
            return user

        return self.work.database.write(add)

    def actor(self, person: int) -> Actor:
        """The person as a caller."""
        return load_actor(self.work, person, Origin.UI)

    def bill(self, **values: object) -> int:
        """A new bill."""
        change = Change(
            Kind.CREATE, "office.bill", values={"name": "出差", "amount": 100, **values}
        )
        return cast(int, self.write(change).id)

    def update(self, bill: int, actor: Actor = ADMIN, **values: object) -> None:
        """A bill with other values."""
        self.write(Change(Kind.UPDATE, "office.bill", bill, values=values), actor)

    def delete(self, bill: int) -> None:
        """A bill less."""
        self.write(Change(Kind.DELETE, "office.bill", bill))

    def pay(self, bill: int) -> int:
        """Ann moves the bill; the approval that is under way by that."""
        change = Change(Kind.TRANSITION, "office.bill", bill, transition="pay", reason="请批")
        self.write(change, self.actor(self.ann))
        self.settle()
        return self.approvals(bill)[0]

    def write(self, change: Change, actor: Actor = ADMIN) -> Outcome:
        """The outcome of one change."""
        return write(self.work, actor, [change]).outcomes[0]

    def approvals(self, bill: int) -> list[int]:
        """The approvals of a bill, the latest first."""
        given = {"of_table": "office.bill", "of_record": bill}
        return self.work.database.read(lambda it: ids_of_record(it, given))

    def decide(
        self, approval: int, person: int, comment: str | None = None, **more: object
    ) -> None:
        """The person agrees, unless told otherwise."""
        given = cast("dict[str, object]", {"agrees": True, **more})
        decision = Decision(words=Said(comment=comment), **given)  # type: ignore[arg-type] # by name
        decide_approval(self.work, self.actor(person), approval, decision)

    def delegate(self, user: int, delegate: int, approval: str | None = None) -> None:
        """For two days the delegate decides in the person's place."""
        now = self.work.now()
        until = now + timedelta(days=2)
        made = Delegation(self.work.new_id(), user, delegate, now, until, approval)
        self.work.database.write(lambda it: add_delegation(it, self.work, made, user))

    def settle(self) -> int:
        """Everything due now is done."""
        return run_until_idle(self.work)

    def later(self, **span: float) -> int:
        """So much later, everything due by then is done."""
        self.clock.advance(timedelta(**span))
        return self.settle()


def ids_of_record(connection: Connection, given: Mapping[str, object]) -> list[int]:
    """The approvals of a record."""
    return ids_of(rows(connection, "of record", given))


def sources_of(approval: Body | None, *more: Body) -> dict[DocumentKey, object]:
    """The documents of the office; without an approval, moves do not ask for one."""
    sources: dict[DocumentKey, object] = {
        ("office", "app", "office"): APP,
        ("office", "table", "bill"): BILL if approval is not None else without_approval(BILL),
        ("office", "role", "staff"): STAFF,
        ("office", "role", "finance"): FINANCE,
        ("office", "automation", "mark"): MARK,
    }
    if approval is not None:
        sources["office", "approval", "pay"] = approval
    for each in more:
        sources["office", "automation", str(each["key"])] = each
    return sources


def without_approval(table: Body) -> Body:
    """The table whose moves are made at once."""
    free = deepcopy(dict(table))
    machines = cast("list[dict[str, list[dict[str, object]]]]", free["state_machines"])
    for move in machines[0]["transitions"]:
        move.pop("approval", None)
    return free


def without_field(table: Body, key: str) -> Body:
    """The table without one of its fields."""
    fields = cast("list[dict[str, object]]", table["fields"])
    return {**table, "fields": [field for field in fields if field["key"] != key]}


def publish(work: Workspace, approval: Body | None, *, gone: str = "") -> None:
    """The office has this approval instead, or none, as its next revision; bills have lost the
    field `gone`."""
    sources = sources_of(approval)
    table = ("office", "table", "bill")
    sources[table] = without_field(cast(Body, sources[table]), gone)
    resolved = resolve_documents(sources).require()
    made = revision(work.revision + 1, work.catalog.layout)
    work.database.write(lambda it: add_revision(it, made, resolved.sources))
    work.refresh()


def open_office(database: Database, files: Path, approval: Body, *more: Body) -> Office:
    """The office with this approval, in an empty migrated database."""
    return Office(open_shop(database, files, sources_of(approval, *more)).work)
