"""People are invited by links."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import Instant, RecordId, TextC, TextList

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Invitations can be kept."""
    op.create_table(
        "tg_invitation",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("token_sha256", TextC(), nullable=False),
        sa.Column("name", TextC(), nullable=True),
        sa.Column("department", RecordId(), nullable=True),
        sa.Column("roles", TextList(), nullable=False),
        sa.Column("language", TextC(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("used_by", RecordId(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
    )
    op.create_index("tg_invitation_token_sha256", "tg_invitation", ["token_sha256"], unique=True)
