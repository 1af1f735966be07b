"""The time in a state: a stored moment, found by its index, counted as the calendar says."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.changing.due_steps import fill_working_due
from engine.database import Connection, Database
from engine.drift import find_drift, read_index_names
from engine.settings_store import write_setting
from engine.working_time import (
    SETTING,
    WorkingTime,
    moment_after,
    read_working_time,
    work_on,
    working_time_json,
)
from tests.engine.jobs import SHANGHAI, Jobs, due_of, november, open_jobs

HOUR = 3_600_000


@pytest.fixture
def jobs(migrated: Database, tmp_path: Path) -> Jobs:
    """The shop with its jobs."""
    return open_jobs(migrated, tmp_path)


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        pytest.param(november(20, 17), "2h", november(23, 10), id="over a weekend"),
        pytest.param(november(20, 17), "1d", november(23, 17), id="a working day"),
        pytest.param(november(18, 9), "1w", november(24, 18), id="a working week"),
        pytest.param(november(21, 12), "1h", november(23, 10), id="from a free day"),
        pytest.param(november(20, 8), "30min", november(20, 9, 30), id="before hours"),
        pytest.param(november(23, 10), "-2h", november(20, 17), id="backwards"),
        pytest.param(november(19, 12), "1h", november(20, 10), id="over noon and a holiday"),
    ],
)
def test_working_time_is_counted_by_the_calendar(
    start: datetime, duration: str, end: datetime
) -> None:
    calendar = WorkingTime(SHANGHAI)
    if duration == "1h" and start == november(19, 12):
        hours = ((time(9), time(12)), (time(13), time(18)))
        calendar = WorkingTime(SHANGHAI, hours, holidays=frozenset({november(19, 0).date()}))
    assert moment_after(start, duration, "working", calendar) == end


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), st.integers(0, 80 * HOUR))
def test_working_there_and_back_leads_to_where_work_began(start: datetime, span: int) -> None:
    calendar = WorkingTime(SHANGHAI)
    begin = work_on(start.replace(tzinfo=UTC, microsecond=0), 1, calendar)
    assert work_on(work_on(begin, span, calendar), -span, calendar) in {
        begin,
        work_on(begin, 0, calendar),
    }


def test_a_record_is_due_by_the_state_it_is_in(jobs: Jobs) -> None:
    id = jobs.job()
    assert due_of(jobs, id) == jobs.work.now() + timedelta(hours=72)
    jobs.go(id, "prepare", seen=True)
    calendar = WorkingTime(SHANGHAI)
    assert due_of(jobs, id) == moment_after(jobs.work.now(), "1d", "working", calendar)
    jobs.tick(id, "waybill")
    jobs.go(id, "ship")
    assert due_of(jobs, id) is None


def test_the_calendar_of_the_workspace_counts(jobs: Jobs) -> None:
    always = ((time(0), time(12)), (time(12), time(23, 59)))
    every_day = WorkingTime(SHANGHAI, always, frozenset(range(1, 8)))
    id = jobs.ready()
    work = jobs.work

    def change(connection: Connection) -> None:
        write_setting(connection, work.clock, SETTING, working_time_json(every_day))
        fill_working_due(connection, work.catalog, every_day)

    work.database.write(change)
    assert work.database.read(lambda it: read_working_time(it, SHANGHAI)) == every_day
    expected = moment_after(work.now(), "1d", "working", every_day)
    assert (due_of(jobs, id), due_of(jobs, jobs.ready())) == (expected, expected)


def test_warnings_come_before_the_end_and_each_once(jobs: Jobs) -> None:
    id, start = jobs.job(), jobs.work.now()
    jobs.wait(hours=47)
    assert jobs.stages() == []
    jobs.wait(hours=1)
    assert jobs.stages() == [(id, "warning:0")]
    asked = jobs.work.now()
    jobs.wait(hours=23)
    assert jobs.stages(since=asked) == [(id, "warning:1")]
    assert jobs.stages() == [(id, "warning:0"), (id, "warning:1")]
    jobs.wait(hours=1)
    [over] = jobs.due_now()
    assert (over.stage, over.state, over.entered_at) == ("over", "new", start)
    assert over.due_at == start + timedelta(hours=72)
    assert jobs.stages(since=jobs.work.now()) == []


def test_a_deleted_record_is_not_due(jobs: Jobs) -> None:
    id = jobs.job()
    jobs.delete("job", id)
    jobs.wait(days=4)
    assert jobs.stages() == []
    jobs.restore("job", id)
    assert jobs.stages() == [(id, "over")]


def test_what_is_due_at_one_moment_is_not_parted(jobs: Jobs) -> None:
    first = jobs.job()
    jobs.wait(minutes=1)
    alike = {jobs.job() for _ in range(4)}
    jobs.wait(minutes=1)
    jobs.job()
    jobs.wait(days=4)
    found = [it.record for it in jobs.due_now(limit=3)]
    assert found[0] == first
    assert set(found[1:]) == alike


def test_the_index_of_due_times_is_there(jobs: Jobs) -> None:
    assert find_drift(jobs.work) == []
    assert "shop__job__stage__due__index" in jobs.work.database.read(read_index_names)
