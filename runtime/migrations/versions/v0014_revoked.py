"""An approval that was agreed can be taken back by another one; a move that waits for an approval
knows whom its applicant named for that."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import JsonValue, RecordId

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An approval names the one that it is to take back, and the one that took it back; a grant the
    people who are to decide."""
    for name in ("revokes", "revoked_by"):
        op.add_column("tg_approval", sa.Column(name, RecordId(), nullable=True))
    op.add_column("tg_grant", sa.Column("chosen", JsonValue(), nullable=True))
    op.create_index("tg_approval_revokes", "tg_approval", ["revokes"])
