"""The tables of approvals: who asked for what, who was asked, what each said, and delegations.

`user`, `at` as in `engine.system_tables`.
"""

from __future__ import annotations

import sqlalchemy as sa

from engine.database.types import Flag, Instant, JsonValue, RecordId, TextC, WholeNumber
from engine.system_tables import key, may, must, system_table

tg_approval = system_table(
    "tg_approval",
    key("id", RecordId()),
    must("approval", TextC()),  # app.key
    must("revision", WholeNumber()),  # whose document it goes by to its end
    must("table", TextC()),
    must("record", RecordId()),
    must("record_version", WholeNumber()),
    may("grant", RecordId()),  # the move that waits for it
    may("run", RecordId()),  # the run that waits for it
    may("applicant", RecordId()),  # None: an automation or the engine
    may("reason", TextC()),
    must("chosen", JsonValue()),  # by node: the people the applicant named
    must("state", TextC()),  # deciding, returned, agreed, rejected, withdrawn
    must("node", WholeNumber()),
    must("visit", WholeNumber()),
    must("visits", WholeNumber()),
    must("resume", JsonValue()),  # [[node, visit]]
    must("asks_all", Flag()),
    must("at", Instant()),
    may("ended_at", Instant()),
    may("ended_why", TextC()),
    may("urged_at", Instant()),
    may("todo", RecordId()),  # of the applicant, while it is returned to them
    may("revokes", RecordId()),  # the approval whose agreement this one is to take back
    may("revoked_by", RecordId()),  # the approval that took this one back
    sa.Index("tg_approval_revokes", "revokes"),
    sa.Index("tg_approval_record", "table", "record", "id"),
    sa.Index("tg_approval_applicant", "applicant", "id"),
    sa.Index("tg_approval_grant", "grant", unique=True),
)
OPEN_APPROVAL = "ended_at IS NULL"
sa.Index(
    "tg_approval_open",
    tg_approval.c.approval,
    tg_approval.c.record,
    unique=True,
    postgresql_where=sa.text(OPEN_APPROVAL),
    sqlite_where=sa.text(OPEN_APPROVAL),
)

# One person asked, once (workflow.approvals.case.Task).
tg_approval_task = system_table(
    "tg_approval_task",
    key("approval", RecordId()),
    key("number", WholeNumber()),
    must("node", WholeNumber()),
    must("visit", WholeNumber()),
    must("seat", WholeNumber()),
    must("place", WholeNumber()),
    must("person", RecordId()),
    may("behalf", RecordId()),
    must("how", TextC()),  # asked, before, after, beside
    may("source", WholeNumber()),
    must("state", TextC()),
    must("is_automatic", Flag()),
    must("is_void", Flag()),
    may("todo", RecordId()),
    must("at", Instant()),
    may("due_at", Instant()),
    may("decided_at", Instant()),
    may("comment", TextC()),
    may("signature", RecordId()),  # a file
    may("files", JsonValue()),
    sa.Index("tg_approval_task_person", "person", "state", "approval"),
    sa.Index("tg_approval_task_todo", "todo"),
)

# What happened, append-only.
tg_approval_log = system_table(
    "tg_approval_log",
    key("id", RecordId()),
    must("approval", RecordId()),
    must("at", Instant()),
    may("user", RecordId()),  # None: by itself
    must("what", TextC()),
    may("node", TextC()),  # the key
    may("task", WholeNumber()),
    must("people", JsonValue()),  # whom it is about
    may("comment", TextC()),
    must("detail", JsonValue()),
    sa.Index("tg_approval_log_approval", "approval", "id"),
)

# Who gets to know of it without deciding (抄送).
tg_approval_copy = system_table(
    "tg_approval_copy",
    key("approval", RecordId()),
    key("user", RecordId()),
    must("at", Instant()),
    may("read_at", Instant()),
    sa.Index("tg_approval_copy_user", "user", "approval"),
)

# Who decides for whom, from when until when (委托).
tg_delegation = system_table(
    "tg_delegation",
    key("id", RecordId()),
    must("user", RecordId()),
    must("delegate", RecordId()),
    must("starts_at", Instant()),
    must("ends_at", Instant()),
    may("approval", TextC()),  # app.key; None: all
    must("at", Instant()),
    may("by", RecordId()),
    sa.Index("tg_delegation_user", "user", "ends_at"),
)
