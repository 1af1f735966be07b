"""How far the time limits of states were looked at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import Instant, RecordId, TextC

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """There is a place for the mark; it is put there by the first look."""
    op.create_table(
        "tg_limit_mark",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("signature", TextC(), nullable=False),
        sa.Column("looked_at", Instant(), nullable=False),
    )
