"""To-dos, notifications, assignments and absences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import Flag, Instant, JsonValue, RecordId, TextC, WholeNumber

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("state = 'open'")
IS_UNREAD = sa.text("read_at IS NULL")


def upgrade() -> None:
    """What people are asked and told has its tables."""
    create_todos()
    create_notifications()
    create_assignments()
    op.create_table(
        "tg_absence",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("user", RecordId(), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("note", TextC(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", RecordId(), nullable=True),
    )
    op.create_index("tg_absence_user", "tg_absence", ["user", "ends_at"])


def create_todos() -> None:
    """To-dos, and who is asked."""
    op.create_table(
        "tg_todo",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("kind", TextC(), nullable=False),
        sa.Column("state", TextC(), nullable=False),
        sa.Column("run", RecordId(), nullable=True),
        sa.Column("automation", TextC(), nullable=True),
        sa.Column("subject", RecordId(), nullable=True),
        sa.Column("table", TextC(), nullable=True),
        sa.Column("record", RecordId(), nullable=True),
        sa.Column("answers", JsonValue(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by", RecordId(), nullable=True),
        sa.Column("answer", TextC(), nullable=True),
        sa.Column("comment", TextC(), nullable=True),
        sa.Column("values", JsonValue(), nullable=True),
    )
    op.create_index("tg_todo_record", "tg_todo", ["table", "record"])
    op.create_index(
        "tg_todo_open_run", "tg_todo", ["run"], postgresql_where=IS_OPEN, sqlite_where=IS_OPEN
    )
    op.create_table(
        "tg_todo_person",
        sa.Column("todo", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("user", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("title", TextC(), nullable=False),
        sa.Column("text", TextC(), nullable=True),
        sa.Column("in_place_of", RecordId(), nullable=True),
        sa.Column("is_open", Flag(), nullable=False),
    )
    op.create_index("tg_todo_person_user", "tg_todo_person", ["user", "is_open", "todo"])


def create_notifications() -> None:
    """What people are told."""
    op.create_table(
        "tg_notification",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("user", RecordId(), nullable=False),
        sa.Column("title", TextC(), nullable=False),
        sa.Column("text", TextC(), nullable=False),
        sa.Column("table", TextC(), nullable=True),
        sa.Column("record", RecordId(), nullable=True),
        sa.Column("todo", RecordId(), nullable=True),
        sa.Column("run", RecordId(), nullable=True),
        sa.Column("once", TextC(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("read_at", Instant(), nullable=True),
    )
    op.create_index("tg_notification_user", "tg_notification", ["user", "id"])
    op.create_index("tg_notification_once", "tg_notification", ["once"], unique=True)
    op.create_index(
        "tg_notification_unread",
        "tg_notification",
        ["user"],
        postgresql_where=IS_UNREAD,
        sqlite_where=IS_UNREAD,
    )


def create_assignments() -> None:
    """Who was chosen for what, and whose turn it is."""
    op.create_table(
        "tg_assignment",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("table", TextC(), nullable=False),
        sa.Column("record", RecordId(), nullable=False),
        sa.Column("field", TextC(), nullable=False),
        sa.Column("automation", TextC(), nullable=False),
        sa.Column("run", RecordId(), nullable=True),
        sa.Column("step", TextC(), nullable=False),
        sa.Column("triggered_at", Instant(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("microseconds", WholeNumber(), nullable=False),
        sa.Column("before", RecordId(), nullable=True),
        sa.Column("chosen", RecordId(), nullable=True),
        sa.Column("rule", WholeNumber(), nullable=True),
        sa.Column("reason", TextC(), nullable=True),
        sa.Column("trace", JsonValue(), nullable=False),
    )
    op.create_index("tg_assignment_record", "tg_assignment", ["table", "record", "id"])
    op.create_index("tg_assignment_chosen", "tg_assignment", ["chosen", "at"])
    op.create_table(
        "tg_picker",
        sa.Column("picker", TextC(), primary_key=True),
        sa.Column("state", JsonValue(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
