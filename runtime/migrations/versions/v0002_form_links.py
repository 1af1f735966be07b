"""The links of public forms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import Instant, RecordId, TextC

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Public forms can have links."""
    op.create_table(
        "tg_form_link",
        sa.Column("app", TextC(), primary_key=True, autoincrement=False),
        sa.Column("view", TextC(), primary_key=True, autoincrement=False),
        sa.Column("token", TextC(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("user", RecordId(), nullable=True),
    )
    op.create_index("tg_form_link_token", "tg_form_link", ["token"], unique=True)
