"""The tables of runs: what is under way, what it waits for, what it did, and what is due.

`user`, `at` as in `engine.system_tables`. Runs and jobs are named by ids of records (decision 1).
Business moments are by `work.now()`, leases (`lease_until`) by the clock of the database.
"""

from __future__ import annotations

import sqlalchemy as sa

from engine.database.types import Flag, Instant, JsonValue, RecordId, TextC, WholeNumber
from engine.system_tables import key, may, must, system_table

# One automation under way for one record, or over. `cursor` is the instruction that comes next in
# the program of the automation as it was at `revision`.
tg_run = system_table(
    "tg_run",
    key("id", RecordId()),
    must("automation", TextC()),  # app.key
    must("revision", WholeNumber()),
    may("table", TextC()),
    may("record", RecordId()),
    may("event", RecordId()),  # the event that started it
    may("once", TextC()),  # an automation starts once for this
    may("mode_key", TextC()),  # runs of the same key know each other (single, restart, queued)
    must("state", TextC()),  # queued, running, waiting, done, dead, cancelled
    must("cursor", WholeNumber()),
    must("steps", WholeNumber()),  # how many were performed: the number of the present visit
    must("logged", WholeNumber()),  # how many lines tg_step_log has of it
    must("variables", JsonValue()),  # by `key` or `key.part`
    must("memory", JsonValue()),  # what steps keep between their visits, by the step's key
    must("causes", JsonValue()),  # [automation, record] of every run that led here, this one last
    may("user", RecordId()),  # who pressed the button, or sent what started it
    must("root", RecordId()),  # the first run of that chain
    may("until", Instant()),  # the moment a waiting run goes on by itself
    may("error", JsonValue()),  # of a dead run
    must("started_at", Instant()),
    may("ended_at", Instant()),
    sa.Index("tg_run_once", "automation", "once", unique=True),
    sa.Index("tg_run_started_at", "automation", "started_at"),
    sa.Index("tg_run_record", "table", "record"),
)
LIVE_RUN = "state IN ('queued', 'running', 'waiting')"
sa.Index(
    "tg_run_mode_key",
    tg_run.c.mode_key,
    postgresql_where=sa.text(LIVE_RUN),
    sqlite_where=sa.text(LIVE_RUN),
)
OPEN_RUN = "state IN ('queued', 'running', 'waiting', 'dead')"
sa.Index(
    "tg_run_state",
    tg_run.c.state,
    tg_run.c.id,
    postgresql_where=sa.text(OPEN_RUN),
    sqlite_where=sa.text(OPEN_RUN),
)

# What is to be done by a worker; a job that is done is gone.
tg_job = system_table(
    "tg_job",
    key("id", RecordId()),
    must("kind", TextC()),  # run, or a kind of workflow.job_kinds
    may("run", RecordId()),
    must("payload", JsonValue()),
    must("due_at", Instant()),
    must("state", TextC()),  # ready, leased, dead
    must("attempt", WholeNumber()),
    may("owner", TextC()),  # the worker that has it, and which time it was taken
    may("lease_until", Instant()),
    may("error", JsonValue()),  # what went wrong the last time
    may("dedupe_key", TextC()),  # of two jobs with the same key there is one
    sa.Index("tg_job_dedupe_key", "dedupe_key", unique=True),
)
for name, column in (("ready", "due_at"), ("leased", "lease_until"), ("dead", "id")):
    sa.Index(
        f"tg_job_{name}",
        tg_job.c[column],
        postgresql_where=sa.text(f"state = '{name}'"),
        sqlite_where=sa.text(f"state = '{name}'"),
    )

# A waiting run and what wakes it.
tg_wait = system_table(
    "tg_wait",
    key("run", RecordId()),
    key("topic", TextC()),
    may("woken_at", Instant()),  # it happened, and the run has not looked yet
    may("payload", JsonValue()),
    sa.Index("tg_wait_topic", "topic"),
)

# What a run did, line by line.
tg_step_log = system_table(
    "tg_step_log",
    key("run", RecordId()),
    key("line", WholeNumber()),
    must("number", WholeNumber()),  # the visit, the same in every attempt
    must("step", TextC()),
    must("do", TextC()),
    must("at", Instant()),
    must("microseconds", WholeNumber()),
    must("outcome", TextC()),  # done, passed_over, waiting, outside, goto, stopped, failed, skipped
    may("branch", TextC()),
    may("values", JsonValue()),
    may("note", JsonValue()),
    may("error", JsonValue()),
    must("attempt", WholeNumber()),
)

# What was asked of the outside, and what it answered: written before and after.
tg_effect = system_table(
    "tg_effect",
    key("key", TextC()),  # run:visit:part, sent along as the idempotency key
    must("run", RecordId()),
    must("kind", TextC()),
    must("request", JsonValue()),
    must("asked_at", Instant()),
    may("answered_at", Instant()),
    may("answer", JsonValue()),
    sa.Index("tg_effect_run", "run"),
)

# The next moment of each schedule; whoever moves it on starts the automation.
tg_schedule = system_table(
    "tg_schedule",
    key("automation", TextC()),
    must("cron", TextC()),
    must("time_zone", TextC()),
    must("next_at", Instant()),
    sa.Index("tg_schedule_next_at", "next_at"),
)

# The rules whose due moments are kept in tg_due, and how far their records were gone through.
tg_due_rule = system_table(
    "tg_due_rule",
    key("automation", TextC()),
    must("signature", TextC()),  # of the trigger: another one is computed anew
    may("position", RecordId()),  # the last record that has its moment
    must("is_complete", Flag()),
)

# When a rule is due for a record: moments of date fields, and silences.
tg_due = system_table(
    "tg_due",
    key("automation", TextC()),
    key("record", RecordId()),
    may("due_at", Instant()),  # None: it has fired, or there is no moment
    sa.Index("tg_due_due_at", "due_at"),
)

# What has fired once and must not again.
tg_firing = system_table(
    "tg_firing",
    key("rule", TextC()),
    key("moment", TextC()),
    must("at", Instant()),
    sa.Index("tg_firing_at", "at"),
)

# A metric that is looked at now and then: how often in a row it was out of its bound.
tg_window = system_table(
    "tg_window",
    key("automation", TextC()),
    must("next_at", Instant()),
    must("periods", WholeNumber()),
    must("has_fired", Flag()),
    sa.Index("tg_window_next_at", "next_at"),
)

# One row: up to which moment the time limits of states were looked at, and of which limits.
tg_limit_mark = system_table(
    "tg_limit_mark",
    key("id", RecordId()),
    must("signature", TextC()),
    must("looked_at", Instant()),
)

# An automation that was stopped because it started too often, or in a circle.
tg_breaker = system_table(
    "tg_breaker",
    key("automation", TextC()),
    must("code", TextC()),
    must("parameters", JsonValue()),
    must("at", Instant()),
)
