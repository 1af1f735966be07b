"""The tables of trials: versions of automations that run for a part of the records, and which
records those are."""

from __future__ import annotations

import sqlalchemy as sa

from engine.database.types import Instant, JsonValue, RecordId, TextC, WholeNumber
from engine.system_tables import key, may, must, system_table

# One version of an automation on trial: there is one trial for each version.
tg_trial = system_table(
    "tg_trial",
    key("id", RecordId()),
    must("automation", TextC()),  # app.key
    must("revision", WholeNumber()),  # the one that the version came with
    may("base_revision", WholeNumber()),  # of the other group; None: it runs nothing
    must("terms", JsonValue()),  # what the document says of the trial
    must("state", TextC()),  # running, ending, kept, rolled_back, stopped
    must("started_at", Instant()),
    must("ends_at", Instant()),
    may("verdict", TextC()),  # keep, roll_back
    may("why", TextC()),  # the code of why it is over
    may("figures", JsonValue()),  # as they were at the end
    may("ended_by", RecordId()),  # who ended it before its time
    may("reason", TextC()),  # the one they gave
    may("made_revision", WholeNumber()),  # what kept it or put the version before it back
    may("ended_at", Instant()),
    sa.Index("tg_trial_version", "automation", "revision", unique=True),
)
OPEN_TRIAL = "state IN ('running', 'ending')"
sa.Index(
    "tg_trial_open",
    tg_trial.c.ends_at,
    postgresql_where=sa.text(OPEN_TRIAL),
    sqlite_where=sa.text(OPEN_TRIAL),
)

# A record for which one of the two versions would have started, in the group it belongs to.
tg_trial_entry = system_table(
    "tg_trial_entry",
    key("trial", RecordId()),
    key("record", RecordId()),
    must("arm", TextC()),  # trial, control
    must("at", Instant()),
)
