"""The system tables, as they first were."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import (
    Day,
    ExactNumber,
    Flag,
    Instant,
    JsonValue,
    RecordId,
    TextC,
    TextList,
    WholeNumber,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """All tables are there; the number of the people's state is 0."""
    create_documents()
    create_plans()
    create_records()
    create_imports()
    create_people()
    create_departments()
    create_sign_in()
    create_rest()
    op.execute("INSERT INTO tg_rights (id, number) VALUES (1, 0)")


def create_documents() -> None:
    """Revisions and documents."""
    op.create_table(
        "tg_revision",
        sa.Column("number", WholeNumber(), primary_key=True, autoincrement=False),
        sa.Column("base", WholeNumber(), nullable=True),
        sa.Column("app", TextC(), nullable=True),
        sa.Column("undoes", WholeNumber(), nullable=True),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("user_name", TextC(), nullable=False),
        sa.Column("origin", TextC(), nullable=False),
        sa.Column("via", TextC(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("note", TextC(), nullable=True),
        sa.Column("plan", JsonValue(), nullable=False),
        sa.Column("layout", JsonValue(), nullable=False),
        sa.Column("documents_sha256", TextC(), nullable=False),
    )
    op.create_table(
        "tg_document",
        sa.Column("app", TextC(), primary_key=True, autoincrement=False),
        sa.Column("kind", TextC(), primary_key=True, autoincrement=False),
        sa.Column("key", TextC(), primary_key=True, autoincrement=False),
        sa.Column("from_revision", WholeNumber(), primary_key=True, autoincrement=False),
        sa.Column("to_revision", WholeNumber(), nullable=True),
        sa.Column("body", JsonValue(), nullable=False),
        sa.Column("sha256", TextC(), nullable=False),
    )
    op.create_index("tg_document_to_revision", "tg_document", ["to_revision"])


def create_plans() -> None:
    """Plans, and what carrying them out needs."""
    op.create_table(
        "tg_plan",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("app", TextC(), nullable=True),
        sa.Column("base", WholeNumber(), nullable=False),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("content", JsonValue(), nullable=False),
    )
    op.create_index("tg_plan_expires_at", "tg_plan", ["expires_at"])
    op.create_table(
        "tg_change_progress",
        sa.Column("plan", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("base", WholeNumber(), nullable=False),
        sa.Column("phase", TextC(), nullable=False),
        sa.Column("step", WholeNumber(), nullable=False),
        sa.Column("position", RecordId(), nullable=True),
        sa.Column("content", JsonValue(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
    )
    op.create_table(
        "tg_cleared",
        sa.Column("revision", WholeNumber(), primary_key=True, autoincrement=False),
        sa.Column("table", TextC(), primary_key=True, autoincrement=False),
        sa.Column("field", TextC(), primary_key=True, autoincrement=False),
        sa.Column("record", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("option", TextC(), nullable=False),
        sa.Column("value", JsonValue(), nullable=False),
    )


def create_records() -> None:
    """What happened to records."""
    op.create_table(
        "tg_event",
        sa.Column("seq", RecordId(), primary_key=True),
        sa.Column("table", TextC(), nullable=False),
        sa.Column("record", RecordId(), nullable=True),
        sa.Column("kind", TextC(), nullable=False),
        sa.Column("revision", WholeNumber(), nullable=False),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("via", TextC(), nullable=True),
        sa.Column("origin", TextC(), nullable=False),
        sa.Column("reason", TextC(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("before", JsonValue(), nullable=True),
        sa.Column("after", JsonValue(), nullable=True),
        sa.Column("deletion", RecordId(), nullable=True),
    )
    op.create_index("tg_event_record", "tg_event", ["table", "record", "seq"])
    op.create_table(
        "tg_undelivered",
        sa.Column("seq", RecordId(), primary_key=True, autoincrement=False),
    )
    op.create_table(
        "tg_value_history",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("table", TextC(), nullable=False),
        sa.Column("record", RecordId(), nullable=False),
        sa.Column("field", TextC(), nullable=False),
        sa.Column("value", TextC(), nullable=True),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("reason", TextC(), nullable=True),
    )
    op.create_index(
        "tg_value_history_record", "tg_value_history", ["table", "record", "field", "started_at"]
    )
    op.create_table(
        "tg_idempotency",
        sa.Column("actor", TextC(), primary_key=True, autoincrement=False),
        sa.Column("key", TextC(), primary_key=True, autoincrement=False),
        sa.Column("body_sha256", TextC(), nullable=False),
        sa.Column("answer", JsonValue(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_index("tg_idempotency_at", "tg_idempotency", ["at"])


def create_imports() -> None:
    """Counters, recomputations, imports, rates."""
    op.create_table(
        "tg_counter",
        sa.Column("table", TextC(), primary_key=True, autoincrement=False),
        sa.Column("field", TextC(), primary_key=True, autoincrement=False),
        sa.Column("value", WholeNumber(), nullable=False),
    )
    op.create_table(
        "tg_stale",
        sa.Column("table", TextC(), primary_key=True, autoincrement=False),
        sa.Column("field", TextC(), primary_key=True, autoincrement=False),
        sa.Column("after", RecordId(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_table(
        "tg_import",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("table", TextC(), nullable=False),
        sa.Column("file_name", TextC(), nullable=False),
        sa.Column("file_sha256", TextC(), nullable=False),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("mapping", JsonValue(), nullable=False),
        sa.Column("report", JsonValue(), nullable=True),
    )
    op.create_index("tg_import_file", "tg_import", ["table", "file_sha256"])
    op.create_table(
        "tg_rate",
        sa.Column("currency", TextC(), primary_key=True, autoincrement=False),
        sa.Column("base", TextC(), primary_key=True, autoincrement=False),
        sa.Column("day", Day(), primary_key=True, autoincrement=False),
        sa.Column("rate", ExactNumber(8), nullable=False),
    )


def create_people() -> None:
    """Users and roles."""
    op.create_table(
        "tg_user",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("login", TextC(), nullable=False),
        sa.Column("name", TextC(), nullable=False),
        sa.Column("email", TextC(), nullable=True),
        sa.Column("phone", TextC(), nullable=True),
        sa.Column("password_hash", TextC(), nullable=True),
        sa.Column("is_admin", Flag(), nullable=False),
        sa.Column("language", TextC(), nullable=False),
        sa.Column("supervisor", RecordId(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("disabled_at", Instant(), nullable=True),
    )
    op.create_index("tg_user_login", "tg_user", ["login"], unique=True)
    op.create_table(
        "tg_user_role",
        sa.Column("user", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("app", TextC(), primary_key=True, autoincrement=False),
        sa.Column("role", TextC(), primary_key=True, autoincrement=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("granted_by", RecordId(), nullable=True),
    )


def create_departments() -> None:
    """Departments and memberships."""
    op.create_table(
        "tg_department",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("code", TextC(), nullable=False),
        sa.Column("name", TextC(), nullable=False),
        sa.Column("parent", RecordId(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("archived_at", Instant(), nullable=True),
        sa.Column("heir", RecordId(), nullable=True),
    )
    op.create_index("tg_department_code", "tg_department", ["code"], unique=True)
    op.create_index("tg_department_parent", "tg_department", ["parent"])
    op.create_table(
        "tg_membership",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("user", RecordId(), nullable=False),
        sa.Column("department", RecordId(), nullable=False),
        sa.Column("is_main", Flag(), nullable=False),
        sa.Column("is_head", Flag(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
    )
    op.create_index("tg_membership_department", "tg_membership", ["department"])
    op.create_index(
        "tg_membership_head",
        "tg_membership",
        ["department"],
        unique=True,
        postgresql_where=sa.text("is_head AND ended_at IS NULL"),
        sqlite_where=sa.text("is_head AND ended_at IS NULL"),
    )
    op.create_index(
        "tg_membership_main",
        "tg_membership",
        ["user"],
        unique=True,
        postgresql_where=sa.text("is_main AND ended_at IS NULL"),
        sqlite_where=sa.text("is_main AND ended_at IS NULL"),
    )
    op.create_index(
        "tg_membership_once",
        "tg_membership",
        ["user", "department"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
        sqlite_where=sa.text("ended_at IS NULL"),
    )


def create_sign_in() -> None:
    """Sessions and tokens."""
    op.create_table(
        "tg_rights",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("number", WholeNumber(), nullable=False),
    )
    op.create_table(
        "tg_session",
        sa.Column("token_sha256", TextC(), primary_key=True, autoincrement=False),
        sa.Column("user", RecordId(), nullable=False),
        sa.Column("csrf", TextC(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("address", TextC(), nullable=True),
        sa.Column("agent", TextC(), nullable=True),
    )
    op.create_index("tg_session_user", "tg_session", ["user"])
    op.create_table(
        "tg_token",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("token_sha256", TextC(), nullable=False),
        sa.Column("user", RecordId(), nullable=False),
        sa.Column("label", TextC(), nullable=False),
        sa.Column("scopes", TextList(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
    )
    op.create_index("tg_token_sha256", "tg_token", ["token_sha256"], unique=True)
    op.create_index("tg_token_user", "tg_token", ["user"])


def create_rest() -> None:
    """Preferences, settings, nodes."""
    op.create_table(
        "tg_preference",
        sa.Column("user", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("key", TextC(), primary_key=True, autoincrement=False),
        sa.Column("value", JsonValue(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_table(
        "tg_setting",
        sa.Column("key", TextC(), primary_key=True, autoincrement=False),
        sa.Column("value", JsonValue(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("user", RecordId(), nullable=True),
    )
    op.create_table(
        "tg_node",
        sa.Column("number", WholeNumber(), primary_key=True, autoincrement=False),
        sa.Column("holder", TextC(), nullable=False),
        sa.Column("leased_until", Instant(), nullable=False),
    )
