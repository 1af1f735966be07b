"""★ A sync: items of an outside system become records, each once, the newest state last.

A pass begins at the cursor of the last complete one and reads page after page; each page's items
are written through the write path, with what is kept of them in the same transaction. The cursor
moves with the last page: a pass that breaks off begins again, and finds most of its items known.
What is refused is listed, never dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast

import orjson

from engine.actor import Actor, Origin
from engine.database import Connection
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind, Outcome, Refusal
from formula.types import Text
from metadata.documents.connector import SyncDocument
from metadata.documents.label import text_in
from metadata.durations import milliseconds_in
from metadata.resolved_workflow import Connector
from workflow.alarms import tell_administrators
from workflow.connectors.calling import Call, CallFailed, call_connector
from workflow.connectors.contact import note_contact
from workflow.connectors.filling import json_at
from workflow.connectors.items import Item, greatest, is_older, read_items, slices
from workflow.connectors.operations import connector_named
from workflow.connectors.paging import PagingStuck, address_of, first_page, next_page
from workflow.connectors.sync_rows import (
    Json,
    Known,
    SyncState,
    TakenMeanwhile,
    keep_sync,
    known_items,
    note_item,
    note_refused,
    read_sync,
    records_by_id,
)
from workflow.jobs import Job

SYNC = "sync"
"""The kind of job that does a pass."""
AT_ONCE = 100
"""Items written in one transaction."""
MOST_PAGES = 100_000
PAGE_SECONDS = 30.0
LONGEST_REST = timedelta(hours=1)
TOLD_AFTER = 3
"""Broken passes in a row of which administrators hear."""


@dataclass(slots=True)
class Pass:
    """One pass of a sync, and what it has done so far."""

    work: Workspace
    connector: Connector
    sync: SyncDocument
    table: str
    state: SyncState
    begun_at: datetime
    cursor: str | None
    read: int = 0
    written: int = 0

    @property
    def place(self) -> tuple[str, str]:
        """The connector and the sync, as their rows name them."""
        return self.connector.name, self.sync.key

    @property
    def actor(self) -> Actor:
        """Who writes: the connector, for which no change of it is sent back."""
        return connector_actor(self.connector)


def connector_actor(connector: Connector) -> Actor:
    """The connector as a writer of records."""
    return Actor(
        user=None,
        name=text_in(connector.labels, "zh") or connector.key,
        roles=frozenset(),
        is_admin=True,
        origin=Origin.API,
        via=via_of(connector),
    )


def via_of(connector: Connector) -> str:
    """What events say that the connector has written."""
    return f"connector:{connector.name}"


def perform_sync(work: Workspace, job: Job) -> None:
    """A pass of the sync of the job is done, or it is noted why it was not; either way it is known
    when the next one begins."""
    connector = connector_named(work, cast(str, job.payload["connector"]))
    sync = None if connector is None else sync_of(connector, cast(str, job.payload["sync"]))
    if connector is not None and sync is not None:
        run_sync(work, connector, sync, whole=job.payload.get("whole") is True)


def sync_of(connector: Connector, key: str) -> SyncDocument | None:
    """The sync of that key."""
    return next((it for it in connector.document.syncs if it.key == key), None)


def run_sync(
    work: Workspace, connector: Connector, sync: SyncDocument, *, whole: bool
) -> CallFailed | None:
    """Why the pass broke off, None where it is complete. `whole`: from the beginning, for items
    that were refused and would be taken now."""
    state = read_sync(work.database, work, connector.name, sync.key)
    if whole:
        state.cursor = None
    table = sync.table if "." in sync.table else f"{connector.app}.{sync.table}"
    passed = Pass(work, connector, sync, table, state, work.now(), state.cursor)
    failure = None
    try:
        require_table(passed)
        read_pages(passed)
    except CallFailed as failed:
        failure = failed
    except PagingStuck as stuck:
        failure = CallFailed(stuck.code, may_pass=False, status=200)
    if failure is not None:
        note_broken(passed, failure)
    if connector.document.probe is None:
        # An answer that is no use is an answer all the same.
        is_contact = failure is None or (failure.status or 500) < 400
        note_contact(work, connector, None if is_contact else failure)
    return failure


def require_table(passed: Pass) -> None:
    """The table and the fields of the sync are there. Raises CallFailed."""
    table = passed.work.catalog.resolved.tables.get(passed.table)
    names = {passed.sync.id_field, *(it.field for it in passed.sync.columns)}
    if table is None or not names <= table.fields.keys():
        raise CallFailed("sync_table_gone", may_pass=False, status=200)
    if not isinstance(table.fields[passed.sync.id_field].value_type, Text):
        raise CallFailed("sync_table_gone", may_pass=False, status=200)


def read_pages(passed: Pass) -> None:
    """All pages are read and their items taken. Raises CallFailed and PagingStuck."""
    document, sync = passed.connector.document, passed.sync
    page, before = first_page(sync.paging), b""
    for _ in range(MOST_PAGES):
        query = dict(page.query)
        if sync.since is not None and passed.state.cursor is not None and page.address is None:
            query[sync.since] = passed.state.cursor
        address = address_of(document.base, page)
        call = Call(
            f"sync.{sync.key}", "GET", sync.path, query, seconds=PAGE_SECONDS, address=address
        )
        answered = call_connector(passed.work, passed.connector, call)
        items, answer = items_of(sync, answered.body)
        if items and answered.body == before:
            raise PagingStuck("paging_loops")
        before = answered.body
        following = next_page(sync.paging, page, answer, len(items))
        take_page(passed, read_items(sync, items), is_last=following is None)
        if following is None:
            return
        page = following
    raise PagingStuck("paging_loops")


def items_of(sync: SyncDocument, body: bytes) -> tuple[list[object], object]:
    """The items of a page, and the whole answer. Raises PagingStuck."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise PagingStuck("items_missing") from error
    items = json_at(answer, sync.items_at)
    if not isinstance(items, list):
        raise PagingStuck("items_missing")
    return items, answer


