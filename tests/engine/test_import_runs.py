"""Runs of imports that are stopped, cancelled and gone on with: no line goes in twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from engine.errors import ImportRefused, ImportState, UnknownImport
from engine.importing.import_file import import_file
from engine.importing.jobs import (
    KEPT,
    State,
    end_job,
    place_of,
    purge_contents,
    read_job,
)
from engine.importing.parts import read_parts
from engine.importing.running import open_course
from engine.importing.undoing import undo_job
from tests.clock import VirtualClock
from tests.engine.import_runs import (
    BAD,
    LINES,
    TEXT,
    Died,
    added,
    after,
    begun,
    die,
    names,
    never,
    wanted,
)
from tests.engine.shops import ADMIN, Shop


def test_an_import_that_was_stopped_goes_on_where_it_was(shop: Shop) -> None:
    job = added(shop)
    assert begun(shop, job, after(2, lambda: True)) is State.INTERRUPTED
    half = read_job(shop.work, ADMIN, job.id)
    assert 0 < half.line < LINES
    assert len(names(shop)) == half.report["created"]
    assert begun(shop, job, never) is State.DONE
    assert names(shop) == wanted(shop)
    done = read_job(shop.work, ADMIN, job.id)
    assert (done.report["created"], done.report["refused_lines"]) == (LINES - BAD, BAD)
    parts = list(read_parts(shop.work.database, job.id))
    assert sum(len(part.created) for part in parts) == LINES - BAD
    assert sum(len(part.refused) for part in parts) == BAD
    assert not place_of(shop.work, job.id).exists()


def test_an_import_whose_process_died_goes_on(shop: Shop) -> None:
    job, work = added(shop), shop.work
    with pytest.raises(Died):
        begun(shop, job, after(2, die))
    left = read_job(work, ADMIN, job.id)
    assert left.state_at(work.now(), is_live=True, is_alone=False) is State.RUNNING
    assert left.state_at(work.now(), is_live=False, is_alone=True) is State.INTERRUPTED
    if work.database.dialect == "postgresql":
        with pytest.raises(ImportState):
            begun(shop, job, never)
        cast(VirtualClock, work.clock).advance(timedelta(seconds=31))
        assert left.state_at(work.now(), is_live=False, is_alone=False) is State.INTERRUPTED
    assert begun(shop, job, never) is State.DONE
    assert names(shop) == wanted(shop)


def test_a_cancelled_import_writes_nothing_more(shop: Shop) -> None:
    job = added(shop)
    assert begun(shop, job, after(2, lambda: not end_job(shop.work, job, State.CANCELLED))) is (
        State.CANCELLED
    )
    half = read_job(shop.work, ADMIN, job.id)
    assert half.state is State.CANCELLED
    assert len(names(shop)) == half.report["created"]
    assert begun(shop, job, never) is State.DONE
    assert names(shop) == wanted(shop)


def test_an_undone_import_is_as_if_it_had_never_been(shop: Shop) -> None:
    other = shop.create("buyer", name="other").id
    job = added(shop)
    begun(shop, job, never)
    done = read_job(shop.work, ADMIN, job.id)
    with pytest.raises(ImportState):
        undo_job(shop.work, ADMIN, done, State.RUNNING)
    gone, changed = sorted(shop.all("buyer"))[1:3]
    shop.delete("buyer", gone)
    shop.update("buyer", changed, phone="13912345678")
    undone = undo_job(shop.work, ADMIN, done, done.state)
    assert (undone.deleted, undone.kept_count) == (LINES - BAD - 2, 1)
    assert sorted(shop.all("buyer")) == [other, changed]
    assert undo_job(shop.work, ADMIN, done, State.UNDONE).deleted == 0
    report = import_file(shop.work, ADMIN, "shop.buyer", "a.csv", TEXT.encode())
    assert (report.written, report.earlier) == (LINES - BAD, None)


def test_files_that_nobody_goes_on_with_are_gone_after_a_week(shop: Shop) -> None:
    job, work = added(shop), shop.work
    place = place_of(work, job.id)
    clock = cast(VirtualClock, work.clock)
    purge_contents(work)
    assert place.exists()
    clock.advance(timedelta(days=36_500) + KEPT)
    purge_contents(work)
    assert not place.exists()
    with pytest.raises(ImportRefused) as refused:
        open_course(work, ADMIN, job, {})
    assert refused.value.code == "import_file_gone"
    with pytest.raises(UnknownImport):
        read_job(work, replace(ADMIN, user=5), job.id)
