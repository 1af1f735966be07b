"""★ The life of a backtest: the past once more, by two sets of documents at once.

open_log → build_side (twice) → for each slice: happenings → read_scenery → for each happening:
anew (the record, by each side's formulas) → ledger, rules, fields, starts → foresee_run → tally.
Everything is read from one snapshot; nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import Values
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from formula.context import Context
from formula.references import Step
from workflow.backtest.attention import Attention
from workflow.backtest.automation_tally import AutomationTally, When
from workflow.backtest.field_tally import FieldTally, compute_anew
from workflow.backtest.happenings import (
    Due,
    Happening,
    Scenery,
    due_by,
    happenings,
    place_of,
    read_scenery,
)
from workflow.backtest.limit_tally import LimitTally
from workflow.backtest.log import Log
from workflow.backtest.playing import foresee_run
from workflow.backtest.rule_tally import RuleTally
from workflow.backtest.sides import Side, Stage
from workflow.backtest.starting import Causes, Started, may_start, start_by_due, starts_by_event
from workflow.backtest.timers import LIMIT
from workflow.backtest.trail import Trail
from workflow.backtest.vantage import Beside
from workflow.events import Event
from workflow.formulas import context_for, run_of
from workflow.moment_rules import CREATE, DELETE
from workflow.past import Past, past_with
from workflow.run_tables import tg_run

RUN = tg_run.c
STATEMENTS = NamedStatements(
    {"causes": sa.select(RUN.id, RUN.causes).where(one_of(RUN.id, "runs"))}
)
GoOn = Callable[[float], bool]
"""Told how much is done, up to 1; False: stop."""


@dataclass(slots=True, eq=False)
class Replay:
    """What is being replayed, and what was found so far. `pending` are starts that only one side
    has had so far: moments of the two sides may lie apart."""

    stage: Stage
    log: Log
    sides: tuple[Side, Side]
    paths: tuple[Step, ...]
    rules: RuleTally
    fields: dict[tuple[str, str], FieldTally]
    automations: dict[str, AutomationTally]
    limits: LimitTally
    attention: Mapping[str, Attention]
    """By table what must have changed for its rules and formulas to be asked."""
    pending: dict[tuple[str, str], tuple[When, dict[str, Trail]]] = field(default_factory=dict)
    events: int = 0
    records: set[tuple[str, int]] = field(default_factory=set)
    purged: int = 0


def replay_all(replay: Replay, go_on: GoOn) -> bool:
    """All of the past was replayed; False where `go_on` said no."""
    log, last = replay.log, replay.log.first - 1
    for events in log.slices():
        play_slice(replay, list(happenings(log, replay.sides, events)))
        last = events[-1].seq if events else last
        if not go_on(log.share(last)):
            return False
    play_slice(replay, list(due_by(log, replay.sides, log.until, log.last)))
    for (name, _), (when, trails) in sorted(replay.pending.items()):
        replay.automations[name].take(when, trails)
    return True


def play_slice(replay: Replay, found: list[Happening]) -> None:
    """Everything in the slice has happened, on both sides."""
    wanted = [it for it in found if isinstance(it, Due) or is_of_interest(replay, it)]
    places = [place for it in wanted if (place := place_of(it)) is not None]
    stage = replay.stage
    scenery = read_scenery(stage.connection, stage.present, places, replay.paths)
    causes = causes_of(replay, (it for it in wanted if isinstance(it, Event)))
    looked = {id(it) for it in wanted}
    for it in found:
        if isinstance(it, Event):
            replay.events += 1
            replay.records.add((it.table, cast(int, it.record)))
            if not is_attended(replay, it):
                replay.rules.pass_over(it)
        if id(it) not in looked:
            continue
        if isinstance(it, Due):
            play_due(replay, it, scenery)
        else:
            play_event(replay, it, scenery, causes.get(run_of(it.via) or 0, ()))


def is_of_interest(replay: Replay, event: Event) -> bool:
    """Whether a record must be read for the event."""
    if any(name == event.table for side in replay.sides for name, _ in side.ledger.loads):
        return True
    return is_attended(replay, event) or any(may_start(side, event) for side in replay.sides)


def is_attended(replay: Replay, event: Event) -> bool:
    """Whether the event changes what rules or formulas that differ look at."""
    if event.table not in replay.attention:
        return False
    attention = replay.attention[event.table]
    if attention is None or event.kind == CREATE or replay.rules.has_move(event):
        return True
    return not attention.isdisjoint(event.after or ())


def causes_of(replay: Replay, events: Iterable[Event]) -> Mapping[int, Causes]:
    """The chains of the runs that wrote these events, as far as their runs are kept."""
    runs = sorted({run for it in events if (run := run_of(it.via)) is not None})
    if not runs:
        return {}
    connection = replay.stage.connection
    rows = connection.rows(STATEMENTS.on(connection.dialect, "causes"), {"runs": runs})
    return {
        cast(int, run): tuple(
            (name, record) for name, record in cast("list[tuple[str, int]]", kept)
        )
        for run, kept in rows
    }


def play_event(replay: Replay, event: Event, scenery: Scenery, causes: Causes) -> None:
    """The event has happened on both sides."""
    place = place_of(event)
    row = None if place is None else scenery.then.get(place)
    if row is None:
        replay.purged += 1
        return
    row = {**row, "updated_at": event.at, "updated_by": event.user}
    past = past_with(
        replay.stage.present.tables[event.table],
        None if event.kind == DELETE else row,
        event,
        replay.stage.work.time_zone,
    )
    if event.kind == DELETE:
        past = Past(None, row, past.changed)
    is_own = any(name in replay.automations for name, _ in causes)
    for side in replay.sides:
        side.ledger.hear(event, past, is_own=is_own)
    is_looked_at = is_attended(replay, event)
    if not is_looked_at and not any(may_start(side, event) for side in replay.sides):
        return
    seen = {side.name: stand(side, event, past, scenery) for side in replay.sides}
    if is_looked_at:
        compare_fields(replay, event, seen)
        replay.rules.take(event, seen)
    start_all(replay, event, seen, causes)


def start_all(
    replay: Replay, event: Event, seen: Mapping[str, tuple[Side, Past, Beside]], causes: Causes
) -> None:
    """What the event starts on either side has run."""
    started: dict[tuple[str, str], dict[str, tuple[Side, Started, Beside]]] = {}
    for side, then, beside in seen.values():
        for found in starts_by_event(side, event, then, beside, causes):
            started.setdefault(found.key, {})[side.name] = side, found, beside
    when = When(event.record, event.at)
    for (name, _), both in started.items():
        trails = {
            side: foresee_run(at, found.begin, beside) for side, (at, found, beside) in both.items()
        }
        replay.automations[name].take(when, trails)


def stand(side: Side, event: Event, past: Past, scenery: Scenery) -> tuple[Side, Past, Beside]:
    """The side at the moment of the event, with the record as its formulas make it."""
    side.vantage.moment = event.at
    own = event.table, event.record
    beside = Beside(scenery.beside, scenery.catalog, own, past.row)
    if event.table not in side.formulas:
        return side, past, beside
    context = surroundings(side, event.table, beside)
    row = None if past.row is None else compute_anew(side, event.table, past.row, context)
    old = None if past.old is None else compute_anew(side, event.table, past.old, context)
    beside.row = row
    changed = past.changed
    if row is not None and old is not None:
        keys = (step.key for step in side.formulas[event.table])
        changed |= {key for key in keys if row[key] != old[key]}
    return side, Past(row, old, changed), beside


def surroundings(side: Side, table: str, beside: Beside) -> Context:
    """What the formulas of a table know at this moment of the side."""
    return context_for(side.vantage, side.catalog, beside, table.partition(".")[0])


def anew(side: Side, table: str, row: Values, beside: Beside) -> Values:
    """The record with what this side's formulas say of it."""
    return compute_anew(side, table, row, surroundings(side, table, beside))