def take_page(passed: Pass, items: Sequence[Item], *, is_last: bool) -> None:
    """The items are records, or in the list of refused ones; with the last page the cursor is
    where the pass has got to."""
    passed.read += len(items)
    passed.cursor = greatest([passed.cursor, *(item.version for item in items)])
    parts = list(slices(items, AT_ONCE))
    for index, part in enumerate(parts):
        is_end = is_last and index == len(parts) - 1
        try:
            take_items(passed, part, is_end=is_end)
        except TakenMeanwhile:
            # The other worker's records are known now.
            take_items(passed, part, is_end=is_end)


def take_items(passed: Pass, items: Sequence[Item], *, is_end: bool) -> None:
    """These items are taken in one transaction; at the end of a pass its state with them."""
    refused: dict[str, Sequence[Json]] = {
        it.outside_id: [{"code": it.code}] for it in items if it.code is not None
    }
    usable = {it.outside_id: it for it in items if it.code is None}
    known = known_items(passed.work, *passed.place, usable)
    news = [it for it in usable.values() if is_news(it, known.get(it.outside_id))]
    same = [it for id, it in usable.items() if id in known and is_newer_only(it, known[id])]
    changes = changes_of(passed, news, known, refused)
    taken = [it for it in news if it.outside_id not in refused]

    def also(connection: Connection, outcomes: Sequence[Outcome]) -> None:
        accepted = {id for id in usable if id not in refused}
        problems = dict(refused)
        for item, outcome in zip(taken, outcomes, strict=True):
            if outcome.refusals or outcome.id is None:
                accepted.discard(item.outside_id)
                problems[item.outside_id] = [refusal_json(it) for it in outcome.refusals]
                continue
            now_known = Known(outcome.id, item.version, item.sha256)
            is_new = item.outside_id not in known
            note_item(connection, *passed.place, item.outside_id, now_known, is_new=is_new)
        for item in same:
            # Else what is older, and comes later, would pass for newer.
            now_known = Known(known[item.outside_id].record, item.version, item.sha256)
            note_item(connection, *passed.place, item.outside_id, now_known, is_new=False)
        note_refused(connection, passed.work, passed.place, problems, sorted(accepted))
        written = sum(1 for it in outcomes if not it.refusals)
        if is_end:
            keep_sync(connection, *passed.place, complete(passed, passed.written + written))

    if changes:
        done = write(passed.work, passed.actor, changes, skip_refused=True, also=also)
        passed.written += sum(1 for it in done.outcomes if not it.refusals)
    else:
        passed.work.database.write(lambda connection: also(connection, ()))


