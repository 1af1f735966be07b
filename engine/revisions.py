"""Revisions and their documents, whole at any number, and plans for 24 hours (decisions 17, 18)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import orjson
import sqlalchemy as sa

from engine.database import Connection, Row
from engine.database.named import NamedStatements
from engine.errors import BaseMoved, PlanUnknown, RevisionUnknown, UniqueBroken
from engine.system_tables import tg_document, tg_plan, tg_revision
from metadata.layout import Layout, layout_from_json, layout_to_json
from metadata.resolved import DocumentKey

TOPIC = "revision"
PLAN_LIFE = timedelta(hours=24)

Json = Mapping[str, object]
Sources = Mapping[DocumentKey, Json]


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of the documents. `number` is `base` + 1; `app` None where several changed;
    `undoes` the revision it takes back; `plan` what was shown and done, as JSON."""

    number: int
    app: str | None
    user: int | None
    user_name: str
    origin: str
    via: str | None
    at: datetime
    note: str | None
    plan: Json
    layout: Layout
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan that somebody may still apply. `content` is its maker's."""

    id: int
    app: str | None
    base: int
    user: int | None
    at: datetime
    content: Json


r, d, p = tg_revision.c, tg_document.c, tg_plan.c
NUMBER = sa.bindparam("number", type_=r.number.type)
REVISION_COLUMNS = (
    r.number,
    r.app,
    r.user,
    r.user_name,
    r.origin,
    r.via,
    r.at,
    r.note,
    r.plan,
    r.layout,
    r.undoes,
)
ID = sa.bindparam("id", type_=p.id.type)

STATEMENTS = NamedStatements(
    {
        "present": sa.select(sa.func.max(r.number)),
        "revision": sa.select(*REVISION_COLUMNS).where(r.number == NUMBER),
        "layout": sa.select(r.layout).where(r.number == NUMBER),
        "revisions": sa.select(*REVISION_COLUMNS)
        .where(r.number < sa.bindparam("before", type_=r.number.type))
        .order_by(r.number.desc())
        .limit(sa.bindparam("limit", type_=sa.Integer())),
        "revisions of": sa.select(*REVISION_COLUMNS)
        .where(
            r.number < sa.bindparam("before", type_=r.number.type),
            sa.or_(r.app.is_(None), r.app == sa.bindparam("app", type_=r.app.type)),
        )
        .order_by(r.number.desc())
        .limit(sa.bindparam("limit", type_=sa.Integer())),
        "add revision": sa.insert(tg_revision),
        "documents": sa.select(d.app, d.kind, d.key, d.body)
        .where(d.from_revision <= NUMBER, sa.or_(d.to_revision.is_(None), d.to_revision > NUMBER))
        .order_by(d.app, d.kind, d.key),
        "hashes": sa.select(d.app, d.kind, d.key, d.sha256).where(
            d.from_revision <= NUMBER, sa.or_(d.to_revision.is_(None), d.to_revision > NUMBER)
        ),
        "add document": sa.insert(tg_document),
        "end document": sa.update(tg_document)
        .values(to_revision=NUMBER)
        .where(
            d.app == sa.bindparam("of_app", type_=d.app.type),
            d.kind == sa.bindparam("of_kind", type_=d.kind.type),
            d.key == sa.bindparam("of_key", type_=d.key.type),
            d.to_revision.is_(None),
        ),
        "keep plan": sa.insert(tg_plan),
        "plan": sa.select(p.id, p.app, p.base, p.user, p.at, p.content).where(
            p.id == ID, p.expires_at > sa.bindparam("now", type_=p.at.type)
        ),
        "drop plan": sa.delete(tg_plan).where(p.id == ID),
        "drop old plans": sa.delete(tg_plan).where(
            p.expires_at <= sa.bindparam("now", type_=p.at.type)
        ),
    }
)


def present_number(connection: Connection) -> int:
    """The number of the present revision; 0 in an empty workspace."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "present"))
    return cast(int, rows[0][0] or 0)


def read_revision(connection: Connection, number: int) -> Revision:
    """The revision. Raises RevisionUnknown."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "revision"), {"number": number})
    if not rows:
        raise RevisionUnknown({"number": number})
    return revision_of(rows[0])


def list_revisions(
    connection: Connection, *, app: str | None = None, before: int | None = None, limit: int = 100
) -> list[Revision]:
    """Revisions, newest first, older than `before`; of `app` and of several apps if given."""
    given: dict[str, object] = {"before": 2**62 if before is None else before, "limit": limit}
    if app is None:
        rows = connection.rows(STATEMENTS.on(connection.dialect, "revisions"), given)
    else:
        given["app"] = app
        rows = connection.rows(STATEMENTS.on(connection.dialect, "revisions of"), given)
    return [revision_of(row) for row in rows]


def read_sources(connection: Connection, number: int) -> dict[DocumentKey, Json]:
    """All documents as they were at revision `number`; none at 0. Raises RevisionUnknown."""
    if number != 0:
        read_layout(connection, number)
    rows = connection.rows(STATEMENTS.on(connection.dialect, "documents"), {"number": number})
    return {(str(app), str(kind), str(key)): cast(Json, body) for app, kind, key, body in rows}


