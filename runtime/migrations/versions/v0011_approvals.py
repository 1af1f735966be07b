"""Approvals, delegations, frozen fields, and files that approvals hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import Flag, Instant, JsonValue, RecordId, TextC, WholeNumber

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Who asked for what, who was asked, and what each said."""
    create_approvals()
    create_tasks()
    create_beside()
    op.create_table(
        "tg_frozen",
        sa.Column("approval", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("table", TextC(), nullable=False),
        sa.Column("record", RecordId(), nullable=False),
        sa.Column("fields", JsonValue(), nullable=True),
        sa.Column("mode", TextC(), nullable=False),
        sa.Column("changed", JsonValue(), nullable=True),
    )
    op.create_index("tg_frozen_record", "tg_frozen", ["table", "record"])
    op.create_table(
        "tg_held_file",
        sa.Column("record", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("target", RecordId(), primary_key=True, autoincrement=False),
    )
    op.create_index("tg_held_file_target", "tg_held_file", ["target"])


def create_approvals() -> None:
    """What was asked for, and where it is."""
    op.create_table(
        "tg_approval",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("approval", TextC(), nullable=False),
        sa.Column("revision", WholeNumber(), nullable=False),
        sa.Column("table", TextC(), nullable=False),
        sa.Column("record", RecordId(), nullable=False),
        sa.Column("record_version", WholeNumber(), nullable=False),
        sa.Column("grant", RecordId(), nullable=True),
        sa.Column("run", RecordId(), nullable=True),
        sa.Column("applicant", RecordId(), nullable=True),
        sa.Column("reason", TextC(), nullable=True),
        sa.Column("chosen", JsonValue(), nullable=False),
        sa.Column("state", TextC(), nullable=False),
        sa.Column("node", WholeNumber(), nullable=False),
        sa.Column("visit", WholeNumber(), nullable=False),
        sa.Column("visits", WholeNumber(), nullable=False),
        sa.Column("resume", JsonValue(), nullable=False),
        sa.Column("asks_all", Flag(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_why", TextC(), nullable=True),
        sa.Column("urged_at", Instant(), nullable=True),
    )
    op.create_index("tg_approval_record", "tg_approval", ["table", "record", "id"])
    op.create_index("tg_approval_applicant", "tg_approval", ["applicant", "id"])
    op.create_index("tg_approval_grant", "tg_approval", ["grant"], unique=True)
    op.create_index(
        "tg_approval_open",
        "tg_approval",
        ["approval", "record"],
        unique=True,
        postgresql_where=IS_OPEN,
        sqlite_where=IS_OPEN,
    )


def create_tasks() -> None:
    """Who was asked."""
    op.create_table(
        "tg_approval_task",
        sa.Column("approval", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("number", WholeNumber(), primary_key=True, autoincrement=False),
        sa.Column("node", WholeNumber(), nullable=False),
        sa.Column("visit", WholeNumber(), nullable=False),
        sa.Column("seat", WholeNumber(), nullable=False),
        sa.Column("place", WholeNumber(), nullable=False),
        sa.Column("person", RecordId(), nullable=False),
        sa.Column("behalf", RecordId(), nullable=True),
        sa.Column("how", TextC(), nullable=False),
        sa.Column("source", WholeNumber(), nullable=True),
        sa.Column("state", TextC(), nullable=False),
        sa.Column("is_automatic", Flag(), nullable=False),
        sa.Column("is_void", Flag(), nullable=False),
        sa.Column("todo", RecordId(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("comment", TextC(), nullable=True),
        sa.Column("signature", RecordId(), nullable=True),
        sa.Column("files", JsonValue(), nullable=True),
    )
    place = ["person", "state", "approval"]
    op.create_index("tg_approval_task_person", "tg_approval_task", place)
    op.create_index("tg_approval_task_todo", "tg_approval_task", ["todo"])


def create_beside() -> None:
    """The log, copies and delegations."""
    op.create_table(
        "tg_approval_log",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("approval", RecordId(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("what", TextC(), nullable=False),
        sa.Column("node", TextC(), nullable=True),
        sa.Column("task", WholeNumber(), nullable=True),
        sa.Column("people", JsonValue(), nullable=False),
        sa.Column("comment", TextC(), nullable=True),
        sa.Column("detail", JsonValue(), nullable=False),
    )
    op.create_index("tg_approval_log_approval", "tg_approval_log", ["approval", "id"])
    op.create_table(
        "tg_approval_copy",
        sa.Column("approval", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("user", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("read_at", Instant(), nullable=True),
    )
    op.create_index("tg_approval_copy_user", "tg_approval_copy", ["user", "approval"])
    op.create_table(
        "tg_delegation",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("user", RecordId(), nullable=False),
        sa.Column("delegate", RecordId(), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("approval", TextC(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", RecordId(), nullable=True),
    )
    op.create_index("tg_delegation_user", "tg_delegation", ["user", "ends_at"])
