"""Versions of automations on trial, and the records that entered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import Instant, JsonValue, RecordId, TextC, WholeNumber

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

OPEN_TRIAL = sa.text("state IN ('running', 'ending')")


def upgrade() -> None:
    """Nothing is on trial yet."""
    op.create_table(
        "tg_trial",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("automation", TextC(), nullable=False),
        sa.Column("revision", WholeNumber(), nullable=False),
        sa.Column("base_revision", WholeNumber(), nullable=True),
        sa.Column("terms", JsonValue(), nullable=False),
        sa.Column("state", TextC(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("verdict", TextC(), nullable=True),
        sa.Column("why", TextC(), nullable=True),
        sa.Column("figures", JsonValue(), nullable=True),
        sa.Column("ended_by", RecordId(), nullable=True),
        sa.Column("reason", TextC(), nullable=True),
        sa.Column("made_revision", WholeNumber(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
    )
    op.create_index("tg_trial_version", "tg_trial", ["automation", "revision"], unique=True)
    op.create_index(
        "tg_trial_open",
        "tg_trial",
        ["ends_at"],
        postgresql_where=OPEN_TRIAL,
        sqlite_where=OPEN_TRIAL,
    )
    op.create_table(
        "tg_trial_entry",
        sa.Column("trial", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("record", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("arm", TextC(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