def read_layout(connection: Connection, number: int) -> Layout:
    """Where fields were at revision `number`; nowhere at 0. Raises RevisionUnknown."""
    if number == 0:
        return Layout()
    rows = connection.rows(STATEMENTS.on(connection.dialect, "layout"), {"number": number})
    if not rows:
        raise RevisionUnknown({"number": number})
    return layout_from_json(cast(Json, rows[0][0]))


def add_revision(connection: Connection, revision: Revision, sources: Sources) -> None:
    """The revision is the present one, and `sources` its documents. Raises BaseMoved when its
    number is not the next: somebody else was first."""
    present = present_number(connection)
    moved = BaseMoved({"base": revision.number - 1, "present": present})
    if revision.number != present + 1:
        raise moved
    dialect = connection.dialect
    try:
        connection.run(STATEMENTS.on(dialect, "add revision"), row_of(revision, sources))
    except UniqueBroken as error:
        raise moved from error
    before = read_hashes(connection, present)
    after = {key: body_sha256(body) for key, body in sources.items()}
    gone = [key for key, sha256 in before.items() if after.get(key) != sha256]
    new = [key for key, sha256 in after.items() if before.get(key) != sha256]
    if gone:
        connection.run_many(
            STATEMENTS.on(dialect, "end document"),
            [
                {"of_app": app, "of_kind": kind, "of_key": key, "number": revision.number}
                for app, kind, key in gone
            ],
        )
    if new:
        connection.run_many(
            STATEMENTS.on(dialect, "add document"),
            [document_row(key, sources[key], revision.number) for key in new],
        )
    connection.announce(TOPIC)


def read_hashes(connection: Connection, number: int) -> dict[DocumentKey, str]:
    """The hashes of all documents at revision `number`. Python's own comparison will not do: to
    it 1 and true are equal."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "hashes"), {"number": number})
    return {(str(app), str(kind), str(key)): str(sha256) for app, kind, key, sha256 in rows}


def keep_plan(connection: Connection, plan: KeptPlan) -> None:
    """The plan can be applied for 24 hours; plans older than that are gone."""
    dialect = connection.dialect
    connection.run(STATEMENTS.on(dialect, "drop old plans"), {"now": plan.at})
    connection.run(
        STATEMENTS.on(dialect, "keep plan"),
        {
            "id": plan.id,
            "app": plan.app,
            "base": plan.base,
            "user": plan.user,
            "at": plan.at,
            "expires_at": plan.at + PLAN_LIFE,
            "content": plan.content,
        },
    )


def read_plan(connection: Connection, id: int, now: datetime) -> KeptPlan:
    """The plan. Raises PlanUnknown where there is none, or none younger than 24 hours."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "plan"), {"id": id, "now": now})
    if not rows:
        raise PlanUnknown({"plan": id})
    plan, app, base, user, at, content = rows[0]
    return KeptPlan(
        id=cast(int, plan),
        app=cast(str | None, app),
        base=cast(int, base),
        user=cast(int | None, user),
        at=cast(datetime, at),
        content=cast(Json, content),
    )


def drop_plan(connection: Connection, id: int) -> None:
    """The plan is gone: it was applied."""
    connection.run(STATEMENTS.on(connection.dialect, "drop plan"), {"id": id})


def sources_sha256(sources: Sources) -> str:
    """A hash of all documents together, whatever the order."""
    digest = hashlib.sha256()
    for key in sorted(sources):
        digest.update("/".join(key).encode() + b"\0" + body_sha256(sources[key]).encode())
    return digest.hexdigest()


def body_sha256(body: Json) -> str:
    """A hash of one document."""
    return hashlib.sha256(orjson.dumps(body)).hexdigest()


def document_row(key: DocumentKey, body: Json, number: int) -> dict[str, object]:
    """The parameters of "add document"."""
    return {
        "app": key[0],
        "kind": key[1],
        "key": key[2],
        "from_revision": number,
        "to_revision": None,
        "body": body,
        "sha256": body_sha256(body),
    }


def row_of(revision: Revision, sources: Sources) -> dict[str, object]:
    """The parameters of "add revision"."""
    return {
        "number": revision.number,
        "base": revision.number - 1,
        "app": revision.app,
        "undoes": revision.undoes,
        "user": revision.user,
        "user_name": revision.user_name,
        "origin": revision.origin,
        "via": revision.via,
        "at": revision.at,
        "note": revision.note,
        "plan": revision.plan,
        "layout": layout_to_json(revision.layout),
        "documents_sha256": sources_sha256(sources),
    }


def revision_of(row: Row) -> Revision:
    """The revision that "revision" and "revisions" give."""
    number, app, user, user_name, origin, via, at, note, plan, layout, undoes = row
    return Revision(
        number=cast(int, number),
        app=cast(str | None, app),
        user=cast(int | None, user),
        user_name=cast(str, user_name),
        origin=cast(str, origin),
        via=cast(str | None, via),
        at=cast(datetime, at),
        note=cast(str | None, note),
        plan=cast(Json, plan),
        layout=layout_from_json(cast(Json, layout)),
        undoes=cast(int | None, undoes),
    )