def compare_fields(
    replay: Replay, event: Event, seen: Mapping[str, tuple[Side, Past, Beside]]
) -> None:
    """The formulas that differ have valued the record after the event."""
    (_, present, _), (_, draft, _) = seen.values()
    if present.row is None or draft.row is None:
        return
    for (table, key), tally in replay.fields.items():
        if table == event.table:
            when = When(event.record, event.at)
            tally.take(when, present.row.get(key), draft.row.get(key), is_now=False)


def play_due(replay: Replay, due: Due, scenery: Scenery) -> None:
    """The alarm has gone off on its side. What the other side does at another moment for the same
    cause is compared with it."""
    side = next(it for it in replay.sides if it.name == due.side)
    side.vantage.moment = due.at
    place = due.place
    row = None if place is None else scenery.then.get(place)
    if due.alarm.kind == LIMIT:
        replay.limits.note(due)
    if row is None and place is not None:
        replay.purged += 1
        return
    own = (due.alarm.table, due.alarm.record) if place is not None else (None, None)
    beside = Beside(scenery.beside, replay.stage.present, own, row)
    if row is not None and due.alarm.table in side.formulas:
        row = beside.row = anew(side, due.alarm.table, row, beside)
    started = start_by_due(side, due, row, beside)
    if started is None:
        return
    trail = foresee_run(side, started.begin, beside)
    when, trails = replay.pending.setdefault(started.key, (When(started.begin.record, due.at), {}))
    trails[side.name] = trail
    if len(trails) == len(replay.sides):
        del replay.pending[started.key]
        replay.automations[started.begin.automation.name].take(when, trails)
