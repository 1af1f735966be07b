"""The index of searched fields."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.database.types import Instant, TextC

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FTS5 = """
CREATE VIRTUAL TABLE tg_search
USING fts5(terms, tokenize = 'ascii', detail = 'none', columnsize = 0)
"""
"""Terms hold letters and digits only, and to this tokenizer all that is not ASCII is a letter.
Nobody asks where in a record a term stands, nor how often it comes."""

TSVECTOR = """
CREATE TABLE tg_search (record bigint PRIMARY KEY, terms tsvector NOT NULL)
"""

GIN = """
CREATE INDEX tg_search_terms ON tg_search USING gin (terms) WITH (gin_pending_list_limit = 256)
"""
"""What waits to be sorted in is read by every search: 256 kB of it and no more."""


def upgrade() -> None:
    """Searched fields have an index; it is filled after the start."""
    if op.get_context().dialect.name == "sqlite":
        op.execute(FTS5)
    else:
        op.execute(TSVECTOR)
        op.execute(GIN)
    op.create_table(
        "tg_searched",
        sa.Column("place", TextC(), primary_key=True),
        sa.Column("at", Instant(), nullable=False),
    )
