"""Runs as people look at them: lists, and the trace of one, masked by the reader's rights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import cast

import sqlalchemy as sa

from engine.actor import Actor
from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.errors import UnknownRecord
from engine.messages import refusal_words
from engine.read_records import record_titles
from engine.workspace import Workspace
from engine.writing.change import Refusal
from metadata.documents.label import label_texts, text_in
from metadata.fields.date import show_datetime
from metadata.resolved_workflow import Automation, Step
from workflow.errors import RunUnknown
from workflow.jobs import Json, bind
from workflow.messages import WORDS, words
from workflow.pinned import pinned_automation, present, program
from workflow.run_sight import may_mend, may_read, may_see, shows_values
from workflow.run_tables import tg_job, tg_run, tg_step_log, tg_wait
from workflow.runs import COLUMNS, Run, load_run, run_of_row
from workflow.variables import shown_json

RUN, LINE = tg_run.c, tg_step_log.c
LAST = 2**63 - 1
LINES = (
    "line",
    "number",
    "step",
    "do",
    "at",
    "microseconds",
    "outcome",
    "branch",
    "values",
    "note",
    "error",
    "attempt",
)
STATEMENTS = NamedStatements(
    {
        "lines": sa.select(*(LINE[name] for name in LINES))
        .where(LINE.run == bind("of_run", LINE.run))
        .order_by(LINE.line),
        "topics": sa.select(tg_wait.c.topic)
        .where(tg_wait.c.run == bind("of_run", tg_wait.c.run))
        .order_by(tg_wait.c.topic),
        "job": sa.select(tg_job.c.due_at, tg_job.c.attempt).where(
            tg_job.c.dedupe_key == bind("of_key", tg_job.c.dedupe_key)
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which runs are asked for: of an app, an automation (`app.key`), a state, a record; those
    before the run `before`."""

    app: str | None = None
    automation: str | None = None
    state: str | None = None
    table: str | None = None
    record: int | None = None
    before: int | None = None
    most: int = 50


def list_runs(work: Workspace, actor: Actor, wanted: Wanted) -> Json:
    """One page of runs, newest first: `{runs, next}`. Of a record, those for it, to whoever may
    read it (UnknownRecord else); of apps, to whoever may build their automations."""
    apps = [app for app in work.resolved.apps if wanted.app in {None, app}]
    if wanted.table is not None and wanted.record is not None:
        if not may_read(work, actor, wanted.table, wanted.record):
            raise UnknownRecord(wanted.table, str(wanted.record))
    else:
        apps = [app for app in apps if may_mend(work, actor, app)]
    statement = STATEMENTS_OF.on(work.database.dialect, shape_of(wanted))
    found: list[Run] = []
    for app in apps:
        rows = work.database.rows(statement, parameters_of(wanted, app))
        found += [run_of_row(row) for row in rows]
    found.sort(key=lambda run: -run.id)
    page = found[: wanted.most]
    following = str(page[-1].id) if len(found) > wanted.most else None
    return {
        "runs": titled_runs(work, actor, page),
        "next": following,
    }


def titled_runs(work: Workspace, actor: Actor, runs: Sequence[Run]) -> list[Json]:
    """The runs, each with what its record is called, where the actor sees that."""
    ids: dict[str, set[int]] = defaultdict(set)
    for run in runs:
        if run.table is not None and run.record is not None:
            ids[run.table].add(run.record)
    titles = {
        (table, record): title
        for table, records in ids.items()
        for record, title in record_titles(work, actor, table, sorted(records)).items()
    }

    def title_of(run: Run) -> str | None:
        title = titles.get((run.table or "", run.record or 0))
        return None if title is None else str(title)

    return [run_json(work, run, actor.language) | {"title": title_of(run)} for run in runs]


def shape_of(wanted: Wanted) -> str:
    """Which conditions the list has."""
    return ",".join(name for name in NARROWINGS if getattr(wanted, name) is not None)


def select_runs(shape: str) -> sa.Select[Row]:
    """The runs of an app, narrowed as the shape says, newest first."""
    names = shape.split(",")
    query = sa.select(*(RUN[name] for name in COLUMNS)).where(
        RUN.automation >= bind("from_app", RUN.automation),
        RUN.automation < bind("to_app", RUN.automation),
        RUN.id < bind("before", RUN.id),
    )
    if "automation" in names:
        query = query.where(RUN.automation == bind("of_automation", RUN.automation))
    if "state" in names:
        query = query.where(RUN.state == bind("of_state", RUN.state))
    if "record" in names:
        query = query.where(
            RUN.table == bind("of_table", RUN.table), RUN.record == bind("of_record", RUN.record)
        )
    query = query.order_by(RUN.id.desc()).limit(sa.bindparam("most", type_=sa.Integer()))
    return cast("sa.Select[Row]", query)


NARROWINGS = ("automation", "state", "record")
STATEMENTS_OF = NamedStatements(
    {
        ",".join(names): select_runs(",".join(names))
        for count in range(len(NARROWINGS) + 1)
        for names in combinations(NARROWINGS, count)
    }
)


def parameters_of(wanted: Wanted, app: str) -> Mapping[str, object]:
    """The values of the conditions. Names of an app's automations lie between `app.` and `app/`."""
    return {
        "from_app": f"{app}.",
        "to_app": f"{app}/",
        "before": LAST if wanted.before is None else wanted.before,
        "of_automation": wanted.automation,
        "of_state": wanted.state,
        "of_table": wanted.table,
        "of_record": wanted.record,
        "most": wanted.most + 1,
    }


