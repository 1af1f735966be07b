"""Runs, jobs, waits, and what is due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import Flag, Instant, JsonValue, RecordId, TextC, WholeNumber

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What happens over time has its tables."""
    create_runs()
    create_jobs()
    create_traces()
    create_moments()


def create_runs() -> None:
    """Runs."""
    op.create_table(
        "tg_run",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("automation", TextC(), nullable=False),
        sa.Column("revision", WholeNumber(), nullable=False),
        sa.Column("table", TextC(), nullable=True),
        sa.Column("record", RecordId(), nullable=True),
        sa.Column("event", RecordId(), nullable=True),
        sa.Column("once", TextC(), nullable=True),
        sa.Column("mode_key", TextC(), nullable=True),
        sa.Column("state", TextC(), nullable=False),
        sa.Column("cursor", WholeNumber(), nullable=False),
        sa.Column("steps", WholeNumber(), nullable=False),
        sa.Column("logged", WholeNumber(), nullable=False),
        sa.Column("variables", JsonValue(), nullable=False),
        sa.Column("memory", JsonValue(), nullable=False),
        sa.Column("causes", JsonValue(), nullable=False),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("root", RecordId(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("error", JsonValue(), nullable=True),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
    )
    op.create_index(
        "tg_run_mode_key",
        "tg_run",
        ["mode_key"],
        postgresql_where=sa.text("state IN ('queued', 'running', 'waiting')"),
        sqlite_where=sa.text("state IN ('queued', 'running', 'waiting')"),
    )
    op.create_index("tg_run_once", "tg_run", ["automation", "once"], unique=True)
    op.create_index("tg_run_record", "tg_run", ["table", "record"])
    op.create_index("tg_run_started_at", "tg_run", ["automation", "started_at"])
    op.create_index(
        "tg_run_state",
        "tg_run",
        ["state", "id"],
        postgresql_where=sa.text("state IN ('queued', 'running', 'waiting', 'dead')"),
        sqlite_where=sa.text("state IN ('queued', 'running', 'waiting', 'dead')"),
    )


def create_jobs() -> None:
    """Jobs, and what wakes waiting runs."""
    op.create_table(
        "tg_job",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("kind", TextC(), nullable=False),
        sa.Column("run", RecordId(), nullable=True),
        sa.Column("payload", JsonValue(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("state", TextC(), nullable=False),
        sa.Column("attempt", WholeNumber(), nullable=False),
        sa.Column("owner", TextC(), nullable=True),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("error", JsonValue(), nullable=True),
        sa.Column("dedupe_key", TextC(), nullable=True),
    )
    op.create_index(
        "tg_job_dead",
        "tg_job",
        ["id"],
        postgresql_where=sa.text("state = 'dead'"),
        sqlite_where=sa.text("state = 'dead'"),
    )
    op.create_index("tg_job_dedupe_key", "tg_job", ["dedupe_key"], unique=True)
    op.create_index(
        "tg_job_leased",
        "tg_job",
        ["lease_until"],
        postgresql_where=sa.text("state = 'leased'"),
        sqlite_where=sa.text("state = 'leased'"),
    )
    op.create_index(
        "tg_job_ready",
        "tg_job",
        ["due_at"],
        postgresql_where=sa.text("state = 'ready'"),
        sqlite_where=sa.text("state = 'ready'"),
    )
    op.create_table(
        "tg_wait",
        sa.Column("run", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("topic", TextC(), primary_key=True, autoincrement=False),
        sa.Column("woken_at", Instant(), nullable=True),
        sa.Column("payload", JsonValue(), nullable=True),
    )
    op.create_index("tg_wait_topic", "tg_wait", ["topic"])


def create_traces() -> None:
    """What runs did."""
    op.create_table(
        "tg_step_log",
        sa.Column("run", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("line", WholeNumber(), primary_key=True, autoincrement=False),
        sa.Column("number", WholeNumber(), nullable=False),
        sa.Column("step", TextC(), nullable=False),
        sa.Column("do", TextC(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("microseconds", WholeNumber(), nullable=False),
        sa.Column("outcome", TextC(), nullable=False),
        sa.Column("branch", TextC(), nullable=True),
        sa.Column("values", JsonValue(), nullable=True),
        sa.Column("note", JsonValue(), nullable=True),
        sa.Column("error", JsonValue(), nullable=True),
        sa.Column("attempt", WholeNumber(), nullable=False),
    )
    op.create_table(
        "tg_effect",
        sa.Column("key", TextC(), primary_key=True, autoincrement=False),
        sa.Column("run", RecordId(), nullable=False),
        sa.Column("kind", TextC(), nullable=False),
        sa.Column("request", JsonValue(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answer", JsonValue(), nullable=True),
    )
    op.create_index("tg_effect_run", "tg_effect", ["run"])


def create_moments() -> None:
    """What is due, and what has fired."""
    op.create_table(
        "tg_schedule",
        sa.Column("automation", TextC(), primary_key=True, autoincrement=False),
        sa.Column("cron", TextC(), nullable=False),
        sa.Column("time_zone", TextC(), nullable=False),
        sa.Column("next_at", Instant(), nullable=False),
    )
    op.create_index("tg_schedule_next_at", "tg_schedule", ["next_at"])
    op.create_table(
        "tg_due_rule",
        sa.Column("automation", TextC(), primary_key=True, autoincrement=False),
        sa.Column("signature", TextC(), nullable=False),
        sa.Column("position", RecordId(), nullable=True),
        sa.Column("is_complete", Flag(), nullable=False),
    )
    op.create_table(
        "tg_due",
        sa.Column("automation", TextC(), primary_key=True, autoincrement=False),
        sa.Column("record", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("due_at", Instant(), nullable=True),
    )
    op.create_index("tg_due_due_at", "tg_due", ["due_at"])
    op.create_table(
        "tg_firing",
        sa.Column("rule", TextC(), primary_key=True, autoincrement=False),
        sa.Column("moment", TextC(), primary_key=True, autoincrement=False),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_index("tg_firing_at", "tg_firing", ["at"])
    op.create_table(
        "tg_window",
        sa.Column("automation", TextC(), primary_key=True, autoincrement=False),
        sa.Column("next_at", Instant(), nullable=False),
        sa.Column("periods", WholeNumber(), nullable=False),
        sa.Column("has_fired", Flag(), nullable=False),
    )
    op.create_index("tg_window_next_at", "tg_window", ["next_at"])
    op.create_table(
        "tg_breaker",
        sa.Column("automation", TextC(), primary_key=True, autoincrement=False),
        sa.Column("code", TextC(), nullable=False),
        sa.Column("parameters", JsonValue(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
