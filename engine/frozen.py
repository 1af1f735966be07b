"""Records whose fields are frozen: an approval of them is under way (workflow.approvals).

The write path knows no approvals; it looks into `tg_frozen`, and only for tables that an approval
is about. A frozen field is refused, or the change is written down there in the same transaction,
so that nobody agrees to what is not there any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, cast

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.database.types import JsonValue, RecordId, TextC
from engine.system_tables import key, may, must, system_table
from engine.writing.batch import Batch, Draft
from engine.writing.change import Kind
from engine.writing.transaction import Transaction
from metadata.fields import SYSTEM_FIELDS

Mode = Literal["refuse", "renew"]

tg_frozen = system_table(
    "tg_frozen",
    key("approval", RecordId()),
    must("table", TextC()),
    must("record", RecordId()),
    may("fields", JsonValue()),  # None: all
    must("mode", TextC()),  # refuse, renew
    may("changed", JsonValue()),  # the frozen fields that were changed all the same
    sa.Index("tg_frozen_record", "table", "record"),
)

F = tg_frozen.c
BY = F.approval == sa.bindparam("by", type_=F.approval.type)
STATEMENTS = NamedStatements(
    {
        "freeze": sa.insert(tg_frozen),
        "thaw": sa.delete(tg_frozen).where(BY),
        "changed": sa.select(F.changed).where(BY).with_for_update(),
        "mark": sa.update(tg_frozen)
        .where(BY)
        .values(changed=sa.bindparam("new_changed", type_=F.changed.type)),
        "frozen": sa.select(F.approval, F.record, F.fields, F.mode, F.changed)
        .where(
            F.table == sa.bindparam("of_table", type_=F.table.type),
            one_of(F.record, "ids"),
        )
        .with_for_update(),
    }
)


def freeze(
    connection: Connection,
    approval: int,
    table: str,
    record: int,
    fields: Sequence[str] | None,
    *,
    mode: Mode,
) -> None:
    """From now on a change of these fields (all, where None) is refused, or noted down."""
    row = {
        "approval": approval,
        "table": table,
        "record": record,
        "fields": None if fields is None else list(fields),
        "mode": mode,
        "changed": None,
    }
    connection.run(STATEMENTS.on(connection.dialect, "freeze"), row)


def thaw(connection: Connection, approval: int) -> None:
    """What the approval had frozen is free."""
    connection.run(STATEMENTS.on(connection.dialect, "thaw"), {"by": approval})


def take_changes(connection: Connection, approval: int) -> list[str]:
    """The frozen fields that were changed since this was asked last; locked until the commit, so
    that no change comes between."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "changed"), {"by": approval})
    changed = cast("list[str] | None", rows[0][0]) if rows else None
    if changed:
        given = {"by": approval, "new_changed": None}
        connection.run(STATEMENTS.on(connection.dialect, "mark"), given)
    return changed or []


def check_frozen(transaction: Transaction, batch: Batch) -> None:
    """No draft changes what is frozen for good; what may change all the same is noted down."""
    if batch.table.name not in approved_tables(transaction.catalog):
        return
    drafts = {draft.id: draft for draft in batch.open if not draft.is_new and draft.changed}
    if not drafts:
        return
    connection = transaction.connection
    given = {"of_table": batch.table.name, "ids": sorted(drafts)}
    for approval, record, fields, mode, changed in connection.rows(
        STATEMENTS.on(connection.dialect, "frozen"), given
    ):
        if transaction.actor.via == via_of(cast(int, approval)):
            continue
        draft = drafts[cast(int, record)]
        touched = sorted(touched_fields(draft, cast("list[str] | None", fields)))
        if not touched and draft.kind is not Kind.DELETE:
            continue
        if mode == "refuse":
            refuse_frozen(draft, touched)
        elif touched and transaction.is_writing:
            noted = sorted({*cast("list[str]", changed or []), *touched})
            note = {"by": approval, "new_changed": noted}
            connection.run(STATEMENTS.on(connection.dialect, "mark"), note)


def via_of(approval: int) -> str:
    """What stands in `Actor.via` of those who write on behalf of an approval: it does not freeze
    its own people out."""
    return f"approval:{approval}"


def approved_tables(catalog: Catalog) -> frozenset[str]:
    """The tables that an approval is about."""
    approvals = catalog.resolved.approvals
    return catalog.cache(
        "approved tables", lambda: frozenset(it.table for it in approvals.values())
    )


def touched_fields(draft: Draft, fields: Iterable[str] | None) -> Iterable[str]:
    """The frozen fields that the draft changes; what is computed from others is not frozen."""
    if draft.kind is Kind.DELETE:
        return ()
    own = draft.table.table.fields
    frozen = own.keys() if fields is None else set(fields) & own.keys()
    return (
        key
        for key in draft.changed
        if key in frozen and key not in SYSTEM_FIELDS and own[key].formula is None
    )


def refuse_frozen(draft: Draft, touched: Sequence[str]) -> None:
    """The draft says which of its fields are frozen; all, where the record would go."""
    if not touched:
        draft.refuse("frozen_by_approval")
    for name in touched:
        draft.refuse("field_frozen", name)
