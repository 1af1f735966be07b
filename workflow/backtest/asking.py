"""Asking for a backtest, looking at those there are, ending one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import orjson

from engine.access import access_of
from engine.actor import Actor
from engine.change_documents import base_of, think
from engine.changing.permit import permit_documents
from engine.changing.wanted import want, wanted_from_json, wanted_to_json
from engine.database import Connection
from engine.errors import Forbidden, UnknownTable
from engine.workspace import Workspace
from metadata.errors import InvalidDocuments
from workflow.backtest.store import (
    CANCELLED,
    OPEN,
    WAITING,
    Backtest,
    Ending,
    backtests_of_app,
    drop_backtest,
    end_backtest,
    find_backtest,
    put_backtest,
)
from workflow.errors import BacktestUnknown
from workflow.jobs import enqueue

BACKTEST = "backtest"
"""The kind of its job."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be tried: documents of `app` put (kind, JSON) and deleted (kind, key), on the last
    `days`; with `table` (a key) only on what happened to its records. `base` as for a plan."""

    app: str
    put: Sequence[tuple[str, object]]
    delete: Sequence[tuple[str, str]]
    days: int
    table: str | None = None
    base: int | None = None


def ask_backtest(work: Workspace, actor: Actor, asked: Asked) -> int:
    """The backtest will be made; its id.

    Raises what a plan of the same draft raises, InvalidDocuments where the draft is wrong, and
    UnknownTable.
    """
    wanted = want(asked.app, base_of(work, asked.base), asked.put, asked.delete)
    proposal = think(work, actor, wanted)
    if proposal.after is None or proposal.plan is None:
        raise InvalidDocuments(proposal.problems)
    table = None if asked.table is None else f"{asked.app}.{asked.table}"
    if table is not None and table not in proposal.after.tables:
        raise UnknownTable(table)
    draft = wanted_to_json(wanted)
    backtest = Backtest(
        id=work.new_id(),
        app=asked.app,
        user=actor.user,
        at=work.now(),
        days=asked.days,
        table=table,
        draft=draft,
        sha256=hashlib.sha256(orjson.dumps(draft, option=orjson.OPT_SORT_KEYS)).hexdigest(),
        state=WAITING,
        progress=0,
        error=None,
        ended_at=None,
    )

    def put(connection: Connection) -> None:
        put_backtest(connection, backtest)
        key = f"{BACKTEST}:{backtest.id}"
        enqueue(connection, work, BACKTEST, {BACKTEST: str(backtest.id)}, dedupe_key=key)

    work.database.write(put)
    return backtest.id


def list_backtests(work: Workspace, actor: Actor, app: str) -> list[Backtest]:
    """The app's backtests that the actor may know of, newest first."""
    found = work.database.read(lambda it: backtests_of_app(it, app))
    return [each for each in found if may_know(work, actor, each)]


def seen_backtest(work: Workspace, actor: Actor, app: str, id: int) -> Backtest:
    """The backtest, to whoever may build what it changes. Raises BacktestUnknown."""
    found = work.database.read(lambda it: find_backtest(it, id))
    if found is None or found.app != app or not may_know(work, actor, found):
        raise BacktestUnknown({"backtest": str(id)})
    return found


def may_know(work: Workspace, actor: Actor, backtest: Backtest) -> bool:
    """Whether the actor may build all that the backtest changes."""
    wanted = wanted_from_json(backtest.draft)
    names = {*wanted.put, *wanted.delete}
    access = access_of(work.catalog, actor)
    if not names:
        return access.may_build(backtest.app, "table")
    try:
        permit_documents(access, names)
    except Forbidden:
        return False
    return True


def cancel_backtest(work: Workspace, actor: Actor, app: str, id: int) -> None:
    """The backtest stops; one that is over is gone. Raises BacktestUnknown."""
    found = seen_backtest(work, actor, app, id)

    def write(connection: Connection) -> None:
        ending = Ending(CANCELLED, progress=found.progress)
        if found.state not in OPEN or not end_backtest(connection, work, id, ending):
            drop_backtest(connection, id)

    work.database.write(write)


def changes_of(backtest: Backtest) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The kinds and keys of the documents that are put, and of those that are deleted."""
    wanted = wanted_from_json(backtest.draft)
    put = [{"kind": kind, "key": key} for _, kind, key in sorted(wanted.put)]
    gone = [{"kind": kind, "key": key} for _, kind, key in sorted(wanted.delete)]
    return put, gone


def base_revision(backtest: Backtest) -> int:
    """The revision that the draft was written against."""
    return cast(int, backtest.draft["base"])
