"""Credentials, connectors and their syncs, channels, webhooks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import Instant, JsonValue, RecordId, TextC, TextList, WholeNumber

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What is outside has its tables."""
    create_connectors()
    create_syncs()
    create_channels()
    create_webhooks()


def create_connectors() -> None:
    """Credentials, connectors and their calls."""
    op.create_table(
        "tg_credential",
        sa.Column("name", TextC(), primary_key=True, autoincrement=False),
        sa.Column("kind", TextC(), nullable=False),
        sa.Column("sealed", TextC(), nullable=False),
        sa.Column("shown", JsonValue(), nullable=False),
        sa.Column("created_by", RecordId(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_by", RecordId(), nullable=True),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
    )
    op.create_table(
        "tg_connector",
        sa.Column("connector", TextC(), primary_key=True, autoincrement=False),
        sa.Column("state", TextC(), nullable=False),
        sa.Column("failures", WholeNumber(), nullable=False),
        sa.Column("probe_at", Instant(), nullable=True),
        sa.Column("contact_at", Instant(), nullable=True),
        sa.Column("lost_at", Instant(), nullable=True),
        sa.Column("error", JsonValue(), nullable=True),
        sa.Column("error_at", Instant(), nullable=True),
        sa.Column("breaker", TextC(), nullable=False),
        sa.Column("broken", WholeNumber(), nullable=False),
        sa.Column("rest_until", Instant(), nullable=True),
        sa.Column("pace_at", Instant(), nullable=True),
        sa.Column("token", TextC(), nullable=True),
        sa.Column("token_until", Instant(), nullable=True),
    )
    op.create_table(
        "tg_call",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("connector", TextC(), nullable=False),
        sa.Column("what", TextC(), nullable=False),
        sa.Column("key", TextC(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("milliseconds", WholeNumber(), nullable=False),
        sa.Column("method", TextC(), nullable=False),
        sa.Column("address", TextC(), nullable=False),
        sa.Column("status", WholeNumber(), nullable=True),
        sa.Column("code", TextC(), nullable=True),
        sa.Column("note", TextC(), nullable=True),
    )
    op.create_index("tg_call_at", "tg_call", ["at"])
    op.create_index("tg_call_connector", "tg_call", ["connector", "id"])


def create_syncs() -> None:
    """What syncs keep."""
    op.create_table(
        "tg_sync",
        sa.Column("connector", TextC(), primary_key=True, autoincrement=False),
        sa.Column("sync", TextC(), primary_key=True, autoincrement=False),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("cursor", TextC(), nullable=True),
        sa.Column("begun_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("failures", WholeNumber(), nullable=False),
        sa.Column("error", JsonValue(), nullable=True),
        sa.Column("error_at", Instant(), nullable=True),
        sa.Column("read", WholeNumber(), nullable=False),
        sa.Column("written", WholeNumber(), nullable=False),
    )
    op.create_table(
        "tg_sync_item",
        sa.Column("connector", TextC(), primary_key=True, autoincrement=False),
        sa.Column("sync", TextC(), primary_key=True, autoincrement=False),
        sa.Column("outside_id", TextC(), primary_key=True, autoincrement=False),
        sa.Column("record", RecordId(), nullable=False),
        sa.Column("version", TextC(), nullable=True),
        sa.Column("sha256", TextC(), nullable=False),
    )
    op.create_table(
        "tg_sync_refused",
        sa.Column("connector", TextC(), primary_key=True, autoincrement=False),
        sa.Column("sync", TextC(), primary_key=True, autoincrement=False),
        sa.Column("outside_id", TextC(), primary_key=True, autoincrement=False),
        sa.Column("problems", JsonValue(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_table(
        "tg_written_back",
        sa.Column("connector", TextC(), primary_key=True, autoincrement=False),
        sa.Column("sync", TextC(), primary_key=True, autoincrement=False),
        sa.Column("record", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("seq", RecordId(), nullable=False),
        sa.Column("sha256", TextC(), nullable=True),
        sa.Column("sending_until", Instant(), nullable=True),
        sa.Column("error", JsonValue(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
    )


def create_channels() -> None:
    """Messages to people."""
    op.create_table(
        "tg_channel_person",
        sa.Column("channel", TextC(), primary_key=True, autoincrement=False),
        sa.Column("user", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("address", TextC(), nullable=False),
        sa.Column("outside_id", TextC(), nullable=False),
    )
    op.create_table(
        "tg_delivery",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("key", TextC(), nullable=False),
        sa.Column("channel", TextC(), nullable=False),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("title", TextC(), nullable=True),
        sa.Column("text", TextC(), nullable=False),
        sa.Column("state", TextC(), nullable=False),
        sa.Column("attempts", WholeNumber(), nullable=False),
        sa.Column("error", JsonValue(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
    )
    op.create_index("tg_delivery_key", "tg_delivery", ["key"], unique=True)
    op.create_index("tg_delivery_state", "tg_delivery", ["state", "id"])


def create_webhooks() -> None:
    """Webhooks in both directions."""
    op.create_table(
        "tg_subscription",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("label", TextC(), nullable=False),
        sa.Column("address", TextC(), nullable=False),
        sa.Column("events", TextList(), nullable=False),
        sa.Column("secret", TextC(), nullable=False),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("disabled_at", Instant(), nullable=True),
        sa.Column("disabled_why", TextC(), nullable=True),
    )
    op.create_table(
        "tg_webhook",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("subscription", RecordId(), nullable=False),
        sa.Column("key", TextC(), nullable=False),
        sa.Column("type", TextC(), nullable=False),
        sa.Column("body", TextC(), nullable=False),
        sa.Column("state", TextC(), nullable=False),
        sa.Column("attempts", WholeNumber(), nullable=False),
        sa.Column("status", WholeNumber(), nullable=True),
        sa.Column("error", JsonValue(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
    )
    op.create_index("tg_webhook_key", "tg_webhook", ["subscription", "key"], unique=True)
    op.create_index("tg_webhook_subscription", "tg_webhook", ["subscription", "id"])
    op.create_table(
        "tg_hook",
        sa.Column("app", TextC(), primary_key=True, autoincrement=False),
        sa.Column("automation", TextC(), primary_key=True, autoincrement=False),
        sa.Column("token_sha256", TextC(), nullable=False),
        sa.Column("secret", TextC(), nullable=True),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
    )
    op.create_index("tg_hook_token", "tg_hook", ["token_sha256"], unique=True)