def run_json(work: Workspace, run: Run, language: str) -> Json:
    """A run without anything of its record's values."""
    automation = present(work.catalog, run.automation)
    app, _, key = run.automation.partition(".")
    labels = {} if automation is None else automation.labels
    return {
        "id": str(run.id),
        "app": app,
        "automation": key,
        "label": labels.get(language) or labels.get("zh") or key,
        "state": run.state,
        "table": None if run.table is None else run.table.partition(".")[2],
        "record": None if run.record is None else str(run.record),
        "steps": run.steps,
        "started_at": show_datetime(run.started_at),
        "ended_at": show_datetime(run.ended_at),
        "due_at": show_datetime(run.until),
        "error": error_json(run.error, language, is_shown=False),
    }


def read_run(work: Workspace, actor: Actor, id: int) -> Json:
    """The run with its trace. Raises RunUnknown where the actor may not know of it."""
    return work.database.read(lambda connection: read_run_in(connection, work, actor, id))


def seen_run(connection: Connection, work: Workspace, actor: Actor, id: int) -> Run:
    """The run, if the actor may know of it. Raises RunUnknown."""
    run = load_run(connection, id)
    if run is None or not may_see(work, actor, run):
        raise RunUnknown({"run": str(id)})
    return run


def read_run_in(connection: Connection, work: Workspace, actor: Actor, id: int) -> Json:
    """The same in this transaction."""
    run = seen_run(connection, work, actor, id)
    automation = pinned_automation(connection, work, run)
    dialect = connection.dialect
    rows = connection.rows(STATEMENTS.on(dialect, "lines"), {"of_run": id})
    lines = [dict(zip(LINES, row, strict=True)) for row in rows]
    jobs = connection.rows(STATEMENTS.on(dialect, "job"), {"of_key": f"run:{id}"})
    topics = connection.rows(STATEMENTS.on(dialect, "topics"), {"of_run": id})
    steps = {} if automation is None else steps_of(work, automation)
    is_changed = automation is not present(work.catalog, run.automation)
    last = lines[-1] if lines else None
    return {
        **run_json(work, run, actor.language),
        "is_old_version": is_changed,
        "may_mend": may_mend(work, actor, run.automation.partition(".")[0]),
        "causes": [{"automation": name} for name, _ in run.causes],
        "waits_for": [str(topic).partition(":")[0] for (topic,) in topics],
        "next_try_at": show_datetime(jobs[0][0]) if jobs else None,
        "error": error_json(
            run.error,
            actor.language,
            is_shown=last is not None and is_shown(work, actor, steps, last),
        ),
        "lines": [line_json(work, actor, steps, line) for line in lines],
    }


def steps_of(work: Workspace, automation: Automation) -> Mapping[str, Step]:
    """All steps of the automation, by key."""
    return {each.step.key: each.step for each in program(work.catalog, automation).instructions}


def is_shown(
    work: Workspace, actor: Actor, steps: Mapping[str, Step], line: Mapping[str, object]
) -> bool:
    """Whether what the step gave may be shown. Of a step that is no more nobody can say what it
    read: it is shown to those who see everything."""
    step = steps.get(str(line["step"]))
    if step is None:
        return actor.is_admin and actor.scopes is None
    return shows_values(work, actor, step)


def line_json(
    work: Workspace, actor: Actor, steps: Mapping[str, Step], line: Mapping[str, object]
) -> Json:
    """A line of the trace as its reader may see it."""
    shown = is_shown(work, actor, steps, line)
    step = steps.get(str(line["step"]))
    label = None if step is None else step.document.label
    labels = None if label is None else label_texts(label, step.key if step else "")
    error = cast("Json | None", line["error"])
    return {
        "number": line["number"],
        "step": line["step"],
        "label": None if labels is None else text_in(labels, actor.language),
        "do": line["do"],
        "at": show_datetime(cast(datetime, line["at"])),
        "milliseconds": cast(int, line["microseconds"]) / 1000,
        "outcome": line["outcome"],
        "branch": line["branch"],
        "attempt": line["attempt"],
        "is_masked": not shown,
        "values": shown_json(line["values"]) if shown else None,
        "note": shown_json(line["note"]) if shown else None,
        "error": error_json(error, actor.language, is_shown=shown),
    }


def error_json(error: Json | None, language: str, *, is_shown: bool) -> Json | None:
    """Why a step failed, in words; what it names of a record only where that may be shown."""
    if error is None:
        return None
    code = str(error.get("code"))
    parameters = cast("Mapping[str, str | int]", error.get("parameters") or {})
    told: Json = {"code": code, "message": message_of(code, parameters, language)}
    if is_shown:
        problems = cast("list[Json]", error.get("problems") or [])
        told["problems"] = [problem_json(problem, language) for problem in problems]
    return told


def problem_json(problem: Json, language: str) -> Json:
    """A refusal of the write, in words."""
    refusal = Refusal(
        str(problem["code"]),
        cast("str | None", problem["field"]),
        str(problem["pointer"]),
        cast("Mapping[str, str | int]", problem["parameters"]),
        cast("Mapping[str, str] | None", problem["message"]),
    )
    return {
        "code": refusal.code,
        "field": refusal.field,
        "message": refusal_words(refusal, language),
    }


def message_of(code: str, parameters: Mapping[str, str | int], language: str) -> str:
    """The words of the code; a code that has none is said as it is."""
    return words(code, parameters, language) if code in WORDS else code