def is_news(item: Item, known: Known | None) -> bool:
    """Whether the item says something that its record does not have yet: what comes late, or
    again, does not."""
    if known is None:
        return True
    return not is_older(item.version, known.version) and item.sha256 != known.sha256


def is_newer_only(item: Item, known: Known) -> bool:
    """Whether the item is a later state with the same values."""
    return item.sha256 == known.sha256 and is_older(known.version, item.version)


def changes_of(
    passed: Pass,
    news: Sequence[Item],
    known: dict[str, Known],
    refused: dict[str, Sequence[Json]],
) -> list[Change]:
    """What is to be written of the items; those that cannot be told apart are refused."""
    sync, work = passed.sync, passed.work
    strangers = [it.outside_id for it in news if it.outside_id not in known]
    table = work.catalog.tables[passed.table]
    there = records_by_id(work, table, sync.id_field, strangers) if strangers else {}
    changes: list[Change] = []
    for item in news:
        before = known.get(item.outside_id)
        ids = [before.record] if before is not None else there.get(item.outside_id, [])
        if len(ids) > 1:
            refused[item.outside_id] = [{"code": "item_id_twice"}]
        elif ids:
            changes.append(Change(Kind.UPDATE, passed.table, ids[0], item.values, lenient=True))
        else:
            values = {**item.values, sync.id_field: item.outside_id}
            changes.append(Change(Kind.CREATE, passed.table, values=values, lenient=True))
    return changes


def refusal_json(refusal: Refusal) -> Json:
    """What is wrong with an item, without any value of it."""
    parameters = {key: value for key, value in refusal.parameters.items() if key != "value"}
    return {"code": refusal.code, "field": refusal.field, "parameters": parameters}


def complete(passed: Pass, written: int) -> SyncState:
    """The state after a complete pass."""
    every = timedelta(milliseconds=milliseconds_in(passed.sync.every))
    now = passed.work.now()
    return SyncState(
        next_at=now + every,
        cursor=passed.cursor,
        begun_at=passed.begun_at,
        ended_at=now,
        read=passed.read,
        written=written,
    )


def note_broken(passed: Pass, failure: CallFailed) -> None:
    """The pass broke off; the next begins where this one did, after a rest that grows."""
    work = passed.work
    failures = passed.state.failures + 1
    every = timedelta(milliseconds=milliseconds_in(passed.sync.every))
    rest = min(every * 2 ** min(failures - 1, 10), max(LONGEST_REST, every))
    state = replace(
        passed.state,
        failures=failures,
        error={"code": failure.code, "status": failure.status},
        error_at=work.now(),
        next_at=max(failure.at or work.now(), work.now() + rest),
    )

    def keep(connection: Connection) -> None:
        keep_sync(connection, *passed.place, state)
        if failures == TOLD_AFTER:
            name = f"{text_in(passed.connector.labels, 'zh')} {passed.sync.key}"
            once = f"sync:{'.'.join(passed.place)}:{work.now().isoformat()}"
            told = {"name": name}
            tell_administrators(connection, work, "sync_failing", told, once=once, why=failure.code)

    work.database.write(keep)
