"""Moves that wait for an approval, checklists, and when the time of a state is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import sqlalchemy as sa
from alembic import op

from engine.database.types import Instant, JsonValue, RecordId, TextC, WholeNumber

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DOCUMENT = sa.table(
    "tg_document",
    sa.column("app", TextC()),
    sa.column("kind", TextC()),
    sa.column("key", TextC()),
    sa.column("to_revision", WholeNumber()),
    sa.column("body", JsonValue()),
)
REVISION = sa.table(
    "tg_revision", sa.column("number", WholeNumber()), sa.column("layout", JsonValue())
)
Json = Mapping[str, object]


def upgrade() -> None:
    """An event says which transition was taken; state fields have the column of their limit."""
    op.add_column("tg_event", sa.Column("move", TextC(), nullable=True))
    create_grants()
    op.create_table(
        "tg_tick",
        sa.Column("span", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("item", TextC(), primary_key=True),
        sa.Column("user", RecordId(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
    )
    for table, column in state_columns(op.get_bind()):
        op.add_column(table, sa.Column(f"{column}__due", Instant(), nullable=True))


def create_grants() -> None:
    """Moves that wait for an approval."""
    op.create_table(
        "tg_grant",
        sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
        sa.Column("table", TextC(), nullable=False),
        sa.Column("record", RecordId(), nullable=False),
        sa.Column("field", TextC(), nullable=False),
        sa.Column("transition", TextC(), nullable=False),
        sa.Column("form", JsonValue(), nullable=False),
        sa.Column("approval", TextC(), nullable=False),
        sa.Column("applicant", RecordId(), nullable=True),
        sa.Column("origin", TextC(), nullable=False),
        sa.Column("via", TextC(), nullable=True),
        sa.Column("reason", TextC(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("state", TextC(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_why", TextC(), nullable=True),
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "tg_grant_open",
        "tg_grant",
        ["table", "record", "field"],
        unique=True,
        postgresql_where=is_open,
        sqlite_where=is_open,
    )


def state_columns(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """(table, column) of the state fields of the present revision."""
    last = sa.select(REVISION.c.layout).order_by(REVISION.c.number.desc()).limit(1)
    layout = cast("Json | None", connection.execute(last).scalar())
    if layout is None:
        return
    places = cast(Mapping[str, Json], layout["tables"])
    present = sa.select(DOCUMENT.c.app, DOCUMENT.c.key, DOCUMENT.c.body).where(
        DOCUMENT.c.kind == "table", DOCUMENT.c.to_revision.is_(None)
    )
    for app, key, body in connection.execute(present).all():
        place = places[f"{app}.{key}"]
        columns = cast(Mapping[str, str], place["columns"])
        for field in cast(list[Json], cast(Json, body).get("fields", [])):
            if field["type"] == "state":
                yield str(place["physical"]), columns[str(field["key"])]
