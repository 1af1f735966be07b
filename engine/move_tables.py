"""The system tables of moves: those that wait for an approval, and what is ticked in a state.

As `engine.system_tables`, whose `SYSTEM_TABLES` holds them too.
"""

from __future__ import annotations

import sqlalchemy as sa

from engine.database.types import Instant, JsonValue, RecordId, TextC
from engine.system_tables import key, may, must, system_table

# A move that waits for an approval. While it is open the record keeps its state, and no other move
# of the same machine begins.
tg_grant = system_table(
    "tg_grant",
    key("id", RecordId()),
    must("table", TextC()),
    must("record", RecordId()),
    must("field", TextC()),
    must("transition", TextC()),
    must("form", JsonValue()),  # the move's form as it was sent in
    must("approval", TextC()),  # app.key
    may("applicant", RecordId()),  # None: an automation or the engine
    must("origin", TextC()),
    may("via", TextC()),
    may("reason", TextC()),  # why the applicant moves it
    must("at", Instant()),
    must("state", TextC()),  # open, used, refused, withdrawn
    may("ended_at", Instant()),
    may("ended_why", TextC()),
    may("chosen", JsonValue()),  # the people whom the applicant named, by node of the approval
    sa.Index(
        "tg_grant_open",
        "table",
        "record",
        "field",
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
        sqlite_where=sa.text("state = 'open'"),
    ),
)

# What is done of the checklist of the state that a record is in: it belongs to one stay in the
# state, so whoever comes back begins anew.
tg_tick = system_table(
    "tg_tick",
    key("span", RecordId()),  # of tg_value_history
    key("item", TextC()),
    may("user", RecordId()),
    must("at", Instant()),
)
