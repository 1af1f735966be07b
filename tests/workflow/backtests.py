"""Drafts tried on what an office has recorded, and what that leaves in its database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, cast

import sqlalchemy as sa

from engine.actor import Actor
from engine.database import Row
from engine.database.statements import prepare
from engine.workspace import Workspace
from tests.engine.shop_app import Body
from tests.engine.shops import ADMIN
from tests.workflow.sales import LEAD, Office, on_lead
from tests.workflow.sales_steps import assign, to
from workflow.backtest.asking import Asked, ask_backtest, seen_backtest
from workflow.backtest.running import make_backtest
from workflow.backtest.showing import shown_report
from workflow.system_tables import SYSTEM_TABLES

Report = dict[str, Any]
BY_AREA = {"上海": "李四", "北京": "王五", "深圳": "赵六"}
TELL = {"do": "notify", "who": "负责人", "text": "新线索", "by": ["inbox"]}
WRITTEN = {"tg_backtest", "tg_job"}
"""All that a backtest may write."""


def lead_with(**more: object) -> Body:
    """The table of leads with other properties; `fields` come after those there are."""
    table = deepcopy(dict(LEAD))
    fields = cast("Sequence[object]", more.pop("fields", ()))
    table["fields"] = [*cast("Sequence[object]", table["fields"]), *fields]
    return {**table, **more}


def with_limit(within: str, **more: object) -> Body:
    """The table whose new leads may stay so for a while."""
    table = lead_with()
    machines = cast("list[dict[str, list[dict[str, object]]]]", table["state_machines"])
    machines[0]["states"][0]["limit"] = {"within": within, **more}
    return table


def with_move(**more: object) -> Body:
    """The table whose only move asks for more."""
    table = lead_with()
    machines = cast("list[dict[str, list[dict[str, object]]]]", table["state_machines"])
    machines[0]["transitions"][0] |= more
    return table


def ask(it: Office, *documents: Body, days: int = 30, actor: Actor = ADMIN, **more: object) -> int:
    """A backtest of these documents: tables have fields, all others steps."""
    put = [("table" if "fields" in each else "automation", each) for each in documents]
    asked = Asked("sales", cast("list[tuple[str, object]]", put), (), days, **more)  # type: ignore[arg-type] # by name
    return ask_backtest(it.work, actor, asked)


def tried(it: Office, *documents: Body, **more: object) -> Report:
    """What a backtest of these documents says, to the administrator."""
    id = ask(it, *documents, **more)  # type: ignore[arg-type] # by name
    make_backtest(it.work, id)
    return report(it, id)


def report(it: Office, id: int, actor: Actor = ADMIN) -> Report:
    """What the actor reads of a backtest."""
    found = seen_backtest(it.work, actor, "sales", id)
    assert (found.state, found.error) == ("done", None)
    return cast(Report, shown_report(it.work, actor, found))


def everything(work: Workspace) -> Mapping[str, list[Row]]:
    """All rows of all tables but those that a backtest writes."""
    tables: dict[str, sa.Table] = dict(SYSTEM_TABLES.tables)
    for compiled in work.catalog.tables.values():
        tables[compiled.sql.name] = compiled.sql
        tables |= {compiled.link(key).name: compiled.link(key) for key in compiled.linked}
    dialect = work.database.dialect
    return {
        name: sorted(work.database.rows(prepare(sa.select(table), dialect)), key=repr)
        for name, table in tables.items()
        if name not in WRITTEN
    }


def moved(given: Report) -> dict[tuple[str | None, str | None], int]:
    """(from, to) by name of an assignment that was compared, with the counts."""
    return {(name_of(it["from"]), name_of(it["to"])): it["count"] for it in given["moves"]}


def name_of(person: Report | None) -> str | None:
    """The name of a person of a report."""
    return None if person is None else person["name"]


def by_area(**areas: str) -> dict[str, object]:
    """An automation that gives the leads of each area to a person, by name."""
    rules = [
        to({"role": "seller", "pick": "highest_score", "score": f'IF(姓名="{name}",1,0)'}, when)
        for area, name in areas.items()
        if (when := f"名称='{area}'")
    ]
    return on_lead(assign(*rules), TELL)


def week(it: Office, areas: tuple[str, ...] = ("上海", "北京", "深圳", "成都")) -> list[str]:
    """A week of leads, one every six hours; the area of each, which is its name."""
    made = []
    for number in range(28):
        area = areas[number * 3 % len(areas)]
        it.lead(name=area, amount=number * 10)
        made.append(area)
        it.later(hours=6)
    return made
