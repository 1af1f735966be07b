"""The job store: claimed once, fenced, rescued, tried again, given up."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from engine.database import Connection
from tests.workflow.desk import Desk
from tests.workflow.fragile import expire_leases
from workflow.jobs import (
    Job,
    LeaseLost,
    bury,
    claim,
    enqueue,
    finish,
    finish_all,
    hold,
    put_off,
    renew,
    rescue,
    revive,
)
from workflow.retry import ATTEMPTS, MOST_SECONDS, Dead, Retry, after_failure

OpenDesk = Callable[..., Desk]
NOW = datetime(2026, 3, 2, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def it(desk: OpenDesk) -> Desk:
    """A desk with the store of jobs."""
    return desk()


@pytest.fixture
def add(it: Desk) -> Callable[..., int | None]:
    """What adds a job of a kind nobody does."""

    def add_job(key: str | None = None, **later: float) -> int | None:
        due = it.work.now() + timedelta(**later)
        return it.work.database.write(
            lambda connection: enqueue(
                connection, it.work, "test", {"key": key}, due_at=due, dedupe_key=key
            )
        )

    return add_job


@pytest.fixture
def take(it: Desk) -> Callable[..., list[Job]]:
    """What claims jobs for an owner."""

    def take_jobs(owner: str, most: int = 10) -> list[Job]:
        return it.work.database.write(lambda connection: claim(connection, it.work, owner, most))

    return take_jobs


@pytest.fixture
def changes() -> list[Callable[[Connection, Job], None]]:
    """Everything that whoever holds a job may do with it."""
    return [
        hold,
        finish,
        lambda connection, job: put_off(connection, job, NOW),
        lambda connection, job: bury(connection, job, {}),
    ]


Add = Callable[..., int | None]
Take = Callable[..., list[Job]]


def test_what_is_due_longest_is_claimed_first_and_once(it: Desk, add: Add, take: Take) -> None:
    late, soon = add(minutes=5), add(minutes=1)
    assert take("a") == []
    it.clock.advance(timedelta(minutes=5))
    assert [job.id for job in take("a", 1)] == [soon]
    assert [job.id for job in take("b")] == [late]
    assert take("c") == []


def test_a_worker_that_lost_its_lease_changes_nothing(
    it: Desk, add: Add, take: Take, changes: list[Callable[[Connection, Job], None]]
) -> None:
    add()
    (old,) = take("a")
    database = it.work.database
    assert database.write(rescue) == 0
    assert database.write(lambda connection: renew(connection, ["a"])) == 1
    expire_leases(database, LONG_AGO)
    (new,) = take("b")
    assert new.attempt == 2
    for change in changes:
        with pytest.raises(LeaseLost):
            database.write(lambda connection, change=change: change(connection, old))  # type: ignore[misc] # mypy takes no defaults of lambdas
    database.write(lambda connection: finish(connection, new))
    assert it.rows("tg_job") == []


def test_of_two_jobs_with_a_key_there_is_one(it: Desk, add: Add, take: Take) -> None:
    first = add("k")
    assert first is not None
    assert add("k") is None
    (job,) = take("a")
    assert add("k") == first  # what is being done may not have seen the news: it comes again
    it.work.database.write(lambda connection: finish_all(connection, [job]))
    (again,) = take("a")
    it.work.database.write(lambda connection: finish_all(connection, [again]))
    assert it.rows("tg_job") == []


def test_a_job_that_was_given_up_is_revived(it: Desk, add: Add, take: Take) -> None:
    first = add("k")
    (job,) = take("a")
    database = it.work.database
    database.write(lambda connection: bury(connection, job, {"code": "x"}))
    assert take("b") == []
    assert database.write(lambda connection: revive(connection, it.work, job.id))
    (job,) = take("b")
    assert job.attempt == 1
    database.write(lambda connection: bury(connection, job, {"code": "x"}))
    assert add("k") == first
    assert [each.id for each in take("c")] == [first]


def test_a_job_that_breaks_is_given_up_and_told(it: Desk, add: Add) -> None:
    add()
    it.settle()
    (job,) = it.rows("tg_job")
    assert (job["state"], job["error"]) == (
        "dead",
        {"code": "job_unknown", "parameters": {"kind": "test"}},
    )


@pytest.mark.parametrize("attempt", range(1, ATTEMPTS))
def test_waits_grow_and_have_a_cap(attempt: int) -> None:
    for seed in range(50):
        found = after_failure(attempt, NOW, random.Random(seed))
        assert isinstance(found, Retry)
        assert timedelta(0) <= found.at - NOW <= timedelta(seconds=min(MOST_SECONDS, 2.0**attempt))


def test_the_last_try_is_the_last() -> None:
    assert isinstance(after_failure(ATTEMPTS, NOW, random.Random(1)), Dead)
    named = after_failure(1, NOW, random.Random(1), at=NOW + timedelta(hours=5))
    assert named == Retry(NOW + timedelta(hours=5))
