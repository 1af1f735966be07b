"""Imports that go step by step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import Instant, JsonValue, RecordId, TextC, WholeNumber

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An import says where it stands, and what became of its lines."""
    op.add_column("tg_import", sa.Column("state", TextC(), nullable=True))
    op.add_column("tg_import", sa.Column("options", JsonValue(), nullable=True))
    op.add_column("tg_import", sa.Column("seen_at", Instant(), nullable=True))
    op.create_table(
        "tg_import_part",
        sa.Column("import", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("line", WholeNumber(), primary_key=True, autoincrement=False),
        sa.Column("created", JsonValue(), nullable=False),
        sa.Column("updated", JsonValue(), nullable=False),
        sa.Column("refused", JsonValue(), nullable=False),
    )
