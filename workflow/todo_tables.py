"""The tables of what people are asked and told: to-dos, notifications, assignments, absences.

`user`, `at` as in `engine.system_tables`.
"""

from __future__ import annotations

import sqlalchemy as sa

from engine.database.types import Flag, Instant, JsonValue, RecordId, TextC, WholeNumber
from engine.system_tables import key, may, must, system_table

# Something that a person must answer. The first answer counts; while `state` is open nobody has.
tg_todo = system_table(
    "tg_todo",
    key("id", RecordId()),
    must("kind", TextC()),  # confirm, approval, task
    must("state", TextC()),  # open, done, withdrawn, expired
    may("run", RecordId()),  # the run that asked
    may("automation", TextC()),  # app.key of the automation or approval that asks
    may("subject", RecordId()),  # what of the kind's own it is about: the task of an approval
    may("table", TextC()),
    may("record", RecordId()),
    must("answers", JsonValue()),  # [{"answer": …, "comment": optional | needed | none}]
    must("at", Instant()),
    may("due_at", Instant()),
    may("ended_at", Instant()),
    may("ended_by", RecordId()),
    may("answer", TextC()),
    may("comment", TextC()),
    may("values", JsonValue()),
    sa.Index("tg_todo_record", "table", "record"),
)
sa.Index(
    "tg_todo_open_run",
    tg_todo.c.run,
    postgresql_where=sa.text("state = 'open'"),
    sqlite_where=sa.text("state = 'open'"),
)

# Who is asked, each in their own words. `is_open` follows the to-do's state, but for those from
# whom it was taken.
tg_todo_person = system_table(
    "tg_todo_person",
    key("todo", RecordId()),
    key("user", RecordId()),
    must("title", TextC()),
    may("text", TextC()),
    may("in_place_of", RecordId()),  # whose it was: a leaver, or who delegated it
    must("is_open", Flag()),
    sa.Index("tg_todo_person_user", "user", "is_open", "todo"),
)

tg_notification = system_table(
    "tg_notification",
    key("id", RecordId()),
    must("user", RecordId()),
    must("title", TextC()),
    must("text", TextC()),
    may("table", TextC()),
    may("record", RecordId()),
    may("todo", RecordId()),
    may("run", RecordId()),
    may("once", TextC()),  # the same is said once
    must("at", Instant()),
    may("read_at", Instant()),
    sa.Index("tg_notification_user", "user", "id"),
    sa.Index("tg_notification_once", "once", unique=True),
)
sa.Index(
    "tg_notification_unread",
    tg_notification.c.user,
    postgresql_where=sa.text("read_at IS NULL"),
    sqlite_where=sa.text("read_at IS NULL"),
)

# Why a record is whose: one row for each decision of an `assign` step.
tg_assignment = system_table(
    "tg_assignment",
    key("id", RecordId()),
    must("table", TextC()),
    must("record", RecordId()),
    must("field", TextC()),
    must("automation", TextC()),
    may("run", RecordId()),
    must("step", TextC()),
    must("triggered_at", Instant()),  # when the run began
    must("at", Instant()),
    must("microseconds", WholeNumber()),  # how long the deciding took
    may("before", RecordId()),
    may("chosen", RecordId()),
    may("rule", WholeNumber()),  # which of the rules; None: `otherwise`, or nobody was found
    may("reason", TextC()),
    must("trace", JsonValue()),  # the rules that were tried, and who was considered
    sa.Index("tg_assignment_record", "table", "record", "id"),
    sa.Index("tg_assignment_chosen", "chosen", "at"),
)

# What a picker remembers between two decisions: whose turn it is.
tg_picker = system_table(
    "tg_picker",
    key("picker", TextC()),  # automation:step:place
    must("state", JsonValue()),
    must("at", Instant()),
)

# When somebody is away: nothing is assigned to them meanwhile.
tg_absence = system_table(
    "tg_absence",
    key("id", RecordId()),
    must("user", RecordId()),
    must("starts_at", Instant()),
    must("ends_at", Instant()),
    may("note", TextC()),
    must("at", Instant()),
    may("by", RecordId()),
    sa.Index("tg_absence_user", "user", "ends_at"),
)
