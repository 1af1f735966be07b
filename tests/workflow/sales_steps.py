"""Steps and automations of the sales office, and what is asked about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from engine.database import Connection
from engine.history import read_history
from engine.write_record import write
from engine.writing.change import Change, Kind
from engine.writing.rows import Rows
from tests.engine.shop_app import Body
from tests.engine.shops import ADMIN
from tests.workflow.sales import Office, on_lead
from workflow.assigning.traces import Assignment, list_assignments
from workflow.runs import load_run
from workflow.todos import people_asked

Told = dict[str, Any]
SELLERS: Body = {"role": "seller"}


def say(text: str, **more: object) -> Body:
    """A step that leaves a visit with this text."""
    values = {"text": text, "lead": "STEP.record"}
    return {"do": "create", "table": "visit", "values": values, **more}


def only(when: str, *steps: Mapping[str, object]) -> Body:
    """An automation for the leads of which this holds."""
    return on_lead(*steps, when=when)


def ask(**more: object) -> Body:
    """A step that asks the owner."""
    return {
        "do": "confirm",
        "key": "asked",
        "who": "负责人",
        "ask": {"zh": "是否接受「{{名称}}」？", "en": "Take {{名称}}?"},
        "within": "1d",
        "on_accept": [say('"接受" & STEP.asked.by.姓名')],
        "on_decline": [say('"谢绝" & STEP.asked.comment')],
        "on_timeout": [say('"超时"')],
        **more,
    }


def assign(*rules: Mapping[str, object], **more: object) -> Body:
    """A step that gives the lead its owner."""
    return {"do": "assign", "key": "who", "field": "owner", "rules": list(rules), **more}


def to(assignee: Mapping[str, object], when: str | None = None) -> Body:
    """A rule of an assignment."""
    return {"to": assignee, **({} if when is None else {"when": when})}


def trace(it: Office, lead: int) -> Assignment:
    """The last decision about a lead."""

    def read(connection: Connection) -> Assignment:
        return list_assignments(connection, "sales.lead", lead, before=None, most=1)[0]

    return it.company.read(read)


def rules_of(it: Office, lead: int) -> Sequence[Told]:
    """The rules that the last decision about a lead tried."""
    return cast(Sequence[Told], trace(it, lead).trace["rules"])


def considered(it: Office, lead: int, part: str = "left_out", rule: int = -1) -> Body:
    """What the last decision about a lead says of everybody at one of its rules, by name."""
    people = rules_of(it, lead)[rule]["considered"]
    return {str(each["name"]): each.get(part) for each in people}


def owners(it: Office, count: int, **values: object) -> list[object]:
    """Who gets one new lead after the other."""
    return [it.record(it.lead(name=str(index), **values))["owner"] for index in range(count)]


def win(it: Office, lead: int) -> None:
    """A lead is won."""
    form = {"amount": 1}
    change = Change(Kind.TRANSITION, "sales.lead", lead, values=form, transition="win")
    write(it.work, ADMIN, [change])


def reasons(it: Office, lead: int) -> list[str | None]:
    """Why each event of a lead happened."""
    return [entry.reason for entry in reversed(read_history(it.work, ADMIN, "sales.lead", lead))]


def who_helps(it: Office, lead: int) -> list[int]:
    """The people in a lead's field for several."""

    def read(connection: Connection) -> list[int]:
        rows = Rows(connection, it.work.catalog, is_writing=False)
        return list(rows.link_ids("sales.lead", "helpers", lead))

    return it.company.read(read)


def titles(it: Office, user: int) -> list[str]:
    """The titles of a person's open to-dos."""

    def read(connection: Connection) -> list[str]:
        people = [each for todo in it.todos(user) for each in people_asked(connection, todo.id)]
        return [each.title for each in people if each.user == user]

    return it.company.read(read)


def error_of(it: Office, run: int) -> Body:
    """Why the run is dead."""
    found = it.company.read(lambda connection: load_run(connection, run))
    assert found is not None
    return found.error or {}
