"""Backtests, kept for a month."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import Instant, JsonValue, RecordId, TextC, WholeNumber

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drafts can be tried on the past."""
    op.create_table(
        "tg_backtest",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("app", TextC(), nullable=False),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("days", WholeNumber(), nullable=False),
        sa.Column("table", TextC(), nullable=True),
        sa.Column("draft", JsonValue(), nullable=False),
        sa.Column("sha256", TextC(), nullable=False),
        sa.Column("state", TextC(), nullable=False),
        sa.Column("progress", WholeNumber(), nullable=False),
        sa.Column("report", JsonValue(), nullable=True),
        sa.Column("error", JsonValue(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
    )
    op.create_index("tg_backtest_app", "tg_backtest", ["app", "id"])
