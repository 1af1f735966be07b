"""What was returned to its applicant is a to-do of theirs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import RecordId

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An approval names the to-do of its applicant."""
    op.add_column("tg_approval", sa.Column("todo", RecordId(), nullable=True))
