"""A sales office with a past of 90 days: leads that came, were assigned, were moved on. What people
and automations would have written is loaded at once, events and all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from engine.actor import SYSTEM
from engine.change_documents import change_documents
from engine.database import Connection
from engine.database.statements import prepare_load
from engine.events import EVENT_COLUMNS
from engine.people_changes import UserDraft, add_user, grant_role
from engine.system_tables import tg_event
from engine.workspace import Workspace

DAYS = 90
SELLERS = 20
AREAS = ("east", "west", "north", "south")
BATCH = 5_000
Json = dict[str, object]


def label(text: str) -> Json:
    """A label in both languages."""
    return {"zh": text, "en": text}


def option(value: str) -> Json:
    """An option that is called as its value."""
    return {"value": value, "label": label(value)}


LEAD: Json = {
    "key": "lead",
    "label": label("线索"),
    "title": "name",
    "fields": [
        {"key": "name", "type": "text", "label": label("名称")},
        {"key": "amount", "type": "number", "label": label("金额"), "decimals": 2},
        {"key": "visits", "type": "integer", "label": label("次数")},
        {
            "key": "area",
            "type": "select",
            "label": label("区域"),
            "options": [option(area) for area in AREAS],
        },
        {"key": "owner", "type": "user", "label": label("负责人")},
        {"key": "stage", "type": "state", "label": label("阶段")},
        {
            "key": "score",
            "type": "formula",
            "label": label("评分"),
            "formula": "金额/100+次数*5",
        },
    ],
    "state_machines": [
        {
            "field": "stage",
            "initial": "new",
            "states": [
                {"key": "new", "label": label("新线索")},
                {"key": "met", "label": label("已联系")},
            ],
            "transitions": [
                {"key": "meet", "label": label("联系"), "from": ["new"], "to": "met"},
            ],
        }
    ],
}


def flow(bound: int, spare: str) -> Json:
    """The automation that assigns every lead and tells who got it: large ones by load, areas in
    turn; `spare` takes those of the south."""
    by_area = [{"when": f"区域='{area}'", "to": {"role": f"seller_{area}"}} for area in AREAS[:3]]
    large = {"when": f"评分>{bound}", "to": {"role": "seller", "pick": "least_loaded"}}
    rules = [large, *by_area, {"to": {"role": spare}}]
    return {
        "key": "flow",
        "label": label("分配"),
        "on": {"event": "record.created", "table": "lead"},
        "steps": [
            {"do": "assign", "key": "who", "field": "owner", "rules": rules},
            {"do": "notify", "who": "负责人", "text": "{{名称}}", "by": ["inbox"]},
        ],
    }


ROLES = ("seller", *(f"seller_{area}" for area in AREAS))


def sources() -> dict[tuple[str, str, str], object]:
    """The documents of the office."""
    roles = {
        ("past", "role", key): {"key": key, "label": label(key), "tables": {}} for key in ROLES
    }
    return {
        ("past", "app", "past"): {
            "format": 1,
            "key": "past",
            "label": label("往事"),
            "version": "1.0.0",
        },
        ("past", "table", "lead"): LEAD,
        ("past", "automation", "flow"): flow(60, "seller_south"),
        **roles,
    }


def draft() -> list[tuple[str, object]]:
    """What somebody wants instead: another score, another bound, the south to the east, and a
    rule."""
    fields = [dict(it) for it in LEAD["fields"]]  # type: ignore[attr-defined] # a list of objects
    fields[-1]["formula"] = "金额/80+次数*5"
    rule = {
        "key": "largest",
        "kind": "validate",
        "refuse_when": "金额>9500",
        "message": label("金额太大"),
    }
    table = {**LEAD, "fields": fields, "rules": [rule]}
    return [("table", table), ("automation", flow(50, "seller_east"))]


def fill_past(work: Workspace, records: int) -> list[int]:
    """The office is there with its people and so many leads of the last 90 days; the events."""
    change_documents(work, SYSTEM, sources())
    people = work.database.write(lambda it: hire(it, work))
    start = work.now() - timedelta(days=DAYS)
    ids = work.new_ids(records)
    between = timedelta(days=DAYS) / records
    for first in range(0, records, BATCH):
        part = [
            (number, ids[number], start + between * number)
            for number in range(first, min(records, first + BATCH))
        ]
        work.database.write(lambda it, part=part: load_part(it, work, people, part))  # type: ignore[misc] # bound now
    physical = work.catalog.tables["past.lead"].layout.physical
    work.database.survey((physical, "tg_event"))
    return ids


def hire(connection: Connection, work: Workspace) -> list[int]:
    """The sellers, each with the role of all and that of an area."""
    people = []
    for number in range(SELLERS):
        user = add_user(work, connection, UserDraft(f"seller{number}", f"销售{number}"))
        grant_role(work, connection, user, ("past", "seller"), None)
        role = f"seller_{AREAS[number % len(AREAS)]}"
        grant_role(work, connection, user, ("past", role), None)
        people.append(user)
    return people


def load_part(
    connection: Connection,
    work: Workspace,
    people: Sequence[int],
    part: Sequence[tuple[int, int, datetime]],
) -> None:
    """These leads are there, with their events."""
    compiled = work.catalog.tables["past.lead"]
    rows, events = [], []
    for number, id, at in part:
        values, own = lead(number, id, at, people)
        rows.append(compiled.raw_of(values, compiled.stored))
        events += own
    columns = [column.name for column in compiled.selected]
    connection.load(prepare_load(compiled.sql, columns, connection.dialect), rows)
    load = prepare_load(tg_event, EVENT_COLUMNS, connection.dialect)
    connection.load(load, sorted(events, key=lambda it: str(it["at"])))


def lead(
    number: int, id: int, at: datetime, people: Sequence[int]
) -> tuple[Mapping[str, object], list[Json]]:
    """A lead as it is now, and what happened to it: made, assigned, every other one moved on."""
    amount, visits = Decimal(number * 7919 % 1_000_000) / 100, number * 13 % 20
    owner, is_met = people[number % len(people)], number % 2 == 0
    made = {
        "name": f"线索 {number}",
        "amount": float(amount),
        "visits": visits,
        "area": AREAS[number % len(AREAS)],
        "stage": "new",
        "score": float(amount / 100 + visits * 5),
    }
    values = {
        **made,
        "amount": amount,
        "score": amount / 100 + visits * 5,
        "stage": "met" if is_met else "new",
        "owner": owner,
        "id": id,
        "created_at": at,
        "updated_at": at,
        "version": 3 if is_met else 2,
    }
    return values, list(happened(id, at, made, (str(owner), is_met)))


def happened(id: int, at: datetime, made: Json, then: tuple[str, bool]) -> Iterator[Json]:
    """The events of one lead."""
    owner, is_met = then
    common: Json = {
        **dict.fromkeys(EVENT_COLUMNS),
        "table": "past.lead",
        "record": id,
        "revision": 1,
        "origin": "ui",
    }
    yield {**common, "kind": "create", "at": at, "after": made}
    yield {
        **common,
        "kind": "update",
        "origin": "automation",
        "at": at + timedelta(seconds=2),
        "before": {"owner": None},
        "after": {"owner": owner},
    }
    if is_met:
        yield {
            **common,
            "kind": "transition",
            "move": "meet",
            "at": at + timedelta(seconds=40),
            "before": {"stage": "new"},
            "after": {"stage": "met"},
        }
