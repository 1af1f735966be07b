"""From a draft to a replay that can begin: both catalogs, what differs, the log, the two sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from engine.catalog import Catalog, build_catalog
from engine.changing.proposal import Proposal, propose
from engine.changing.wanted import wanted_from_json
from engine.database import Connection
from engine.errors import CatalogMoved
from engine.revisions import present_number
from engine.working_time import read_working_time
from engine.workspace import Workspace
from formula.references import Step, reads
from formula.typed import Typed
from metadata.documents.triggers import Inactive, Schedule
from metadata.errors import InvalidDocuments
from workflow.assigning.ledger import TableField
from workflow.backtest.attention import attention_of
from workflow.backtest.automation_tally import AutomationTally
from workflow.backtest.beginnings import loads_at_beginning
from workflow.backtest.differences import Differences, find_differences, formulas_of, moves_of
from workflow.backtest.field_tally import FieldTally
from workflow.backtest.ledger import absences_of
from workflow.backtest.limit_tally import LimitTally
from workflow.backtest.log import open_log
from workflow.backtest.reading import catalogs_of, rule_of, typed_of_move, versions_of
from workflow.backtest.replay import Replay
from workflow.backtest.rule_tally import RuleTally
from workflow.backtest.sides import DRAFT, PRESENT, Side, Stage, assigned_fields, build_side
from workflow.backtest.store import Backtest
from workflow.backtest.timers import SCHEDULE, Alarm, firings, heard_from
from workflow.moment_rules import children_of


def open_replay(work: Workspace, connection: Connection, backtest: Backtest) -> Replay:
    """The replay of a backtest before its first event. Raises InvalidDocuments, DocumentsConflict,
    and CatalogMoved where the revision changed meanwhile."""
    proposal = propose(work, wanted_from_json(backtest.draft))
    if proposal.after is None or proposal.plan is None:
        raise InvalidDocuments(proposal.problems)
    if present_number(connection) != proposal.before.number:
        raise CatalogMoved
    draft = draft_catalog(proposal)
    until = work.now()
    since = until - timedelta(days=backtest.days)
    differences = find_differences(proposal.before.resolved, draft.resolved)
    stage = Stage(
        work=work,
        connection=connection,
        present=proposal.before,
        draft=draft,
        differences=differences,
        calendar=read_working_time(connection, work.time_zone),
        absences=absences_of(connection, since, until),
        since=since,
        until=until,
    )
    if backtest.table is not None:
        stage = replace(stage, differences=narrowed(stage, backtest.table))
    return replay_of(stage)


def draft_catalog(proposal: Proposal) -> Catalog:
    """The draft, compiled as if it were the next revision."""
    assert proposal.after is not None
    assert proposal.plan is not None
    before = proposal.before
    return build_catalog(
        proposal.after, proposal.plan.layout, before.number + 1, before.dialect, before
    )


def narrowed(stage: Stage, table: str) -> Differences:
    """What differs for the records of one table."""
    found = stage.differences
    return Differences(
        {place: how for place, how in found.fields.items() if place[0] == table},
        {place: how for place, how in found.rules.items() if place[0] == table},
        {place: how for place, how in found.moves.items() if place[0] == table},
        {place: how for place, how in found.limits.items() if place[0] == table},
        {
            name: how
            for name, how in found.automations.items()
            if any(it.table == table for it in versions_of(stage, name))
        },
    )


def replay_of(stage: Stage) -> Replay:
    """The replay of what differs."""
    connection, differences = stage.connection, stage.differences
    tables = concerned(stage)
    days = stage.since, stage.until
    fields = assigned_fields(stage)
    loads: dict[TableField, Counter[int]] = {}
    if fields:
        begun = open_log(connection, {table for table, _ in fields}, stage.since, days)
        loads = loads_at_beginning(begun, stage.work, fields)
    sides = build_side(stage, PRESENT, loads), build_side(stage, DRAFT, loads)
    for side in sides:
        arm_schedules(side, *days)
    rules = by_table(differences.rules)
    attended = (*differences.rules, *differences.moves, *differences.fields)
    heard = min(heard_from(side.timers, stage.since) for side in sides)
    return Replay(
        stage=stage,
        log=open_log(connection, tables, heard, days),
        sides=sides,
        paths=tuple(dict.fromkeys(first_steps(stage))),
        rules=RuleTally(rules, by_table(differences.moves), edits_of(stage, rules)),
        fields={place: FieldTally() for place in differences.fields},
        automations={name: AutomationTally() for name in differences.automations},
        limits=LimitTally(),
        attention={
            table: attention_of(sides, table, rules.get(table, frozenset()))
            for table in {table for table, _ in attended}
        },
    )


def by_table(places: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """The keys of each table."""
    found: dict[str, set[str]] = {}
    for table, key in places:
        found.setdefault(table, set()).add(key)
    return {table: frozenset(keys) for table, keys in found.items()}


def edits_of(stage: Stage, rules: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The rules that are for changes, on either side."""
    return {
        name: frozenset(
            rule.key
            for catalog in catalogs_of(stage)
            if name in catalog.resolved.tables
            for rule in catalog.resolved.tables[name].rules
            if rule.key in keys and "edit" in rule.on
        )
        for name, keys in rules.items()
    }


def concerned(stage: Stage) -> set[str]:
    """The tables whose events matter."""
    found = stage.differences
    tables = {table for table, _ in (*found.fields, *found.rules, *found.moves)}
    tables |= {table for table, _, _ in found.limits}
    for name in found.automations:
        for catalog in catalogs_of(stage):
            app, _, key = name.partition(".")
            automation = catalog.resolved.automations.get((app, key))
            if automation is None or automation.table is None:
                continue
            tables.add(automation.table)
            document = automation.trigger.document
            if isinstance(document, Inactive):
                pairs = children_of(catalog.resolved, automation.table, document)
                tables |= {child for child, _ in pairs}
    return {table for table in tables if table in stage.present.tables}


def arm_schedules(side: Side, since: datetime, until: datetime) -> None:
    """Every moment of the side's schedules within the days is armed; those for every record of a
    table are not: which there were is not known."""
    for automation in side.automations.values():
        document = automation.trigger.document
        if not isinstance(document, Schedule) or automation.table is not None:
            continue
        zone = document.time_zone or str(side.vantage.time_zone)
        for moment in firings(document.cron, zone, since, until):
            number = int(moment.timestamp())
            side.timers.arm(Alarm(SCHEDULE, automation.name, "", number, number), moment)


def first_steps(stage: Stage) -> Iterator[Step]:
    """The first relation of every path that a formula of the replay takes."""
    for typed in formulas_read(stage):
        for read in reads(typed):
            if read.path:
                yield read.path[0]


def formulas_read(stage: Stage) -> Iterator[Typed]:
    """All formulas that the replay evaluates over records of the past."""
    found = stage.differences
    for name in found.automations:
        for automation in versions_of(stage, name):
            yield from formulas_of(automation)
    for catalog in catalogs_of(stage):
        for table, key in found.fields:
            compiled = catalog.tables.get(table)
            field = None if compiled is None else compiled.table.fields.get(key)
            if field is not None and field.formula is not None:
                yield field.formula
        for table, key in found.moves:
            compiled = catalog.tables.get(table)
            move = None if compiled is None else moves_of(compiled.table).get(key)
            if move is not None:
                yield from (it for it in typed_of_move(move) if it is not None)
    for table, key in found.rules:
        rule = rule_of(stage, table, key)
        if rule is not None:
            yield from (it for it in (rule.when, rule.expression) if it is not None)
