"""The tables of ours beside those of the apps: revisions, events, people, and what else must last.

The one place that says what they hold; `runtime.migrations` makes them, and a test compares the
two. All names begin with `tg_`, which no app may be called. `user` columns are ids of `tg_user`,
None for the engine itself; `at` is the moment of writing by `work.now()`. Decisions 5, 7, 8, 17,
18, 20, 26, 34, 36, 38, 46.
"""

from __future__ import annotations

import sqlalchemy as sa

from engine.database.types import (
    Day,
    ExactNumber,
    Flag,
    Instant,
    JsonValue,
    RecordId,
    StoredType,
    TextC,
    TextList,
    WholeNumber,
)

SYSTEM_TABLES = sa.MetaData()


def must(name: str, kind: StoredType) -> sa.Column[object]:
    """A column that always has a value."""
    return sa.Column(name, kind, nullable=False)


def may(name: str, kind: StoredType) -> sa.Column[object]:
    """A column that may be blank."""
    return sa.Column(name, kind, nullable=True)


def key(name: str, kind: StoredType) -> sa.Column[object]:
    """A column of the primary key; its value is ours, not the database's."""
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


def system_table(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    """A table of `SYSTEM_TABLES`."""
    return sa.Table(name, SYSTEM_TABLES, *parts)


# -- documents and change

tg_revision = system_table(
    "tg_revision",
    key("number", WholeNumber()),
    may("base", WholeNumber()),
    may("app", TextC()),  # the app that was changed; None where several were
    may("undoes", WholeNumber()),  # the revision that this one takes back
    may("user", RecordId()),
    must("user_name", TextC()),
    must("origin", TextC()),
    may("via", TextC()),
    must("at", Instant()),
    may("note", TextC()),
    must("plan", JsonValue()),  # changes, steps and dangers as they were shown
    must("layout", JsonValue()),  # metadata.layout.layout_to_json
    must("documents_sha256", TextC()),  # of all documents at this revision
)

tg_document = system_table(
    "tg_document",
    key("app", TextC()),
    key("kind", TextC()),
    key("key", TextC()),
    key("from_revision", WholeNumber()),
    may("to_revision", WholeNumber()),  # the first revision without it; None while it is present
    must("body", JsonValue()),
    must("sha256", TextC()),
    sa.Index("tg_document_to_revision", "to_revision"),
)

tg_plan = system_table(
    "tg_plan",
    key("id", RecordId()),
    may("app", TextC()),
    must("base", WholeNumber()),
    may("user", RecordId()),
    must("at", Instant()),
    must("expires_at", Instant()),
    must("content", JsonValue()),  # what was asked for, and the plan as it was shown
    sa.Index("tg_plan_expires_at", "expires_at"),
)

# A plan that is being carried out: enough to go on with it after a crash, or to drop its
# expansion.
tg_change_progress = system_table(
    "tg_change_progress",
    key("plan", RecordId()),
    must("base", WholeNumber()),
    must("phase", TextC()),  # expand, backfill, flip
    must("step", WholeNumber()),  # the step of the phase that is being done
    may("position", RecordId()),  # the last record that a backfill step has done
    must("content", JsonValue()),  # as in tg_plan, with the consent that was given
    must("started_at", Instant()),
    must("seen_at", Instant()),  # the last sign of life of the process that applies it
)

# What an option's removal took from records, so that undo can put it back.
tg_cleared = system_table(
    "tg_cleared",
    key("revision", WholeNumber()),
    key("table", TextC()),
    key("field", TextC()),
    key("record", RecordId()),
    must("option", TextC()),
    must("value", JsonValue()),  # the whole value before: an option, or a list of them
)

# -- records

tg_event = system_table(
    "tg_event",
    sa.Column("seq", RecordId(), primary_key=True),
    must("table", TextC()),
    may("record", RecordId()),  # None for a mass recomputation
    must("kind", TextC()),
    must("revision", WholeNumber()),
    may("user", RecordId()),
    may("via", TextC()),
    must("origin", TextC()),
    may("reason", TextC()),
    must("at", Instant()),
    may("before", JsonValue()),
    may("after", JsonValue()),
    may("deletion", RecordId()),  # shared by what was deleted together
    may("move", TextC()),  # the key of the transition taken, several with commas; `*`: overridden
    sa.Index("tg_event_record", "table", "record", "seq"),
)

tg_undelivered = system_table("tg_undelivered", key("seq", RecordId()))

tg_value_history = system_table(
    "tg_value_history",
    key("id", RecordId()),
    must("table", TextC()),
    must("record", RecordId()),
    must("field", TextC()),
    may("value", TextC()),  # in the canonical text form of formula.md
    must("started_at", Instant()),
    may("ended_at", Instant()),
    may("user", RecordId()),
    may("reason", TextC()),
    sa.Index("tg_value_history_record", "table", "record", "field", "started_at"),
)

tg_idempotency = system_table(
    "tg_idempotency",
    key("actor", TextC()),
    key("key", TextC()),
    must("body_sha256", TextC()),
    must("answer", JsonValue()),
    must("at", Instant()),
    sa.Index("tg_idempotency_at", "at"),
)

# The last number given out by an auto_number field.
tg_counter = system_table(
    "tg_counter",
    key("table", TextC()),
    key("field", TextC()),
    must("value", WholeNumber()),
)

# Formulas whose recomputation is too large for the write that caused it.
tg_stale = system_table(
    "tg_stale",
    key("table", TextC()),
    key("field", TextC()),
    may("after", RecordId()),  # the last record that is right again
    must("at", Instant()),
)

tg_import = system_table(
    "tg_import",
    key("id", RecordId()),
    must("table", TextC()),
    must("file_name", TextC()),
    must("file_sha256", TextC()),
    may("user", RecordId()),
    must("at", Instant()),
    may("ended_at", Instant()),
    must("mapping", JsonValue()),  # field key by column of the file
    may("report", JsonValue()),  # counts, and every refused row with its reason
    may("state", TextC()),  # of one that goes step by step; None: it was done in one call
    may("options", JsonValue()),  # sheet, mode, key
    may("seen_at", Instant()),  # when the process that runs it last said so
    sa.Index("tg_import_file", "table", "file_sha256"),
)

# What became of the lines of an import, batch by batch: written with the batch itself, so that no
# line goes in twice and all that was made can be found again.
tg_import_part = system_table(
    "tg_import_part",
    key("import", RecordId()),
    key("line", WholeNumber()),  # the last of the batch
    must("created", JsonValue()),  # [line, record, version]
    must("updated", JsonValue()),
    must("refused", JsonValue()),  # lines with their cells and reasons
)

# An uploaded file. Which records hold it is said by the link tables of their fields; its content
# lies in the store under its hash.
tg_file = system_table(
    "tg_file",
    key("id", RecordId()),
    must("sha256", TextC()),
    must("name", TextC()),
    must("size", WholeNumber()),
    must("type", TextC()),  # the media type, by content
    may("width", WholeNumber()),  # of a picture, in pixels
    may("height", WholeNumber()),
    may("user", RecordId()),  # who uploaded it
    must("at", Instant()),
    may("bound_at", Instant()),  # when a record first held it; None: no one but its uploader sees
    may("released_at", Instant()),  # since when no record holds it
    may("gone_at", Instant()),  # the content is gone; the name stays for the history
    sa.Index("tg_file_sha256", "sha256"),
)

tg_rate = system_table(
    "tg_rate",
    key("currency", TextC()),
    key("base", TextC()),
    key("day", Day()),
    must("rate", ExactNumber(8)),  # units of `base` for one of `currency`, from that day on
)

# -- people

tg_user = system_table(
    "tg_user",
    key("id", RecordId()),
    must("login", TextC()),  # in lower case
    must("name", TextC()),
    may("email", TextC()),
    may("phone", TextC()),
    may("password_hash", TextC()),  # argon2; None signs in by other ways only
    must("is_admin", Flag()),
    must("language", TextC()),
    may("supervisor", RecordId()),
    must("created_at", Instant()),
    may("disabled_at", Instant()),
    sa.Index("tg_user_login", "login", unique=True),
)

tg_department = system_table(
    "tg_department",
    key("id", RecordId()),
    must("code", TextC()),
    must("name", TextC()),
    may("parent", RecordId()),
    must("created_at", Instant()),
    may("archived_at", Instant()),
    may("heir", RecordId()),  # the department that answers for an archived one
    sa.Index("tg_department_code", "code", unique=True),
    sa.Index("tg_department_parent", "parent"),
)

# Who was in which department when. While `ended_at` is None a person is in a department once, has
# one main department, and a department has one head.
tg_membership = system_table(
    "tg_membership",
    key("id", RecordId()),
    must("user", RecordId()),
    must("department", RecordId()),
    must("is_main", Flag()),
    must("is_head", Flag()),
    must("started_at", Instant()),
    may("ended_at", Instant()),
    sa.Index("tg_membership_department", "department"),
)
for name, columns, condition in (
    ("tg_membership_once", ("user", "department"), "ended_at IS NULL"),
    ("tg_membership_main", ("user",), "is_main AND ended_at IS NULL"),
    ("tg_membership_head", ("department",), "is_head AND ended_at IS NULL"),
):
    sa.Index(
        name,
        *(tg_membership.c[column] for column in columns),
        unique=True,
        postgresql_where=sa.text(condition),
        sqlite_where=sa.text(condition),
    )

tg_user_role = system_table(
    "tg_user_role",
    key("user", RecordId()),
    key("app", TextC()),
    key("role", TextC()),
    must("at", Instant()),
    may("granted_by", RecordId()),
)

# One row: raised with every change of people, roles, sessions and tokens (decision 39).
tg_rights = system_table(
    "tg_rights",
    key("id", RecordId()),
    must("number", WholeNumber()),
)

tg_session = system_table(
    "tg_session",
    key("token_sha256", TextC()),  # the cookie itself is nowhere kept
    must("user", RecordId()),
    must("csrf", TextC()),
    must("created_at", Instant()),
    must("seen_at", Instant()),
    must("expires_at", Instant()),
    may("address", TextC()),
    may("agent", TextC()),
    sa.Index("tg_session_user", "user"),
)

tg_token = system_table(
    "tg_token",
    key("id", RecordId()),
    must("token_sha256", TextC()),  # the token itself is shown once
    must("user", RecordId()),
    must("label", TextC()),
    may("scopes", TextList()),  # None: all that the person may
    must("created_at", Instant()),
    may("expires_at", Instant()),
    may("used_at", Instant()),
    may("revoked_at", Instant()),
    sa.Index("tg_token_sha256", "token_sha256", unique=True),
    sa.Index("tg_token_user", "user"),
)

tg_invitation = system_table(
    "tg_invitation",
    key("id", RecordId()),
    must("token_sha256", TextC()),  # the link is shown once
    may("name", TextC()),
    may("department", RecordId()),
    must("roles", TextList()),  # `app.role`
    must("language", TextC()),
    must("created_at", Instant()),
    must("expires_at", Instant()),
    may("user", RecordId()),  # who invites
    may("used_by", RecordId()),
    may("ended_at", Instant()),  # when it was used or withdrawn
    sa.Index("tg_invitation_token_sha256", "token_sha256", unique=True),
)

# -- the rest

# The present link of each public form (decision 45); a new one replaces it.
tg_form_link = system_table(
    "tg_form_link",
    key("app", TextC()),
    key("view", TextC()),
    must("token", TextC()),  # whoever builds the form may see it again
    must("at", Instant()),
    may("user", RecordId()),
    sa.Index("tg_form_link_token", "token", unique=True),
)

tg_preference = system_table(
    "tg_preference",
    key("user", RecordId()),
    key("key", TextC()),
    must("value", JsonValue()),
    must("at", Instant()),
)

# The searched fields whose terms are there for every record (engine.search_upkeep). The terms are
# in `tg_search`, which is no table as these are: FTS5 on SQLite, with its shadows, a tsvector and
# a GIN index on PostgreSQL.
tg_searched = system_table(
    "tg_searched",
    key("place", TextC()),  # table.column
    must("at", Instant()),
)

tg_setting = system_table(
    "tg_setting",
    key("key", TextC()),
    must("value", JsonValue()),
    must("at", Instant()),
    may("user", RecordId()),
)

# The processes that make record ids; each leases a number (decision 1).
tg_node = system_table(
    "tg_node",
    key("number", WholeNumber()),
    must("holder", TextC()),  # a random name of the process
    must("leased_until", Instant()),
)
