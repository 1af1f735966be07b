"""Imports that go step by step, with short words."""

from __future__ import annotations

from collections.abc import Callable

from engine.importing.jobs import (
    Job,
    State,
    Upload,
    add_job,
    read_job,
    take_job,
)
from engine.importing.running import open_course, run_job
from tests.engine.shops import ADMIN, Shop

LINES = 400


TEXT = "名称,等级\n" + "".join(
    f"n{number},{'' if number % 7 else '?'}\n" for number in range(LINES)
)


BAD = (LINES + 6) // 7


class Died(Exception):
    """The process is gone."""


def added(shop: Shop, text: str = TEXT) -> Job:
    """An uploaded file."""
    return add_job(shop.work, ADMIN, Upload("shop.buyer", "a.csv", text.encode()))


def begun(shop: Shop, job: Job, is_stopping: Callable[[], bool]) -> State:
    """The state after the import was run on."""
    job = read_job(shop.work, ADMIN, job.id)
    course = open_course(shop.work, ADMIN, job, {})
    take_job(shop.work, job, {}, is_alone=shop.work.database.dialect == "sqlite")
    return run_job(course, is_stopping)


def after(calls: int, then: Callable[[], bool]) -> Callable[[], bool]:
    """Goes on for some batches, then asks `then`."""
    left = iter([False] * calls)
    return lambda: next(left, None) is None and then()


def never() -> bool:
    """Nobody stops the import."""
    return False


def die() -> bool:
    """The process ends without a word."""
    raise Died


def names(shop: Shop) -> list[str]:
    """The names of all buyers in order."""
    return sorted(str(values["name"]) for values in shop.all("buyer").values())


def wanted(shop: Shop) -> list[str]:
    """The names that the whole file brings."""
    return sorted(f"N{number}" for number in range(LINES) if number % 7)
