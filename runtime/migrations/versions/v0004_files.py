"""Uploaded files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import Instant, RecordId, TextC, WholeNumber

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Files can be uploaded."""
    op.create_table(
        "tg_file",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("sha256", TextC(), nullable=False),
        sa.Column("name", TextC(), nullable=False),
        sa.Column("size", WholeNumber(), nullable=False),
        sa.Column("type", TextC(), nullable=False),
        sa.Column("width", WholeNumber(), nullable=True),
        sa.Column("height", WholeNumber(), nullable=True),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("bound_at", Instant(), nullable=True),
        sa.Column("released_at", Instant(), nullable=True),
        sa.Column("gone_at", Instant(), nullable=True),
    )
    op.create_index("tg_file_sha256", "tg_file", ["sha256"])
