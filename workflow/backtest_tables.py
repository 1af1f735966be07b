"""The table of backtests: what was asked, how far it is, what was found."""

from __future__ import annotations

import sqlalchemy as sa

from engine.database.types import Instant, JsonValue, RecordId, TextC, WholeNumber
from engine.system_tables import key, may, must, system_table

tg_backtest = system_table(
    "tg_backtest",
    key("id", RecordId()),
    must("app", TextC()),
    may("user", RecordId()),  # who asked
    must("at", Instant()),
    must("days", WholeNumber()),
    may("table", TextC()),  # only events of this one
    must("draft", JsonValue()),  # engine.changing.wanted: what to put, what to delete, the base
    must("sha256", TextC()),  # of the draft
    must("state", TextC()),  # waiting, running, done, failed, cancelled
    must("progress", WholeNumber()),  # to 100
    may("report", JsonValue()),
    may("error", JsonValue()),
    may("ended_at", Instant()),
    sa.Index("tg_backtest_app", "app", "id"),
)
