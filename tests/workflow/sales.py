"""A sales office as documents and people: what the tests of steps and to-dos work with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import cast

from engine.actor import Actor, Origin
from engine.catalog_table import Values
from engine.database import Connection, Database
from engine.load_actor import load_actor
from engine.people import read_user
from engine.people_changes import UserDraft, change_user, grant_role
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind
from metadata.resolved import DocumentKey
from tests.clock import VirtualClock
from tests.engine.company import Company
from tests.engine.shop_app import Body, field, label
from tests.engine.shops import ADMIN, open_shop
from workflow.answering import answer_todo
from workflow.inbox import Notification, list_inbox
from workflow.todos import Answer, Todo, load_todo, todos_of_person
from workflow.worker import run_until_idle

LEAD: Body = {
    "key": "lead",
    "label": label("线索"),
    "title": "name",
    "fields": [
        field("name", "text", "名称"),
        field("amount", "number", "金额", decimals=2),
        field("area", "region", "地区"),
        field(
            "source",
            "select",
            "来源",
            options=[
                {"value": "web", "label": label("官网")},
                {"value": "fair", "label": label("展会")},
            ],
        ),
        field("phone", "phone", "电话"),
        field("person", "text", "联系人"),
        field("text", "long_text", "留言"),
        field("due_at", "datetime", "约定时间"),
        field("secret", "text", "底价"),
        field("place", "location", "位置"),
        field("owner", "user", "负责人"),
        field("helpers", "users", "协作人"),
        field("team", "department", "归属部门"),
        field("visits", "children", "拜访", table="visit", field="lead"),
        field("like", "reference", "相似线索", table="lead"),
        field("count", "integer", "次数"),
        field("stage", "state", "阶段"),
    ],
    "state_machines": [
        {
            "field": "stage",
            "initial": "new",
            "states": [
                {"key": "new", "label": label("新线索")},
                {"key": "won", "label": label("成交")},
            ],
            "transitions": [
                {
                    "key": "win",
                    "label": label("成交"),
                    "from": ["new"],
                    "to": "won",
                    "form": [{"field": "amount", "required": True}],
                }
            ],
        }
    ],
}
VISIT: Body = {
    "key": "visit",
    "label": label("拜访"),
    "title": "text",
    "fields": [
        field("text", "text", "内容"),
        field("lead", "reference", "线索", table="lead"),
        field("who", "user", "拜访人"),
    ],
}
WORD: Body = {
    "key": "word",
    "label": label("词库"),
    "title": "word",
    "fields": [field("word", "text", "词"), field("topic", "text", "主题")],
}
SELLER: Body = {
    "key": "seller",
    "label": label("销售"),
    "tables": {
        "lead": {
            "create": True,
            "read": True,
            "update": True,
            "fields": {"*": "edit", "secret": "hidden"},
            "transitions": "*",
        },
        "visit": {"create": True, "read": True, "update": True, "fields": {"*": "edit"}},
    },
}
MANAGER: Body = {"key": "manager", "label": label("主管"), "tables": {}}
APP: Body = {"format": 1, "key": "sales", "label": label("销售"), "version": "1.0.0"}
EVERY_LEAD: Body = {"event": "record.created", "table": "lead"}


def sources_of(*automations: Body) -> dict[DocumentKey, object]:
    """The documents of the office with these automations."""
    found: dict[DocumentKey, object] = {
        ("sales", "app", "sales"): APP,
        ("sales", "table", "lead"): LEAD,
        ("sales", "table", "visit"): VISIT,
        ("sales", "table", "word"): WORD,
        ("sales", "role", "seller"): SELLER,
        ("sales", "role", "manager"): MANAGER,
    }
    for each in automations:
        found["sales", "automation", cast(str, each["key"])] = each
    return found


def on_lead(*steps: Mapping[str, object], **more: object) -> Body:
    """An automation that runs for every new lead."""
    return {"key": "flow", "label": label("流程"), "on": EVERY_LEAD, "steps": list(steps), **more}


class Office:
    """The office with short words for what happens in it. 张三 heads 华东 and manages; 李四 and
    赵六 sell there, 王五 sells in 财务部; 林总 is the administrator, above 张三 and 王五."""

    def __init__(self, work: Workspace) -> None:
        """`work` has the office installed."""
        self.work = work
        self.clock = cast(VirtualClock, work.clock)
        self.company = Company(work)
        self.zhang, self.li, self.wang = self.company.zhang, self.company.li, self.company.wang
        self.zhao = self.company.person("zhao.liu", "赵六", self.company.east)
        self.lin = self.company.person("lin", "林总", self.company.top, is_head=True)
        for user in (self.li, self.wang, self.zhao):
            self.grant(user, "seller")
        self.grant(self.zhang, "manager")
        self.place(self.lin, is_admin=True)
        for user in (self.zhang, self.li, self.wang, self.zhao):
            self.place(user, supervisor=self.zhang if user in {self.li, self.zhao} else self.lin)

    def place(self, user: int, *, is_admin: bool = False, supervisor: int | None = None) -> None:
        """The person stands there in the office."""

        def change(connection: Connection) -> None:
            found = read_user(connection, user)
            draft = UserDraft(found.login, found.name, is_admin=is_admin, supervisor=supervisor)
            change_user(connection, user, draft)

        self.company.write(change)

    def grant(self, user: int, role: str) -> None:
        """The person has the role."""
        self.company.write(lambda it: grant_role(self.work, it, user, ("sales", role), None))

    def actor(self, user: int) -> Actor:
        """The person as a caller."""
        return load_actor(self.work, user, Origin.UI)

    def lead(self, **values: object) -> int:
        """A new lead, with all that follows from it at once; its id."""
        change = Change(Kind.CREATE, "sales.lead", values=values)
        outcome = write(self.work, ADMIN, [change]).outcomes[0]
        assert outcome.id is not None
        self.settle()
        return outcome.id

    def change(self, id: int, **values: object) -> None:
        """A lead with other values, with all that follows from it."""
        change = Change(Kind.UPDATE, "sales.lead", id, values=values)
        write(self.work, ADMIN, [change])
        self.settle()

    def delete(self, id: int) -> None:
        """A lead less, with all that follows from it."""
        write(self.work, ADMIN, [Change(Kind.DELETE, "sales.lead", id)])
        self.settle()

    def put(self, table: str, **values: object) -> int:
        """A new record of another table; its id."""
        change = Change(Kind.CREATE, f"sales.{table}", values=values)
        outcome = write(self.work, ADMIN, [change]).outcomes[0]
        assert outcome.id is not None
        return outcome.id

    def settle(self) -> None:
        """Everything due at this moment is done."""
        run_until_idle(self.work)

    def later(self, **span: float) -> None:
        """So much later, everything due by then is done."""
        self.clock.advance(timedelta(**span))
        self.settle()

    def record(self, id: int, table: str = "lead") -> Values:
        """A record as it is stored."""
        return self.records(table)[id]

    def records(self, table: str) -> dict[int, Values]:
        """All records of a table that are not deleted, by id."""
        compiled = self.work.catalog.tables[f"sales.{table}"]
        query = compiled.alive(compiled.records()).order_by(compiled.sql.c.id)
        statement = compiled.statement("test", lambda: query)
        found = [compiled.row_of(row) for row in self.work.database.rows(statement)]
        return {cast(int, values["id"]): values for values in found}

    def texts(self) -> list[object]:
        """What stands in the visits, in the order of their making."""
        return [values["text"] for values in self.records("visit").values()]

    def todos(self, user: int) -> list[Todo]:
        """The open to-dos of a person."""

        def read(connection: Connection) -> list[Todo]:
            ids = todos_of_person(connection, user)
            found = [load_todo(connection, id) for id in ids]
            return [todo for todo in found if todo is not None]

        return self.company.read(read)

    def answer(self, user: int, answer: str, comment: str | None = None) -> Todo:
        """The person's only to-do is answered, with all that follows."""
        (todo,) = self.todos(user)
        done = answer_todo(self.work, self.actor(user), todo.id, Answer(answer, comment))
        self.settle()
        return done

    def inbox(self, user: int) -> list[Notification]:
        """What the person was told, newest first."""
        return self.company.read(
            lambda it: list_inbox(it, user, unread=False, before=None, most=100)
        )


def open_office(database: Database, files: Path, *automations: Body) -> Office:
    """The office with these automations, in an empty migrated database."""
    return Office(open_shop(database, files, sources_of(*automations)).work)
