"""A machine that changes while records are in its states."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.database import Database
from engine.drift import find_drift
from engine.working_time import WorkingTime, moment_after
from tests.engine.changing import Documents
from tests.engine.jobs import Jobs, due_of, open_jobs
from tests.engine.machine_edits import limiting, without


@pytest.fixture
def jobs(migrated: Database, tmp_path: Path) -> Jobs:
    """The shop with its jobs."""
    return open_jobs(migrated, tmp_path)


def test_another_limit_counts_for_the_records_that_are_there(jobs: Jobs) -> None:
    id, start = jobs.job(), jobs.work.now()
    jobs.wait(hours=5)
    late = jobs.job()
    revision = jobs.change(limiting("new", {"within": "48h", "run": "remind"}))
    assert due_of(jobs, id) == start + timedelta(hours=48)
    assert due_of(jobs, late) == start + timedelta(hours=53)
    jobs.undo(revision)
    assert due_of(jobs, id) == start + timedelta(hours=72)
    jobs.change(limiting("new", None))
    assert due_of(jobs, id) is None
    assert find_drift(jobs.work) == []


def test_a_limit_in_working_time_counts_so(jobs: Jobs) -> None:
    id, start = jobs.job(), jobs.work.now()
    jobs.change(limiting("new", {"within": "3d", "time": "working", "run": "remind"}))
    calendar = WorkingTime(ZoneInfo("Asia/Shanghai"))
    assert due_of(jobs, id) == moment_after(start, "3d", "working", calendar)


def test_the_first_and_the_last_limit_come_and_go_with_their_index(jobs: Jobs) -> None:
    def unlimited(documents: Documents) -> None:
        limiting("new", None)(documents)
        limiting("ready", None)(documents)

    id, start = jobs.job(), jobs.work.now()
    revision = jobs.change(unlimited)
    assert "stage__due" not in jobs.read("job", id)
    assert find_drift(jobs.work) == []
    assert jobs.update("job", id, name="B").values["name"] == "B"
    jobs.undo(revision)
    assert due_of(jobs, id) == start + timedelta(hours=72)
    assert find_drift(jobs.work) == []


def test_records_of_a_state_that_is_gone_go_where_the_documents_say(jobs: Jobs) -> None:
    id, other = jobs.ready(), jobs.job()
    plan = jobs.plan(without("ready", "shipped"))
    [danger] = plan.dangers
    assert danger == "remove_state:shop.job.stage.ready"
    revision = jobs.apply(plan)
    assert jobs.read("job", id)["stage"] == "shipped"
    assert jobs.read("job", other)["stage"] == "new"
    assert due_of(jobs, id) is None
    jobs.undo(revision)
    assert jobs.read("job", id)["stage"] == "ready"
    assert due_of(jobs, id) is not None


def test_without_a_successor_they_begin_anew_and_the_time_too(jobs: Jobs) -> None:
    id = jobs.ready()
    jobs.wait(hours=10)
    jobs.change(without("ready", None))
    assert jobs.read("job", id)["stage"] == "new"
    assert due_of(jobs, id) == jobs.work.now() + timedelta(hours=72)


def test_the_danger_names_where_the_records_go(jobs: Jobs) -> None:
    [told] = jobs.plan(without("ready", "shipped")).lists["dangers"]
    assert "发货" in str(told)
    [told] = jobs.plan(without("ready", None)).lists["dangers"]
    assert "新建" in str(told)
