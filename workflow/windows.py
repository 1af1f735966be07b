"""Metrics that are looked at now and then: out of their bound so many times in a row, an automation
starts, once until the bound is held again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from formula.errors import FormulaValueError
from metadata.documents.triggers import MetricWindow
from metadata.resolve_automations import METRIC
from metadata.resolved_workflow import Automation, Step
from metadata.step_kinds import StepDocument
from workflow.alarms import once
from workflow.bound import Bound, scene_of
from workflow.causes import NOTHING
from workflow.jobs import bind
from workflow.moment_rules import every
from workflow.run_tables import tg_window
from workflow.runs import RUNNING, Run
from workflow.starts import Start, automation_named, begin_run
from workflow.steps.queries import measured

MOST = 20
"""Metrics of one transaction."""
VALUE = "value"

WINDOW = tg_window.c
OF_RULE = WINDOW.automation == bind("of_automation", WINDOW.automation)
STATEMENTS = NamedStatements(
    {
        "known": sa.select(WINDOW.automation),
        "drop": sa.delete(tg_window).where(OF_RULE),
        "due": sa.select(WINDOW.automation, WINDOW.next_at, WINDOW.periods, WINDOW.has_fired)
        .where(WINDOW.next_at <= sa.bindparam("now", type_=WINDOW.next_at.type))
        .order_by(WINDOW.next_at)
        .limit(MOST)
        .with_for_update(skip_locked=True),
        "move on": sa.update(tg_window)
        .where(OF_RULE)
        .values(
            next_at=bind("at", WINDOW.next_at),
            periods=bind("with_periods", WINDOW.periods),
            has_fired=bind("fired", WINDOW.has_fired),
        ),
    }
)
PUTS = {
    dialect: NamedStatements({"put": once(tg_window, dialect)})
    for dialect in ("sqlite", "postgresql")
}


@dataclass(frozen=True, slots=True)
class Looked:
    """A metric as it was left: how often in a row it was out, and whether that was told."""

    next_at: datetime
    periods: int
    has_fired: bool


def keep_windows(connection: Connection, work: Workspace) -> None:
    """Every metric of the present revision is looked at from the next full period on."""
    wanted = {
        each.name: each
        for each in work.resolved.automations.values()
        if isinstance(each.trigger.document, MetricWindow) and each.document.enabled
    }
    dialect = connection.dialect
    for (name,) in connection.rows(STATEMENTS.on(dialect, "known")):
        if name not in wanted:
            connection.run(STATEMENTS.on(dialect, "drop"), {"of_automation": name})
    for name, automation in wanted.items():
        row = {
            "automation": name,
            "next_at": work.now() + every(document_of(automation).every),
            "periods": 0,
            "has_fired": False,
        }
        connection.run(PUTS[dialect].on(dialect, "put"), row)


def document_of(automation: Automation) -> MetricWindow:
    """The trigger of an automation that looks at a metric."""
    document = automation.trigger.document
    assert isinstance(document, MetricWindow)
    return document


def look_at_windows(connection: Connection, work: Workspace) -> int:
    """Metrics that are due have been looked at; how many."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "due"), {"now": work.now()})
    for name, next_at, periods, has_fired in rows:
        automation = automation_named(work.catalog, cast(str, name))
        if automation is None or not isinstance(automation.trigger.document, MetricWindow):
            continue
        before = Looked(cast(datetime, next_at), cast(int, periods), bool(has_fired))
        look(connection, work, automation, before)
    return len(rows)


def look(connection: Connection, work: Workspace, automation: Automation, before: Looked) -> None:
    """The metric was taken, and the automation started if it has been out long enough."""
    document = document_of(automation)
    value = value_out(connection, work, automation)
    is_out = value is not None
    periods = before.periods + 1 if is_out else 0
    fires = periods >= document.periods and not before.has_fired
    step = every(document.every)
    # A process that slept takes the metric once, not for every period it missed.
    missed = max((work.now() - before.next_at) // step, 0)
    given = {
        "of_automation": automation.name,
        "at": before.next_at + (missed + 1) * step,
        "with_periods": periods,
        "fired": is_out and (fires or before.has_fired),
    }
    connection.run(STATEMENTS.on(connection.dialect, "move on"), given)
    if fires:
        cause = f"window:{before.next_at.isoformat()}"
        begin_run(connection, work, Start(automation, None, NOTHING, cause, {METRIC: value}))


def value_out(
    connection: Connection, work: Workspace, automation: Automation
) -> int | Decimal | None:
    """The metric where it is below or above its bound at this moment, else None."""
    bound = bound_of(connection, work, automation)
    value = cast("int | Decimal | None", measured(bound).get(VALUE))
    if value is None:
        return None
    limits = {name: limit_of(bound, name) for name in ("below", "above")}
    low, high = limits["below"], limits["above"]
    is_out = (low is not None and value < low) or (high is not None and value > high)
    return value if is_out else None


def limit_of(bound: Bound, name: str) -> int | Decimal | None:
    """The value of a bound; None where there is none."""
    try:
        return cast("int | Decimal | None", bound.value(name))
    except FormulaValueError:
        return None


def bound_of(connection: Connection, work: Workspace, automation: Automation) -> Bound:
    """The metric as a step that measures, for a run that is not there."""
    formulas = {
        f"measures/{VALUE}" if name == "measure" else name: typed
        for name, typed in automation.trigger.formulas.items()
    }
    step = Step(
        key="on",
        do="measure",
        pointer="/on",
        when=None,
        formulas=formulas,
        texts={},
        blocks={},
        results={},
        table=automation.table,
        document=cast(StepDocument, automation.trigger.document),
    )
    run = nobody(work, automation)
    return Bound(scene_of(connection, work, run, automation, None), run, step, None, {})


def nobody(work: Workspace, automation: Automation) -> Run:
    """A run that only looks, and is stored nowhere."""
    empty: Mapping[str, object] = dict.fromkeys(Run.__dataclass_fields__)
    values = {
        **empty,
        "id": 0,
        "automation": automation.name,
        "revision": work.revision,
        "state": RUNNING,
        "cursor": 0,
        "steps": 0,
        "logged": 0,
        "variables": {},
        "memory": {},
        "causes": [],
        "root": 0,
        "started_at": work.now(),
    }
    return Run(**values)  # type: ignore[arg-type] # the fields are these
